"""The running calendar: how far and how much, week by week, and when a target distance is reached (evidence 4.1, 4.3).

A distance that grows is rounded down, to a tenth of a kilometre and below one kilometre to ten metres, and the next
week builds on the rounded one. What is not known stays unknown.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from hepgen.model.library import RunningLadder
from hepgen.model.plan import MOST_KM, MOST_RUNNING_WEEKS, RunFocus, RunningOutlook, RunWeek

AFTER_DISTANCE: tuple[RunFocus, ...] = ("speed", "uphill", "downhill")
"""What is added once the distance is there, in this order, one a week (evidence 2, 4.3)."""

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Journey:
    """Where running stands and where it leads. Distances are in kilometres; None is not known, of a goal: none.

    Attributes:
        first, starts_on: Number and first day of its first week; the number is above 1 after walk–run weeks.
        recent_km: The longest run of the 30 days before.
        longest_km, week_km: The longest run and the week's distance that it grows from.
        goal_km, goal_week_km: The longest run and the week's distance that it grows to.
        held: So many weeks pass before the first step.
        easier_first: So many of these are below what the patient ran before.
        first_share: Percent of the distances in the first week.
        steady: Numbers of weeks in which something else changes, so that running stays as it is.
        flat: Numbers of weeks without speed and hills.
        race_on: The day of the target; its week is neither easier nor brings anything new.
    """

    first: int
    starts_on: date
    recent_km: float | None = None
    longest_km: float | None = None
    week_km: float | None = None
    goal_km: float | None = None
    goal_week_km: float | None = None
    held: int = 0
    easier_first: int = 0
    first_share: int = 100
    steady: frozenset[int] = frozenset()
    flat: frozenset[int] = frozenset()
    race_on: date | None = None


# -- the rule of the longest run -----------------------------------------------------------------------------


def longest_allowed(before: Iterable[float | None], ladder: RunningLadder) -> float | None:
    """The longest single run allowed after runs of these lengths in the last 30 days [Frandsen25].

    None when none of them is known; 0 is no run to go by. The rounding never takes away what was run already.
    """
    longest = max((km for km in before if km), default=None)
    return None if longest is None else max(share_of(longest, 100 + ladder.longest_run.rise_percent), longest)


def too_far(
    weeks: Sequence[RunWeek], recent_km: float | None, ladder: RunningLadder
) -> Iterator[tuple[int, float, float]]:
    """Weeks whose longest run is too long even if those before went to plan: index, kilometres, what is allowed.

    Where nothing tells how far was run in the 30 days before, no distance is allowed: only minutes count.

    Args:
        weeks: A calendar from its first week on.
        recent_km: The longest run of the 30 days before it.
        ladder: The library's running rules.
    """
    runs = [recent_km, *(week.longest_km for week in weeks)]
    for index, week in enumerate(weeks):
        most = longest_allowed(runs[max(index + 1 - _weeks_back(ladder), 0) : index + 1], ladder) or 0.0
        if week.longest_km is not None and week.longest_km > most:
            yield index, week.longest_km, most


def _weeks_back(ladder: RunningLadder) -> int:
    """How many of the weeks before lie whole within the last 30 days, on whichever day of this week the run falls."""
    return (ladder.longest_run.days - 6) // 7


def share_of(km: float, percent: int) -> float:
    """So many percent of a distance, rounded down."""
    metres = round(km * 1000) * percent // 100
    step = 100 if metres >= 1000 else 10
    return metres // step * step / 1000


# -- week by week --------------------------------------------------------------------------------------------


def calendar(journey: Journey, ladder: RunningLadder) -> Iterator[RunWeek]:
    """Week after week, as far as a plan can count: one thing grows a week, and every few weeks one is easier."""
    rules = ladder.build_up
    longest, whole = journey.longest_km, journey.week_km
    before = deque([journey.recent_km], maxlen=_weeks_back(ladder))
    to_add, weeks_at_goal = deque(AFTER_DISTANCE), 0
    weeks_to_hold = 0 if journey.goal_km is None else rules.weeks_at_target
    for index in range(MOST_RUNNING_WEEKS - journey.first + 1):
        week, monday = journey.first + index, journey.starts_on + index * _WEEK
        races = journey.race_on is not None and monday <= journey.race_on < monday + _WEEK
        may_change = index >= journey.held and not races
        may_grow = may_change and week not in journey.steady
        share = journey.first_share if index == 0 else 100
        focus: RunFocus = "keep"
        if index < journey.easier_first:
            focus = "easier"
        elif may_change and (index + 1 - journey.easier_first) % rules.easier_every == 0:
            focus, share = "easier", 100 - rules.easier_percent
        elif may_grow and not _is_there(longest, whole, journey):
            focus, (longest, whole) = "distance", _further(longest, whole, journey, ladder)
        elif may_grow and to_add and week not in journey.flat and weeks_at_goal >= weeks_to_hold:
            focus = to_add.popleft()
        all_runs = _part(whole, share)
        run = _least(_part(longest, share), all_runs, longest_allowed(before, ladder))
        if focus != "easier":
            longest = run
            weeks_at_goal += _reaches(run, journey.goal_km)
        before.append(run)
        yield RunWeek(week=week, starts_on=monday, focus=focus, longest_km=run, total_km=all_runs)


def _is_there(longest: float | None, whole: float | None, journey: Journey) -> bool:
    """True when the distances are those to build up to; never while it is not known how far the patient runs."""
    far = longest is not None if journey.goal_km is None else _reaches(longest, journey.goal_km)
    return far and (journey.goal_week_km is None or whole is None or whole >= journey.goal_week_km)


def _further(
    longest: float | None, whole: float | None, journey: Journey, ladder: RunningLadder
) -> tuple[float | None, float | None]:
    """One step towards both goals. The longest run without a goal grows along with the week."""
    run_limit = MOST_KM if journey.goal_km is None else journey.goal_km
    week_limit = MOST_KM if journey.goal_week_km is None else max(journey.goal_week_km, journey.goal_km or 0)
    return (
        _risen(longest, ladder.longest_run.rise_percent, run_limit),
        _risen(whole, ladder.build_up.week_rise_percent, week_limit),
    )


def _risen(km: float | None, percent: int, limit: float) -> float | None:
    """So many percent more, up to the limit; what is above it already stays."""
    return None if km is None else max(km, min(share_of(km, 100 + percent), limit))


def _part(km: float | None, percent: int) -> float | None:
    return km if km is None or percent == 100 else share_of(km, percent)


def _least(run: float | None, *limits: float | None) -> float | None:
    return None if run is None else min([run, *(limit for limit in limits if limit is not None)])


def _reaches(run: float | None, goal_km: float | None) -> bool:
    return run is not None and goal_km is not None and run >= goal_km


# -- the target ----------------------------------------------------------------------------------------------


def outlook(
    journey_from: Callable[[float | None], Journey],
    longest_km: float | None,
    target_km: float,
    target_date: date,
    ladder: RunningLadder,
) -> RunningOutlook:
    """Whether the target date leaves time for the target distance.

    Args:
        journey_from: The journey that starts from a longest run, in kilometres.
        longest_km: The patient's own; None when it is not known.
        target_km, target_date: How far, and when.
        ladder: The library's running rules.
    """

    def ready_on(longest: float) -> date | None:
        journey = replace(journey_from(longest), race_on=None)  # the rules alone tell when
        return _ready_on(calendar(journey, ladder), target_km, ladder)

    def in_time(longest: float) -> bool:
        day = ready_on(longest)
        return day is not None and day <= target_date

    start = target_km if longest_km is None else longest_km
    view = RunningOutlook(target_km=target_km, target_date=target_date, ready_on=ready_on(start), enough=in_time(start))
    if longest_km is not None or not view.enough:
        return view
    tenths, journey = range(1, math.ceil(target_km * 10) + 1), journey_from(None)
    needs_km = tenths[bisect_left(tenths, True, key=lambda tenth: in_time(tenth / 10))] / 10
    needs_from = journey.starts_on if journey.first > 1 else None
    return view.model_copy(update={"enough": None, "needs_km": needs_km, "needs_from": needs_from})


def _ready_on(weeks: Iterable[RunWeek], target_km: float, ladder: RunningLadder) -> date | None:
    """The day after so many weeks at the distance; None when it is not reached."""
    at_target = (week for week in weeks if week.focus != "easier" and _reaches(week.longest_km, target_km))
    last = next(islice(at_target, ladder.build_up.weeks_at_target - 1, None), None)
    return None if last is None else last.starts_on + _WEEK
