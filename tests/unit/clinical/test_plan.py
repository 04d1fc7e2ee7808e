from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hepgen.clinical.plan import identified, make_plan, make_referral
from hepgen.clinical.screen import screen
from hepgen.clinical.wording import KEYS, fill
from hepgen.model.plan import Plan
from hepgen.model.screening import Cleared, Referral
from tests.library_fixture import PACKS, TODAY, VERSION, library, profile

LIBRARY = library()
WORDING = Path(__file__).parents[3] / "exercise_library" / "wording.toml"


def plan(**changes: Any) -> Plan:
    screened = screen(profile(**changes), LIBRARY, TODAY)
    if isinstance(screened, Referral):
        return make_referral(screened, LIBRARY, TODAY, packs=PACKS, version=VERSION)
    return make_plan(screened, LIBRARY, TODAY, packs=PACKS, version=VERSION)


def because(**changes: Any) -> dict[str, tuple[str, ...]]:
    return {one.id: one.because for one in plan(plan__weeks=1, **changes).exercises}


def test_a_finding_says_why_and_names_the_side() -> None:
    assert because(problem__findings=("weak-hip",))["raise-the-bridge"] == ("Your right hip is weak.",)


def test_the_goal_is_said_once_and_the_role_says_the_rest() -> None:
    sentences = because(goals__activity="running")
    assert sentences["bend-a-little"] == ("You want to run.",)
    assert sentences["lie-and-lift"] == (LIBRARY.wording["because-role-hip"],)


def test_a_role_without_words_of_its_own_has_the_general_ones() -> None:
    wording = {key: text for key, text in LIBRARY.wording.items() if key != "because-role-hip"}
    screened = screen(profile(), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    made = make_plan(screened, replace(LIBRARY, wording=wording), TODAY, packs=PACKS, version=VERSION)
    assert made.exercises[1].because == (wording["because-role"],)


def test_what_was_asked_for_says_so() -> None:
    assert because(plan__include=("hop",))["hop"] == (LIBRARY.wording["because-include"],)


def test_the_rules_of_ladder_and_stage_name_the_pain_cap() -> None:
    exercises = {one.id: one for one in plan(problem__findings=("stiff-ankle",)).exercises}
    assert exercises["bend-a-little"].progress_when == "Step up when pain stays at 4 or less."
    assert exercises["ease-the-calf"].progress_when == "Go on when pain is 4 or less."


def test_the_pain_rule_is_the_condition_s() -> None:
    rule = plan().pain_rule
    assert rule is not None
    assert (rule.exercise_max, rule.running_max, rule.next_morning) == (4, 2, "No worse next morning.")


def test_the_review_is_the_day_asked_for_or_the_end_within_the_interval() -> None:
    assert plan(plan__review_on=date(2026, 12, 21)).review_on == date(2026, 12, 21)
    assert plan(plan__weeks=1).review_on == date(2026, 12, 14)
    assert plan(plan__weeks=12).review_on == date(2027, 1, 4)


def test_precautions_are_recorded() -> None:
    (action,) = plan(screening__medication=("thinner",)).screening.actions
    assert (action.rule, action.action, action.patient) == ("thinner", "inform", "Tell us about bruises.")


def test_a_referral_says_what_how_soon_and_where_and_has_no_exercises() -> None:
    referral = plan(screening__red_flags=("fire",))
    (action,) = referral.screening.actions
    assert (referral.outcome, referral.exercises, referral.schedule) == ("referral", (), ())
    assert (action.found, action.urgency, action.where) == ("fire", "emergency", "the hospital")


def test_no_exercise_left_is_a_hold_with_every_reason() -> None:
    hold = plan(plan__exclude=tuple(LIBRARY.exercises))
    assert (hold.outcome, hold.exercises) == ("hold", ())
    assert hold.screening.actions[0].rule == "no-exercise"
    assert {one.verdict for one in hold.decisions if one.exercise} == {"rejected"}


def test_the_plan_id_can_be_read_out_and_follows_the_content() -> None:
    first = plan()
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", first.plan_id)
    assert identified(first) == first
    assert plan(problem__side="left").plan_id != first.plan_id


def test_a_plan_survives_its_json() -> None:
    made = plan(goals__activity="running")
    assert Plan.model_validate_json(made.model_dump_json(by_alias=True)) == made


def test_every_sentence_is_there_and_uses_only_its_placeholders() -> None:
    sentences = tomllib.loads(WORDING.read_text(encoding="utf-8"))
    for key, placeholders in KEYS.items():
        assert set(re.findall(r"\{(\w+)\}", sentences[key])) <= placeholders, key
    assert all(key in KEYS or key.startswith("because-role-") for key in sentences)


def test_a_sentence_reaches_no_attributes() -> None:
    assert fill("{x} {x.__class__} {y}", x="a {y}") == "a {y} {x.__class__} {y}"


# -- what was measured, and was not used ----------------------------------------------------------------------


def unused(*baseline: dict[str, Any], **changes: Any) -> list[str]:
    made = plan(baseline=baseline, **changes)
    assert not any(one.exercise for one in made.decisions if one.rule.startswith("baseline:"))
    return [one.because for one in made.decisions if one.rule.startswith("baseline:")]


def test_a_measurement_that_is_used_is_not_remarked_upon() -> None:
    good = {"reps": 12, "reps_in_reserve": 5}
    assert unused({"exercise": "bend-a-little"} | good) == []
    assert unused({"exercise": "rise-on-one"} | good, plan__weeks=8) == [], "it is where the role starts"
    low = {"exercise": "rise-on-one", "reps": 5, "reps_in_reserve": 5}
    assert unused(low, plan__weeks=26, plan__max_exercises=1, plan__include=("rise-on-toes",)) == [], "a later rung"


@pytest.mark.parametrize(
    ("baseline", "why"),
    [
        ({"exercise": "bend-deep", "reps": 12, "reps_in_reserve": 5}, "Too deep too early."),
        ({"exercise": "elsewhere", "reps": 12, "reps_in_reserve": 5}, "no dose"),
        ({"exercise": "bend-more", "reps": 12, "reps_in_reserve": 5, "side": "left"}, "other side"),
        ({"exercise": "bend-more", "reps": 12}, "reserve"),
        ({"exercise": "bend-more", "reps": 12, "reps_in_reserve": 1}, "8 repetitions with 2"),
        ({"exercise": "push-the-wall", "reps": 12, "reps_in_reserve": 5}, "not counted"),
        ({"exercise": "hop", "reps": 12, "reps_in_reserve": 5}, "No place of this stage"),
    ],
)
def test_a_measurement_that_is_not_used_says_why(baseline: dict[str, Any], why: str) -> None:
    (because,) = unused(baseline)
    assert why in because


def test_of_two_measurements_the_stronger_is_not_used() -> None:
    good = {"exercise": "bend-more", "reps": 12, "reps_in_reserve": 5}
    (because,) = unused(good, good | {"reps": 11}, plan__include=("bend-more",))
    assert "weaker" in because


# -- old screening --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "said"), [(0, False), (28, False), (29, True)])
def test_screening_of_more_than_four_weeks_ago_is_to_be_repeated(days: int, said: bool) -> None:
    made = plan(screening__completed_on=TODAY - timedelta(days=days))
    assert made.outcome == "plan"
    found = [one for one in made.decisions if one.rule == "screening-age"]
    assert [one.exercise for one in found] == ([""] if said else [])
    hold = plan(screening__completed_on=TODAY - timedelta(days=days), plan__exclude=tuple(LIBRARY.exercises))
    assert any(one.rule == "screening-age" for one in hold.decisions) is said
