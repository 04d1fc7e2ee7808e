"""Whether the running part of a plan that a clinician edited is still safe and consistent (evidence section 4)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from hepgen.clinical.case import Case
from hepgen.clinical.running.advice import recent_longest
from hepgen.clinical.running.calendar import too_far
from hepgen.clinical.running.journey import furthest_now, may_not_grow
from hepgen.clinical.running.programme import plan_running, step_rate_for
from hepgen.clinical.violation import Violation
from hepgen.model.plan import Plan
from hepgen.model.profile import Running

_MOST_WEEK_RISE = 1.5
"""A clinician may plan more than a tenth from week to week, and not past all sense (convention)."""

_DAYS, _MOST_RUNS = 7, 14
"""Of a week: two runs a day are the most that anybody is taken to do."""


def verify_running(plan: Plan, case: Case) -> Iterator[Violation]:
    """Everything in the running part that the patient's screening, runs or the library does not allow.

    Whether somebody runs on, or walks and runs first, is the clinician's judgement; so is how far a week goes in all,
    as long as nothing forbids that it grows.
    """
    runs = plan.running_advice in ("keep", "walk-run") or plan.running != () or plan.running_weeks != ()
    if runs and not case.cleared.running_allowed:
        yield Violation("running", "A precaution forbids running.", "no sessions")
    yield from _levels(plan, case)
    yield from _distances(plan, case)
    yield from _weeks(plan, case)
    yield from _step_rate(plan, case)
    yield from _outlook(plan, case)


def _levels(plan: Plan, case: Case) -> Iterator[Violation]:
    """Sessions are levels of the walk–run ladder, and no level is jumped over."""
    levels = [(level.walk_min, level.run_min, level.rounds) for level in case.library.running.levels]
    per_week = Counter(session.week for session in plan.running)
    if max(per_week.values(), default=0) > case.library.running.sessions_per_week:
        what, most = "There are too many walk–run sessions in a week.", case.library.running.sessions_per_week
        yield Violation("running", what, f"at most {most}")
    if plan.running_advice == "walk-run" and not plan.running:
        yield Violation("running", "There are no walk–run sessions, and the advice is to walk and run.", "sessions")
    running = case.profile.running
    if plan.running and running is None:
        yield Violation("running", "Running was not asked about.", "no sessions")
    reached: list[int] = []
    for index, session in enumerate(plan.running):
        told = (session.walk_min, session.run_min, session.rounds)
        if told not in levels:
            what = "Walk, run and rounds are not those of a level of the walk–run ladder."
            yield Violation(f"running[{index}]", what)
            return
        reached.append(levels.index(told))
    if reached and reached[0] > 0 and plan.revises is None and not (running is not None and running.weekly_km):
        yield Violation("running[0]", "Somebody who does not run now starts at the first level.", "the first level")
    for index, (before, after) in enumerate(pairwise(reached), start=1):
        if after > before + 1:
            yield Violation(f"running[{index}]", "A level of the walk–run ladder is left out.", "one level at a time")


def _distances(plan: Plan, case: Case) -> Iterator[Violation]:
    """No single run is longer than the runs of the last 30 days allow."""
    recent = _recent(plan, case)
    now = furthest_now(recent, case)
    distances = [("km_max", plan.km_max)]
    distances += [(f"running[{index}].km_max", session.km_max) for index, session in enumerate(plan.running)]
    for field, stated in distances:
        if now is not None and stated is not None and stated > now:
            yield Violation(field, f"{stated:g} km is too far for one run now.", f"at most {now:g}")
    for index, km, most in too_far(plan.running_weeks, recent, case.library.running):
        what = f"{km:g} km is too far for one run after those before it."
        yield Violation(f"running_weeks[{index}].longest_km", what, f"at most {most:g}")


def _weeks(plan: Plan, case: Case) -> Iterator[Violation]:
    """A week's distance fits its longest run, and grows not at all while a precaution says so."""
    running = case.profile.running
    held = running is not None and may_not_grow(case)
    most_runs = None if running is None or _runs_more_than_daily(running) else _MOST_RUNS
    told = () if running is None else (running.weekly_km, running.usual_weekly_km, running.longest_run_km_30d)
    most_week = max((km for km in told if km is not None), default=0.0)
    for index, week in enumerate(plan.running_weeks):
        field, longest, total = f"running_weeks[{index}]", week.longest_km, week.total_km
        if longest is not None and total is not None:
            most = math.inf if most_runs is None else most_runs * longest
            if not longest <= total <= most:
                what = f"A week of {total:g} km does not go with a longest run of {longest:g} km."
                yield Violation(f"{field}.total_km", what, f"{longest:g}–{most:g}")
            elif total > _MOST_WEEK_RISE * most_week > 0:
                what = f"A week of {total:g} km is too much more than the weeks before."
                yield Violation(f"{field}.total_km", what, f"at most {_MOST_WEEK_RISE * most_week:g}")
        most_week = max(most_week, total or 0)
        if held and running is not None:
            limits = (("longest_km", longest, running.longest_run_km_30d), ("total_km", total, running.weekly_km))
            for name, km, now in limits:
                if km is not None and now is not None and km > now:
                    yield Violation(f"{field}.{name}", "A precaution forbids that running grows.", f"at most {now:g}")


def _runs_more_than_daily(running: Running) -> bool:
    """Whether the patient's own week has more in it than a longest run on each day."""
    longest, weekly = running.longest_run_km_30d, running.weekly_km
    return bool(longest) and weekly is not None and weekly > _DAYS * (longest or 0)


def _step_rate(plan: Plan, case: Case) -> Iterator[Violation]:
    """The step rate to aim at lies between the runner's own and the most that the condition's rules would ask for."""
    rate = plan.step_rate
    if rate is None:
        return
    own = None if case.profile.running is None else case.profile.running.step_rate_spm
    usual = None if own is None else step_rate_for(own, case.condition.running)
    if own is None or usual is None:
        yield Violation("step_rate", "The runner's own step rate is not known, or needs no rise.", "null")
    elif not (rate.own == own <= rate.low <= rate.high <= usual.high):
        allowed = f"own {own}, low and high from {own} to {usual.high}, low not above high"
        yield Violation("step_rate", "These step rates do not fit the runner's own.", allowed)


def _outlook(plan: Plan, case: Case) -> Iterator[Violation]:
    """What is said about the target is about the profile's, and its parts agree."""
    view, running = plan.running_outlook, case.profile.running
    if view is None:
        return
    target = (None if running is None else running.target_km, case.profile.goals.target_date)
    if (view.target_km, view.target_date) != target:
        yield Violation("running_outlook", "The target must be that of the profile.", f"{target[0]} km, {target[1]}")
    expected = (
        plan_running(case, plan.schedule, plan.made_on).outlook if plan.schedule and plan.revises is None else None
    )
    if expected is not None and _is_earlier(view.ready_on, expected.ready_on):
        what = "The rules do not allow the target so early."
        yield Violation("running_outlook.ready_on", what, str(expected.ready_on or "null"))
    in_time = view.ready_on is not None and view.ready_on <= view.target_date
    if view.enough is not None and view.enough != in_time:
        what = "Whether there is time enough does not go with the day of being ready."
        yield Violation("running_outlook.enough", what, str(in_time).lower())


def _is_earlier(day: date | None, than: date | None) -> bool:
    """None is never reached."""
    return day is not None and (than is None or day < than)


def _recent(plan: Plan, case: Case) -> float | None:
    """The longest run of the 30 days before the plan's first week."""
    running = case.profile.running
    if running is None:
        return None
    starts_on = plan.schedule[0].starts_on if plan.schedule else plan.made_on
    return recent_longest(running, case, plan.made_on, starts_on)
