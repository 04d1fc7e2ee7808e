"""Whether a plan that a clinician edited is still safe and consistent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from hepgen.clinical.apart import apart_from, clash
from hepgen.clinical.case import ADULT_FROM, Case, open_case
from hepgen.clinical.dose import BANDS, HEAVY, LOAD_RISE_MAX, Bounds, bounds_for, has_weights, measured, worked_side
from hepgen.clinical.filters import first_reason
from hepgen.clinical.running.verify import verify_running
from hepgen.clinical.screen import age_on
from hepgen.clinical.violation import Violation
from hepgen.model.base import Range
from hepgen.model.library import Exercise, Library
from hepgen.model.plan import Load, Plan, PlannedExercise, RunWeek, ScheduledExercise, Week
from hepgen.model.screening import Cleared

DAYS = 7
"""Of a week."""

_LOAD_LASTS = 3
"""Weeks for which a load counts as lifted lately (convention)."""

_UNKNOWN_BODY_KG = 50.0
"""Taken for the patient's weight where nobody stated it, as a guard against slips of the hand (convention)."""

_ROUNDING_KG = 0.005

FAR_OFF = timedelta(days=366)
"""From the day that a plan was made to its first week, at most."""


def verify_plan(plan: Plan, cleared: Cleared, library: Library) -> tuple[Violation, ...]:
    """Everything in an edited plan that its patient's screening, home or the library does not allow.

    A clinician may change doses inside their bounds, order and texts, remove exercises, and add others that
    are safe, possible and dosed for the condition. Stage, tissue load, rest and tempo are the clinician's judgement.

    Args:
        plan: The edited plan.
        cleared: The screening of the plan's own profile.
        library: The clinical content.
    """
    problem = cleared.profile.problem
    if plan.outcome != "plan":
        return (Violation("outcome", "Only a plan can be verified.", "plan"),)
    if (plan.condition, plan.side) != (problem.condition, problem.side):
        wanted = f"{problem.condition}, {problem.side}"
        return (Violation("condition", "Condition and side must be those of the profile.", wanted),)
    stages = [stage.id for stage in library.conditions[plan.condition].stages]
    if plan.stage not in stages:
        return (Violation("stage", "The condition has no such stage.", ", ".join(stages)),)
    case = open_case(_at_stage(cleared, plan.stage), library, plan.made_on)
    return (
        *_pain_rule(plan, case),
        *_exercises(plan, case),
        *_schedule(plan, case),
        *_loads_rise_slowly(plan, case),
        *_in_order("running_weeks", plan.running_weeks, plan),
        *verify_running(plan, case),
        *_dates(plan),
        *_names(plan, library),
    )


def _at_stage(cleared: Cleared, stage: str) -> Cleared:
    """The same patient with the stage that the edited plan states."""
    problem = cleared.profile.problem.model_copy(update={"stage": stage})
    profile = cleared.profile.model_copy(update={"problem": problem})
    return Cleared(
        profile,
        cleared.fired,
        cleared.forbidden_tags,
        cleared.limits,
        running_allowed=cleared.running_allowed,
        overrides=cleared.overrides,
    )


def _pain_rule(plan: Plan, case: Case) -> Iterator[Violation]:
    """A clinician may set an adult's caps (0 to 5, evidence section 3), and may only lower a child's."""
    if plan.pain_rule is None:
        yield Violation("pain_rule", "A plan needs its pain rule.")
        return
    if age_on(case.profile.patient.date_of_birth, plan.made_on) >= ADULT_FROM:
        return
    for field in ("exercise_max", "running_max"):
        given, most = getattr(plan.pain_rule, field), getattr(case.caps, field)
        if given > most:
            yield Violation(f"pain_rule.{field}", f"{given} is too high under {ADULT_FROM}.", f"0–{most}")


# -- exercises ---------------------------------------------------------------------------------------------


def _exercises(plan: Plan, case: Case) -> Iterator[Violation]:
    if not any(planned.from_week == 1 for planned in plan.exercises):
        yield Violation("exercises", "A plan needs at least one exercise in its first week.")
    for id_, count in Counter(planned.id for planned in plan.exercises).items():
        if count > 1:
            yield Violation("exercises", f"'{id_}' is there {count} times.", "once")
    for index, planned in enumerate(plan.exercises):
        yield from _exercise(planned, f"exercises[{index}]", case, first=plan.revises is None)
    yield from _days_apart(plan, case)
    yield from _replaced(plan, case)


def _replaced(plan: Plan, case: Case) -> Iterator[Violation]:
    """What takes another's place later is on the same ladder, and comes after it."""
    from_week = {planned.id: planned.from_week for planned in plan.exercises}
    for index, planned in enumerate(plan.exercises):
        before = planned.replaces
        if before is None:
            continue
        places = [case.library.ladder_of(id_) for id_ in (before, planned.id) if id_ in case.library.exercises]
        same_ladder = (
            len(places) == 2 and places[0] is not None and places[1] is not None and places[0][0] == places[1][0]
        )
        if not same_ladder or from_week.get(before, planned.from_week) >= planned.from_week:
            what = f"'{planned.id}' cannot take the place of '{before}'."
            yield Violation(f"exercises[{index}].replaces", what, "an exercise of the same ladder from an earlier week")


def _days_apart(plan: Plan, case: Case) -> Iterator[Violation]:
    """What must not meet in one session says so on its card, and has days enough in every week."""
    exercises = case.library.exercises
    together = [exercises[one.id] for one in plan.exercises if one.id in exercises]
    for index, planned in enumerate(plan.exercises):
        if planned.id in exercises:
            wanted = {other.id for other in apart_from(exercises[planned.id], together)}
            if set(planned.apart_from) != wanted:
                what = "It must name the exercises that are done on other days, and no others."
                allowed = ", ".join(sorted(wanted)) or "none"
                yield Violation(f"exercises[{index}].apart_from", what, allowed)
    for place, week in enumerate(plan.schedule):
        known = [one for one in week.exercises if one.id in exercises]
        for one, other in combinations(known, 2):
            days = one.per_week + other.per_week
            if days > DAYS and clash(exercises[one.id], exercises[other.id]):
                what = f"'{one.id}' and '{other.id}' must fall on different days, and there are not enough of them."
                yield Violation(f"schedule[{place}].exercises", what, f"at most {DAYS} days a week together")


def _exercise(planned: PlannedExercise, field: str, case: Case, *, first: bool) -> Iterator[Violation]:
    exercise = case.library.exercises.get(planned.id)
    if exercise is None:
        yield Violation(f"{field}.id", f"The library has no exercise '{planned.id}'.")
        return
    unsafe = first_reason(exercise, case)
    if unsafe is not None:
        yield Violation(f"{field}.id", f"'{planned.id}' must not be given ({unsafe.rule}): {unsafe.because}")
    side = worked_side(exercise, case.profile.problem.side)
    if planned.side != side:
        yield Violation(f"{field}.side", "The side does not fit the problem.", side)
    place = case.library.ladder_of(exercise.id)
    rung = (None, None) if place is None else (place[0].id, place[1])
    if (planned.ladder, planned.rung) != rung:
        yield Violation(f"{field}.ladder", "Ladder and rung are not those of the library.", f"{rung[0]}, {rung[1]}")
    bounds = _bounds(planned, case)
    if bounds is None:
        schemes = exercise.conditions.get(case.condition.id, {}).values()
        yield Violation(f"{field}.scheme", "It is not dosed so in this condition.", ", ".join(sorted(set(schemes))))
        return
    yield from _dosage(planned, bounds, f"{field}.dosage", case)
    yield from _load(planned.dosage.load, exercise, f"{field}.dosage.load", case)
    if first:
        yield from _first_load(planned.dosage.load, exercise, f"{field}.dosage.load.kg", case)


def _first_load(load: Load, exercise: Exercise, field: str, case: Case) -> Iterator[Violation]:
    """A first plan starts with what was lifted in the clinic at most; if nothing was, with no slip of the hand."""
    baseline = measured(exercise, case.profile)
    lifted = None if baseline is None else baseline.load_kg
    most = lifted or case.profile.patient.weight_kg or _UNKNOWN_BODY_KG
    if load.kg is not None and load.kg > most:
        than = "was lifted in the clinic" if lifted else "the patient is known to weigh"
        yield Violation(field, f"{load.kg:g} kg is more than {than}.", f"at most {most:g}")


def _bounds(planned: PlannedExercise, case: Case) -> Bounds | None:
    """The bounds of the planned scheme; None when the exercise has no such dose in the condition."""
    exercise = case.library.exercises.get(planned.id)
    if exercise is None or planned.scheme not in exercise.conditions.get(case.condition.id, {}).values():
        return None
    return bounds_for(case.library.dosages[planned.scheme], case)


def _dosage(planned: PlannedExercise, bounds: Bounds, field: str, case: Case) -> Iterator[Violation]:
    dosage, scheme = planned.dosage, case.library.dosages[planned.scheme]
    yield from _within(dosage.sets, bounds.sets, f"{field}.sets")
    yield from _within(dosage.reps, bounds.reps, f"{field}.reps")
    yield from _within(dosage.hold_s, bounds.hold_s, f"{field}.hold_s")
    if dosage.bout != scheme.bout:
        yield Violation(f"{field}.bout", "Whether its seconds are a hold is the scheme's.", str(scheme.bout).lower())
    yield from _within(dosage.reps_in_reserve, bounds.reps_in_reserve, f"{field}.reps_in_reserve")
    yield from _within(dosage.effort, bounds.effort, f"{field}.effort")
    yield from _within(dosage.per_week, Range(low=1, high=bounds.per_week.high), f"{field}.per_week")
    yield from _within(dosage.per_day, Range(low=1, high=scheme.per_day), f"{field}.per_day")


def _load(load: Load, exercise: Exercise, field: str, case: Case) -> Iterator[Violation]:
    forbidding = case.cleared.forbidden_tags.get(HEAVY)
    if forbidding is not None and (load.kind == "kg" or load.kg is not None):
        yield Violation(field, f"A precaution forbids weights ({forbidding.id}): {forbidding.because}", "no kilograms")
    if load.kind != "body" and load.kind not in exercise.load_kinds:
        yield Violation(f"{field}.kind", "It is not loaded that way.", ", ".join(exercise.load_kinds))
    if load.kind == "kg" and not has_weights(exercise, case.profile):
        yield Violation(field, "The patient has nothing at home that holds a weight.", "no kilograms")
    if load.kind == "band" and load.band not in BANDS:
        yield Violation(f"{field}.band", "There is no such band.", ", ".join(BANDS))
    if (load.kg is not None and load.kind != "kg") or (load.band is not None and load.kind != "band"):
        yield Violation(field, "The amount does not fit the kind of load.", "kg with kg, band with band")


def _within(value: int | None, bounds: Range | None, field: str) -> Iterator[Violation]:
    if bounds is None:
        if value is not None:
            yield Violation(field, "This dose does not count it.", "null")
    elif value is None or value not in bounds:
        yield Violation(field, f"{value} is outside the dose's bounds.", f"{bounds.low}–{bounds.high}")


# -- weeks -------------------------------------------------------------------------------------------------


def _schedule(plan: Plan, case: Case) -> Iterator[Violation]:
    planned = {one.id: one for one in plan.exercises}
    yield from _in_order("schedule", plan.schedule, plan)
    for place, week in enumerate(plan.schedule):
        for index, scheduled in enumerate(week.exercises):
            field = f"schedule[{place}].exercises[{index}]"
            if scheduled.id not in planned:
                yield Violation(f"{field}.id", f"'{scheduled.id}' is not among the plan's exercises.")
                continue
            yield from _scheduled(scheduled, planned[scheduled.id], week, field, case)
    for one in plan.exercises:
        first = _first_week(plan, one)
        if first is None:
            yield Violation("schedule", f"'{one.id}' is in no week of the schedule.")
        elif (first.sets, first.reps, first.hold_s, first.bout, first.load, first.per_week) != _dose(one):
            yield Violation("schedule", f"The first week of '{one.id}' does not show the dose of its card.")


def _in_order(field: str, weeks: Sequence[Week | RunWeek], plan: Plan) -> Iterator[Violation]:
    if weeks and abs((plan.schedule or weeks)[0].starts_on - plan.made_on) > FAR_OFF:
        yield Violation(f"{field}[0].starts_on", "The plan starts more than a year from the day it was made.")
        return
    for place, week in enumerate(weeks):
        if week.week != place + 1:
            yield Violation(f"{field}[{place}].week", "Weeks follow one another, from 1.", str(place + 1))
        monday = (plan.schedule or weeks)[0].starts_on + timedelta(weeks=place)
        if week.starts_on != monday:
            yield Violation(f"{field}[{place}].starts_on", "Each week starts seven days later.", monday.isoformat())


def _scheduled(
    scheduled: ScheduledExercise, planned: PlannedExercise, week: Week, field: str, case: Case
) -> Iterator[Violation]:
    bounds = _bounds(planned, case)
    if bounds is None:  # said once already, of the exercise itself
        return
    # A recovery week takes off one set, if need be below the scheme's fewest.
    fewest = max(bounds.sets.low - 1, 1) if week.kind == "recovery" else bounds.sets.low
    yield from _within(scheduled.sets, Range(low=fewest, high=bounds.sets.high), f"{field}.sets")
    yield from _within(scheduled.reps, bounds.reps, f"{field}.reps")
    yield from _within(scheduled.hold_s, bounds.hold_s, f"{field}.hold_s")
    if scheduled.bout != planned.dosage.bout:
        yield Violation(f"{field}.bout", "Its seconds are told as on its card.", str(planned.dosage.bout).lower())
    yield from _within(scheduled.per_week, Range(low=1, high=bounds.per_week.high), f"{field}.per_week")
    yield from _load(scheduled.load, case.library.exercises[scheduled.id], f"{field}.load", case)


def _first_week(plan: Plan, one: PlannedExercise) -> ScheduledExercise | None:
    entries = (entry for week in plan.schedule for entry in week.exercises if entry.id == one.id)
    return next(entries, None)


def _dose(one: PlannedExercise) -> tuple[int, int, int | None, bool, Load, int]:
    dosage = one.dosage
    return dosage.sets, dosage.reps, dosage.hold_s, dosage.bout, dosage.load, dosage.per_week


def _loads_rise_slowly(plan: Plan, case: Case) -> Iterator[Violation]:
    """No week's load is more than one step above the weeks before: a tenth of the kilograms [ACSM09], or one band.

    What comes new after weeks without is the lightest band, or a tenth of the body's weight. Weeks long past count no
    more.
    """
    body = case.profile.patient.weight_kg
    for place, week in enumerate(plan.schedule):
        before = [
            entry for earlier in plan.schedule[max(place - _LOAD_LASTS, 0) : place] for entry in earlier.exercises
        ]
        for index, entry in enumerate(week.exercises):
            loads = [one.load for one in before if one.id == entry.id]
            field, load = f"schedule[{place}].exercises[{index}].load", entry.load
            if load.kg is not None and loads:
                lifted = [one.kg for one in loads if one.kg is not None]
                most = max(lifted) * (1 + LOAD_RISE_MAX) if lifted else LOAD_RISE_MAX * (body or 0)
                if load.kg > most + _ROUNDING_KG:
                    what = f"{load.kg:g} kg is too much more than in the weeks before."
                    yield Violation(f"{field}.kg", what, f"at most {max([most, *lifted]):g}")
            if load.band in BANDS and loads:
                strongest = max((BANDS.index(one.band) for one in loads if one.band in BANDS), default=-1)
                if BANDS.index(load.band) > strongest + 1:
                    yield Violation(f"{field}.band", "A band is left out.", "one band at a time")


# -- the whole ---------------------------------------------------------------------------------------------


def _dates(plan: Plan) -> Iterator[Violation]:
    """The visit and the first plan of a chain lie where they can be."""
    if plan.review_on is not None and not plan.made_on <= plan.review_on <= plan.made_on + FAR_OFF:
        yield Violation("review_on", "The visit is not within a year of the plan.", f"from {plan.made_on}")
    if plan.origin is not None and plan.origin.starts_on > plan.made_on + FAR_OFF:
        yield Violation("origin.starts_on", "The first plan cannot start after this one.", f"until {plan.made_on}")


def _names(plan: Plan, library: Library) -> Iterator[Violation]:
    """Every exercise that is spoken of is in the library."""
    spoken_of = [
        *((f"decisions[{index}].exercise", one.exercise) for index, one in enumerate(plan.decisions)),
        *((f"changes[{index}].exercise", one.exercise) for index, one in enumerate(plan.changes)),
        *((f"changes[{index}].becomes", one.becomes) for index, one in enumerate(plan.changes)),
    ]
    for field, id_ in spoken_of:
        if id_ and id_ not in library.exercises:
            yield Violation(field, f"The library has no exercise '{id_}'.")
