from __future__ import annotations

import hashlib
import json
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


# -- the id that a patient reads out --------------------------------------------------------------------------

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are mistaken for 1, 0 and V on the telephone."""


@pytest.mark.parametrize("weeks", range(1, 13))
def test_the_plan_id_is_forty_bits_of_the_content_and_the_same_on_every_machine(weeks: int) -> None:
    """A clinic finds a plan by what the patient reads out, so no letter of it may be lost or stand for two values."""
    made = plan(plan__weeks=weeks, patient__name="Zoë")
    content = json.loads(made.model_dump_json(by_alias=True))
    del content["plan_id"]
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    first_forty_bits = hashlib.sha256(written.encode()).hexdigest()[:10]
    read_out = 0
    for letter in made.plan_id.replace("-", ""):
        read_out = read_out * 32 + LETTERS.index(letter)
    assert f"{read_out:010x}" == first_forty_bits


def test_only_the_id_itself_is_no_part_of_the_content() -> None:
    made = plan()
    assert identified(made.model_copy(update={"plan_id": "0000-0000"})).plan_id == made.plan_id
    assert identified(made.model_copy(update={"hepgen": "9.9.9"})).plan_id != made.plan_id


# -- when it starts, and when to come back --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "starts"),
    [(23, 23), (24, 30), (25, 30), (26, 30), (27, 30), (28, 30), (29, 30), (30, 30)],
)
def test_a_plan_starts_on_the_next_monday_and_on_a_monday_today(today: int, starts: int) -> None:
    day = date(2026, 11, today)
    screened = screen(profile(screening__completed_on=day), LIBRARY, day)
    assert isinstance(screened, Cleared)
    made = make_plan(screened, LIBRARY, day, packs=PACKS, version=VERSION)
    assert made.schedule[0].starts_on == date(2026, 11, starts)


@pytest.mark.parametrize(
    ("weeks", "changes", "after"),
    [
        (1, {}, 3),
        (3, {}, 3),
        (4, {}, 4),
        (6, {}, 6),
        (7, {}, 6),
        (6, {"problem__worst_pain": 6.0}, 3),  # an irritable joint is seen soon
        (6, {"problem__worst_pain": 5.5}, 6),
        (6, {"problem__irritability": "high"}, 3),
    ],
)
def test_the_review_is_at_the_end_of_the_plan_within_three_to_six_weeks(
    weeks: int, changes: dict[str, Any], after: int
) -> None:
    made = plan(plan__weeks=weeks, **changes)
    assert made.review_on == made.schedule[0].starts_on + timedelta(weeks=after)


def test_the_review_counts_from_the_day_on_which_the_plan_starts() -> None:
    made = plan(plan__weeks=4, plan__start_on=TODAY + timedelta(days=20))
    assert made.review_on == TODAY + timedelta(days=20 + 28)


# -- what the page says of screening --------------------------------------------------------------------------


def test_an_overridden_hold_says_the_other_sentence_and_by_whom() -> None:
    """ "Not now" would keep the patient from exercises that a clinician has allowed."""
    override = {"rule": "unsettled", "by": "Sam Taylor", "reason": "Cleared by her consultant today."}
    made = plan(screening__conditions=("unsettled",), screening__overrides=(override,))
    (action,) = made.screening.actions
    assert (made.outcome, action.patient) == ("plan", "Take it easy.")
    assert action.override is not None
    assert action.override.by == "Sam Taylor"
    held = plan(screening__conditions=("unsettled",))
    assert (held.outcome, held.screening.actions[0].patient, held.screening.actions[0].override) == (
        "hold",
        "Not now.",
        None,
    )


def test_what_was_found_and_by_what_rule_is_recorded_with_its_sources() -> None:
    (action,) = plan(screening__medication=("thinner",)).screening.actions
    assert (action.found, action.because, action.source) == ("thinner", "Because of thinner.", "Key1")


def test_a_hold_for_want_of_exercises_keeps_what_screening_found() -> None:
    hold = plan(plan__exclude=tuple(LIBRARY.exercises), screening__medication=("thinner",))
    assert [one.rule for one in hold.screening.actions] == ["no-exercise", "thinner"]
    assert (hold.stage, hold.schedule, hold.screening.actions[0].urgency) == ("grow", (), "soon")
    assert hold.screening.actions[0].where == LIBRARY.wording["no-exercise-where"]


# -- why this one ---------------------------------------------------------------------------------------------


def test_what_trains_for_a_finding_says_the_finding_whatever_it_was_chosen_for() -> None:
    """Asked for by name, and yet the true reason for this patient is the stiff ankle."""
    asked = because(plan__include=("ease-the-calf",), problem__findings=("stiff-ankle",), goals__activity="running")
    assert asked["ease-the-calf"] == ("Your right ankle is stiff.",)
    assert asked["bend-a-little"] == ("You want to run.",)


def test_an_exercise_that_only_a_finding_names_says_so_when_another_finding_was_first() -> None:
    asked = because(
        plan__include=("press-the-towel",), problem__findings=("weak-thigh", "weak-hip"), problem__side="left"
    )
    assert asked["press-the-towel"] == ("Your left thigh is weak.",)


def test_what_is_on_no_ladder_goes_by_the_rules_of_its_stage() -> None:
    made = plan(plan__include=("hop",))
    (hop,) = [one for one in made.exercises if one.id == "hop"]
    assert (hop.ladder, hop.rung) == (None, None)
    assert (hop.progress_when, hop.regress_when) == ("Go on when pain is 4 or less.", "Go back when it is more.")
    bend = made.exercises[1]
    assert (bend.ladder, bend.rung, bend.regress_when) == ("bend", 1, "Step down above 4.")


def test_a_dose_names_the_sources_of_its_scheme_and_of_the_exercise_once_each() -> None:
    own = LIBRARY.exercises["hop"].model_copy(update={"sources": ("Key1", "Key2")})
    screened = screen(profile(plan__include=("hop",)), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    made = make_plan(
        screened,
        replace(LIBRARY, exercises={**LIBRARY.exercises, "hop": own}),
        TODAY,
        packs=PACKS,
        version=VERSION,
    )
    assert made.exercises[0].sources == ("Key1", "Key2")
    assert made.exercises[0].certainty == LIBRARY.dosages["easy"].certainty


def test_a_later_rung_says_from_which_week_and_after_what() -> None:
    made = plan(plan__include=("rise-on-toes",), plan__max_exercises=1, plan__weeks=7)
    (decision,) = [one for one in made.decisions if one.exercise == "rise-on-one"]
    assert decision.because == "The next rung after Rise on toes, from week 7, if the step-up rule is met."
    assert [one.id for one in made.exercises] == ["rise-on-toes", "rise-on-one"]
    assert made.exercises[1].progress_when == "Step up when pain stays at 4 or less."


# -- measured on a jump ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("exercise", "stage"), [("leap", "strong"), ("push-the-wall", "grow")])
def test_a_dose_that_counts_no_reserve_or_holds_uses_no_measured_repetitions(exercise: str, stage: str) -> None:
    baseline = {"exercise": exercise, "reps": 12, "reps_in_reserve": 5}
    (because,) = unused(baseline, problem__stage=stage, plan__include=(exercise,))
    assert "not counted in repetitions with some in reserve" in because
