"""What holds for every patient: over invented exercises, and over the real library."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from hepgen.clinical.apart import clash
from hepgen.clinical.dose import Bounds, dose_bounds
from hepgen.clinical.plan import make_plan, make_referral
from hepgen.clinical.screen import screen
from hepgen.clinical.verify import verify_plan
from hepgen.model.base import Range
from hepgen.model.library import DoseLimits, Exercise, Library
from hepgen.model.plan import Load, Plan, ScheduledExercise
from hepgen.model.profile import Profile
from hepgen.model.screening import Cleared
from hepgen.packs.content import open_content
from tests import library_fixture
from tests.library_fixture import PACKS, TODAY, VERSION
from tests.strategies import profiles

REAL = open_content().library
LIBRARIES: dict[str, Callable[[], Library]] = {
    "invented": library_fixture.library,
    "real": lambda: REAL,
}
LEVELS = ("low", "medium", "high")
FLOOR = {"supine", "prone", "side-lying", "kneeling", "half-kneeling", "quadruped"}
KNEELING = {"kneeling", "half-kneeling", "quadruped"}
ON_THE_LEG = KNEELING | {"standing", "gait"}


@pytest.fixture(scope="module", params=sorted(LIBRARIES))
def library(request: pytest.FixtureRequest) -> Library:
    return LIBRARIES[request.param]()


anybody = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def made(profile: Profile, library: Library, today: date = TODAY) -> Plan:
    screened = screen(profile, library, today)
    if isinstance(screened, Cleared):
        return make_plan(screened, library, today, packs=PACKS, version=VERSION)
    return make_referral(screened, library, today, packs=PACKS, version=VERSION)


def some_plan(data: st.DataObject, library: Library) -> tuple[Plan, Cleared]:
    """A profile that ends in a plan, and what screening said of it."""
    profile = data.draw(profiles(library, TODAY, healthy=data.draw(st.booleans())))
    screened = screen(profile, library, TODAY)
    if not isinstance(screened, Cleared):
        reject()
    plan = make_plan(screened, library, TODAY, packs=PACKS, version=VERSION)
    assume(plan.outcome == "plan")
    return plan, screened


class Made(NamedTuple):
    """A plan, what screening said of its profile, and the library of both."""

    plan: Plan
    screened: Cleared
    library: Library


Check = Callable[[Made], None]
CHECKS: list[Check] = []
"""What holds for every plan."""


def holds(check: Check) -> Check:
    CHECKS.append(check)
    return check


# -- the outcome ----------------------------------------------------------------------------------------------


@anybody
@given(data=st.data())
def test_every_profile_ends_in_a_plan_a_referral_or_a_hold(data: st.DataObject, library: Library) -> None:
    profile = data.draw(profiles(library, TODAY))
    plan = made(profile, library)
    assert (plan.outcome == "plan") == bool(plan.exercises) == bool(plan.schedule)
    if plan.outcome != "plan":
        first = plan.screening.actions[0]
        assert first.action == ("block" if plan.outcome == "referral" else "hold")
        assert first.urgency is not None
        assert first.where is not None
    if profile.screening.red_flags:
        assert plan.outcome != "plan"


@anybody
@given(data=st.data())
def test_the_same_input_gives_the_same_plan(data: st.DataObject, library: Library) -> None:
    profile = data.draw(profiles(library, TODAY))
    assert made(profile, library) == made(Profile.model_validate_json(profile.model_dump_json()), library)


# -- the exercises --------------------------------------------------------------------------------------------


def forbidden(exercise: Exercise, profile: Profile, stage: str, tags: set[str], advice: str | None) -> bool:
    """A second, short telling of the safety filters."""
    home, words = profile.context, {exercise.position, *exercise.tags}
    avoidance = exercise.avoid.get(profile.problem.condition)
    jumps_on_the_only_day = exercise.kind == "plyometric" and home.days_per_week == 1
    held = {"dumbbell", "backpack", "barbell"}
    needs_weight = set(exercise.load_kinds) == {"kg"} or bool(held & set(exercise.equipment))
    weights = {"leg-press", "leg-extension"} & set(exercise.equipment) or held
    lacks_a_weight = set(exercise.load_kinds) == {"kg"} and not weights & set(home.equipment)
    return (
        jumps_on_the_only_day
        or lacks_a_weight
        or not exercise.drawn
        or (exercise.kind == "running" and advice not in ("keep", "walk-run"))
        or exercise.id in profile.plan.exclude
        or bool(tags & {*exercise.tags, *(("heavy",) if needs_weight else ())})
        or not set(exercise.equipment) <= set(home.equipment)
        or (not home.can_get_on_floor and bool(words & (FLOOR | {"floor"})))
        or (not home.can_kneel and bool(words & KNEELING))
        or (profile.screening.weight_bearing != "full" and bool(words & (ON_THE_LEG | {"weight-bearing"})))
        or (avoidance is not None and stage in avoidance.stages)
    )


def unsuitable(exercise: Exercise, profile: Profile, stage_id: str, library: Library) -> bool:
    """A second, short telling of what is not proposed at a stage."""
    condition = library.conditions[profile.problem.condition]
    stage, problem = condition.stage(stage_id), profile.problem
    joint = LEVELS.index(exercise.loads.patellofemoral_joint)
    allowed = [LEVELS.index(stage.max_patellofemoral_load)] + [
        LEVELS.index(switch.max_patellofemoral_load)
        for switch in condition.irritability
        if problem.worst_pain >= switch.worst_pain_min or problem.irritability == "high"
    ]
    tendon = LEVELS.index(exercise.loads.patellar_tendon) > LEVELS.index(stage.max_patellar_tendon_load)
    return stage_id not in exercise.conditions.get(condition.id, {}) or joint > min(allowed) or tendon


@holds
def exactly_what_is_unsafe_impossible_or_unsuitable_is_rejected(it: Made) -> None:
    plan, screened, library = it
    assert plan.stage is not None
    profile, tags = screened.profile, set(screened.forbidden_tags)
    expected = set()
    for id_, exercise in library.exercises.items():
        asked_for, dosed = id_ in profile.plan.include, profile.problem.condition in exercise.conditions
        if not (asked_for or dosed):
            continue
        unfit = not dosed if asked_for else unsuitable(exercise, profile, plan.stage, library)
        if forbidden(exercise, profile, plan.stage, tags, plan.running_advice) or unfit:
            expected.add(id_)
    decided = {one.exercise: one.verdict for one in plan.decisions if one.exercise}
    assert {id_ for id_, verdict in decided.items() if verdict == "rejected"} == expected
    assert {id_ for id_, verdict in decided.items() if verdict == "chosen"} == {one.id for one in plan.exercises}
    assert len(decided) == sum(1 for one in plan.decisions if one.exercise)


@holds
def at_most_so_many_exercises_and_one_a_ladder(it: Made) -> None:
    plan, screened, _ = it
    asked_for = set(screened.profile.plan.include)
    first = [one for one in plan.exercises if one.from_week == 1]
    assert len(first) <= max(screened.profile.plan.max_exercises, len(asked_for))
    proposed = [one.ladder for one in first if one.ladder is not None and one.id not in asked_for]
    assert len(set(proposed)) == len(proposed)


@anybody
@given(data=st.data())
def test_a_precaution_never_adds_an_exercise_that_it_forbids(data: st.DataObject, library: Library) -> None:
    _, screened = some_plan(data, library)
    profile = screened.profile
    condition = data.draw(st.sampled_from(sorted(library.vocabulary["conditions"])))
    screening = profile.screening.model_copy(update={"conditions": tuple({*profile.screening.conditions, condition})})
    plan = made(profile.model_copy(update={"screening": screening}), library)
    tags = {tag for rule in library.screening if rule.when.condition == condition for tag in rule.forbid_tags}
    sure = {rule.when.condition for rule in library.screening if rule.when.model_fields_set == {"condition"}}
    if condition in sure:
        assert not any(tags & set(library.exercises[one.id].tags) for one in plan.exercises)


# -- the doses ------------------------------------------------------------------------------------------------


def bounds_of(exercise_id: str, plan: Plan, screened: Cleared, library: Library) -> Bounds:
    (scheme,) = [one.scheme for one in plan.exercises if one.id == exercise_id]
    return dose_bounds(library.dosages[scheme], screened.limits, screened.profile.context.days_per_week)


@holds
def no_dose_of_any_week_leaves_its_bounds_or_a_limit(it: Made) -> None:
    plan, screened, library = it
    limits, days = screened.limits, screened.profile.context.days_per_week
    assert len(plan.schedule) == screened.profile.plan.weeks
    for one in plan.exercises:
        bounds = bounds_of(one.id, plan, screened, library)
        for value, allowed in (
            (one.dosage.reps_in_reserve, bounds.reps_in_reserve),
            (one.dosage.effort, bounds.effort),
        ):
            assert value is None if allowed is None else value in allowed
    for week in plan.schedule:
        for entry in week.exercises:
            bounds = bounds_of(entry.id, plan, screened, library)
            scheme = library.dosages[next(one.scheme for one in plan.exercises if one.id == entry.id)]
            fewest = max(bounds.sets.low - 1, 1) if week.kind == "recovery" else bounds.sets.low
            assert entry.sets in Range(low=fewest, high=bounds.sets.high)
            assert entry.reps in scheme.reps
            assert entry.per_week <= min(scheme.per_week.high, days)
            assert (entry.hold_s is None) == (scheme.hold_s is None)
            assert within(entry, limits)


def within(entry: ScheduledExercise, limits: DoseLimits) -> bool:
    return (
        (limits.sets_max is None or entry.sets <= limits.sets_max)
        and (limits.per_week_max is None or entry.per_week <= limits.per_week_max)
        and (limits.hold_s_max is None or entry.hold_s is None or entry.bout or entry.hold_s <= limits.hold_s_max)
    )


@holds
def one_thing_steps_up_a_week(it: Made) -> None:
    plan = it.plan
    built = [week for week in plan.schedule if week.kind == "build"]
    assert all(not entry.changed for week in plan.schedule if week.kind == "recovery" for entry in week.exercises)
    for before, after in pairwise(built):
        pairs = zip(before.exercises, after.exercises, strict=True)
        moved = [different for old, new in pairs if (different := differing(old, new))]
        said = [{entry.changed} for entry in after.exercises if entry.changed]
        assert moved == said
        assert len(moved) <= 1


def differing(old: ScheduledExercise, new: ScheduledExercise) -> set[str]:
    """What stepped up; a load that steps up sends repetitions or hold back to the bottom."""
    if old.id != new.id:
        return {"rung"}
    different = {
        field for field in ("sets", "reps", "hold_s", "load", "per_week") if getattr(old, field) != getattr(new, field)
    }
    return different - {"reps", "hold_s"} if "load" in different else different


@holds
def what_clashes_has_days_of_its_own(it: Made) -> None:
    plan, screened, library = it
    for week in plan.schedule:
        exercises = [(library.exercises[entry.id], entry.per_week) for entry in week.exercises]
        for (one, days), (other, others) in combinations(exercises, 2):
            if clash(one, other) and {one.id, other.id}.isdisjoint(screened.profile.plan.include):
                assert days + others <= screened.profile.context.days_per_week


@holds
def a_load_steps_up_by_a_tenth_at_most_or_by_one_band(it: Made) -> None:
    plan, screened, _ = it
    body = screened.profile.patient.weight_kg
    for before, after in pairwise(plan.schedule):
        for old, new in zip(before.exercises, after.exercises, strict=True):
            if old.id == new.id and old.load != new.load:
                assert small_step(old.load, new.load, body)


def small_step(old: Load, new: Load, body: float | None) -> bool:
    if new.kind == "band":
        bands = (None, "light", "medium", "heavy")
        return old.kind in ("body", "band") and bands.index(new.band) - bands.index(old.band) == 1
    reference = body if old.kind == "body" else old.kg
    rise = (new.kg or 0) - (old.kg or 0)
    return reference is not None and 0 < rise <= 0.1 * reference + 1e-6


@holds
def hepgen_s_own_plans_pass_the_check_of_edited_plans(it: Made) -> None:
    plan, screened, library = it
    assert verify_plan(plan, screened, library) == ()


@anybody
@given(data=st.data())
def test_no_kilograms_anywhere_where_a_precaution_forbids_weights(data: st.DataObject, library: Library) -> None:
    profile = data.draw(profiles(library, TODAY, healthy=True))
    screening = profile.screening.model_copy(update={"steroid_injection_on": TODAY - timedelta(days=10)})
    equipment = (*profile.context.equipment, "dumbbell")
    context = profile.context.model_copy(update={"equipment": equipment, "increments_kg": 1.0})
    plan = made(profile.model_copy(update={"screening": screening, "context": context}), library)
    loads = [one.dosage.load for one in plan.exercises]
    loads += [entry.load for week in plan.schedule for entry in week.exercises]
    assert {load.kind for load in loads} <= {"body", "band"}


@holds
def the_first_session_fits_or_holds_one_exercise_or_what_was_insisted_on(it: Made) -> None:
    plan, screened, _ = it
    first = [one for one in plan.exercises if one.from_week == 1]
    fits = sum(one.minutes for one in first) <= screened.profile.context.minutes_per_session + 0.05
    assert fits or len(first) == 1 or {one.id for one in first} <= set(screened.profile.plan.include)


@holds
def every_measurement_is_used_or_its_silence_is_explained(it: Made) -> None:
    plan, screened, _ = it
    planned = {one.id for one in plan.exercises}
    explained = {one.rule for one in plan.decisions if one.rule.startswith("baseline:")}
    for baseline in screened.profile.baseline:
        assert baseline.exercise in planned or f"baseline:{baseline.exercise}" in explained


@holds
def running_goes_on_only_where_pain_and_the_next_morning_allow_it(it: Made) -> None:
    plan, screened, _ = it
    problem, runner = screened.profile.problem, screened.profile.running
    if plan.running_advice == "keep":
        assert plan.pain_rule is not None
        assert runner is not None
        assert runner.pain_running is not None
        assert runner.pain_running <= plan.pain_rule.running_max
        assert problem.pain_next_morning is not None
        assert problem.pain_next_morning <= 1
        assert problem.irritability != "high"
    if plan.running_advice in ("keep", "walk-run") and screened.profile.screening.pregnancy_weeks >= 16:
        assert runner is not None
        assert runner.weekly_km


# -- pairs ----------------------------------------------------------------------------------------------------


@anybody
@given(data=st.data())
def test_the_mirrored_patient_gets_the_mirrored_plan(data: st.DataObject, library: Library) -> None:
    plan, screened = some_plan(data, library)
    profile = screened.profile
    mirror = {"left": "right", "right": "left", "both": "both", None: None}
    mirrored = profile.model_copy(
        update={
            "problem": profile.problem.model_copy(update={"side": mirror[profile.problem.side]}),
            "baseline": tuple(one.model_copy(update={"side": mirror[one.side]}) for one in profile.baseline),
        }
    )
    assert same_but_for_side(content(made(mirrored, library)), content(plan))


def content(plan: Plan) -> dict[str, Any]:
    return plan.model_dump(mode="json", by_alias=True, exclude={"plan_id"})


def same_but_for_side(one: Any, other: Any) -> bool:
    """Equal, or equal once "left" and "right" change places."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same_but_for_side(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same_but_for_side, one, other))
    swapped = {"left": "right", "right": "left"}
    turned = re.sub(r"\b(left|right)\b", lambda found: swapped[found[0]], one) if isinstance(one, str) else one
    return bool(other in (one, turned))


@anybody
@given(data=st.data(), name=st.text("abcdefgh ", min_size=1, max_size=20).filter(str.strip))
def test_renaming_the_patient_changes_only_the_name(data: st.DataObject, name: str, library: Library) -> None:
    profile = data.draw(profiles(library, TODAY))
    patient = profile.patient.model_copy(update={"name": name})
    renamed = content(made(profile.model_copy(update={"patient": patient}), library))
    renamed["profile"]["patient"]["name"] = profile.patient.name
    assert renamed == content(made(profile, library))


# -- everybody ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@anybody
@given(data=st.data())
def test_it_holds_for_everybody(data: st.DataObject, library: Library, check: Check) -> None:
    check(Made(*some_plan(data, library), library))


@pytest.mark.long
@settings(anybody, max_examples=100_000)
@given(data=st.data())
def test_it_all_holds_for_a_hundred_thousand(data: st.DataObject) -> None:
    made = Made(*some_plan(data, REAL), REAL)
    for check in CHECKS:
        check(made)
