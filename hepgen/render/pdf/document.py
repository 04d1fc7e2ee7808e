"""A handout as one tagged PDF (PDF/UA-1 and PDF/A-2a), the same bytes for the same handout."""

from __future__ import annotations

from dataclasses import replace

from hepgen.handout.blocks import ClinicHeader, Handout, Section
from hepgen.handout.look import PaperName, Template, Theme
from hepgen.render.pdf.components import boxes_of
from hepgen.render.pdf.flow import Box, Placed, paginate
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.footer import MeasuredFooter
from hepgen.render.pdf.metadata import DocumentInfo
from hepgen.render.pdf.pen import Pen
from hepgen.render.pdf.style import MM, Style
from hepgen.render.pdf.tagging import Node, TaggedCanvas
from hepgen.render.pdf.typeset import typeset

_STILL_CALM = 0.6
"""How far white space is tightened before drawings are: a page that cramps its words is harder to read than one with
smaller pictures."""


def render_pdf(handout: Handout, template: Template, theme: Theme, paper: PaperName) -> bytes:
    """Lay out and draw a handout.

    Args:
        handout: What to say.
        template, theme, paper: How it looks, and on what.

    Returns:
        The whole file.

    Raises:
        ValueError: A character that no font holds (inputs are checked before), or a figure colour is missing.
    """
    style = Style.of(template, theme, paper)
    footer = MeasuredFooter.of(handout.footer, style)
    style = replace(style, footer_height=footer.height)
    info = DocumentInfo(
        title=handout.title,
        language=handout.language,
        author="",
        subject="",
        plan_id=handout.plan_id,
        created=handout.made_on,
    )
    canvas = TaggedCanvas((style.width, style.height), info)
    pen = Pen(canvas, style)
    pages = [
        (section, page, number == 0)
        for section in handout.sections
        for number, page in enumerate(_section_pages(section, style, canvas.root))
    ]
    for number, (section, page, opens) in enumerate(pages, 1):
        if opens:
            canvas.bookmark(section.id, section.bookmark, 0, style.height - style.margin)
        _paint_page(page, pen)
        footer.paint(pen, number, len(pages))
        canvas.showPage()
    return canvas.getpdfdata()


def _paint_page(page: list[Placed], pen: Pen) -> None:
    margin, above = pen.style.margin, 0.0
    for number, placed in enumerate(page):
        if placed.box.ruled and number > 0:
            pen.rule(margin, margin + (above + placed.top) / 2, pen.style.content_width)
        placed.box.paint(pen, margin, margin + placed.top)
        above = placed.top + placed.box.height


def _section_pages(section: Section, style: Style, root: Node) -> list[list[Placed]]:
    """The pages of a section, set compactly where that saves one."""
    node = Node("Sect")
    pages = paginate(_section_boxes(section, style, node), style.content_height, tightest=_STILL_CALM)
    if len(pages) > 1:
        compact_node = Node("Sect")
        boxes = _section_boxes(section, replace(style, compact=True), compact_node)
        compact = paginate(boxes, style.content_height)
        if len(compact) < len(pages):
            node, pages = compact_node, compact
    root.kids.append(node)
    return pages


def _section_boxes(section: Section, style: Style, node: Node) -> list[Box]:
    """The title, with the clinic's header above it where there is one, then the blocks."""
    blocks = section.blocks
    boxes: list[Box] = []
    if blocks and isinstance(blocks[0], ClinicHeader):
        boxes, blocks = boxes_of(blocks[:1], style, node), blocks[1:]
    return [*boxes, *_title_boxes(section, style, node, opening=not boxes), *boxes_of(blocks, style, node)]


def _title_boxes(section: Section, style: Style, parent: Node, *, opening: bool) -> list[Box]:
    if not section.title:
        return []
    size = style.type.page_title if opening else style.type.title
    title_node = parent.add("H1")
    title = typeset(section.title, style.text(size, Face.BOLD, leading=1.15), style.content_width)
    boxes = [
        Box(
            title.height,
            lambda pen, x, top: title.paint(pen, title_node, x, top),
            before=5 * MM,
            keep_with_next=True,
        )
    ]
    if section.subtitle:
        subtitle_node = parent.add("P")
        soft = style.text(style.type.subtitle, colour=style.colours.soft)
        subtitle = typeset(section.subtitle, soft, style.content_width)
        boxes.append(
            Box(
                subtitle.height,
                lambda pen, x, top: subtitle.paint(pen, subtitle_node, x, top),
                before=1.8 * MM,
                keep_with_next=True,
            )
        )
    return boxes
