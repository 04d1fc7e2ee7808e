"""Random valid profiles over any library, for property tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from hepgen.clinical.screen import can_override
from hepgen.model.diary import Diary, Entry
from hepgen.model.library import Library
from hepgen.model.plan import Plan, PlannedExercise
from hepgen.model.profile import (
    Baseline,
    Clinician,
    Context,
    Goals,
    Override,
    Patient,
    PlanRequest,
    Problem,
    Profile,
    Running,
    Screening,
)

ACTIVITIES = ("running", "walking", "stairs", "sport", "work", "daily-life")
SIDES = ("left", "right", "both")


def profiles(library: Library, today: date, *, healthy: bool = False) -> st.SearchStrategy[Profile]:
    """Valid profiles whose every identifier is the library's.

    Args:
        library: Where identifiers come from.
        today: The day of the plan; dates are drawn before or after it as fits.
        healthy: Only profiles without red flags and conditions, of adults.
    """
    return st.builds(
        Profile,
        patient=_patients(today, healthy),
        problem=_problems(library),
        screening=_screenings(library, today, healthy),
        clinician=st.just(Clinician(name="Sam Taylor")),
        goals=st.builds(
            Goals,
            activity=st.none() | st.sampled_from(ACTIVITIES),
            target_date=st.none() | st.integers(0, 500).map(lambda days: today + timedelta(days=days)),
        ),
        running=st.none() | _runners(),
        context=_contexts(library),
        baseline=st.lists(_baselines(library), max_size=3).map(tuple),
        plan=_requests(library, today),
    )


def diaries(plan: Plan, today: date) -> st.SearchStrategy[Diary]:
    """Diaries of a plan: entries of its exercises from its first day to today, of which most go well."""
    first = min(plan.schedule[0].starts_on, today)
    days = st.integers(0, (today - first).days).map(lambda days: first + timedelta(days=days))
    entries = st.lists(
        st.tuples(days, st.sampled_from(plan.exercises)).flatmap(lambda drawn: _entries(*drawn)),
        max_size=12,
        unique_by=lambda entry: (entry.date, entry.exercise),
    )
    return st.builds(
        Diary,
        worst_pain=st.none() | _pain(),
        gate_passed=st.booleans(),
        screening=st.none() | st.just(plan.profile.screening.model_copy(update={"completed_on": today})),
        entries=entries.map(tuple),
    )


def _entries(day: date, planned: PlannedExercise) -> st.SearchStrategy[Entry]:
    dosage = planned.dosage
    missed = st.builds(Entry, date=st.just(day), exercise=st.just(planned.id), missed=st.just(True))
    done = st.builds(
        Entry,
        date=st.just(day),
        exercise=st.just(planned.id),
        sets=st.none() | st.just(dosage.sets) | st.integers(1, 6),
        reps=st.none() | st.integers(max(dosage.reps - 2, 1), dosage.reps + 4),
        hold_s=st.none() if dosage.hold_s is None else st.none() | st.integers(1, 90),
        pain=st.none() | st.sampled_from((0.0, 0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 7.0)),
        pain_next_morning=st.none() | st.sampled_from((0.0, 0.0, 0.0, 0.0, 1.0, 3.0)),
        settled=st.none() | st.booleans(),
        sharp=st.integers(0, 9).map(lambda number: number == 0),
    )
    return st.one_of(done, done, done, missed)


def _patients(today: date, healthy: bool) -> st.SearchStrategy[Patient]:
    ages = st.integers(18, 64) if healthy else st.integers(8, 95)
    days = st.integers(0, 364)
    born = st.builds(lambda age, day: today - timedelta(days=age * 365 + age // 4 + day + 1), ages, days)
    return st.builds(
        Patient,
        name=st.just("Jo Bloggs"),
        date_of_birth=born,
        height_cm=st.none() | st.integers(120, 210).map(float),
        weight_kg=st.none() | st.integers(30, 180).map(float),
    )


def _problems(library: Library) -> st.SearchStrategy[Problem]:
    def of(condition: str) -> st.SearchStrategy[Problem]:
        stages = [stage.id for stage in library.conditions[condition].stages]
        return st.builds(
            Problem,
            condition=st.just(condition),
            side=st.sampled_from(SIDES),
            worst_pain=_pain(),
            pain_next_morning=st.none() | _pain(),
            irritability=st.none() | st.sampled_from(("low", "moderate", "high")),
            findings=_some(library.vocabulary["findings"]),
            stage=st.sampled_from(("auto", *stages)),
        )

    return st.sampled_from(sorted(library.conditions)).flatmap(of)


def _screenings(library: Library, today: date, healthy: bool) -> st.SearchStrategy[Screening]:
    if healthy:
        return st.just(Screening(completed_on=today, red_flags=()))
    rarely = st.integers(0, 7).map(lambda number: number == 0)
    flags = rarely.flatmap(lambda yes: _some(library.vocabulary["red-flags"], 2) if yes else st.just(()))
    return st.builds(
        Screening,
        completed_on=st.integers(0, 60).map(lambda days: today - timedelta(days=days)),
        red_flags=flags,
        conditions=_some(library.vocabulary["conditions"], 2),
        medication=_some(library.vocabulary["medication"], 2),
        pregnancy_weeks=st.just(0) | st.integers(1, 42),
        steroid_injection_on=st.none() | st.integers(0, 90).map(lambda days: today - timedelta(days=days)),
        weight_bearing=st.sampled_from(("full", "full", "full", "partial", "none")),
        overrides=st.just(()) | st.just(_every_override(library)),
    )


def _every_override(library: Library) -> tuple[Override, ...]:
    """A clinician who overrides whatever can be overridden."""
    holds = [rule.id for rule in library.screening if can_override(rule)]
    return tuple(Override(rule=rule, by="Sam Taylor", reason="Agreed with the consultant.") for rule in holds)


def _runners() -> st.SearchStrategy[Running]:
    kilometres = st.none() | st.integers(0, 400).map(lambda tenths: tenths / 10)
    return st.builds(
        Running,
        weekly_km=kilometres,
        usual_weekly_km=kilometres,
        longest_run_km_30d=kilometres,
        target_km=st.none() | st.integers(1, 500).map(lambda tenths: tenths / 10),
        pain_running=st.none() | _pain(),
        step_rate_spm=st.none() | st.integers(140, 200),
        can_walk_30_min=st.none() | st.booleans(),
    )


def _contexts(library: Library) -> st.SearchStrategy[Context]:
    return st.builds(
        Context,
        equipment=_some(library.vocabulary["equipment"], 8),
        minutes_per_session=st.integers(5, 60),
        days_per_week=st.integers(1, 7),
        can_get_on_floor=st.booleans(),
        can_kneel=st.booleans(),
        increments_kg=st.none() | st.sampled_from((0.25, 0.5, 1.0, 1.25, 2.0, 2.5, 5.0, 20.0)),
    )


def _baselines(library: Library) -> st.SearchStrategy[Baseline]:
    return st.builds(
        Baseline,
        exercise=st.sampled_from(sorted(library.exercises)),
        reps=st.integers(1, 40),
        load_kg=st.none() | st.integers(0, 600).map(lambda halves: halves / 2),
        reps_in_reserve=st.none() | st.integers(0, 10),
        side=st.none() | st.sampled_from(SIDES),
    )


def _requests(library: Library, today: date) -> st.SearchStrategy[PlanRequest]:
    exercises = sorted(library.exercises)
    return st.builds(
        PlanRequest,
        weeks=st.integers(1, 26),
        max_exercises=st.integers(1, 8),
        start_on=st.none() | st.integers(0, 30).map(lambda days: today + timedelta(days=days)),
        include=_some(exercises, 2),
        exclude=_some(exercises, 3),
    )


def _some(identifiers: Iterable[str], most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(identifiers)), max_size=most, unique=True).map(tuple)


def _pain() -> st.SearchStrategy[float]:
    return st.integers(0, 20).map(lambda halves: halves / 2)
