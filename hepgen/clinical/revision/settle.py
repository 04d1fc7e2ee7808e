"""What a diary comes to for the plan as a whole: back a stage, up a stage or on, a review, less running."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hepgen.clinical.revision.changes import of_plan, rule
from hepgen.clinical.revision.decide import DAYS_OFF_LONG
from hepgen.clinical.revision.onward import Onward, back_a_stage, on_in_the_stage, stage_after, up_a_stage
from hepgen.clinical.revision.sessions import QUIET_PAIN, TWICE, unsettled
from hepgen.clinical.revision.standing import Standing
from hepgen.clinical.wording import Reason
from hepgen.model.plan import PlanChange

CHANGE_THAT_MATTERS = 2
"""Points of worst pain: so much more is a flare, and less than so much better is no improvement [Crossley04]."""

REVIEW_AFTER = timedelta(weeks=6)
WORSE_FOR = timedelta(weeks=2)
"""Without improvement for so long, or worse for so long, nothing steps up by itself (evidence 6.2)."""

RUNNING_SHARE_AFTER_FLARE = 0.7
"""30 % less running for a week (evidence section 2)."""


def settle(standing: Standing) -> Onward:
    """How the plan goes on."""
    setback, review = _setback(standing), _review(standing)
    calm = setback is None and review is None and _is_calm(standing)
    following = stage_after(standing)
    if setback is not None:
        onward = back_a_stage(standing, setback)
    elif calm and standing.diary.gate_passed and following is not None:
        onward = up_a_stage(standing, following)
    else:
        onward = on_in_the_stage(standing, calm=calm)
    less_running = _two_worse_mornings(standing) or (setback is not None and setback.rule == "flare")
    return replace(
        onward,
        course=replace(
            onward.course,
            pain_rule=standing.plan.pain_rule,
            running_share=RUNNING_SHARE_AFTER_FLARE if less_running else 1.0,
            steps_up=review is None,
        ),
        changes=(*_about_the_plan(standing, review, less_running=less_running), *onward.changes),
    )


def _setback(standing: Standing) -> Reason | None:
    """Why the stage before is to be begun again; None when nothing is that grave."""
    library = standing.case.library
    for line in standing.lines:
        if line.row.move == "stage":
            cap = standing.case.caps.exercise_max
            return rule(library, line.row.id, exercise=line.now.exercise.name, cap=cap)
    if standing.days_off >= DAYS_OFF_LONG:
        return rule(library, "missed-three-weeks", days=standing.days_off)
    worst, before = standing.diary.worst_pain, standing.plan.profile.problem.worst_pain
    lasting = sum(day.lasting for day in unsettled(standing.days))
    if lasting >= TWICE or (worst is not None and worst - before >= CHANGE_THAT_MATTERS):
        return rule(library, "flare", rise=CHANGE_THAT_MATTERS)
    return None


def _review(standing: Standing) -> Reason | None:
    """Why nothing may step up by itself before a clinician has seen the patient; None when that is not so."""
    worst, origin = standing.diary.worst_pain, standing.origin
    if worst is None:
        return None
    before = standing.plan.profile.problem.worst_pain
    good_enough = max(QUIET_PAIN, origin.worst_pain - CHANGE_THAT_MATTERS)
    if standing.today - origin.starts_on >= REVIEW_AFTER and worst > good_enough:
        weeks = _weeks(standing)
        return rule(standing.case.library, "not-improving", now=worst, first=origin.worst_pain, weeks=weeks)
    if standing.today - standing.began >= WORSE_FOR and worst > before:
        return rule(standing.case.library, "worse-two-weeks", now=worst, before=before)
    return None


def _is_calm(standing: Standing) -> bool:
    """True when nothing speaks against a step up: no trouble that is not over, and no break."""
    worse = any(day.worse for day in unsettled(standing.days))
    return not worse and all(line.row.move in ("same", "up") for line in standing.lines)


def _two_worse_mornings(standing: Standing) -> bool:
    return sum(day.worse for day in unsettled(standing.days)) >= TWICE


def _about_the_plan(standing: Standing, review: Reason | None, *, less_running: bool) -> Iterator[PlanChange]:
    library = standing.case.library
    if review is not None:
        yield of_plan(library, "same", review)
    elif standing.diary.worst_pain is None and standing.today - standing.origin.starts_on >= REVIEW_AFTER:
        yield of_plan(library, "same", rule(library, "ask-worst-pain", weeks=_weeks(standing)))
    if less_running and standing.case.profile.running is not None:
        yield of_plan(library, "less", rule(library, "running-less"))


def _weeks(standing: Standing) -> int:
    """Whole weeks since the first plan."""
    return (standing.today - standing.origin.starts_on).days // 7
