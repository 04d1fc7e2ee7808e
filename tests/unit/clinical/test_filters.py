"""Why an exercise is kept out: the reason must be the true one, since a clinician acts on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hepgen.clinical.case import Case, open_case
from hepgen.clinical.filters import Eligible, gentler_ladder, judge, objections
from hepgen.clinical.screen import screen
from hepgen.clinical.wording import Reason
from hepgen.model.base import LoadLevel
from hepgen.model.library import Exercise, IrritabilitySwitch, Library
from hepgen.model.screening import Cleared
from tests.library_fixture import SORE, TODAY, exercise, library, loads, profile, with_exercise

LIBRARY = library()


def patient(own: Library = LIBRARY, /, **changes: Any) -> Case:
    screened = screen(profile(**changes), own, TODAY)
    assert isinstance(screened, Cleared)
    return open_case(screened, own, TODAY)


def judged(one: Exercise, **changes: Any) -> tuple[str, str]:
    """Rule and words of the reason against an exercise; nothing when it may be given."""
    found = judge(one, patient(with_exercise(LIBRARY, one), **changes))
    return ("", "") if isinstance(found, Eligible) else (found.rule, found.because)


# -- tissue load ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["low", "medium", "high"])
@pytest.mark.parametrize(("stage", "most"), [("quiet", "low"), ("grow", "medium"), ("strong", "high")])
def test_a_stage_allows_its_load_of_the_kneecap_and_no_more(stage: str, most: LoadLevel, level: LoadLevel) -> None:
    order = ("low", "medium", "high")
    rule, because = judged(exercise("made-up", {stage: "easy"}, loads=loads(level)), problem__stage=stage)
    assert (rule == "tissue-load") is (order.index(level) > order.index(most))
    if rule:
        assert because == f"Loads the patellofemoral joint {level}; at most {most} at this stage (Stage {stage})."


def test_a_stage_limits_the_load_of_the_tendon_by_itself() -> None:
    """A tendon may be sore where the kneecap is not, and the other way round."""
    condition = LIBRARY.conditions[SORE]
    stages = tuple(stage.model_copy(update={"max_patellar_tendon_load": "low"}) for stage in condition.stages)
    own = replace(LIBRARY, conditions={SORE: condition.model_copy(update={"stages": stages})})
    one = exercise("made-up", {"grow": "easy"}, loads=loads("low", "medium"))
    found = judge(one, patient(with_exercise(own, one)))
    assert isinstance(found, Reason)
    assert (found.rule, found.because) == (
        "tissue-load",
        "Loads the patellar tendon medium; at most low at this stage (Stage grow).",
    )


def test_an_irritable_joint_allows_less_than_its_stage() -> None:
    one = exercise("made-up", {"grow": "easy"}, loads=loads("medium"))
    assert judged(one, problem__worst_pain=5.0) == ("", "")
    rule, because = judged(one, problem__worst_pain=6.0, problem__stage="grow")
    assert rule == "irritability"
    assert because == "Loads the patellofemoral joint medium; at most low for now. The joint is irritable."


# -- gentler ladders -----------------------------------------------------------------------------------------


def _switch(role: str, *ladders: str) -> IrritabilitySwitch:
    return IrritabilitySwitch(
        worst_pain_min=6,
        role=role,
        ladders=ladders,
        max_patellofemoral_load="high",
        because=f"The {role} is irritable.",
        sources=(role,),
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_each_place_that_is_filled_more_gently_gives_its_own_reason(order: tuple[int, ...]) -> None:
    switches = (_switch("hip", "bridge"), _switch("knee", "extend"), _switch("support", "extend"))
    condition = LIBRARY.conditions[SORE]
    sore = condition.model_copy(update={"irritability": tuple(switches[place] for place in order)})
    case = patient(replace(LIBRARY, conditions={SORE: sore}), problem__worst_pain=6.0, problem__stage="grow")
    found = {id_: gentler_ladder(one, case) for id_, one in LIBRARY.exercises.items()}
    assert {id_: reason.source for id_, reason in found.items() if reason is not None} == {
        "lie-and-lift": "hip",
        "lift-weight": "hip",
        "push-the-wall": "hip",
        "bend-a-little": "knee",
        "bend-more": "knee",
        "bend-deep": "knee",
        "rise-on-toes": "support",
        "rise-on-one": "support",
    }


# -- what somebody who insists overrides ---------------------------------------------------------------------


def test_objections_come_gravest_first_and_only_those_that_hold() -> None:
    one = exercise("made-up", {"strong": "easy"}, loads=loads("high"))
    own = with_exercise(LIBRARY, one)
    calm, sore = patient(own), patient(own, problem__worst_pain=6.0, problem__stage="grow")
    assert [reason.rule for reason in objections(one, calm)] == ["stage", "tissue-load"]
    assert [reason.rule for reason in objections(one, sore)] == ["irritability", "stage", "tissue-load"]
    assert objections(LIBRARY.exercises["bend-a-little"], calm) == ()


# -- what a filter says --------------------------------------------------------------------------------------


def test_everything_that_is_missing_at_home_is_named() -> None:
    one = exercise("made-up", {"grow": "easy"}, equipment=("resistance-band", "chair", "dumbbell"))
    assert judged(one, context__equipment=("chair",))[1] == (
        "Needs what the patient does not have: resistance band, dumbbell."
    )
    needs = exercise("made-up", {"grow": "easy"}, load_kinds=("kg",))
    assert judged(needs)[1] == "Needs a weight, and the patient has none of these: backpack, barbell, dumbbell."


def test_a_forbidden_tag_is_told_with_what_was_found() -> None:
    rule, because = judged(exercise("made-up", {"grow": "easy"}, tags=("impact",)), screening__conditions=("brittle",))
    assert rule == "screening:brittle"
    assert because == 'Tagged "impact", which is not given with brittle. Because of brittle.'


@pytest.mark.parametrize(("bearing", "kept_out"), [("full", False), ("partial", True), ("none", True)])
def test_standing_needs_full_weight_on_the_leg(bearing: str, kept_out: bool) -> None:
    rule, _ = judged(exercise("made-up", {"grow": "easy"}), screening__weight_bearing=bearing)
    assert (rule == "weight-bearing") is kept_out


@pytest.mark.parametrize(
    ("runner", "rule"),
    [
        (None, "runs-not"),
        ({"pain_running": 1.0, "longest_run_km_30d": 4.0}, ""),  # runs on
        ({"pain_running": 3.0, "can_walk_30_min": True}, ""),  # walks and runs
        ({"pain_running": 3.0, "can_walk_30_min": False}, "running"),
    ],
)
def test_what_is_done_within_a_run_needs_a_runner(runner: dict[str, Any] | None, rule: str) -> None:
    table: dict[str, Any] = {} if runner is None else {"running": runner}
    assert judged(exercise("stride", {"grow": "easy"}, kind="running", position="gait"), **table)[0] == rule


@pytest.mark.parametrize(("days", "rule"), [(1, "apart-no-day"), (2, "")])
def test_jumps_need_a_second_day(days: int, rule: str) -> None:
    jump = exercise("skip-on", {"grow": "jump"}, kind="plyometric")
    assert judged(jump, context__days_per_week=days)[0] == rule
    assert judged(exercise("step-on", {"grow": "easy"}), context__days_per_week=days)[0] == ""
