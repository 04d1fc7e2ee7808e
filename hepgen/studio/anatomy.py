"""Where the muscles that can be shown at work lie: capsules fixed to segments, for the left side (metres)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hepgen.studio.landmarks import CENTRAL_SEGMENTS, Offset


@dataclass(frozen=True, slots=True)
class Volume:
    """A capsule from `start` to `end` in the axes of a segment."""

    segment: str
    start: Offset
    end: Offset
    radius: float

    @property
    def central(self) -> bool:
        """True when the segment has no side."""
        return self.segment in CENTRAL_SEGMENTS


MUSCLES: Mapping[str, Volume] = MappingProxyType(
    {
        "quadriceps": Volume("thigh", (0.044, 0.012, -0.075), (0.036, 0.006, -0.370), 0.066),
        "hamstrings": Volume("thigh", (-0.046, 0.006, -0.12), (-0.036, 0.004, -0.375), 0.063),
        "gluteus_maximus": Volume("hip_third", (-0.085, -0.012, 0.005), (-0.062, 0.022, -0.085), 0.083),
        "gluteus_medius": Volume("pelvis", (0.004, 0.125, 0.080), (0.010, 0.160, -0.020), 0.068),
        "tensor_fasciae_latae": Volume("pelvis", (0.05, 0.13, 0.05), (0.04, 0.14, -0.03), 0.045),
        "calf": Volume("shank", (-0.050, 0.008, -0.045), (-0.045, -0.004, -0.225), 0.049),
        "hip_flexors": Volume("hip_mid", (0.072, 0.0, 0.065), (0.078, 0.0, -0.10), 0.047),
        "adductors": Volume("thigh", (0.0, -0.065, -0.06), (0.0, -0.06, -0.28), 0.05),
    }
)
"""Muscle groups by the name pose files use."""
