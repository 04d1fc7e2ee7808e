"""The fridge page: for whom it is, the summary, and all exercises at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from hepgen.figures.drawing import is_lying
from hepgen.handout.blocks import Facts, InShort, KeyNumber, Phrase, Picture, Thumbnail, Thumbnails
from hepgen.render.lengths import MM
from hepgen.render.pdf.components.heading import heading_box
from hepgen.render.pdf.flow import Box
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.style import DENSITIES, GUTTER, Style
from hepgen.render.pdf.tagging import Node, list_numbering
from hepgen.render.pdf.text import TextStyle
from hepgen.render.pdf.typeset import typeset

COLUMNS = 4
"""Facts, and four thumbnails, share the edges of four columns."""

_PAIR_GAP = 2 * MM
"""Between the drawings of one exercise."""


def _column_width(style: Style, columns: int = COLUMNS) -> float:
    """Width of one of the columns."""
    return (style.content_width - (columns - 1) * GUTTER) / columns


def _column_x(style: Style, column: int, columns: int = COLUMNS) -> float:
    return column * (_column_width(style, columns) + GUTTER)


def facts_boxes(block: Facts, style: Style, parent: Node) -> list[Box]:
    """Label above value, four to a row, or two where words are too long for that; under a hairline."""
    columns = next((count for count in (COLUMNS, 2) if _fits_in(block.pairs, count, style)), 1)
    rows = [block.pairs[i : i + columns] for i in range(0, len(block.pairs), columns)]
    return [_facts_row(row, columns, style, parent, opens=number == 0) for number, row in enumerate(rows)]


def _fact_styles(style: Style) -> tuple[TextStyle, TextStyle]:
    """Of the label, and of the value."""
    return style.text(colour=style.colours.soft), style.text(face=Face.SEMIBOLD)


def _fits_in(pairs: tuple[tuple[str, str], ...], columns: int, style: Style) -> bool:
    """Whether no word must be broken, and no value needs more than two lines."""
    width, styles = _column_width(style, columns), _fact_styles(style)
    cells = [(text, face) for pair in pairs for text, face in zip(pair, styles, strict=True)]
    return all(
        len(typeset(text, face, width).lines) <= 2
        and all(face.face.width(word, face.size) <= width for word in text.split())
        for text, face in cells
    )


def _facts_row(row: tuple[tuple[str, str], ...], columns: int, style: Style, parent: Node, *, opens: bool) -> Box:
    label_style, value_style = _fact_styles(style)
    cells = [
        (typeset(label, label_style, width), typeset(value, value_style, width), parent.add("P"), left)
        for (label, value), (left, width) in zip(row, _fact_columns(row, columns, style), strict=True)
    ]
    gap, lead = style.air(1.6 * MM), style.air(4 * MM) if opens else 0.0
    below = max(label.height for label, *_ in cells) + gap

    def paint(pen: Pen, x: float, top: float) -> None:
        if opens:
            pen.rule(x, top, style.content_width)
        for label, value, node, left in cells:
            label.paint(pen, node, x + left, top + lead)
            value.paint(pen, node, x + left, top + lead + below)

    height = lead + below + max(value.height for _, value, *_ in cells)
    return Box(height, paint, before=(4.5 if opens else 2.5) * MM)


def _fact_columns(row: tuple[tuple[str, str], ...], columns: int, style: Style) -> list[tuple[float, float]]:
    """Left edge and width of each: equal columns; where one would wrap, as words need, the name having what is left."""
    natural = [
        max(face.face.width(text, face.size) for text, face in zip(pair, _fact_styles(style), strict=True)) + 1
        for pair in row
    ]
    equal = _column_width(style, columns)
    first_cells = zip(row[0], _fact_styles(style), strict=True)
    if max(natural) > equal:
        words = [face.face.width(word, face.size) for text, face in first_cells for word in text.split()]
        spare = style.content_width - sum(natural) - (len(row) - 1) * GUTTER
        first = natural[0] + min(spare, 0)  # the name, which may take two lines
        if first >= max(words, default=0.0):
            widths = [first, *natural[1:]]
            between = GUTTER + max(spare, 0) / max(len(row) - 1, 1) if len(row) == columns else GUTTER
            return [(sum(widths[:place]) + place * between, width) for place, width in enumerate(widths)]
    return [(_column_x(style, place, columns), equal) for place in range(len(row))]


def in_short_boxes(block: InShort, style: Style, parent: Node) -> list[Box]:
    """The tinted summary: goal in the patient's words, then large numbers."""
    pad = style.air(5 * MM)
    sect = parent.add("Sect")
    heading_node, goal_node = sect.add("H2"), sect.add("P")
    inner = style.content_width - 2 * pad
    heading = typeset(block.heading, style.text(style.type.heading, Face.BOLD, style.colours.accent, 1.2), inner)
    goal = typeset(block.goal, style.text() if block.numbers else style.text(style.type.heading, leading=1.3), inner)
    numbers = sect.add("L", attributes=(list_numbering("None"),))
    value_style = style.text(style.type.key_number, Face.BOLD, style.colours.accent, 1.1)
    unit_style, detail_style = style.text(face=Face.SEMIBOLD), style.text()
    cells = [(number, numbers.add("LI").add("LBody")) for number in block.numbers]
    goal_top = pad + heading.height + style.air(1.6 * MM)
    numbers_top = goal_top + goal.height + style.air(3.4 * MM)
    widths = [
        value_style.face.width(number.value, value_style.size)
        + 3 * MM
        + max(
            unit_style.face.width(number.unit, unit_style.size), detail_style.face.width(number.detail, style.type.body)
        )
        for number in block.numbers
    ]
    columns = next((count for count in (COLUMNS, 2) if _widest_row(widths, count) <= inner), 1)
    rows = [range(start, min(start + columns, len(widths))) for start in range(0, len(widths), columns)]
    row_height = max(cap_height(value_style), unit_style.leading + cap_height(detail_style)) + style.air(4 * MM)
    height = pad + (
        numbers_top + cap_height(value_style) + (len(rows) - 1) * row_height if rows else goal_top + goal.height
    )

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, style.content_width, height, fill=style.colours.tint)
        heading.paint(pen, heading_node, x + pad, top + pad)
        goal.paint(pen, goal_node, x + pad, top + goal_top)
        for row, places in enumerate(rows):
            between = (inner - sum(widths[place] for place in places)) / max(len(places) - 1, 1)
            left = x + pad
            for column, place in enumerate(places):
                number, node = cells[place]
                # In two columns the numbers stand below each other.
                at = left if columns == COLUMNS else x + pad + column * inner / columns
                paint_number(pen, number, node, at, top + numbers_top + row * row_height)
                left += widths[place] + between

    def paint_number(pen: Pen, number: KeyNumber, node: Node, left: float, y: float) -> None:
        pen.text(node, number.value, value_style, left, y)
        words = left + value_style.face.width(number.value, value_style.size) + 3 * MM
        bottom = y + cap_height(value_style) - cap_height(detail_style)
        pen.text(node, number.unit, unit_style, words, bottom - unit_style.leading)
        pen.text(node, number.detail, detail_style, words, bottom)

    return [Box(height, paint, before=5.5 * MM, stretch=0.2)]


def _widest_row(widths: list[float], columns: int) -> float:
    """Of rows of so many numbers; in two columns each has its half."""
    if columns < COLUMNS:
        return columns * max(widths, default=0.0) + GUTTER
    return sum(widths) + max(len(widths) - 1, 0) * 4 * MM


def thumbnails_boxes(block: Thumbnails, style: Style, parent: Node) -> list[Box]:
    """Rows of three or four: drawings on a hairline, number and name, dose, side."""
    sect = parent.add("Sect")
    heading = heading_box(block.heading, block.aside, style, sect)
    columns = _thumbnail_columns(len(block.items), style)
    rows = [block.items[i : i + columns] for i in range(0, len(block.items), columns)]
    zone = _zone(block.items, columns, len(rows), style)
    grid = sect.add("L", attributes=(list_numbering("Decimal"),))

    boxes = [heading]
    boxes += [_thumbnail_row(row, columns, zone, style, grid) for row in rows]
    for phrase in block.lines:
        boxes += _line(phrase, style, sect)
    return boxes


def _thumbnail_columns(count: int, style: Style) -> int:
    """Four or three to a row; two where drawings are to be large and few enough."""
    if style.large_drawings and count in (1, 2, 4):
        return 2
    if style.enlargement > 1.2:
        return 2 if count in (1, 2, 4) else 3
    return COLUMNS if count in (4, 7, 8) else COLUMNS - 1


def _zone(items: Sequence[Thumbnail], columns: int, rows: int, style: Style) -> float:
    """Height for the drawings of a row, and no more than they can use in their columns."""
    zone = style.shrinkable((22 if rows > 1 else 31 if columns == COLUMNS else 37) * MM)
    if style.large_drawings and style.density < DENSITIES[-1]:
        zone = style.shrinkable((62 if rows == 1 else 44 if columns < COLUMNS else 38) * MM)
    width = _column_width(style, columns)
    return max(_pair_height(item.pictures, width, zone) for item in items)


def _line(phrase: Phrase, style: Style, parent: Node) -> list[Box]:
    text, node = typeset(phrase, style.text(), style.content_width), parent.add("P")
    return [Box(text.height, lambda pen, x, top: text.paint(pen, node, x, top), before=3 * MM)]


def _thumbnail_row(row: tuple[Thumbnail, ...], columns: int, zone: float, style: Style, grid: Node) -> Box:
    width = _column_width(style, columns)
    disc = style.scaled(6 * MM)
    name_style = style.text(face=Face.SEMIBOLD, leading=1.2)
    dose_style = style.text(style.type.dose_small, Face.BOLD, style.colours.accent, 1.2)
    cells = []
    for item in row:
        entry = grid.add("LI")
        cells.append(
            (
                item,
                entry.add("Lbl"),
                entry.add("LBody"),
                typeset(item.name, name_style, width - disc - 2 * MM),
                typeset(item.dose, dose_style, width),
                typeset(item.side, style.text(leading=1.2), width),
                typeset(item.cue, style.text(colour=style.colours.soft, leading=1.25), width),
            )
        )
    first_line = (disc - cap_height(name_style)) / 2
    name_height = max(first_line + max(name.height for _, _, _, name, *_ in cells), disc)
    dose_height = max(dose.height for *_, dose, _, _ in cells)
    side_height = max(side.height for *_, side, _ in cells)
    cue_height = max(cue.height + (1.6 * MM if cue.lines else 0) for *_, cue in cells)
    text_top, above_dose = zone + style.air(3 * MM), style.air(2.6 * MM)
    height = text_top + name_height + above_dose + dose_height + 1.2 * MM + side_height + cue_height

    def paint(pen: Pen, x: float, top: float) -> None:
        for i, (item, label, body, name, dose, side, cue) in enumerate(cells):
            left = x + _column_x(style, i, columns)
            number_disc(pen, label, item.number, left, top + text_top, disc, style)
            pen.rule(left, top + zone + 0.8 * MM, width)
            name.paint(pen, body, left + disc + 2 * MM, top + text_top + first_line)
            y = top + text_top + name_height + above_dose
            dose.paint(pen, body, left, y)
            side.paint(pen, body, left, y + dose_height + 1.2 * MM)
            cue.paint(pen, body, left, y + dose_height + 1.2 * MM + side_height + 1.6 * MM)
            _pair(pen, body, item.pictures, left, top, width, zone)  # read after the words that say what it is

    return Box(height, paint, before=3.4 * MM)


def _pair_scale(pictures: Sequence[Picture], width: float, zone: float) -> float:
    """Points a unit: start and finish side by side, lying figures one above the other, one scale for both."""
    first = pictures[0].drawing
    most = max(21 * MM, zone / 2) / first.units_per_metre  # so that bodies are still alike in size
    if is_lying(first):
        each = (zone - _PAIR_GAP) / len(pictures)
        return min(width / first.width, each / first.height, most)
    return min((width - _PAIR_GAP) / sum(picture.drawing.width for picture in pictures), zone / first.height, most)


def _pair_height(pictures: Sequence[Picture], width: float, zone: float) -> float:
    height = pictures[0].drawing.height * _pair_scale(pictures, width, zone)
    return len(pictures) * height + _PAIR_GAP if is_lying(pictures[0].drawing) else height


def _pair(pen: Pen, parent: Node, pictures: Sequence[Picture], x: float, y: float, width: float, zone: float) -> None:
    """All on one floor line."""
    scale = _pair_scale(pictures, width, zone)
    if is_lying(pictures[0].drawing):
        bottom = y + zone
        for picture in reversed(pictures):
            bottom -= picture.drawing.height * scale
        for picture in pictures:
            pen.picture(parent, picture, x + (width - picture.drawing.width * scale) / 2, bottom, scale)
            bottom += picture.drawing.height * scale
        return
    cell = width / len(pictures)
    for i, picture in enumerate(pictures):
        drawing = picture.drawing
        left = x + i * cell + (cell - drawing.width * scale) / 2
        pen.picture(parent, picture, left, y + zone - drawing.height * scale, scale)


def number_disc(pen: Pen, node: Node, number: int, x: float, y: float, size: float, style: Style) -> None:
    """An exercise's number in an accent disc."""
    pen.disc(x, y, size, style.colours.accent)
    text = style.text(max(12, size * 0.62), Face.BOLD, "#FFFFFF")
    pen.text(node, str(number), text, x + size / 2, y + (size - cap_height(text)) / 2, anchor="centre")
