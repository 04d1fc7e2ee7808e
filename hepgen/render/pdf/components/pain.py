"""What pain means: the traffic light, the stop box, and the if–then rules with the same three signs."""

from __future__ import annotations

from hepgen.handout.blocks import (
    BulletList,
    GetHelp,
    Heading,
    IfThen,
    IfThenTable,
    PainBand,
    Phrase,
    Span,
    TrafficLight,
)
from hepgen.render.lengths import MM
from hepgen.render.pdf.components.heading import heading_box
from hepgen.render.pdf.components.prose import prose_boxes
from hepgen.render.pdf.flow import Box, chained
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.signs import paint_sign
from hepgen.render.pdf.style import GUTTER, Style
from hepgen.render.pdf.tagging import Node, list_numbering, table_cell
from hepgen.render.pdf.text import TextStyle
from hepgen.render.pdf.typeset import Typeset, typeset

_SIGN = 12.6 * MM
_WORDS = _SIGN + 4.5 * MM
_RULE_SIGN = 8.5 * MM
_MOST_ACTION = 34 * MM
_MOST_LINES = 4
"""Of a band's name and action in a column."""


def traffic_light_boxes(block: TrafficLight, style: Style, parent: Node) -> list[Box]:
    """Sign, range in large numbers, its name in words, one action; then the lines below."""
    sect = parent.add("Sect")
    heading = heading_box(block.heading, block.aside, style, sect)
    bands = sect.add("L", attributes=(list_numbering("None"),))
    range_style = style.text(style.type.pain_range, Face.BOLD, leading=1.1)
    name_style = style.text(face=Face.SEMIBOLD)
    columns = _columns(block, style, range_style, name_style)
    cells = [
        (band, typeset(band.name, name_style, width), typeset(band.action, style.text(), width))
        for band, (_, width) in zip(block.bands, columns, strict=True)
    ]
    if max(len(name.lines) + len(action.lines) for _, name, action in cells) > _MOST_LINES:
        boxes = [_band_row(band, block, style, bands) for band in block.bands]
        return [heading, *chained(boxes), *(_line(line, style, sect) for line in block.lines)]
    nodes = [bands.add("LI").add("LBody") for _ in cells]
    name_top = cap_height(range_style) + style.scaled(2.6 * MM)
    action_gap = 0.9 * MM
    height = max(
        style.scaled(_SIGN), *(name_top + name.height + action_gap + action.height for _, name, action in cells)
    )

    def paint_bands(pen: Pen, x: float, top: float) -> None:
        for (band, name, action), node, (left, _) in zip(cells, nodes, columns, strict=True):
            words = x + left + style.scaled(_WORDS)
            paint_sign(pen, band.level, x + left, top, style.scaled(_SIGN))
            pen.text(node, band.range, range_style, words, top)
            name.paint(pen, node, words, top + name_top)
            action.paint(pen, node, words, top + name_top + name.height + action_gap)

    return [
        heading,
        Box(height + 0.8 * MM, paint_bands, before=4.8 * MM, least=3 * MM),
        *(_line(line, style, sect) for line in block.lines),
    ]


def _band_row(band: PainBand, block: TrafficLight, style: Style, bands: Node) -> Box:
    """A band across the page, where the columns are too narrow for its words."""
    node = bands.add("LI").add("LBody")
    range_style = style.text(style.type.pain_range, Face.BOLD, leading=1.1)
    range_width = max(range_style.face.width(each.range, range_style.size) for each in block.bands) + GUTTER
    sign = style.scaled(9 * MM)
    left = sign + 4 * MM
    words = typeset(
        (Span(band.name, strong=True), Span(" " + band.action)), style.text(), style.content_width - left - range_width
    )
    height = max(sign, words.height)

    def paint(pen: Pen, x: float, top: float) -> None:
        paint_sign(pen, band.level, x, top + (height - sign) / 2, sign)
        pen.text(node, band.range, range_style, x + left, top + (height - cap_height(range_style)) / 2)
        lines = cap_height(words.style) + (len(words.lines) - 1) * words.style.leading
        words.paint(pen, node, x + left + range_width, top + (height - lines) / 2)

    return Box(height, paint, before=3 * MM)


def _columns(
    block: TrafficLight, style: Style, range_style: TextStyle, name_style: TextStyle
) -> list[tuple[float, float]]:
    """Left edge and text width of each band: as wide as its words where all fit, else equal."""
    natural = [
        max(
            range_style.face.width(band.range, range_style.size),
            name_style.face.width(band.name, name_style.size),
            Face.REGULAR.width(band.action, style.type.body),
        )
        + 1
        for band in block.bands
    ]
    count, words = len(natural), style.scaled(_WORDS)
    spare = style.content_width - sum(natural) - count * words
    gap = spare / (count - 1) if count > 1 else 0.0
    if gap < 3 * MM:
        gap = GUTTER
        natural = [(style.content_width - (count - 1) * gap) / count - words] * count
    lefts = [sum(natural[:i]) + i * (words + gap) for i in range(count)]
    return list(zip(lefts, natural, strict=True))


def _line(phrase: Phrase, style: Style, parent: Node) -> Box:
    text, node = typeset(phrase, style.text(), style.content_width), parent.add("P")
    return Box(text.height, lambda pen, x, top: text.paint(pen, node, x, top), before=2.4 * MM, least=1.6 * MM)


def get_help_boxes(block: GetHelp, style: Style, parent: Node) -> list[Box]:
    """The stop box: outlined, never filled, rows sorted by what to do. Where no page holds it, running text."""
    pad, sign = style.air(4 * MM), style.scaled(9 * MM)
    sect = parent.add("Sect")
    heading_node = sect.add("H2")
    heading_style = style.text(style.scaled(14), Face.BOLD, leading=1.25)
    above = style.enlargement > 1.2  # beside the rows it would leave them too little room
    word = max(heading_style.face.width(each, heading_style.size) for each in block.heading.split())
    heading_width = style.content_width / 2 if above else min(max(word + 1, 25 * MM), 34 * MM)
    heading = typeset(block.heading, heading_style, heading_width)
    heading_x = pad + sign + 4 * MM
    actions_x = pad if above else heading_x + heading_width + 3 * MM
    widest = max(Face.SEMIBOLD.width(action, style.type.body) for action, _ in block.rows)
    signs_x = actions_x + min(widest + 3 * MM, style.scaled(_MOST_ACTION))
    width = style.content_width - signs_x - pad
    rows_top = pad + (max(heading.height, sign) + 3 * MM if above else 0.0)
    rows_node = sect.add("L", attributes=(list_numbering("None"),))
    rows = []
    for action, signs in block.rows:
        item = rows_node.add("LI")
        rows.append(
            (
                typeset(action, style.text(face=Face.SEMIBOLD), signs_x - actions_x - 2 * MM),
                item.add("Lbl"),
                typeset(" ".join(signs), style.text(), width),
                item.add("LBody"),
            )
        )
    gap = 0.9 * MM
    row_heights = [max(action.height, signs.height) for action, _, signs, _ in rows]
    rows_height = sum(row_heights) + (len(rows) - 1) * gap
    height = pad + max(rows_top + rows_height, pad + heading.height, pad + sign)
    if height > style.content_height:  # running text goes on on the next page
        sect.kids.clear()
        told = tuple((Span(f"{action}: ", strong=True), Span(" ".join(signs))) for action, signs in block.rows)
        return prose_boxes((Heading(block.heading), BulletList(told)), style, sect)

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, style.content_width, height, stroke=style.colours.ink, thickness=1.6)
        paint_sign(pen, "stop", x + pad, top + pad, sign)
        middle = (sign - cap_height(heading_style)) / 2 if above and len(heading.lines) == 1 else 0.0
        heading.paint(pen, heading_node, x + heading_x, top + pad + middle)
        y = top + rows_top
        for (action, action_node, signs, signs_node), row_height in zip(rows, row_heights, strict=True):
            action.paint(pen, action_node, x + actions_x, y)
            signs.paint(pen, signs_node, x + signs_x, y)
            y += row_height + gap

    return [Box(height, paint, before=4.5 * MM, stretch=0.2)]


def if_then_boxes(block: IfThenTable, style: Style, parent: Node) -> list[Box]:
    """Sign and verb, condition, action: three rows that read as sentences."""
    sect = parent.add("Sect")
    heading_node = sect.add("H2")
    heading = typeset(block.heading, style.text(style.type.heading, Face.BOLD, leading=1.2), style.content_width)
    table = sect.add("Table")
    verb_width = _verb_width(block, style)
    condition_width = (style.content_width - verb_width) * 0.58
    action_width = style.content_width - verb_width - condition_width
    head = table.add("TR")
    label_style = style.text(face=Face.SEMIBOLD, colour=style.colours.accent)
    head.add("TH", attributes=(table_cell("Column"),))
    labels = [
        (typeset(text, label_style, width), head.add("TH", attributes=(table_cell("Column"),)), left)
        for text, width, left in (
            (block.condition_label, condition_width, verb_width),
            (block.action_label, action_width, verb_width + condition_width),
        )
    ]
    labels_top = heading.height + 2 * MM
    head_height = labels_top + max(label.height for label, *_ in labels)

    def paint_head(pen: Pen, x: float, top: float) -> None:
        heading.paint(pen, heading_node, x, top)
        for label, node, left in labels:
            label.paint(pen, node, x + left, top + labels_top)
        pen.rule(x, top + head_height, style.content_width)

    rows = [_rule_box(row, style, table.add("TR"), verb_width, condition_width, action_width) for row in block.rows]
    return [
        *chained([Box(head_height, paint_head, before=8 * MM, stretch=0.2), *rows]),
        *(_line(line, style, sect) for line in block.lines),
    ]


def _verb_style(style: Style) -> TextStyle:
    return style.text(style.scaled(14), Face.BOLD)


def _verb_width(block: IfThenTable, style: Style) -> float:
    """Room for sign and verb, so that no word of it is broken, up to two fifths of the page."""
    face = _verb_style(style)
    widest = max(face.face.width(word, face.size) for row in block.rows for word in row.verb.split())
    needed = style.scaled(_RULE_SIGN) + 5 * MM + widest + 2 * MM
    return min(max(41 * MM, needed), style.content_width * 0.4)


def _rule_box(
    row: IfThen, style: Style, node: Node, verb_width: float, condition_width: float, action_width: float
) -> Box:
    pad, sign, gap = 1.7 * MM, style.scaled(_RULE_SIGN), 4 * MM
    verb = typeset(row.verb, _verb_style(style), verb_width - sign - 5 * MM)
    condition = typeset(row.condition, style.text(), condition_width - gap)
    action = typeset(row.action, style.text(), action_width)
    verb_node, condition_node, action_node = (
        node.add("TH", attributes=(table_cell("Row"),)),
        node.add("TD"),
        node.add("TD"),
    )
    height = max(verb.height, condition.height, action.height, sign) + 2 * pad

    def paint(pen: Pen, x: float, top: float) -> None:
        def middle(text: Typeset) -> float:
            return top + (height - text.height + Face.REGULAR.descent(text.style.size)) / 2

        paint_sign(pen, row.level, x, top + (height - sign) / 2, sign)
        verb.paint(pen, verb_node, x + sign + 4 * MM, middle(verb))
        condition.paint(pen, condition_node, x + verb_width, middle(condition))
        action.paint(pen, action_node, x + verb_width + condition_width, middle(action))
        pen.rule(x, top + height, style.content_width)

    return Box(height, paint)
