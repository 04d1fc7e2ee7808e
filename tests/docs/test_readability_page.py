"""The handout is easy to read, section by section; what the docs say of it adds up and names places that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from handout_words import printed
from made import TODAY, composed_from
from plain_patients import plain_plan

from hepgen.app import DEFAULT_TEMPLATE, check
from hepgen.handout.blocks import Handout, Section
from hepgen.handout.readability import long_sentences, measure_of
from hepgen.packs.content import Content, open_content

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "readability.md").read_text(encoding="utf-8")
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
COLUMNS = ("fridge", "cards", "weeks", "running", "understanding", "diary")
"""The sections of a plain patient's handout, who has no long note."""
MEASURED = "| Handout |"
"""How the table of grades begins."""
MOST_GRADE = 6.0
SCORES = {"1": 1, "0": 0, "–": None}
PEMAT, CDC = "PEMAT-P", "CDC Clear Communication Index"
ITEMS = {PEMAT: [*range(1, 13), *range(15, 27)], CDC: [*range(1, 21)]}
TOTALS = {
    "Understandability (1–19)": (PEMAT, range(1, 20)),
    "Actionability (20–26)": (PEMAT, range(20, 27)),
    "PEMAT-P in all": (PEMAT, range(1, 27)),
    "Clear Communication Index": (CDC, range(1, 21)),
}


@cache
def content() -> Content:
    return open_content()


# -- how easy it is --------------------------------------------------------------------------------------------------


@cache
def plain_handout(condition: str, runs: bool) -> Handout:
    return composed_from(plain_plan(condition, content().library, runs=runs), content())


@pytest.mark.parametrize("runs", [False, True], ids=["walks", "runs"])
@pytest.mark.parametrize("condition", content().library.conditions)
def test_every_section_of_every_condition_is_easy(condition: str, runs: bool) -> None:
    handout = plain_handout(condition, runs)
    assert set(COLUMNS) - {section.id for section in handout.sections} == ({"running"} if not runs else set())
    assert list(hard(handout)) == []


@pytest.mark.parametrize("profile", EXAMPLES, ids=lambda path: path.stem)
def test_every_section_of_every_example_is_easy(profile: Path) -> None:
    assert list(hard(composed_from(check(profile, content(), TODAY), content()))) == []


def hard(handout: Handout) -> Iterator[str]:
    """Sections above the grade, and their sentences that are too long."""
    for section in handout.sections:
        if grade(section) > MOST_GRADE:
            yield f"{section.id}: grade {grade(section):.1f}"
        yield from long_sentences(sentences_of(section))


def grade(section: Section) -> float:
    return grade_of(sentences_of(section))


def grade_of(text: str) -> float:
    measure = measure_of("en")
    assert measure is not None
    value = measure.of(text)
    assert value is not None
    return value


def sentences_of(section: Section) -> str:
    """What the section says in whole sentences; numbers, headings and labels would make it look easier."""
    texts = printed((section.title, section.subtitle, section.blocks))
    return "\n".join(text for text in texts if text.rstrip("”").endswith((".", "!", "?")))


@pytest.mark.parametrize("condition", content().library.conditions)
def test_colons_hide_no_long_sentence(condition: str) -> None:
    """If they did not end a sentence, the grade would hardly rise."""
    for section in plain_handout(condition, True).sections:
        without = re.sub(r"[:;](?=\s)", ",", sentences_of(section))
        assert grade(section) <= grade_of(without) < grade(section) + 1


def test_the_grades_in_the_docs_are_those_measured() -> None:
    lines = DOC.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(MEASURED)) + 2
    rows = list(measured())
    assert lines[start : start + len(rows)] == rows, "put these rows there:\n" + "\n".join(rows)
    assert not lines[start + len(rows)].startswith("|")


def measured() -> Iterator[str]:
    """The rows of the table of grades."""
    for id_, condition in content().library.conditions.items():
        for runs in (False, True):
            sections = {section.id: section for section in plain_handout(id_, runs).sections}
            grades = [str(round(grade(sections[column]))) if column in sections else "–" for column in COLUMNS]
            who = f"{condition.name}, {'runs' if runs else 'does not run'}"
            yield f"| {who} | {' | '.join(grades)} |"


# -- what the docs score ---------------------------------------------------------------------------------------------


@cache
def scored(heading: str) -> dict[int, tuple[int | None, str]]:
    """Item → score and places, from the table below a heading."""
    part = DOC.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| .+? \| (.+?) \| (.+?) \| .+? \|$", part, re.MULTILINE)
    return {int(item): (SCORES[score], places) for item, score, places in rows}


@pytest.mark.parametrize("heading", ITEMS)
def test_every_item_is_scored_once_and_in_order(heading: str) -> None:
    assert list(scored(heading)) == ITEMS[heading]


@pytest.mark.parametrize("total", TOTALS)
def test_the_scores_add_up(total: str) -> None:
    heading, items = TOTALS[total]
    scores = [score for item, (score, _) in scored(heading).items() if item in items and score is not None]
    percent = round(100 * sum(scores) / len(scores))
    assert f"- **{total}: {sum(scores)} of {len(scores)}, {percent} %**" in DOC.splitlines()


def test_every_place_is_a_section_of_the_handout() -> None:
    sections = content().templates[DEFAULT_TEMPLATE].sections
    for heading in ITEMS:
        for item, (_, places) in scored(heading).items():
            named = re.findall(r"`(.+?)`", places)
            assert named, f"{heading} {item}"
            assert set(named) <= set(sections), f"{heading} {item}"


def test_a_score_that_falls_short_of_the_aim_says_so() -> None:
    assert ("below 90 %" in DOC) == any(
        int(percent) < 90 for percent in re.findall(r"^- \*\*Clear.*, (\d+) %", DOC, re.M)
    )
