"""Where a plan stands: each of its exercises with the dose done last, and the row that its diary comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hepgen.clinical.case import Case, open_case
from hepgen.clinical.course import Course
from hepgen.clinical.dose import within_bounds
from hepgen.clinical.filters import Eligible, judge
from hepgen.clinical.progress import Prescription
from hepgen.clinical.revision.decide import History, Row, days_off, decide
from hepgen.clinical.revision.sessions import Day, days_of, dose_on, sessions_of
from hepgen.clinical.screen import screen
from hepgen.clinical.stage import StageChoice
from hepgen.clinical.wording import Reason, say
from hepgen.model.diary import Diary
from hepgen.model.library import Library, Role, Stage
from hepgen.model.plan import Dosage, Plan, PlannedExercise, PlanOrigin
from hepgen.model.screening import Cleared

_STOPS = frozenset({"above-cap", "sharp"})
"""Rows of the decision table that stop an exercise for pain."""


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of a plan, with the rungs that follow it there.

    Attributes:
        planned: The rung that was done last, else the first: a rung that the diary does not show is not reached.
        because: Why it is in the plan, for the patient, without what an earlier revision said.
        before: The dose that stood.
        now: The same within the bounds of today.
        history: What the diary says of it.
        row: The row of the decision table that this comes to.
        insisted: The clinician put it in, or an earlier revision went back to it: its stage does not bind it.
    """

    planned: PlannedExercise
    because: tuple[str, ...]
    before: Dosage
    now: Prescription
    history: History
    row: Row
    insisted: bool

    @property
    def id(self) -> str:
        """Of the exercise."""
        return self.planned.id

    @property
    def name(self) -> str:
        """Of the exercise, as the patient knows it."""
        return self.now.exercise.text.name


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan, its diary and what comes of the two.

    Attributes:
        case: The patient as of today, at the plan's stage.
        lines: In the order of the plan.
        days: On which anything was done, oldest first.
        days_off: Days since anything was done, when everything was missed since; 0 otherwise.
        roles: Ids of the places that the plan's exercises fill.
    """

    plan: Plan
    diary: Diary
    case: Case
    today: date
    lines: tuple[Line, ...]
    days: tuple[Day, ...]
    days_off: int
    roles: frozenset[str]

    @property
    def began(self) -> date:
        """First day of the plan."""
        return self.plan.schedule[0].starts_on

    @property
    def origin(self) -> PlanOrigin:
        """The first plan of the chain."""
        return origin_of(self.plan)

    @property
    def stage(self) -> Stage:
        """Of the plan."""
        return self.case.stage


def origin_of(plan: Plan) -> PlanOrigin:
    """The first plan of the chain that the plan belongs to: itself, unless it revises another."""
    return plan.origin or PlanOrigin(
        plan_id=plan.plan_id, starts_on=plan.schedule[0].starts_on, worst_pain=plan.profile.problem.worst_pain
    )


def take_stock(plan: Plan, diary: Diary, cleared: Cleared, library: Library, today: date) -> Standing:
    """Where a verified plan stands after what the diary says.

    Args:
        plan: The plan.
        diary: Its entries are about the plan's exercises.
        cleared: What screening says of the patient today.
        library: The clinical content.
        today: The day of the revision.
    """
    case, then = _open(cleared, plan, library, today), screen(plan.profile, library, plan.made_on)
    case_then = _open(then, plan, library, plan.made_on) if isinstance(then, Cleared) else case
    rungs = {one.id: one for one in plan.exercises}
    sessions = [
        session for one in plan.exercises for session in sessions_of(one, library.dosages[one.scheme], plan, diary)
    ]
    return Standing(
        plan=plan,
        diary=diary,
        case=case,
        today=today,
        lines=tuple(
            _line(_rungs(head, plan), plan, diary, case, case_then, today)
            for head in plan.exercises
            if head.replaces not in rungs
        ),
        days=days_of(sessions),
        days_off=days_off(diary.entries, today),
        roles=frozenset(role.id for role in case.stage.roles if _is_filled(role, plan, case_then)),
    )


def _open(cleared: Cleared, plan: Plan, library: Library, day: date) -> Case:
    """The case at the plan's stage, under the plan's pain rule."""
    stage = library.conditions[plan.condition].stage(plan.stage or "")
    why = Reason("stage", say(library, "diary-stage-stays", stage=stage.name), say(library, "source-diary"))
    return open_case(cleared, library, day, Course(stage=StageChoice(stage, why), pain_rule=plan.pain_rule))


def _rungs(head: PlannedExercise, plan: Plan) -> tuple[PlannedExercise, ...]:
    """An exercise and those that take its place in later weeks, in order."""
    rungs = [head]
    for one in sorted(plan.exercises, key=lambda one: one.from_week):
        if one.replaces == rungs[-1].id:
            rungs.append(one)
    return tuple(rungs)


def _line(
    rungs: tuple[PlannedExercise, ...], plan: Plan, diary: Diary, case: Case, case_then: Case, today: date
) -> Line:
    library = case.library
    ids = [rung.id for rung in rungs]
    entries = [entry for entry in diary.entries if entry.exercise in ids]
    done = sorted((entry.date, ids.index(entry.exercise)) for entry in entries if not entry.missed)
    last, place = done[-1] if done else (today, 0)
    if not done and entries:  # only missed: nothing of the later weeks was reached
        last = plan.schedule[0].starts_on
    planned = rungs[place]
    exercise, scheme = library.exercises[planned.id], library.dosages[planned.scheme]
    before = dose_on(plan, planned, last)
    history = History(
        sessions=sessions_of(planned, scheme, plan, diary),
        days_off=days_off(entries, today),
        days_silent=(today - max(entry.date for entry in entries)).days if entries else 0,
        stopped_before=any(
            change.rule in _STOPS and planned.id in (change.exercise, change.becomes) for change in plan.changes
        ),
    )
    asked_for = planned.id in case.profile.plan.include
    return Line(
        planned=planned,
        because=_own_reasons(rungs[0], plan),
        before=before,
        now=Prescription(exercise, scheme, within_bounds(before, scheme, case)),
        history=history,
        row=decide(history),
        insisted=asked_for or not isinstance(judge(exercise, case_then), Eligible),
    )


def _own_reasons(planned: PlannedExercise, plan: Plan) -> tuple[str, ...]:
    of_changes = {change.patient for change in plan.changes if change.change != "new"}
    return tuple(reason for reason in planned.because if reason not in of_changes)


def _is_filled(role: Role, plan: Plan, case: Case) -> bool:
    ladders = {*role.ladders, *case.ladders_for(role)}
    return any(one.ladder in ladders for one in plan.exercises)
