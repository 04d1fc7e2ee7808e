"""Every plan answers all items of the Consensus on Exercise Reporting Template, and what the answers name is there.

Slade SC, Dionne CE, Underwood M, Buchbinder R. Consensus on Exercise Reporting Template (CERT): explanation and
elaboration statement. Br J Sports Med 2016;50:1428–1437. Items 7, 14 and 16 have two parts each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest
from handout_words import every
from made import TODAY, composed_from
from plain_patients import plain_plan

from hepgen.app import CLINICIAN_TEMPLATE, check
from hepgen.handout.blocks import (
    Block,
    Callout,
    Diary,
    ExerciseCard,
    GetHelp,
    Handout,
    IfThenTable,
    InShort,
    Phrase,
    Table,
    WeekTable,
)
from hepgen.model.plan import Plan
from hepgen.packs.content import Content, open_content

EXAMPLES = Path(__file__).parents[2] / "examples"
WITHOUT_EXERCISES = EXAMPLES / "hot-swollen-knee.toml"
WITH_EXERCISES = sorted({*EXAMPLES.glob("*.toml")} - {WITHOUT_EXERCISES})
REPORT = "reporting"


@cache
def content() -> Content:
    return open_content()


@dataclass(frozen=True)
class Told:
    """What a plan's two documents tell: the patient's handout and the clinician's page."""

    plan: Plan

    @cached_property
    def handout(self) -> Handout:
        return composed_from(self.plan, content())

    @cached_property
    def record(self) -> Handout:
        return composed_from(self.plan, content(), CLINICIAN_TEMPLATE)

    @cached_property
    def answers(self) -> dict[str, str]:
        """Item ("7a") → answer, in order."""
        report = next(section for section in self.record.sections if section.id == REPORT)
        table = next(block for block in report.blocks if isinstance(block, Table))
        return {said(item).split()[0]: said(answer) for item, answer in table.rows}

    @property
    def cards(self) -> list[ExerciseCard]:
        return every(self.handout, ExerciseCard)

    def section(self, id_: str) -> tuple[Block, ...]:
        """The blocks of a section of the handout; none where it has no such section."""
        return next((section.blocks for section in self.handout.sections if section.id == id_), ())

    def table(self, caption: str) -> Table:
        """A table of the clinician's page, by the name of its caption among the words."""
        words = content().strings(self.plan.language)["record"][caption]
        return next(table for table in every(self.record, Table) if table.caption == words)


def said(phrase: Phrase) -> str:
    return "".join(span.text for span in phrase)


def planned(path: Path) -> Plan:
    return check(path, content(), TODAY)


def names_needed(told: Told) -> list[str]:
    library = content().library
    items = {item for planned in told.plan.exercises for item in library.exercises[planned.id].equipment}
    return [library.vocabulary["equipment"][item].name for item in items]


def moves_up(told: Told) -> bool:
    """Every step of the schedule is told, in the week it comes."""
    steps = [item for week in told.plan.schedule for item in week.exercises if item.changed is not None]
    return len(told.table("steps").rows) == len(steps) > 0 and bool(every(told.handout, WeekTable))


def can_be_repeated(card: ExerciseCard) -> bool:
    return (
        len(card.steps) > 1 and len(card.pictures) > 1 and all((card.dose.large, card.dose.small, card.watch_for.text))
    )


def goes_on_without_exercise(told: Told) -> bool:
    return bool(told.section("understanding")) and bool(told.section("running")) == (
        told.plan.running_advice is not None
    )


def watches_for_harm(told: Told) -> bool:
    flare = [callout for callout in every(told.section("weeks"), Callout) if callout.actions]
    numbers = [row for diary in every(told.handout, Diary) for row in diary.rows if row.kind == "number"]
    return bool(flare and numbers and every(told.section("fridge"), GetHelp))


def tells_every_dose(told: Told) -> bool:
    rows = told.table("programme").rows
    return len(rows) == len(told.plan.exercises) and all(all(map(said, row)) for row in rows)


ITEMS = (
    "1", "2", "3", "4", "5", "6", "7a", "7b", "8", "9", "10", "11", "12", "13", "14a", "14b", "15", "16a", "16b",
)  # fmt: skip
SEEN: Mapping[str, Callable[[Told], bool]] = {
    "1": lambda told: all(name in told.answers["1"] for name in names_needed(told)),
    "2": lambda told: told.plan.profile.clinician.name in told.answers["2"],
    "4": lambda told: told.plan.review_on is not None and str(told.plan.review_on.year) in told.answers["4"],
    "5": lambda told: all(len(diary.days) == 7 for diary in every(told.section("diary"), Diary)),
    "6": lambda told: any(said(block.goal) for block in every(told.section("fridge"), InShort)),
    "7a": lambda told: all(len(rules.rows) == 3 for rules in every(told.section("weeks"), IfThenTable)),
    "7b": moves_up,
    "8": lambda told: len(told.cards) == len(told.plan.exercises) and all(map(can_be_repeated, told.cards)),
    "10": goes_on_without_exercise,
    "11": watches_for_harm,
    "13": tells_every_dose,
    "14b": lambda told: any(decision.verdict == "rejected" for decision in told.plan.decisions),
    "15": lambda told: bool(told.plan.stage_because) and told.plan.stage_because in told.answers["15"],
    "16a": lambda told: bool(told.section("diary")) and told.plan.review_on is not None,
}
"""How one sees that an answer is so: in it, or at the place that it names. The other answers state how hepgen works."""


@pytest.fixture(
    scope="module", params=[*WITH_EXERCISES, *content().library.conditions], ids=lambda one: getattr(one, "stem", one)
)
def told(request: pytest.FixtureRequest) -> Told:
    """Every example, and a plain patient of every condition."""
    one = request.param
    return Told(planned(one) if isinstance(one, Path) else plain_plan(one, content().library, runs=False))


def test_every_item_has_an_answer(told: Told) -> None:
    assert tuple(told.answers) == ITEMS
    nothing = content().strings("en")["record"]["nothing"]
    for item, answer in told.answers.items():
        assert answer.rpartition(": ")[2].strip(), item
        assert not set("{}") & set(answer), item
        assert item == "1" or not answer.endswith(nothing), f"{item}: {answer}"


@pytest.mark.parametrize("item", SEEN)
def test_what_the_answer_says_is_so(told: Told, item: str) -> None:
    assert SEEN[item](told), f"{item}: {told.answers[item]}"


def test_without_exercises_there_is_no_report() -> None:
    record = composed_from(planned(WITHOUT_EXERCISES), content(), CLINICIAN_TEMPLATE)
    assert [section.id for section in record.sections] == ["record"]
