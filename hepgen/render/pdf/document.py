"""A handout as one tagged PDF (PDF/UA-1 and PDF/A-2a), the same bytes for the same handout."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hepgen.handout.blocks import ClinicHeader, Handout, Section
from hepgen.handout.look import PaperName, Template, Theme
from hepgen.render.lengths import MM
from hepgen.render.pdf.components import boxes_of
from hepgen.render.pdf.flow import Box, Placed, paginate, stretched
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.footer import MeasuredFooter
from hepgen.render.pdf.metadata import DocumentInfo
from hepgen.render.pdf.pen import Pen
from hepgen.render.pdf.style import DENSITIES, Style
from hepgen.render.pdf.tagging import Node, TaggedCanvas
from hepgen.render.pdf.typeset import typeset

_ABOVE_SECTION = 16 * MM
"""White above a section that goes on below another."""
_MOST_SAVED = 0.35
"""Share of a section's height that the densest setting takes off at most."""
_TIGHTEST = 0.4
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
    pages = _pages(handout, template, style, canvas.root)
    for number, page in enumerate(pages, 1):
        placed = stretched(page.placed, style.content_height)
        for section, first in page.opens:
            canvas.bookmark(section.id, section.bookmark, 0, style.height - style.margin - placed[first].top)
        _paint_page(placed, pen)
        footer.paint(pen, number, len(pages))
        canvas.showPage()
    return canvas.getpdfdata()


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands on one page, and the sections that open on it, each with the index of its first box."""

    placed: list[Placed]
    opens: list[tuple[Section, int]]

    @property
    def used(self) -> float:
        last = self.placed[-1]
        return last.top + last.box.height


def _pages(handout: Handout, template: Template, style: Style, root: Node) -> list[_Page]:
    """All sections on pages. One that needs no page of its own goes on below the last where that saves a page."""
    pages: list[_Page] = []
    for section in handout.sections:
        goes_on = bool(pages) and section.id not in template.own_page
        begun, own = _section_pages(section, style, root, pages[-1].used if goes_on else 0.0)
        if begun:
            pages[-1].opens.append((section, len(pages[-1].placed)))
            pages[-1].placed.extend(begun)
        for number, placed in enumerate(own):
            pages.append(_Page(placed, [(section, 0)] if number == 0 and not begun else []))
    return pages


def _section_pages(section: Section, style: Style, root: Node, used: float) -> tuple[list[Placed], list[list[Placed]]]:
    """What goes below the part of the last page that is used, and the pages of its own.

    The section is set as loosely as the fewest pages allow, and begins a page where going on saves none. Of the section
    that opens the handout as much as can be stays on its first page, for that one is pinned up.
    """
    best: tuple[tuple[int, int], Node, list[Placed], list[list[Placed]]] | None = None
    opens = bool(section.blocks) and isinstance(section.blocks[0], ClinicHeader)
    room = 1 - used / style.content_height if used else 0.0
    for density in DENSITIES:
        for start in (0.0, used) if used else (0.0,):
            node = Node("Sect")
            dense = replace(style, density=density)
            boxes = _section_boxes(section, dense, node)
            tightest = _STILL_CALM if density == 0 else _TIGHTEST
            pages = paginate(boxes, style.content_height, used=start, tightest=tightest)
            begun, own = (pages[0], pages[1:]) if start else ([], pages)
            cost = len(own), sum(map(len, own[1:])) if opens else 0
            if best is None or cost < best[0]:
                best = cost, node, begun, own
            if not start and not opens and _is_hopeless(pages, room, style):
                break
        else:
            if best is None or best[0][0] > (0 if used else 1):
                continue
        break
    assert best is not None
    _, node, begun, own = best
    root.kids.append(node)
    return begun, own


def _is_hopeless(pages: list[list[Placed]], room: float, style: Style) -> bool:
    """Whether no denser setting can save a page: too much stands on the last one, for all that is free elsewhere.

    Args:
        pages: The section on pages of its own.
        room: What is free on the page before, as a share of a page.
        style: Whose content height a page has.
    """
    last = pages[-1][-1] if pages[-1] else None
    share = 0.0 if last is None else (last.top + last.box.height) / style.content_height
    return share - room > _MOST_SAVED * (len(pages) - 1 + share)


def _paint_page(page: list[Placed], pen: Pen) -> None:
    margin, above = pen.style.margin, 0.0
    for number, placed in enumerate(page):
        if placed.box.ruled and number > 0:
            pen.rule(margin, margin + (above + placed.top) / 2, pen.style.content_width)
        placed.box.paint(pen, margin, margin + placed.top)
        above = placed.top + placed.box.height


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
    size = style.fitting(section.title, size, Face.BOLD, style.content_width)
    title = typeset(section.title, style.text(size, Face.BOLD, leading=1.15), style.content_width)
    boxes = [
        Box(
            title.height,
            lambda pen, x, top: title.paint(pen, title_node, x, top),
            before=_ABOVE_SECTION if opening else 5 * MM,
            least=10 * MM if opening else 3.6 * MM,
            keep_with_next=True,
            ruled=opening,
        )
    ]
    if section.subtitle:
        subtitle_node = parent.add("P")
        size = style.fitting(section.subtitle, style.type.subtitle, Face.REGULAR, style.content_width)
        soft = style.text(max(size, style.type.body), colour=style.colours.soft)
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
