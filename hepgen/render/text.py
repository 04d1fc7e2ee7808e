"""The handout as plain text of 78 columns, in reading order: to paste into a record or to read aloud."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from hepgen.handout.blocks import (
    Block,
    BulletList,
    Callout,
    ClinicHeader,
    Diary,
    DiaryRow,
    ExerciseCard,
    Facts,
    GetHelp,
    Handout,
    Heading,
    IfThenTable,
    InShort,
    LabelledText,
    Link,
    NumberedList,
    Paragraph,
    Phrase,
    Section,
    Table,
    Thumbnails,
    TrafficLight,
    WeekCell,
    WeekTable,
)

_COLUMNS = 78
_GAP = "  "
_BOX, _BLANK = "[ ]", "___"

Lines = Iterator[str]


def render_text(handout: Handout) -> str:
    """The whole tree as text; every line but one with an unbreakable word fits the columns."""
    lines: list[str] = []
    for section in handout.sections:
        lines += [*_section(section), ""]
    lines += ["-" * _COLUMNS, *_wrapped(handout.footer.left), *_wrapped(handout.footer.right)]
    return "\n".join(line.replace("\u00a0", " ").rstrip() for line in lines) + "\n"


def _section(section: Section) -> Lines:
    """The clinic stands before the title, all else after it."""
    blocks = list(section.blocks)
    if blocks and isinstance(blocks[0], ClinicHeader):
        yield from _block(blocks.pop(0))
        yield ""
    yield from _underlined(section.title, "=")
    yield from _wrapped(section.subtitle)
    for block in blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Lines:
    match block:
        case ClinicHeader():
            yield from _wrapped(_GAP.join(filter(None, (block.name, block.phone))))
            if block.booking is not None:
                yield _link(block.booking)
        case Facts():
            yield from _grid([(f"{label}:", value) for label, value in block.pairs])
        case InShort():
            yield from _heading(block.heading)
            yield from _wrapped(_plain(block.goal))
            if block.numbers:
                yield from _wrapped("; ".join(f"{one.value} {one.unit} {one.detail}" for one in block.numbers))
        case Thumbnails():
            yield from _thumbnails(block)
        case TrafficLight():
            yield from _heading(block.heading)
            yield from _wrapped(block.aside)
            yield from _grid([(band.range, band.name, band.action) for band in block.bands])
            yield from _each(block.lines)
        case GetHelp():
            yield from _heading(block.heading)
            yield from _grid([(label, " ".join(signs)) for label, signs in block.rows])
        case ExerciseCard():
            yield from _card(block)
        case WeekTable():
            yield from _weeks(block)
        case IfThenTable():
            yield from _heading(block.heading)
            header = ("", block.condition_label, block.action_label)
            yield from _grid([(row.verb, _plain(row.condition), _plain(row.action)) for row in block.rows], header)
            yield from _each(block.lines)
        case Diary():
            yield from _diary(block)
        case Callout():
            yield from _heading(block.heading)
            yield from _wrapped(_plain(block.meaning))
            yield from _numbered(block.actions)
        case Heading():
            yield from _heading(block.text)
            yield from _wrapped(block.aside)
        case Paragraph():
            yield from _wrapped(_plain(block.phrase))
        case BulletList():
            for item in block.items:
                yield from _hanging("- ", _plain(item))
        case NumberedList():
            yield from _numbered(block.items)
        case Table():
            yield from _heading(block.caption)
            yield from _grid([tuple(map(_plain, row)) for row in block.rows], block.header)


def _thumbnails(block: Thumbnails) -> Lines:
    yield from _heading(block.heading)
    yield from _wrapped(block.aside)
    yield from _grid([(f"{item.number}.", item.name, item.dose, item.side) for item in block.items])
    yield from _each(block.lines)


def _card(card: ExerciseCard) -> Lines:
    name = f"{card.name} ({card.medical_name})" if card.medical_name else card.name
    yield from _underlined(f"{card.number}. {name}", "-")
    yield from _wrapped(card.starts)
    yield from _wrapped(card.side_label)
    yield from _wrapped(_plain(card.why))
    yield ""
    yield from _grid([(f"{picture.caption}:", picture.alt) for picture in card.pictures])
    yield ""
    yield from _grid([(line.value, line.words) for line in (*card.dose.large, *card.dose.small)])
    yield from _wrapped(card.dose.effort)
    yield ""
    yield from _numbered(card.steps)
    yield from _each(card.notes)
    for labelled in (card.think_of, card.watch_for, card.easier, card.harder):
        yield from _labelled(labelled)
    if card.film is not None:
        yield _link(card.film)


def _labelled(labelled: LabelledText) -> Lines:
    yield from _hanging("", f"{labelled.label}: {labelled.text}")


def _weeks(table: WeekTable) -> Lines:
    yield from _heading(table.heading)
    weeks = ("\n".join(filter(None, (week.number, week.date, week.note))) for week in table.weeks)
    header = (f"{table.week_label}\n{table.date_label}", *weeks)
    rows = [(f"{row.number}. {row.name}", *map(_cell, row.cells)) for row in table.rows]
    totals = ("\n".join(table.total_label), *map(str, table.totals))
    yield from _grid([*rows, totals], header)


def _cell(cell: WeekCell) -> str:
    return "\n".join(filter(None, (cell.dose, cell.load)))


def _diary(diary: Diary) -> Lines:
    for week in diary.weeks:
        yield from _grid([_diary_row(row, len(diary.days)) for row in diary.rows], (week, *diary.days))
        yield ""
    yield from _wrapped(diary.questions_label)
    for _ in range(diary.question_lines):
        yield "_" * _COLUMNS


def _diary_row(row: DiaryRow, days: int) -> tuple[str, ...]:
    return (row.label, *[_BOX if row.kind == "tick" else _BLANK] * days)


# -- lines and columns ---------------------------------------------------------------------------------------


def _plain(phrase: Phrase) -> str:
    return "".join(span.text for span in phrase)


def _link(link: Link) -> str:
    return f"{link.label}: {link.url}"


def _wrapped(text: str, width: int = _COLUMNS, first: str = "", rest: str = "") -> Lines:
    """Lines of that width; a longer word is left whole, and a number stays with its unit."""
    yield from textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _hanging(mark: str, text: str) -> Lines:
    yield from _wrapped(text, first=mark, rest=" " * (len(mark) or 2))


def _each(phrases: Iterable[Phrase]) -> Lines:
    for phrase in phrases:
        yield from _wrapped(_plain(phrase))


def _numbered(phrases: Sequence[Phrase]) -> Lines:
    for number, phrase in enumerate(phrases, 1):
        yield from _hanging(f"{number}. ", _plain(phrase))


def _heading(text: str) -> Lines:
    yield from _underlined(text, "-")


def _underlined(text: str, line: str) -> Lines:
    """The text over a rule of its length; nothing for no text."""
    lines = list(_wrapped(text))
    yield from lines
    if lines:
        yield line * max(map(len, lines))


def _grid(rows: Sequence[Sequence[str]], header: Sequence[str] | None = None) -> Lines:
    """Columns side by side, wrapped inside their width; a newline in a cell starts a new line there."""
    cells = [*([header] if header else []), *rows]
    widths = _column_widths(list(zip(*cells, strict=True)))
    for place, row in enumerate(cells):
        columns = [
            [line for part in cell.split("\n") for line in _wrapped(part, width)]
            for cell, width in zip(row, widths, strict=True)
        ]
        for line in range(max(map(len, columns))):
            pieces = (column[line] if line < len(column) else "" for column in columns)
            yield _GAP.join(piece.ljust(width) for piece, width in zip(pieces, widths, strict=True))
        if header and place == 0:
            yield _GAP.join("-" * width for width in widths)


def _column_widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """As wide as the text; where that is too much, the widest column gives way down to its longest word."""
    widths = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
    least = [max(len(word) for cell in column for word in (cell.split() or [""])) for column in columns]
    room = _COLUMNS - len(_GAP) * (len(columns) - 1)
    while sum(widths) > room:
        shrinkable = [place for place in range(len(widths)) if widths[place] > least[place]]
        if not shrinkable:
            break
        widths[max(shrinkable, key=widths.__getitem__)] -= 1
    return [max(width, 1) for width in widths]
