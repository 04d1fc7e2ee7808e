"""Where a page goes wrong: what stands in a margin, covers other text, is torn or stands alone."""

from __future__ import annotations

from itertools import combinations

from handout_words import every, squeezed
from read_pdf import Box, ReadPdf, Shown

from hepgen.handout.blocks import ExerciseCard, Handout
from hepgen.packs.content import open_content
from hepgen.render.lengths import MM

SLACK = 2.0
"""Points by which a stroke or a glyph may pass its edge unseen."""
ACCENT = 8.0
"""Points by which an accent stands above the capitals that lines are measured by."""


def outside(pdf: ReadPdf) -> list[str]:
    """What stands in a margin, and content that reaches into the footer."""
    margin = open_content().templates["standard"].margin_mm * MM
    found = []
    for number, page in enumerate(pdf.pages):
        width, height = pdf.sizes[number]
        footer = min(shown.box.top for shown in page if shown.kind == "text" and shown.mark < 0)
        for shown in page:
            area = Box(margin, margin, width - margin, footer if shown.mark >= 0 else height - margin)
            if not within(shown.box, area):
                found.append(f"page {number + 1}: {shown.kind} {shown.text!r} {shown.box}")
    return found


def within(box: Box, area: Box) -> bool:
    return (
        box.left >= area.left - SLACK
        and box.top >= area.top - ACCENT
        and box.right <= area.right + SLACK
        and box.bottom <= area.bottom + SLACK
    )


def overlapping(pdf: ReadPdf) -> list[tuple[str, str]]:
    """Texts that cover one another."""
    return [
        (one.text, other.text)
        for page in pdf.pages
        for one, other in combinations([shown for shown in page if shown.kind == "text"], 2)
        if covers(one, other)
    ]


def covers(one: Shown, other: Shown) -> bool:
    width = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    height = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return width > SLACK and height > SLACK


def torn_cards(pdf: ReadPdf, handout: Handout) -> list[str]:
    """Names of the cards whose parts stand on more than one page."""
    starts = {
        squeezed(f"{one.number} {one.name} {one.medical_name} {one.starts}"): one
        for one in every(handout, ExerciseCard)
    }
    pages: dict[str, set[int]] = {}
    current = ""
    for element in pdf.elements:
        if element.role in ("H1", "H2"):
            current = squeezed(element.text) if squeezed(element.text) in starts else ""
        if current:
            pages.setdefault(current, set()).add(element.page)
    assert pages.keys() == starts.keys()
    return [starts[heading].name for heading, on in pages.items() if len(on) > 1]


def lone_headings(pdf: ReadPdf) -> list[str]:
    """Headings that end a page."""
    last = {element.page: element for element in pdf.elements}
    return [element.text for element in last.values() if element.role in ("H1", "H2", "H3", "Caption")]
