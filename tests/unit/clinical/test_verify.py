from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hepgen.clinical.plan import make_plan
from hepgen.clinical.screen import screen
from hepgen.clinical.verify import verify_plan
from hepgen.model.plan import Plan
from hepgen.model.screening import Cleared
from tests.library_fixture import PACKS, TODAY, VERSION, library, profile

LIBRARY = library()
RUNNER = {"pain_running": 3.0, "can_walk_30_min": True, "longest_run_km_30d": 4.0}


def cleared(**changes: Any) -> Cleared:
    screened = screen(profile(**changes), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    return screened


def edited(edits: dict[tuple[str | int, ...], Any], **changes: Any) -> tuple[Plan, Cleared]:
    """A plan with values replaced at paths in its JSON."""
    screened = cleared(**changes)
    data = make_plan(screened, LIBRARY, TODAY, packs=PACKS, version=VERSION).model_dump(by_alias=True)
    for path, value in edits.items():
        data = _replaced(data, path, value)
    return Plan.model_validate(data), screened


def _replaced(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(data, dict):
        return data | {key: _replaced(data[key], rest, value)}
    return tuple(_replaced(one, rest, value) if index == key else one for index, one in enumerate(data))


def fields(edits: dict[tuple[str | int, ...], Any], **changes: Any) -> list[str]:
    plan, screened = edited(edits, **changes)
    return [violation.field for violation in verify_plan(plan, screened, LIBRARY)]


def test_hepgen_s_own_plan_passes() -> None:
    assert fields({}) == []


def test_a_dose_may_move_inside_its_bounds_on_card_and_weeks_alike() -> None:
    card: dict[tuple[str | int, ...], Any] = {("exercises", 0, "dosage", "reps"): 12}
    weeks = {("schedule", week, "exercises", 0, "reps"): 12 for week in range(6)}
    assert fields(card | weeks) == []
    assert fields(card) == ["schedule"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("sets", 4), ("sets", 1), ("reps", 16), ("hold_s", 10), ("reps_in_reserve", 2), ("per_week", 4), ("per_day", 2)],
)
def test_a_dose_outside_its_bounds_is_named(field: str, value: int) -> None:
    assert f"exercises[0].dosage.{field}" in fields({("exercises", 0, "dosage", field): value})


def test_a_week_outside_the_bounds_is_named() -> None:
    assert fields({("schedule", 2, "exercises", 0, "sets"): 9}) == ["schedule[2].exercises[0].sets"]


@pytest.mark.parametrize(
    ("id_", "field"),
    [
        ("no-such-thing", "exercises[0].id"),
        ("pull-the-band", "exercises[0].id"),  # no band at home
        ("bend-deep", "exercises[0].id"),  # avoided at this stage
    ],
)
def test_an_exercise_that_must_not_be_given_is_named(id_: str, field: str) -> None:
    assert field in fields({("exercises", 0, "id"): id_})


def test_a_contraindicated_exercise_is_named() -> None:
    plan, _ = edited({}, plan__include=("hop",))
    profile_now = cleared(plan__include=("hop",), screening__conditions=("brittle",))
    assert [one.field for one in verify_plan(plan, profile_now, LIBRARY)] == ["exercises[0].id"]


def test_exercises_may_be_removed_from_card_and_weeks_but_not_all() -> None:
    plan, screened = edited({})
    fewer = plan.model_copy(
        update={
            "exercises": plan.exercises[1:],
            "schedule": tuple(week.model_copy(update={"exercises": week.exercises[1:]}) for week in plan.schedule),
        }
    )
    assert verify_plan(fewer, screened, LIBRARY) == ()
    half = plan.model_copy(update={"exercises": plan.exercises[1:]})
    assert {one.field for one in verify_plan(half, screened, LIBRARY)} == {
        f"schedule[{week}].exercises[0].id" for week in range(6)
    }
    none = plan.model_copy(update={"exercises": (), "schedule": ()})
    assert [one.field for one in verify_plan(none, screened, LIBRARY)] == ["exercises"]


def test_an_exercise_twice_or_in_no_week_is_named() -> None:
    plan, screened = edited({})
    twice = plan.model_copy(update={"exercises": (*plan.exercises, plan.exercises[0])})
    assert [one.field for one in verify_plan(twice, screened, LIBRARY)] == ["exercises"]
    unscheduled = plan.model_copy(update={"schedule": ()})
    assert {one.field for one in verify_plan(unscheduled, screened, LIBRARY)} == {"schedule"}


@pytest.mark.parametrize(
    ("load", "field"),
    [
        ({"kind": "kg", "kg": 2.0, "band": None}, "exercises[0].dosage.load.kind"),
        ({"kind": "band", "kg": None, "band": "purple"}, "exercises[0].dosage.load.band"),
        ({"kind": "body", "kg": 2.0, "band": None}, "exercises[0].dosage.load"),
    ],
)
def test_a_load_that_does_not_belong_is_named(load: dict[str, Any], field: str) -> None:
    assert field in fields({("exercises", 0, "dosage", "load"): load})


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("exercises", 0, "side"), "left", "exercises[0].side"),
        (("exercises", 0, "rung"), 3, "exercises[0].ladder"),
        (("exercises", 0, "scheme"), "strength", "exercises[0].scheme"),
        (("side",), "left", "condition"),
        (("stage",), "no-stage", "stage"),
        (("outcome",), "hold", "outcome"),
    ],
)
def test_what_a_plan_rests_on_may_not_change(path: tuple[str | int, ...], value: str | int, field: str) -> None:
    assert field in fields({path: value})


def test_runs_may_not_grow_longer_than_the_rule() -> None:
    assert fields({("km_max",): 5.0}, running=RUNNER) == ["km_max"]
    assert fields({("running", 0, "km_max"): 4.5}, running=RUNNER) == ["running[0].km_max"]


KEEPS = RUNNER | {"pain_running": 1.0, "weekly_km": 8.0, "target_km": 9.0}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({(0, "longest_km"): 4.4}, []),
        ({(0, "longest_km"): 4.5}, ["running_weeks[0].longest_km"]),
        ({(2, "longest_km"): 5.0}, ["running_weeks[2].longest_km"]),
        ({(1, "longest_km"): 4.0, (2, "longest_km"): 4.0, (4, "longest_km"): 4.4, (5, "longest_km"): 4.4}, []),
        ({(0, "longest_km"): None}, []),
        ({(week, "longest_km"): None for week in range(4)}, ["running_weeks[4].longest_km"]),
        ({(week, "longest_km"): 0.0 for week in range(4)}, ["running_weeks[4].longest_km"]),
        ({(2, "total_km"): 12.0}, []),
        ({(2, "total_km"): 3.0}, ["running_weeks[2].total_km"]),
        ({(2, "total_km"): 20.0}, ["running_weeks[2].total_km"]),
        ({(2, "total_km"): 70.0}, ["running_weeks[2].total_km"]),
        ({(2, "focus"): "keep"}, []),
        ({(1, "week"): 3}, ["running_weeks[1].week"]),
        ({(1, "starts_on"): date(2026, 12, 1)}, ["running_weeks[1].starts_on"]),
    ],
)
def test_the_running_calendar_is_held_to_the_longest_run_of_the_weeks_before(
    edits: dict[tuple[str | int, ...], Any], expected: list[str]
) -> None:
    """After weeks whose runs are not known or that had none, nothing tells how far is safe."""
    paths: dict[tuple[str | int, ...], Any] = {("running_weeks", *path): value for path, value in edits.items()}
    if any(value in (None, 0.0) for value in edits.values()):
        paths |= {(*path[:2], "total_km"): None for path in paths}
    assert fields(paths, running=KEEPS, problem__stage="grow") == expected


def test_running_that_a_precaution_forbids_is_named() -> None:
    plan, _ = edited({}, running=RUNNER)
    now = cleared(running=RUNNER, screening__conditions=("cracked",))
    assert "running" in [one.field for one in verify_plan(plan, now, LIBRARY)]


def test_a_recovery_week_may_go_one_set_below_but_not_two() -> None:
    made: dict[str, Any] = {"plan__include": ("bend-more",), "plan__max_exercises": 1}
    sets = ("schedule", 3, "exercises", 0, "sets")
    assert fields({sets: 2}, **made) == []
    assert fields({sets: 1}, **made) == ["schedule[3].exercises[0].sets"]
    assert fields({("schedule", 2, "exercises", 0, "sets"): 2}, **made) == ["schedule[2].exercises[0].sets"]


def test_a_load_that_belongs_may_be_set() -> None:
    load = {"kind": "kg", "kg": 4.0, "band": None}
    weeks = {("schedule", week, "exercises", 0, "load"): load for week in range(6)}
    card: dict[tuple[str | int, ...], Any] = {("exercises", 0, "dosage", "load"): load}
    made = {"plan__include": ("bend-more",), "plan__max_exercises": 1}
    assert fields(card | weeks, **made, context__equipment=("dumbbell",)) == []
    assert "exercises[0].dosage.load" in fields(card | weeks, **made)


@pytest.mark.parametrize("before", ["bend-a-little", "rise-on-toes", "nobody"])
def test_what_takes_another_s_place_stands_above_it_on_the_same_ladder(before: str) -> None:
    assert fields({("exercises", 0, "replaces"): before}) == ["exercises[0].replaces"]


def test_a_plan_that_starts_at_the_end_of_time_is_refused() -> None:
    assert "schedule[0].starts_on" in fields({("schedule", 0, "starts_on"): date.max})


@pytest.mark.parametrize(("runner", "left"), [(RUNNER, ()), (RUNNER | {"pain_running": 1.0}, ())])
def test_forbidden_running_is_named_with_or_without_sessions(runner: dict[str, Any], left: tuple[()]) -> None:
    plan, _ = edited({("running",): left}, running=runner)
    now = cleared(running=runner, screening__conditions=("cracked",))
    assert "running" in [one.field for one in verify_plan(plan, now, LIBRARY)]
    left_over = plan.model_copy(update={"running_advice": "no"})
    assert "running" in [one.field for one in verify_plan(left_over, now, LIBRARY)], "the calendar is still there"
    silent = left_over.model_copy(update={"running_weeks": ()})
    assert "running" not in [one.field for one in verify_plan(silent, now, LIBRARY)]


def test_kilograms_that_a_precaution_forbids_are_named() -> None:
    load = {"kind": "kg", "kg": 4.0, "band": None}
    weeks = {("schedule", week, "exercises", 0, "load"): load for week in range(6)}
    card: dict[tuple[str | int, ...], Any] = {("exercises", 0, "dosage", "load"): load}
    injected = {"screening__steroid_injection_on": TODAY - timedelta(days=10)}
    found = fields(card | weeks, plan__include=("bend-more",), plan__max_exercises=1, **injected)
    assert found[0] == "exercises[0].dosage.load"
    assert "schedule[5].exercises[0].load" in found


def test_a_start_of_running_that_a_precaution_forbids_is_named() -> None:
    beginner = RUNNER | {"weekly_km": 0.0}
    plan, _ = edited({}, running=beginner)
    assert plan.running
    pregnant = cleared(running=beginner, screening__pregnancy_weeks=20)
    assert "running" in [one.field for one in verify_plan(plan, pregnant, LIBRARY)]


@pytest.mark.parametrize(("field", "value"), [("run_min", 300), ("rounds", 20), ("walk_min", 0)])
def test_a_run_that_is_no_level_of_the_ladder_is_named(field: str, value: int) -> None:
    made = {"running": RUNNER}
    plan, _ = edited({}, **made)
    assert plan.running
    assert fields({("running", 0, field): value}, **made) == ["running[0]"]


@pytest.mark.parametrize("cap", ["exercise_max", "running_max"])
def test_the_pain_cap_of_a_child_may_not_be_raised(cap: str) -> None:
    young = {"patient__date_of_birth": TODAY.replace(year=TODAY.year - 17)}
    assert fields({}, **young) == []
    assert fields({("pain_rule", cap): 5}, **young) == [f"pain_rule.{cap}"]


def test_a_plan_without_a_pain_rule_is_refused() -> None:
    assert fields({("pain_rule",): None}) == ["pain_rule"]


@pytest.mark.parametrize(("place", "key", "value"), [(1, "week", 1), (1, "starts_on", TODAY + timedelta(days=900))])
def test_weeks_follow_one_another(place: int, key: str, value: Any) -> None:
    assert fields({("schedule", place, key): value}) == [f"schedule[{place}].{key}"]


@pytest.mark.parametrize("tempo", ["", "x", "0-0-0"])
def test_a_tempo_is_three_numbers_of_seconds(tempo: str) -> None:
    with pytest.raises(ValueError, match="tempo"):
        edited({("exercises", 0, "dosage", "tempo"): tempo})


def test_words_of_a_plan_have_an_end() -> None:
    with pytest.raises(ValueError, match="next_morning"):
        edited({("pain_rule", "next_morning"): "word " * 200})


def test_a_run_as_long_as_the_last_is_never_too_long() -> None:
    """A limit is rounded down for the page, but never below what the patient ran."""
    plan, screened = edited({}, running=KEEPS | {"longest_run_km_30d": 0.001, "weekly_km": 0.001})
    assert verify_plan(plan, screened, LIBRARY) == ()


def walk_run(plan: Plan, *levels: int, in_one_week: bool = False) -> Plan:
    """The plan with sessions of these levels, from 1."""
    ladder = LIBRARY.running.levels
    sessions = tuple(
        plan.running[0].model_copy(
            update={
                "week": 1 if in_one_week else number,
                "session": number if in_one_week else 1,
                "walk_min": ladder[level - 1].walk_min,
                "run_min": ladder[level - 1].run_min,
                "rounds": ladder[level - 1].rounds,
            }
        )
        for number, level in enumerate(levels, 1)
    )
    return plan.model_copy(update={"running": sessions})


BEGINNER = RUNNER | {"weekly_km": 0.0, "longest_run_km_30d": 0.0}


def test_who_does_not_run_starts_at_the_first_level_and_three_times_a_week_at_most() -> None:
    plan, screened = edited({}, running=BEGINNER)
    many = LIBRARY.running.sessions_per_week
    for other, expected in (
        (walk_run(plan, 1, 2), []),
        (walk_run(plan, 2, 2), ["running[0]"]),
        (walk_run(plan, *[1] * many, in_one_week=True), []),
        (walk_run(plan, *[1] * (many + 1), in_one_week=True), ["running"]),
        (plan.model_copy(update={"running": ()}), ["running"]),
    ):
        assert [one.field for one in verify_plan(other, screened, LIBRARY)] == expected
    _, never = edited({})
    assert "running" in [one.field for one in verify_plan(walk_run(plan, 1), never, LIBRARY)]


def test_a_date_is_not_said_to_be_reached_sooner_than_the_rules_allow() -> None:
    made: dict[str, Any] = {"running": KEEPS, "goals__target_date": TODAY + timedelta(days=8)}
    paths: dict[tuple[str | int, ...], Any] = {
        ("running_outlook", "ready_on"): TODAY + timedelta(days=3),
        ("running_outlook", "enough"): True,
    }
    assert fields(paths, **made) == ["running_outlook.ready_on"]


def test_no_level_of_the_walk_run_ladder_is_jumped_over() -> None:
    plan, screened = edited({}, running=RUNNER | {"weekly_km": 0.0})
    last = LIBRARY.running.levels[-1]
    assert len(LIBRARY.running.levels) > 2
    jump = plan.running[0].model_copy(
        update={"walk_min": last.walk_min, "run_min": last.run_min, "rounds": last.rounds, "session": 2}
    )
    hasty = plan.model_copy(update={"running": (plan.running[0], jump)})
    assert [one.field for one in verify_plan(hasty, screened, LIBRARY)] == ["running[1]"]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ({"own": 160, "low": 162, "high": 170}, []),
        ({"own": 160, "low": 162, "high": 200}, ["step_rate"]),
        ({"own": 160, "low": 150, "high": 165}, ["step_rate"]),
        ({"own": 160, "low": 170, "high": 165}, ["step_rate"]),
        ({"own": 150, "low": 152, "high": 160}, ["step_rate"]),
    ],
)
def test_the_step_rate_to_aim_at_is_a_small_rise_on_the_runner_s_own(rate: dict[str, int], expected: list[str]) -> None:
    assert fields({("step_rate",): rate}, running=RUNNER | {"step_rate_spm": 160}) == expected


def test_a_step_rate_for_somebody_whose_own_is_not_known_is_refused() -> None:
    assert fields({("step_rate",): {"own": 160, "low": 165, "high": 170}}, running=RUNNER) == ["step_rate"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({}, []),
        ({"target_km": 42.0}, ["running_outlook"]),
        ({"target_date": date(2027, 12, 1)}, ["running_outlook"]),
        ({"enough": None}, []),
    ],
)
def test_what_is_said_of_the_target_is_of_the_patient_s_own(edit: dict[str, Any], expected: list[str]) -> None:
    paths: dict[tuple[str | int, ...], Any] = {("running_outlook", name): value for name, value in edit.items()}
    assert fields(paths, running=KEEPS, goals__target_date=date(2027, 10, 1)) == expected


def test_time_enough_is_not_said_when_the_date_is_too_near() -> None:
    made: dict[str, Any] = {"running": KEEPS, "goals__target_date": TODAY + timedelta(days=8)}
    plan, _ = edited({}, **made)
    assert plan.running_outlook is not None
    assert plan.running_outlook.enough is False
    assert fields({("running_outlook", "enough"): True}, **made) == ["running_outlook.enough"]


LOADED = {"plan__include": ("bend-more",), "plan__max_exercises": 1, "context__equipment": ("dumbbell",)}


def kilograms(*weeks: float) -> dict[tuple[str | int, ...], Any]:
    """One exercise with so many kilograms in each week."""
    loads = [{"kind": "kg", "kg": kg, "band": None} for kg in weeks]
    card: dict[tuple[str | int, ...], Any] = {("exercises", 0, "dosage", "load"): loads[0]}
    return card | {("schedule", week, "exercises", 0, "load"): load for week, load in enumerate(loads)}


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ((10, 10, 11, 11, 12, 12), []),
        ((10, 10, 11.1, 11, 12, 12), ["schedule[2].exercises[0].load.kg"]),
        ((10, 11, 8, 11, 12, 12), []),  # back to where it was after an easier week
        ((10, 10, 10, 10, 10, 20), ["schedule[5].exercises[0].load.kg"]),
        ((40, 10, 10, 10, 40, 40), ["schedule[4].exercises[0].load.kg"]),  # three weeks later it is a new load
    ],
)
def test_a_load_rises_by_a_tenth_a_week_at_most(weeks: tuple[float, ...], expected: list[str]) -> None:
    assert fields(kilograms(*weeks), **LOADED) == expected


@pytest.mark.parametrize(("late", "expected"), [(6.0, []), (7.0, ["schedule[1].exercises[0].load.kg"])])
def test_what_comes_after_weeks_without_weight_is_light(late: float, expected: list[str]) -> None:
    """A tenth of the body's weight, as hepgen itself would add."""
    body = {"kind": "body", "kg": None, "band": None}
    edits = kilograms(late, *[late] * 5) | {
        ("exercises", 0, "dosage", "load"): body,
        ("schedule", 0, "exercises", 0, "load"): body,
    }
    assert fields(edits, **LOADED, patient__weight_kg=62.0) == expected


def test_a_first_load_is_no_more_than_was_lifted_in_the_clinic() -> None:
    lifted = {"exercise": "bend-more", "side": "right", "reps": 8, "load_kg": 20.0, "reps_in_reserve": 3}
    made = {**LOADED, "baseline": (lifted,), "patient__weight_kg": 62.0}
    assert fields(kilograms(*[20.0] * 6), **made) == []
    assert fields(kilograms(*[21.0] * 6), **made) == ["exercises[0].dosage.load.kg"]


def test_a_slip_of_the_hand_is_not_lifted() -> None:
    """300 for 30: nobody starts at home with more than she weighs, or than anybody does where that is not known."""
    assert fields(kilograms(*[300.0] * 6), **LOADED)[0] == "exercises[0].dosage.load.kg"
    assert fields(kilograms(*[300.0] * 6), **LOADED, patient__weight_kg=62.0)[0] == "exercises[0].dosage.load.kg"
    assert fields(kilograms(*[30.0] * 6), **LOADED, patient__weight_kg=62.0) == []


@pytest.mark.parametrize(("days", "expected"), [(0, []), (366, []), (-1, ["review_on"]), (367, ["review_on"])])
def test_the_visit_lies_within_a_year_of_the_plan(days: int, expected: list[str]) -> None:
    assert fields({("review_on",): TODAY + timedelta(days=days)}) == expected


def test_every_exercise_spoken_of_is_in_the_library() -> None:
    assert fields({("decisions", 0, "exercise"): "no-such-thing"}) == ["decisions[0].exercise"]


def test_a_card_names_all_that_is_done_on_other_days() -> None:
    assert fields({("exercises", 0, "apart_from"): ("rise-on-toes",)}) == ["exercises[0].apart_from"]


@pytest.mark.parametrize(
    ("path", "value"),
    [(("schedule", 0, "exercises", 0, "changed"), "colour"), (("exercises", 0, "certainty"), "beyond doubt")],
)
def test_words_from_a_closed_list_are_told_when_they_are_not(path: tuple[str | int, ...], value: str) -> None:
    with pytest.raises(ValueError, match=str(path[-1])):
        edited({path: value})
