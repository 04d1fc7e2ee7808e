"""Where the word "Right" may stand beside a drawing: in its cell, clear of what is drawn, near the joint it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hepgen.figures.drawing import Drawing, is_lying
from hepgen.render.lengths import MM

_REACHES = (9 * MM, 5 * MM, 14 * MM, 19 * MM, 24 * MM)
_RISES = (0.0, -9 * MM, 9 * MM, -16 * MM, -23 * MM)
_LYING_RISES = (-17 * MM, -12 * MM, -22 * MM)
_AIR = 1.2 * MM
_DRAWN = ("ink", "arrow", "casing")
"""Roles whose lines a word must not cross; outlines are ink, so every part of the body has them."""
_BARS = ("wall-edge",)
"""Roles that are dark bars, and long: their corners alone would not show that they pass below a word."""
_BAR_COUNTS = 20
"""A bar below a word is as bad as so many points of lines."""


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


def best_place(
    drawing: Drawing, corner: tuple[float, float], scale: float, size: tuple[float, float], cell: Cell
) -> Place | None:
    """The place of a label, in points; None where no side is marked.

    Args:
        drawing: What it stands beside.
        corner: Upper left corner of the drawing.
        scale: Points per unit of the drawing.
        size: Width of the word and height of its capitals.
        cell: The picture's cell, which the label leaves only where it has no place in it.
    """
    if drawing.mark is None:
        return None
    best: tuple[tuple[float, int], Place] | None = None
    for place in places(drawing, marked(drawing.mark, corner, scale), size):
        out = overhang(place, size, cell)
        if best is not None and out > best[0][0]:
            continue
        faults = out, lines_under(drawing, place, size, corner, scale)
        if best is None or faults < best[0]:
            best = faults, place
        if faults == (0, 0):
            break
    return None if best is None else best[1]


def marked(mark: tuple[int, int], corner: tuple[float, float], scale: float) -> tuple[float, float]:
    """The drawing's mark in points."""
    return corner[0] + mark[0] * scale, corner[1] + mark[1] * scale


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
    found = 0
    for role, contours in drawing.shapes:
        for _, points in contours if role in (*_DRAWN, *_BARS) else ():
            xs, ys = points[::2], points[1::2]
            if role in _DRAWN:
                found += sum(left <= x <= right and top <= y <= bottom for x, y in zip(xs, ys, strict=True))
            elif min(xs) <= right and max(xs) >= left and min(ys) <= bottom and max(ys) >= top:
                found += _BAR_COUNTS
    return found
