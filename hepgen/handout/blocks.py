"""The handout as a tree of blocks whose text is final and whose order is the reading order.

Every renderer (PDF, text, later HTML and e-mail) draws the same tree; a PDF's tags and bookmarks follow it. A block
says what a thing *is* (a dose, a pain band, a week table), never how it looks.

The blocks are named tuples: thirty of them cost a cold start a quarter of what dataclasses do.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from hepgen.figures.drawing import Drawing
from hepgen.figures.emblem import Emblem
from hepgen.figures.raster import Raster

Level = Literal["go", "care", "stop"]
"""The three signs: circle with tick, triangle with mark, octagon with bar."""


class Span(NamedTuple):
    """A piece of text; `strong` is semi-bold. Text is text: no renderer may read markup in it."""

    text: str
    strong: bool = False


Phrase = tuple[Span, ...]
"""One paragraph or line of text."""


class Link(NamedTuple):
    """An address to open, drawn as a QR code beside its label where there is paper."""

    url: str
    label: str


class Picture(NamedTuple):
    """One frame of an exercise.

    Attributes:
        drawing: The vectors, already mirrored to the worked side.
        alt: The movement in one sentence.
        caption: "Start", "Finish"; may be empty.
        side_label: Word at the leader line ("Right"); empty when both legs do the same.
    """

    drawing: Drawing
    alt: str
    caption: str = ""
    side_label: str = ""


# -- general blocks -------------------------------------------------------------------------------------------------


class Heading(NamedTuple):
    """A heading below the page title; `level` 2 opens a part of the page, 3 a part of that, `aside` stands right."""

    text: str
    level: int = 2
    aside: str = ""


class Paragraph(NamedTuple):
    """Running text."""

    phrase: Phrase


class BulletList(NamedTuple):
    """Points in no order."""

    items: tuple[Phrase, ...]


class NumberedList(NamedTuple):
    """Steps in order."""

    items: tuple[Phrase, ...]


class Table(NamedTuple):
    """A plain table. The first cell of each row is its header; `header` are the column headers.

    Attributes:
        shares: How the columns share the width; empty where the renderer is to choose.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    shares: tuple[int, ...] = ()


class Callout(NamedTuple):
    """A tinted box: a heading with its meaning at the left, actions at the right (the flare plan, a note)."""

    heading: str
    meaning: Phrase
    actions: tuple[Phrase, ...] = ()


# -- the fridge page ------------------------------------------------------------------------------------------------


class Logo(NamedTuple):
    """A clinic's sign; `alt` is what it is called for those who do not see it."""

    image: Raster | Emblem
    alt: str


class ClinicHeader(NamedTuple):
    """Whose page it is: clinic name, phone, booking link, logo. Any may be empty or None."""

    name: str
    phone: str
    booking: Link | None
    logo: Logo | None = None


class Facts(NamedTuple):
    """Label–value pairs under the title: for whom, date, physiotherapist, next visit."""

    pairs: tuple[tuple[str, str], ...]


class KeyNumber(NamedTuple):
    """A large number with its words: 4 | exercises | to do."""

    value: str
    unit: str
    detail: str


class InShort(NamedTuple):
    """The summary: the goal in the patient's words, and at most four numbers; without numbers, the one thing to do."""

    heading: str
    goal: Phrase
    numbers: tuple[KeyNumber, ...]


class Thumbnail(NamedTuple):
    """One exercise at a glance; `cue` is the one thing to think of, where no card tells it."""

    number: int
    name: str
    dose: str
    side: str
    pictures: tuple[Picture, ...]
    cue: str = ""


class Thumbnails(NamedTuple):
    """All exercises at a glance; `aside` says where they are shown in full."""

    heading: str
    aside: str
    items: tuple[Thumbnail, ...]
    lines: tuple[Phrase, ...] = ()


class PainBand(NamedTuple):
    """One light: "0 to 2", "Green: carry on", "This much is fine."."""

    level: Level
    range: str
    name: str
    action: str


class TrafficLight(NamedTuple):
    """The pain rule, with its lines below (next morning, running)."""

    heading: str
    aside: str
    bands: tuple[PainBand, ...]
    lines: tuple[Phrase, ...]


class GetHelp(NamedTuple):
    """The stop box: rows sorted by what to do ("Call 999" → signs)."""

    heading: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


# -- exercise cards -------------------------------------------------------------------------------------------------


class DoseLine(NamedTuple):
    """One number of the dose with the words that give it meaning: "60 s" | "rest after each set"."""

    value: str
    words: str


class DoseStrip(NamedTuple):
    """The dose: one or two large numbers (sets, times), smaller ones below, effort as a sentence."""

    large: tuple[DoseLine, ...]
    small: tuple[DoseLine, ...]
    effort: str


class LabelledText(NamedTuple):
    """A label and its sentence: "Watch for" | "Your knee falling in."."""

    label: str
    text: str


class ExerciseCard(NamedTuple):
    """One exercise in full; never split over pages.

    Attributes:
        notes: Lines below the steps (breathing; one leg first, then the other).
        starts: Stands with the name when it is not done from the first week ("From week 5, instead of Step-up").
    """

    number: int
    name: str
    medical_name: str
    side_label: str
    why: Phrase
    pictures: tuple[Picture, ...]
    dose: DoseStrip
    steps: tuple[Phrase, ...]
    think_of: LabelledText
    watch_for: LabelledText
    easier: LabelledText
    harder: LabelledText
    film: Link | None = None
    notes: tuple[Phrase, ...] = ()
    starts: str = ""


# -- your weeks -----------------------------------------------------------------------------------------------------


class WeekColumn(NamedTuple):
    """One week: its number, its first day in words, whether it is an easy one (`note` names it)."""

    number: str
    date: str
    easy: bool = False
    note: str = ""


class WeekCell(NamedTuple):
    """ "3 × 8" over the load ("2 kg", "light band"); `changed` when it steps up this week. Empty: not this week."""

    dose: str
    load: str = ""
    changed: bool = False


class WeekRow(NamedTuple):
    """One exercise over the weeks of one table."""

    number: int
    name: str
    cells: tuple[WeekCell, ...]


class WeekTable(NamedTuple):
    """The load plan week by week, with the same told as bars. Long plans come as several tables.

    Attributes:
        total_label: What the bars count ("All four together", "times in one day"); totals are one number a week.
    """

    heading: str
    week_label: str
    date_label: str
    weeks: tuple[WeekColumn, ...]
    rows: tuple[WeekRow, ...]
    total_label: tuple[str, str]
    totals: tuple[int, ...]


class IfThen(NamedTuple):
    """One rule of moving on: sign, verb, condition, action."""

    level: Level
    verb: str
    condition: Phrase
    action: Phrase


class IfThenTable(NamedTuple):
    """When to step up, stay, step down."""

    heading: str
    condition_label: str
    action_label: str
    rows: tuple[IfThen, ...]
    lines: tuple[Phrase, ...] = ()


# -- the diary ------------------------------------------------------------------------------------------------------


class DiaryRow(NamedTuple):
    """One line of the diary: an exercise to tick, or a number 0–10 to write ("pain while exercising")."""

    label: str
    kind: Literal["tick", "number"]


class Diary(NamedTuple):
    """Boxes to tick, a week of days across. `weeks` are headed by their name; each has the same days and rows."""

    weeks: tuple[str, ...]
    days: tuple[str, ...]
    rows: tuple[DiaryRow, ...]
    questions_label: str
    question_lines: int


Block = (
    Heading | Paragraph | BulletList | NumberedList | Table | Callout
    | ClinicHeader | Facts | InShort | Thumbnails | TrafficLight | GetHelp
    | ExerciseCard | WeekTable | IfThenTable | Diary
)  # fmt: skip


class Section(NamedTuple):
    """A part of the handout that starts a page: the fridge page, the cards, the weeks …

    Attributes:
        id: Which part ("fridge", "cards", "weeks", "running", "understanding", "note", "diary",
            "referral").
        title: The page title (heading level 1); empty where each block has a heading of its own (the cards). On the
            fridge page the clinic's header comes before it.
        subtitle: One line below it; may be empty.
        bookmark: The short name in the list of bookmarks.
    """

    id: str
    title: str
    subtitle: str
    bookmark: str
    blocks: tuple[Block, ...]


class Footer(NamedTuple):
    """Printed on each page so that loose pages find home: initials · side · plan id; page n of m; clinic and phone.

    Attributes:
        page: The words for the page number with `{page}` and `{pages}`.
    """

    left: str
    page: str
    right: str


class Handout(NamedTuple):
    """The whole document. `title` is the document's title and names no patient.

    Attributes:
        language: BCP 47 code of all its text.
        plan_id, made_on: Identity and date, kept in the file's metadata.
    """

    language: str
    title: str
    plan_id: str
    made_on: date
    footer: Footer
    sections: tuple[Section, ...]
