"""The account of a plan: one decision for every candidate, and those about the plan as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from hepgen.clinical.apart import jumps
from hepgen.clinical.case import Case
from hepgen.clinical.dose import HEAVY, bounds_for, has_weights
from hepgen.clinical.filters import gentler_ladder, objections
from hepgen.clinical.select import Choice, Selection, filled_by, first_dose, session_minutes
from hepgen.clinical.wording import Reason, listed, role_name, say
from hepgen.model.library import Exercise, FindingRule
from hepgen.model.plan import Decision

MANY = 5
TOO_MANY = 7
"""From five exercises on the plan says that fewer are done more often; above six it insists.

Four or more are done less often than two or fewer [Eckard 2015; Bachmann18].
"""


def account(selection: Selection, case: Case) -> tuple[Decision, ...]:
    """Decisions in reading order: the plan as a whole, then chosen, kept in reserve, rejected."""
    chosen = {choice.exercise.id for choice in selection.choices}
    reserve = [one.exercise for id_, one in sorted(selection.eligible.items()) if id_ not in chosen]
    return (
        *_about_the_plan(selection, case),
        *(_why(choice, case).decide("chosen", choice.exercise.id) for choice in selection.choices),
        *(_why_not(one, selection, case).decide("reserve", one.id) for one in reserve),
        *(reason.decide("rejected", id_) for id_, reason in sorted(selection.rejected.items())),
    )


# -- one exercise --------------------------------------------------------------------------------------------


def _why(choice: Choice, case: Case) -> Reason:
    """Why this exercise was chosen."""
    if choice.carried is not None:
        return choice.carried.why
    if choice.role is not None:
        return _why_in_role(choice, choice.role.id, case)
    if choice.finding is not None:
        because = say(case.library, "chosen-add", finding=_name(choice.finding, case))
        return Reason(f"finding:{choice.finding.finding}", because, listed(choice.finding.sources))
    return _why_asked_for(choice, case)


def _why_asked_for(choice: Choice, case: Case) -> Reason:
    """That the clinician asked for it, and loudly when stage or irritability would not give it."""
    source = say(case.library, "source-clinician")
    against = objections(choice.exercise, case)
    if not against:
        return Reason("include", say(case.library, "chosen-include"), source)
    why_not, stage = " ".join(reason.because for reason in against), choice.eligible.stage
    key = "chosen-include-against" if stage == case.stage else "chosen-include-off-stage"
    because = say(case.library, key, against=why_not, stage=stage.name)
    return Reason(f"include-against-{against[0].rule}", because, source)


def _why_in_role(choice: Choice, role: str, case: Case) -> Reason:
    """Why this exercise fills the role, and why it starts on this rung."""
    library, rule, place = case.library, f"role:{role}", role_name(case.library, role)
    on_ladder = library.ladder_of(choice.exercise.id)
    ladder = "" if on_ladder is None else on_ladder[0].name
    if choice.measured is not None:
        reps, reserve = choice.measured.reps, choice.measured.reps_in_reserve
        because = say(library, "chosen-measured", role=place, ladder=ladder, reps=reps, reserve=reserve)
        return Reason(rule, because, say(library, "source-profile"))
    if choice.finding is not None:
        because = say(library, "chosen-preferred", role=place, finding=_name(choice.finding, case))
        return Reason(rule, because, listed(choice.finding.sources))
    return Reason(rule, say(library, "chosen-role", role=place, ladder=ladder), listed(choice.exercise.sources))


def _why_not(exercise: Exercise, selection: Selection, case: Case) -> Reason:
    """Why an exercise that could have been given waits in reserve."""
    for test in (_too_long, _ladder_in_use, _role_filled, _finding_answered, _no_room):
        reason = test(exercise, selection, case)
        if reason is not None:
            return reason
    gentler = gentler_ladder(exercise, case)
    if gentler is not None:
        return gentler
    return _by_design(case, "not-asked", "reserve-goes-on" if case.course.goes_on else "reserve-unasked")


def _too_long(exercise: Exercise, selection: Selection, case: Case) -> Reason | None:
    dropped = any(choice.exercise == exercise for choice in selection.dropped)
    return _out_of_minutes("minutes", case) if dropped else None


def _ladder_in_use(exercise: Exercise, selection: Selection, case: Case) -> Reason | None:
    ladder = case.ladder_of(exercise)
    for choice in selection.choices:
        if ladder is not None and case.ladder_of(choice.exercise) == ladder:
            other, name = choice.exercise.name, case.library.ladders[ladder].name
            return _by_design(case, f"ladder:{ladder}", "reserve-ladder", other=other, ladder=name)
    return None


def _role_filled(exercise: Exercise, selection: Selection, case: Case) -> Reason | None:
    for role in case.stage.roles:
        filler = filled_by(role, selection.choices, case)
        if filler is not None and case.ladder_of(exercise) in case.ladders_for(role):
            other, name = filler.exercise.name, role_name(case.library, role.id)
            return _by_design(case, f"role:{role.id}", "reserve-role", role=name, other=other)
    return None


def _finding_answered(exercise: Exercise, selection: Selection, case: Case) -> Reason | None:
    for rule in case.findings:
        answer = next((one for one in selection.choices if one.exercise.id in rule.add), None)
        if answer is not None and exercise.id in rule.add:
            finding, other = _name(rule, case), answer.exercise.name
            return _by_design(case, f"finding:{rule.finding}", "reserve-finding", finding=finding, other=other)
    return None


def _no_room(exercise: Exercise, selection: Selection, case: Case) -> Reason | None:
    """A needed role or a finding would have taken it."""
    ladder = case.ladder_of(exercise)
    if any(one.role is not None and ladder in case.ladders_for(one.role) for one in selection.dropped):
        return _out_of_minutes("minutes", case)
    roles = (role for role in case.stage.roles if not role.optional)
    wanted = any(ladder in case.ladders_for(role) for role in roles) or any(
        exercise.id in (*rule.prefer, *rule.add) for rule in case.findings
    )
    most = case.profile.plan.max_exercises
    if not wanted or len(selection.choices) + len(selection.dropped) < most:
        return None
    return Reason("number", say(case.library, "reserve-room", max=most), say(case.library, "source-number"))


# -- the plan as a whole -------------------------------------------------------------------------------------


def _about_the_plan(selection: Selection, case: Case) -> Iterator[Decision]:
    yield case.choice.why.decide("chosen")
    for switch in case.switches:
        yield Reason("irritability", switch.because, listed(switch.sources)).decide("chosen")
    yield from _no_weights(selection, case)
    yield from _unfilled_roles(selection, case)
    yield from _unused_findings(case)
    yield from _number(selection, case)
    yield from _minutes(selection, case)
    yield from _days(selection, case)
    yield from _apart(selection, case)


def _no_weights(selection: Selection, case: Case) -> Iterator[Decision]:
    """Says when a precaution keeps the weights at home out of exercises that take them."""
    rule = case.cleared.forbidden_tags.get(HEAVY)
    if rule is not None and any(has_weights(choice.exercise, case.profile) for choice in selection.choices):
        because = say(case.library, "no-weights", found=rule.plain_name, because=rule.because)
        yield Reason(f"screening:{rule.id}", because, listed(rule.sources)).decide("rejected")


def _unfilled_roles(selection: Selection, case: Case) -> Iterator[Decision]:
    for role in case.course.open_roles(case.stage):
        if role.optional or filled_by(role, selection.choices, case) is not None:
            continue
        rule, name = f"role:{role.id}", role_name(case.library, role.id)
        if filled_by(role, selection.dropped, case) is not None:
            yield _out_of_minutes(rule, case).decide("reserve")
        elif len(selection.choices) >= case.profile.plan.max_exercises:
            because = say(case.library, "role-room", role=name, max=case.profile.plan.max_exercises)
            yield Reason(rule, because, say(case.library, "source-number")).decide("reserve")
        else:
            because = say(case.library, "role-empty", role=name)
            yield Reason(rule, because, say(case.library, "source-profile")).decide("rejected")


def _unused_findings(case: Case) -> Iterator[Decision]:
    answered = {*case.condition.running.answers, *(rule.finding for rule in case.condition.findings)}
    for finding in sorted(set(case.profile.problem.findings) - answered):
        name = case.library.vocabulary["findings"][finding].name
        yield _by_design(case, f"finding:{finding}", "finding-unused", finding=name).decide("rejected")


def _number(selection: Selection, case: Case) -> Iterator[Decision]:
    count, most = len(selection.choices), case.profile.plan.max_exercises
    source = say(case.library, "source-number")
    if count > most:
        because = say(case.library, "number-included", count=count, max=most)
        yield Reason("number", because, source).decide("chosen")
    if count >= MANY:
        key = "number-too-many" if count >= TOO_MANY else "number-many"
        yield Reason("number", say(case.library, key, count=count), source).decide("chosen")


def _minutes(selection: Selection, case: Case) -> Iterator[Decision]:
    budget = case.profile.context.minutes_per_session
    for choice in selection.choices:
        if choice.sets_off:
            sets = first_dose(choice, case).sets
            usual, name = sets + choice.sets_off, choice.exercise.name
            because = say(case.library, "sets-off", exercise=name, sets=sets, usual=usual, minutes=budget)
            yield Reason("minutes", because, say(case.library, "source-profile")).decide("chosen")
    minutes = session_minutes(selection.choices, case)
    if minutes > budget:
        because = say(case.library, "time-over", minutes=minutes, budget=budget)
        yield Reason("minutes", because, say(case.library, "source-profile")).decide("chosen")


def _days(selection: Selection, case: Case) -> Iterator[Decision]:
    """Says when days at home or precautions keep an exercise below the days its scheme asks for."""
    fewer = [
        choice.exercise.name
        for choice in selection.choices
        if bounds_for(choice.eligible.scheme, case).per_week.high < choice.eligible.scheme.per_week.low
    ]
    if fewer:
        home, most = case.profile.context.days_per_week, case.cleared.limits.per_week_max
        days = home if most is None else min(home, most)
        because = say(case.library, "days", days=days, names=listed(fewer))
        yield Reason("days", because, say(case.library, "source-profile")).decide("chosen")


def _apart(selection: Selection, case: Case) -> Iterator[Decision]:
    """Says which choices fall on different days, and on how many."""
    jumping, hard = (
        [choice for choice in selection.choices if choice.days is not None and jumps(choice.exercise) is wanted]
        for wanted in (True, False)
    )
    if jumping and hard:
        because = say(
            case.library,
            "apart",
            jumps=listed(choice.exercise.name for choice in jumping),
            others=listed(choice.exercise.name for choice in hard),
            jump_days=jumping[0].days,
            other_days=hard[0].days,
        )
        yield Reason("apart", because, say(case.library, "source-convention")).decide("chosen")


def _out_of_minutes(rule: str, case: Case) -> Reason:
    because = say(case.library, "reserve-time", minutes=case.profile.context.minutes_per_session)
    return Reason(rule, because, say(case.library, "source-profile"))


def _by_design(case: Case, rule: str, key: str, **values: object) -> Reason:
    return Reason(rule, say(case.library, key, **values), say(case.library, "source-convention"))


def _name(rule: FindingRule, case: Case) -> str:
    return case.library.vocabulary["findings"][rule.finding].name
