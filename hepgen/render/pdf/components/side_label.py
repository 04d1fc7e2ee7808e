"""The word "Right" beside a drawing, on a leader line that ends in a dot at the joint."""

from __future__ import annotations

from hepgen.handout.blocks import Picture
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.style import Style
from hepgen.render.pdf.tagging import Node
from hepgen.render.pdf.text import TextStyle
from hepgen.render.side_label import Cell, Place, best_place, marked, overhang

_SIZES = (1, 0.8, 0.65)
"""Shares of the body type to try until the word stays in the picture's cell."""
_LEAST = 12
"""Points: no instruction is smaller."""


def paint_side_label(
    pen: Pen, figure: Node, picture: Picture, corner: tuple[float, float], cell: Cell, scale: float
) -> None:
    """Draw it where it is clear of the figure.

    Args:
        figure: The drawing's element, whose alternative description says the side too.
        corner: Upper left corner of the drawing.
        cell: The picture's cell, which the label leaves only where it has no place in it.
        scale: Points per unit of the drawing.
    """
    mark, placed = picture.drawing.mark, _placed(pen.style, picture, corner, cell, scale)
    if mark is None or placed is None:
        return
    text, place = placed
    pen.text(figure, picture.side_label, text, place.left, place.top)
    pen.leader(place.start, marked(mark, corner, scale))


def _placed(
    style: Style, picture: Picture, corner: tuple[float, float], cell: Cell, scale: float
) -> tuple[TextStyle, Place] | None:
    """The largest type in which the word stays in its cell, and its place."""
    placed = None
    for share in _SIZES:
        text = style.text(max(style.type.body * share, _LEAST), Face.SEMIBOLD)
        size = (text.face.width(picture.side_label, text.size), cap_height(text))
        place = best_place(picture.drawing, corner, scale, size, cell)
        if place is None:
            return None
        placed = text, place
        if overhang(place, size, cell) == 0:
            break
    return placed
