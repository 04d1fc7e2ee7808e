"""Whatever is said, it stays on its page: nothing leaves the content area, covers other text, is torn or is lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

import pytest
from handout_words import every, letters, printed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_layout import lone_headings, outside, overlapping, torn_cards
from read_pdf import ReadPdf
from sample_handout import phrase, sample_handout

from hepgen.figures.drawing import Contour, Drawing, Shape
from hepgen.figures.emblem import Area, Emblem
from hepgen.handout.blocks import (
    Block,
    Callout,
    ClinicHeader,
    Diary,
    DiaryRow,
    ExerciseCard,
    Facts,
    GetHelp,
    Handout,
    IfThenTable,
    InShort,
    KeyNumber,
    LabelledText,
    Link,
    Logo,
    Paragraph,
    Picture,
    Section,
    Thumbnail,
    Thumbnails,
    TrafficLight,
    WeekCell,
    WeekColumn,
    WeekRow,
    WeekTable,
)
from hepgen.handout.look import PaperName, Template
from hepgen.packs.content import open_content
from hepgen.render.pdf.document import render_pdf

MOST_NAME, MOST_EXERCISE, MOST_SHORT_NOTE, MOST_NOTE = 120, 32, 200, 4000
"""Characters: what a profile, an exercise's name, the fridge page and a note may hold."""
USUAL_SENTENCE, MOST_SENTENCE = 70, 600
"""Characters of a sentence on a card: a rather long one, and as much as the library takes."""
TEMPLATES = {name: open_content().templates[name] for name in ("standard", "large-print", "one-page")}
LOGOS = tuple(
    Logo(Emblem(width, height, (Area("#0B4F62", False, (Contour(False, (0, 0, width, 0, width, height)),)),)), "Clinic")
    for width, height in ((1000, 1000), (1000, 300), (1000, 5), (5, 1000))
)
"""Square, wide, very wide, very tall."""

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


def week_tables(draw: st.DrawFn, names: list[str], weeks: int, a_table: int) -> tuple[WeekTable, ...]:
    """So many weeks a table, as a plan is told."""
    longest = WeekCell("10 × 100", "hold 300 s, 287.25 kg", changed=True)
    stepped = (WeekCell("3 × 10", changed=True), WeekCell("5 × 30 s", "light band", changed=True))
    cell = st.sampled_from((WeekCell(""), *stepped, longest))
    numbers = range(1, weeks + 1)
    tables = [numbers[start : start + a_table] for start in range(0, weeks, a_table)]
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


class Set(NamedTuple):
    """A handout, and the template it is set in."""

    handout: Handout
    template: Template


LONG_WORDS = ("Physiotherapieterminvereinbarung", "Wiederholungen", "Trainingseinheiten", "Kniescheibe")


def wordy(draw: st.DrawFn, text: str) -> str:
    """The text as it is, or as long as another language may make it."""
    return " ".join([text, *draw(st.lists(st.sampled_from(LONG_WORDS), max_size=2))])


@st.composite
def handouts(draw: st.DrawFn, most_sentence: int) -> Set:
    """The sample with everything at the length that profile, library, compose and languages allow."""
    template = TEMPLATES[draw(st.sampled_from(sorted(TEMPLATES)))]
    sample = sample_handout(lambda *_: Drawing(100, 100, 50, 95, "symmetrical", None, "", ()))
    samples = every(sample, ExerciseCard)
    count, weeks = draw(st.integers(1, 8)), draw(st.integers(1, 26))
    cards = tuple(card(draw, draw(st.sampled_from(samples)), number, most_sentence) for number in range(1, count + 1))
    name, clinician, clinic, phone = (draw(texts(MOST_NAME)) for _ in range(4))
    clinic, phone = draw(st.sampled_from(((clinic, phone), ("", phone), (clinic, ""), ("", ""))))
    logo = draw(st.none() | st.sampled_from(LOGOS))
    booking = draw(st.none() | st.just(Link("https://example.org/" + "b" * 280, "Scan to book or change a visit")))
    note, cue = draw(texts(MOST_NOTE)), draw(st.just("") | texts(USUAL_SENTENCE))
    tables = week_tables(draw, [one.name for one in cards], weeks, template.weeks_per_table)

    def changed(block: Block) -> tuple[Block, ...]:
        match block:
            case ClinicHeader():
                return (ClinicHeader(clinic or clinician, phone, booking, logo),)
            case Facts():
                names = (("For", name), ("Date", "28 September 2026"), ("Physiotherapist", clinician))
                return (Facts((*names, *block.pairs[3:][: draw(st.integers(0, 1))])),)
            case InShort():
                first = KeyNumber(str(count), draw(st.sampled_from(("exercises", LONG_WORDS[1]))), "to do")
                numbers = (first, *block.numbers[1:])
                return (
                    block._replace(goal=phrase(f"**Your goal:** “{draw(texts(MOST_SHORT_NOTE))}”"), numbers=numbers),
                )
            case Thumbnails():
                items = tuple(
                    Thumbnail(one.number, one.name, "10 sets of 20 holds of 300 s", one.side_label, one.pictures, cue)
                    for one in cards
                )
                shown = items[: draw(st.integers(1, count))]
                return (
                    block._replace(heading=wordy(draw, block.heading), aside=wordy(draw, block.aside), items=shown),
                )
            case TrafficLight():
                bands = tuple(
                    band._replace(name=wordy(draw, band.name), action=wordy(draw, band.action)) for band in block.bands
                )
                return (
                    block._replace(heading=wordy(draw, block.heading), aside=wordy(draw, block.aside), bands=bands),
                )
            case GetHelp():
                rows = tuple(
                    (wordy(draw, what), tuple(wordy(draw, sign) for sign in signs)) for what, signs in block.rows
                )
                return (block._replace(heading=wordy(draw, block.heading), rows=rows),)
            case IfThenTable():
                rules = tuple(row._replace(verb=wordy(draw, row.verb)) for row in block.rows)
                return (block._replace(rows=rules),)
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
    handout = sample._replace(
        made_on=date(2026, 11, 23) + timedelta(days=weeks),
        footer=footer,
        sections=tuple(section(one) for one in sample.sections if one.id in template.sections),
    )
    return Set(handout, template)


papers = st.sampled_from(get_args(PaperName))

# -- what must hold --------------------------------------------------------------------------------------------------


def checked(made: Set, paper: PaperName) -> ReadPdf:
    """The handout's PDF, of which holds what holds for any."""
    pdf = ReadPdf(render_pdf(made.handout, made.template, open_content().themes["colour"], paper))
    assert outside(pdf) == []
    assert overlapping(pdf) == []
    assert lone_headings(pdf) == []
    assert letters(pdf.text) == letters("\n".join(printed(made.handout)))
    return pdf


slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@settings(slow, max_examples=40)
@given(handouts(USUAL_SENTENCE), papers)
def test_a_handout_keeps_to_its_pages_and_each_card_to_one(made: Set, paper: PaperName) -> None:
    pdf = checked(made, paper)
    if "cards" in made.template.sections and made.template.type.body < 14:
        assert torn_cards(pdf, made.handout) == []


@settings(slow, max_examples=20)
@given(handouts(MOST_SENTENCE), papers)
def test_a_handout_of_endless_sentences_keeps_to_its_pages(made: Set, paper: PaperName) -> None:
    checked(made, paper)


@pytest.mark.long
@settings(slow, max_examples=5000)
@given(handouts(USUAL_SENTENCE), handouts(MOST_SENTENCE), papers)
def test_thousands_of_handouts_keep_to_their_pages(usual: Set, endless: Set, paper: PaperName) -> None:
    checked(usual, paper)
    checked(endless, paper)
