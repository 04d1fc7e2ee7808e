"""A heading over a block, with an aside at its right: below it where the two do not fit on one line."""

from __future__ import annotations

from hepgen.render.lengths import MM
from hepgen.render.pdf.flow import Box
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.style import GUTTER, Style
from hepgen.render.pdf.tagging import Node
from hepgen.render.pdf.typeset import typeset


def heading_box(text: str, aside: str, style: Style, sect: Node) -> Box:
    """Both as one box that stays with what follows; an empty aside takes no room."""
    node = sect.add("H2")
    heading_style = style.text(style.type.heading, Face.BOLD, leading=1.2)
    aside_style = style.text(colour=style.colours.soft, leading=1.2)
    heading = typeset(text, heading_style, style.content_width)
    beside = typeset(aside, aside_style, style.content_width)
    aside_node = sect.add("P") if aside else None
    natural = heading_style.face.width(text, heading_style.size) + aside_style.face.width(aside, aside_style.size)
    fits = natural + GUTTER <= style.content_width
    gap = 1.5 * MM
    height = cap_height(heading_style) if fits else heading.height + (gap + beside.height if aside else 0)

    def paint(pen: Pen, x: float, top: float) -> None:
        heading.paint(pen, node, x, top)
        if aside_node is None:
            return
        if fits:
            drop = cap_height(heading_style) - cap_height(aside_style)
            pen.text(aside_node, aside, aside_style, x + style.content_width, top + drop, anchor="right")
        else:
            beside.paint(pen, aside_node, x, top + heading.height + gap)

    return Box(height, paint, before=6.5 * MM, keep_with_next=True, stretch=0.3)
