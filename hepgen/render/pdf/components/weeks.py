"""The load plan week by week, and the same told as bars under its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hepgen.handout.blocks import WeekRow, WeekTable
from hepgen.render.lengths import MM
from hepgen.render.pdf.components.fridge import number_disc
from hepgen.render.pdf.flow import Box, chained
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.signs import paint_step_up
from hepgen.render.pdf.style import Style
from hepgen.render.pdf.tagging import Node, table_cell
from hepgen.render.pdf.typeset import typeset

_LABEL = 48 * MM
_COLUMN = 22 * MM
_HEAD = 14.5 * MM
_ROW = 12 * MM
_BAR, _BAR_HEIGHT = 10 * MM, 12 * MM
_DISC = 6.6 * MM
_MARK_GAP, _MARK = 0.7 * MM, 2 * MM
"""From a dose to its mark of a step up, and room for the mark."""


def week_table_boxes(block: WeekTable, style: Style, parent: Node) -> list[Box]:
    """Head, rows and chart, kept on one page. Easy weeks are told by tint, words and a hollow bar."""
    label = _label(style)
    column = min(style.scaled(_COLUMN), (style.content_width - label) / len(block.weeks))
    sect = parent.add("Sect")
    boxes: list[Box] = []
    if block.heading:
        heading_node = sect.add("H2")
        heading = typeset(block.heading, style.text(style.type.heading, Face.BOLD, leading=1.2), style.content_width)
        boxes.append(
            Box(
                heading.height,
                lambda pen, x, top: heading.paint(pen, heading_node, x, top),
                before=10 * MM,
                keep_with_next=True,
            )
        )
    table = sect.add("Table")
    head = table.add("TR")
    corner, *week_nodes = (head.add("TH", attributes=(table_cell("Column"),)) for _ in range(1 + len(block.weeks)))
    rows = [
        _head_box(block, style, corner, week_nodes, column),
        *(_row_box(row, block, style, table, column, last=row is block.rows[-1]) for row in block.rows),
        _chart_box(block, style, table.add("TR"), week_nodes, column),
    ]
    easy = [label + i * column for i, week in enumerate(block.weeks) if week.easy]

    def tinted(row: Box, *, first: bool, last: bool) -> Box:
        """The row with its piece of the easy weeks' tint, which leaves the rule above it uncovered."""
        above, below = (-1.5 * MM if first else 0.6), (0.0 if last else 1.0)

        def paint(pen: Pen, x: float, top: float) -> None:
            for left in easy:
                height = row.height - above + below
                pen.box(x + left, top + above, column, height, radius=0, fill=style.colours.tint)
            row.paint(pen, x, top)

        return replace(row, paint=paint, before=6 * MM if first else 0)

    return [*boxes, *chained(tinted(row, first=row is rows[0], last=row is rows[-1]) for row in rows)]


def _label(style: Style) -> float:
    """Width of the names at the left."""
    return style.scaled(_LABEL)


def _head_box(block: WeekTable, style: Style, label_node: Node, nodes: Sequence[Node], column: float) -> Box:
    week_style = style.text(style.type.heading, Face.BOLD, style.colours.accent)
    label_style = style.text(face=Face.SEMIBOLD, colour=style.colours.accent)
    date_style = style.text(colour=style.colours.soft)

    def paint(pen: Pen, x: float, top: float) -> None:
        date_top = top + style.scaled(_HEAD) - 4.5 * MM - cap_height(date_style) + 1 * MM
        number_top = date_top - 2.6 * MM - cap_height(week_style)
        pen.text(
            label_node, block.week_label, label_style, x, number_top + cap_height(week_style) - cap_height(label_style)
        )
        pen.text(label_node, block.date_label, date_style, x, date_top)
        for i, (week, cell) in enumerate(zip(block.weeks, nodes, strict=True)):
            middle = x + _label(style) + (i + 0.5) * column
            pen.text(cell, week.number, week_style, middle, number_top, "centre")
            pen.text(cell, week.date, date_style, middle, date_top, "centre")
        pen.rule(x, top + style.scaled(_HEAD), _label(style) + len(nodes) * column, 1.1, style.colours.ink)

    return Box(style.scaled(_HEAD), paint)


def _row_box(row: WeekRow, block: WeekTable, style: Style, table: Node, column: float, *, last: bool) -> Box:
    node = table.add("TR")
    name = typeset(row.name, style.text(face=Face.SEMIBOLD, leading=1.2), _label(style) - _DISC - 5 * MM)
    name_node = node.add("TH", attributes=(table_cell("Row"),))
    size = _dose_size(block, style, column)
    dose_style = style.text(size, Face.BOLD)
    changed_style = style.text(size, Face.BOLD, style.colours.accent)
    load_style = style.text(leading=1.15)
    cells = [(cell, typeset(cell.load, load_style, column - 1 * MM), node.add("TD")) for cell in row.cells]
    gap = 1.5 * MM
    heights = [cap_height(dose_style) + (gap + load.height - 1 * MM if load.lines else 0) for _, load, _ in cells]
    air = style.shrinkable(3.8 * MM)
    height = max(style.shrinkable(style.scaled(_ROW)), max(heights) + air, name.height + air)

    def paint(pen: Pen, x: float, top: float) -> None:
        middle = top + height / 2
        number_disc(pen, name_node, row.number, x, middle - _DISC / 2, _DISC, style)
        name_height = name.height - Face.REGULAR.descent(name.style.size)
        name.paint(pen, name_node, x + _DISC + 3.4 * MM, middle - name_height / 2)
        for i, ((cell, load, cell_node), cell_height) in enumerate(zip(cells, heights, strict=True)):
            if not cell.dose:
                continue
            centre = x + _label(style) + (i + 0.5) * column
            cell_top = middle - cell_height / 2
            if cell.changed:
                half = changed_style.face.width(cell.dose, size) / 2
                beyond = max(half + _MARK_GAP + _MARK - column / 2, 0.0)  # a wide dose makes room for its mark
                pen.text(cell_node, cell.dose, changed_style, centre - beyond, cell_top, "centre")
                paint_step_up(pen, centre - beyond + half + _MARK_GAP, cell_top, cap_height(changed_style))
            else:
                pen.text(cell_node, cell.dose, dose_style, centre, cell_top, "centre")
            for j, line in enumerate(load.lines):
                y = cell_top + cap_height(dose_style) + gap + j * load_style.leading
                pen.lines(cell_node, (line,), centre - line.width / 2, y)
        end = _label(style) + len(cells) * column
        pen.rule(x, top + height, end, 1.1 if last else 0.6, style.colours.ink if last else style.colours.rule)

    return Box(height, paint)


def _dose_size(block: WeekTable, style: Style, column: float) -> float:
    """One size for all doses of the table: as the template says, or body size where a column is too narrow."""
    size = style.type.dose_small
    widest = max(Face.BOLD.width(cell.dose, size) for row in block.rows for cell in row.cells)
    return size if widest + _MARK_GAP + _MARK <= column else style.type.body


def _chart_box(block: WeekTable, style: Style, row: Node, week_nodes: Sequence[Node], column: float) -> Box:
    """Bars from zero with their numbers on top, no axis; the words of easy weeks below them.

    To a screen reader the numbers are the table's last row, and the words belong to the week's header.
    """
    top_gap, most_height = 8 * MM, style.shrinkable(_BAR_HEIGHT)
    label_style, soft = style.text(face=Face.SEMIBOLD), style.text(colour=style.colours.soft)
    number_style, note_style = style.text(), style.text(face=Face.SEMIBOLD)
    note_height = style.scaled(7.5 * MM) if any(week.note for week in block.weeks) else 1 * MM
    what, unit = (
        typeset(text, face, _label(style) - 2 * MM)
        for text, face in zip(block.total_label, (label_style, soft), strict=True)
    )
    unit_top = top_gap + len(what.lines) * label_style.leading
    height = max(top_gap + most_height + note_height, unit_top + unit.height)
    most = max(block.totals) or 1
    label_node = row.add("TH", attributes=(table_cell("Row"),))
    nodes = [row.add("TD") for _ in block.totals]

    def paint(pen: Pen, x: float, top: float) -> None:
        base = top + top_gap + most_height
        what.paint(pen, label_node, x, top + top_gap)
        unit.paint(pen, label_node, x, top + unit_top)
        for i, (week, total) in enumerate(zip(block.weeks, block.totals, strict=True)):
            middle = x + _label(style) + (i + 0.5) * column
            bar = most_height * total / most
            if bar:
                _paint_bar(pen, middle - _BAR / 2, base - bar, bar, hollow=week.easy)
            number_top = base - bar - 1.4 * MM - cap_height(number_style)
            pen.text(nodes[i], str(total), number_style, middle, number_top, "centre")
            if week.note:
                pen.text(week_nodes[i], week.note, note_style, middle, base + 2.6 * MM, "centre")
        pen.rule(x + _label(style), base, len(block.weeks) * column, 1.1, style.colours.ink)

    return Box(height, paint)


def _paint_bar(pen: Pen, x: float, y: float, height: float, *, hollow: bool) -> None:
    accent = pen.style.colours.accent
    if hollow:
        pen.box(x + 0.6, y + 0.6, _BAR - 1.2, height - 0.6, radius=0, fill="#FFFFFF", stroke=accent, thickness=1.2)
    else:
        pen.box(x, y, _BAR, height, radius=0, fill=accent)
