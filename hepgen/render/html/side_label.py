"""The word "Right" inside a drawing, on a leader line that ends in a dot at the joint."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hepgen.handout.blocks import Picture
from hepgen.render.html.markup import Markup, element, void
from hepgen.render.lengths import MM
from hepgen.render.side_label import Cell, Place, best_place

_CELL = Cell(0, 0, 60 * MM, 60 * MM)
"""Where a card's picture stands on paper. A label is placed as it would be there, and scales with the drawing."""
_SIZE = 12.0
_CAPITALS, _LETTER = 0.72 * _SIZE, 0.62 * _SIZE
"""Size of the word in points, the height of its capitals and the room for a letter, whatever the font."""
_LINE, _DOT, _AIR = 0.8, 1.6, 2.0
"""Points: thickness of the line, radius of the dot, room around the word."""


class View(NamedTuple):
    """A part of a drawing's plane, in units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def attribute(self) -> str:
        """As `viewBox` has it."""
        left, top, right, bottom = map(round, self)
        return f"{left} {top} {right - left} {bottom - top}"


class SideLabel(NamedTuple):
    """Word and line, and the room that the word takes."""

    markup: Markup
    view: View


def enclosing(views: Iterable[View]) -> View:
    """The least view that holds them all."""
    left, top, right, bottom = zip(*views, strict=True)
    return View(min(left), min(top), max(right), max(bottom))


def side_label(picture: Picture) -> SideLabel | None:
    """The label of a picture in the drawing's units; None where no side is told."""
    drawing, word = picture.drawing, picture.side_label
    scale = min(_CELL.right / drawing.width, _CELL.bottom / drawing.height)
    corner = ((_CELL.right - drawing.width * scale) / 2, _CELL.bottom - drawing.height * scale)
    room = (len(word) * _LETTER, _CAPITALS)
    place = best_place(drawing, corner, scale, room, _CELL) if word else None
    if place is None or drawing.mark is None:
        return None

    def units(x: float, y: float) -> tuple[int, int]:
        return round((x - corner[0]) / scale), round((y - corner[1]) / scale)

    right, baseline = place.left + room[0], place.top + room[1]
    anchor, at = _anchored(place, right)
    (start_x, start_y), (x, y), (mark_x, mark_y) = units(*place.start), units(at, baseline), drawing.mark
    markup = element(
        "g",
        void("path", d=f"M{start_x} {start_y}L{mark_x} {mark_y}", stroke_width=round(_LINE / scale)),
        void("circle", cx=mark_x, cy=mark_y, r=round(_DOT / scale)),
        element("text", word, x=x, y=y, text_anchor=anchor),
        class_="side",
        font_size=round(_SIZE / scale),
    )
    return SideLabel(markup, View(*units(place.left - _AIR, place.top - _AIR), *units(right + _AIR, baseline + _AIR)))


def _anchored(place: Place, right: float) -> tuple[str, float]:
    """The word starts or ends at its line, or is centred over it: so the gap is right in every font."""
    if place.start[0] <= place.left:
        return "start", place.left
    if place.start[0] >= right:
        return "end", right
    return "middle", (place.left + right) / 2
