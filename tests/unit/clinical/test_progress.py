from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hepgen.clinical.plan import make_plan
from hepgen.clinical.screen import screen
from hepgen.model.base import Range
from hepgen.model.library import Library
from hepgen.model.plan import Load, Plan
from hepgen.model.screening import Cleared
from tests.library_fixture import PACKS, TODAY, VERSION, exercise, library, profile, with_exercise

LIBRARY = library()
HOME = {"context__equipment": ("dumbbell",), "context__increments_kg": 2.0, "patient__weight_kg": 62.0}


def plan(**changes: Any) -> Plan:
    screened = screen(profile(**changes), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    return make_plan(screened, LIBRARY, TODAY, packs=PACKS, version=VERSION)


def alone(exercise: str, weeks: int, **changes: Any) -> Plan:
    """A plan of one exercise."""
    only = {"plan__include": (exercise,), "plan__max_exercises": 1, "plan__weeks": weeks}
    return plan(**(only | changes))


def steps(plan: Plan) -> list[tuple[str, str | None]]:
    """Week by week: what is done, and what stepped up."""
    return [
        (
            f"{one.id} {one.sets}×{one.reps}"
            + (f" {one.hold_s}s" if one.hold_s else "")
            + (f" {one.load.kg:g}kg" if one.load.kg else "")
            + (f" {one.load.band}" if one.load.band else ""),
            one.changed,
        )
        for week in plan.schedule
        for one in week.exercises
    ]


def test_exercises_take_turns_and_every_fourth_week_is_easier() -> None:
    weeks = plan(plan__weeks=6).schedule
    assert [week.kind for week in weeks] == ["build", "build", "build", "recovery", "build", "build"]
    changed = [[(one.id, one.changed) for one in week.exercises if one.changed] for week in weeks]
    assert changed == [
        [],
        [("bend-a-little", "reps")],
        [("lie-and-lift", "reps")],
        [],
        [("rise-on-toes", "reps")],
        [("bend-a-little", "reps")],
    ]
    before, recovery, after = (
        [(one.id, one.sets, one.reps) for one in weeks[number - 1].exercises] for number in (3, 4, 5)
    )
    assert recovery == [(id_, sets - 1, reps) for id_, sets, reps in before]
    assert [sets for _, sets, _ in after] == [sets for _, sets, _ in before]


def test_a_recovery_week_keeps_at_least_one_set() -> None:
    older = alone("rise-on-toes", 4, patient__date_of_birth=date(1950, 1, 1))
    assert [week.exercises[0].sets for week in older.schedule] == [2, 2, 2, 1]


def test_repetitions_then_a_set_then_the_next_rung() -> None:
    assert steps(alone("rise-on-toes", 7)) == [
        ("rise-on-toes 2×10", None),
        ("rise-on-toes 2×12", "reps"),
        ("rise-on-toes 2×14", "reps"),
        ("rise-on-toes 1×14", None),
        ("rise-on-toes 2×15", "reps"),
        ("rise-on-toes 3×15", "sets"),
        ("rise-on-one 3×8", "rung"),
    ]


def test_the_next_rung_joins_the_plan_with_a_decision_of_its_own() -> None:
    made = alone("rise-on-toes", 7)
    joined = made.exercises[-1]
    assert (joined.id, joined.from_week, joined.replaces, joined.rung) == ("rise-on-one", 7, "rise-on-toes", 2)
    assert joined.because == ("This is the next step up from: rise-on-toes.",)
    (decision,) = [one for one in made.decisions if one.exercise == "rise-on-one"]
    assert (decision.verdict, decision.rule) == ("chosen", "ladder:next-rung")


def test_a_next_rung_that_a_filter_rejects_is_not_taken() -> None:
    made = alone("rise-on-toes", 12, plan__exclude=("rise-on-one",))
    assert {one.id for week in made.schedule for one in week.exercises} == {"rise-on-toes"}


def test_a_hold_grows_longer_within_its_bounds() -> None:
    holds = [one.hold_s for week in alone("push-the-wall", 9).schedule for one in week.exercises]
    assert holds == [20, 25, 30, 30, 35, 40, 45, 45, 45]


def test_the_first_kilograms_send_the_repetitions_back_to_the_bottom() -> None:
    made = steps(alone("bend-more", 6, **HOME))
    assert made[4:] == [("bend-more 3×11", "reps"), ("bend-more 3×12", "reps")]
    assert steps(alone("bend-more", 7, **HOME))[6] == ("bend-more 3×8 2kg", "load")


def test_kilograms_rise_by_a_tenth_at_most() -> None:
    heavy = {"exercise": "bend-more", "reps": 8, "reps_in_reserve": 3, "load_kg": 20.0}
    made = [one for one, _ in steps(alone("bend-more", 7, **HOME, baseline=(heavy,)))]
    assert made[0] == "bend-more 3×8 20kg"
    assert made[6] == "bend-more 3×8 22kg"
    light = steps(alone("bend-more", 12, **HOME, baseline=(heavy | {"load_kg": 18.0},)))
    assert light[-2:] == [("bend-more 3×12 18kg", None), ("bend-more 2×12 18kg", None)]


def test_no_first_kilograms_when_the_patient_s_weight_is_not_known() -> None:
    home = {"context__equipment": ("dumbbell",), "context__increments_kg": 2.0}
    assert all("kg" not in one for one, _ in steps(alone("bend-more", 12, **home)))


def test_a_stronger_band_sends_the_repetitions_back_to_the_bottom() -> None:
    made = alone("pull-the-band", 20, context__equipment=("resistance-band",), plan__exclude=("bend-more",))
    bands = [(one.load.band, one.changed) for week in made.schedule for one in week.exercises]
    assert [band for band, changed in bands if changed == "load"] == ["medium", "heavy"]
    assert {one.reps for week in made.schedule for one in week.exercises if one.changed == "load"} == {8}


def test_a_set_is_added_only_while_the_session_fits() -> None:
    def most_sets(minutes: int) -> int:
        made = alone("rise-on-toes", 12, plan__exclude=("rise-on-one",), context__minutes_per_session=minutes)
        return max(one.sets for week in made.schedule for one in week.exercises)

    assert (most_sets(20), most_sets(5)) == (3, 2)


def test_weeks_start_on_the_day_asked_for_or_on_the_next_monday() -> None:
    assert [week.starts_on for week in plan(plan__weeks=2).schedule] == [date(2026, 11, 23), date(2026, 11, 30)]
    asked = plan(plan__weeks=2, plan__start_on=date(2026, 11, 25))
    assert [week.starts_on for week in asked.schedule] == [date(2026, 11, 25), date(2026, 12, 2)]


@pytest.mark.parametrize(("kinds", "kit"), [(("body", "band"), ()), (("body",), ("resistance-band",))])
def test_a_band_joins_only_where_it_belongs_and_is_at_home(kinds: tuple[str, ...], kit: tuple[str, ...]) -> None:
    def bands(kinds: tuple[str, ...], kit: tuple[str, ...]) -> set[str | None]:
        own = with_exercise(LIBRARY, exercise("step-aside", {"grow": "strength"}, load_kinds=kinds))
        changes: dict[str, Any] = {"plan__include": ("step-aside",), "plan__max_exercises": 1, "plan__weeks": 8}
        screened = screen(profile(context__equipment=kit, **changes), own, TODAY)
        assert isinstance(screened, Cleared)
        made = make_plan(screened, own, TODAY, packs=PACKS, version=VERSION)
        return {one.load.band for week in made.schedule for one in week.exercises}

    assert bands(("body", "band"), ("resistance-band",)) == {None, "light"}
    assert bands(kinds, kit) == {None}


def test_a_load_never_rises_past_what_a_plan_can_state() -> None:
    home = {"context__equipment": ("dumbbell",), "context__increments_kg": 20.0, "patient__weight_kg": 200.0}
    heaviest = {"exercise": "bend-more", "reps": 8, "reps_in_reserve": 3, "load_kg": 280.0}
    made = alone("bend-more", 16, baseline=(heaviest,), **home)
    assert max(one.load.kg or 0 for week in made.schedule for one in week.exercises) == 300.0


def test_the_next_rung_is_the_very_next_one() -> None:
    changes: dict[str, Any] = {"problem__stage": "strong", "plan__exclude": ("bend-deep",)}
    made = alone("bend-more", 12, **changes)
    assert {one.id for week in made.schedule for one in week.exercises} == {"bend-more"}
    with_it = alone("bend-more", 12, problem__stage="strong")
    assert [one.id for one in with_it.exercises] == ["bend-more", "bend-deep"]


def test_no_kilograms_are_ever_added_where_a_precaution_forbids_weights() -> None:
    injected = {"screening__steroid_injection_on": TODAY - timedelta(days=10)}
    weeks = alone("bend-more", 20, **HOME, **injected, plan__exclude=("bend-deep",)).schedule
    assert {one.load.kind for week in weeks for one in week.exercises} == {"body"}


def test_the_next_rung_has_no_more_sets_than_the_session_has_room_for() -> None:
    sets = {"sets": Range(low=2, high=3, start=3)}
    own = replace(LIBRARY, dosages={**LIBRARY.dosages, "strength": LIBRARY.dosages["strength"].model_copy(update=sets)})

    def joins(minutes: int) -> int:
        only: dict[str, Any] = {"plan__include": ("rise-on-toes",), "plan__max_exercises": 1, "plan__weeks": 8}
        screened = screen(profile(**only, context__minutes_per_session=minutes), own, TODAY)
        assert isinstance(screened, Cleared)
        made = make_plan(screened, own, TODAY, packs=PACKS, version=VERSION)
        (later,) = [one for one in made.exercises if one.id == "rise-on-one"]
        return later.dosage.sets

    assert (joins(20), joins(5)) == (3, 2)


def test_repetitions_go_down_as_the_load_goes_up() -> None:
    """The table of heavy slow resistance, one increment of at most a tenth a step."""
    counted_down = with_exercise(
        LIBRARY,
        exercise("press-away", {"grow": "heavy"}, load_kinds=("body", "kg")),
    )
    measured = ({"exercise": "press-away", "reps": 10, "load_kg": 24.0, "reps_in_reserve": 3},)
    screened = screen(
        profile(**HOME, baseline=measured, plan__include=("press-away",), plan__max_exercises=1, plan__weeks=7),
        counted_down,
        TODAY,
    )
    assert isinstance(screened, Cleared)
    assert steps(make_plan(screened, counted_down, TODAY, packs=PACKS, version=VERSION)) == [
        ("press-away 3×12 22kg", None),
        ("press-away 3×10 24kg", "load"),
        ("press-away 3×8 26kg", "load"),
        ("press-away 2×8 26kg", None),
        ("press-away 3×6 28kg", "load"),
        ("press-away 3×6 30kg", "load"),
        ("press-away 3×6 32kg", "load"),
    ]


def test_without_a_known_load_they_stay() -> None:
    counted_down = with_exercise(LIBRARY, exercise("press-away", {"grow": "heavy"}))
    screened = screen(profile(plan__include=("press-away",), plan__max_exercises=1, plan__weeks=3), counted_down, TODAY)
    assert isinstance(screened, Cleared)
    weeks = steps(make_plan(screened, counted_down, TODAY, packs=PACKS, version=VERSION))
    assert weeks == [("press-away 3×12", None)] * 3


def test_what_cannot_step_up_otherwise_stays_three_weeks_on_its_rung() -> None:
    """A hold of fixed length, or a load that nobody knows, must not rush up the ladder."""
    fixed = with_exercise(LIBRARY, exercise("rise-on-toes", {"grow": "heavy"}, sides="both"))
    screened = screen(
        profile(plan__include=("rise-on-toes",), plan__max_exercises=1, plan__weeks=5, context__minutes_per_session=5),
        fixed,
        TODAY,
    )
    assert isinstance(screened, Cleared)
    weeks = steps(make_plan(screened, fixed, TODAY, packs=PACKS, version=VERSION))
    assert [done.split()[0] for done, _ in weeks] == ["rise-on-toes"] * 4 + ["rise-on-one"]


def test_two_exercises_of_one_ladder_never_meet_on_a_rung() -> None:
    both = {"plan__include": ("bend-a-little", "bend-more"), "plan__max_exercises": 2, "problem__stage": "strong"}
    made = plan(plan__weeks=14, **both)
    assert [one.id for one in made.exercises] == ["bend-a-little", "bend-more", "bend-deep"]


def test_a_load_that_was_measured_with_few_repetitions_counts_where_they_are_counted_down() -> None:
    strong = {"problem__stage": "strong", "context__equipment": ("barbell",), "context__increments_kg": 2.5}
    measured = ({"exercise": "shoulder-the-bar", "reps": 6, "load_kg": 40.0, "reps_in_reserve": 3},)
    asked = {"plan__include": ("shoulder-the-bar",), "plan__max_exercises": 1, "plan__weeks": 2}
    assert steps(plan(**strong, **asked, baseline=measured))[0] == ("shoulder-the-bar 3×12 32.5kg", None)


# -- on both sides of every limit -----------------------------------------------------------------------------


def made_of(own: Library, exercise: str, weeks: int, **changes: Any) -> Plan:
    """A plan of one exercise of another library."""
    only: dict[str, Any] = {"plan__include": (exercise,), "plan__max_exercises": 1, "plan__weeks": weeks}
    screened = screen(profile(**(only | changes)), own, TODAY)
    assert isinstance(screened, Cleared)
    return make_plan(screened, own, TODAY, packs=PACKS, version=VERSION)


def scheme(name: str, of: str, **fields: Any) -> Library:
    """The library with another dosage scheme in place of one of its own."""
    return replace(LIBRARY, dosages={**LIBRARY.dosages, name: LIBRARY.dosages[of].model_copy(update=fields)})


@pytest.mark.parametrize(("rest_s", "sets"), [(30, 3), (33, 2)])
def test_a_set_that_fills_the_session_to_the_minute_fits(rest_s: int, sets: int) -> None:
    """3 × 14 × 5 s, two rests and half a minute are five minutes, or a little more."""
    own = scheme("easy", "easy", reps=Range(low=10, high=14), rest_s=rest_s)
    made = made_of(own, "rise-on-toes", 7, plan__exclude=("rise-on-one",), context__minutes_per_session=5)
    assert max(one.sets for week in made.schedule for one in week.exercises) == sets


def test_a_set_has_to_fit_beside_all_other_exercises() -> None:
    """Three exercises take 8 of 9 minutes; no set of any of them fits into what is left."""
    made = plan(plan__weeks=12, context__minutes_per_session=9, problem__stage="quiet")
    first = [(one.id, one.sets) for one in made.schedule[0].exercises]
    assert all([(one.id, one.sets) for one in week.exercises] == first for week in made.schedule[:3])
    assert not any(one.changed == "sets" for week in made.schedule for one in week.exercises)


def test_a_rung_is_kept_for_three_weeks_and_no_longer_where_nothing_else_steps_up() -> None:
    """Toes grow to 13 repetitions by week 5; the fixed rung of week 6 is followed in week 9, not in 8 or 10."""
    rungs = ("rise-on-toes", "rise-halfway", "rise-on-one")
    rise = LIBRARY.ladders["rise"].model_copy(update={"rungs": rungs})
    own = scheme("easy", "easy", sets=Range(low=2, high=2), reps=Range(low=10, high=13), step_reps=1)
    for id_ in rungs[1:]:
        own = with_exercise(own, exercise(id_, {"grow": "heavy"}))
    own = replace(own, ladders={**own.ladders, "rise": rise})
    made = made_of(own, "rise-on-toes", 10)
    assert {one.id: one.from_week for one in made.exercises} == {
        "rise-on-toes": 1,
        "rise-halfway": 6,
        "rise-on-one": 9,
    }


@pytest.mark.parametrize(
    ("kilograms", "increment", "heavier"),
    [(20.0, 2.0, 22.0), (18.0, 2.0, None), (12.5, 1.25, 13.75), (11.25, 1.25, None), (6.9, 0.69, 7.59)],
)
def test_a_load_rises_by_one_increment_of_at_most_a_tenth(
    kilograms: float, increment: float, heavier: float | None
) -> None:
    home = HOME | {"context__increments_kg": increment}
    strong = {"exercise": "bend-more", "reps": 8, "reps_in_reserve": 3, "load_kg": kilograms}
    made = alone("bend-more", 7, **home, baseline=(strong,))
    assert made.schedule[0].exercises[0].load == Load(kind="kg", kg=kilograms)
    risen = [one.load.kg for week in made.schedule for one in week.exercises if one.changed == "load"]
    assert risen == ([] if heavier is None else [heavier])


def test_a_heavier_hold_starts_short_again() -> None:
    own = with_exercise(LIBRARY, exercise("hold-the-weight", {"grow": "hold"}, load_kinds=("body", "kg")))
    made = made_of(own, "hold-the-weight", 9, **HOME)
    assert steps(made)[6:] == [
        ("hold-the-weight 3×1 45s", "hold_s"),
        ("hold-the-weight 2×1 45s", None),
        ("hold-the-weight 3×1 20s 2kg", "load"),
    ]


def test_a_rung_that_joins_is_done_on_no_more_days_than_the_one_before() -> None:
    own = scheme("strength", "strength", per_week=Range(low=2, high=6))
    made = made_of(own, "rise-on-toes", 7, context__days_per_week=4)
    assert [(one.id, one.dosage.per_week) for one in made.exercises] == [("rise-on-toes", 4), ("rise-on-one", 4)]
    fewer = scheme("easy", "easy", per_week=Range(low=1, high=2))
    made = made_of(fewer, "rise-on-toes", 7)
    assert [(one.id, one.dosage.per_week) for one in made.exercises] == [("rise-on-toes", 2), ("rise-on-one", 2)]


@pytest.mark.parametrize(("other", "joins"), [("bend-deep", False), ("bend-more", True)])
def test_no_rung_joins_that_would_need_a_day_apart_from_the_rest(other: str, joins: bool) -> None:
    """A first jump beside deep squats would load one knee twice in a session."""
    own = with_exercise(LIBRARY, exercise("rise-and-leap", {"strong": "jump"}, kind="plyometric"))
    rise = LIBRARY.ladders["rise"].model_copy(update={"rungs": ("rise-on-toes", "rise-and-leap")})
    own = replace(own, ladders={**own.ladders, "rise": rise})
    asked: dict[str, Any] = {"plan__include": ("rise-on-toes", other), "plan__max_exercises": 2}
    made = made_of(own, "", 20, **asked, problem__stage="strong")
    assert ("rise-and-leap" in {one.id for one in made.exercises}) is joins


@pytest.mark.parametrize(("rest_s", "sets"), [(51, 3), (54, 2), (90, 2)])
def test_a_rung_that_joins_takes_the_place_of_the_one_before_in_the_session_too(rest_s: int, sets: int) -> None:
    """3 × 8 × 7 s, two rests and half a minute are just the five minutes that there are, or a little more."""
    own = scheme("strength", "strength", sets=Range(low=1, high=3, start=3), rest_s=rest_s)
    made = made_of(own, "rise-on-toes", 8, context__minutes_per_session=5)
    assert [(one.id, one.dosage.sets) for one in made.exercises] == [("rise-on-toes", 2), ("rise-on-one", sets)]


def test_a_rung_that_joins_gives_up_as_many_sets_as_it_must() -> None:
    """Of four sets, 6.8 minutes, three fit into five minutes."""
    own = scheme("strength", "strength", sets=Range(low=1, high=4, start=4), rest_s=51)
    made = made_of(own, "rise-on-toes", 8, context__minutes_per_session=5)
    assert [(one.id, one.dosage.sets) for one in made.exercises] == [("rise-on-toes", 2), ("rise-on-one", 3)]


def test_a_rung_that_joins_keeps_the_fewest_sets_of_its_scheme_however_short_the_session() -> None:
    made = made_of(LIBRARY, "rise-on-toes", 8, context__minutes_per_session=5)
    assert [(one.id, one.dosage.sets) for one in made.exercises] == [("rise-on-toes", 2), ("rise-on-one", 3)]


@pytest.mark.parametrize(("minutes", "sets"), [(8, 1), (9, 2)])
def test_a_second_set_may_take_more_than_twice_the_time_of_the_first(minutes: int, sets: int) -> None:
    """15 × 12 s and half a minute are 3.5 minutes; a second set with its long rest makes 8.5 of them."""
    slow: dict[str, Any] = {"sets": Range(low=1, high=2), "reps": Range(low=15, high=15)}
    own = scheme("easy", "easy", **slow, tempo="4-4-4", rest_s=120)
    made = made_of(own, "rise-on-toes", 3, plan__exclude=("rise-on-one",), context__minutes_per_session=minutes)
    assert [one.sets for week in made.schedule for one in week.exercises] == [1, sets, sets]


def test_a_weight_that_nobody_knows_is_never_raised() -> None:
    made = alone("lift-weight", 8, **HOME | {"context__increments_kg": 8.0})
    assert {one.load for week in made.schedule for one in week.exercises} == {Load(kind="kg")}


def test_the_heaviest_load_that_a_plan_can_state_is_not_passed_by_a_single_kilogram() -> None:
    home = {"context__equipment": ("dumbbell",), "context__increments_kg": 1.0, "patient__weight_kg": 400.0}
    heaviest = {"exercise": "bend-more", "reps": 8, "reps_in_reserve": 3, "load_kg": 300.0}
    made = alone("bend-more", 9, baseline=(heaviest,), **home)
    assert {one.load.kg for week in made.schedule for one in week.exercises} == {300.0}


def test_each_exercise_on_another_day_is_named_once_however_often_it_steps_up() -> None:
    own = scheme("jump", "jump", reps=Range(low=8, high=8), sets=Range(low=3, high=4))
    asked: dict[str, Any] = {"plan__include": ("bend-deep", "leap"), "plan__max_exercises": 2}
    made = made_of(own, "", 3, **asked, problem__stage="strong", context__minutes_per_session=60)
    assert [one.changed for week in made.schedule for one in week.exercises if one.id == "leap"] == [None, None, "sets"]
    assert [one.apart_from for one in made.exercises] == [("leap",), ("bend-deep",)]


def test_the_turn_goes_round_even_when_one_cannot_step_up() -> None:
    """The calf stretch has no steps; bend and lift take turns around it."""
    asked: dict[str, Any] = {"plan__include": ("ease-the-calf",), "plan__max_exercises": 3, "plan__weeks": 7}
    weeks = plan(**asked, context__minutes_per_session=11).schedule
    changed = [[(one.id, one.changed) for one in week.exercises if one.changed] for week in weeks]
    assert changed == [
        [],
        [("bend-a-little", "reps")],
        [("lie-and-lift", "reps")],
        [],
        [("bend-a-little", "reps")],
        [("lie-and-lift", "reps")],
        [("bend-a-little", "reps")],
    ]
