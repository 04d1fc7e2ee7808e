"""What pain means: the traffic light, the stop box, and the if–then rules with the same three signs."""

from __future__ import annotations

from hepgen.handout.blocks import GetHelp, IfThen, IfThenTable, Phrase, TrafficLight
from hepgen.render.pdf.flow import Box, chained
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.signs import paint_sign
from hepgen.render.pdf.style import GUTTER, MM, Style
from hepgen.render.pdf.tagging import Node, list_numbering, table_cell
from hepgen.render.pdf.text import TextStyle
from hepgen.render.pdf.typeset import Typeset, typeset

_SIGN = 12.6 * MM
_WORDS = _SIGN + 4.5 * MM


def traffic_light_boxes(block: TrafficLight, style: Style, parent: Node) -> list[Box]:
    """Sign, range in large numbers, its name in words, one action; then the lines below."""
    sect = parent.add("Sect")
    heading_node = sect.add("H2")
    heading_style = style.text(style.type.heading, Face.BOLD, leading=1.2)
    aside_style = style.text(colour=style.colours.soft)
    aside_node = sect.add("P")

    def paint_heading(pen: Pen, x: float, top: float) -> None:
        pen.text(heading_node, block.heading, heading_style, x, top)
        drop = cap_height(heading_style) - cap_height(aside_style)
        pen.text(aside_node, block.aside, aside_style, x + style.content_width, top + drop, anchor="right")

    range_style = style.text(style.type.pain_range, Face.BOLD, leading=1.1)
    name_style = style.text(face=Face.SEMIBOLD)
    columns = _columns(block, style, range_style, name_style)
    bands = sect.add("L", attributes=(list_numbering("None"),))
    cells = []
    for band, (_, width) in zip(block.bands, columns, strict=True):
        node = bands.add("LI").add("LBody")
        cells.append((band, node, typeset(band.name, name_style, width), typeset(band.action, style.text(), width)))
    name_top = cap_height(range_style) + 2.6 * MM
    action_gap = 0.9 * MM
    height = max(_SIGN, *(name_top + name.height + action_gap + action.height for _, _, name, action in cells))

    def paint_bands(pen: Pen, x: float, top: float) -> None:
        for (band, node, name, action), (left, _) in zip(cells, columns, strict=True):
            words = x + left + _WORDS
            paint_sign(pen, band.level, x + left, top, _SIGN)
            pen.text(node, band.range, range_style, words, top)
            name.paint(pen, node, words, top + name_top)
            action.paint(pen, node, words, top + name_top + name.height + action_gap)

    return [
        Box(cap_height(heading_style) + 1.2 * MM, paint_heading, before=6.5 * MM, keep_with_next=True, stretch=0.3),
        Box(height + 0.8 * MM, paint_bands, before=3.6 * MM),
        *(_line(line, style, sect) for line in block.lines),
    ]


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
    count = len(natural)
    spare = style.content_width - sum(natural) - count * _WORDS
    gap = spare / (count - 1) if count > 1 else 0.0
    if gap < 3 * MM:
        gap = GUTTER
        natural = [(style.content_width - (count - 1) * gap) / count - _WORDS] * count
    lefts = [sum(natural[:i]) + i * (_WORDS + gap) for i in range(count)]
    return list(zip(lefts, natural, strict=True))


def _line(phrase: Phrase, style: Style, parent: Node) -> Box:
    text, node = typeset(phrase, style.text(), style.content_width), parent.add("P")
    return Box(text.height, lambda pen, x, top: text.paint(pen, node, x, top), before=2 * MM)


def get_help_boxes(block: GetHelp, style: Style, parent: Node) -> list[Box]:
    """The stop box: outlined, never filled, rows sorted by what to do."""
    pad = 4 * MM
    sign = 9 * MM
    sect = parent.add("Sect")
    heading_node = sect.add("H2")
    heading_style = style.text(14, Face.BOLD, leading=1.25)
    heading = typeset(block.heading, heading_style, 27 * MM)
    actions_x = pad + sign + 4 * MM + 29 * MM
    signs_x = actions_x + 27 * MM
    width = style.content_width - signs_x - pad
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
    height = 2 * pad + max(sum(row_heights) + (len(rows) - 1) * gap, heading.height, sign)

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, style.content_width, height, stroke=style.colours.ink, thickness=1.6)
        paint_sign(pen, "stop", x + pad, top + pad, sign)
        heading.paint(pen, heading_node, x + pad + sign + 4 * MM, top + pad)
        y = top + pad
        for (action, action_node, signs, signs_node), row_height in zip(rows, row_heights, strict=True):
            action.paint(pen, action_node, x + actions_x, y)
            signs.paint(pen, signs_node, x + signs_x, y)
            y += row_height + gap

    return [Box(height, paint, before=4.5 * MM, stretch=0.2)]


def if_then_boxes(block: IfThenTable, style: Style, parent: Node) -> list[Box]:
    """Sign and verb, condition, action: three rows that read as sentences."""
    sect = parent.add("Sect")
    heading_node = sect.add("H2")
    heading_style = style.text(style.type.heading, Face.BOLD, leading=1.2)
    table = sect.add("Table")
    verb_width = 41 * MM
    condition_width = (style.content_width - verb_width) * 0.58
    action_width = style.content_width - verb_width - condition_width
    head = table.add("TR")
    label_style = style.text(face=Face.SEMIBOLD, colour=style.colours.accent)
    head.add("TH", attributes=(table_cell("Column"),))
    condition_head = head.add("TH", attributes=(table_cell("Column"),))
    action_head = head.add("TH", attributes=(table_cell("Column"),))
    heading_gap = cap_height(heading_style) + 4.5 * MM
    head_height = heading_gap + cap_height(label_style) + 2.2 * MM

    def paint_head(pen: Pen, x: float, top: float) -> None:
        pen.text(heading_node, block.heading, heading_style, x, top)
        pen.text(condition_head, block.condition_label, label_style, x + verb_width, top + heading_gap)
        pen.text(action_head, block.action_label, label_style, x + verb_width + condition_width, top + heading_gap)
        pen.rule(x, top + head_height, style.content_width)

    rows = [_rule_box(row, style, table.add("TR"), verb_width, condition_width, action_width) for row in block.rows]
    return [
        *chained([Box(head_height, paint_head, before=8 * MM, stretch=0.2), *rows]),
        *(_line(line, style, sect) for line in block.lines),
    ]


def _rule_box(
    row: IfThen, style: Style, node: Node, verb_width: float, condition_width: float, action_width: float
) -> Box:
    verb_style = style.text(14, Face.BOLD)
    pad, sign, gap = 1.7 * MM, 8.5 * MM, 4 * MM
    verb = typeset(row.verb, verb_style, verb_width - sign - 5 * MM)
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
