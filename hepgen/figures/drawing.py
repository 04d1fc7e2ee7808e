"""The drawing of one position of an exercise: filled shapes in whole units, each with a palette role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Side = Literal["right", "left", "symmetrical"]

_OTHER_SIDE: dict[Side, Side] = {"right": "left", "left": "right", "symmetrical": "symmetrical"}


class Contour(NamedTuple):
    """One closed contour.

    Attributes:
        curved: True for cubic Bézier segments, False for straight ones.
        points: Flat whole numbers `x, y, x, y …`; a start point, then three points per cubic or one per line.
    """

    curved: bool
    points: tuple[int, ...]


class Shape(NamedTuple):
    """An area filled by the even-odd rule in the colour of its role.

    Lines are areas too (the studio draws with a brush of varying width), so a drawing knows no strokes and
    prints the same at every size.
    """

    role: str
    contours: tuple[Contour, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One position. The origin is the upper left corner; x runs to the right, y downwards.

    Attributes:
        width: Width of the view box in units; equal for all positions of one exercise.
        height: Height of the view box in units; equal for all positions of one exercise.
        units_per_metre: Units that one metre of the body measures.
        floor: y of the floor line in units.
        side: The side shown, or "symmetrical" when both legs do the same.
        mark: The point to which a side label leads, in units; None when the drawing is symmetrical.
        spec: Fingerprint of what the drawing was made from (see `hepgen.figures.freshness`).
        shapes: What to fill, from back to front.
    """

    width: int
    height: int
    units_per_metre: int
    floor: int
    side: Side
    mark: tuple[int, int] | None
    spec: str
    shapes: tuple[Shape, ...]


def is_lying(drawing: Drawing) -> bool:
    """Whether the drawing is clearly wider than high."""
    return drawing.width > 1.35 * drawing.height


def mirrored(drawing: Drawing) -> Drawing:
    """The same drawing for the other side: left and right exchanged within the view box."""
    width = drawing.width

    def flip(points: tuple[int, ...]) -> tuple[int, ...]:
        flipped = list(points)
        flipped[::2] = [width - x for x in points[::2]]
        return tuple(flipped)

    shapes = tuple(
        Shape(role, tuple(Contour(curved, flip(points)) for curved, points in contours))
        for role, contours in drawing.shapes
    )
    mark = None if drawing.mark is None else (width - drawing.mark[0], drawing.mark[1])
    return replace(drawing, side=_OTHER_SIDE[drawing.side], mark=mark, shapes=shapes)
