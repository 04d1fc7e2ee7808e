"""Many exercises on few pages, for those who write and draw them: each with its name and its positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hepgen.handout.blocks import Picture
from hepgen.handout.look import PaperName, Template, Theme
from hepgen.render.lengths import MM
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.metadata import DocumentInfo
from hepgen.render.pdf.pen import Pen
from hepgen.render.pdf.style import Style
from hepgen.render.pdf.tagging import Node, TaggedCanvas
from hepgen.render.pdf.typeset import typeset

_COLUMNS, _ROWS = 2, 4
_GAP = 6 * MM
_LANGUAGE = "en"
"""The library's own language; a contact sheet is for its authors."""


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One exercise: its name, its id below, and its positions from start to end."""

    name: str
    id: str
    pictures: tuple[Picture, ...]


def render_contact_sheet(
    items: Sequence[SheetItem], title: str, made_on: date, template: Template, theme: Theme, paper: PaperName
) -> bytes:
    """Draw the exercises in a grid, each as large as its cell allows.

    Raises:
        ValueError: A figure colour is missing.
    """
    style = Style.of(template, theme, paper)
    info = DocumentInfo(title=title, language=_LANGUAGE, author="", subject="", plan_id="preview", created=made_on)
    canvas = TaggedCanvas((style.width, style.height), info)
    pen = Pen(canvas, style)
    width = (style.content_width - _GAP * (_COLUMNS - 1)) / _COLUMNS
    height = (style.height - 2 * style.margin - _GAP * (_ROWS - 1)) / _ROWS
    per_page = _COLUMNS * _ROWS
    for start in range(0, len(items), per_page):
        for place, item in enumerate(items[start : start + per_page]):
            row, column = divmod(place, _COLUMNS)
            x, y = style.margin + column * (width + _GAP), style.margin + row * (height + _GAP)
            _paint(pen, canvas.root.add("Sect"), item, x, y, width, height)
        canvas.showPage()
    return canvas.getpdfdata()


def _paint(pen: Pen, node: Node, item: SheetItem, x: float, y: float, width: float, height: float) -> None:
    style = pen.style
    name = typeset(item.name, style.text(face=Face.SEMIBOLD), width)
    name.paint(pen, node.add("H1"), x, y)
    below = typeset(item.id, style.text(style.type.footer, colour=style.colours.soft), width)
    below.paint(pen, node.add("P"), x, y + name.height + 1 * MM)
    top = name.height + below.height + 2 * MM
    across = sum(picture.drawing.width for picture in item.pictures)
    high = max(picture.drawing.height for picture in item.pictures)
    scale = min(width / across, (height - top) / high)
    for picture in item.pictures:
        pen.picture(node, picture, x, y + top, scale)
        x += picture.drawing.width * scale
