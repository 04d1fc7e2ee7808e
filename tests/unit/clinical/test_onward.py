"""The way on from a plan: how far back after trouble, how far up after a gate, and who has to be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hepgen.model.base import Range
from hepgen.model.diary import Entry
from hepgen.model.library import Library
from hepgen.model.plan import Decision, Load, Plan
from tests.library_fixture import exercise, loads, with_exercise
from tests.revision_fixture import (
    BEND,
    LIBRARY,
    MONDAY,
    after,
    change,
    did,
    dose,
    first_plan,
    given,
    missed,
    rules,
    with_dose,
    without,
)

TOES, LIFT = "rise-on-toes", "lie-and-lift"
RUNNER = {"weekly_km": 10.0, "longest_run_km_30d": 5.0, "pain_running": 1.0, "can_walk_30_min": True}
STRONG_HOME = {"context__equipment": ("dumbbell",), "context__increments_kg": 2.0, "patient__weight_kg": 62.0}


def about(plan: Plan, exercise_id: str) -> Decision:
    """The decision about an exercise."""
    return next(one for one in plan.decisions if one.exercise == exercise_id)


# -- back ----------------------------------------------------------------------------------------------------

SORE = {"pain_next_morning": 2.0, "settled": False}
"""Worse the next morning, and for longer than a day."""


@pytest.mark.parametrize(("stage", "before"), [("strong", "grow"), ("grow", "quiet"), ("quiet", "quiet")])
def test_a_flare_goes_back_one_stage_and_no_further(stage: str, before: str) -> None:
    made = after(first_plan(problem__stage=stage), did(0, TOES, **SORE), did(2, TOES, **SORE))
    assert (made.stage, rules(made)) == (before, {"flare"})
    assert "begin again" in change(made, "").because
    assert ("first stage" in change(made, "").because) is (stage == "quiet")


def test_three_bad_mornings_are_no_better_than_two() -> None:
    bad = [did(day, TOES, **SORE) for day in (0, 2, 4)]
    assert rules(after(first_plan(running=RUNNER), *bad)) == {"flare", "running-less"}
    worse = [did(day, TOES, pain_next_morning=1.0) for day in (0, 2, 4)]
    assert rules(after(first_plan(running=RUNNER), *worse)) == {"running-less"}


@pytest.mark.parametrize(
    ("first", "second", "flare"),
    [
        (SORE, SORE, True),
        (SORE, {"pain_next_morning": 2.0, "settled": None}, False),
        (SORE, {"pain_next_morning": 2.0, "settled": True}, False),
        (SORE, {}, False),
        ({"pain_next_morning": 0.5, "settled": False}, {"pain_next_morning": 0.5, "settled": False}, True),
    ],
)
def test_only_two_mornings_known_to_have_lasted_are_a_flare(
    first: dict[str, Any], second: dict[str, Any], flare: bool
) -> None:
    made = after(first_plan(), did(0, TOES, **first), did(2, TOES, **second))
    assert ("flare" in rules(made)) is flare


def test_two_exercises_on_one_bad_day_are_one_bad_morning() -> None:
    made = after(first_plan(), did(0, TOES, **SORE), did(0, BEND, **SORE))
    assert "flare" not in rules(made)


def test_a_flare_that_is_over_takes_nobody_back() -> None:
    calm = [did(day, TOES) for day in (4, 5)]
    assert "flare" not in rules(after(first_plan(), did(0, TOES, **SORE), did(2, TOES, **SORE), *calm))


@pytest.mark.parametrize(("day", "stage"), [(20, "grow"), (21, "quiet"), (22, "quiet")])
def test_twenty_one_days_off_begin_the_stage_before_again(day: int, stage: str) -> None:
    made = after(first_plan(), did(0), *[missed(one) for one in (2, 9, 16)], day=day)
    assert made.stage == stage
    words = [one.because for one in made.changes if one.rule == "missed-three-weeks" and not one.exercise]
    assert [f"Nothing was done for {day} days" in one for one in words] == [True] * (stage == "quiet")


def test_after_a_flare_the_visit_is_in_a_week_and_after_a_long_break_as_usual() -> None:
    """A flare is to be seen soon; a holiday is not an emergency."""
    flare = after(first_plan(), did(0), worst_pain=5.0)
    assert flare.review_on == flare.schedule[0].starts_on + timedelta(weeks=1)
    rested = after(first_plan(), did(0), missed(2), day=21)
    assert rested.review_on == rested.schedule[0].starts_on + timedelta(weeks=6)


def test_after_a_break_nothing_above_the_last_rung_is_given() -> None:
    """The stage before may dose a higher rung; it must be no way past the one that the patient was on."""
    own = with_exercise(LIBRARY, exercise(BEND, {"grow": "easy"}, sides="both"))
    own = with_exercise(own, exercise("bend-more", {"quiet": "easy", "grow": "strength"}))
    made = after(first_plan(own), did(0), missed(2), day=21, content=own)
    assert (made.stage, about(made, "bend-more").verdict) == ("quiet", "rejected")
    assert "Too far above Bend a little" in about(made, "bend-more").because


def test_what_hurt_twice_and_all_above_it_are_left_out_for_now() -> None:
    plan = first_plan(plan__exclude=(BEND,))
    hurt = {"sets": 3, "reps": 8, "pain": 6.0}
    made = after(plan, did(0, "bend-more", **hurt), did(2, "bend-more", **hurt))
    assert (made.stage, rules(made)) == ("quiet", {"above-cap-again"})
    for id_ in ("bend-more", "bend-deep"):
        assert (about(made, id_).verdict, about(made, id_).rule) == ("rejected", "diary:above-cap-again")
    assert "Bend more hurt more than 4 out of 10" in change(made, "").because


def test_what_lies_below_the_rung_that_hurt_twice_may_still_be_done() -> None:
    """An easier exercise of the same kind is the way back to the one that hurt."""
    hurt = {"sets": 3, "reps": 8, "pain": 6.0}
    plan = first_plan(plan__include=("bend-more",))
    made = after(plan, did(0, "bend-more", **hurt), did(2, "bend-more", **hurt))
    assert (made.stage, dose(made)) == ("quiet", "2×10")
    deep = {"exercise": "bend-deep", "reps": 12, "reps_in_reserve": 5}
    plan = first_plan(problem__stage="strong", baseline=(deep,))
    made = after(plan, did(0, "bend-deep", **hurt), did(2, "bend-deep", **hurt))
    assert (made.stage, about(made, "bend-deep").verdict, about(made, "bend-more").verdict) == (
        "grow",
        "rejected",
        "reserve",
    )


def test_a_flare_leaves_out_nothing_that_went_well() -> None:
    more = [did(day, reps=12) for day in (0, 2)]
    made = after(first_plan(), *more, worst_pain=5.0)
    assert (made.stage, dose(made)) == ("quiet", "2×10")


def test_what_hurts_at_its_lowest_takes_no_harder_one_with_it_that_goes_well() -> None:
    plan = first_plan(plan__include=(BEND, "bend-more"))
    made = after(plan, did(0, pain=6.0), did(0, "bend-more", sets=3, reps=8))
    assert (change(made).change, change(made, "bend-more").change) == ("out", "same")
    assert dose(made, "bend-more") == "3×8"


def test_what_hurt_on_its_lowest_dose_is_left_out_with_all_above_it_and_the_rest_goes_on() -> None:
    plan = first_plan(plan__exclude=(BEND,))
    made = after(plan, did(0, "bend-more", sets=3, reps=8, pain=6.0), did(0, TOES))
    assert (change(made, "bend-more").change, change(made, TOES).change) == ("out", "same")
    for id_ in ("bend-more", "bend-deep"):
        assert (about(made, id_).verdict, about(made, id_).rule) == ("rejected", "diary:above-cap")


def test_a_rung_below_that_is_in_the_plan_already_is_not_given_twice() -> None:
    plan = first_plan(plan__include=(BEND, "bend-more"))
    made = after(plan, did(0, "bend-more", sets=3, reps=8, pain=6.0), did(0))
    assert (change(made, "bend-more").change, change(made).change) == ("out", "same")
    assert [one.id for one in made.exercises if one.from_week == 1].count(BEND) == 1


def test_two_that_hurt_do_not_go_back_to_the_same_rung() -> None:
    own = with_exercise(LIBRARY, exercise("bend-deep", {"grow": "strength"}, loads=loads("medium")))
    plan = first_plan(own, plan__include=("bend-more", "bend-deep"), plan__max_exercises=2)
    hurt = {"sets": 3, "reps": 8, "pain": 6.0}
    made = after(plan, did(0, "bend-more", **hurt), did(1, "bend-deep", **hurt), content=own)
    assert change(made, "bend-more").becomes == BEND
    assert change(made, "bend-deep").change == "out"


def test_an_easier_rung_of_an_earlier_stage_stays_though_the_stage_does_not_dose_it() -> None:
    plan = first_plan(plan__include=("pull-the-band",), context__equipment=("resistance-band",))
    made = after(plan, did(0, "pull-the-band", sets=3, reps=8, pain=6.0))
    assert (change(made, "pull-the-band").becomes, dose(made, "press-the-towel")) == ("press-the-towel", "3×1 20s")
    again = after(made, did(7, "press-the-towel", sets=3, reps=1, hold_s=20), day=13)
    assert given(again, "press-the-towel") is not None


def test_a_break_of_one_exercise_says_how_long_it_was() -> None:
    made = after(with_dose(first_plan(), BEND, reps=14), did(0, reps=14), missed(2), did(5, TOES), day=9)
    assert "Not done for 9 days. From 2 × 14 to 2 × 12." in change(made).because
    silent = after(first_plan(), did(0), did(8, TOES), day=9)
    assert "Nothing is written down for 9 days." in change(silent).because


def test_who_missed_everything_resumes_with_the_first_week_s_dose() -> None:
    """Nothing shows that the later weeks were reached."""
    plan = first_plan()
    assert [one.reps for one in plan.schedule[1].exercises if one.id == BEND] == [12]
    only_missed = after(plan, missed(15), day=17)
    assert (change(only_missed).rule, dose(only_missed)) == ("no-entries", "2×10")
    assert dose(after(plan, day=17)) == "2×12"


# -- up ------------------------------------------------------------------------------------------------------


def test_a_gate_leads_one_rung_up_at_most() -> None:
    """The deepest bend is two rungs above what the patient does, and stays out whatever the stage doses."""
    made = after(first_plan(), did(0), gate_passed=True)
    assert (made.stage, change(made).becomes) == ("strong", "bend-more")
    assert (about(made, "bend-deep").verdict, about(made, "bend-deep").because) == (
        "rejected",
        "Too far above Bend a little on its ladder for now.",
    )


def test_two_rungs_above_the_second_rung_are_too_far_as_well() -> None:
    bend = LIBRARY.ladders["bend"].model_copy(update={"rungs": (BEND, "bend-more", "bend-deep", "bend-deepest")})
    own = with_exercise(LIBRARY, exercise("bend-deepest", {"strong": "strength"}, loads=loads("high")))
    own = replace(own, ladders={**own.ladders, "bend": bend})
    plan = first_plan(own, plan__exclude=(BEND,))
    made = after(plan, did(0, "bend-more", sets=3, reps=8), gate_passed=True, content=own)
    assert about(made, "bend-deepest").because == "Too far above Bend more on its ladder for now."
    assert about(made, "bend-deep").verdict == "reserve"


@pytest.mark.parametrize(
    ("sets", "reps", "after_gate", "kind"),
    [(2, 10, "3×10", "up"), (3, 10, "3×10", "same"), (3, 15, "3×12", "less"), (2, 15, "3×12", "up")],
)
def test_the_next_stage_tells_whether_it_asks_for_more_or_less_than_before(
    sets: int, reps: int, after_gate: str, kind: str
) -> None:
    plan = with_dose(first_plan(), TOES, sets=sets, reps=reps)
    made = after(plan, did(0, TOES, sets=sets, reps=reps), gate_passed=True)
    assert (change(made, TOES).rule, change(made, TOES).change, dose(made, TOES)) == ("gate-on", kind, after_gate)
    moved = f"From {sets} × {reps} to" in change(made, TOES).because
    assert moved is (kind != "same")


def _wall(**grow: Any) -> Library:
    """push-the-wall is dosed otherwise from the stage "grow" on."""
    own = LIBRARY.dosages["hold"].model_copy(update={"id": "longer", **grow})
    library = with_exercise(LIBRARY, exercise("push-the-wall", {"quiet": "hold", "grow": "longer"}))
    return replace(library, dosages={**LIBRARY.dosages, "longer": own})


@pytest.mark.parametrize(
    ("grow", "after_gate", "kind"),
    [
        ({"hold_s": Range(low=30, high=60)}, "3×1 30s", "up"),
        ({"hold_s": Range(low=10, high=15)}, "3×1 15s", "less"),
        ({"sets": Range(low=1, high=2)}, "2×1 20s", "less"),
        ({}, "3×1 20s", "same"),
        ({"sets": Range(low=1, high=2), "hold_s": Range(low=30, high=60)}, "2×1 30s", "same"),  # a minute in all
        ({"hold_s": None, "reps": Range(low=8, high=12, start=10), "effort": None}, "3×10", "less"),
        ({"hold_s": None, "reps": Range(low=12, high=15), "effort": None}, "3×12", "less"),
        ({"hold_s": None, "reps": Range(low=8, high=12), "effort": None}, "3×8", "less"),  # 24 instead of 60 seconds
    ],
)
def test_a_hold_goes_on_in_the_terms_of_the_next_stage(grow: dict[str, Any], after_gate: str, kind: str) -> None:
    own = _wall(**grow)
    plan = first_plan(own, problem__stage="quiet", plan__include=("push-the-wall",))
    made = after(plan, did(0, "push-the-wall", sets=3, reps=1, hold_s=20), gate_passed=True, content=own)
    assert made.stage == "grow"
    assert (dose(made, "push-the-wall"), change(made, "push-the-wall").change) == (after_gate, kind)


def test_a_counted_exercise_that_is_held_in_the_next_stage_starts_with_a_short_hold() -> None:
    own = with_exercise(LIBRARY, exercise(TOES, {"grow": "easy", "strong": "hold"}, sides="both"))
    made = after(first_plan(own), did(0, TOES), gate_passed=True, content=own)
    assert (made.stage, dose(made, TOES)) == ("strong", "3×1 20s")


@pytest.mark.parametrize(
    ("reps", "kind"), [(Range(low=11, high=15), "up"), (Range(low=10, high=15), "same"), (Range(low=5, high=9), "less")]
)
def test_a_single_repetition_more_or_less_is_told(reps: Range, kind: str) -> None:
    one_set: dict[str, Any] = {"sets": Range(low=1, high=1)}
    schemes = {
        "once": LIBRARY.dosages["easy"].model_copy(update={**one_set, "id": "once"}),
        "then": LIBRARY.dosages["strength"].model_copy(update={**one_set, "id": "then", "reps": reps}),
    }
    own = with_exercise(LIBRARY, exercise(TOES, {"grow": "once", "strong": "then"}, sides="both"))
    own = replace(own, dosages={**LIBRARY.dosages, **schemes})
    made = after(first_plan(own), did(0, TOES, sets=1), gate_passed=True, content=own)
    assert change(made, TOES).change == kind


def test_the_next_stage_brings_its_own_rest_tempo_and_reserve() -> None:
    made = given(after(first_plan(), did(0), gate_passed=True), TOES)
    assert made is not None
    now = made.dosage
    assert (now.rest_s, now.tempo, now.reps_in_reserve, now.per_week) == (60, "3-1-3", 3, 3)


def test_a_dose_that_the_next_stage_shares_stays_as_the_clinician_set_it() -> None:
    plan = with_dose(first_plan(plan__exclude=(BEND,)), "bend-more", per_week=2)
    made = given(after(plan, did(0, "bend-more", sets=3, reps=8), gate_passed=True), "bend-more")
    assert made is not None
    assert made.dosage.per_week == 2


def test_what_makes_room_does_not_hold_up_what_moves_on() -> None:
    own = with_exercise(LIBRARY, exercise(TOES, {"grow": "easy"}, sides="both"))
    made = after(first_plan(own), did(0), gate_passed=True, content=own)
    assert (change(made, LIFT).rule, change(made, TOES).becomes) == ("gate-out", "rise-on-one")


def test_weights_go_on_into_the_next_stage() -> None:
    strong = {"exercise": "bend-more", "reps": 8, "reps_in_reserve": 3, "load_kg": 20.0}
    plan = first_plan(plan__exclude=(BEND,), baseline=(strong,), **STRONG_HOME)
    made = after(plan, did(0, "bend-more", sets=3, reps=8), gate_passed=True)
    assert (made.stage, dose(made, "bend-more")) == ("strong", "3×8 20kg")


def test_what_was_asked_for_by_name_goes_on_though_the_next_stage_does_not_dose_it() -> None:
    plan = first_plan(plan__include=("raise-the-bridge",))
    made = after(plan, did(0, "raise-the-bridge"), gate_passed=True)
    assert (made.stage, change(made, "raise-the-bridge").rule) == ("strong", "gate-kept")
    assert dose(made, "raise-the-bridge") == "2×10"


# -- on ------------------------------------------------------------------------------------------------------


def test_of_several_that_earned_a_step_up_the_first_that_can_takes_it_and_the_next_has_the_turn() -> None:
    """The first is as hard as it may be; the second takes the step; the third waits, and is the first in its weeks."""
    more = [did(day, id_, sets=3, reps=17) for day in (0, 2) for id_ in (BEND, TOES)]
    plan = with_dose(first_plan(plan__exclude=("bend-more",)), BEND, sets=3, reps=15)
    made = after(with_dose(plan, TOES, sets=3, reps=15), *more)
    assert change(made).rule == "at-limit"
    assert (change(made, TOES).change, change(made, TOES).becomes) == ("up", "rise-on-one")
    assert [entry.id for entry in made.schedule[1].exercises if entry.changed] == [LIFT]


def test_the_one_after_the_step_up_has_the_first_turn_in_the_weeks_that_follow() -> None:
    made = after(first_plan(), *[did(day, reps=12) for day in (0, 2)])
    assert [entry.id for entry in made.schedule[1].exercises if entry.changed] == [LIFT]
    assert [entry.id for entry in made.schedule[2].exercises if entry.changed] == [TOES]


def test_the_second_of_the_plan_that_steps_up_hands_the_turn_to_the_third() -> None:
    made = after(first_plan(), *[did(day, LIFT, sets=3, reps=10) for day in (0, 2)])
    assert (change(made, LIFT).change, dose(made, LIFT)) == ("up", "3×9")
    assert [entry.id for entry in made.schedule[1].exercises if entry.changed] == [TOES]


@pytest.mark.parametrize(("sore", "first"), [(TOES, BEND), (BEND, LIFT)])
def test_after_trouble_the_first_that_may_step_up_has_the_first_turn(sore: str, first: str) -> None:
    made = after(with_dose(first_plan(), sore, sets=3), did(0, sore, sets=3, pain_next_morning=1.0))
    assert [entry.id for entry in made.schedule[1].exercises if entry.changed] == [first]


@pytest.mark.parametrize(("minutes", "rule"), [(9, "at-limit"), (11, "above-target")])
def test_a_set_more_is_earned_only_where_the_whole_session_has_room(minutes: int, rule: str) -> None:
    """Bend and lift take 2.7 minutes each, the toes 3.5 with two sets and 5.2 with three."""
    plan = first_plan(problem__stage="quiet", plan__exclude=("rise-on-one",), context__minutes_per_session=minutes)
    plan = with_dose(plan, TOES, reps=15)
    made = after(plan, *[did(day, TOES, reps=17) for day in (0, 2)])
    assert change(made, TOES).rule == rule


def test_without_a_step_up_the_first_of_the_plan_has_the_first_turn() -> None:
    made = after(first_plan(), did(0))
    assert [entry.id for entry in made.schedule[1].exercises if entry.changed] == [BEND]


@pytest.mark.parametrize(
    "trouble",
    [
        did(2, TOES, pain=6.0),
        did(2, TOES, pain_next_morning=1.0),
        did(2, TOES, pain_next_morning=1.0, settled=True),
    ],
)
def test_one_exercise_in_trouble_holds_up_the_step_of_another(trouble: Entry) -> None:
    """One joint carries both."""
    more = [did(day, reps=12, pain_next_morning=0.0) for day in (0, 1)]
    assert change(after(first_plan(), *more)).change == "up"
    assert change(after(first_plan(), *more, trouble)).rule in ("wait", "worse-once", "worse-settled")


def test_pain_within_the_limit_of_one_does_not_hold_up_another() -> None:
    more = [did(day, reps=12) for day in (0, 1)]
    assert change(after(first_plan(), *more, did(2, TOES, pain=3.0))).change == "up"


def test_a_place_that_pain_has_emptied_stays_empty_and_a_place_that_a_precaution_has_is_filled() -> None:
    hurt = after(first_plan(), did(0, LIFT, sets=3, reps=8, pain=6.0))
    assert change(hurt, LIFT).change == "out"
    assert [one.id for one in hurt.exercises if one.from_week == 1] == [BEND, TOES]
    assert about(hurt, "raise-the-bridge").verdict == "reserve"
    assert "goes on with the exercises of the plan before" in about(hurt, "raise-the-bridge").because


def test_a_place_that_the_clinician_emptied_stays_empty_after_a_second_revision_too() -> None:
    fewer = after(without(first_plan(), LIFT), did(0))
    again = after(fewer, did(7), day=13)
    assert [one.id for one in again.exercises if one.from_week == 1] == [BEND, TOES]


# -- who has to be seen --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at_first", "day", "now", "seen"),
    [
        (3.0, 42, 2.0, set()),  # little pain is good enough
        (3.0, 42, 2.5, {"not-improving"}),
        (5.0, 42, 3.0, set()),  # two points better
        (5.0, 42, 3.5, {"not-improving"}),
        (5.0, 41, 5.0, set()),
        (5.0, 48, 5.0, {"not-improving"}),
        (3.0, 13, 4.0, set()),
        (3.0, 14, 4.0, {"worse-two-weeks"}),
        (3.0, 14, 3.0, set()),
        (3.0, 41, 3.5, {"worse-two-weeks"}),
    ],
)
def test_six_weeks_without_two_points_less_or_two_weeks_of_more_are_to_be_seen(
    at_first: float, day: int, now: float, seen: set[str]
) -> None:
    made = after(first_plan(problem__worst_pain=at_first), did(day - 1), day=day, worst_pain=now)
    assert rules(made) == seen
    risen = any(entry.changed for week in made.schedule for entry in week.exercises)
    assert risen is (seen == set()), "nothing steps up by itself before somebody has looked"


@pytest.mark.parametrize(("day", "weeks"), [(42, 6), (48, 6), (49, 7)])
def test_the_clinician_reads_how_long_it_has_been_and_from_what_to_what(day: int, weeks: int) -> None:
    made = after(first_plan(), did(day - 1), day=day, worst_pain=3.5)
    assert f"Worst pain is 3.5, and was 3 at the first plan, {weeks} weeks ago." in change(made, "").because
    silent = after(first_plan(), did(day - 1), day=day)
    assert f"{weeks} weeks after the first plan" in change(silent, "").because
    worse = after(first_plan(), did(13), day=14, worst_pain=4.5)
    assert "Worst pain has risen from 3 to 4.5" in change(worse, "").because


def test_the_weeks_count_from_the_first_plan_of_the_chain() -> None:
    second = after(first_plan(), did(20), day=21, worst_pain=3.0)
    assert second.origin is not None
    assert second.origin.starts_on == MONDAY
    third = after(second, did(41), day=42)
    assert rules(third) == {"ask-worst-pain"}
    assert "6 weeks after the first plan" in change(third, "").because


# -- running after trouble -----------------------------------------------------------------------------------


def first_running_week(*entries: Entry, **diary: Any) -> tuple[float | None, bool]:
    """Kilometres of the first week after a revision, and whether it is said that there are fewer."""
    made = after(first_plan(running=RUNNER), *entries, **diary)
    return made.running_weeks[0].total_km, "running-less" in rules(made)


def test_a_flare_or_two_worse_mornings_take_thirty_percent_off_the_running_of_one_week() -> None:
    worse: dict[str, Any] = {"pain_next_morning": 1.0}
    assert first_running_week(did(0)) == (10.0, False)
    assert first_running_week(did(0, **worse)) == (10.0, False)
    assert first_running_week(did(0, **worse), did(0, TOES, **worse)) == (10.0, False)
    assert first_running_week(did(0, **worse), did(2, TOES, **worse)) == (7.0, True)
    assert first_running_week(did(0), worst_pain=5.0) == (7.0, True)


def test_an_exercise_that_hurt_twice_takes_nothing_off_the_running() -> None:
    """It is the exercise that was too hard."""
    made = after(first_plan(running=RUNNER), did(0, pain=6.0), did(2, pain=6.0))
    assert rules(made) == {"above-cap-again"}


def test_a_break_from_the_exercises_takes_nothing_off_the_running() -> None:
    made = after(first_plan(running=RUNNER), did(0), missed(2), day=21)
    assert rules(made) == {"missed-three-weeks"}


# -- the profile of today ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "morning"), [(6, 1.5), (7, 0.5), (8, 0.0)])
def test_the_mornings_of_the_last_seven_days_count_and_the_worst_of_them(day: int, morning: float) -> None:
    diary = [did(0, pain_next_morning=1.5), did(1, TOES, pain_next_morning=0.5), did(2, pain_next_morning=0.0)]
    assert after(first_plan(), *diary, day=day).profile.problem.pain_next_morning == morning


def test_a_diary_without_mornings_leaves_what_was_known() -> None:
    made = after(first_plan(), did(0, pain_next_morning=None))
    assert made.profile.problem.pain_next_morning == 0.0


@pytest.mark.parametrize(("worst", "usual"), [(2.0, 2.0), (1.5, None), (None, 2.0)])
def test_the_usual_pain_is_never_above_the_worst(worst: float | None, usual: float | None) -> None:
    made = after(first_plan(problem__usual_pain=2.0), did(0), worst_pain=worst)
    assert made.profile.problem.usual_pain == usual


def test_a_goal_s_day_and_a_visit_are_kept_until_they_are_past() -> None:
    plan = first_plan(goals__target_date=MONDAY + timedelta(days=6), plan__review_on=MONDAY + timedelta(days=6))
    on_the_day, day_after = after(plan, day=6), after(plan, day=7)
    assert on_the_day.profile.goals.target_date == MONDAY + timedelta(days=6)
    assert on_the_day.profile.plan.review_on == MONDAY + timedelta(days=6)
    assert (day_after.profile.goals.target_date, day_after.profile.plan.review_on) == (None, None)


def test_a_goal_and_a_visit_that_are_still_to_come_are_kept() -> None:
    later = MONDAY + timedelta(days=30)
    made = after(first_plan(goals__target_date=later, plan__review_on=later), day=6)
    assert (made.profile.goals.target_date, made.profile.plan.review_on, made.review_on) == (later, later, later)


def test_a_visit_before_the_next_plan_starts_is_past() -> None:
    plan = first_plan(plan__review_on=MONDAY + timedelta(days=10))
    assert after(plan, day=6, start_on=MONDAY + timedelta(days=10)).review_on == MONDAY + timedelta(days=10)
    assert after(plan, day=6, start_on=MONDAY + timedelta(days=11)).profile.plan.review_on is None


# -- what the page says of each exercise ---------------------------------------------------------------------


def test_each_change_says_from_what_to_what() -> None:
    up = after(first_plan(), did(0, reps=12), did(2, reps=12))
    assert "One rung up, to Bend more: 3 × 8." in change(up).because
    assert change(up).patient == "This is the next step up from: bend-a-little."
    same = after(first_plan(), did(0))
    assert "It stays at 2 × 10." in change(same).because
    less = after(with_dose(first_plan(), BEND, sets=3), did(0, sets=3, pain_next_morning=1.0))
    assert "From 3 × 10 to 2 × 10." in change(less).because
    down = after(first_plan(plan__include=("bend-more",)), did(0, "bend-more", sets=3, reps=8, pain=6.0))
    assert "Pain above the limit of 4. A rung back, to Bend a little: 2 × 10." in change(down, "bend-more").because
    assert change(down, "bend-more").patient == "This is easier than: bend-more."


def test_holds_weights_and_bands_are_told_in_their_units() -> None:
    wall = after(first_plan(plan__include=("push-the-wall",)), did(0, TOES))
    assert "It stays at 3 × 1 × 20 s." in change(wall, "push-the-wall").because
    lifted = with_dose(first_plan(plan__include=("bend-more",), **STRONG_HOME), "bend-more", load=Load(kind="kg", kg=8))
    assert "It stays at 3 × 8, 8 kg." in change(after(lifted, did(0, TOES)), "bend-more").because
    banded = first_plan(plan__include=("pull-the-band",), context__equipment=("resistance-band",))
    assert "It stays at 3 × 8, light band." in change(after(banded, did(0, TOES)), "pull-the-band").because


def test_a_stop_in_the_plan_before_counts_for_the_exercise_that_took_its_place() -> None:
    """Whoever was moved a rung back for pain, and has pain again there, is to be called."""
    second = after(first_plan(plan__include=("bend-more",)), did(0, "bend-more", sets=3, reps=8, sharp=True))
    assert change(second, "bend-more").becomes == BEND
    assert change(after(second, did(7, pain=6.0), day=13), "").rule == "above-cap-again"
    assert rules(after(second, did(7, TOES, pain=6.0), day=13)) == set(), "another exercise, for the first time"
    eased = after(with_dose(first_plan(), TOES, sets=3), did(0, TOES, sets=3, pain_next_morning=1.0))
    assert rules(after(eased, did(7, TOES, pain=6.0), day=13)) == set(), "a worse morning was no stop"


# -- what is carried on keeps its place -----------------------------------------------------------------------

BAND_HOME = {"context__equipment": ("resistance-band",)}


def test_a_joint_that_has_become_irritable_gets_no_second_exercise_for_the_same_place() -> None:
    """The gentler ladder would fill the place anew; the exercise that is carried on fills it already."""
    plan = first_plan(problem__worst_pain=5.0, **BAND_HOME)
    made = after(plan, did(0), worst_pain=6.0)
    assert (made.stage, [one.id for one in made.exercises if one.from_week == 1]) == ("grow", [BEND, LIFT, TOES])


def test_what_was_asked_for_is_not_given_again_after_it_was_taken_out() -> None:
    plan = without(first_plan(plan__include=("hop",)), "hop")
    assert [one.id for one in after(plan, did(0)).exercises if one.from_week == 1] == [BEND, LIFT, TOES]


def test_what_is_carried_on_keeps_its_sets_however_short_the_session_has_become() -> None:
    plan = with_dose(first_plan(), BEND, sets=3)
    short = plan.profile.context.model_copy(update={"minutes_per_session": 5})
    plan = plan.model_copy(update={"profile": plan.profile.model_copy(update={"context": short})})
    made = after(plan, did(0, sets=3))
    assert dose(made) == "3×10"
    assert [one.id for one in made.exercises if one.from_week == 1] == [BEND, LIFT, TOES]


# -- what a clinician insisted on -----------------------------------------------------------------------------


def no_longer_asked_for(plan: Plan) -> Plan:
    """The plan as if a clinician had put its exercises in by hand."""
    request = plan.profile.plan.model_copy(update={"include": ()})
    return plan.model_copy(update={"profile": plan.profile.model_copy(update={"plan": request})})


def test_what_was_asked_for_or_put_in_above_the_stage_goes_on_from_plan_to_plan() -> None:
    plan = first_plan(problem__stage="quiet", plan__include=("bend-more",))
    entry = did(0, "bend-more", sets=3, reps=8)
    assert dose(after(plan, entry), "bend-more") == "3×8"
    assert dose(after(no_longer_asked_for(plan), entry), "bend-more") == "3×8"


def test_what_was_asked_for_goes_on_though_the_joint_has_become_irritable() -> None:
    plan = first_plan(plan__include=("bend-more",), problem__worst_pain=5.0)
    entry = did(0, "bend-more", sets=3, reps=8)
    assert dose(after(plan, entry, worst_pain=6.0), "bend-more") == "3×8"
    assert change(after(no_longer_asked_for(plan), entry, worst_pain=6.0), "bend-more").rule == "irritability"


def test_a_step_less_is_no_way_around_an_irritable_joint() -> None:
    """Hepgen's own choice; a worse morning asks for less of it, and the joint now allows none of it."""
    plan = with_dose(first_plan(plan__exclude=(BEND,), problem__worst_pain=5.0), "bend-more", reps=10)
    made = after(plan, did(0, "bend-more", sets=3, reps=10, pain_next_morning=1.0), worst_pain=6.0)
    out = change(made, "bend-more")
    assert (out.rule, out.change, out.patient) == ("irritability", "out", "This one is left out for now.")


def test_an_easier_rung_is_given_though_the_stage_would_not_choose_it() -> None:
    own = with_exercise(LIBRARY, exercise(BEND, {"quiet": "easy"}, sides="both", loads=loads("medium")))
    plan = first_plan(own, problem__stage="quiet", plan__include=("bend-more",))
    made = after(plan, did(0, "bend-more", sets=3, reps=8, pain=6.0), content=own)
    assert (change(made, "bend-more").becomes, dose(made)) == (BEND, "2×10")


# -- rungs that a plan foresaw --------------------------------------------------------------------------------


def test_the_dose_that_was_done_last_is_the_one_that_goes_on() -> None:
    made = after(first_plan(), did(0), did(8, reps=12), day=9)
    assert dose(made) == "2×12"


def test_the_third_rung_of_a_plan_is_reached_through_the_second() -> None:
    rise = LIBRARY.ladders["rise"].model_copy(update={"rungs": (TOES, "rise-halfway", "rise-on-one")})
    own = with_exercise(LIBRARY, exercise("rise-halfway", {"grow": "strength"}))
    own = replace(own, ladders={**own.ladders, "rise": rise})
    plan = first_plan(own, plan__include=(TOES,), plan__max_exercises=1, plan__weeks=20)
    third = next(one for one in plan.exercises if one.id == "rise-on-one")
    day = (third.from_week - 1) * 7
    made = after(plan, did(day, "rise-on-one", sets=3, reps=8), day=day + 1, content=own)
    assert [one.exercise for one in made.changes if one.exercise] == ["rise-on-one"]
    assert dose(made, "rise-on-one") == "3×8"


def test_a_rung_to_come_is_no_news_and_gives_no_reason_to_the_one_before_it() -> None:
    plan = first_plan(plan__include=(TOES,), plan__max_exercises=1, plan__weeks=9)
    made = after(plan, did(0, TOES))
    assert [one.from_week for one in made.exercises] == [1, 7]
    assert [one.change for one in made.changes] == ["same"]
    assert made.exercises[0].because == (*plan.exercises[0].because, change(made, TOES).patient)


def test_what_takes_the_place_of_another_is_told_once_and_not_as_new() -> None:
    made = after(first_plan(), did(0, reps=12), did(2, reps=12))
    assert [(one.exercise, one.change) for one in made.changes] == [(BEND, "up"), (LIFT, "same"), (TOES, "same")]


# -- what is said twice ---------------------------------------------------------------------------------------


def test_what_an_earlier_revision_took_off_is_not_said_again_at_the_next() -> None:
    plan = first_plan()
    own = plan.exercises[2].because
    less = after(with_dose(plan, TOES, sets=3), did(0, TOES, sets=3, pain_next_morning=1.0))
    assert less.exercises[2].because == (*own, change(less, TOES).patient)
    again = after(less, did(7, TOES), day=13)
    assert again.exercises[2].because == (*own, change(again, TOES).patient)


def test_why_a_new_exercise_joined_is_still_said_at_the_next_visit() -> None:
    plan = first_plan(plan__include=("raise-the-bridge",))
    second = after(plan, screening={"completed_on": MONDAY, "red_flags": (), "pregnancy_weeks": 20})
    (own,) = next(one.because for one in second.exercises if one.id == LIFT)
    assert own == LIBRARY.wording["because-role-hip"]
    third = after(second, did(7), day=13)
    assert next(one.because for one in third.exercises if one.id == LIFT)[0] == own


# -- a plan that lay in a file --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "entries"),
    [
        ({}, [did(0, reps=12), did(2, reps=12)]),
        ({}, [did(0, pain=6.0), did(8, LIFT, sets=3, reps=8)]),
        (
            {"plan__include": (TOES,), "plan__max_exercises": 1, "plan__weeks": 9},
            [did(43, "rise-on-one", sets=3, reps=8)],
        ),
    ],
)
def test_a_plan_that_was_written_down_and_read_again_goes_on_the_same_way(
    changes: dict[str, Any], entries: list[Entry]
) -> None:
    """Between two visits a plan lies in a file, where nothing but its words is kept."""
    plan = first_plan(**changes)
    read = Plan.model_validate_json(plan.model_dump_json(by_alias=True))
    assert after(read, *entries, day=44) == after(plan, *entries, day=44)
