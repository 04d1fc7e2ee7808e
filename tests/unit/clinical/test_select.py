from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hepgen.clinical.account import account
from hepgen.clinical.case import open_case
from hepgen.clinical.screen import screen
from hepgen.clinical.select import first_dose, select, session_minutes
from hepgen.model.base import Range
from hepgen.model.library import Library
from hepgen.model.plan import Decision
from hepgen.model.screening import Cleared
from tests.library_fixture import SORE, TODAY, exercise, library, loads, profile, with_exercise

LIBRARY = library()
KIT = ("resistance-band", "dumbbell")


def chosen(library: Library = LIBRARY, **changes: Any) -> list[str]:
    return [one.exercise for one in decisions(library, **changes) if one.exercise and one.verdict == "chosen"]


def about(exercise_id: str, **changes: Any) -> tuple[str, str]:
    """Verdict and rule of the one decision about an exercise."""
    (one,) = [decision for decision in decisions(**changes) if decision.exercise == exercise_id]
    return one.verdict, one.rule


def rules(**changes: Any) -> list[str]:
    """Rules of the decisions about the plan as a whole."""
    return [one.rule for one in decisions(**changes) if not one.exercise]


def decisions(library: Library = LIBRARY, **changes: Any) -> tuple[Decision, ...]:
    screened = screen(profile(**changes), library, TODAY)
    assert isinstance(screened, Cleared)
    case = open_case(screened, library, TODAY)
    return account(select(case), case)


# -- roles ----------------------------------------------------------------------------------------------------


def test_roles_are_filled_in_order_from_their_first_ladder_at_its_lowest_rung() -> None:
    assert chosen() == ["bend-a-little", "lie-and-lift", "rise-on-toes"]


def test_a_finding_prefers_its_exercise_within_the_role() -> None:
    assert chosen(problem__findings=("weak-hip",)) == ["bend-a-little", "raise-the-bridge", "rise-on-toes"]


def test_a_measured_rung_is_where_it_starts() -> None:
    baseline = ({"exercise": "rise-on-one", "reps": 8, "reps_in_reserve": 2},)
    assert "rise-on-one" in chosen(baseline=baseline)
    assert about("rise-on-toes", baseline=baseline) == ("reserve", "ladder:rise")


@pytest.mark.parametrize(
    "baseline",
    [
        {"exercise": "rise-on-one", "reps": 7, "reps_in_reserve": 5},  # too few
        {"exercise": "rise-on-one", "reps": 12, "reps_in_reserve": 1},  # too near the limit
        {"exercise": "rise-on-one", "reps": 12},  # reserve not known
        {"exercise": "rise-on-one", "reps": 12, "reps_in_reserve": 3, "side": "left"},  # the other leg
    ],
)
def test_a_weak_measurement_does_not_lift_the_start(baseline: dict[str, Any]) -> None:
    assert "rise-on-toes" in chosen(baseline=(baseline,))


def test_of_two_measured_sides_the_weaker_counts() -> None:
    strong = {"exercise": "rise-on-one", "reps": 12, "reps_in_reserve": 3, "side": "left"}
    weak = {"exercise": "rise-on-one", "reps": 4, "reps_in_reserve": 3, "side": "right"}
    both: dict[str, Any] = {"problem__side": "both", "context__minutes_per_session": 60}
    assert "rise-on-one" in chosen(baseline=(strong,), **both)
    assert "rise-on-one" not in chosen(baseline=(strong, weak), **both)


def test_an_irritable_joint_fills_the_role_from_gentler_ladders() -> None:
    assert chosen(problem__worst_pain=7.0)[0] == "press-the-towel"


def test_a_finding_adds_an_exercise_when_there_is_room() -> None:
    assert chosen(problem__findings=("stiff-ankle",))[-1] == "ease-the-calf"
    assert about("kneel-and-reach", problem__findings=("stiff-ankle",)) == ("reserve", "finding:stiff-ankle")
    assert about("ease-the-calf", problem__findings=("stiff-ankle",), plan__max_exercises=3) == ("reserve", "number")


def test_an_optional_role_waits_for_a_finding() -> None:
    assert "pull-the-band" not in chosen(context__equipment=KIT)
    asked = chosen(context__equipment=KIT, problem__findings=("weak-thigh",), plan__include=("bend-a-little",))
    assert asked == ["bend-a-little", "lie-and-lift", "rise-on-toes", "pull-the-band"]


def test_few_exercises_allowed_keep_the_most_important() -> None:
    assert chosen(plan__max_exercises=1) == ["bend-a-little"]
    assert "role:support" in rules(plan__max_exercises=1)


# -- filters --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exercise_id", "changes", "rule"),
    [
        ("rise-on-toes", {"plan__exclude": ("rise-on-toes",)}, "excluded"),
        ("hop", {"screening__conditions": ("brittle",)}, "screening:brittle"),
        ("pull-the-band", {"context__equipment": ("dumbbell",)}, "equipment"),
        ("lie-and-lift", {"context__can_get_on_floor": False}, "floor"),
        ("kneel-and-reach", {"context__can_get_on_floor": False}, "floor"),
        ("kneel-and-reach", {"context__can_kneel": False}, "kneeling"),
        ("rise-on-toes", {"screening__weight_bearing": "partial"}, "weight-bearing"),
        ("bend-deep", {}, "avoid"),
        ("press-the-towel", {}, "stage"),
        ("bend-more", {"problem__worst_pain": 8.0, "problem__stage": "grow"}, "irritability"),
    ],
)
def test_the_first_filter_that_rejects_names_the_rule(exercise_id: str, changes: dict[str, Any], rule: str) -> None:
    assert about(exercise_id, **changes) == ("rejected", rule)


def test_the_stage_caps_the_load_of_the_joint() -> None:
    heavy = exercise("crouch", {"grow": "easy"}, loads=loads("high"))
    (one,) = [one for one in decisions(with_exercise(LIBRARY, heavy)) if one.exercise == "crouch"]
    assert (one.verdict, one.rule) == ("rejected", "tissue-load")


def test_every_candidate_has_exactly_one_decision() -> None:
    named = [one.exercise for one in decisions() if one.exercise]
    assert sorted(named) == sorted(id_ for id_ in LIBRARY.exercises if id_ != "elsewhere")


@pytest.mark.parametrize(
    ("position", "tags", "rejected"),
    [
        ("sitting", (), set()),
        ("sitting", ("floor",), {"floor"}),
        ("supine", (), {"floor"}),
        ("sitting", ("kneeling",), {"kneeling"}),
        ("quadruped", (), {"floor", "kneeling", "weight-bearing"}),
        ("sitting", ("weight-bearing",), {"weight-bearing"}),
        ("standing", (), {"weight-bearing"}),
    ],
)
def test_position_or_tag_is_enough_to_reject(position: str, tags: tuple[str, ...], rejected: set[str]) -> None:
    limited: dict[str, dict[str, Any]] = {
        "floor": {"context__can_get_on_floor": False},
        "kneeling": {"context__can_kneel": False},
        "weight-bearing": {"screening__weight_bearing": "none"},
    }
    own = with_exercise(LIBRARY, exercise("made-up", {"grow": "easy"}, position=position, tags=tags))
    for rule, changes in limited.items():
        (one,) = [one for one in decisions(own, **changes) if one.exercise == "made-up"]
        assert (one.verdict == "rejected", one.rule == rule) == (rule in rejected, rule in rejected)


@pytest.mark.parametrize("weight", ["dumbbell", "backpack", "barbell"])
def test_any_weight_will_do_where_a_weight_is_needed(weight: str) -> None:
    strong = {"problem__stage": "strong"}
    assert about("shoulder-the-bar", **strong) == ("rejected", "equipment-weight")
    assert about("shoulder-the-bar", **strong, context__equipment=(weight,))[0] != "rejected"


def test_what_is_not_drawn_is_not_given_even_when_asked_for() -> None:
    assert about("not-drawn", problem__stage="quiet", plan__include=("not-drawn",)) == ("rejected", "undrawn")


# -- asked for by name ----------------------------------------------------------------------------------------


def test_what_is_asked_for_comes_first_and_fills_its_role() -> None:
    assert chosen(plan__include=("raise-the-bridge",)) == ["raise-the-bridge", "bend-a-little", "rise-on-toes"]


def test_what_is_asked_for_off_its_stage_gets_the_nearest_earlier_dose() -> None:
    (one,) = [one for one in decisions(plan__include=("press-the-towel",)) if one.exercise == "press-the-towel"]
    assert (one.verdict, one.rule) == ("chosen", "include-against-stage")
    assert "the dose of Stage quiet" in one.because


@pytest.mark.parametrize(
    ("exercise_id", "changes", "rule"),
    [
        ("bend-deep", {}, "avoid"),
        ("pull-the-band", {}, "equipment"),
        ("hop", {"screening__conditions": ("brittle",)}, "screening:brittle"),
        ("elsewhere", {}, "no-dose"),
    ],
)
def test_asking_by_name_overrides_no_safety_filter(exercise_id: str, changes: dict[str, Any], rule: str) -> None:
    assert about(exercise_id, plan__include=(exercise_id,), **changes) == ("rejected", rule)


def test_more_asked_for_than_allowed_are_kept_and_said() -> None:
    names = ("hop", "stand-on-one", "ease-the-calf")
    assert chosen(plan__include=names, plan__max_exercises=2) == list(names)
    assert "number" in rules(plan__include=names, plan__max_exercises=2)


# -- number and minutes ---------------------------------------------------------------------------------------


def test_five_exercises_are_remarked_upon_and_seven_more_so() -> None:
    names = ("hop", "stand-on-one", "ease-the-calf", "push-the-wall", "kneel-and-reach", "raise-the-bridge")

    def remark(count: int) -> list[str]:
        asked: dict[str, Any] = {"plan__max_exercises": count, "context__minutes_per_session": 60}
        found = decisions(plan__include=names[: count - 1], **asked)
        return [one.because for one in found if one.rule == "number" and not one.exercise]

    assert remark(4) == []
    assert "more often" in remark(5)[0]
    assert "more often" in remark(6)[0]
    assert "too many" in remark(7)[0]


def test_a_short_session_drops_the_least_important() -> None:
    assert chosen(context__minutes_per_session=6) == ["bend-a-little"]
    assert about("rise-on-toes", context__minutes_per_session=9) == ("reserve", "minutes")


def test_one_exercise_stays_however_short_the_session_and_it_is_said() -> None:
    changes: dict[str, Any] = {
        "context__minutes_per_session": 5,
        "plan__include": ("bend-more",),
        "problem__side": "both",
    }
    assert chosen(**changes) == ["bend-more"]
    assert "minutes" in rules(**changes)


def test_few_days_at_home_are_said() -> None:
    assert "days" in rules(context__days_per_week=2)
    assert "days" not in rules(context__days_per_week=7)


def test_a_finding_that_changes_nothing_is_said() -> None:
    assert "finding:unanswered" in rules(problem__findings=("unanswered",))


@pytest.mark.parametrize(("rest_s", "count"), [(50, 3), (56, 2)])
def test_a_session_of_exactly_the_minutes_at_hand_fits(rest_s: int, count: int) -> None:
    """Three times 2 × 10 × 5 s of work, one rest and half a minute: 9.0 or 9.3 minutes."""
    easy = LIBRARY.dosages["easy"].model_copy(update={"rest_s": rest_s})
    own = replace(LIBRARY, dosages={**LIBRARY.dosages, "easy": easy})
    assert len(chosen(own, problem__stage="quiet", context__minutes_per_session=9)) == count


def test_of_several_measured_rungs_the_highest_counts_and_never_a_lower_one() -> None:
    middle = exercise("rise-halfway", {"grow": "strength"})
    rise = LIBRARY.ladders["rise"].model_copy(update={"rungs": ("rise-on-toes", "rise-halfway", "rise-on-one")})
    own = replace(with_exercise(LIBRARY, middle), ladders={**LIBRARY.ladders, "rise": rise})
    good = [{"exercise": id_, "reps": 10, "reps_in_reserve": 3} for id_ in rise.rungs]
    assert chosen(own, baseline=tuple(good))[-1] == "rise-on-one"
    assert chosen(own, baseline=tuple(good[:2]))[-1] == "rise-halfway"
    assert chosen(own, baseline=tuple(good[:1]))[-1] == "rise-on-toes"


def test_exercises_outside_ladders_stand_side_by_side() -> None:
    asked: dict[str, Any] = {"plan__include": ("hop",), "plan__max_exercises": 6}
    assert chosen(problem__findings=("stiff-ankle",), **asked)[-1] == "ease-the-calf"


# -- weights that a precaution forbids ------------------------------------------------------------------------

INJECTED = {"screening__steroid_injection_on": TODAY - timedelta(days=10)}


@pytest.mark.parametrize("asked", [(), ("lift-bag",)])
def test_what_needs_a_weight_is_rejected_where_weights_are_forbidden(asked: tuple[str, ...]) -> None:
    bag = exercise("lift-bag", {"grow": "strength"}, equipment=("backpack",), load_kinds=("kg",))
    changes: dict[str, Any] = {"context__equipment": ("backpack",), "plan__include": asked}
    own = with_exercise(LIBRARY, bag)
    (one,) = [one for one in decisions(own, **INJECTED, **changes) if one.exercise == "lift-bag"]
    assert (one.verdict, one.rule) == ("rejected", "screening:injected")
    assert "heavy" in one.because


def test_a_plan_says_that_weights_are_left_out() -> None:
    asked: dict[str, Any] = {"context__equipment": ("dumbbell",), "plan__include": ("bend-more",)}
    assert "screening:injected" in rules(**INJECTED, **asked)
    assert "screening:injected" not in rules(**INJECTED, plan__include=("bend-more",)), "no weight at home anyway"
    assert "screening:injected" not in rules(**asked)


# -- measured elsewhere ---------------------------------------------------------------------------------------


def test_a_measured_exercise_on_another_ladder_of_the_role_is_preferred() -> None:
    baseline = ({"exercise": "raise-the-bridge", "reps": 12, "reps_in_reserve": 5},)
    assert "raise-the-bridge" in chosen(baseline=baseline)
    assert "measured in the clinic" in because("raise-the-bridge", baseline=baseline)


def test_a_finding_goes_before_a_measurement_on_another_ladder() -> None:
    measured: dict[str, Any] = {"baseline": ({"exercise": "lie-and-lift", "reps": 12, "reps_in_reserve": 5},)}
    assert "raise-the-bridge" in chosen(problem__findings=("weak-hip",), **measured)
    weak: dict[str, Any] = {"baseline": ({"exercise": "raise-the-bridge", "reps": 5, "reps_in_reserve": 5},)}
    assert "lie-and-lift" in chosen(**weak)


def because(exercise_id: str, **changes: Any) -> str:
    (one,) = [one for one in decisions(**changes) if one.exercise == exercise_id]
    return one.because


# -- minutes --------------------------------------------------------------------------------------------------


def roomy() -> Library:
    """Every scheme starts a set above its fewest."""
    sets = {"sets": Range(low=2, high=3, start=3)}
    return replace(LIBRARY, dosages={id_: one.model_copy(update=sets) for id_, one in LIBRARY.dosages.items()})


def sets(minutes: int, **changes: Any) -> list[tuple[str, int]]:
    """Exercises and sets of the first week."""
    screened = screen(profile(context__minutes_per_session=minutes, **changes), roomy(), TODAY)
    assert isinstance(screened, Cleared)
    case = open_case(screened, roomy(), TODAY)
    selection = select(case)
    assert session_minutes(selection.choices, case) <= minutes or len(selection.choices) == 1
    return [(one.exercise.id, first_dose(one, case).sets) for one in selection.choices]


def test_a_short_session_takes_sets_off_before_it_drops_an_exercise() -> None:
    names = ("bend-a-little", "lie-and-lift", "rise-on-toes")
    # 4.0 + 5.3 + 4.0 minutes with three sets; a set less saves 1.3 or 1.9.
    assert sets(14) == list(zip(names, (3, 3, 3), strict=True))
    assert sets(13) == list(zip(names, (3, 3, 2), strict=True))
    assert sets(11) == list(zip(names, (3, 2, 2), strict=True))
    assert sets(9) == list(zip(names, (2, 2, 2), strict=True))
    assert sets(8) == list(zip(names[:2], (3, 2), strict=True))
    assert sets(5) == [("bend-a-little", 3)]


def test_each_exercise_that_loses_a_set_is_named() -> None:
    found = [one for one in decisions(roomy(), context__minutes_per_session=11) if one.rule == "minutes"]
    assert [(one.exercise, one.verdict) for one in found] == [("", "chosen"), ("", "chosen")]
    assert "Lie and lift" in found[0].because
    assert "2 sets" in found[0].because


def test_even_the_last_exercise_loses_sets_and_then_stays() -> None:
    asked: dict[str, Any] = {"plan__include": ("bend-more",), "plan__max_exercises": 1, "problem__side": "both"}
    assert sets(5, **asked) == [("bend-more", 2)]


# -- asked for against the stage or an irritable joint --------------------------------------------------------


@pytest.mark.parametrize(
    ("exercise_id", "changes", "rule"),
    [
        ("bend-more", {"problem__worst_pain": 8.0, "problem__stage": "grow"}, "include-against-irritability"),
        ("bend-a-little", {"problem__irritability": "high"}, "include-against-irritability"),
        ("press-the-towel", {}, "include-against-stage"),
        ("bend-more", {"problem__stage": "quiet"}, "include-against-stage"),
        ("crouch", {}, "include-against-tissue-load"),
        ("raise-the-bridge", {"problem__irritability": "high"}, "include"),
        ("bend-more", {}, "include"),
    ],
)
def test_insisting_against_stage_or_irritability_is_said_loudly(
    exercise_id: str, changes: dict[str, Any], rule: str
) -> None:
    own = with_exercise(LIBRARY, exercise("crouch", {"grow": "easy"}, loads=loads("high")))
    asked = decisions(own, plan__include=(exercise_id,), **changes)
    (one,) = [one for one in asked if one.exercise == exercise_id]
    assert (one.verdict, one.rule) == ("chosen", rule)
    assert ("insists" in one.because) == (rule != "include")


# -- findings that the running rules answer -------------------------------------------------------------------


def test_a_finding_of_the_running_rules_does_not_change_nothing() -> None:
    assert "finding:slow-steps" not in rules(problem__findings=("slow-steps",))


# -- measured above what a finding prefers --------------------------------------------------------------------


def three_toes() -> Library:
    """The ladder "rise" with three rungs, the second of which a finding prefers."""
    rise = LIBRARY.ladders["rise"].model_copy(update={"rungs": ("rise-on-toes", "rise-halfway", "rise-on-one")})
    condition = LIBRARY.conditions[SORE]
    hip, *others = condition.findings
    findings = (hip.model_copy(update={"prefer": ("rise-halfway",)}), *others)
    return replace(
        with_exercise(LIBRARY, exercise("rise-halfway", {"grow": "strength"})),
        ladders={**LIBRARY.ladders, "rise": rise},
        conditions={SORE: condition.model_copy(update={"findings": findings})},
    )


@pytest.mark.parametrize(
    ("measured", "start"),
    [
        ((), "rise-halfway"),
        (("rise-on-toes",), "rise-halfway"),  # a lower rung is no reason to go below
        (("rise-on-one",), "rise-on-one"),
        (("rise-on-toes", "rise-halfway", "rise-on-one"), "rise-on-one"),
    ],
)
def test_a_finding_starts_on_its_rung_and_higher_only_when_that_was_measured(
    measured: tuple[str, ...], start: str
) -> None:
    results = tuple({"exercise": id_, "reps": 15, "reps_in_reserve": 5} for id_ in measured)
    assert chosen(three_toes(), problem__findings=("weak-hip",), baseline=results)[-1] == start


def test_what_a_finding_prefers_says_the_finding_though_it_was_measured_as_well() -> None:
    """The measurement gives the dose; the finding is why it is this exercise."""
    for own, id_ in ((LIBRARY, "raise-the-bridge"), (three_toes(), "rise-halfway")):
        result = ({"exercise": id_, "reps": 15, "reps_in_reserve": 5},)
        made = decisions(own, problem__findings=("weak-hip",), baseline=result)
        (one,) = [one for one in made if one.exercise == id_]
        assert "preferred for the finding weak hip" in one.because


# -- places and room ------------------------------------------------------------------------------------------


def test_what_is_asked_for_twice_is_given_once() -> None:
    assert chosen(plan__include=("hop", "hop"), plan__max_exercises=1) == ["hop"]


def test_a_finding_adds_nothing_to_a_plan_that_is_full_or_more_than_full() -> None:
    asked = ("hop", "stand-on-one")
    for most in (1, 2):
        assert chosen(plan__include=asked, plan__max_exercises=most, problem__findings=("stiff-ankle",)) == list(asked)
    roomy = chosen(plan__include=asked, plan__max_exercises=6, problem__findings=("stiff-ankle",))
    assert roomy[-1] == "ease-the-calf"


def test_a_finding_adds_its_first_exercise_that_is_possible_and_on_no_ladder_in_use() -> None:
    assert chosen(problem__findings=("stiff-ankle",), plan__exclude=("ease-the-calf",))[-1] == "kneel-and-reach"
    neither = chosen(problem__findings=("stiff-ankle",), plan__exclude=("ease-the-calf", "kneel-and-reach"))
    assert neither == ["bend-a-little", "lie-and-lift", "rise-on-toes"]
    asked = chosen(problem__findings=("stiff-ankle",), plan__include=("kneel-and-reach",), plan__max_exercises=6)
    assert "ease-the-calf" not in asked, "the finding is answered by what was asked for"


def test_two_findings_each_add_what_answers_them() -> None:
    both = chosen(problem__findings=("stiff-ankle", "weak-hip"), plan__max_exercises=6)
    assert both == ["bend-a-little", "raise-the-bridge", "rise-on-toes", "ease-the-calf"]


def test_a_ladder_in_use_fills_no_second_place() -> None:
    """What was asked for by name takes its ladder with it; the place falls to the next ladder of the role."""
    asked = chosen(plan__include=("bend-more",), context__equipment=KIT, problem__findings=("weak-thigh",))
    assert asked == ["bend-more", "lie-and-lift", "rise-on-toes", "pull-the-band"]


def test_an_optional_place_is_filled_where_nothing_else_is_possible() -> None:
    """A patient leaves with something rather than nothing."""
    only_band = tuple(id_ for id_ in LIBRARY.exercises if id_ != "pull-the-band")
    assert chosen(context__equipment=KIT, plan__exclude=only_band) == ["pull-the-band"]


def test_nothing_at_all_is_a_possible_answer() -> None:
    assert chosen(plan__exclude=tuple(LIBRARY.exercises)) == []


# -- minutes and days -----------------------------------------------------------------------------------------


def test_what_was_asked_for_stays_however_many_they_are_and_the_rest_makes_room() -> None:
    asked: dict[str, Any] = {"plan__include": ("hop", "stand-on-one"), "context__minutes_per_session": 5}
    assert chosen(**asked) == ["hop", "stand-on-one"]


def test_one_exercise_stays_even_where_not_even_that_fits() -> None:
    """Eight minutes for both legs in turn, of a patient with five: better than none."""
    only: dict[str, Any] = {"plan__exclude": ("bend-a-little",), "plan__max_exercises": 1, "problem__side": "both"}
    assert chosen(**only, context__minutes_per_session=5) == ["bend-more"]


def test_minutes_of_a_session_are_those_of_all_its_exercises() -> None:
    """2 × 10 × 5 s, one rest of 30 s and half a minute are 2.7 minutes, and three of them 8.1."""
    screened = screen(profile(problem__stage="quiet"), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    case = open_case(screened, LIBRARY, TODAY)
    choices = select(case).choices
    assert len(choices) == 3
    assert session_minutes(choices, case) == 8.1
    assert session_minutes(choices[:1], case) == 2.7
    assert session_minutes((), case) == 0


def test_jumps_get_the_days_that_the_hard_work_leaves() -> None:
    asked: dict[str, Any] = {
        "problem__stage": "strong",
        "plan__include": ("bend-deep", "hop-on"),
        "plan__max_exercises": 2,
        "context__days_per_week": 7,
    }
    own = with_exercise(LIBRARY, exercise("hop-on", {"strong": "easy"}, kind="plyometric"))
    screened = screen(profile(**asked), own, TODAY)
    assert isinstance(screened, Cleared)
    case = open_case(screened, own, TODAY)
    per_week = {one.exercise.id: first_dose(one, case).per_week for one in select(case).choices}
    assert per_week == {"bend-deep": 3, "hop-on": 4}


def test_of_two_jumps_and_two_hard_exercises_the_busiest_decide_the_days() -> None:
    asked: dict[str, Any] = {
        "problem__stage": "strong",
        "plan__include": ("bend-deep", "hop-on", "leap", "squat-low"),
        "plan__max_exercises": 4,
        "context__days_per_week": 7,
        "context__minutes_per_session": 60,
    }
    own = with_exercise(LIBRARY, exercise("hop-on", {"strong": "easy"}, kind="plyometric"))
    own = with_exercise(own, exercise("squat-low", {"strong": "easy"}, loads=loads("high")))
    screened = screen(profile(**asked), own, TODAY)
    assert isinstance(screened, Cleared)
    case = open_case(screened, own, TODAY)
    per_week = {one.exercise.id: first_dose(one, case).per_week for one in select(case).choices}
    # Hard work wants 3 and 7 days, jumps 7 and 2: six days for the hard work, one for the jumps.
    assert per_week == {"bend-deep": 3, "squat-low": 6, "hop-on": 1, "leap": 1}
