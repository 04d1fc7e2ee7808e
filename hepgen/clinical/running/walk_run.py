"""The walk–run sessions: so many clean ones a level, then the next (evidence 4.3)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from hepgen.clinical.case import Case
from hepgen.model.plan import RunSession


def sessions(case: Case, km_max: float | None) -> Iterator[RunSession]:
    """Every session of the plan's weeks, the last level for good.

    Args:
        case: The patient.
        km_max: The longest single run allowed now, in kilometres.
    """
    ladder, done = case.library.running, 0
    for week in range(1, case.profile.plan.weeks + 1):
        for session in range(1, _a_week(case, week) + 1):
            level = ladder.levels[min(done // ladder.clean_sessions_per_level, len(ladder.levels) - 1)]
            done += 1
            yield RunSession(
                week=week,
                session=session,
                walk_min=level.walk_min,
                run_min=level.run_min,
                rounds=level.rounds,
                km_max=km_max,
            )


def weeks_of_walk_run(case: Case) -> int:
    """The weeks until every level is done, if each session is clean."""
    ladder = case.library.running
    left = len(ladder.levels) * ladder.clean_sessions_per_level - _a_week(case, 1)
    return 1 + math.ceil(max(left, 0) / _a_week(case, 2))


def first_week_percent(case: Case) -> int:
    """How much of the usual running the first week takes."""
    return min(round(case.running_share * 100), 100)


def _a_week(case: Case, week: int) -> int:
    """Sessions in a week; at least one, also in a first week with less running."""
    usual = min(case.library.running.sessions_per_week, case.profile.context.days_per_week)
    return usual if week > 1 else max(usual * first_week_percent(case) // 100, 1)
