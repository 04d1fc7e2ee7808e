"""The colours of a drawing: a palette gives every role one colour, or is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SHADED = ("hair", "shirt", "shorts", "metal", "roller", "band", "pillow")
_SHADED_NEAR_AND_FAR = ("skin", "shoe", "sole", "sock")
_FACETED = ("prop", "frame", "mat")

ROLES: tuple[str, ...] = (
    *(f"{role}{tone}" for role in _SHADED for tone in ("", "-shade")),
    *(f"{role}{tone}" for role in _SHADED_NEAR_AND_FAR for tone in ("", "-shade", "-far", "-far-shade")),
    *(f"{role}-{face}" for role in _FACETED for face in ("top", "side", "end")),
    *("wall", "wall-edge", "shadow", "shadow-mat"),
    *("muscle", "muscle-rim", "fibre", "ink", "arrow", "focus-ring", "casing"),
)
"""Every role that a shape can have. `far` is a limb away from the viewer; `casing` is the white border that keeps an
arrow or ring clear of what lies under it."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour ("#RRGGBB") for every role.

    Raises:
        ValueError: A role is missing or unknown, or a colour is not of the form "#RRGGBB".
    """

    colours: Mapping[str, str]

    def __post_init__(self) -> None:
        missing, unknown = set(ROLES) - set(self.colours), set(self.colours) - set(ROLES)
        malformed = {role for role, colour in self.colours.items() if not _COLOUR.fullmatch(colour)}
        problems = {"missing": missing, "unknown": unknown, "not #RRGGBB": malformed}
        if told := "; ".join(f"{what}: {', '.join(sorted(roles))}" for what, roles in problems.items() if roles):
            raise ValueError(f"figure colours {told}")

    def __getitem__(self, role: str) -> str:
        return self.colours[role]
