"""From the patient to the running calendar: where the running stands, where it leads, what holds it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain, islice

from hepgen.clinical.case import Case
from hepgen.clinical.course import FIRST
from hepgen.clinical.running.calendar import Journey, calendar, longest_allowed, outlook, share_of
from hepgen.clinical.running.walk_run import first_week_percent, weeks_of_walk_run
from hepgen.model.library import Stage
from hepgen.model.plan import RunningAdvice, RunningOutlook, RunWeek, Week
from hepgen.model.profile import Running

_WEEKS_AHEAD = 52
"""The calendar looks a year ahead at most."""


def look_ahead(
    running: Running, advice: RunningAdvice, recent_km: float | None, case: Case, weeks: Sequence[Week]
) -> tuple[tuple[RunWeek, ...], RunningOutlook | None]:
    """The running calendar, and what it means for the target date.

    Somebody who may not run yet has no calendar, and hears of the date only when it is too near even for a start now.

    Args:
        running: What the patient runs.
        advice: What the patient may do about running now.
        recent_km: The longest run of the last 30 days.
        case: The patient.
        weeks: The weeks of the exercises, at least one.
    """
    if advice == "no":
        return (), None
    keeps, ladder = advice == "keep", case.library.running
    walk_run = 0 if keeps else weeks_of_walk_run(case)
    longest_km = recent_km if keeps else None  # after walk–run only the patient can tell
    journey_from = partial(_journey, running, case, weeks, walk_run)
    view, target_km, target_date = None, running.target_km, case.profile.goals.target_date
    if target_km is not None and target_date is not None and not may_not_grow(case):
        view = outlook(journey_from, longest_km, target_km, target_date, ladder)
    if advice in ("walk-first", "later"):
        return (), None if view is None or view.enough is not False else view
    starts_on = weeks[0].starts_on
    levels = (
        RunWeek(week=before + 1, starts_on=starts_on + timedelta(weeks=before), focus="walk-run")
        for before in range(walk_run)
    )
    to_target = 0 if target_date is None or may_not_grow(case) else (target_date - starts_on).days // 7 + 1
    many = max(len(weeks), min(to_target, _WEEKS_AHEAD))
    return tuple(islice(chain(levels, calendar(journey_from(longest_km), ladder)), many)), view


def awaited(earliest: str | None, case: Case) -> Stage | None:
    """The stage of that id when it is later than the plan's; None when nothing has to wait for it."""
    condition = case.condition
    if earliest is None or condition.stage_number(case.stage.id) >= condition.stage_number(earliest):
        return None
    return condition.stage(earliest)


def grows_later(case: Case) -> bool:
    """True when the distance stays as it is in this plan: a precaution says so, or the stage is an early one."""
    return may_not_grow(case) or awaited(case.condition.running.distance_from_stage, case) is not None


def may_not_grow(case: Case) -> bool:
    """True when a precaution lets running go on, and grow no further."""
    return any(rule.no_more_running for rule in case.cleared.fired)


def furthest_now(recent_km: float | None, case: Case) -> float | None:
    """The longest single run allowed now, in kilometres; None when no recent run is known."""
    return (recent_km or None) if may_not_grow(case) else longest_allowed([recent_km], case.library.running)


def _journey(running: Running, case: Case, weeks: Sequence[Week], walk_run: int, longest_km: float | None) -> Journey:
    """The way from a longest run, after so many walk–run weeks. In a later plan the stage is later too."""
    rules, numbers = case.condition.running, frozenset(week.week for week in weeks)
    journey = Journey(
        first=walk_run + 1,
        starts_on=weeks[0].starts_on + timedelta(weeks=walk_run),
        recent_km=longest_km,
        longest_km=longest_km,
        goal_km=running.target_km,
        goal_week_km=running.usual_weekly_km,
        steady=numbers if grows_later(case) else _with_a_new_exercise(weeks),
        flat=numbers if awaited(rules.speed_and_hills_from_stage, case) else frozenset(),
        race_on=case.profile.goals.target_date,
    )
    return journey if walk_run else _from_now(journey, running, case)


def _from_now(journey: Journey, running: Running, case: Case) -> Journey:
    """The way of somebody who keeps running: from what is run now, or from the condition's cut of it and back.

    The cut is of a first plan, in a stage that hepgen proposes by itself: a later plan would cut again what was cut.
    """
    rules, share = case.condition.running, first_week_percent(case)
    at_the_start = case.stage.entry.auto and case.course is FIRST
    if rules.cut_percent is None or rules.cut_weeks is None or not at_the_start:
        eased = int(share < 100)
        return replace(journey, week_km=running.weekly_km, held=eased + 1, easier_first=eased, first_share=share)
    left = 100 - rules.cut_percent
    return replace(
        journey,
        longest_km=None if journey.longest_km is None else share_of(journey.longest_km, left),
        week_km=None if running.weekly_km is None else share_of(running.weekly_km, left),
        goal_km=_larger(journey.goal_km, journey.longest_km),
        goal_week_km=_larger(journey.goal_week_km, running.weekly_km),
        held=rules.cut_weeks,
        easier_first=rules.cut_weeks,
        first_share=share,
    )


def _larger(goal: float | None, now: float | None) -> float | None:
    return max((km for km in (goal, now) if km is not None), default=None)


def _with_a_new_exercise(weeks: Sequence[Week]) -> frozenset[int]:
    """Weeks in which a new exercise comes, so that running stays: one thing changes a week [TREK]."""
    return frozenset(week.week for week in weeks if any(entry.changed == "rung" for entry in week.exercises))
