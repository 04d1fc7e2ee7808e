"""Whether the patient runs on, walks and runs, or does not run for now (evidence 3, 4.2)."""

from __future__ import annotations

from datetime import date

from hepgen.clinical.case import Case
from hepgen.clinical.screen import forbids_running
from hepgen.clinical.wording import Reason, listed, say
from hepgen.model.plan import RunningAdvice
from hepgen.model.profile import Running


def recent_longest(running: Running, case: Case, today: date, starts_on: date) -> float | None:
    """The longest run of the 30 days before the plan starts, in kilometres; 0 after a break, None when not known.

    A start further ahead than those days is a planned break: of the runs until then nothing is known.
    """
    late = (starts_on - today).days > case.library.running.longest_run.days
    return 0.0 if late else running.longest_run_km_30d


def advise(running: Running, case: Case, recent_km: float | None) -> tuple[RunningAdvice, Reason]:
    """What the patient may do about running now, and why.

    Args:
        running: What the patient runs.
        case: The patient.
        recent_km: The longest run of the last 30 days; 0 after a break, None when not known.
    """
    library, rules = case.library, case.condition.running
    if not case.cleared.running_allowed:
        forbidding = [rule for rule in case.cleared.fired if forbids_running(rule, case.profile)]
        found = listed(rule.plain_name for rule in forbidding)
        source = listed(key for rule in forbidding for key in rule.sources)
        key = "running-no" if any(rule.no_running for rule in forbidding) else "running-no-start"
        return "no", Reason("running", say(library, key, found=found), source)
    source = listed(rules.sources)
    if rules.may_keep_running and recent_km != 0 and _runs_quietly(running, case):
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
    """True for somebody who runs with little pain, no worse the next morning and not irritable.

    What is not known of pain and the next morning does not hold.
    """
    problem = case.profile.problem
    runs = running.weekly_km != 0 and running.can_walk_30_min is not False
    little_pain = running.pain_running is not None and running.pain_running <= case.caps.running_max
    most = case.condition.running.keep_next_morning_max
    no_worse = problem.pain_next_morning is not None and problem.pain_next_morning <= most
    return runs and little_pain and no_worse and problem.irritability != "high"
