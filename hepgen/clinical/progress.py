"""Week by week: one thing steps up a week, in turn; every fourth week is easier (evidence section 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hepgen.clinical.apart import clash
from hepgen.clinical.case import Case
from hepgen.clinical.dose import (
    BAND,
    BANDS,
    LOAD_RISE_MAX,
    Bounds,
    bounds_for,
    first_kilograms,
    lifts_at_home,
    minutes_of,
    start_dose,
)
from hepgen.clinical.filters import Eligible
from hepgen.model.library import DosageScheme, Exercise
from hepgen.model.plan import Change, Dosage, Load, ScheduledExercise, Week

RECOVERY_EVERY = 4
"""Every fourth week is easier: a convention among coaches, untested in rehabilitation [Bell23]."""

RUNG_WEEKS = 3
"""Weeks on a rung before a plan writes down the next; what cannot step up otherwise must not rush (convention)."""

HEAVIEST_KG = 300.0
"""The heaviest load a plan can state."""

_ROUNDING_KG = 1e-9
"""A tenth of a load in binary fractions may fall short of the increment by less than this."""


@dataclass(frozen=True, slots=True)
class Prescription:
    """One exercise and its dose as it stands in one week.

    Attributes:
        from_week: The first week in which it is done.
        replaces: The exercise whose next rung it is; None for those of the first week.
    """

    exercise: Exercise
    scheme: DosageScheme
    dosage: Dosage
    from_week: int = 1
    replaces: Exercise | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The weeks, and the exercises that join after the first week, in the order in which they join."""

    weeks: tuple[Week, ...]
    later: tuple[Prescription, ...]


def schedule(start: Sequence[Prescription], eligible: Mapping[str, Eligible], case: Case, starts_on: date) -> Schedule:
    """The weeks of a plan, from the first doses.

    Args:
        start: The exercises of the first week, in plan order.
        eligible: What may follow on a ladder: everything that passed the filters at this stage.
        case: The patient.
        starts_on: First day of the first week.
    """
    lines, turn = list(start), case.course.turn
    later: list[Prescription] = []
    weeks = [_week(1, starts_on, lines)]
    for number in range(2, case.profile.plan.weeks + 1):
        recovery = number % RECOVERY_EVERY == 0
        step = None if recovery else _first_step(lines, turn, number, eligible, case)
        changed: tuple[int, Change] | None = None
        if step is not None:
            place, line, what = step
            lines[place], turn, changed = line, place + 1, (place, what)
            if what == "rung":
                later.append(line)
        weeks.append(_week(number, starts_on, lines, changed, recovery))
    return Schedule(tuple(weeks), tuple(later))


def _week(
    number: int,
    starts_on: date,
    lines: Sequence[Prescription],
    changed: tuple[int, Change] | None = None,
    recovery: bool = False,
) -> Week:
    return Week(
        week=number,
        starts_on=starts_on + timedelta(weeks=number - 1),
        kind="recovery" if recovery else "build",
        exercises=tuple(
            ScheduledExercise(
                id=line.exercise.id,
                sets=max(line.dosage.sets - 1, 1) if recovery else line.dosage.sets,
                reps=line.dosage.reps,
                hold_s=line.dosage.hold_s,
                bout=line.dosage.bout,
                load=line.dosage.load,
                per_week=line.dosage.per_week,
                changed=changed[1] if changed is not None and changed[0] == place else None,
            )
            for place, line in enumerate(lines)
        ),
    )


# -- one step up ---------------------------------------------------------------------------------------------


def _first_step(
    lines: Sequence[Prescription], turn: int, week: int, eligible: Mapping[str, Eligible], case: Case
) -> tuple[int, Prescription, Change] | None:
    """The first line, counted from whose turn it is, that can step up; None when all are at their limit."""
    spare = case.profile.context.minutes_per_session - sum(_minutes(line, case) for line in lines)
    for place in (*range(turn, len(lines)), *range(min(turn, len(lines)))):
        line = lines[place]
        if not case.course.steps_up_by_itself(line.exercise.id):
            continue
        bounds = bounds_for(line.scheme, case)
        step = longer(line, bounds) or heavier(line, bounds, case) or one_more_set(line, bounds, spare, case)
        if step is not None:
            return place, replace(line, dosage=step[0]), step[1]
        if week - line.from_week >= RUNG_WEEKS:
            rung = next_rung(line, lines, week, eligible, spare, case)
            if rung is not None:
                return place, rung, "rung"
    return None


def longer(line: Prescription, bounds: Bounds) -> tuple[Dosage, Change] | None:
    """More repetitions, or a longer hold, within the bounds."""
    dosage, scheme = line.dosage, line.scheme
    if bounds.hold_s is not None and dosage.hold_s is not None:
        hold = min(dosage.hold_s + scheme.step_hold_s, bounds.hold_s.high)
        return (dosage.model_copy(update={"hold_s": hold}), "hold_s") if hold > dosage.hold_s else None
    reps = min(dosage.reps + scheme.step_reps, bounds.reps.high)
    return (dosage.model_copy(update={"reps": reps}), "reps") if reps > dosage.reps else None


def heavier(line: Prescription, bounds: Bounds, case: Case) -> tuple[Dosage, Change] | None:
    """The next load, with repetitions or hold back at the bottom of the range.

    Where a scheme counts repetitions down as the load rises, the next fewer of them.
    """
    load = _next_load(line, case)
    if load is None:
        return None
    bottom: dict[str, object] = {"load": load}
    if bounds.hold_s is not None:
        bottom["hold_s"] = bounds.hold_s.low
    elif line.scheme.repetition_maxima:
        reps = line.dosage.reps
        bottom["reps"] = max((fewer for fewer in line.scheme.repetition_maxima if fewer < reps), default=reps)
    else:
        bottom["reps"] = bounds.reps.low
    return line.dosage.model_copy(update=bottom), "load"


def _next_load(line: Prescription, case: Case) -> Load | None:
    """One increment of at most a tenth, or one band; from body weight the first of either.

    None when no step is small enough, or nothing at home makes one.
    """
    load, exercise, profile = line.dosage.load, line.exercise, case.profile
    if load.kind == "kg":
        increment = profile.context.increments_kg if lifts_at_home(exercise, case) else None
        return _next_kilograms(load.kg, increment)
    if load.kind == "band":
        stronger = BANDS[BANDS.index(load.band) + 1 :] if load.band in BANDS else ()
        return Load(kind="band", band=stronger[0]) if stronger else None
    kilograms = first_kilograms(exercise, case)
    if kilograms is not None:
        return Load(kind="kg", kg=kilograms)
    if "band" in exercise.load_kinds and BAND in profile.context.equipment:
        return Load(kind="band", band=BANDS[0])
    return None


def _next_kilograms(kilograms: float | None, increment: float | None) -> Load | None:
    if kilograms is None or increment is None or increment > LOAD_RISE_MAX * kilograms + _ROUNDING_KG:
        return None
    raised = round(kilograms + increment, 2)
    return Load(kind="kg", kg=raised) if raised <= HEAVIEST_KG else None


def one_more_set(line: Prescription, bounds: Bounds, spare: float, case: Case) -> tuple[Dosage, Change] | None:
    """One more set within the bounds, if the session still fits into the patient's minutes."""
    dosage = line.dosage.model_copy(update={"sets": line.dosage.sets + 1})
    if dosage.sets > bounds.sets.high:
        return None
    more = _minutes(replace(line, dosage=dosage), case) - _minutes(line, case)
    return (dosage, "sets") if more <= spare else None


def next_rung(
    line: Prescription,
    lines: Sequence[Prescription],
    week: int,
    eligible: Mapping[str, Eligible],
    spare: float,
    case: Case,
) -> Prescription | None:
    """The next rung of the ladder at its own start, if it passed every filter and nothing in the plan is as high.

    It has no more sets than the patient's minutes leave room for, and never fewer than its scheme's fewest; no more
    days a week than the rung before it, and it asks for no day apart that the rung before did not ask for.
    """
    place = case.library.ladder_of(line.exercise.id)
    if place is None:
        return None
    ladder, rung = place
    following = ladder.rungs[rung : rung + 1]
    if not following or following[0] not in eligible or any(one.exercise.id in ladder.rungs[rung:] for one in lines):
        return None
    next_ = eligible[following[0]]
    others = [one.exercise for one in lines if one is not line]
    if any(clash(next_.exercise, other) and not clash(line.exercise, other) for other in others):
        return None
    dose = start_dose(next_.exercise, next_.scheme, case)
    dose = dose.model_copy(update={"per_week": min(dose.per_week, line.dosage.per_week)})
    joins = Prescription(next_.exercise, next_.scheme, dose, week, line.exercise)
    fewest, room = bounds_for(next_.scheme, case).sets.low, spare + _minutes(line, case)
    while joins.dosage.sets > fewest and _minutes(joins, case) > room:
        joins = replace(joins, dosage=joins.dosage.model_copy(update={"sets": joins.dosage.sets - 1}))
    return joins


def _minutes(line: Prescription, case: Case) -> float:
    return minutes_of(line.exercise, line.dosage, case.profile.problem.side)
