"""The exercise card: pictures and steps in the main lane, the dose upright beside them.

Not split unless no page holds it. The pictures take what the text leaves of the card's share of a page, within
limits; a card with more text takes more of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from hepgen.figures.drawing import is_lying
from hepgen.handout.blocks import DoseStrip, ExerciseCard, LabelledText, Link, Phrase, Picture, Span
from hepgen.render.lengths import MM
from hepgen.render.pdf.components.fridge import number_disc
from hepgen.render.pdf.components.prose import item_box, list_boxes, paragraph_boxes
from hepgen.render.pdf.components.side_label import paint_side_label
from hepgen.render.pdf.flow import Box
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, cap_height
from hepgen.render.pdf.style import DENSITIES, GUTTER, Style
from hepgen.render.pdf.tagging import Node, list_numbering
from hepgen.render.pdf.text import TextStyle
from hepgen.render.pdf.typeset import Typeset, typeset
from hepgen.render.side_label import Cell

_DISC = 10 * MM
_PICTURE_MIN, _PICTURE_MAX = 36 * MM, 60 * MM
_CAPTION = 7 * MM
_LABEL_ROOM = 9 * MM
_FILM = 18 * MM
_PICTURE_GAP = 4 * MM
_STEP_GAP = 1.3 * MM
_CARD_GAP = 9 * MM
_VALUE_COLUMN = 3.2
"""Widest value of the dose's ledger that sets the column for all, in ems: "60 s", "20 kg"."""


def card_boxes(block: ExerciseCard, style: Style, parent: Node) -> list[Box]:
    """One card as one box, set more densely where only that keeps it on a page; else as several."""
    sect = parent.add("Sect")
    for density in DENSITIES[style.density :]:
        whole = _whole_card(block, replace(style, density=density), sect)
        if whole.height <= style.content_height:
            return [whole]
        sect.kids.clear()
    return _card_over_pages(block, style, sect)


def _whole_card(block: ExerciseCard, style: Style, sect: Node) -> Box:
    heading = _Heading.of(block, style, sect)
    why, why_node = typeset(block.why, style.text(leading=1.3), style.main_lane), sect.add("P")
    pictures_node = sect.add("Div")
    dose = dose_box(block.dose, style, sect)
    steps_node = sect.add("L", attributes=(list_numbering("Decimal"),))
    steps_width = style.main_lane - (_FILM + GUTTER if block.film else 0)
    steps = [
        item_box(step, str(i), style, steps_node, 0, steps_width, hang=8 * MM) for i, step in enumerate(block.steps, 1)
    ]
    note_nodes = [sect.add("P") for _ in block.notes]
    think = typeset(_labelled_phrase(block.think_of), style.text(), steps_width)
    think_node = sect.add("P")
    watch_node = sect.add("P")
    beside = _labelled_box(block.watch_for, style, watch_node)
    below = typeset(_labelled_phrase(block.watch_for), style.text(), steps_width)
    notes = _note_boxes(block, style, note_nodes, sect)
    film = sect.add("P") if block.film else None

    lanes_top = heading.height + style.air(3.6 * MM)
    pictures_top = why.height + style.air(2.6 * MM)
    below_pictures = style.scaled(_CAPTION) + style.air(4 * MM)
    steps_height = sum(step.height for step in steps) + (len(steps) - 1) * _STEP_GAP
    think_top = steps_height + style.air(2.2 * MM)
    notes_gap = style.air(3 * MM)
    below_top = think_top + think.height + _STEP_GAP
    notes_height = sum(note.before + note.height for note in notes)
    card_gap = style.air(_CARD_GAP)
    share = (style.content_height - (style.cards_per_page - 1) * card_gap) / style.cards_per_page

    def lanes(text_height: float, side_height: float) -> tuple[float, float, float]:
        """Height of the pictures, top of the steps, top of the notes."""
        around = lanes_top + pictures_top + below_pictures + text_height + notes_gap + notes_height
        picture_height = min(
            max(share - around, style.shrinkable(_PICTURE_MIN)),
            style.scaled(_PICTURE_MAX),
            _most(block.pictures, style),
        )
        steps_top = pictures_top + picture_height + below_pictures
        return picture_height, steps_top, lanes_top + max(steps_top + text_height, side_height) + notes_gap

    side_top = dose.height + style.air(4 * MM)
    with_watch_beside = lanes(think_top + think.height, side_top + beside.height)
    with_watch_below = lanes(below_top + below.height, dose.height)
    # Under a tall dose the fault would make the card longer than its share; then it stands with the steps.
    is_below = with_watch_beside[-1] + notes_height > share and with_watch_below[-1] < with_watch_beside[-1]
    picture_height, steps_top, notes_top = with_watch_below if is_below else with_watch_beside
    height = notes_top + notes_height

    def paint(pen: Pen, x: float, top: float) -> None:
        heading.paint(pen, x, top)
        y_lanes = top + lanes_top
        why.paint(pen, why_node, x, y_lanes)
        _paint_pictures(pen, pictures_node, block.pictures, x, y_lanes + pictures_top, picture_height, style)
        side_x = x + style.main_lane + GUTTER
        dose.paint(pen, side_x, y_lanes)
        y = y_lanes + steps_top
        for step in steps:
            step.paint(pen, x, y)
            y += step.height + _STEP_GAP
        think.paint(pen, think_node, x, y_lanes + steps_top + think_top)
        if is_below:
            below.paint(pen, watch_node, x, y_lanes + steps_top + below_top)
        else:
            beside.paint(pen, side_x, y_lanes + side_top)
        y = top + notes_top
        for note in notes:
            note.paint(pen, x, y + note.before)
            y += note.before + note.height
        if block.film and film:
            pen.qr(film, block.film.url, block.film.label, x + style.main_lane - _FILM, y_lanes + steps_top, _FILM)

    return Box(height, paint, before=card_gap, stretch=0.5, ruled=True)


def _card_over_pages(block: ExerciseCard, style: Style, sect: Node) -> list[Box]:
    """Drawings and dose side by side, and all text as running text that goes on on the next page."""
    heading = _Heading.of(block, style, sect)
    width = style.content_width
    why = paragraph_boxes(block.why, style, sect.add("P"), 0, width, before=3.6 * MM)
    pictures_node = sect.add("Div")
    dose = dose_box(block.dose, style, sect)
    picture_height = min(style.scaled(_PICTURE_MAX), _most(block.pictures, style))
    steps = list_boxes(block.steps, style, sect, 0, width, numbered=True)
    labelled = map(_labelled_phrase, (block.think_of, block.watch_for, block.easier, block.harder))
    texts = [
        box
        for phrase in (*block.notes, *labelled)
        for box in paragraph_boxes(phrase, style, sect.add("P"), 0, width, before=_STEP_GAP)
    ]

    def paint_pictures(pen: Pen, x: float, top: float) -> None:
        _paint_pictures(pen, pictures_node, block.pictures, x, top, picture_height, style)
        dose.paint(pen, x + style.main_lane + GUTTER, top)

    opening = Box(heading.height, heading.paint, before=_CARD_GAP, keep_with_next=True, ruled=True)
    pictures = Box(max(picture_height + style.scaled(_CAPTION), dose.height), paint_pictures, before=3.6 * MM)
    film = [_film_box(block.film, sect)] if block.film else []
    return [opening, *why, pictures, *steps, *texts, *film]


def _film_box(film: Link, sect: Node) -> Box:
    node = sect.add("P")
    return Box(_FILM, lambda pen, x, top: pen.qr(node, film.url, film.label, x, top, _FILM), before=3 * MM)


@dataclass(frozen=True, slots=True)
class _Heading:
    """Number, name with the medical name beside it, side in an outlined pill; when it starts below."""

    block: ExerciseCard
    style: Style
    node: Node
    pill_node: Node
    name: Typeset
    medical: Typeset
    starts: Typeset
    one_line: bool
    height: float

    @classmethod
    def of(cls, block: ExerciseCard, style: Style, sect: Node) -> _Heading:
        soft = style.text(colour=style.colours.soft)
        pill = _pill_width(block.side_label, style)
        width = style.content_width - _disc(style) - 4 * MM - (pill + GUTTER if pill else 0)
        size = style.fitting(block.name, style.type.exercise_name, Face.BOLD, width)
        name_style = style.text(size, Face.BOLD, leading=1.15)
        name = typeset(block.name, name_style, width)
        medical = typeset(block.medical_name, soft, width)
        starts = typeset(block.starts, style.text(face=Face.SEMIBOLD), width)
        used = name.lines[-1].width + 4 * MM + (medical.lines[0].width if medical.lines else 0)
        one_line = len(medical.lines) <= 1 and used <= width
        rows = [name.height, *([] if one_line else [medical.height]), starts.height]
        height = max(_disc(style), sum(row for row in rows if row) + (sum(1 for row in rows if row) - 1) * 1.4 * MM)
        return cls(block, style, sect.add("H2"), sect.add("P"), name, medical, starts, one_line, height)

    def paint(self, pen: Pen, x: float, top: float) -> None:
        style = self.style
        number_disc(pen, self.node, self.block.number, x, top, _disc(style), style)
        left = x + _disc(style) + 4 * MM
        single = self.one_line and not self.starts.lines and len(self.name.lines) == 1
        y = top + (_disc(style) - cap_height(self.name.style)) / 2 if single else top
        self.name.paint(pen, self.node, left, y)
        if self.one_line:
            drop = cap_height(self.name.style) - cap_height(self.medical.style)
            y_medical = y + (len(self.name.lines) - 1) * self.name.style.leading + drop
            self.medical.paint(pen, self.node, left + self.name.lines[-1].width + 4 * MM, y_medical)
            y += self.name.height + 1.4 * MM
        else:
            y += self.name.height + 1.4 * MM
            self.medical.paint(pen, self.node, left, y)
            y += self.medical.height + 1.4 * MM
        self.starts.paint(pen, self.node, left, y)
        self._paint_pill(pen, x, top)

    def _paint_pill(self, pen: Pen, x: float, top: float) -> None:
        label = self.block.side_label
        width = _pill_width(label, self.style)
        if not width:
            return
        text = self.style.text(face=Face.SEMIBOLD)
        left, height = x + self.style.content_width - width, self.style.scaled(8.4 * MM)
        y = top + (_disc(self.style) - height) / 2
        pen.box(left, y, width, height, radius=height / 2, stroke=self.style.colours.ink, thickness=1)
        pen.text(self.pill_node, label, text, left + width / 2, y + (height - cap_height(text)) / 2, "centre")


def _disc(style: Style) -> float:
    """Diameter of the number's disc."""
    return style.scaled(_DISC)


def _pill_width(label: str, style: Style) -> float:
    return Face.SEMIBOLD.width(label, style.type.body) + 10 * MM if label else 0.0


def _cell(pictures: Sequence[Picture], style: Style) -> float:
    """Width of one picture of the row."""
    return (style.main_lane - (len(pictures) - 1) * _PICTURE_GAP) / len(pictures)


def _most(pictures: Sequence[Picture], style: Style) -> float:
    """The height that the pictures can use, with room for a label above figures that lie."""
    drawing = pictures[0].drawing
    return drawing.height * _cell(pictures, style) / drawing.width + (_LABEL_ROOM if is_lying(drawing) else 0)


def _paint_pictures(
    pen: Pen, parent: Node, pictures: Sequence[Picture], x: float, top: float, height: float, style: Style
) -> None:
    """Frames side by side at one scale on one floor line, captions below with an arrow between them."""
    cell = _cell(pictures, style)
    first = pictures[0].drawing
    scale = min(cell / first.width, height / first.height)
    bottom = top + height
    caption_style = style.text(face=Face.SEMIBOLD, colour=style.colours.accent)
    caption_top = bottom + 3 * MM
    ends: list[tuple[float, float]] = []
    for i, picture in enumerate(pictures):
        drawing = picture.drawing
        cell_left = x + i * (cell + _PICTURE_GAP)
        left = cell_left + (cell - drawing.width * scale) / 2
        y = bottom - drawing.height * scale
        caption_node = parent.add("P")
        figure = pen.picture(parent, picture, left, y, scale)
        if picture.side_label:
            room = Cell(cell_left, top, cell_left + cell, bottom)
            paint_side_label(pen, figure, picture, (left, y), room, scale)
        if picture.caption:
            middle = cell_left + cell / 2
            half = caption_style.face.width(picture.caption, caption_style.size) / 2 + 3 * MM
            pen.text(caption_node, picture.caption, caption_style, middle, caption_top, "centre")
            ends.append((middle - half, middle + half))
    for (_, start), (end, _) in pairwise(ends):
        pen.arrow(start, end, caption_top + cap_height(caption_style) / 2, style.colours.accent)


def dose_box(dose: DoseStrip, style: Style, parent: Node) -> Box:
    """The dose upright in the side lane: large numbers, a ledger of smaller ones, effort as a sentence."""
    pad = 4 * MM
    inner = style.side_lane - 2 * pad
    air = style.air
    large_style = style.text(style.type.dose_large, Face.BOLD, style.colours.accent, 1.1)
    small_style = style.text(style.type.dose_small, Face.BOLD, style.colours.accent, 1.25)
    words_style = style.text(leading=1.25)
    unit_style = style.text(face=Face.SEMIBOLD, leading=1.25)
    rows = parent.add("L", attributes=(list_numbering("None"),))
    large = _large_numbers(dose, inner, large_style, unit_style)
    large_nodes = [rows.add("LI").add("LBody") for _ in large]
    small = [
        (line, rows.add("LI").add("LBody"), typeset(line.words, words_style, inner - width), width)
        for line, width in zip(dose.small, _value_widths(dose, small_style), strict=True)
    ]
    effort = typeset(dose.effort, style.text(face=Face.SEMIBOLD, leading=1.3), inner)
    effort_node = parent.add("P")
    large_height = max((each.words_top + each.words.height for each in large), default=0)
    row_pad = air(1.3 * MM)
    row_heights = [max(words.height, cap_height(small_style)) + 2 * row_pad for _, _, words, _ in small]
    rows_top = pad + large_height + air(1.6 * MM)
    effort_top = rows_top + sum(row_heights) + air(2 * MM)
    height = effort_top + effort.height + pad - 1.5 * MM

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, style.side_lane, height, fill=style.colours.tint)
        for each, node in zip(large, large_nodes, strict=True):
            pen.text(node, each.value, large_style, x + pad + each.left, top + pad + each.top)
            each.words.paint(pen, node, x + pad + each.words_left, top + pad + each.words_top)
        y = top + rows_top
        for (line, node, words, value_width), row_height in zip(small, row_heights, strict=True):
            pen.rule(x + pad, y, inner)
            pen.text(node, line.value, small_style, x + pad, y + row_pad)
            drop = cap_height(small_style) - cap_height(words_style)
            words.paint(pen, node, x + pad + value_width, y + row_pad + drop)
            y += row_height
        pen.rule(x + pad, y, inner)
        effort.paint(pen, effort_node, x + pad, top + effort_top)

    return Box(height, paint)


def _value_widths(dose: DoseStrip, style: TextStyle) -> list[float]:
    """Room for the value of each row: one column for numbers, and what they need for words."""
    widths = [style.face.width(line.value, style.size) + 2 * MM for line in dose.small]
    column = max((width for width in widths if width <= _VALUE_COLUMN * style.size), default=0.0)
    return [max(width, column) for width in widths]


class _LargeNumber(NamedTuple):
    """A large number and its words, each with its place in the strip."""

    value: str
    left: float
    top: float
    words: Typeset
    words_left: float
    words_top: float


def _large_numbers(dose: DoseStrip, inner: float, value: TextStyle, unit: TextStyle) -> list[_LargeNumber]:
    """Side by side with their words below, spread over the strip; below each other where that would break a word."""
    values = [value.face.width(line.value, value.size) for line in dose.large]
    words = [max((unit.face.width(word, unit.size) for word in line.words.split()), default=0.0) for line in dose.large]
    least = [max(pair) for pair in zip(values, words, strict=True)]
    natural = [
        max(width, unit.face.width(line.words, unit.size)) for width, line in zip(values, dose.large, strict=True)
    ]
    between = 2 * MM
    if sum(least) + (len(least) - 1) * between > inner:
        return _stacked_numbers(dose, inner, value, unit)
    fits = sum(natural) + (len(natural) - 1) * between <= inner
    widths = (
        natural if fits else [*natural[:1], *least[1:]] if natural[0] + sum(least[1:]) + between <= inner else least
    )
    gap = min(max((inner - sum(widths)) / max(len(widths) - 1, 1), between), 8 * MM)
    lefts = [sum(widths[:place]) + place * gap for place in range(len(widths))]
    below = cap_height(value) + 2.2 * MM
    rooms = [*(width for width in widths[:-1]), inner - lefts[-1]] if widths else []
    return [
        _LargeNumber(line.value, left, 0.0, typeset(line.words, unit, room + 0.5), left, below)
        for line, left, room in zip(dose.large, lefts, rooms, strict=True)
    ]


def _stacked_numbers(dose: DoseStrip, inner: float, value: TextStyle, unit: TextStyle) -> list[_LargeNumber]:
    """One below the other, the words beside the number and on its foot."""
    column = max(value.face.width(line.value, value.size) for line in dose.large) + 3 * MM
    numbers, top = [], 0.0
    for line in dose.large:
        words = typeset(line.words, unit, inner - column)
        rest = cap_height(value) - cap_height(unit) - (len(words.lines) - 1) * unit.leading
        words_top = top + max(rest, 0.0)
        numbers.append(_LargeNumber(line.value, 0.0, top, words, column, words_top))
        top = max(top + cap_height(value), words_top + words.height) + 3 * MM
    return numbers


def _labelled_box(text: LabelledText, style: Style, node: Node) -> Box:
    """A label over its sentence in the side lane."""
    label = typeset(text.label, style.text(face=Face.SEMIBOLD), style.side_lane)
    sentence = typeset(text.text, style.text(leading=1.25), style.side_lane)
    gap = 1.4 * MM

    def paint(pen: Pen, x: float, top: float) -> None:
        label.paint(pen, node, x, top)
        sentence.paint(pen, node, x, top + label.height + gap)

    return Box(label.height + gap + sentence.height, paint)


def _note_boxes(block: ExerciseCard, style: Style, note_nodes: Sequence[Node], parent: Node) -> list[Box]:
    """Notes, then easier and harder: on one line where both are short. Notes are read with the steps."""
    easier, harder = ((_labelled_phrase(text), parent.add("P")) for text in (block.easier, block.harder))
    half = (style.content_width - GUTTER) / 2
    texts = (typeset(phrase, style.text(), style.content_width) for phrase in block.notes)
    boxes = [_text_box(text, node) for text, node in zip(texts, note_nodes, strict=True)]
    left, right = (typeset(phrase, style.text(), half) for phrase, _ in (easier, harder))
    if len(left.lines) == len(right.lines) == 1:

        def paint(pen: Pen, x: float, top: float) -> None:
            left.paint(pen, easier[1], x, top)
            right.paint(pen, harder[1], x + half + GUTTER, top)

        return [*boxes, Box(left.height, paint, before=_STEP_GAP)]
    wide = [(typeset(phrase, style.text(), style.content_width), node) for phrase, node in (easier, harder)]
    return [*boxes, *(_text_box(text, node) for text, node in wide)]


def _text_box(text: Typeset, node: Node) -> Box:
    return Box(text.height, lambda pen, x, top: text.paint(pen, node, x, top), before=_STEP_GAP)


def _labelled_phrase(text: LabelledText) -> Phrase:
    return (Span(f"{text.label}: ", strong=True), Span(text.text))
