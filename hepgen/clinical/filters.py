"""The ordered filters an exercise must pass; the first that rejects it names the reason.

The safety filters bind everybody, also a clinician who asks for the exercise by name. Stage and tissue load
bind only what hepgen proposes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hepgen.clinical.apart import jumps
from hepgen.clinical.case import LEVELS, Case
from hepgen.clinical.dose import HEAVY, needs_weight, weights_for
from hepgen.clinical.running.advice import advise
from hepgen.clinical.wording import Reason, listed, role_name, say
from hepgen.model.base import LoadLevel
from hepgen.model.library import DosageScheme, Exercise, Stage

KNEELING_POSITIONS = frozenset({"kneeling", "half-kneeling", "quadruped"})
FLOOR_POSITIONS = KNEELING_POSITIONS | {"supine", "prone", "side-lying"}
WEIGHT_BEARING_POSITIONS = KNEELING_POSITIONS | {"standing", "gait"}

RUNNING = "running"
"""The kind of what is done within a run."""

Filter = Callable[[Exercise, Case], Reason | None]


def stopped(exercise: Exercise, case: Case) -> Reason | None:
    """The diary of the plan before rules it out for now."""
    return case.course.stopped.get(exercise.id)


def excluded(exercise: Exercise, case: Case) -> Reason | None:
    """The profile excludes it by name."""
    if exercise.id in case.profile.plan.exclude:
        return _by_profile(case, "excluded")
    return None


def screening(exercise: Exercise, case: Case) -> Reason | None:
    """A precaution forbids one of its tags, or the weight without which it cannot be done (evidence 6.3)."""
    for tag in (*exercise.tags, HEAVY) if needs_weight(exercise) else exercise.tags:
        rule = case.cleared.forbidden_tags.get(tag)
        if rule is not None:
            name = case.library.vocabulary["tags"][tag].name
            because = say(case.library, "screening", found=rule.plain_name, tag=name, because=rule.because)
            return Reason(f"screening:{rule.id}", because, listed(rule.sources))
    return None


def equipment(exercise: Exercise, case: Case) -> Reason | None:
    """It needs something that the patient's list does not hold."""
    missing = [item for item in exercise.equipment if item not in case.profile.context.equipment]
    if missing:
        return _by_profile(case, "equipment", items=_names(missing, case))
    weights = weights_for(exercise)
    if needs_weight(exercise) and weights.isdisjoint(case.profile.context.equipment):
        return _by_profile(case, "equipment-weight", items=_names(sorted(weights), case))
    return None


def _names(items: Iterable[str], case: Case) -> str:
    return listed(case.library.vocabulary["equipment"][item].name for item in items)


def floor(exercise: Exercise, case: Case) -> Reason | None:
    """It is done on the floor, and the patient cannot get there and back."""
    on_floor = "floor" in exercise.tags or exercise.position in FLOOR_POSITIONS
    return _by_profile(case, "floor") if on_floor and not case.profile.context.can_get_on_floor else None


def kneeling(exercise: Exercise, case: Case) -> Reason | None:
    """It is done kneeling, and the patient cannot kneel."""
    kneels = "kneeling" in exercise.tags or exercise.position in KNEELING_POSITIONS
    return _by_profile(case, "kneeling") if kneels and not case.profile.context.can_kneel else None


def weight_bearing(exercise: Exercise, case: Case) -> Reason | None:
    """It loads the leg with body weight, and that is limited."""
    bears = "weight-bearing" in exercise.tags or exercise.position in WEIGHT_BEARING_POSITIONS
    limited = case.profile.screening.weight_bearing != "full"
    return _by_profile(case, "weight-bearing") if bears and limited else None


def avoid(exercise: Exercise, case: Case) -> Reason | None:
    """The library says not to give it at this stage of this condition."""
    avoidance = exercise.avoid.get(case.condition.id)
    if avoidance is not None and case.stage.id in avoidance.stages:
        return Reason("avoid", avoidance.because, listed(avoidance.sources))
    return None


def off_stage(exercise: Exercise, case: Case) -> Reason | None:
    """The library holds no dose of it for this stage."""
    return _not_dosed(case) if case.dose_at_stage(exercise) is None else None


def stage_load(exercise: Exercise, case: Case) -> Reason | None:
    """It loads joint or tendon more than the stage allows (evidence 8.1)."""
    stage_limits = (
        ("patellofemoral-joint", exercise.loads.patellofemoral_joint, case.stage.max_patellofemoral_load),
        ("patellar-tendon", exercise.loads.patellar_tendon, case.stage.max_patellar_tendon_load),
    )
    for tissue, level, most in stage_limits:
        if _above(level, most):
            words = _load_words(tissue, level, most, case)
            because = say(case.library, "tissue-load", **words, stage=case.stage.name)
            return Reason("tissue-load", because, listed(case.stage.sources))
    return None


def _load_words(tissue: str, level: LoadLevel, most: LoadLevel, case: Case) -> dict[str, str]:
    keys = {"tissue": f"tissue-{tissue}", "level": f"load-{level}", "max": f"load-{most}"}
    return {name: say(case.library, key) for name, key in keys.items()}


def irritable_load(exercise: Exercise, case: Case) -> Reason | None:
    """It loads the joint more than its irritability allows (evidence 8.3)."""
    for switch in case.switches:
        level, most = exercise.loads.patellofemoral_joint, switch.max_patellofemoral_load
        if _above(level, most):
            words = _load_words("patellofemoral-joint", level, most, case)
            because = say(case.library, "tissue-load-irritable", **words, because=switch.because)
            return Reason("irritability", because, listed(switch.sources))
    return None


def gentler_ladder(exercise: Exercise, case: Case) -> Reason | None:
    """Its role is filled from gentler ladders while the joint is irritable (evidence 8.3)."""
    ladder = case.ladder_of(exercise)
    if any(ladder in case.ladders_for(role) for role in case.stage.roles):
        return None
    for switch in case.switches:
        if any(role.id == switch.role and ladder in role.ladders for role in case.stage.roles):
            role = role_name(case.library, switch.role)
            because = say(case.library, "irritable-ladder", role=role, because=switch.because)
            return Reason("irritability", because, listed(switch.sources))
    return None


def undrawn(exercise: Exercise, case: Case) -> Reason | None:
    """Nobody has drawn it yet, and a card without pictures is not given."""
    return None if exercise.drawn else _by_design(case, "undrawn")


def running_now(exercise: Exercise, case: Case) -> Reason | None:
    """It is done while running, and the patient does not run for now (evidence 4.2)."""
    if exercise.kind != RUNNING:
        return None
    running = case.profile.running
    if running is None:
        return _by_profile(case, "runs-not")
    advice, why = advise(running, case, running.longest_run_km_30d)
    return None if advice in ("keep", "walk-run") else why


def day_for_jumps(exercise: Exercise, case: Case) -> Reason | None:
    """Jumps need a day of their own, and the patient has only one in the week (evidence 8.3)."""
    return _by_profile(case, "apart-no-day") if jumps(exercise) and case.profile.context.days_per_week == 1 else None


SAFETY_FILTERS: tuple[Filter, ...] = (
    stopped, excluded, screening, equipment, floor, kneeling, weight_bearing, avoid, running_now, day_for_jumps,
    undrawn,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Eligible:
    """An exercise that passed, with the dose it would get.

    Attributes:
        stage: The stage whose dose it is: the plan's, unless a clinician asked for it by name off its stages.
    """

    exercise: Exercise
    stage: Stage
    scheme: DosageScheme


def judge(exercise: Exercise, case: Case) -> Eligible | Reason:
    """The exercise with its dose, or the first reason against it."""
    unsafe = first_reason(exercise, case)
    if unsafe is not None:
        return unsafe
    carried = case.course.carried.get(exercise.id)
    if carried is not None:
        unfit = None if carried.insisted else stage_load(exercise, case) or irritable_load(exercise, case)
        return unfit or Eligible(exercise, case.stage, carried.scheme)
    if exercise.id in case.profile.plan.include:
        asked_for = case.nearest_dose(exercise)
        return _by_profile(case, "no-dose") if asked_for is None else Eligible(exercise, *asked_for)
    dose = case.dose_at_stage(exercise)
    if dose is None:
        return _not_dosed(case)
    return stage_load(exercise, case) or irritable_load(exercise, case) or Eligible(exercise, *dose)


def first_reason(exercise: Exercise, case: Case) -> Reason | None:
    """The first safety filter's reason against the exercise, or None when it passes them all."""
    for test in SAFETY_FILTERS:
        reason = test(exercise, case)
        if reason is not None:
            return reason
    return None


def objections(exercise: Exercise, case: Case) -> tuple[Reason, ...]:
    """Why hepgen would not propose it now, gravest first: what a clinician who insists on it overrides."""
    irritable = irritable_load(exercise, case) or gentler_ladder(exercise, case)
    reasons = (irritable, off_stage(exercise, case), stage_load(exercise, case))
    return tuple(reason for reason in reasons if reason is not None)


def _above(level: LoadLevel, most: LoadLevel) -> bool:
    return LEVELS.index(level) > LEVELS.index(most)


def _not_dosed(case: Case) -> Reason:
    return Reason("stage", say(case.library, "stage", stage=case.stage.name), listed(case.stage.sources))


def _by_profile(case: Case, rule: str, **values: object) -> Reason:
    return Reason(rule, say(case.library, rule, **values), say(case.library, "source-profile"))


def _by_design(case: Case, rule: str) -> Reason:
    return Reason(rule, say(case.library, rule), say(case.library, "source-convention"))
