"""Where the word "Right" stands beside a drawing: in its cell, clear of what is drawn, near the joint it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hepgen.figures.drawing import Drawing
from hepgen.handout.blocks import Picture
from hepgen.render.pdf.components.fridge import is_lying
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.style import MM
from hepgen.render.pdf.tagging import Node

_REACHES = (9 * MM, 5 * MM, 14 * MM, 19 * MM, 24 * MM)
_RISES = (0.0, -9 * MM, 9 * MM, -16 * MM, -23 * MM)
_LYING_RISES = (-17 * MM, -12 * MM, -22 * MM)
_AIR = 1.2 * MM
_DRAWN = ("ink", "arrow", "casing")
"""Roles whose lines a word must not cross; outlines are ink, so every part of the body has them."""


class Cell(NamedTuple):
    """Where a picture and what belongs to it may stand, in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Place(NamedTuple):
    """The label's box and the end of the leader line at it, in points from the page's upper left corner."""

    left: float
    top: float
    start: tuple[float, float]


def paint_side_label(
    pen: Pen, parent: Node, picture: Picture, corner: tuple[float, float], cell: Cell, scale: float
) -> None:
    """The side's name on a leader line that ends in a dot at the joint.

    Args:
        corner: Upper left corner of the drawing.
        cell: The picture's cell, which the label leaves only where it has no place in it.
        scale: Points per unit of the drawing.
    """
    drawing = picture.drawing
    if drawing.mark is None:
        return
    mark = (corner[0] + drawing.mark[0] * scale, corner[1] + drawing.mark[1] * scale)
    text = pen.style.text(face=Face.SEMIBOLD)
    size = (text.face.width(picture.side_label, text.size), cap_height(text))
    best = min(
        places(drawing, mark, size),
        key=lambda place: (overhang(place, size, cell), lines_under(drawing, place, size, corner, scale)),
    )
    pen.text(parent.add("P"), picture.side_label, text, best.left, best.top)
    pen.leader(best.start, mark)


def places(drawing: Drawing, mark: tuple[float, float], size: tuple[float, float]) -> Iterator[Place]:
    """Places worth trying, the best first: beside the joint on the emptier side, above it where the figure lies."""
    (x, y), (width, height) = mark, size
    if is_lying(drawing):
        for rise in _LYING_RISES:
            yield Place(x - width / 2, y + rise, (x, y + rise + height + _AIR))
    sides = (-1, 1) if drawing.mark is not None and drawing.mark[0] <= drawing.width / 2 else (1, -1)
    for rise in _RISES:
        for reach in _REACHES:
            for side in sides:
                edge = x + side * reach
                left = edge + _AIR if side > 0 else edge - _AIR - width
                yield Place(left, y + rise - height / 2, (edge, y + rise))


def overhang(place: Place, size: tuple[float, float], cell: Cell) -> float:
    """By how many points the label reaches out of the cell; captions and other text stand there."""
    right, bottom = place.left + size[0], place.top + size[1]
    return max(cell.left - place.left, right - cell.right, cell.top - place.top, bottom - cell.bottom, 0.0)


def lines_under(
    drawing: Drawing, place: Place, size: tuple[float, float], corner: tuple[float, float], scale: float
) -> int:
    """How many points of drawn lines lie under the label."""
    left, right = ((x - corner[0]) / scale for x in (place.left - _AIR, place.left + size[0] + _AIR))
    top, bottom = ((y - corner[1]) / scale for y in (place.top - _AIR, place.top + size[1] + _AIR))
    return sum(
        left <= x <= right and top <= y <= bottom
        for role, contours in drawing.shapes
        if role in _DRAWN
        for _, points in contours
        for x, y in zip(points[::2], points[1::2], strict=True)
    )
