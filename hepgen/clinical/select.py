"""Which exercises: candidates, filters, roles, minutes (evidence 8.3). `account` says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hepgen.clinical.apart import apart_from, jumps, shared_days
from hepgen.clinical.case import Case
from hepgen.clinical.course import CarriedOn
from hepgen.clinical.dose import bounds_for, mastered, minutes_of, start_dose
from hepgen.clinical.filters import Eligible, judge
from hepgen.clinical.wording import Reason
from hepgen.model.library import Exercise, FindingRule, Role
from hepgen.model.plan import Dosage
from hepgen.model.profile import Baseline


@dataclass(frozen=True, slots=True)
class Choice:
    """One exercise chosen for the first week, and what it was chosen for.

    Attributes:
        role: The role it fills; None when it is carried on, asked for by name or added for a finding.
        finding: The finding that made it, and not another, fill its role or join the plan.
        measured: The measurement for which it fills its role, or starts above the cautious rung.
        sets_off: Sets taken off its start to keep the session short.
        days: Most days a week, where it must fall on other days than another choice; None for no limit.
        carried: How it goes on from the plan before; None when it is new.
    """

    eligible: Eligible
    role: Role | None = None
    finding: FindingRule | None = None
    measured: Baseline | None = None
    sets_off: int = 0
    days: int | None = None
    carried: CarriedOn | None = None

    @property
    def exercise(self) -> Exercise:
        """The exercise itself."""
        return self.eligible.exercise

    @property
    def asked_for(self) -> bool:
        """True when the clinician asked for it by name."""
        return self.carried is None and self.role is None and self.finding is None

    @property
    def stays(self) -> bool:
        """True when no room of the session is too short for it."""
        return self.carried is not None or self.asked_for


@dataclass(frozen=True, slots=True)
class Selection:
    """The choices, most important first, and what became of every other candidate.

    Attributes:
        dropped: Wanted, and left out to keep the session short.
        eligible: Everything that passed the filters, by id.
        rejected: Everything that did not, with the first reason against it.
    """

    choices: tuple[Choice, ...]
    dropped: tuple[Choice, ...]
    eligible: Mapping[str, Eligible]
    rejected: Mapping[str, Reason]


def select(case: Case) -> Selection:
    """Chooses the exercises of the first week. No choice at all is a possible answer, and never a plan."""
    eligible: dict[str, Eligible] = {}
    rejected: dict[str, Reason] = {}
    for exercise in _candidates(case):
        judgement = judge(exercise, case)
        if isinstance(judgement, Reason):
            rejected[exercise.id] = judgement
        else:
            eligible[exercise.id] = judgement
    wanted = _wanted(case, eligible)
    choices = _on_their_days(_within_minutes(wanted, case), case)
    return Selection(choices, tuple(wanted[len(choices) :]), eligible, rejected)


def first_dose(choice: Choice, case: Case) -> Dosage:
    """The dose of its first week: its start, less sets to keep the session short, on no more days than it has."""
    dosage = start_dose(choice.exercise, choice.eligible.scheme, case)
    days = dosage.per_week if choice.days is None else min(dosage.per_week, choice.days)
    return dosage.model_copy(update={"sets": dosage.sets - choice.sets_off, "per_week": days})


def filled_by(role: Role, choices: Iterable[Choice], case: Case) -> Choice | None:
    """The choice that fills the role: made for it, or carried on or asked for by name and on one of its ladders."""
    for choice in choices:
        if choice.role == role:
            return choice
        ladders = role.ladders if choice.carried is not None else case.ladders_for(role)
        if choice.stays and case.ladder_of(choice.exercise) in ladders:
            return choice
    return None


def session_minutes(choices: Iterable[Choice], case: Case) -> float:
    """Minutes of the first session."""
    side = case.profile.problem.side
    return round(sum(minutes_of(choice.exercise, first_dose(choice, case), side) for choice in choices), 1)


def _candidates(case: Case) -> Iterator[Exercise]:
    asked_for = case.profile.plan.include
    for id_, exercise in sorted(case.library.exercises.items()):
        if case.condition.id in exercise.conditions or id_ in asked_for:
            yield exercise


def _wanted(case: Case, eligible: Mapping[str, Eligible]) -> list[Choice]:
    """The choices before minutes are counted, most important first.

    Carried on from the plan before; asked for by name; then needed roles; then optional roles that a finding asks
    for; then what findings add. A plan that goes on in its stage takes in nothing but what fills an old place.
    """
    most, course = case.profile.plan.max_exercises, case.course
    asked_for = () if course.goes_on else tuple(dict.fromkeys(case.profile.plan.include))
    choices = [Choice(eligible[id_], carried=carried) for id_, carried in course.carried.items() if id_ in eligible]
    on_ladders = _ladders_used(choices, case)
    choices += [
        Choice(eligible[id_])
        for id_ in asked_for
        if id_ in eligible and id_ not in course.carried and case.ladder_of(eligible[id_].exercise) not in on_ladders
    ]
    own = {id_: one for id_, one in eligible.items() if id_ not in (*course.carried, *case.profile.plan.include)}
    for role in sorted(course.open_roles(case.stage), key=lambda role: role.optional):
        needed = not role.optional or not choices or _asked(role, case, own)
        if len(choices) < most and needed and filled_by(role, choices, case) is None:
            choices.extend(_best(role, case, own, choices))
    for rule in () if course.goes_on else case.findings:
        if len(choices) < most:
            choices.extend(_addition(rule, case, own, choices))
    return choices


def _asked(role: Role, case: Case, own: Mapping[str, Eligible]) -> bool:
    """True when a finding names an eligible exercise on one of the role's ladders."""
    named = {id_ for rule in case.findings for id_ in (*rule.prefer, *rule.add)}
    rungs = (rung for ladder in case.ladders_for(role) for rung in _rungs(ladder, case, own))
    return any(rung.exercise.id in named for rung in rungs)


def _best(role: Role, case: Case, own: Mapping[str, Eligible], choices: Sequence[Choice]) -> list[Choice]:
    """The exercise that fills the role: by finding, then what was measured, then the first ladder's lowest rung."""
    used = _ladders_used(choices, case)
    ladders = [_rungs(ladder, case, own) for ladder in case.ladders_for(role) if ladder not in used]
    for rule in case.findings:
        for id_ in rule.prefer:
            for rungs in ladders:
                if id_ in own and own[id_] in rungs:
                    higher = rungs[rungs.index(own[id_]) + 1 :]
                    return [_highest_measured(higher, case, role, rule) or Choice(own[id_], role, rule)]
    for rungs in ladders:
        measured = _highest_measured(rungs, case, role)
        if measured is not None:
            return [measured]
    return [Choice(rungs[0], role) for rungs in ladders if rungs][:1]


def _rungs(ladder: str, case: Case, own: Mapping[str, Eligible]) -> list[Eligible]:
    """The eligible rungs of a ladder, lowest first; all of them are dosed at this stage."""
    return [own[id_] for id_ in case.library.ladders[ladder].rungs if id_ in own]


def _highest_measured(
    rungs: Sequence[Eligible], case: Case, role: Role, finding: FindingRule | None = None
) -> Choice | None:
    """The highest of these rungs that was measured well enough; None when none was."""
    for rung in reversed(rungs):
        measured = mastered(rung.exercise, rung.scheme, case.profile)
        if measured is not None:
            return Choice(rung, role, finding, measured)
    return None


def _addition(rule: FindingRule, case: Case, own: Mapping[str, Eligible], choices: Sequence[Choice]) -> list[Choice]:
    """The first addition of a finding that is eligible and on no ladder in use; none when it is answered."""
    if any(choice.exercise.id in rule.add for choice in choices):
        return []
    used = _ladders_used(choices, case)
    free = [own[id_] for id_ in rule.add if id_ in own and case.ladder_of(own[id_].exercise) not in used]
    return [Choice(free[0], finding=rule)] if free else []


def _ladders_used(choices: Iterable[Choice], case: Case) -> set[str]:
    ladders = (case.ladder_of(choice.exercise) for choice in choices)
    return {ladder for ladder in ladders if ladder is not None}


def _within_minutes(wanted: Sequence[Choice], case: Case) -> tuple[Choice, ...]:
    """The choices that fit into a session: sets are taken off first, then the least important are left out.

    At least one stays, and never fewer than were carried on or asked for by name.
    """
    fewest = max(sum(choice.stays for choice in wanted), min(1, len(wanted)))
    for kept in range(len(wanted), fewest, -1):
        choices = _with_fewer_sets(wanted[:kept], case)
        if _fits(choices, case):
            return choices
    return _with_fewer_sets(wanted[:fewest], case)


def _with_fewer_sets(wanted: Sequence[Choice], case: Case) -> tuple[Choice, ...]:
    """Takes off sets until the session fits, the least important exercise first, down to each scheme's fewest.

    What is carried on keeps the sets that the patient does already.
    """
    choices = list(wanted)
    for place in reversed([place for place, choice in enumerate(choices) if choice.carried is None]):
        fewest = bounds_for(choices[place].eligible.scheme, case).sets.low
        while not _fits(choices, case) and first_dose(choices[place], case).sets > fewest:
            choices[place] = replace(choices[place], sets_off=choices[place].sets_off + 1)
    return tuple(choices)


def _fits(choices: Iterable[Choice], case: Case) -> bool:
    return session_minutes(choices, case) <= case.profile.context.minutes_per_session


def _on_their_days(choices: tuple[Choice, ...], case: Case) -> tuple[Choice, ...]:
    """Jumps, and what loads the knee hard without a jump, share the week so that they need not meet in a session."""
    exercises = [choice.exercise for choice in choices]
    clashing = [choice for choice in choices if apart_from(choice.exercise, exercises)]
    if not clashing:
        return choices

    def most(*, jumping: bool) -> int:
        return max(first_dose(one, case).per_week for one in clashing if jumps(one.exercise) is jumping)

    hard, jump = shared_days(most(jumping=False), most(jumping=True), case.profile.context.days_per_week)
    return tuple(
        replace(choice, days=jump if jumps(choice.exercise) else hard) if choice in clashing else choice
        for choice in choices
    )
