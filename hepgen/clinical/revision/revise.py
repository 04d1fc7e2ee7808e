"""The next plan from the last one and what happened since (evidence section 2).

A revision never skips a gate, steps up one thing at most, and carries on what the diary says nothing against.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hepgen.clinical.plan import identified, make_plan, make_referral
from hepgen.clinical.revision.changes import dose_words, of_exercise, patient, rule
from hepgen.clinical.revision.onward import Onward
from hepgen.clinical.revision.settle import settle
from hepgen.clinical.revision.standing import Standing, origin_of, take_stock
from hepgen.clinical.wording import Reason
from hepgen.model.diary import Diary
from hepgen.model.library import Library
from hepgen.model.plan import PackStamp, Plan, PlanChange
from hepgen.model.profile import Profile
from hepgen.model.screening import Referral, Screened

RECENT = timedelta(days=7)
"""The days that a worst pain and a next morning are asked for."""


def renewed(plan: Plan, diary: Diary, today: date) -> Profile:
    """The plan's profile as of today: what was asked again, the latest mornings, the dates of the next plan.

    A goal's day and a visit that are past, and the note of the last visit, are not said again.
    """
    profile = plan.profile
    problem, request, goals = profile.problem, profile.plan, profile.goals
    worst = problem.worst_pain if diary.worst_pain is None else diary.worst_pain
    usual, review = problem.usual_pain, request.review_on
    mornings = [
        entry.pain_next_morning
        for entry in diary.entries
        if entry.pain_next_morning is not None and today - entry.date < RECENT
    ]
    past_goal = goals.target_date is not None and goals.target_date < today
    past_review = review is not None and review < (diary.start_on or today)
    return profile.model_copy(
        update={
            "screening": diary.screening or profile.screening,
            "problem": problem.model_copy(
                update={
                    "worst_pain": worst,
                    "usual_pain": None if usual is not None and usual > worst else usual,
                    "pain_next_morning": max(mornings, default=problem.pain_next_morning),
                }
            ),
            "goals": goals.model_copy(update={"target_date": None}) if past_goal else goals,
            "plan": request.model_copy(
                update={
                    "weeks": len(plan.schedule),
                    "start_on": diary.start_on,
                    "review_on": None if past_review else review,
                    "note": diary.note,
                }
            ),
        }
    )


def revise(
    plan: Plan,
    diary: Diary,
    screened: Screened,
    library: Library,
    today: date,
    *,
    packs: tuple[PackStamp, ...],
    version: str,
) -> Plan:
    """The next plan, with what changed and why; a referral or a hold when screening says so now.

    Args:
        plan: A verified plan with exercises.
        diary: What happened; its entries are about the plan's exercises.
        screened: What screening says today of the `renewed` profile.
        library: The clinical content.
        today: The day of the revision.
        packs, version: Which content and which hepgen made it.
    """
    chain = {"revises": plan.plan_id, "origin": origin_of(plan)}
    if isinstance(screened, Referral):
        referral = make_referral(screened, library, today, packs=packs, version=version)
        return identified(referral.model_copy(update=chain))
    standing = take_stock(plan, diary, screened, library, today)
    onward = settle(standing)
    made = make_plan(onward.cleared, library, today, packs=packs, version=version, course=onward.course)
    changes = tuple(_as_it_came(standing, onward, made, library))
    return identified(made.model_copy(update={**chain, "changes": changes}))


def _as_it_came(standing: Standing, onward: Onward, made: Plan, library: Library) -> Iterator[PlanChange]:
    """The changes as the next plan turned out, with what a filter took out and what is new."""
    given = {one.id: one for one in made.exercises if one.from_week == 1}
    decided = {decision.exercise: decision for decision in made.decisions}
    told = {change.exercise: change for change in onward.changes if change.exercise}
    yield from (change for change in onward.changes if not change.exercise)
    for line in standing.lines:
        change = told.get(line.id)
        id_ = line.id if change is None else change.becomes or line.id
        if id_ not in given and (change is None or change.change != "out"):
            why = decided[id_]
            reason = Reason(why.rule, why.because, why.source)
            yield of_exercise(line.id, "out", reason, patient(library, "dropped"))
        elif change is None:
            reason = rule(library, "begun-again", after=dose_words(given[id_].dosage, library))
            yield of_exercise(line.id, "down", reason, patient(library, "begun-again"))
        else:
            yield change
    old = {change.becomes or change.exercise for change in told.values()} | {line.id for line in standing.lines}
    for id_, planned in given.items():
        if id_ not in old:
            why = decided[id_]
            yield of_exercise(id_, "new", Reason(why.rule, why.because, why.source), planned.because[0])
