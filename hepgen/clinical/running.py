"""Running: whether to go on, the walk–run sessions, the longest run, the step rate (evidence section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from hepgen.clinical.case import Case
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
        return RunningPlan()
    advice, why = _advise(running, case)
    if advice not in ("keep", "walk-run"):
        return RunningPlan(advice, decisions=(why.decide("rejected"),))
    km_max = longest_run(running, case.library.running)
    rate = _step_rate(running, case)
    decisions = [why.decide("chosen")]
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
        forbidding = [rule for rule in case.cleared.fired if rule.no_running]
        found = listed(rule.plain_name for rule in forbidding)
        source = listed(key for rule in forbidding for key in rule.sources)
        return "no", Reason("running", say(library, "running-no", found=found), source)
    source = listed(rules.sources)
    if rules.may_keep_running and _runs_within_the_cap(running, case):
        return "keep", Reason("running", say(library, "running-keep", cap=case.caps.running_max), source)
    earliest = case.condition.stage(rules.from_stage)
    if case.condition.stage_number(case.stage.id) < case.condition.stage_number(earliest.id):
        return "later", Reason("running", say(library, "running-later", stage=earliest.name), source)
    ladder_source = listed(library.running.sources)
    if running.can_walk_30_min is not True:
        return "walk-first", Reason("running", say(library, "running-walk-first"), ladder_source)
    return "walk-run", Reason("running", say(library, "running-walk-run"), ladder_source)


def _runs_within_the_cap(running: Running, case: Case) -> bool:
    """True for somebody who runs now, with pain known and within the cap; after a break walk–run comes first."""
    at_present = running.weekly_km != 0 and running.longest_run_km_30d != 0
    return at_present and running.pain_running is not None and running.pain_running <= case.caps.running_max


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
