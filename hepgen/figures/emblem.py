"""A vector picture in colours of its own, such as a clinic's logo; drawings of exercises take theirs from a palette."""

from __future__ import annotations

from typing import NamedTuple

from hepgen.figures.drawing import Contour


class Area(NamedTuple):
    """What one colour fills.

    Attributes:
        colour: "#RRGGBB".
        even_odd: The rule by which contours make holes; False for the rule of the non-zero winding number.
        contours: Its outline, with the holes.
    """

    colour: str
    even_odd: bool
    contours: tuple[Contour, ...]


class Emblem(NamedTuple):
    """Areas from back to front on paper. The origin is the upper left corner; x runs to the right, y downwards.

    Attributes:
        width, height: Of the view box, in the whole units of the contours; what lies outside is not shown.
    """

    width: int
    height: int
    areas: tuple[Area, ...]
