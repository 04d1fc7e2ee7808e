"""Running: whether to go on, the walk–run sessions, the longest run, the step rate (evidence section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from hepgen.clinical.case import Case
from hepgen.clinical.screen import forbids_running
from hepgen.clinical.wording import Reason, listed, say
from hepgen.model.library import RunningLadder
from hepgen.model.plan import Decision, RunningAdvice, RunSession, StepRate
from hepgen.model.profile import Running


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """What the plan says about running; `advice` is None when running was not asked about."""

    advice: RunningAdvice | None = None
    km_max: float | None = None
    sessions: tuple[RunSession, ...] = ()
    step_rate: StepRate | None = None
    decisions: tuple[Decision, ...] = ()


def plan_running(case: Case) -> RunningPlan:
    """The running part of a plan."""
    running = case.profile.running
    if running is None:
        return RunningPlan(decisions=tuple(_answered_findings(None, case)))
    advice, why = _advise(running, case)
    if advice not in ("keep", "walk-run"):
        return RunningPlan(advice, decisions=(why.decide("rejected"), *_answered_findings(None, case)))
    km_max = longest_run(running, case.library.running)
    rate = _step_rate(running, case)
    decisions = [why.decide("chosen"), *_answered_findings(rate, case)]
    if rate is not None:
        because = say(case.library, "step-rate", own=rate.own, below=case.condition.running.step_rate_below)
        decisions.append(Reason("step-rate", because, listed(case.condition.running.sources)).decide("chosen"))
    sessions = tuple(_sessions(case, km_max)) if advice == "walk-run" else ()
    return RunningPlan(advice, km_max, sessions, rate, tuple(decisions))


def longest_run(running: Running, ladder: RunningLadder) -> float | None:
    """The longest single run allowed now, in kilometres, rounded down to a tenth [Frandsen25].

    None when the runner has not run for thirty days or nothing is known: there is no longest run to go by.
    """
    if not running.longest_run_km_30d:
        return None
    longest = Decimal(str(running.longest_run_km_30d)) * (100 + ladder.longest_run_rise_percent) / 100
    return float(longest.quantize(Decimal("0.1"), ROUND_DOWN))


def _advise(running: Running, case: Case) -> tuple[RunningAdvice, Reason]:
    """What the patient may do about running now."""
    library, rules = case.library, case.condition.running
    if not case.cleared.running_allowed:
        forbidding = [rule for rule in case.cleared.fired if forbids_running(rule, case.profile)]
        found = listed(rule.plain_name for rule in forbidding)
        source = listed(key for rule in forbidding for key in rule.sources)
        key = "running-no" if any(rule.no_running for rule in forbidding) else "running-no-start"
        return "no", Reason("running", say(library, key, found=found), source)
    source = listed(rules.sources)
    if rules.may_keep_running and _runs_quietly(running, case):
        morning = rules.keep_next_morning_max
        because = say(library, "running-keep", cap=case.caps.running_max, morning=morning)
        return "keep", Reason("running", because, source)
    earliest = case.condition.stage(rules.from_stage)
    if case.condition.stage_number(case.stage.id) < case.condition.stage_number(earliest.id):
        return "later", Reason("running", say(library, "running-later", stage=earliest.name), source)
    ladder_source = listed(library.running.sources)
    if running.can_walk_30_min is not True:
        return "walk-first", Reason("running", say(library, "running-walk-first"), ladder_source)
    return "walk-run", Reason("running", say(library, "running-walk-run"), ladder_source)


def _runs_quietly(running: Running, case: Case) -> bool:
    """True for somebody who runs now with little pain, no worse the next morning and not irritable (evidence 3, 4.2).

    What is not known of pain and the next morning does not hold; after a break walk–run comes first.
    """
    problem = case.profile.problem
    at_present = running.weekly_km != 0 and running.longest_run_km_30d != 0
    little_pain = running.pain_running is not None and running.pain_running <= case.caps.running_max
    most = case.condition.running.keep_next_morning_max
    no_worse = problem.pain_next_morning is not None and problem.pain_next_morning <= most
    return at_present and little_pain and no_worse and problem.irritability != "high"


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


def _sessions(case: Case, km_max: float | None) -> Iterator[RunSession]:
    """Every session: so many clean ones a level, then the next, and the last level for good."""
    ladder = case.library.running
    per_week = min(ladder.sessions_per_week, case.profile.context.days_per_week)
    for number in range(case.profile.plan.weeks * per_week):
        level = ladder.levels[min(number // ladder.clean_sessions_per_level, len(ladder.levels) - 1)]
        yield RunSession(
            week=number // per_week + 1,
            session=number % per_week + 1,
            walk_min=level.walk_min,
            run_min=level.run_min,
            rounds=level.rounds,
            km_max=km_max,
        )


def _step_rate(running: Running, case: Case) -> StepRate | None:
    """A rise on the runner's own step rate, when that is low; never one number for all [Heiderscheit11]."""
    own, rules = running.step_rate_spm, case.condition.running
    if own is None or rules.step_rate_below is None or rules.step_rate_rise_percent is None:
        return None
    if own >= rules.step_rate_below:
        return None
    rise = rules.step_rate_rise_percent
    return StepRate(own=own, low=round(own * (100 + rise.low) / 100), high=round(own * (100 + rise.high) / 100))
