"""The plan, put together: screening record, stage, exercises with reasons, weeks, running, decisions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from hepgen.clinical.account import account
from hepgen.clinical.apart import apart_from
from hepgen.clinical.baselines import unused_baselines
from hepgen.clinical.case import Case, open_case
from hepgen.clinical.course import FIRST, Course
from hepgen.clinical.dose import minutes_of, worked_side
from hepgen.clinical.progress import Prescription, Schedule, schedule
from hepgen.clinical.running.programme import plan_running
from hepgen.clinical.screen import SCREENING_KEEPS_DAYS
from hepgen.clinical.select import Choice, Selection, first_dose, select
from hepgen.clinical.wording import Reason, fill, listed, say, side_word
from hepgen.model.library import Exercise, FindingRule, Library, ScreeningRule
from hepgen.model.plan import (
    Decision,
    PackStamp,
    Plan,
    PlannedExercise,
    PlanPainRule,
    ScreeningAction,
    ScreeningRecord,
)
from hepgen.model.profile import Override, Profile
from hepgen.model.screening import Cleared, Referral

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without the letters that are mistaken for digits when read out."""


def make_plan(
    cleared: Cleared,
    library: Library,
    today: date,
    *,
    packs: tuple[PackStamp, ...],
    version: str,
    course: Course = FIRST,
) -> Plan:
    """The plan of a cleared patient, or a hold when no exercise is both safe and possible.

    Args:
        cleared: What screening answered; its profile's identifiers are known to the library.
        library: The clinical content.
        today: The day of the plan.
        packs, version: Which content and which hepgen made it.
        course: What it goes on from.
    """
    case = open_case(cleared, library, today, course)
    selection = select(case)
    record = tuple(_action(rule, cleared.overrides.get(rule.id)) for rule in cleared.fired)
    if not selection.choices:
        return _hold(case, selection, record, today, packs, version)
    starts_on = cleared.profile.plan.start_on or _next_monday(today)
    start = [_first_prescription(choice, case) for choice in selection.choices]
    weeks = schedule(start, selection.eligible, case, starts_on)
    running = plan_running(case, weeks.weeks, today)
    decisions = _with_later_rungs(account(selection, case), weeks, case)
    return identified(
        Plan(
            outcome="plan",
            plan_id="",
            hepgen=version,
            packs=packs,
            made_on=today,
            language=library.language,
            condition=case.condition.id,
            side=cleared.profile.problem.side,
            stage=case.stage.id,
            stage_because=case.choice.why.because,
            screening=ScreeningRecord(actions=record),
            pain_rule=course.pain_rule
            or PlanPainRule(
                exercise_max=case.caps.exercise_max,
                running_max=case.caps.running_max,
                next_morning=case.condition.pain_rule.next_morning,
            ),
            exercises=_planned(start, weeks, selection, case),
            schedule=weeks.weeks,
            running_advice=running.advice,
            km_max=running.km_max,
            running=running.sessions,
            running_weeks=running.weeks,
            running_outlook=running.outlook,
            step_rate=running.step_rate,
            review_on=_review_on(case, starts_on),
            decisions=(
                *_about_the_screening(case, today),
                *decisions,
                *unused_baselines(decisions, selection, case),
                _about_the_weeks(library),
                *running.decisions,
            ),
            profile=cleared.profile,
        )
    )


def make_referral(
    referral: Referral, library: Library, today: date, *, packs: tuple[PackStamp, ...], version: str
) -> Plan:
    """The plan that is none: what was found, what to do, how soon and where."""
    profile = referral.profile
    return identified(
        Plan(
            outcome=referral.outcome,
            plan_id="",
            hepgen=version,
            packs=packs,
            made_on=today,
            language=library.language,
            condition=library.conditions[profile.problem.condition].id,
            side=profile.problem.side,
            screening=ScreeningRecord(actions=tuple(_action(rule) for rule in referral.fired)),
            profile=profile,
        )
    )


def identified(plan: Plan) -> Plan:
    """The plan with the id of its content: eight characters that can be read out, "K7Q4-M2XR"."""
    content = plan.model_dump(mode="json", by_alias=True, exclude={"plan_id"})
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
    return plan.model_copy(update={"plan_id": f"{letters[:4]}-{letters[4:]}"})


# -- the parts -----------------------------------------------------------------------------------------------


def _action(rule: ScreeningRule, override: Override | None = None) -> ScreeningAction:
    return ScreeningAction(
        rule=rule.id,
        action=rule.action,
        because=rule.because,
        source=listed(rule.sources),
        found=rule.plain_name,
        urgency=rule.urgency,
        where=rule.where,
        patient=rule.patient if override is None else rule.patient_overridden,
        override=override,
    )


def _hold(
    case: Case,
    selection: Selection,
    record: tuple[ScreeningAction, ...],
    today: date,
    packs: tuple[PackStamp, ...],
    version: str,
) -> Plan:
    """No exercise is both safe and possible: a clinician must choose."""
    library, profile = case.library, case.profile
    action = ScreeningAction(
        rule="no-exercise",
        action="hold",
        because=say(library, "no-exercise"),
        source=say(library, "source-convention"),
        found=say(library, "no-exercise-found"),
        urgency="soon",
        where=say(library, "no-exercise-where"),
        patient=say(library, "no-exercise-patient"),
    )
    return identified(
        Plan(
            outcome="hold",
            plan_id="",
            hepgen=version,
            packs=packs,
            made_on=today,
            language=library.language,
            condition=case.condition.id,
            side=profile.problem.side,
            stage=case.stage.id,
            stage_because=case.choice.why.because,
            screening=ScreeningRecord(actions=(action, *record)),
            decisions=(*_about_the_screening(case, today), *account(selection, case)),
            profile=profile,
        )
    )


def _first_prescription(choice: Choice, case: Case) -> Prescription:
    return Prescription(choice.exercise, choice.eligible.scheme, first_dose(choice, case))


def _planned(
    start: Iterable[Prescription], weeks: Schedule, selection: Selection, case: Case
) -> tuple[PlannedExercise, ...]:
    """The exercises of the first week, then those that join later, each with its reason for the patient."""
    sentences = _sentences(selection, case)
    everything = [one.exercise for one in (*start, *weeks.later)]
    first = [_exercise(one, sentences[one.exercise.id], everything, case) for one in start]
    later = [
        _exercise(one, (say(case.library, "because-rung", before=one.replaces.text.name),), everything, case)
        for one in weeks.later
        if one.replaces is not None
    ]
    return (*first, *later)


def _exercise(
    one: Prescription, because: tuple[str, ...], everything: Iterable[Exercise], case: Case
) -> PlannedExercise:
    place = case.library.ladder_of(one.exercise.id)
    cap = case.caps.exercise_max
    up, down = (
        (place[0].step_up, place[0].step_down)
        if place is not None
        else (" ".join(case.stage.progress_when), " ".join(case.stage.regress_when))
    )
    return PlannedExercise(
        id=one.exercise.id,
        side=worked_side(one.exercise, case.profile.problem.side),
        ladder=None if place is None else place[0].id,
        rung=None if place is None else place[1],
        scheme=one.scheme.id,
        from_week=one.from_week,
        replaces=None if one.replaces is None else one.replaces.id,
        apart_from=tuple(other.id for other in apart_from(one.exercise, everything)),
        dosage=one.dosage,
        minutes=minutes_of(one.exercise, one.dosage, case.profile.problem.side),
        because=because,
        sources=tuple(dict.fromkeys((*one.scheme.sources, *one.exercise.sources))),
        certainty=one.scheme.certainty,
        progress_when=fill(up, cap=cap),
        regress_when=fill(down, cap=cap),
    )


def _sentences(selection: Selection, case: Case) -> Mapping[str, tuple[str, ...]]:
    """Exercise id → why this one, for the patient: a finding, else the goal (said once), else the role.

    What is carried on has sentences of its own.
    """
    goal = case.condition.goals.get(case.profile.goals.activity or "")
    sentences: dict[str, tuple[str, ...]] = {}
    for choice in selection.choices:
        if choice.carried is not None:
            sentences[choice.exercise.id] = choice.carried.because
            continue
        rule = _finding_answered(choice, case)
        if rule is not None:
            sentence = rule.because
        elif choice.asked_for:
            sentence = say(case.library, "because-include")
        elif goal is not None:
            sentence, goal = goal, None
        else:
            sentence = _role_sentence(choice, case)
        side = side_word(case.library, case.profile.problem.side)
        sentences[choice.exercise.id] = (fill(sentence, side=side),)
    return sentences


def _finding_answered(choice: Choice, case: Case) -> FindingRule | None:
    """The finding it was chosen for, else the first of the patient's findings that it answers."""
    if choice.finding is not None:
        return choice.finding
    return next((rule for rule in case.findings if _answers(choice.exercise, rule)), None)


def _answers(exercise: Exercise, rule: FindingRule) -> bool:
    return rule.finding in exercise.trains or exercise.id in (*rule.prefer, *rule.add)


def _role_sentence(choice: Choice, case: Case) -> str:
    own = None if choice.role is None else case.library.wording.get(f"because-role-{choice.role.id}")
    return say(case.library, "because-role") if own is None else own


def _with_later_rungs(decisions: tuple[Decision, ...], weeks: Schedule, case: Case) -> tuple[Decision, ...]:
    """An exercise that joins as a next rung is chosen, not in reserve."""
    later = {
        one.exercise.id: Reason(
            "ladder:next-rung",
            say(case.library, "chosen-rung", before=one.replaces.name, week=one.from_week),
            say(case.library, "source-schedule"),
        ).decide("chosen", one.exercise.id)
        for one in weeks.later
        if one.replaces is not None
    }
    return tuple(later.get(decision.exercise, decision) for decision in decisions)


def _about_the_screening(case: Case, today: date) -> Iterator[Decision]:
    """Asks to repeat a screening whose answers are old; the plan is made all the same."""
    asked_on = case.profile.screening.completed_on
    days = (today - asked_on).days
    if days > SCREENING_KEEPS_DAYS:
        because = say(case.library, "screening-age", on=asked_on.isoformat(), days=days, most=SCREENING_KEEPS_DAYS)
        yield Reason("screening-age", because, say(case.library, "source-convention")).decide("chosen")


def _about_the_weeks(library: Library) -> Decision:
    return Reason("schedule", say(library, "schedule"), say(library, "source-schedule")).decide("chosen")


def _next_monday(today: date) -> date:
    """Today when it is a Monday, else the next one: a patient starts with a whole week."""
    return today + timedelta(days=-today.weekday() % 7)


def _review_on(case: Case, starts_on: date) -> date:
    """The day asked for, else the end of the plan, within the condition's review interval or as its course asks.

    An irritable joint is seen at the start of that interval (evidence 8.3: try again soon).
    """
    profile: Profile = case.profile
    interval = case.condition.review_weeks
    usual = interval.low if case.switches else interval.clamp(profile.plan.weeks)
    weeks = case.course.review_weeks or usual
    return profile.plan.review_on or starts_on + timedelta(weeks=weeks)
