"""Running text: headings, paragraphs, lists, plain tables, callouts.

A heading opens a "side head": it stands in a narrow lane at the left and its text in the wider lane beside it, which
keeps lines at a length that reads well and lets the eye find a part at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hepgen.handout.blocks import Block, BulletList, Callout, Heading, NumberedList, Paragraph, Phrase, Table
from hepgen.render.lengths import MM
from hepgen.render.pdf.flow import Box, Paint, blank, chained
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height, text_height
from hepgen.render.pdf.style import GUTTER, Style
from hepgen.render.pdf.tagging import Node, list_numbering, table_cell
from hepgen.render.pdf.typeset import Typeset, typeset

PROSE = (Heading, Paragraph, BulletList, NumberedList)
"""Blocks that are set as side-headed text when they follow one another."""

_MEASURE = 146 * MM
"""At most about 70 characters a line at body size."""
_KEPT_WHOLE = 0.3
"""A part up to this share of a page is not split, in larger type up to more: half a list of danger signs is none."""
_PARAGRAPH_GAP = 2.4 * MM
_LEAD_GAP = 4.5 * MM
"""Above text that no heading opens."""
_ITEM_GAP = 1.3 * MM
_PART_GAP = 6.5 * MM


def prose_boxes(blocks: Sequence[Block], style: Style, parent: Node) -> list[Box]:
    """Consecutive prose blocks as boxes; text before the first heading is set from the left edge."""
    boxes: list[Box] = []
    part: list[Block] = []
    for block in (*blocks, None):
        if block is None or isinstance(block, Heading):
            if part:
                boxes += _part(part, style, parent)
            part = []
        if block is not None:
            part.append(block)
    return boxes


def _part(blocks: Sequence[Block], style: Style, parent: Node) -> list[Box]:
    head = blocks[0] if isinstance(blocks[0], Heading) else None
    indent = style.side_lane + GUTTER if head else 0.0
    width = style.main_lane if head else min(style.content_width, style.scaled(_MEASURE))
    boxes: list[Box] = []
    heading_node = parent.add("H2" if head.level == 2 else "H3") if head else None
    for block in blocks[1 if head else 0 :]:
        boxes += _text_boxes(block, style, parent, indent, width)
    if head is None or heading_node is None:
        return [replace(box, before=_LEAD_GAP if box is boxes[0] else box.before) for box in boxes]
    return _with_side_head(head, heading_node, boxes, style)


def _with_side_head(head: Heading, node: Node, boxes: list[Box], style: Style) -> list[Box]:
    """The heading beside the first of its boxes, with a rule above that opens the part."""
    face = style.text(style.type.heading, Face.BOLD, style.colours.accent, 1.2)
    title = typeset(head.text, face, style.side_lane)
    rule_gap = 3.6 * MM
    drop = cap_height(face) - cap_height(style.text())  # text and heading share their first baseline

    def paint_heading(pen: Pen, x: float, top: float) -> None:
        pen.rule(x, top, style.content_width)
        title.paint(pen, node, x, top + rule_gap)

    first, *rest = boxes or [blank(0)]

    def paint_lead(pen: Pen, x: float, top: float) -> None:
        paint_heading(pen, x, top)
        first.paint(pen, x, top + rule_gap + drop)

    height = rule_gap + drop + first.height
    lead = Box(height, paint_lead, before=_PART_GAP, keep_with_next=first.keep_with_next)
    below = lead.height + sum(box.before + box.height for box in rest)
    missing = rule_gap + title.height - below
    filler = [blank(missing)] if missing > 0 else []
    result = [lead, *rest, *filler]
    short = below < style.content_height * style.scaled(_KEPT_WHOLE)
    return list(chained(result)) if short else result


def _text_boxes(block: Block, style: Style, parent: Node, indent: float, width: float) -> list[Box]:
    if isinstance(block, Paragraph):
        return paragraph_boxes(block.phrase, style, parent.add("P"), indent, width, before=_PARAGRAPH_GAP)
    if isinstance(block, BulletList | NumberedList):
        return list_boxes(block.items, style, parent, indent, width, numbered=isinstance(block, NumberedList))
    raise TypeError(f"{type(block).__name__} is no prose")


def paragraph_boxes(
    phrase: Phrase, style: Style, node: Node, indent: float, width: float, *, before: float
) -> list[Box]:
    """One box a line; the first two and the last two lines stay together."""
    text_style = style.text()
    text = typeset(phrase, text_style, width)
    count = len(text.lines)
    boxes = []
    for i, line in enumerate(text.lines):
        last = i == count - 1
        boxes.append(
            Box(
                text_height(text_style, 1) if last else text_style.leading,
                _line_painter(Typeset((line,), text_style), node, indent),
                before=before if i == 0 else 0,
                keep_with_next=not last and (i == 0 or i == count - 2),
            )
        )
    return boxes


def _line_painter(line: Typeset, node: Node, indent: float) -> Paint:
    def paint(pen: Pen, x: float, top: float) -> None:
        line.paint(pen, node, x + indent, top)

    return paint


def list_boxes(
    items: Sequence[Phrase], style: Style, parent: Node, indent: float, width: float, *, numbered: bool
) -> list[Box]:
    """Items with hanging bullets or numbers; one box an item."""
    node = parent.add("L", attributes=(list_numbering("Decimal" if numbered else "Disc"),))
    return [
        replace(
            item_box(phrase, f"{number}" if numbered else "•", style, node, indent, width),
            before=_PARAGRAPH_GAP if number == 1 else style.scaled(_ITEM_GAP),
            least=style.scaled(0.8 * MM),
        )
        for number, phrase in enumerate(items, 1)
    ]


def item_box(
    phrase: Phrase, label: str, style: Style, parent: Node, indent: float, width: float, *, hang: float = 6 * MM
) -> Box:
    """One list item, its label in accent and its text hanging beside it."""
    item = parent.add("LI")
    label_node, body_node = item.add("Lbl"), item.add("LBody")
    label_style = style.text(face=Face.BOLD, colour=style.colours.accent)
    hang = style.scaled(hang)
    text = typeset(phrase, style.text(), width - hang)

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.text(label_node, label, label_style, x + indent, top)
        text.paint(pen, body_node, x + indent + hang, top)

    return Box(text.height, paint)


def table_boxes(block: Table, style: Style, parent: Node) -> list[Box]:
    """A plain table over the full width; a row is never split. Tables are short: no page repeats the header."""
    widths = _column_widths(block, style)
    pad = 1.5 * MM
    gap = 4 * MM
    table = parent.add("Table")
    boxes: list[Box] = []
    if block.caption:
        caption = table.add("Caption")
        caption_text = typeset(
            block.caption, style.text(style.type.heading, Face.BOLD, leading=1.2), style.content_width
        )
        boxes.append(
            Box(
                caption_text.height + 1.5 * MM,
                lambda pen, x, top: caption_text.paint(pen, caption, x, top),
                before=_PART_GAP,
                keep_with_next=True,
            )
        )
    head_row = table.add("TR")
    head_style = style.text(face=Face.SEMIBOLD, colour=style.colours.accent)
    heads = [typeset(text, head_style, width - gap) for text, width in zip(block.header, widths, strict=True)]
    head_nodes = [head_row.add("TH", attributes=(table_cell("Column"),)) for _ in heads]
    head_height = max(head.height for head in heads) + 2 * MM

    def paint_head(pen: Pen, x: float, top: float) -> None:
        left = x
        for head, node, width in zip(heads, head_nodes, widths, strict=True):
            head.paint(pen, node, left, top)
            left += width
        pen.rule(x, top + head_height, style.content_width, 1.1, style.colours.ink)

    boxes.append(Box(head_height, paint_head, before=3 * MM, keep_with_next=True))
    for number, row in enumerate(block.rows):
        boxes.append(_row_box(row, widths, pad, gap, style, table, last=number == len(block.rows) - 1))
    return boxes


def _column_widths(block: Table, style: Style) -> list[float]:
    """As the table shares them; else equal, and with two columns less for the first."""
    shares: Sequence[float] = block.shares or ((0.42, 0.58) if len(block.header) == 2 else [1] * len(block.header))
    return [style.content_width * share / sum(shares) for share in shares]


def _row_box(
    row: Sequence[Phrase], widths: Sequence[float], pad: float, gap: float, style: Style, table: Node, *, last: bool
) -> Box:
    node = table.add("TR")
    cells = [
        typeset(phrase, style.text(face=Face.SEMIBOLD if i == 0 else Face.REGULAR), width - gap)
        for i, (phrase, width) in enumerate(zip(row, widths, strict=True))
    ]
    nodes = [node.add("TH", attributes=(table_cell("Row"),)) if i == 0 else node.add("TD") for i in range(len(cells))]
    height = max(cell.height for cell in cells) + 2 * pad
    drop = Face.REGULAR.descent(style.type.body) / 2  # the eye centres on the capitals

    def paint(pen: Pen, x: float, top: float) -> None:
        left = x
        for cell, cell_node, width in zip(cells, nodes, widths, strict=True):
            cell.paint(pen, cell_node, left, top + pad + drop)
            left += width
        pen.rule(
            x,
            top + height,
            style.content_width,
            1.1 if last else 0.6,
            style.colours.ink if last else style.colours.rule,
        )

    return Box(height, paint)


def callout_boxes(block: Callout, style: Style, parent: Node) -> list[Box]:
    """A tinted box: heading and meaning at the left, one-line actions at the right; without actions, text across.

    Where no page holds the box, running text.
    """
    pad = 5 * MM
    sect = parent.add("Sect")
    heading_node = sect.add("H2")
    heading_style = style.text(style.type.heading, Face.BOLD, style.colours.accent, 1.2)
    left_width = (style.content_width - 2 * pad) * (0.29 if block.actions else 1)
    heading = typeset(block.heading, heading_style, left_width)
    meaning = typeset(block.meaning, style.text(), left_width)
    meaning_node = sect.add("P")
    left_height = heading.height + 3 * MM + meaning.height
    items: list[Box] = []
    right = left_width + GUTTER
    if block.actions:
        actions = sect.add("L", attributes=(list_numbering("Decimal"),))
        items = [
            item_box(action, f"{i}", style, actions, 0, style.content_width - 2 * pad - right)
            for i, action in enumerate(block.actions, 1)
        ]
    right_height = sum(item.height for item in items) + max(len(items) - 1, 0) * _ITEM_GAP
    height = max(left_height, right_height) + 2 * pad
    if height > style.content_height:  # running text goes on on the next page
        sect.kids.clear()
        return prose_boxes((Heading(block.heading), Paragraph(block.meaning), NumberedList(block.actions)), style, sect)

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, style.content_width, height, fill=style.colours.tint)
        heading.paint(pen, heading_node, x + pad, top + pad)
        meaning.paint(pen, meaning_node, x + pad, top + pad + heading.height + 3 * MM)
        y = top + pad
        for item in items:
            item.paint(pen, x + pad + right, y)
            y += item.height + _ITEM_GAP

    return [Box(height, paint, before=7 * MM, stretch=0.3)]
