"""Whatever is said, it stays on its page: nothing leaves the content area, covers other text, is torn or is lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, get_args

import pytest
from handout_words import every, letters, printed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_layout import lone_headings, outside, overlapping, torn_cards
from read_pdf import ReadPdf
from sample_handout import phrase, sample_handout

from hepgen.figures.drawing import Contour, Drawing, Shape
from hepgen.handout.blocks import (
    Block,
    Callout,
    ClinicHeader,
    Diary,
    DiaryRow,
    ExerciseCard,
    Facts,
    Handout,
    InShort,
    KeyNumber,
    LabelledText,
    Link,
    Paragraph,
    Picture,
    Section,
    Thumbnail,
    Thumbnails,
    WeekCell,
    WeekColumn,
    WeekRow,
    WeekTable,
)
from hepgen.handout.look import PaperName
from hepgen.packs.content import open_content
from hepgen.render.pdf.document import render_pdf

MOST_NAME, MOST_EXERCISE, MOST_SHORT_NOTE, MOST_NOTE = 120, 32, 200, 4000
"""Characters: what a profile, an exercise's name, the fridge page and a note may hold."""
USUAL_SENTENCE, MOST_SENTENCE = 70, 600
"""Characters of a sentence on a card: a rather long one, and as much as the library takes."""
WEEKS_A_TABLE = 6

# -- random handouts -------------------------------------------------------------------------------------------------

VOCABULARY = ("a", "knee", "slowly", "Physiotherapist", "step-down", "W" * 30, "i", "Übung", "& <b>", "gjpqy")


def texts(most: int, least: int = 1) -> st.SearchStrategy[str]:
    """One line of up to so many characters: ordinary words, or a single word as wide as can be."""
    sentences = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=max(most // 6, 1)).map(" ".join)
    longest = st.lists(st.sampled_from(VOCABULARY[1:4]), min_size=most, max_size=most).map(" ".join)
    unbroken = st.integers(least, most).map(lambda length: "W" * length)
    return st.one_of(sentences, longest, unbroken).map(lambda text: text[:most].strip())


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Upright, lying or square figures."""
    width, height = draw(st.sampled_from(((400, 1000), (1000, 400), (1000, 1000), (1600, 300))))
    mark = draw(st.none() | st.just((width // 3, height // 2)) | st.just((width - 10, height // 2)))
    outline = (0, 0, width, 0, width, height, 0, height)
    side: Literal["right", "symmetrical"] = "symmetrical" if mark is None else "right"
    return Drawing(width, height, width // 2, height, side, mark, "", (Shape("ink", (Contour(False, outline),)),))


def pictures(draw: st.DrawFn) -> tuple[Picture, ...]:
    drawing = draw(drawings())
    label = "Right" if drawing.mark else ""
    return tuple(Picture(drawing, f"{when} of the movement.", when, label) for when in ("Start", "Finish"))


def card(draw: st.DrawFn, sample: ExerciseCard, number: int, most_sentence: int) -> ExerciseCard:
    sentence = texts(most_sentence)

    def labelled(text: LabelledText) -> LabelledText:
        return text._replace(text=draw(sentence))

    return sample._replace(
        number=number,
        name=draw(texts(MOST_EXERCISE)),
        medical_name=draw(st.just("") | texts(MOST_EXERCISE)),
        side_label=draw(st.sampled_from(("", "Right leg", "Each leg in turn, hand on a wall", "W" * 16))),
        why=phrase(f"**Why this one for you:** {draw(sentence)}"),
        pictures=pictures(draw),
        steps=tuple(map(phrase, draw(st.lists(sentence, min_size=2, max_size=5)))),
        think_of=labelled(sample.think_of),
        watch_for=labelled(sample.watch_for),
        easier=labelled(sample.easier),
        harder=labelled(sample.harder),
        film=draw(st.none() | st.just(Link("https://example.org/film", "Watch the film"))),
        starts=draw(st.just("") | texts(MOST_EXERCISE).map("From week 5, instead of {}".format)),
    )


def week_tables(draw: st.DrawFn, names: list[str], weeks: int) -> tuple[WeekTable, ...]:
    """Six weeks a table, as a plan is told."""
    longest = WeekCell("10 × 100", "hold 300 s, 287.25 kg", changed=True)
    stepped = (WeekCell("3 × 10", changed=True), WeekCell("5 × 30 s", "light band", changed=True))
    cell = st.sampled_from((WeekCell(""), *stepped, longest))
    numbers = range(1, weeks + 1)
    tables = [numbers[start : start + WEEKS_A_TABLE] for start in range(0, weeks, WEEKS_A_TABLE)]
    return tuple(
        WeekTable(
            heading=f"Weeks {table[0]} to {table[-1]}" if len(tables) > 1 else "",
            week_label="Week",
            date_label="starting Wednesday",
            weeks=tuple(
                WeekColumn(str(week), "28 Dec", week % 4 == 0, "easy week" * (week % 4 == 0)) for week in table
            ),
            rows=tuple(WeekRow(number, name, tuple(draw(cell) for _ in table)) for number, name in enumerate(names, 1)),
            total_label=("All together", "seconds in one day"),
            totals=tuple(draw(st.integers(0, 9999)) for _ in table),
        )
        for table in tables
    )


@st.composite
def handouts(draw: st.DrawFn, most_sentence: int) -> Handout:
    """The sample with everything at the length that profile, library and compose allow."""
    sample = sample_handout(lambda *_: Drawing(100, 100, 50, 95, "symmetrical", None, "", ()))
    samples = every(sample, ExerciseCard)
    count, weeks = draw(st.integers(1, 8)), draw(st.integers(1, 26))
    cards = tuple(card(draw, draw(st.sampled_from(samples)), number, most_sentence) for number in range(1, count + 1))
    name, clinician, clinic, phone = (draw(texts(MOST_NAME)) for _ in range(4))
    clinic, phone = draw(st.sampled_from(((clinic, phone), ("", phone), (clinic, ""), ("", ""))))
    booking = draw(st.none() | st.just(Link("https://example.org/" + "b" * 280, "Scan to book or change a visit")))
    note = draw(texts(MOST_NOTE))
    tables = week_tables(draw, [one.name for one in cards], weeks)

    def changed(block: Block) -> tuple[Block, ...]:
        match block:
            case ClinicHeader():
                return (ClinicHeader(clinic or clinician, phone, booking),)
            case Facts():
                names = (("For", name), ("Date", "28 September 2026"), ("Physiotherapist", clinician))
                return (Facts((*names, *block.pairs[3:][: draw(st.integers(0, 1))])),)
            case InShort():
                numbers = (KeyNumber(str(count), "exercises", "to do"), *block.numbers[1:])
                return (
                    block._replace(goal=phrase(f"**Your goal:** “{draw(texts(MOST_SHORT_NOTE))}”"), numbers=numbers),
                )
            case Thumbnails():
                items = tuple(
                    Thumbnail(one.number, one.name, "10 sets of 20 holds of 300 s", one.side_label, one.pictures)
                    for one in cards
                )
                return (block._replace(items=items[: draw(st.integers(1, count))]),)
            case Callout() if block.actions:
                return (block._replace(actions=block.actions * draw(st.integers(1, 12))),)
            case Callout():
                return (
                    block._replace(heading=f"A note from {clinician}", meaning=phrase(draw(texts(MOST_SHORT_NOTE)))),
                )
            case ExerciseCard():
                return ()
            case WeekTable():
                return tables
            case Diary():
                rows = tuple(DiaryRow(f"{one.number}  {one.name}", "tick") for one in cards)
                return (block._replace(rows=(*rows, *block.rows[4:]), weeks=block.weeks[: min(weeks, 2)]),)
            case _:
                return (block,)

    def section(one: Section) -> Section:
        blocks = tuple(new for block in one.blocks for new in changed(block))
        if one.id == "note":
            blocks = (Paragraph(phrase(note)),)
        return one._replace(blocks=cards if one.id == "cards" else blocks)

    left = f"W.W.  ·  right knee  ·  plan {sample.plan_id}"
    footer = sample.footer._replace(left=left, right="  ".join(filter(None, (clinic or clinician, phone))))
    return sample._replace(
        made_on=date(2026, 11, 23) + timedelta(days=weeks),
        footer=footer,
        sections=tuple(map(section, sample.sections)),
    )


papers = st.sampled_from(get_args(PaperName))

# -- what must hold --------------------------------------------------------------------------------------------------


def checked(handout: Handout, paper: PaperName) -> ReadPdf:
    """The handout's PDF, of which holds what holds for any."""
    content = open_content()
    pdf = ReadPdf(render_pdf(handout, content.templates["standard"], content.themes["colour"], paper))
    assert outside(pdf) == []
    assert overlapping(pdf) == []
    assert lone_headings(pdf) == []
    assert letters(pdf.text) == letters("\n".join(printed(handout)))
    return pdf


slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@settings(slow, max_examples=30)
@given(handouts(USUAL_SENTENCE), papers)
def test_a_handout_keeps_to_its_pages_and_each_card_to_one(handout: Handout, paper: PaperName) -> None:
    assert torn_cards(checked(handout, paper), handout) == []


@settings(slow, max_examples=15)
@given(handouts(MOST_SENTENCE), papers)
def test_a_handout_of_endless_sentences_keeps_to_its_pages(handout: Handout, paper: PaperName) -> None:
    checked(handout, paper)


@pytest.mark.long
@settings(slow, max_examples=5000)
@given(handouts(USUAL_SENTENCE), handouts(MOST_SENTENCE), papers)
def test_thousands_of_handouts_keep_to_their_pages(usual: Handout, endless: Handout, paper: PaperName) -> None:
    assert torn_cards(checked(usual, paper), usual) == []
    checked(endless, paper)
