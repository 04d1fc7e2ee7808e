"""What a machine can see that is wrong with a drawing; the eye has the last word."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hepgen.studio.arrows import TOUCHING
from hepgen.studio.compose import Composition
from hepgen.studio.joints import LIMITS
from hepgen.studio.solver import misses

MISS_TOLERANCE = 0.005
"""A landmark may miss its target by this much (m)."""
REST_TOLERANCE = 0.015
"""As above, along an axis on which the body comes to rest: there its surface decides, not the landmark."""
LIMIT_TOLERANCE = 3.0
"""A joint may leave its range by this much (degrees)."""
MAX_COMPRESSED_BYTES = 14_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Attributes:
        frame: The position.
        check: What was checked.
        what: The landmark or joint, or what the check speaks of.
        value: How much: metres, degrees, square metres or bytes, as the check says.
    """

    frame: str
    check: Literal["missed-target", "joint-limit", "arrow-over-body", "size"]
    what: str
    value: float

    def __str__(self) -> str:
        return f"{self.frame}: {self.check}, {self.what}: {self.value:g}"


def inspect(composition: Composition, frames: Mapping[str, str]) -> tuple[Finding, ...]:
    """Check every position: targets met, joints in range, arrows clear of the body, size of the SVG text."""
    findings: list[Finding] = []
    for name, position in composition.spec.frames.items():
        figure = composition.figures[name]
        rests_on = {axis for axis, _ in position.rest}
        for target in position.targets:
            if target.weight < 1:
                continue
            for axis, missed in zip(target.axes, misses(figure, target, composition.figures), strict=True):
                if abs(missed) > (REST_TOLERANCE if axis in rests_on else MISS_TOLERANCE):
                    where = f"{target.landmark}.{axis}"
                    findings.append(Finding(name, "missed-target", where, round(float(missed), 4)))
        for joint, (low, high) in LIMITS.items():
            beyond = max(low - figure.pose[joint], figure.pose[joint] - high)
            if beyond > LIMIT_TOLERANCE:
                findings.append(Finding(name, "joint-limit", joint, round(beyond, 1)))
        for number, arrow in enumerate(composition.arrows[name]):
            overlap = float(arrow.intersection(composition.silhouettes[name]).area)
            if overlap > TOUCHING:
                findings.append(Finding(name, "arrow-over-body", f"arrow {number + 1}", round(overlap, 5)))
        size = len(zlib.compress(frames[name].encode(), 9))
        if size > MAX_COMPRESSED_BYTES:
            findings.append(Finding(name, "size", "compressed SVG", size))
    return tuple(findings)
