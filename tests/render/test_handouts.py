"""The finished handout of every example: valid, accessible, true to what was composed, the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from handout_words import every, printed, squeezed, words
from made import TODAY, MadeHandout, made_from
from page_layout import lone_headings, outside, overlapping, torn_cards
from read_pdf import failures

from hepgen.handout.blocks import (
    DoseLine,
    ExerciseCard,
    GetHelp,
    Heading,
    PainBand,
    Phrase,
    Picture,
    Thumbnail,
    WeekCell,
)
from hepgen.handout.look import PaperName
from hepgen.packs.content import Content, open_content
from hepgen.render.pdf.metadata import read_plan_id

ROOT = Path(__file__).parents[2]
PROFILES = sorted([*(ROOT / "examples").glob("*.toml"), *(Path(__file__).parent / "profiles").glob("*.toml")])
PAPERS: tuple[PaperName, ...] = get_args(PaperName)
THEMES = ("colour", "mono")
LOOKS = list(product(PAPERS, THEMES))
MOST_BYTES = 300_000
MOST_PAGES: dict[PaperName, int] = {"a4": 8, "letter": 9}
"""Letter is 18 mm shorter."""
SIZES: dict[PaperName, tuple[int, int]] = {"a4": (595, 842), "letter": (612, 792)}
"""Points."""


@cache
def content() -> Content:
    return open_content()


@cache
def made(profile: Path, paper: PaperName, theme: str) -> MadeHandout:
    return made_from(profile, content(), paper, theme)


@pytest.fixture(
    params=[pytest.param((path, *look), id="-".join((path.stem, *look))) for path in PROFILES for look in LOOKS]
)
def each(request: pytest.FixtureRequest) -> MadeHandout:
    """Every profile on every paper in every theme."""
    return made(*request.param)


@pytest.fixture(params=[pytest.param(path, id=path.stem) for path in PROFILES])
def one(request: pytest.FixtureRequest) -> MadeHandout:
    """Every profile as it is made when nothing is asked for."""
    return made(request.param, "a4", "colour")


# -- the file --------------------------------------------------------------------------------------------------------


def test_it_is_accessible_and_made_to_last(each: MadeHandout) -> None:
    assert failures(each.pdf) == []


def test_it_is_light(each: MadeHandout) -> None:
    assert len(each.pdf) <= MOST_BYTES


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.stem)
def test_it_is_short_and_on_its_paper(profile: Path, paper: PaperName) -> None:
    one = made(profile, paper, "colour")
    assert len(one.read.pages) <= (MOST_PAGES[paper] if one.plan.outcome == "plan" else 1)
    assert {(round(width), round(height)) for width, height in one.read.sizes} == {SIZES[paper]}


def test_its_fonts_are_in_it(one: MadeHandout) -> None:
    fonts = {shown.font: shown.embedded for page in one.read.pages for shown in page if shown.kind == "text"}
    assert all(fonts.values())
    assert {name.partition("-")[0] for name in fonts} == {"OpenSans"}


def test_it_says_what_it_is_and_names_nobody(one: MadeHandout) -> None:
    assert one.read.title == one.handout.title
    assert one.read.language == one.handout.language == "en"
    assert read_plan_id(one.pdf) == one.plan.plan_id
    for word in (*one.plan.profile.patient.name.split(), one.plan.profile.patient.date_of_birth.isoformat()):
        assert word not in one.read.title + one.read.metadata


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    environments = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C.UTF-8"},
    )
    for number, environment in enumerate(environments):
        folder = tmp_path / str(number)
        folder.mkdir()
        names = [os.path.relpath(path, folder) if number else str(path) for path in PROFILES]
        command = [sys.executable, "-c", "from hepgen.cli.main import main; main()", "make", *names]
        subprocess.run(
            [*command, "--today", TODAY.isoformat()],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            check=False,
        )
    for path in PROFILES:
        first, second = ((tmp_path / name / f"{path.stem}.pdf").read_bytes() for name in ("0", "1"))
        assert first == second == made(path, "a4", "colour").pdf, path.name


def test_its_pages_are_in_order(each: MadeHandout) -> None:
    assert outside(each.read) == overlapping(each.read) == lone_headings(each.read) == []
    assert torn_cards(each.read, each.handout) == []


# -- the words -------------------------------------------------------------------------------------------------------


def test_every_word_is_on_the_page_as_often_as_it_was_composed(each: MadeHandout) -> None:
    assert words(each.read.text) == words("\n".join(printed(each.handout)))


def test_every_text_stands_on_the_page_whole(each: MadeHandout) -> None:
    page = squeezed(each.read.text)
    assert [text for text in printed(each.handout) if squeezed(text) not in page] == []


def test_what_matters_most_is_read_as_one(one: MadeHandout) -> None:
    """The number with its words, the range with its action, the sign with what to do: one element each."""
    said = [squeezed(element.text) for element in one.read.elements]
    assert [text for text in _together(one) if squeezed(text) not in said] == []


def _together(one: MadeHandout) -> Iterator[str]:
    for line in every(one.handout, DoseLine):
        yield f"{line.value} {line.words}"
    for band in every(one.handout, PainBand):
        yield f"{band.range} {band.name} {band.action}"
    for item in every(one.handout, Thumbnail):
        yield f"{item.name} {item.dose} {item.side}"
    for cell in every(one.handout, WeekCell):
        if cell.dose:
            yield f"{cell.dose} {cell.load}"
    for box in every(one.handout, GetHelp):
        for action, signs in box.rows:
            yield action
            yield " ".join(signs)
    for card in every(one.handout, ExerciseCard):
        yield _heading(card)
        for step in card.steps:
            yield _text(step)


def _text(phrase: Phrase) -> str:
    return "".join(span.text for span in phrase)


def _heading(card: ExerciseCard) -> str:
    return f"{card.number} {card.name} {card.medical_name} {card.starts}"


# -- the order -------------------------------------------------------------------------------------------------------


def test_bookmarks_are_the_sections_in_order(one: MadeHandout) -> None:
    assert [title for title, _ in one.read.bookmarks] == [section.bookmark for section in one.handout.sections]
    pages = [page for _, page in one.read.bookmarks]
    assert pages == sorted(set(pages))
    assert pages[0] == 0


def test_titles_and_headings_come_in_order(one: MadeHandout) -> None:
    titles = [section.title for section in one.handout.sections if section.title]
    assert one.read.said("H1") == titles
    told = [squeezed(heading) for heading in one.read.said("H2")]
    blocks = every(one.handout, Heading) + every(one.handout, ExerciseCard)
    expected = [block.text if isinstance(block, Heading) else squeezed(_heading(block)) for block in blocks]
    assert [heading for heading in expected if heading not in told] == []
    cards = [squeezed(_heading(card)) for card in every(one.handout, ExerciseCard)]
    assert [heading for heading in told if heading in cards] == cards


def test_sections_are_read_in_order(one: MadeHandout) -> None:
    page, place = squeezed(one.read.text), 0
    for section in one.handout.sections:
        first = squeezed(next(printed((section.title, section.blocks))))
        place = page.index(first, place)


def test_every_figure_tells_its_movement(one: MadeHandout) -> None:
    told = [element.alt for element in one.read.elements if element.role == "Figure"]
    assert all(told)
    shown = [picture.alt for picture in every(one.handout, Picture)]
    assert sorted(alt for alt in told if alt in shown) == sorted(shown)


def test_loose_pages_find_home(each: MadeHandout) -> None:
    footer, count = each.handout.footer, len(each.read.pages)
    for number in range(count):
        said = squeezed(" ".join(each.read.decoration(number)))
        for part in (footer.left, footer.right, footer.page.format(page=number + 1, pages=count)):
            assert squeezed(part) in said


# -- the yardstick itself --------------------------------------------------------------------------------------------


def test_a_lost_word_would_be_seen() -> None:
    one = made(PROFILES[-1], "a4", "colour")
    name = every(one.handout, ExerciseCard)[0].name
    assert words(one.read.text.replace(name, "", 1)) != words("\n".join(printed(one.handout)))
