"""The fridge page: whose it is, for whom, the summary, and all exercises at a glance."""

from __future__ import annotations

from hepgen.figures.drawing import Drawing
from hepgen.handout.blocks import ClinicHeader, Facts, InShort, Phrase, Picture, Thumbnail, Thumbnails
from hepgen.render.pdf.flow import Box, Paint
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.style import GUTTER, MM, Style
from hepgen.render.pdf.tagging import Node, list_numbering
from hepgen.render.pdf.typeset import Typeset, typeset

COLUMNS = 4
"""Facts, and four thumbnails, share the edges of four columns."""

_QR = 19 * MM


def _column_width(style: Style, columns: int = COLUMNS) -> float:
    """Width of one of the columns."""
    return (style.content_width - (columns - 1) * GUTTER) / columns


def _column_x(style: Style, column: int, columns: int = COLUMNS) -> float:
    return column * (_column_width(style, columns) + GUTTER)


def clinic_header_boxes(block: ClinicHeader, style: Style, parent: Node) -> list[Box]:
    """Clinic and phone at the left, booking code with its purpose in words at the right."""
    if not (block.name or block.phone or block.booking):
        return []
    node = parent.add("P")
    label_width = 42 * MM
    name_width = style.content_width - (_QR + label_width + 2 * GUTTER if block.booking else 0)
    name = typeset(block.name, style.text(14, Face.BOLD, style.colours.accent, 1.2), name_width)
    phone = typeset(block.phone, style.text(), name_width)
    label = typeset(block.booking.label, style.text(), label_width) if block.booking else None
    name_height = name.height + (2 * MM if name.lines else 0)
    height = max(_QR if block.booking else 0, name_height + phone.height)
    label_node, code_node = parent.add("P"), parent.add("P")

    def paint(pen: Pen, x: float, top: float) -> None:
        name.paint(pen, node, x, top)
        phone.paint(pen, node, x, top + name_height)
        if block.booking and label:
            right = x + style.content_width
            for i, line in enumerate(label.lines):
                one = Typeset((line,), label.style)
                one.paint(pen, label_node, right - _QR - 4 * MM - line.width, top + i * label.style.leading)
            pen.qr(code_node, block.booking.url, block.booking.label, right - _QR, top, _QR)

    return [Box(height, paint)]


def facts_boxes(block: Facts, style: Style, parent: Node) -> list[Box]:
    """Label above value, four to a row, under a hairline."""
    label_style, value_style = style.text(colour=style.colours.soft), style.text(face=Face.SEMIBOLD)
    rows = [block.pairs[i : i + COLUMNS] for i in range(0, len(block.pairs), COLUMNS)]
    boxes = []
    for number, row in enumerate(rows):
        cells = [
            (
                typeset(label, label_style, _column_width(style)),
                typeset(value, value_style, _column_width(style)),
                parent.add("P"),
            )
            for label, value in row
        ]
        gap = 1.6 * MM
        lead = 4 * MM if number == 0 else 0
        label_height = max(label.height for label, _, _ in cells)
        height = lead + label_height + gap + max(value.height for _, value, _ in cells)
        boxes.append(
            Box(
                height,
                _facts_painter(cells, lead, label_height + gap, style, number == 0),
                before=(4.5 if number == 0 else 2.5) * MM,
            )
        )
    return boxes


def _facts_painter(
    cells: list[tuple[Typeset, Typeset, Node]], lead: float, below: float, style: Style, rule: bool
) -> Paint:
    def paint(pen: Pen, x: float, top: float) -> None:
        if rule:
            pen.rule(x, top, style.content_width)
        for i, (label, value, node) in enumerate(cells):
            label.paint(pen, node, x + _column_x(style, i), top + lead)
            value.paint(pen, node, x + _column_x(style, i), top + lead + below)

    return paint


def in_short_boxes(block: InShort, style: Style, parent: Node) -> list[Box]:
    """The tinted summary: goal in the patient's words, then large numbers."""
    pad = 5 * MM
    sect = parent.add("Sect")
    heading_node, goal_node = sect.add("H2"), sect.add("P")
    inner = style.content_width - 2 * pad
    heading = typeset(block.heading, style.text(style.type.heading, Face.BOLD, style.colours.accent, 1.2), inner)
    goal = typeset(block.goal, style.text() if block.numbers else style.text(style.type.heading, leading=1.3), inner)
    numbers = sect.add("L", attributes=(list_numbering("None"),))
    value_style = style.text(style.type.key_number, Face.BOLD, style.colours.accent, 1.1)
    unit_style, detail_style = style.text(face=Face.SEMIBOLD), style.text()
    cells = [(number, numbers.add("LI").add("LBody")) for number in block.numbers]
    goal_top = pad + heading.height + 1.6 * MM
    numbers_top = goal_top + goal.height + 3.4 * MM
    height = pad + (numbers_top + cap_height(value_style) if block.numbers else goal_top + goal.height)

    widths = [
        value_style.face.width(number.value, value_style.size)
        + 3 * MM
        + max(
            unit_style.face.width(number.unit, unit_style.size), detail_style.face.width(number.detail, style.type.body)
        )
        for number in block.numbers
    ]
    between = max((inner - sum(widths)) / max(len(widths) - 1, 1), 2 * MM)

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, style.content_width, height, fill=style.colours.tint)
        heading.paint(pen, heading_node, x + pad, top + pad)
        goal.paint(pen, goal_node, x + pad, top + goal_top)
        for i, (number, node) in enumerate(cells):
            left, y = x + pad + sum(widths[:i]) + i * between, top + numbers_top
            pen.text(node, number.value, value_style, left, y)
            words = left + value_style.face.width(number.value, value_style.size) + 3 * MM
            bottom = y + cap_height(value_style) - cap_height(detail_style)
            pen.text(node, number.unit, unit_style, words, bottom - unit_style.leading)
            pen.text(node, number.detail, detail_style, words, bottom)

    return [Box(height, paint, before=5.5 * MM, stretch=0.2)]


def thumbnails_boxes(block: Thumbnails, style: Style, parent: Node) -> list[Box]:
    """Rows of three or four: drawings on a hairline, number and name, dose, side."""
    sect = parent.add("Sect")
    heading_node = sect.add("H2")
    heading_style = style.text(style.type.heading, Face.BOLD, leading=1.2)
    aside_style = style.text(colour=style.colours.soft)
    aside_node = sect.add("P") if block.aside else None
    columns = COLUMNS if len(block.items) in (4, 7, 8) else COLUMNS - 1
    rows = [block.items[i : i + columns] for i in range(0, len(block.items), columns)]
    zone = style.shrinkable((22 if len(rows) > 1 else 31 if columns == COLUMNS else 37) * MM)
    grid = sect.add("L", attributes=(list_numbering("Decimal"),))

    def paint_heading(pen: Pen, x: float, top: float) -> None:
        pen.text(heading_node, block.heading, heading_style, x, top)
        if aside_node:
            drop = cap_height(heading_style) - cap_height(aside_style)
            pen.text(aside_node, block.aside, aside_style, x + style.content_width, top + drop, anchor="right")

    boxes = [Box(cap_height(heading_style), paint_heading, before=6.5 * MM, keep_with_next=True, stretch=0.3)]
    boxes += [_thumbnail_row(row, columns, zone, style, grid) for row in rows]
    for phrase in block.lines:
        boxes += _line(phrase, style, sect)
    return boxes


def _line(phrase: Phrase, style: Style, parent: Node) -> list[Box]:
    text, node = typeset(phrase, style.text(), style.content_width), parent.add("P")
    return [Box(text.height, lambda pen, x, top: text.paint(pen, node, x, top), before=3 * MM)]


def _thumbnail_row(row: tuple[Thumbnail, ...], columns: int, zone: float, style: Style, grid: Node) -> Box:
    width = _column_width(style, columns)
    disc = 6 * MM
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
            )
        )
    name_height = max(max(name.height for _, _, _, name, _, _ in cells), disc)
    dose_height = max(dose.height for _, _, _, _, dose, _ in cells)
    side_height = max(side.height for _, _, _, _, _, side in cells)
    text_top = zone + 3 * MM
    height = text_top + name_height + 2.6 * MM + dose_height + 1.2 * MM + side_height

    def paint(pen: Pen, x: float, top: float) -> None:
        for i, (item, label, body, name, dose, side) in enumerate(cells):
            left = x + _column_x(style, i, columns)
            number_disc(pen, label, item.number, left, top + text_top, disc, style)
            _pair(pen, body, item.pictures, left, top, width, zone)
            pen.rule(left, top + zone + 0.8 * MM, width)
            first_line = (disc - cap_height(name_style)) / 2
            name.paint(pen, body, left + disc + 2 * MM, top + text_top + first_line)
            y = top + text_top + name_height + 2.6 * MM
            dose.paint(pen, body, left, y)
            side.paint(pen, body, left, y + dose_height + 1.2 * MM)

    return Box(height, paint, before=3.4 * MM)


def _pair(pen: Pen, parent: Node, pictures: tuple[Picture, ...], x: float, y: float, width: float, zone: float) -> None:
    """Start and finish on one floor line; lying figures one above the other. One scale for both."""
    gap = 2 * MM
    first = pictures[0].drawing
    if is_lying(first):
        scale = min(width / first.width, (zone - gap) / (len(pictures) * first.height), _at_most(first.units_per_metre))
        bottom = y + zone
        for picture in reversed(pictures):
            bottom -= picture.drawing.height * scale
        for picture in pictures:
            pen.picture(parent, picture, x + (width - picture.drawing.width * scale) / 2, bottom, scale)
            bottom += picture.drawing.height * scale
        return
    scale = min(
        (width - gap) / sum(picture.drawing.width for picture in pictures),
        zone / first.height,
        _at_most(first.units_per_metre),
    )
    cell = width / len(pictures)
    for i, picture in enumerate(pictures):
        drawing = picture.drawing
        left = x + i * cell + (cell - drawing.width * scale) / 2
        pen.picture(parent, picture, left, y + zone - drawing.height * scale, scale)


def is_lying(drawing: Drawing) -> bool:
    """Whether the drawing is clearly wider than high."""
    return drawing.width > 1.35 * drawing.height


def _at_most(units_per_metre: int) -> float:
    """The largest scale (points a unit) at which bodies are still alike in size: 21 mm a metre."""
    return 21 * MM / units_per_metre


def number_disc(pen: Pen, node: Node, number: int, x: float, y: float, size: float, style: Style) -> None:
    """An exercise's number in an accent disc."""
    pen.disc(x, y, size, style.colours.accent)
    text = style.text(max(12, size * 0.62), Face.BOLD, "#FFFFFF")
    pen.text(node, str(number), text, x + size / 2, y + (size - cap_height(text)) / 2, anchor="centre")
