"""The three ways on from a plan: back a stage, up a stage, or on in the same one, exercise by exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hepgen.clinical.case import Case, open_case
from hepgen.clinical.course import CarriedOn, Course
from hepgen.clinical.dose import start_dose, within_bounds
from hepgen.clinical.revision.changes import ChangeKind, of_plan, rule
from hepgen.clinical.revision.moves import Moved, left_out, moved, stays, stepped
from hepgen.clinical.revision.standing import Line, Standing
from hepgen.clinical.revision.steps import rung_up, step_up, without_measurements
from hepgen.clinical.stage import StageChoice
from hepgen.clinical.wording import Reason
from hepgen.model.library import DosageScheme, Role, Stage
from hepgen.model.plan import Dosage, PlanChange
from hepgen.model.screening import Cleared

FLARE_REVIEW_WEEKS = 1
"""Weeks for which the stage before is given after a flare (evidence section 1.2)."""

_WAITS = "wait"
"""The rule of an exercise that earned a step up and does not take it now."""


@dataclass(frozen=True, slots=True)
class Onward:
    """What the next plan begins with.

    Attributes:
        cleared: For whom it is made.
        course: What it goes on from.
        changes: Of the plan as a whole, then of the exercises that are spoken of so far.
    """

    cleared: Cleared
    course: Course
    changes: tuple[PlanChange, ...]


# -- the stage before ----------------------------------------------------------------------------------------


def back_a_stage(standing: Standing, why: Reason) -> Onward:
    """The stage before, or the first once more, begun again; what hurt twice is left out for now."""
    case, library = standing.case, standing.case.library
    number = case.condition.stage_number(standing.stage.id)
    stage = case.condition.stages[max(number - 2, 0)]
    move = rule(library, "move-stage-back" if number > 1 else "move-stage-again", stage=stage.name)
    reason = replace(why, because=f"{why.because} {move.because}")
    hurt = [left_out(line) for line in standing.lines if line.row.move == "stage"]
    return Onward(
        cleared=without_measurements(case.cleared),
        course=Course(
            stage=StageChoice(stage, reason),
            stopped=_rungs_above(standing, 0) | _stopped(hurt, case),
            review_weeks=None if why.rule == "missed-three-weeks" else FLARE_REVIEW_WEEKS,
        ),
        changes=(of_plan(library, "down", reason), *_gate_held(standing)),
    )


def _stopped(hurt: Sequence[Moved], case: Case, kept: frozenset[str] = frozenset()) -> dict[str, Reason]:
    """What is left out, and the harder rungs above it."""
    stopped: dict[str, Reason] = {}
    for one in hurt:
        place = case.library.ladder_of(one.line.id)
        ids = (one.line.id,) if place is None else place[0].rungs[place[1] - 1 :]
        change = one.change(case)
        reason = Reason(f"diary:{change.rule}", change.because, change.source)
        stopped |= {id_: reason for id_ in ids if id_ not in kept}
    return stopped


def _rungs_above(standing: Standing, most: int) -> dict[str, Reason]:
    """Rungs more than so many above what the patient does: another stage is no way past them."""
    library, done = standing.case.library, {line.id for line in standing.lines}
    above: dict[str, Reason] = {}
    for line in standing.lines:
        place = library.ladder_of(line.id)
        rungs = () if place is None else place[0].rungs[place[1] + most :]
        reason = rule(library, "too-far", exercise=line.now.exercise.name)
        above |= {id_: reason for id_ in rungs if id_ not in done}
    return above


def _gate_held(standing: Standing) -> tuple[PlanChange, ...]:
    """Why a gate that is stated as passed opens nothing; nothing when none is."""
    if not standing.diary.gate_passed:
        return ()
    library, key = standing.case.library, "gate-last" if stage_after(standing) is None else "gate-held"
    return (of_plan(library, "same", rule(library, key, stage=standing.stage.name)),)


# -- the next stage ------------------------------------------------------------------------------------------


def stage_after(standing: Standing) -> Stage | None:
    """The stage that the gates of the plan's stage lead to; None after the last."""
    stages, number = standing.case.condition.stages, standing.case.condition.stage_number(standing.stage.id)
    return stages[number] if number < len(stages) else None


def up_a_stage(standing: Standing, stage: Stage) -> Onward:
    """The next stage: what it knows goes on, dosed as it asks; the rest goes one rung up, or makes room."""
    before, library = standing.case, standing.case.library
    choice = StageChoice(stage, rule(library, "gate", before=standing.stage.name, stage=stage.name))
    case = open_case(before.cleared, library, standing.today, Course(stage=choice, pain_rule=standing.plan.pain_rule))
    all_moved = _in_stage(standing.lines, case)
    return Onward(
        cleared=before.cleared,
        course=Course(stage=choice, carried=_carried(all_moved, case), stopped=_rungs_above(standing, 1)),
        changes=(of_plan(library, "up", choice.why), *(one.change(case) for one in all_moved)),
    )


def _in_stage(lines: Sequence[Line], case: Case) -> list[Moved]:
    """How each exercise goes on at the stage of the case."""
    now = [line.now for line in lines]
    all_moved = []
    for place, line in enumerate(lines):
        dose = case.dose_at_stage(line.now.exercise)
        if dose is not None:
            one = _dosed_at_stage(line, dose[1], case)
        elif line.id in case.profile.plan.include:
            one = stays(line, "gate-kept")
        else:
            up = rung_up(line.now, now, case)
            one = left_out(line, "gate-out") if up is None else Moved(line, "gate-up", up, "up", "rung-up")
        now[place] = one.now or now[place]
        all_moved.append(one)
    return all_moved


def _dosed_at_stage(line: Line, scheme: DosageScheme, case: Case) -> Moved:
    """It stays, with the dose of the stage."""
    dosage = line.now.dosage
    if scheme != line.now.scheme:
        dosage = _dosed_as(start_dose(line.now.exercise, scheme, case), dosage)
    now = replace(line.now, scheme=scheme, dosage=within_bounds(dosage, scheme, case))
    more = _volume(now.dosage) - _volume(line.before)
    kind: ChangeKind = "up" if more > 0 else "less" if more < 0 else "same"
    line = replace(line, insisted=line.id in case.profile.plan.include)
    return Moved(line, "gate-on", now, kind, "dose" if more else "same")


def _volume(dosage: Dosage) -> int:
    return dosage.sets * dosage.reps * (dosage.hold_s or 1)


def _dosed_as(start: Dosage, dosage: Dosage) -> Dosage:
    """The dose in another scheme's terms; its start where one counts holds and the other repetitions."""
    if (start.hold_s is None) != (dosage.hold_s is None):
        return start
    return start.model_copy(update={name: getattr(dosage, name) for name in ("sets", "reps", "hold_s", "load")})


# -- the same stage ------------------------------------------------------------------------------------------


def on_in_the_stage(standing: Standing, *, calm: bool) -> Onward:
    """Each exercise goes on as its row says; one at most steps up, and only when all is calm."""
    case = standing.case
    all_moved, turn = _moved(standing), 0
    if calm:
        all_moved, turn = _one_step_up(all_moved, case)
    out = [one for one in all_moved if one.now is None]
    kept = frozenset(one.id for one in all_moved if one.id is not None)
    left = {role.id for role in case.stage.roles if any(_fills(one, role, case) for one in out)}
    return Onward(
        cleared=case.cleared,
        course=Course(
            stage=case.choice,
            carried=_carried(all_moved, case),
            stopped=_stopped(out, case, kept),
            roles=standing.roles - left,
            turn=turn,
        ),
        changes=(*_gate_held(standing), *(one.change(case) for one in all_moved)),
    )


def _moved(standing: Standing) -> list[Moved]:
    """How each exercise goes on, without a step up; none goes back to what another is."""
    taken = {line.id for line in standing.lines}
    all_moved = []
    for line in standing.lines:
        one = stays(line, _WAITS) if line.row.move == "up" else moved(line, taken, standing.case)
        if one.id is not None:
            taken.add(one.id)
        all_moved.append(one)
    return all_moved


def _one_step_up(all_moved: Sequence[Moved], case: Case) -> tuple[list[Moved], int]:
    """The first exercise that earned a step up and can take one takes it; the next one has the next turn."""
    settled, lines = list(all_moved), [one.now for one in all_moved if one.now is not None]
    for place, one in enumerate(all_moved):
        if one.rule == _WAITS:
            up = step_up(one.line.now, lines, case)
            settled[place] = stays(one.line, "at-limit") if up is None else stepped(one.line, up)
            if up is not None:
                return settled, place + 1
    return settled, 0


def _carried(all_moved: Sequence[Moved], case: Case) -> dict[str, CarriedOn]:
    return {one.id: carried for one in all_moved if one.id is not None and (carried := one.carried(case)) is not None}


def _fills(one: Moved, role: Role, case: Case) -> bool:
    return one.line.planned.ladder in {*role.ladders, *case.ladders_for(role)}
