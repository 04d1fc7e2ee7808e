"""A screen reader says the PDF in the order of the text rendering, each thing once and with what belongs to it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from handout_words import every, squeezed
from made import TODAY, composed_from
from structure import Element, structure

from hepgen.app import (
    CLINICIAN_TEMPLATE,
    DEFAULT_TEMPLATE,
    REFERRAL_TEMPLATE,
    MakeRequest,
    clinician_page,
    make,
)
from hepgen.handout.blocks import (
    Diary,
    ExerciseCard,
    Footer,
    GetHelp,
    Handout,
    IfThenTable,
    Phrase,
    Section,
    Table,
    Thumbnails,
    WeekTable,
)
from hepgen.packs.content import Content, open_content
from hepgen.render import text

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCUMENTS = (
    ("runner", "en", DEFAULT_TEMPLATE),
    ("runner", "es", CLINICIAN_TEMPLATE),
    ("older-walker", "en", DEFAULT_TEMPLATE),
    ("older-walker", "es", DEFAULT_TEMPLATE),
    ("pregnant", "en", CLINICIAN_TEMPLATE),
    ("pregnant", "es", DEFAULT_TEMPLATE),
    ("hot-swollen-knee", "en", REFERRAL_TEMPLATE),
    ("hot-swollen-knee", "es", REFERRAL_TEMPLATE),
)
HEADINGS = ("H1", "H2", "H3")
LEAVES = (*HEADINGS, "P", "Figure", "Caption", "Lbl", "LBody")
"""Elements that are said on their own, outside of tables."""

pytestmark = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")


@dataclass(frozen=True)
class Heard:
    """A document: as composed, and as it is heard."""

    handout: Handout
    document: Element


@pytest.fixture(scope="module")
def content() -> Content:
    return open_content()


@pytest.fixture(scope="module", params=[pytest.param(one, id="-".join(one)) for one in DOCUMENTS])
def heard(request: pytest.FixtureRequest, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    person, language, template = request.param
    asked = MakeRequest(today=TODAY, language=language)
    made = make(EXAMPLES / f"{person}.toml", content, asked)
    pdf = clinician_page(made.plan, content, asked) if template == CLINICIAN_TEMPLATE else made.document
    return Heard(composed_from(made.plan, content, template), structure(pdf, tmp_path_factory.mktemp("pdf")))


# -- the order -------------------------------------------------------------------------------------------------------


def test_each_section_is_read_as_the_text_has_it(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_grid", cell_by_cell)
    told = [words(linear_text(heard.handout, section)) for section in heard.handout.sections]
    assert [words(linear(section)) for section in heard.document.children] == told


def cell_by_cell(rows: Sequence[Sequence[str]], header: Sequence[str] = ()) -> Iterator[str]:
    """A table of the text rendering, each cell on a line of its own instead of side by side."""
    for row in (header, *rows):
        yield from row


def linear_text(handout: Handout, section: Section) -> str:
    """The section as text, with its links told by their words."""
    rendered = text.render_text(handout._replace(sections=(section,), footer=Footer("", "", "")))
    return re.sub(r"https?://\S+", "", rendered)


def linear(element: Element) -> str:
    """What is read; the text shows no pictures at the list of all exercises."""
    if element.role == "LBody":
        return " ".join(
            each if isinstance(each, str) else linear(each) for each in element.content if not is_figure(each)
        )
    return element.alt or " ".join(each if isinstance(each, str) else linear(each) for each in element.content)


def is_figure(content: Element | str) -> bool:
    return isinstance(content, Element) and content.role == "Figure"


def words(said: str) -> list[str]:
    """Words and numbers without the marks around them, which are spoken as pauses if at all."""
    return re.findall(r"[^\W_]+", said)


def test_sections_stand_in_order(heard: Heard) -> None:
    assert heard.document.role == "Document"
    assert {section.role for section in heard.document.children} == {"Sect"}
    assert len(heard.document.children) == len(heard.handout.sections)


def test_headings_are_nested_without_gaps(heard: Heard) -> None:
    headings = list(heard.document.every(*HEADINGS))
    levels = [int(heading.role[1]) for heading in headings]
    assert levels[0] == 1
    assert [(one, other) for one, other in pairwise(levels) if other - one > 1] == []
    assert all(heading.said for heading in headings)


# -- what belongs together -------------------------------------------------------------------------------------------


def test_a_dose_is_each_number_with_its_words(heard: Heard) -> None:
    cards = every(heard.handout, ExerciseCard)
    read = [next(sect.every("L")) for sect in card_elements(heard)]
    assert len(read) == len(cards)
    for strip, card in zip(read, cards, strict=True):
        lines = (*card.dose.large, *card.dose.small)
        assert [item.said for item in strip.children] == [squeezed(f"{line.value} {line.words}") for line in lines]


def card_elements(heard: Heard) -> list[Element]:
    places = [number for number, section in enumerate(heard.handout.sections) if section.id == "cards"]
    return [card for place in places for card in heard.document.children[place].children]


def test_list_items_have_a_body_and_a_label_where_they_are_numbered(heard: Heard) -> None:
    for list_ in heard.document.every("L"):
        assert {item.role for item in list_.children} == {"LI"}
        for item in list_.children:
            parts = [part.role for part in item.children]
            assert parts == ["Lbl", "LBody"] or (parts == ["LBody"] and list_.attributes["ListNumbering"] == "None")
            assert all(part.said for part in item.children)


def test_numbered_items_are_numbered_through(heard: Heard) -> None:
    for list_ in heard.document.every("L"):
        if list_.attributes["ListNumbering"] == "Decimal":
            labels = [item.children[0].said for item in list_.children]
            assert labels == [str(number) for number in range(1, len(labels) + 1)]


def test_tables_are_read_row_by_row_with_their_headers_first(heard: Heard) -> None:
    read = [[row for row in table.children if row.role != "Caption"] for table in heard.document.every("Table")]
    for table in read:
        head, *rows = table
        assert {row.role for row in table} == {"TR"}
        assert {(cell.role, cell.attributes["Scope"]) for cell in head.children} == {("TH", "Column")}
        for row in rows:
            assert [cell.role for cell in row.children] == ["TH", *["TD"] * (len(head.children) - 1)]
            assert row.children[0].attributes["Scope"] == "Row"
            assert row.children[0].said
    cells = [[tuple(cell.said for cell in row.children) for row in table] for table in read]
    assert cells == [[tuple(map(squeezed, row)) for row in table] for table in tables(heard.handout)]


def tables(handout: Handout) -> Iterator[list[tuple[str, ...]]]:
    """Every table as rows of cells, its headers first."""
    for block in (block for section in handout.sections for block in section.blocks):
        match block:
            case Table():
                yield [block.header, *(plain(row) for row in block.rows)]
            case IfThenTable():
                rules = (plain(((row.verb,), row.condition, row.action)) for row in block.rows)
                yield [("", block.condition_label, block.action_label), *rules]
            case WeekTable():
                yield list(week_rows(block))
            case Diary():
                blank = [""] * len(block.days)
                for week in block.weeks:
                    yield [(week, *block.days), *((row.label, *blank) for row in block.rows)]


def week_rows(table: WeekTable) -> Iterator[tuple[str, ...]]:
    """An easy week says so in its header, and the totals are a row like any other."""
    weeks = (f"{week.number} {week.date} {week.note}" for week in table.weeks)
    yield (f"{table.week_label} {table.date_label}", *weeks)
    for row in table.rows:
        yield (f"{row.number} {row.name}", *(f"{cell.dose} {cell.load}" for cell in row.cells))
    yield (" ".join(table.total_label), *map(str, table.totals))


def plain(row: Iterable[Phrase | tuple[str]]) -> tuple[str, ...]:
    return tuple("".join(part if isinstance(part, str) else part.text for part in cell) for cell in row)


def test_what_to_do_is_the_label_of_its_signs(heard: Heard) -> None:
    items = [tuple(part.said for part in item.children) for item in heard.document.every("LI")]
    for box in every(heard.handout, GetHelp):
        assert [row for row in box.rows if (row[0], " ".join(row[1])) not in items] == []


# -- pictures --------------------------------------------------------------------------------------------------------


def test_each_figure_tells_its_movement_in_its_place(heard: Heard) -> None:
    shown = [
        picture.alt
        for block in (block for section in heard.handout.sections for block in section.blocks)
        if isinstance(block, Thumbnails | ExerciseCard)
        for item in (block.items if isinstance(block, Thumbnails) else (block,))
        for picture in item.pictures
    ]
    assert [figure.alt for figure in heard.document.every("Figure")] == shown


def test_at_the_list_of_exercises_the_name_comes_before_its_pictures(heard: Heard) -> None:
    for body in heard.document.every("LBody"):
        kinds = [is_figure(each) for each in body.content]
        assert kinds == sorted(kinds)


def test_a_caption_comes_before_what_it_names(heard: Heard) -> None:
    for card, read in zip(every(heard.handout, ExerciseCard), card_elements(heard), strict=True):
        said = [each.said for each in next(read.every("Div")).children]
        assert said == [part for picture in card.pictures for part in (picture.caption, picture.alt)]


# -- once ------------------------------------------------------------------------------------------------------------


def test_nothing_is_read_twice_running(heard: Heard) -> None:
    said = [element.said for element in told_on_their_own(heard.document)]
    assert [one for one, other in pairwise(said) if one == other] == []


def told_on_their_own(element: Element) -> Iterator[Element]:
    if element.role in LEAVES:
        yield element
    elif element.role != "Table":
        for child in element.children:
            yield from told_on_their_own(child)


def test_no_two_figures_of_an_exercise_tell_the_same(heard: Heard) -> None:
    for card in every(heard.handout, ExerciseCard):
        told = [picture.alt for picture in card.pictures]
        assert len(set(told)) == len(told), card.name
