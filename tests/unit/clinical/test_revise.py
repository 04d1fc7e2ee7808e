"""The decision table, row by row, and what holds for the plan as a whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hepgen.clinical.revision.decide import TABLE
from hepgen.model.plan import Load, PlanPainRule
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

# -- one exercise: the rows of the table ---------------------------------------------------------------------


def test_two_more_than_planned_twice_with_little_pain_is_a_rung_up() -> None:
    made = after(first_plan(), did(0, reps=12), did(2, reps=12))
    up = change(made)
    assert (up.rule, up.change, up.becomes) == ("above-target", "up", "bend-more")
    assert (dose(made), dose(made, "bend-more")) == ("none", "3×8")
    assert "This is the next step up from: bend-a-little." in (given(made, "bend-more") or made.exercises[0]).because


@pytest.mark.parametrize(
    "second",
    [
        {"reps": 11},
        {"reps": 12, "pain": 2.5},
        {"reps": 12, "pain": None},
        {"reps": 12, "pain_next_morning": 0.5},
        {"reps": 12, "sets": 1},
        {"reps": 12, "sets": None},
        {"reps": 12, "sharp": True},
    ],
)
def test_anything_less_than_that_is_no_step_up(second: dict[str, Any]) -> None:
    made = after(first_plan(), did(0, reps=12), did(2, **second))
    assert change(made).change != "up"


def test_once_is_not_twice_nor_is_a_good_one_long_ago() -> None:
    assert change(after(first_plan(), did(0, reps=12))).change == "same"
    assert change(after(first_plan(), did(0, reps=12), did(2), did(4, reps=12))).change == "same"


def test_as_planned_with_little_pain_goes_on_and_steps_up_in_its_turn() -> None:
    made = after(first_plan(), did(0), did(2))
    assert (change(made).rule, change(made).change, dose(made)) == ("as-planned", "same", "2×10")
    assert [one.reps for week in made.schedule for one in week.exercises if one.id == BEND][1] == 12


def test_pain_within_the_limit_holds_the_dose_in_every_week() -> None:
    made = after(first_plan(), did(0), did(2, pain=3.5))
    assert (change(made).rule, change(made).change) == ("amber", "same")
    assert {(one.sets, one.reps) for week in made.schedule for one in week.exercises if one.id == BEND} == {
        (2, 10),
        (1, 10),  # the easy week
    }


def test_less_than_planned_holds_the_dose() -> None:
    assert change(after(first_plan(), did(0, reps=8))).rule == "below-target"
    assert change(after(first_plan(), did(0, sets=1))).rule == "below-target"


def test_a_morning_that_was_worse_and_settled_takes_a_set_off() -> None:
    plan = first_plan(plan__include=("bend-more",), patient__weight_kg=70.0)
    plan = with_dose(plan, "rise-on-toes", sets=3)
    made = after(plan, did(0, "rise-on-toes", sets=3, pain=3.0, pain_next_morning=1.0, settled=True))
    assert (change(made, "rise-on-toes").rule, change(made, "rise-on-toes").change) == ("worse-settled", "less")
    assert dose(made, "rise-on-toes") == "2×10"


def test_one_worse_morning_of_unknown_length_takes_as_much_off() -> None:
    plan = with_dose(first_plan(), "rise-on-toes", sets=3)
    made = after(plan, did(0, "rise-on-toes", sets=3, pain_next_morning=2.0))
    assert (change(made, "rise-on-toes").rule, dose(made, "rise-on-toes")) == ("worse-once", "2×10")


def test_at_the_lowest_dose_there_is_no_less_and_it_says_so() -> None:
    made = after(first_plan(), did(0, pain_next_morning=2.0))
    assert (change(made).change, dose(made)) == ("same", "2×10")
    assert "lowest dose" in change(made).because


def test_pain_above_the_limit_is_a_rung_back() -> None:
    plan = first_plan(plan__include=("bend-more",))
    made = after(plan, did(0, "bend-more", sets=3, reps=8, pain=5.0))
    back = change(made, "bend-more")
    assert (back.rule, back.change, back.becomes) == ("above-cap", "down", BEND)
    assert (dose(made), dose(made, "bend-more")) == ("2×10", "none")


def test_sharp_pain_or_giving_way_is_a_rung_back_however_little_it_hurt() -> None:
    plan = first_plan(plan__include=("bend-more",))
    made = after(plan, did(0, "bend-more", sets=3, reps=8, pain=1.0, sharp=True))
    assert (change(made, "bend-more").rule, change(made, "bend-more").becomes) == ("sharp", BEND)


def test_on_the_lowest_rung_pain_above_the_limit_leads_to_the_easiest_dose_and_then_out() -> None:
    plan = with_dose(first_plan(), BEND, sets=3, reps=14)
    made = after(plan, did(0, sets=3, reps=14, pain=6.0))
    assert (change(made).change, dose(made)) == ("less", "2×10")
    out = after(first_plan(), did(0, pain=6.0))
    assert (change(out).rule, change(out).change) == ("above-cap", "out")
    assert all(one.ladder != "bend" for one in out.exercises)


def test_what_is_left_out_for_pain_is_not_replaced_by_another() -> None:
    out = after(first_plan(), did(0, pain=6.0))
    assert [one.id for one in out.exercises if one.from_week == 1] == ["lie-and-lift", "rise-on-toes"]


def test_the_second_time_above_the_limit_is_the_stage_before_and_a_call() -> None:
    made = after(first_plan(), did(0, pain=6.0), did(2, pain=1.0), did(4, pain=5.0))
    assert (made.stage, change(made, "").rule, change(made, "").change) == ("quiet", "above-cap-again", "down")
    assert "Contact the patient" in change(made, "").because
    assert "call us" in change(made, "").patient
    assert all(one.ladder != "bend" for one in made.exercises)


def test_the_second_time_counts_over_two_plans() -> None:
    second = after(first_plan(plan__include=("bend-more",)), did(0, "bend-more", sets=3, reps=8, pain=6.0))
    made = after(second, did(7, sets=2, reps=10, pain=6.0), day=13)
    assert change(made, "").rule == "above-cap-again"


def test_two_worse_mornings_are_a_step_back() -> None:
    plan = with_dose(first_plan(), BEND, reps=14)
    made = after(plan, did(0, reps=14, pain_next_morning=1.0), did(2, reps=14, pain_next_morning=2.0))
    assert (change(made).rule, change(made).change, dose(made)) == ("worse-twice", "less", "2×12")


def test_at_the_start_of_a_rung_a_step_back_is_the_rung_below() -> None:
    plan = first_plan(plan__include=("bend-more",))
    sore = {"sets": 3, "reps": 8, "pain_next_morning": 1.0}
    made = after(plan, did(0, "bend-more", **sore), did(2, "bend-more", **sore))
    assert (change(made, "bend-more").change, change(made, "bend-more").becomes) == ("down", BEND)


def test_a_joint_has_one_morning_so_one_entry_of_a_day_speaks_for_all() -> None:
    silent: dict[str, Any] = {"pain_next_morning": None}
    made = after(
        first_plan(),
        did(0, reps=12, **silent),
        did(0, "rise-on-toes", pain_next_morning=0.0),
        did(2, reps=12, **silent),
        did(2, "rise-on-toes", pain_next_morning=0.0),
    )
    assert change(made).change == "up"


def test_trouble_is_over_after_two_clean_sessions_in_a_row() -> None:
    trouble = [did(0, pain=6.0)]
    assert change(after(first_plan(), *trouble, did(2))).rule == "above-cap"
    assert change(after(first_plan(), *trouble, did(2), did(4))).rule == "as-planned"


def test_what_has_no_entries_is_carried_on_unchanged() -> None:
    made = after(first_plan(), did(0))
    other = change(made, "lie-and-lift")
    assert (other.rule, other.change) == ("no-entries", "same")
    before = next(one for one in first_plan().exercises if one.id == "lie-and-lift")
    unchanged = before.model_copy(update={"because": (*before.because, other.patient)})
    assert given(made, "lie-and-lift") == unchanged


def test_what_is_not_known_never_steps_up() -> None:
    for unknown in ("pain", "pain_next_morning", "reps", "sets"):
        second: dict[str, Any] = {"reps": 12, unknown: None}
        made = after(first_plan(), did(0, reps=12), did(2, **second))
        assert change(made).rule == "not-known"


def test_a_diary_that_ends_long_ago_steps_nothing_up() -> None:
    made = after(first_plan(), did(0, reps=12), did(2, reps=12), day=12)
    assert (change(made).rule, change(made).change) == ("silent", "same")
    assert "10 days" in change(made).because


# -- one exercise: missed ------------------------------------------------------------------------------------


def test_a_missed_week_resumes_with_less() -> None:
    plan = with_dose(first_plan(), BEND, reps=14)
    made = after(plan, did(0, reps=14), missed(2), missed(4), missed(7), day=8)
    assert (change(made).rule, change(made).change, dose(made)) == ("missed-week", "less", "2×12")
    assert "8 days" in change(made).because


@pytest.mark.parametrize(("kilograms", "less"), [(20.0, 16.0), (22.0, 18.0), (8.0, 6.0), (2.0, None)])
def test_a_missed_week_takes_a_tenth_to_a_fifth_off_the_weight(kilograms: float, less: float | None) -> None:
    home = {"context__equipment": ("dumbbell",), "context__increments_kg": 2.0}
    strong = {"exercise": "bend-more", "reps": 8, "reps_in_reserve": 3, "load_kg": 20.0}
    plan = first_plan(plan__include=("bend-more",), baseline=(strong,), **home)
    assert dose(plan, "bend-more") == "3×8 20kg"
    plan = with_dose(plan, "bend-more", load=Load(kind="kg", kg=kilograms), reps=9)
    made = after(plan, did(0, "bend-more", sets=3, reps=9), missed(4, "bend-more"), day=8)
    assert dose(made, "bend-more") == ("3×8 2kg" if less is None else f"3×9 {less:g}kg")


def test_less_than_a_week_is_no_break() -> None:
    assert change(after(first_plan(), did(0), missed(2), day=6)).rule == "as-planned"


def test_a_gap_of_which_nothing_is_written_is_not_known_to_be_a_break() -> None:
    made = after(first_plan(), did(0), did(2), day=30)
    assert made.stage == "grow"
    assert change(made).rule == "silent"


def test_three_missed_weeks_begin_the_stage_before_again() -> None:
    plan = first_plan(baseline=({"exercise": BEND, "reps": 15, "reps_in_reserve": 6},))
    assert dose(plan) == "2×15"
    made = after(plan, did(0, reps=15), missed(7), missed(14), missed(21), day=22)
    assert (made.stage, change(made, "").rule) == ("quiet", "missed-three-weeks")
    assert dose(made) == "2×10"
    assert made.profile.baseline == ()
    assert (change(made).rule, change(made).change) == ("begun-again", "down")


def test_three_missed_weeks_of_one_exercise_are_a_rung_back() -> None:
    plan = first_plan(plan__include=("bend-more",))
    others = [did(day, "rise-on-toes") for day in (0, 7, 14, 21)]
    made = after(plan, did(0, "bend-more", sets=3, reps=8), missed(14, "bend-more"), *others, day=22)
    assert made.stage == "grow"
    assert (change(made, "bend-more").rule, change(made, "bend-more").becomes) == ("missed-three-weeks", BEND)


# -- one step at a time --------------------------------------------------------------------------------------


def test_only_one_of_those_that_earned_it_steps_up_and_the_next_has_the_next_turn() -> None:
    sessions = [did(day, id_, reps=12) for day in (0, 2) for id_ in (BEND, "rise-on-toes")]
    made = after(first_plan(), *sessions)
    assert (change(made).change, change(made, "rise-on-toes").rule) == ("up", "wait")
    second_week = {one.id: one.changed for one in made.schedule[1].exercises}
    assert second_week == {"bend-more": None, "lie-and-lift": "reps", "rise-on-toes": None}


def test_nothing_steps_up_while_another_exercise_gives_trouble() -> None:
    made = after(first_plan(), did(0, reps=12), did(2, reps=12), did(2, "rise-on-toes", pain=6.0))
    assert change(made).rule == "wait"


def test_where_no_rung_follows_the_dose_steps_up() -> None:
    made = after(first_plan(plan__exclude=("bend-more",)), did(0, reps=12), did(2, reps=12))
    assert (change(made).change, change(made).becomes, dose(made)) == ("up", None, "2×12")


def test_with_weights_the_load_steps_up_first_by_a_tenth_at_most() -> None:
    home = {"context__equipment": ("dumbbell",), "context__increments_kg": 2.0}
    strong = {"exercise": "bend-more", "reps": 8, "reps_in_reserve": 3, "load_kg": 20.0}
    plan = first_plan(plan__include=("bend-more",), problem__stage="strong", baseline=(strong,), **home)
    sessions = [did(day, "bend-more", sets=3, reps=10, load_kg=20.0) for day in (0, 2)]
    assert dose(after(plan, *sessions), "bend-more") == "3×8 22kg"
    light = [one.model_copy(update={"load_kg": 10.0}) for one in sessions]
    assert change(after(plan, *light), "bend-more").rule == "below-target"


def test_a_hold_steps_up_when_it_was_held_two_steps_longer() -> None:
    plan = first_plan(plan__include=("push-the-wall",))
    held = [did(day, "push-the-wall", sets=3, reps=1, hold_s=30) for day in (0, 2)]
    assert (dose(plan, "push-the-wall"), dose(after(plan, *held), "push-the-wall")) == ("3×1 20s", "3×1 25s")
    shorter = [one.model_copy(update={"hold_s": 29}) for one in held]
    assert change(after(plan, *shorter), "push-the-wall").rule == "as-planned"


def test_one_that_is_as_hard_as_it_may_be_says_so() -> None:
    plan = first_plan(plan__include=("ease-the-calf",), context__minutes_per_session=5)
    assert dose(plan, "ease-the-calf") == "2×1 30s"
    plan = with_dose(plan, "ease-the-calf", sets=3)
    long = [did(day, "ease-the-calf", sets=3, reps=1, hold_s=90) for day in (0, 2)]
    assert change(after(plan, *long), "ease-the-calf").rule == "as-planned"  # its hold has no steps
    toes = with_dose(first_plan(plan__exclude=("rise-on-one",)), "rise-on-toes", sets=3, reps=15)
    more = [did(day, "rise-on-toes", sets=3, reps=17) for day in (0, 2)]
    assert change(after(toes, *more), "rise-on-toes").rule == "at-limit"


def test_a_later_rung_of_the_plan_is_not_reached_before_the_diary_shows_it() -> None:
    plan = first_plan(plan__include=("rise-on-toes",), plan__max_exercises=1, plan__weeks=7)
    assert [one.id for one in plan.exercises] == ["rise-on-toes", "rise-on-one"]
    late = 45
    assert change(after(plan, day=late), "rise-on-toes").rule == "no-entries"
    assert dose(after(plan, day=late), "rise-on-toes") == "3×15"
    shown = after(plan, did(late - 1, "rise-on-one", sets=3, reps=8), day=late)
    assert (change(shown, "rise-on-one").rule, dose(shown, "rise-on-one")) == ("as-planned", "3×8")


# -- flares, running, review ---------------------------------------------------------------------------------


def test_worse_for_longer_than_a_day_twice_is_a_flare() -> None:
    sore: dict[str, Any] = {"pain_next_morning": 2.0, "settled": False}
    made = after(first_plan(), did(0, **sore), did(2, **sore))
    assert (made.stage, change(made, "").rule) == ("quiet", "flare")
    assert made.review_on == made.schedule[0].starts_on + timedelta(weeks=1)
    assert "for a week" in change(made, "").patient


@pytest.mark.parametrize(("worst", "stage"), [(4.5, "grow"), (5.0, "quiet")])
def test_worst_pain_two_above_the_last_plan_s_is_a_flare(worst: float, stage: str) -> None:
    assert after(first_plan(), did(0), worst_pain=worst).stage == stage


def test_a_flare_in_the_first_stage_begins_it_again() -> None:
    plan = first_plan(problem__stage="quiet")
    made = after(with_dose(plan, BEND, reps=14), did(0, reps=14), worst_pain=5.0)
    assert (made.stage, dose(made)) == ("quiet", "2×10")
    assert "first stage" in change(made, "").because


def test_two_worse_mornings_of_any_exercises_take_a_third_off_the_running() -> None:
    plan = first_plan(running={"weekly_km": 12.0, "longest_run_km_30d": 4.0, "pain_running": 1.0})
    made = after(plan, did(0, pain_next_morning=1.0), did(2, "rise-on-toes", pain_next_morning=1.0))
    assert rules(made) == {"running-less"}
    assert "running-less" not in rules(after(plan, did(0, pain_next_morning=1.0)))
    assert "running-less" not in rules(after(first_plan(), did(0, pain_next_morning=1.0)))


def test_without_improvement_by_six_weeks_nothing_steps_up_by_itself() -> None:
    made = after(first_plan(), did(40, reps=20), did(41, reps=20), day=42, worst_pain=2.5)
    assert (rules(made), change(made).rule) == ({"not-improving"}, "wait")
    assert all(one.changed is None for week in made.schedule for one in week.exercises)
    better = after(first_plan(), did(40), did(41), day=42, worst_pain=1.0)
    assert rules(better) == set()
    assert rules(after(first_plan(), did(39), did(40), day=41, worst_pain=2.5)) == set()


def test_improvement_is_measured_against_the_first_plan_of_a_chain() -> None:
    second = after(first_plan(problem__worst_pain=5.0), did(0), day=21, worst_pain=4.0)
    made = after(second, did(41), day=42, worst_pain=4.0)
    assert (made.origin, rules(made)) == (second.origin, {"not-improving"})
    assert made.origin is not None
    assert made.origin.worst_pain == 5.0


def test_six_weeks_without_asking_the_worst_pain_again_are_told() -> None:
    assert rules(after(first_plan(), did(41), day=42)) == {"ask-worst-pain"}


def test_worse_for_two_weeks_is_to_be_seen() -> None:
    assert rules(after(first_plan(), did(13), day=14, worst_pain=4.0)) == {"worse-two-weeks"}
    assert rules(after(first_plan(), did(12), day=13, worst_pain=4.0)) == set()


# -- gates ---------------------------------------------------------------------------------------------------


def test_no_stage_rises_without_a_gate() -> None:
    quiet = first_plan(problem__stage="quiet")
    assert after(quiet, did(0), worst_pain=0.0).stage == "quiet"


def test_a_passed_gate_is_one_stage_up() -> None:
    made = after(first_plan(problem__stage="quiet"), did(0), gate_passed=True)
    assert (made.stage, change(made, "").rule, change(made, "").change) == ("grow", "gate", "up")
    assert made.stage_because == "Every gate of Stage quiet is stated as passed."
    assert (change(made).rule, dose(made)) == ("gate-on", "2×10")


def test_at_the_next_stage_what_it_does_not_know_goes_one_rung_up_or_out() -> None:
    made = after(first_plan(), did(0), gate_passed=True)
    assert made.stage == "strong"
    assert (change(made).rule, change(made).becomes) == ("gate-up", "bend-more")
    assert (change(made, "lie-and-lift").rule, change(made, "lie-and-lift").change) == ("gate-out", "out")
    assert dose(made, "rise-on-toes") == "3×10"  # in the terms of the stage: three sets of eight to twelve


@pytest.mark.parametrize(
    "trouble",
    [
        {"pain": 6.0},
        {"pain_next_morning": 1.0},
        {"sharp": True},
    ],
)
def test_a_gate_that_the_diary_speaks_against_opens_nothing(trouble: dict[str, Any]) -> None:
    made = after(first_plan(problem__stage="quiet"), did(0, **trouble), gate_passed=True)
    assert (made.stage, rules(made)) == ("quiet", {"gate-held"})


def test_a_gate_does_not_hold_up_a_flare() -> None:
    made = after(first_plan(), did(0), gate_passed=True, worst_pain=6.0)
    assert (made.stage, rules(made)) == ("quiet", {"flare", "gate-held"})


def test_after_the_last_stage_there_is_no_other() -> None:
    made = after(first_plan(problem__stage="strong"), gate_passed=True)
    assert (made.stage, rules(made)) == ("strong", {"gate-last"})


# -- screening, limits, home ---------------------------------------------------------------------------------


def test_a_new_red_flag_refers_and_gives_no_exercises() -> None:
    made = after(first_plan(), did(0), screening={"completed_on": MONDAY, "red_flags": ("fire",)})
    assert (made.outcome, made.exercises, made.changes) == ("referral", (), ())
    assert made.revises == first_plan().plan_id
    assert made.origin is not None


def test_what_a_new_precaution_forbids_drops_out_with_its_reason_and_its_place_is_filled() -> None:
    plan = first_plan(plan__include=("raise-the-bridge",))
    made = after(plan, screening={"completed_on": MONDAY, "red_flags": (), "pregnancy_weeks": 20})
    out = change(made, "raise-the-bridge")
    assert (out.rule, out.change) == ("screening:pregnant", "out")
    new = [one.exercise for one in made.changes if one.change == "new"]
    assert new == ["lie-and-lift"]


def test_a_new_limit_narrows_the_dose_that_is_carried_on() -> None:
    plan = with_dose(first_plan(plan__include=("push-the-wall",)), "push-the-wall", hold_s=40)
    made = after(plan, screening={"completed_on": MONDAY, "red_flags": (), "conditions": ("pressure",)})
    assert (change(made, "push-the-wall").rule, dose(made, "push-the-wall")) == ("limits", "3×1 15s")


def test_what_the_home_no_longer_has_drops_out() -> None:
    plan = first_plan(plan__include=("pull-the-band",), context__equipment=("resistance-band",))
    context = plan.profile.context.model_copy(update={"equipment": ()})
    moved_house = plan.model_copy(update={"profile": plan.profile.model_copy(update={"context": context})})
    assert change(after(moved_house), "pull-the-band").rule == "equipment"


def test_an_irritable_joint_drops_what_loads_it_too_much() -> None:
    plan = first_plan(plan__exclude=("bend-a-little",), problem__worst_pain=5.0, problem__pain_next_morning=0.0)
    assert plan.exercises[0].id == "bend-more"
    made = after(plan, did(0, "bend-more", sets=3, reps=8), worst_pain=6.0)
    assert change(made, "bend-more").rule == "irritability"


# -- what a clinician edited ---------------------------------------------------------------------------------


def test_an_edited_limit_counts_and_stays() -> None:
    rule = PlanPainRule(exercise_max=5, running_max=1, next_morning="No worse.")
    plan = first_plan().model_copy(update={"pain_rule": rule})
    made = after(plan, did(0, pain=5.0))
    assert (change(made).rule, made.pain_rule) == ("amber", rule)


def test_what_was_taken_out_stays_out_and_what_was_put_in_stays_in() -> None:
    plan = first_plan()
    fewer = without(plan, "lie-and-lift")
    assert [one.id for one in after(fewer).exercises if one.from_week == 1] == [BEND, "rise-on-toes"]
    more = after(first_plan(plan__include=("hop",)), did(0, "hop"))
    own = more.model_copy(
        update={
            "profile": more.profile.model_copy(
                update={"plan": more.profile.plan.model_copy(update={"include": ()})},
            ),
            "stage": "quiet",  # where hop is not dosed
        }
    )
    again = after(own, did(7, "hop"), day=13)
    assert given(again, "hop") is not None


def test_its_own_reasons_are_carried_on_and_those_of_revisions_are_not_heaped_up() -> None:
    plan = first_plan()
    own = plan.exercises[0].because
    second = after(plan, did(0))
    third = after(second, did(7), day=13)
    assert third.exercises[0].because == (*own, change(third).patient)


def test_the_length_of_the_plan_stays_and_its_weeks_start_on_the_next_monday_or_as_asked() -> None:
    plan = first_plan(plan__weeks=3)
    made = after(plan, day=9)
    assert [week.starts_on for week in made.schedule] == [MONDAY + timedelta(weeks=week) for week in (2, 3, 4)]
    asked = after(plan, day=9, start_on=MONDAY + timedelta(days=10))
    assert asked.schedule[0].starts_on == MONDAY + timedelta(days=10)


def test_past_days_and_the_last_note_are_not_said_again() -> None:
    plan = first_plan(
        plan__note="Well done today.",
        plan__review_on=MONDAY + timedelta(days=5),
        goals__target_date=MONDAY + timedelta(days=4),
        problem__usual_pain=2.0,
    )
    made = after(plan, did(0, pain_next_morning=1.0), day=6, worst_pain=1.0)
    assert (made.profile.plan.note, made.profile.plan.review_on, made.profile.goals.target_date) == (None, None, None)
    assert (made.profile.problem.worst_pain, made.profile.problem.usual_pain) == (1.0, None)
    assert made.profile.problem.pain_next_morning == 1.0
    assert after(plan, note="Take it easy.").profile.plan.note == "Take it easy."


# -- the chain -----------------------------------------------------------------------------------------------


def test_a_revision_names_what_it_revises() -> None:
    plan = first_plan()
    second = after(plan, did(0))
    third = after(second, did(7), day=13)
    assert (second.revises, third.revises) == (plan.plan_id, second.plan_id)
    assert second.origin is not None
    assert second.origin.plan_id == plan.plan_id


@pytest.mark.parametrize("trouble", [{"pain": 6.0}, {"pain_next_morning": 1.0}])
def test_up_and_back_is_the_same_rung(trouble: dict[str, Any]) -> None:
    up = after(first_plan(), did(0, reps=12), did(2, reps=12))
    first, second = ({"sets": 3, "reps": 8} | trouble, {"sets": 3, "reps": 8, "pain_next_morning": 1.0})
    back = after(up, did(7, "bend-more", **first), did(9, "bend-more", **second), day=13)
    assert change(back, "bend-more").becomes == BEND


def test_when_nothing_is_left_a_clinician_must_choose() -> None:
    plan = first_plan(plan__include=(BEND,), plan__max_exercises=1)
    made = after(without(without(plan, "lie-and-lift"), "rise-on-toes"), did(0, pain=6.0))
    assert (made.outcome, made.exercises) == ("hold", ())


def test_every_row_of_the_table_has_its_sentences() -> None:
    for row in TABLE:
        assert LIBRARY.wording[f"diary-{row.id}"]
        assert LIBRARY.wording[f"diary-{row.id}-patient"]
