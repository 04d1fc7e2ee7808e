"""The diary: two weeks of boxes to tick and numbers to write, and lines for questions."""

from __future__ import annotations

from typing import Literal

from hepgen.handout.blocks import Diary
from hepgen.render.lengths import MM
from hepgen.render.pdf.flow import Box
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.style import Style
from hepgen.render.pdf.tagging import Node, table_cell
from hepgen.render.pdf.typeset import Typeset, typeset

_LABEL = 62 * MM
_TICK = 5.4 * MM
_ROW_MIN, _ROW_MAX = 7 * MM, 10 * MM
_TIGHTEST = 3 * MM
"""White in a row whose label takes several lines."""
_AROUND = 92 * MM
"""What a page holds beside the rows: title, introduction, heads, questions."""


def diary_boxes(block: Diary, style: Style, parent: Node) -> list[Box]:
    """One table a week; rows as high as the page allows, so that they can be written in."""
    rows = len(block.weeks) * len(block.rows)
    row_height = min(max((style.content_height - style.scaled(_AROUND)) / rows, _ROW_MIN), _ROW_MAX)
    weeks = [_week_box(week, block, style, parent, row_height) for week in block.weeks]
    return [*weeks, _questions_box(block, style, parent.add("P"))]


def _label(style: Style) -> float:
    """Width of what is asked; with larger type it grows half as much, for the days need their room too."""
    return _LABEL * style.side_lane / (50 * MM)


def _week_box(week: str, block: Diary, style: Style, parent: Node, row_height: float) -> Box:
    label = _label(style)
    day_width = (style.content_width - label) / len(block.days)
    table = parent.add("Table")
    head = table.add("TR")
    week_node = head.add("TH", attributes=(table_cell("Column"),))
    day_nodes = [head.add("TH", attributes=(table_cell("Column"),)) for _ in block.days]
    week_style = style.text(face=Face.BOLD, colour=style.colours.accent)
    widest = max(Face.SEMIBOLD.width(day, style.type.body) for day in block.days)
    day_style = style.text(style.type.body * min((day_width - 1 * MM) / widest, 1), Face.SEMIBOLD)
    week_text = typeset(week, week_style, label - 3 * MM)
    day_top = (len(week_text.lines) - 1) * week_style.leading
    head_height = day_top + cap_height(week_style) + 3.4 * MM
    texts = [typeset(row.label, style.text(leading=1.1), label - 3 * MM) for row in block.rows]
    rows = [
        (row.kind, text, _row_node(block, table), max(row_height, text.height + _TIGHTEST))
        for row, text in zip(block.rows, texts, strict=True)
    ]
    height = head_height + sum(height for *_, height in rows)

    def paint(pen: Pen, x: float, top: float) -> None:
        week_text.paint(pen, week_node, x, top)
        for i, (day, node) in enumerate(zip(block.days, day_nodes, strict=True)):
            pen.text(node, day, day_style, x + label + (i + 0.5) * day_width, top + day_top, "centre")
        pen.rule(x, top + head_height, style.content_width, 1.1, style.colours.ink)
        y = top + head_height
        for kind, text, node, height in rows:
            _paint_label(pen, text, node, x, y, height)
            for i in range(len(block.days)):
                _paint_place(pen, kind, x + label + (i + 0.5) * day_width, y, height)
            y += height
            pen.rule(x, y, style.content_width)

    return Box(height, paint, before=8 * MM)


def _row_node(block: Diary, table: Node) -> Node:
    node = table.add("TR")
    label = node.add("TH", attributes=(table_cell("Row"),))
    for _ in block.days:
        node.add("TD")
    return label


def _paint_label(pen: Pen, label: Typeset, node: Node, x: float, top: float, height: float) -> None:
    block_height = cap_height(label.style) + (len(label.lines) - 1) * label.style.leading
    label.paint(pen, node, x, top + (height - block_height) / 2)


def _paint_place(pen: Pen, kind: Literal["tick", "number"], middle: float, top: float, height: float) -> None:
    """Where to tick, or to write a number."""
    ink = pen.style.colours.ink
    if kind == "tick":
        pen.box(middle - _TICK / 2, top + (height - _TICK) / 2, _TICK, _TICK, radius=0.8 * MM, stroke=ink)
    else:
        pen.rule(middle - 4.5 * MM, top + height - 1.8 * MM, 9 * MM, 0.8, ink)


def _questions_box(block: Diary, style: Style, node: Node) -> Box:
    label_style = style.text(face=Face.SEMIBOLD)
    line_gap = 9 * MM
    height = cap_height(label_style) + block.question_lines * line_gap

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.text(node, block.questions_label, label_style, x, top)
        for i in range(1, block.question_lines + 1):
            pen.rule(x, top + cap_height(label_style) + i * line_gap, style.content_width, 0.6, style.colours.soft)

    return Box(height, paint, before=9 * MM)
