"""Jumps and the hardest work for the knee never meet in one session."""

from __future__ import annotations

from typing import Any

import pytest

from hepgen.clinical.apart import clash, jumps, shared_days
from hepgen.clinical.plan import make_plan
from hepgen.clinical.screen import screen
from hepgen.clinical.verify import verify_plan
from hepgen.model.base import LoadLevel
from hepgen.model.plan import Plan
from hepgen.model.screening import Cleared
from tests.library_fixture import PACKS, TODAY, VERSION, exercise, library, loads, profile

LIBRARY = library()
BOTH = {"problem__stage": "strong", "plan__include": ("bend-deep", "leap"), "plan__max_exercises": 2}


def planned(**changes: Any) -> tuple[Plan, Cleared]:
    screened = screen(profile(**(BOTH | changes)), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    return make_plan(screened, LIBRARY, TODAY, packs=PACKS, version=VERSION), screened


def days(plan: Plan) -> dict[str, int]:
    return {one.id: one.dosage.per_week for one in plan.exercises}


def test_a_jump_clashes_with_high_load_and_with_nothing_else() -> None:
    leap, deep, easy = (LIBRARY.exercises[id_] for id_ in ("leap", "bend-deep", "bend-a-little"))
    assert clash(leap, deep)
    assert clash(deep, leap)
    assert not clash(leap, easy)
    assert not clash(deep, easy)
    assert not clash(leap, leap)


@pytest.mark.parametrize(
    ("home", "expected"), [(7, (3, 2)), (4, (3, 1)), (3, (2, 1)), (2, (1, 1))], ids=lambda value: str(value)
)
def test_they_share_the_days_that_there_are(home: int, expected: tuple[int, int]) -> None:
    assert shared_days(3, 2, home) == expected
    plan, _ = planned(context__days_per_week=home)
    assert days(plan) == {"bend-deep": expected[0], "leap": expected[1]}
    assert all(sum(one.per_week for one in week.exercises) <= home for week in plan.schedule)


def test_each_says_what_it_is_kept_apart_from_and_why() -> None:
    plan, _ = planned()
    assert [(one.id, one.apart_from) for one in plan.exercises] == [("bend-deep", ("leap",)), ("leap", ("bend-deep",))]
    (decision,) = (one for one in plan.decisions if one.rule == "apart")
    assert "Leap (1 a week), Bend deep (2 a week)" in decision.because


def test_with_one_day_a_week_there_is_no_jump() -> None:
    plan, _ = planned(context__days_per_week=1)
    assert "leap" not in days(plan)
    (decision,) = (one for one in plan.decisions if one.exercise == "leap")
    assert (decision.verdict, decision.rule) == ("rejected", "apart-no-day")


def test_a_jump_alone_keeps_its_days() -> None:
    plan, _ = planned(plan__include=("leap",), plan__max_exercises=1)
    assert days(plan) == {"leap": 2}
    assert plan.exercises[0].apart_from == ()


def test_an_edited_plan_leaves_them_days_enough() -> None:
    plan, screened = planned(context__days_per_week=7)
    assert verify_plan(plan, screened, LIBRARY) == ()
    week = plan.schedule[0]
    crowded = week.model_copy(
        update={"exercises": tuple(one.model_copy(update={"per_week": 4}) for one in week.exercises)}
    )
    found = verify_plan(plan.model_copy(update={"schedule": (crowded, *plan.schedule[1:])}), screened, LIBRARY)
    assert "schedule[0].exercises" in [violation.field for violation in found]


@pytest.mark.parametrize("kind", ["strength", "isometric", "control", "balance", "mobility", "running", "cardio"])
def test_only_jumping_is_jumping(kind: str) -> None:
    """A stretch beside a deep squat needs no day of its own."""
    assert not jumps(exercise("made-up", {}, kind=kind))
    assert jumps(exercise("made-up", {}, kind="plyometric"))


@pytest.mark.parametrize(("joint", "tendon"), [("high", "low"), ("low", "high"), ("high", "high")])
def test_high_load_of_the_kneecap_or_of_its_tendon_needs_a_day_without_jumps(
    joint: LoadLevel, tendon: LoadLevel
) -> None:
    leap = LIBRARY.exercises["leap"]
    assert clash(leap, exercise("made-up", {}, loads=loads(joint, tendon)))
    assert not clash(leap, exercise("made-up", {}, loads=loads("medium", "medium")))
    assert not clash(leap, exercise("made-up", {}, loads=loads(joint, tendon), kind="plyometric")), "both jump"
