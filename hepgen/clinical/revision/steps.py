"""One step harder or easier, as a diary may ask for (evidence section 2).

Every step keeps the bounds of scheme and precautions, and the filters that bind everybody.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from hepgen.clinical.case import Case
from hepgen.clinical.dose import BANDS, bounds_for, minutes_of, start_dose
from hepgen.clinical.filters import Eligible, first_reason, judge
from hepgen.clinical.progress import Prescription, heavier, longer, next_rung, one_more_set
from hepgen.model.plan import Dosage, Load
from hepgen.model.screening import Cleared

LIGHTER_SHARES = (0.8, 0.9)
"""Of a load after a week or more without exercise: 10–20 % less, the cautious end first (evidence section 2)."""

_ROUNDING = 1e-9
"""Binary fractions of a load may miss a whole number of increments by less than this."""


def step_up(line: Prescription, lines: Sequence[Prescription], case: Case) -> Prescription | None:
    """One step harder, earned by doing more than planned; None when there is none.

    Where weights or a band are in use, the load rises first, by a tenth at most, and a band at the top of its
    repetitions [ACSM09]; else the next rung of the ladder comes first, from its own start. Where neither is possible,
    repetitions or hold, then a set.
    """
    bounds, spare = bounds_for(line.scheme, case), _spare(lines, case)

    def load() -> Prescription | None:
        ready = line.dosage.load.kind == "kg" or longer(line, bounds) is None
        return _stepped(line, heavier(line, bounds, case)) if ready else None

    def repetitions() -> Prescription | None:
        return _stepped(line, longer(line, bounds))

    def rung() -> Prescription | None:
        return rung_up(line, lines, case)

    def one_set() -> Prescription | None:
        return _stepped(line, one_more_set(line, bounds, spare, case))

    loaded = line.dosage.load.kind != "body"
    return _first((load, repetitions, rung, one_set) if loaded else (rung, repetitions, load, one_set))


def rung_up(line: Prescription, lines: Sequence[Prescription], case: Case) -> Prescription | None:
    """The next rung from its own start, when the stage doses it and no filter rejects it; None otherwise."""
    place = case.library.ladder_of(line.exercise.id)
    following = () if place is None else place[0].rungs[place[1] : place[1] + 1]
    judged = {id_: judge(case.library.exercises[id_], case) for id_ in following}
    eligible = {id_: one for id_, one in judged.items() if isinstance(one, Eligible)}
    return next_rung(line, lines, 1, eligible, _spare(lines, case), _unmeasured(case))


def step_back(line: Prescription, taken: Collection[str], case: Case) -> Prescription | None:
    """One step easier: what was added last is taken off; at its start the rung below; None at its lowest.

    Args:
        line: The exercise and its dose.
        taken: Exercises of the plan, to none of which it may go back.
        case: The patient.
    """
    start = start_dose(line.exercise, line.scheme, _unmeasured(case))
    return (
        _shorter(line, start.hold_s if start.hold_s is not None else start.reps)
        or _lighter_load(line, start.load, case)
        or _fewer(line, start.sets)
        or rung_back(line, taken, case)
        or one_less(line, case)
    )


def rung_back(line: Prescription, taken: Collection[str], case: Case) -> Prescription | None:
    """The nearest rung below that is safe and possible, from its start; None when there is none.

    A rung of an earlier stage keeps the dose of that stage.
    """
    place = case.library.ladder_of(line.exercise.id)
    if place is None:
        return None
    ladder, rung = place
    for id_ in reversed(ladder.rungs[: rung - 1]):
        exercise = case.library.exercises[id_]
        dose = case.nearest_dose(exercise)
        if id_ in taken or dose is None or first_reason(exercise, case) is not None:
            continue
        stage, scheme = dose
        if case.condition.stage_number(stage.id) <= case.condition.stage_number(case.stage.id):
            return Prescription(exercise, scheme, start_dose(exercise, scheme, _unmeasured(case)))
    return None


def easiest(line: Prescription, case: Case) -> Prescription | None:
    """Its start with the fewest sets; None when the dose is no more than that."""
    start = start_dose(line.exercise, line.scheme, _unmeasured(case))
    lowest = start.model_copy(update={"sets": bounds_for(line.scheme, case).sets.low})
    now = line.dosage
    eased = now.model_copy(
        update={
            "sets": min(now.sets, lowest.sets),
            "reps": min(now.reps, lowest.reps),
            "hold_s": None if now.hold_s is None else min(now.hold_s, lowest.hold_s or now.hold_s),
            "load": lowest.load if _is_lighter(lowest.load, now.load) else now.load,
        }
    )
    return None if eased == now else replace(line, dosage=eased)


def lighter(line: Prescription, case: Case) -> Prescription | None:
    """After a break: less weight, else a step less of repetitions or hold, else a set less; None at the lowest of all.

    Less weight is what the patient can put together between a fifth and a tenth less, else below that.
    """
    increment, load = case.profile.context.increments_kg, line.dosage.load
    if load.kind == "kg" and load.kg is not None and increment is not None:
        least, most = (load.kg * share / increment for share in LIGHTER_SHARES)
        steps = math.ceil(least - _ROUNDING)
        kilograms = round((steps if steps <= most + _ROUNDING else math.floor(least)) * increment, 2)
        if kilograms > 0:
            return _loaded(line, Load(kind="kg", kg=kilograms))
    return one_less(line, case, repetitions_first=True)


def one_less(line: Prescription, case: Case, *, repetitions_first: bool = False) -> Prescription | None:
    """A set less, else a step less of repetitions or hold, or the other way round; None at the lowest of both."""
    bounds = bounds_for(line.scheme, case)
    lowest = bounds.reps.low if bounds.hold_s is None else bounds.hold_s.low
    tries = (lambda: _fewer(line, bounds.sets.low), lambda: _shorter(line, lowest))
    return _first(tries[::-1] if repetitions_first else tries)


def without_measurements(cleared: Cleared) -> Cleared:
    """The patient without what the clinic measured: the diary has overtaken it."""
    return replace(cleared, profile=cleared.profile.model_copy(update={"baseline": ()}))


# -- parts of a step -----------------------------------------------------------------------------------------


def _first(tries: Sequence[Callable[[], Prescription | None]]) -> Prescription | None:
    return next((found for attempt in tries if (found := attempt()) is not None), None)


def _stepped(line: Prescription, step: tuple[Dosage, object] | None) -> Prescription | None:
    return None if step is None else replace(line, dosage=step[0])


def _shorter(line: Prescription, lowest: int) -> Prescription | None:
    """A step less of what the scheme steps up: hold or repetitions."""
    dosage, scheme = line.dosage, line.scheme
    if dosage.hold_s is not None:
        hold = max(dosage.hold_s - scheme.step_hold_s, lowest)
        return replace(line, dosage=dosage.model_copy(update={"hold_s": hold})) if hold < dosage.hold_s else None
    reps = max(dosage.reps - scheme.step_reps, lowest)
    return replace(line, dosage=dosage.model_copy(update={"reps": reps})) if reps < dosage.reps else None


def _fewer(line: Prescription, lowest: int) -> Prescription | None:
    sets = line.dosage.sets - 1
    return replace(line, dosage=line.dosage.model_copy(update={"sets": sets})) if sets >= lowest else None


def _lighter_load(line: Prescription, least: Load, case: Case) -> Prescription | None:
    """One increment or one band less, down to the load of the start."""
    load, increment = line.dosage.load, case.profile.context.increments_kg
    if not _is_lighter(least, load):
        return None
    if load.kind == "kg":
        if load.kg is None or increment is None:
            return None
        kilograms = round(max(load.kg - increment, least.kg or 0.0), 2)
        return _loaded(line, Load(kind="kg", kg=kilograms) if kilograms > 0 else least)
    weaker = BANDS[: BANDS.index(load.band)] if load.band in BANDS else ()
    return _loaded(line, Load(kind="band", band=weaker[-1]) if weaker else least)


def _loaded(line: Prescription, load: Load) -> Prescription:
    return replace(line, dosage=line.dosage.model_copy(update={"load": load}))


def _is_lighter(one: Load, other: Load) -> bool:
    """True when it is known to be less: no load is less than any, a load of unknown weight than none."""
    if other.kind == "body":
        return False
    if one.kind != other.kind:
        return one.kind == "body"
    if one.kind == "kg":
        return one.kg is not None and other.kg is not None and one.kg < other.kg
    return one.band in BANDS and other.band in BANDS and BANDS.index(one.band) < BANDS.index(other.band)


def _unmeasured(case: Case) -> Case:
    return replace(case, cleared=without_measurements(case.cleared))


def _spare(lines: Sequence[Prescription], case: Case) -> float:
    """Minutes of a session that the exercises leave over."""
    side = case.profile.problem.side
    taken = sum(minutes_of(line.exercise, line.dosage, side) for line in lines)
    return case.profile.context.minutes_per_session - taken
