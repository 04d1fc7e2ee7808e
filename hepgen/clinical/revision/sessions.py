"""The diary beside the plan: what was done each time, next to what that week asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol, TypeVar

from hepgen.clinical.dose import BANDS
from hepgen.model.diary import Diary, Entry
from hepgen.model.library import DosageScheme
from hepgen.model.plan import Dosage, Plan, PlannedExercise, ScheduledExercise, Week

QUIET_PAIN = 2
"""Up to this pain (0–10) an exercise may step up; the sources do not agree on 2 or 3 (evidence section 3)."""

MORE = 2
"""Repetitions above the plan, or steps of a hold, that show that it is too easy (evidence section 2)."""

TWICE = 2


@dataclass(frozen=True, slots=True)
class Session:
    """One time that an exercise was done.

    Attributes:
        entry: What was written down.
        target: What its week asked for.
        morning: How much worse the next morning was. A joint has one morning: where the entry says nothing, what is
            written of the same day counts; likewise for `passed`.
        passed: Whether a worse morning was back to usual within 24 hours.
        cap: The plan's limit for pain in exercise.
        step_hold_s: Seconds of one step of a hold.
    """

    entry: Entry
    target: ScheduledExercise
    morning: float | None
    passed: bool | None
    cap: int
    step_hold_s: int

    @property
    def day(self) -> date:
        """When it was."""
        return self.entry.date

    @property
    def above_cap(self) -> bool:
        """Pain above the limit, sharp pain, or the joint gave way."""
        return self.entry.sharp or (self.entry.pain is not None and self.entry.pain > self.cap)

    @property
    def worse(self) -> bool:
        """The next morning was worse."""
        return self.morning is not None and self.morning > 0

    @property
    def settled(self) -> bool:
        """The next morning was worse, and it is written down that this passed within 24 hours."""
        return self.worse and self.passed is True

    @property
    def lasting(self) -> bool:
        """The next morning was worse, and it is written down that this lasted longer than 24 hours."""
        return self.worse and self.passed is False

    @property
    def known(self) -> bool:
        """Pain, next morning and what was done are written down."""
        return self.entry.pain is not None and self.morning is not None and self.met is not None

    @property
    def quiet(self) -> bool:
        """Little pain, known to be so."""
        return self.entry.pain is not None and self.entry.pain <= min(QUIET_PAIN, self.cap) and not self.entry.sharp

    @property
    def met(self) -> bool | None:
        """At least what was planned; None when sets or repetitions are not written down.

        Load and hold count as planned where nothing is said of them.
        """
        entry, target = self.entry, self.target
        reps = target.reps if entry.reps is None and entry.hold_s is not None else entry.reps
        if entry.sets is None or reps is None:
            return None
        kilograms = entry.load_kg is None or target.load.kg is None or entry.load_kg >= target.load.kg
        band = entry.band is None or target.load.band not in BANDS or (
            BANDS.index(entry.band) >= BANDS.index(target.load.band)
        )  # fmt: skip
        hold = entry.hold_s is None or target.hold_s is None or entry.hold_s >= target.hold_s
        return entry.sets >= target.sets and reps >= target.reps and kilograms and band and hold

    @property
    def more(self) -> bool:
        """Two repetitions or two steps of a hold more than planned, in every set."""
        entry, target = self.entry, self.target
        if not self.met:
            return False
        if target.hold_s is not None:
            enough = target.hold_s + MORE * self.step_hold_s
            return self.step_hold_s > 0 and entry.hold_s is not None and entry.hold_s >= enough
        return entry.reps is not None and entry.reps >= target.reps + MORE

    @property
    def clean(self) -> bool:
        """Done as planned, pain within the limit, the next morning no worse, and all of it known."""
        return self.known and self.met is True and not self.above_cap and not self.worse


@dataclass(frozen=True, slots=True)
class Day:
    """All exercises of one day, taken together: a joint has one next morning."""

    sessions: tuple[Session, ...]

    @property
    def day(self) -> date:
        """When it was."""
        return self.sessions[0].day

    @property
    def worse(self) -> bool:
        """The next morning was worse, and not known to have settled within 24 hours."""
        return any(session.worse and not session.settled for session in self.sessions)

    @property
    def lasting(self) -> bool:
        """Worse for longer than 24 hours."""
        return any(session.lasting for session in self.sessions)

    @property
    def clean(self) -> bool:
        """All went as planned."""
        return all(session.clean for session in self.sessions)


class _Judged(Protocol):
    @property
    def clean(self) -> bool: ...


J = TypeVar("J", bound=_Judged)


def unsettled(judged: Sequence[J]) -> Sequence[J]:
    """What came after the last two clean ones in a row: earlier trouble is over."""
    for last in range(len(judged), TWICE - 1, -1):
        if all(one.clean for one in judged[last - TWICE : last]):
            return judged[last:]
    return judged


def sessions_of(exercise: PlannedExercise, scheme: DosageScheme, plan: Plan, diary: Diary) -> tuple[Session, ...]:
    """The times that an exercise of the plan was done, oldest first."""
    mornings, passed = _mornings(diary.entries), _passed(diary.entries)
    cap = 0 if plan.pain_rule is None else plan.pain_rule.exercise_max
    return tuple(
        Session(
            entry=entry,
            target=planned_for(plan, exercise, entry.date),
            morning=mornings.get(entry.date) if entry.pain_next_morning is None else entry.pain_next_morning,
            passed=passed.get(entry.date) if entry.settled is None else entry.settled,
            cap=cap,
            step_hold_s=scheme.step_hold_s,
        )
        for entry in sorted(diary.entries, key=lambda entry: entry.date)
        if entry.exercise == exercise.id and not entry.missed
    )


def days_of(sessions: Iterable[Session]) -> tuple[Day, ...]:
    """The days on which anything was done, oldest first."""
    in_order = sorted(sessions, key=lambda session: session.day)
    return tuple(Day(tuple(group)) for _, group in groupby(in_order, key=lambda session: session.day))


def planned_for(plan: Plan, exercise: PlannedExercise, day: date) -> ScheduledExercise:
    """What the week of that day asks for; outside the weeks of the exercise, the nearest of them."""
    return _nearest(plan.schedule, exercise, day)


def dose_on(plan: Plan, exercise: PlannedExercise, day: date) -> Dosage:
    """The dose that stands on that day; an easy week takes nothing off it."""
    building = [week for week in plan.schedule if week.kind != "recovery"]
    if not any(one.id == exercise.id for week in building for one in week.exercises):
        return exercise.dosage
    scheduled = _nearest(building, exercise, day)
    return exercise.dosage.model_copy(
        update={name: getattr(scheduled, name) for name in ("sets", "reps", "hold_s", "load", "per_week")}
    )


def _nearest(weeks: Iterable[Week], exercise: PlannedExercise, day: date) -> ScheduledExercise:
    """Its entry in the last of the weeks that has begun by that day, else in the first of them."""
    found = [(week.starts_on, one) for week in weeks for one in week.exercises if one.id == exercise.id]
    begun = [one for starts_on, one in found if starts_on <= day]
    return begun[-1] if begun else found[0][1]


def _mornings(entries: Iterable[Entry]) -> Mapping[date, float]:
    """Day → the worst next morning that is written down for it."""
    mornings: dict[date, float] = {}
    for entry in entries:
        if entry.pain_next_morning is not None:
            mornings[entry.date] = max(entry.pain_next_morning, mornings.get(entry.date, 0))
    return mornings


def _passed(entries: Iterable[Entry]) -> Mapping[date, bool]:
    """Day → whether its worse morning passed within 24 hours, by everything that is written down for it."""
    passed: dict[date, bool] = {}
    for entry in entries:
        if entry.settled is not None:
            passed[entry.date] = entry.settled and passed.get(entry.date, True)
    return passed
