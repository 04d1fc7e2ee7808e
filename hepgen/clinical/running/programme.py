"""Running: the advice, the walk–run sessions, the calendar to the target, the step rate (evidence section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hepgen.clinical.case import Case
from hepgen.clinical.running.advice import advise, recent_longest
from hepgen.clinical.running.journey import awaited, furthest_now, look_ahead
from hepgen.clinical.running.walk_run import first_week_percent, sessions
from hepgen.clinical.wording import Reason, listed, say
from hepgen.model.library import RunningRules
from hepgen.model.plan import (
    Decision,
    RunningAdvice,
    RunningOutlook,
    RunSession,
    RunWeek,
    StepRate,
    Week,
)


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """What the plan says about running; `advice` is None when running was not asked about."""

    advice: RunningAdvice | None = None
    km_max: float | None = None
    sessions: tuple[RunSession, ...] = ()
    weeks: tuple[RunWeek, ...] = ()
    outlook: RunningOutlook | None = None
    step_rate: StepRate | None = None
    decisions: tuple[Decision, ...] = ()


def plan_running(case: Case, weeks: Sequence[Week], today: date) -> RunningPlan:
    """The running part of a plan.

    Args:
        case: The patient.
        weeks: The weeks of the exercises, at least one.
        today: The day of the plan.
    """
    running = case.profile.running
    if running is None:
        return RunningPlan(decisions=tuple(_answered_findings(None, case)))
    recent_km = recent_longest(running, case, today, weeks[0].starts_on)
    advice, why = advise(running, case, recent_km)
    ahead, outlook = look_ahead(running, advice, recent_km, case, weeks)
    about_the_date = () if outlook is None else (_date_decision(outlook, case),)
    if advice not in ("keep", "walk-run"):
        decisions = (why.decide("rejected"), *_answered_findings(None, case), *about_the_date)
        return RunningPlan(advice, outlook=outlook, decisions=decisions)
    km_max = furthest_now(recent_km, case)
    rate = None if running.step_rate_spm is None else step_rate_for(running.step_rate_spm, case.condition.running)
    return RunningPlan(
        advice=advice,
        km_max=km_max,
        sessions=tuple(sessions(case, km_max)) if advice == "walk-run" else (),
        weeks=ahead,
        outlook=outlook,
        step_rate=rate,
        decisions=(
            why.decide("chosen"),
            *_answered_findings(rate, case),
            *_rate_decision(rate, case),
            *_calendar_decisions(advice, case),
            *about_the_date,
        ),
    )


# -- the step rate -------------------------------------------------------------------------------------------


def step_rate_for(own: int, rules: RunningRules) -> StepRate | None:
    """A rise on the runner's own step rate, when that is low; never one number for all [Heiderscheit11]."""
    if rules.step_rate_below is None or rules.step_rate_rise_percent is None or own >= rules.step_rate_below:
        return None
    rise = rules.step_rate_rise_percent
    return StepRate(own=own, low=round(own * (100 + rise.low) / 100), high=round(own * (100 + rise.high) / 100))


def _rate_decision(rate: StepRate | None, case: Case) -> Iterator[Decision]:
    if rate is not None:
        because = say(case.library, "step-rate", own=rate.own, below=case.condition.running.step_rate_below)
        yield Reason("step-rate", because, listed(case.condition.running.sources)).decide("chosen")


def _answered_findings(rate: StepRate | None, case: Case) -> Iterator[Decision]:
    """What became of the findings that the running rules answer: a step rate, or nothing for now."""
    rules = case.condition.running
    for id_ in sorted(set(case.profile.problem.findings).intersection(rules.answers)):
        name = case.library.vocabulary["findings"][id_].name
        if rate is None:
            because = say(case.library, "finding-no-step-rate", finding=name)
        else:
            because = say(case.library, "finding-step-rate", finding=name, low=rate.low, high=rate.high)
        reason = Reason(f"finding:{id_}", because, listed(rules.sources))
        yield reason.decide("rejected" if rate is None else "chosen")


# -- the calendar --------------------------------------------------------------------------------------------


def _calendar_decisions(advice: RunningAdvice, case: Case) -> Iterator[Decision]:
    """The rules that shaped the calendar."""
    library, rules = case.library, case.condition.running
    longest, build_up = library.running.longest_run, library.running.build_up
    because = say(library, "running-longest", percent=longest.rise_percent, days=longest.days)
    yield Reason("running-longest", because, listed(longest.sources)).decide("chosen")
    because = say(
        library,
        "running-calendar",
        rise=build_up.week_rise_percent,
        every=build_up.easier_every,
        easier=build_up.easier_percent,
        hold=build_up.weeks_at_target,
    )
    yield Reason("running-calendar", because, listed(build_up.sources)).decide("chosen")
    for key, stage in (("held", rules.distance_from_stage), ("flat", rules.speed_and_hills_from_stage)):
        if (waits_for := awaited(stage, case)) is not None:
            because = say(library, f"running-{key}", stage=waits_for.name)
            yield Reason(f"running-{key}", because, listed(rules.sources)).decide("chosen")
    if advice == "keep" and rules.cut_percent is not None:
        because = say(library, "running-cut", percent=rules.cut_percent, weeks=rules.cut_weeks)
        yield Reason("running-cut", because, listed(rules.sources)).decide("chosen")
    if first_week_percent(case) < 100:
        because = say(library, "running-share", percent=100 - first_week_percent(case))
        yield Reason("running-share", because, say(library, "source-convention")).decide("chosen")


def _date_decision(outlook: RunningOutlook, case: Case) -> Decision:
    """Whether the target date is far enough away."""
    library = case.library
    key = {True: "running-date-enough", False: "running-date-near", None: "running-date-open"}[outlook.enough]
    if outlook.ready_on is None:
        key = "running-date-never"
    because = say(
        library,
        key,
        km=outlook.target_km,
        date=outlook.target_date.isoformat(),
        ready=outlook.ready_on,
        needs=outlook.needs_km,
    )
    reason = Reason("running-date", because, listed(library.running.build_up.sources))
    return reason.decide("rejected" if outlook.enough is False else "chosen")
