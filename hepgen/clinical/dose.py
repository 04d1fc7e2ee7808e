"""Doses: their bounds, where a patient starts, and how long a session takes (evidence sections 2 and 8.2)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hepgen.clinical.case import Case
from hepgen.model.base import Range, Side
from hepgen.model.library import DosageScheme, DoseLimits, Exercise
from hepgen.model.plan import Dosage, Load
from hepgen.model.profile import Baseline, Profile

BAND = "resistance-band"
WEIGHTS = frozenset({"dumbbell", "backpack", "barbell"})
"""What holds kilograms at home."""

MACHINES = frozenset({"leg-press", "leg-extension"})
"""What has its weights built in, for the exercises that are done on it."""

HEAVY = "heavy"
"""The tag of work with weights: a precaution that forbids it forbids kilograms on every exercise."""

BANDS = ("light", "medium", "heavy")
"""Band strengths; colours differ between brands, so a plan names none of them (evidence section 2)."""

LOAD_RISE_MAX = 0.10
"""Largest rise of a load in one step, as a share of the load [ACSM09]."""

ESTIMATE_REPS_MAX = 10
ESTIMATE_EFFECTIVE_REPS_MAX = 15
"""Beyond these repetitions, measured and effective, load estimates are not trusted (evidence section 2)."""

MEASURED_RESERVE_MIN = 2
"""Repetitions in reserve with which a measured rung counts as mastered."""

SET_UP_S = 30
"""Seconds to get ready for one exercise."""

SECONDS_A_REP = 4
"""Seconds of a repetition whose tempo the scheme leaves open."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a dose may be: the scheme's bounds, narrowed by precautions and by the patient's days.

    A limit below the scheme's lowest value lowers that value too, and one that starts low takes no higher start:
    the precaution wins.
    """

    sets: Range
    reps: Range
    hold_s: Range | None
    reps_in_reserve: Range | None
    effort: Range | None
    per_week: Range


def dose_bounds(scheme: DosageScheme, limits: DoseLimits, days_per_week: int) -> Bounds:
    """The bounds of a scheme for one patient."""
    reserve = scheme.reps_in_reserve
    longest_hold = None if scheme.bout else limits.hold_s_max  # time on the move is no hold
    return Bounds(
        sets=_starting(scheme.sets.at_most(limits.sets_max), limits),
        reps=scheme.reps if scheme.repetition_maxima else _starting(scheme.reps, limits),
        hold_s=None if scheme.hold_s is None else _starting(scheme.hold_s.at_most(longest_hold), limits),
        reps_in_reserve=None if reserve is None else reserve.at_least(limits.reps_in_reserve_min),
        effort=None if scheme.effort is None else scheme.effort.at_most(limits.effort_max),
        per_week=scheme.per_week.at_most(days_per_week).at_most(limits.per_week_max),
    )


def bounds_for(scheme: DosageScheme, case: Case) -> Bounds:
    """The bounds of a scheme for the patient of a case."""
    return dose_bounds(scheme, case.cleared.limits, case.profile.context.days_per_week)


def start_dose(exercise: Exercise, scheme: DosageScheme, case: Case) -> Dosage:
    """The first week's dose: as it is carried on, else where the scheme starts, or what the clinic measured.

    It lies within the bounds. What is not carried on starts with the lowest effort, and the most left in reserve.
    """
    bounds = bounds_for(scheme, case)
    carried = case.course.carried.get(exercise.id)
    if carried is not None:
        return within_bounds(carried.dosage, scheme, case)
    reserve = None if bounds.reps_in_reserve is None else bounds.reps_in_reserve.high
    load = _start_load(exercise, bounds, case)
    reps = bounds.reps.first
    if load.kind == "body":
        reps = _measured_reps(measured(exercise, case.profile), scheme, bounds)
    return Dosage(
        sets=bounds.sets.first,
        reps=reps,
        hold_s=None if bounds.hold_s is None else bounds.hold_s.first,
        bout=scheme.bout,
        rest_s=scheme.rest_s,
        tempo=scheme.tempo,
        load=load,
        reps_in_reserve=reserve,
        effort=None if bounds.effort is None else bounds.effort.low,
        per_week=bounds.per_week.high,
        per_day=scheme.per_day,
    )


def within_bounds(dosage: Dosage, scheme: DosageScheme, case: Case) -> Dosage:
    """A dose of the scheme, brought into bounds that may have grown narrower since; no weights where forbidden."""
    bounds = bounds_for(scheme, case)

    def nearest(value: int | None, allowed: Range | None) -> int | None:
        return None if value is None or allowed is None else allowed.clamp(value)

    heavy = dosage.load.kind == "kg" and HEAVY in case.cleared.forbidden_tags
    return dosage.model_copy(
        update={
            "sets": bounds.sets.clamp(dosage.sets),
            "reps": bounds.reps.clamp(dosage.reps),
            "hold_s": nearest(dosage.hold_s, bounds.hold_s),
            "load": Load() if heavy else dosage.load,
            "reps_in_reserve": nearest(dosage.reps_in_reserve, bounds.reps_in_reserve),
            "effort": nearest(dosage.effort, bounds.effort),
            "per_week": min(dosage.per_week, bounds.per_week.high),
            "per_day": min(dosage.per_day, scheme.per_day),
        }
    )


def measured(exercise: Exercise, profile: Profile) -> Baseline | None:
    """What the clinic measured of the exercise on the side that will work; of several results the weakest."""
    fitting = [
        baseline
        for baseline in profile.baseline
        if baseline.exercise == exercise.id and is_of_worked_side(baseline, exercise, profile.problem.side)
    ]
    return min(fitting, key=_strength, default=None)


def is_of_worked_side(baseline: Baseline, exercise: Exercise, problem_side: Side) -> bool:
    """True when what was measured is of the side that will work."""
    return exercise.sides != "one" or problem_side == "both" or baseline.side in (None, "both", problem_side)


def mastered(exercise: Exercise, scheme: DosageScheme, profile: Profile) -> Baseline | None:
    """What was measured, if it reached the repetitions that count as mastered with at least two in reserve."""
    baseline = measured(exercise, profile)
    if baseline is None or baseline.reps_in_reserve is None or scheme.hold_s is not None:
        return None
    enough = baseline.reps >= mastery_reps(scheme) and baseline.reps_in_reserve >= MEASURED_RESERVE_MIN
    return baseline if enough else None


def mastery_reps(scheme: DosageScheme) -> int:
    """Repetitions with which a rung counts as mastered: the scheme's start.

    Where they are counted down as the load rises, its fewest are enough: the load is worked out from them.
    """
    return scheme.reps.low if scheme.repetition_maxima else scheme.reps.first


def estimated_load(baseline: Baseline, reps: int, reps_in_reserve: int) -> float | None:
    """Kilograms for `reps` with that reserve, estimated from a measured set.

    The mean of the Epley and Brzycki equations, never above what was lifted in the clinic. None when the set
    carries no estimate: no load, no reserve stated, or too many repetitions.
    """
    if baseline.load_kg is None or baseline.reps_in_reserve is None or baseline.reps > ESTIMATE_REPS_MAX:
        return None
    done, wanted = baseline.reps + baseline.reps_in_reserve, reps + reps_in_reserve
    if max(done, wanted) > ESTIMATE_EFFECTIVE_REPS_MAX:
        return None
    return min(baseline.load_kg, baseline.load_kg * _one_rm_factor(done) / _one_rm_factor(wanted))


def needs_weight(exercise: Exercise) -> bool:
    """True when it cannot be done without kilograms."""
    return set(exercise.load_kinds) == {"kg"} or not WEIGHTS.isdisjoint(exercise.equipment)


def weights_for(exercise: Exercise) -> frozenset[str]:
    """What can give it kilograms, any of them: the machine it is done on, or a weight to hold."""
    return MACHINES.intersection(exercise.equipment) or WEIGHTS


def has_weights(exercise: Exercise, profile: Profile) -> bool:
    """True when the exercise takes kilograms, and the patient owns what holds them."""
    return "kg" in exercise.load_kinds and not weights_for(exercise).isdisjoint(profile.context.equipment)


def lifts_at_home(exercise: Exercise, case: Case) -> bool:
    """True when kilograms can be added, and no precaution forbids them."""
    return HEAVY not in case.cleared.forbidden_tags and has_weights(exercise, case.profile)


def first_kilograms(exercise: Exercise, case: Case) -> float | None:
    """The lightest weight at home, when it is known and at most a tenth of the patient's own weight."""
    lightest, body = case.profile.context.increments_kg, case.profile.patient.weight_kg
    if not lifts_at_home(exercise, case) or lightest is None or body is None:
        return None
    return lightest if lightest <= LOAD_RISE_MAX * body else None


def worked_side(exercise: Exercise, problem_side: Side) -> Side:
    """The side that works: the side of the problem, or both for an exercise of both legs at once or alternating."""
    return problem_side if exercise.sides == "one" else "both"


def minutes_of(exercise: Exercise, dosage: Dosage, problem_side: Side) -> float:
    """Minutes of one session of one exercise, to a tenth.

    Sets × repetitions × seconds of each, twice when the whole exercise is done with one leg and then the other,
    plus the rests between sets and half a minute to get ready.
    """
    turns = 2 if exercise.sides == "one" and problem_side == "both" else 1
    work = dosage.sets * dosage.reps * _seconds_a_rep(dosage) * turns
    rest = (dosage.sets - 1) * dosage.rest_s
    return round((work + rest + SET_UP_S) / 60, 1)


def _starting(allowed: Range, limits: DoseLimits) -> Range:
    return allowed.model_copy(update={"start": None}) if limits.start_low else allowed


def _start_load(exercise: Exercise, bounds: Bounds, case: Case) -> Load:
    kilograms = _measured_load(exercise, bounds, case)
    if kilograms is not None:
        return Load(kind="kg", kg=kilograms)
    if BAND in exercise.equipment:
        return Load(kind="band", band=BANDS[0])
    if needs_weight(exercise):
        return Load(kind="kg", kg=first_kilograms(exercise, case))
    return Load()


def _measured_load(exercise: Exercise, bounds: Bounds, case: Case) -> float | None:
    """The estimated load rounded down to what can be put together at home; None when there is none."""
    baseline, step, reserve = (
        measured(exercise, case.profile),
        case.profile.context.increments_kg,
        bounds.reps_in_reserve,
    )
    if baseline is None or step is None or reserve is None or not lifts_at_home(exercise, case):
        return None
    estimate = estimated_load(baseline, bounds.reps.first, reserve.high)
    if estimate is None:
        return None
    kilograms = round(math.floor(estimate / step + 1e-9) * step, 2)
    return kilograms if kilograms > 0 else None


def _measured_reps(baseline: Baseline | None, scheme: DosageScheme, bounds: Bounds) -> int:
    """Measured repetitions brought to the dose's reserve, within its bounds; its start when not measured."""
    if baseline is None or baseline.reps_in_reserve is None:
        return bounds.reps.first
    if scheme.hold_s is not None or bounds.reps_in_reserve is None:
        return bounds.reps.first
    return bounds.reps.clamp(baseline.reps + baseline.reps_in_reserve - bounds.reps_in_reserve.high)


def _one_rm_factor(effective_reps: int) -> float:
    """One-repetition maximum as a multiple of the load moved that often: Epley and Brzycki [BrianMac]."""
    return ((1 + effective_reps / 30) + 36 / (37 - effective_reps)) / 2


def _strength(baseline: Baseline) -> tuple[float, int, int]:
    return (
        0.0 if baseline.load_kg is None else baseline.load_kg,
        baseline.reps,
        -1 if baseline.reps_in_reserve is None else baseline.reps_in_reserve,
    )


def _seconds_a_rep(dosage: Dosage) -> int:
    if dosage.hold_s is not None:
        return dosage.hold_s
    return SECONDS_A_REP if dosage.tempo is None else sum(int(part) for part in dosage.tempo.split("-"))
