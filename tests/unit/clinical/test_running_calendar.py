"""The running calendar: week by week, and whether the target date does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hepgen.clinical.running.calendar import Journey, longest_allowed, share_of, too_far
from hepgen.clinical.running.calendar import calendar as full_calendar
from hepgen.clinical.running.programme import RunningPlan
from hepgen.clinical.screen import screen
from hepgen.model.library import RunningLadder
from hepgen.model.plan import MOST_RUNNING_WEEKS, RunningOutlook, RunWeek
from hepgen.model.screening import Cleared
from tests.library_fixture import TODAY, library, profile
from tests.running_fixture import LIBRARY, exercise_weeks, running, with_rules

MONDAY = date(2026, 11, 23)
LADDER = LIBRARY.running
"""Runs and weeks rise by a tenth, every fourth week has a quarter less, three weeks at the target."""

KEEPS = {"pain_running": 1.0, "can_walk_30_min": True, "longest_run_km_30d": 4.0, "weekly_km": 8.0}
STARTS = KEEPS | {"pain_running": 3.0}

Row = tuple[str, float | None, float | None]


def calendar(runner: dict[str, Any], weeks: int = 8, stage: str = "grow", **changes: Any) -> list[Row]:
    plan = running(runner, problem__stage=stage, plan__weeks=weeks, **changes)
    assert [one.week for one in plan.weeks] == list(range(1, len(plan.weeks) + 1))
    assert [one.starts_on for one in plan.weeks] == [MONDAY + timedelta(weeks=n) for n in range(len(plan.weeks))]
    return [(one.focus, one.longest_km, one.total_km) for one in plan.weeks]


def focuses(runner: dict[str, Any], weeks: int = 8, stage: str = "grow", **changes: Any) -> list[str]:
    return [row[0] for row in calendar(runner, weeks, stage, **changes)]


# -- somebody who keeps running -------------------------------------------------------------------------------


def test_distance_grows_by_a_tenth_a_week_up_to_the_target_with_an_easier_fourth_week() -> None:
    assert calendar(KEEPS | {"target_km": 5.0}, 9) == [
        ("keep", 4.0, 8.0),
        ("distance", 4.4, 8.8),
        ("distance", 4.8, 9.6),
        ("easier", 3.6, 7.2),
        ("distance", 5.0, 10.5),
        ("keep", 5.0, 10.5),
        ("keep", 5.0, 10.5),
        ("easier", 3.7, 7.8),
        ("keep", 5.0, 10.5),
    ]


def test_after_three_weeks_at_the_target_come_speed_then_uphill_then_downhill() -> None:
    at_target = KEEPS | {"longest_run_km_30d": 5.0, "target_km": 5.0}
    assert focuses(at_target, 9, "strong") == [
        "keep", "keep", "keep", "easier", "speed", "uphill", "downhill", "easier", "keep",
    ]  # fmt: skip


def test_speed_and_hills_wait_for_their_stage() -> None:
    assert set(focuses(KEEPS | {"longest_run_km_30d": 5.0, "target_km": 5.0}, 26)) == {"keep", "easier"}


def test_in_a_later_plan_they_may_come() -> None:
    outline = focuses(KEEPS | {"target_km": 4.0}, 4, goals__target_date=MONDAY + timedelta(weeks=10))
    assert outline[:4] == ["keep", "keep", "keep", "easier"]
    assert outline[4:7] == ["speed", "uphill", "downhill"]


def test_the_week_s_distance_grows_to_what_was_usual() -> None:
    rows = calendar(KEEPS | {"target_km": 4.0, "usual_weekly_km": 10.0}, 6)
    assert [row[2] for row in rows] == [8.0, 8.8, 9.6, 7.2, 10.0, 10.0]
    assert [row[1] for row in rows] == [4.0, 4.0, 4.0, 3.0, 4.0, 4.0]
    assert rows[5][0] == "keep"


def test_without_a_target_the_longest_run_grows_along_with_the_week() -> None:
    rows = calendar(KEEPS | {"usual_weekly_km": 9.0}, 4)
    assert rows == [("keep", 4.0, 8.0), ("distance", 4.4, 8.8), ("distance", 4.8, 9.0), ("easier", 3.6, 6.7)]


def test_without_anything_to_build_up_to_running_stays() -> None:
    assert focuses(KEEPS, 5) == ["keep", "keep", "keep", "easier", "keep"]


def test_no_run_is_longer_than_its_week() -> None:
    assert calendar(KEEPS | {"weekly_km": 2.0, "target_km": 9.0}, 2) == [("keep", 2.0, 2.0), ("distance", 2.2, 2.2)]


def test_short_distances_grow_too() -> None:
    rows = calendar({"pain_running": 1.0, "longest_run_km_30d": 0.5, "target_km": 5.0}, 3)
    assert [row[1] for row in rows] == [0.5, 0.55, 0.6]


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ({"longest_run_km_30d": 4.0}, (4.0, None)),
        ({"weekly_km": 8.0}, (None, 8.0)),
        ({}, (None, None)),
    ],
)
def test_what_is_not_known_stays_unknown(known: dict[str, float], first: tuple[float | None, float | None]) -> None:
    rows = calendar({"pain_running": 1.0, "target_km": 9.0} | known, 4)
    assert rows[0] == ("keep", *first)
    for _, longest, total in rows:
        assert (longest is None) == (first[0] is None)
        assert (total is None) == (first[1] is None)
    assert [row[0] for row in rows] == ["keep", "distance", "distance", "easier"]


def test_running_stays_in_a_week_that_brings_a_new_exercise() -> None:
    changes: dict[str, Any] = {"problem__stage": "grow", "plan__weeks": 20, "plan__include": ("rise-on-toes",)}
    screened = screen(profile(**changes), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    weeks = exercise_weeks(screened, LIBRARY)
    new = [week.week for week in weeks if any(entry.changed == "rung" for entry in week.exercises)]
    assert new
    plan = running(KEEPS | {"target_km": 42.0}, **changes)
    assert {one.week for one in plan.weeks if one.focus == "keep"} == {1, *new}


# -- less first -----------------------------------------------------------------------------------------------

CUT = with_rules(cut_percent=40, cut_weeks=2)


def test_after_overload_running_is_cut_and_grows_back_from_there() -> None:
    assert calendar(KEEPS, 8, content=CUT) == [
        ("easier", 2.4, 4.8),
        ("easier", 2.4, 4.8),
        ("distance", 2.6, 5.2),
        ("distance", 2.8, 5.7),
        ("distance", 3.0, 6.2),
        ("easier", 2.2, 4.6),
        ("distance", 3.3, 6.8),
        ("distance", 3.6, 7.4),
    ]


def test_the_cut_ends_where_running_was_before() -> None:
    rows = calendar(KEEPS, 26, content=CUT)
    assert max(row[1] or 0 for row in rows) == 4.0
    assert max(row[2] or 0 for row in rows) == 8.0


def test_the_cut_is_a_decision_and_is_not_made_of_walk_run() -> None:
    (cut,) = [one for one in running(KEEPS, content=CUT).decisions if one.rule == "running-cut"]
    assert "40 percent less for 2 weeks" in cut.because
    assert "running-cut" not in [one.rule for one in running(STARTS, content=CUT).decisions]


def test_less_running_in_the_first_week_goes_back_to_what_is_run_now() -> None:
    rows = calendar(KEEPS | {"target_km": 5.0}, 5, share=0.7)
    assert rows == [
        ("easier", 2.8, 5.6),
        ("keep", 4.0, 8.0),
        ("distance", 4.4, 8.8),
        ("distance", 4.8, 9.6),
        ("easier", 3.6, 7.2),
    ]


def test_less_running_comes_on_top_of_the_cut() -> None:
    assert calendar(KEEPS, 3, content=CUT, share=0.7)[:2] == [("easier", 1.6, 3.3), ("easier", 2.4, 4.8)]


def test_distance_waits_for_its_stage() -> None:
    tendon = with_rules(distance_from_stage="strong")
    assert focuses(KEEPS | {"target_km": 9.0}, 5, content=tendon) == ["keep", "keep", "keep", "easier", "keep"]
    assert "distance" in focuses(KEEPS | {"target_km": 9.0}, 5, "strong", content=tendon)
    decisions = running(KEEPS, content=tendon, problem__stage="grow").decisions
    assert "running-held" in [one.rule for one in decisions]


# -- walk–run -------------------------------------------------------------------------------------------------


def test_walk_run_weeks_count_minutes_and_then_distance_comes_first() -> None:
    """Three levels of two sessions, three sessions a week: two weeks."""
    rows = calendar(STARTS | {"target_km": 9.0}, 7, "strong")
    assert rows == [
        ("walk-run", None, None),
        ("walk-run", None, None),
        *[("distance", None, None)] * 3,
        ("easier", None, None),
        ("distance", None, None),
    ]


@pytest.mark.parametrize(("days", "share", "weeks"), [(7, 1.0, 2), (2, 1.0, 3), (1, 1.0, 6), (3, 0.7, 3), (7, 0.3, 3)])
def test_walk_run_lasts_until_every_level_is_done(days: int, share: float, weeks: int) -> None:
    assert focuses(STARTS, 8, context__days_per_week=days, share=share).count("walk-run") == weeks


@pytest.mark.parametrize("change", [{"can_walk_30_min": False}, {"weekly_km": None}])
def test_who_may_not_run_yet_has_no_calendar(change: dict[str, Any]) -> None:
    plan = running(STARTS | change, problem__stage="grow", screening__pregnancy_weeks=20)
    assert plan.weeks == ()


# -- on to the target -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "weeks"),
    [
        (None, 6),
        (MONDAY + timedelta(days=13), 6),
        (MONDAY + timedelta(weeks=10), 11),
        (MONDAY + timedelta(weeks=10, days=-1), 10),
        (MONDAY + timedelta(weeks=200), 52),
    ],
)
def test_the_calendar_goes_on_to_the_target_and_at_most_a_year(target: date | None, weeks: int) -> None:
    assert len(calendar(KEEPS | {"target_km": 5.0}, 6, goals__target_date=target)) == weeks


def test_the_week_of_the_target_is_not_easier_and_brings_nothing_new() -> None:
    rows = calendar(KEEPS | {"target_km": 5.0}, 6, goals__target_date=MONDAY + timedelta(weeks=7, days=6))
    assert rows[7] == ("keep", 5.0, 10.5)


def outlook(runner: dict[str, Any], target: date, **changes: Any) -> RunningOutlook | None:
    return made(runner, target, **changes).outlook


def made(runner: dict[str, Any], target: date, **changes: Any) -> RunningPlan:
    return running(runner, problem__stage="grow", goals__target_date=target, **changes)


@pytest.mark.parametrize(("target", "enough"), [(date(2027, 1, 25), True), (date(2027, 1, 24), False)])
def test_a_target_is_ready_after_three_weeks_at_it(target: date, enough: bool) -> None:
    """5.5 km in weeks 6, 7 and 9; week 8 is easier."""
    view = outlook(KEEPS | {"target_km": 5.5}, target)
    assert view == RunningOutlook(target_km=5.5, target_date=target, ready_on=date(2027, 1, 25), enough=enough)


def test_who_runs_the_target_now_needs_three_weeks_too() -> None:
    view = outlook(KEEPS | {"target_km": 3.0}, date(2027, 3, 1))
    assert view is not None
    assert view.ready_on == MONDAY + timedelta(weeks=3)


def test_a_cut_puts_the_target_off() -> None:
    usual, cut = (outlook(KEEPS | {"target_km": 6.0}, date(2027, 3, 1), content=one) for one in (library(), CUT))
    assert usual is not None
    assert cut is not None
    assert usual.ready_on is not None
    assert cut.ready_on is not None
    assert usual.ready_on < cut.ready_on


@pytest.mark.parametrize("missing", ["target_km", "target_date"])
def test_without_distance_or_date_nothing_is_said(missing: str) -> None:
    runner = KEEPS if missing == "target_km" else KEEPS | {"target_km": 6.0}
    changes: dict[str, Any] = {"goals__target_date": date(2027, 3, 1)} if missing == "target_km" else {}
    assert running(runner, **changes).outlook is None


def test_a_distance_out_of_reach_is_said_to_be() -> None:
    view = outlook({"pain_running": 1.0, "longest_run_km_30d": 0.01, "target_km": 300.0}, date(2027, 3, 1))
    assert view is not None
    assert (view.ready_on, view.enough) == (None, False)


def test_an_unknown_distance_turns_the_date_into_a_condition() -> None:
    """The last level ends with week 2. 4.2 km are 5 km two weeks later, and weeks 4, 5 and 7 are at the target."""
    view = outlook(STARTS | {"target_km": 5.0}, MONDAY + timedelta(weeks=7))
    assert view == RunningOutlook(
        target_km=5.0,
        target_date=MONDAY + timedelta(weeks=7),
        ready_on=MONDAY + timedelta(weeks=5),
        enough=None,
        needs_km=4.2,
        needs_from=MONDAY + timedelta(weeks=2),
    )


def test_what_is_needed_now_is_just_enough() -> None:
    unknown = {"pain_running": 1.0, "target_km": 8.0}
    target = date(2027, 3, 15)
    view = outlook(unknown, target)
    assert view is not None
    assert (view.enough, view.needs_from) == (None, None)
    assert view.needs_km is not None
    for km, enough in ((view.needs_km, True), (round(view.needs_km - 0.1, 1), False)):
        known = outlook(unknown | {"longest_run_km_30d": km}, target)
        assert known is not None
        assert known.enough is enough


def test_a_date_that_no_distance_would_make_is_too_near() -> None:
    view = outlook(STARTS | {"target_km": 5.0}, MONDAY + timedelta(weeks=4))
    assert view is not None
    assert (view.enough, view.needs_km, view.ready_on) == (False, None, MONDAY + timedelta(weeks=5))


@pytest.mark.parametrize("change", [{"can_walk_30_min": False}, {"weekly_km": 0.0, "can_walk_30_min": None}])
def test_who_may_not_run_yet_hears_of_the_date_only_when_it_is_too_near(change: dict[str, Any]) -> None:
    runner = STARTS | {"target_km": 5.0} | change
    near, far = (outlook(runner, MONDAY + timedelta(weeks=many)) for many in (4, 40))
    assert near is not None
    assert near.enough is False
    assert far is None


def test_a_precaution_against_running_has_no_outlook() -> None:
    cracked = made(KEEPS | {"target_km": 5.0}, date(2026, 12, 1), screening__conditions=("cracked",))
    assert (cracked.weeks, cracked.outlook) == ((), None)


# -- distances, to the ten metres -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("km", "percent", "share"),
    [
        (4.0, 110, 4.4),
        (4.36, 110, 4.7),  # 4.796
        (3.0, 75, 2.2),  # 2.25
        (0.91, 110, 1.0),  # 1.001
        (0.9, 110, 0.99),
        (0.95, 105, 0.99),  # 0.9975
        (1.0, 100, 1.0),
        (1.0, 99, 0.99),
        (0.999, 100, 0.99),
        (12.3, 103, 12.6),  # 12.669
        (0.0, 110, 0.0),
    ],
)
def test_a_distance_is_rounded_down_so_that_no_rule_is_ever_stretched(km: float, percent: int, share: float) -> None:
    """To a tenth of a kilometre, and below one kilometre to ten metres."""
    assert share_of(km, percent) == share


@given(metres=st.integers(0, 60_000), percent=st.integers(1, 120))
def test_a_share_is_never_more_than_the_share_and_less_by_under_a_tenth(metres: int, percent: int) -> None:
    share, exact = share_of(metres / 1000, percent), metres * percent / 100_000
    assert share <= exact + 1e-9
    assert share > exact - (0.101 if exact >= 1 else 0.011)


@pytest.mark.parametrize(("rise", "most"), [(0, 4.0), (5, 4.2), (8, 4.3), (10, 4.4)])
def test_the_longest_run_follows_the_library_s_rule(rise: int, most: float) -> None:
    rule = LADDER.longest_run.model_copy(update={"rise_percent": rise})
    assert longest_allowed([4.0], LADDER.model_copy(update={"longest_run": rule})) == most


def test_the_longest_run_of_the_last_thirty_days_counts_and_no_run_is_none() -> None:
    assert longest_allowed([3.0, 5.0, 4.0], LADDER) == 5.5
    assert longest_allowed([3.0, None, 0.0], LADDER) == 3.3
    assert longest_allowed([None, 0.0], LADDER) is None
    assert longest_allowed([], LADDER) is None


def weeks(*kilometres: float | None) -> list[RunWeek]:
    return [
        RunWeek(week=number + 1, starts_on=MONDAY + timedelta(weeks=number), focus="distance", longest_km=km)
        for number, km in enumerate(kilometres)
    ]


@pytest.mark.parametrize(
    ("recent", "kilometres", "found"),
    [
        (4.0, (4.4, 4.8, 5.2), []),
        (4.0, (4.5,), [(0, 4.5, 4.4)]),
        (4.0, (4.4, 4.9), [(1, 4.9, 4.8)]),
        (4.0, (4.0, 4.0, 4.5), [(2, 4.5, 4.4)]),
        (10.0, (3.0, 3.0, 11.0), []),  # ten kilometres may be as near as three weeks
        (10.0, (3.0, 3.0, 3.0, 11.0), [(3, 11.0, 3.3)]),  # and are over thirty days ago by then
        (4.0, (6.0, 3.0, 3.0, 6.6), [(0, 6.0, 4.4)]),
        (4.0, (6.0, 3.0, 3.0, 3.0, 6.6), [(0, 6.0, 4.4), (4, 6.6, 3.3)]),
        (4.0, (None, 4.4), []),
        (None, (0.5,), [(0, 0.5, 0.0)]),  # nothing tells how far is safe, so only minutes count
        (0.0, (None, 3.0), [(1, 3.0, 0.0)]),
    ],
)
def test_a_run_is_held_against_the_three_weeks_before_it(
    recent: float | None, kilometres: tuple[float | None, ...], found: list[tuple[int, float, float]]
) -> None:
    """Three whole weeks lie within thirty days, on whichever day of its week a run falls."""
    assert list(too_far(weeks(*kilometres), recent, LADDER)) == found


@pytest.mark.parametrize(("days", "weeks_back"), [(14, 1), (26, 2), (27, 3), (30, 3), (33, 3), (34, 4)])
def test_a_week_counts_only_when_the_whole_of_it_lies_within_the_days_of_the_rule(days: int, weeks_back: int) -> None:
    rule = LADDER.longest_run.model_copy(update={"days": days})
    ladder = LADDER.model_copy(update={"longest_run": rule})
    for easier, found in ((weeks_back - 1, []), (weeks_back, [(weeks_back, 11.0, 3.3)])):
        assert list(too_far(weeks(*[3.0] * easier, 11.0), 10.0, ladder)) == found


# -- any journey ----------------------------------------------------------------------------------------------


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Known distances, with a goal or without, on from a flare, a cut or as they are."""
    longest = draw(st.integers(5, 150)) / 10
    eased = draw(st.integers(0, 2))
    return Journey(
        first=draw(st.integers(1, 5)),
        starts_on=MONDAY,
        recent_km=longest,
        longest_km=longest,
        week_km=longest * draw(st.integers(1, 4)),
        goal_km=draw(st.none() | st.integers(5, 420).map(lambda tenths: tenths / 10)),
        goal_week_km=draw(st.none() | st.integers(5, 900).map(lambda tenths: tenths / 10)),
        held=eased + draw(st.integers(0, 2)),
        easier_first=eased,
        first_share=draw(st.sampled_from((70, 100))) if eased else 100,
        steady=frozenset(draw(st.lists(st.integers(1, 20), max_size=5))),
        race_on=draw(st.none() | st.integers(0, 150).map(lambda days: MONDAY + timedelta(days=days))),
    )


@given(journey=journeys())
def test_whatever_the_journey_no_run_breaks_the_hard_rule_and_no_week_grows_by_more_than_a_tenth(
    journey: Journey,
) -> None:
    made = list(islice(full_calendar(journey, LADDER), 40))
    assert list(too_far(made, journey.recent_km, LADDER)) == []
    most = journey.week_km or 0.0
    for week in made:
        assert week.longest_km is not None
        assert week.total_km is not None
        assert week.longest_km <= week.total_km
        assert week.total_km <= most * 1.1 + 1e-9
        most = max(most, week.total_km)


@given(journey=journeys())
def test_whatever_the_journey_one_thing_changes_a_week_and_only_where_it_may(journey: Journey) -> None:
    made = list(islice(full_calendar(journey, LADDER), 40))
    for index, week in enumerate(made):
        assert week.week == journey.first + index
        assert week.starts_on == MONDAY + timedelta(weeks=index)
        may_change = journey.easier_first <= index and index >= journey.held
        if week.focus in ("distance", "speed", "uphill", "downhill"):
            assert may_change
            assert week.week not in journey.steady
            assert journey.race_on is None or not 0 <= (journey.race_on - week.starts_on).days < 7
        if week.focus == "easier" and index >= journey.easier_first:
            assert (index + 1 - journey.easier_first) % 4 == 0
    added = [week.focus for week in made if week.focus in ("speed", "uphill", "downhill")]
    assert added == ["speed", "uphill", "downhill"][: len(added)]


# -- single weeks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("race_day", "races"), [(-1, None), (0, 1), (6, 1), (7, 2), (27, 4), (28, 5)], ids=lambda value: str(value)
)
def test_the_week_of_the_race_is_the_one_in_which_it_falls(race_day: int, races: int | None) -> None:
    """From Monday to Sunday: no step in distance, and no easier week, just before the start."""
    journey = Journey(
        first=1,
        starts_on=MONDAY,
        longest_km=4.0,
        recent_km=4.0,
        goal_km=42.0,
        race_on=MONDAY + timedelta(days=race_day),
    )
    kept = [week.week for week in islice(full_calendar(journey, LADDER), 6) if week.focus == "keep"]
    assert kept == ([] if races is None else [races])


def test_steady_weeks_and_held_weeks_stay_as_they_are() -> None:
    journey = Journey(first=1, starts_on=MONDAY, longest_km=4.0, recent_km=4.0, goal_km=42.0)
    for change, kept in (
        ({}, []),
        ({"held": 1}, [1]),
        ({"held": 2}, [1, 2]),
        ({"steady": frozenset({2, 3})}, [2, 3]),
        ({"steady": frozenset({4})}, []),  # an easier week all the same
    ):
        made = list(islice(full_calendar(replace(journey, **change), LADDER), 5))
        assert [week.week for week in made if week.focus == "keep"] == kept


def test_after_walk_run_the_numbers_of_the_weeks_go_on() -> None:
    journey = Journey(first=4, starts_on=MONDAY, longest_km=4.0, recent_km=4.0, steady=frozenset({5}), goal_km=42.0)
    made = list(islice(full_calendar(journey, LADDER), 3))
    assert [(week.week, week.focus) for week in made] == [(4, "distance"), (5, "keep"), (6, "distance")]


def test_a_calendar_ends_where_a_plan_can_count_no_further() -> None:
    for first in (1, 4):
        made = list(full_calendar(Journey(first=first, starts_on=MONDAY), LADDER))
        assert made[-1].week == MOST_RUNNING_WEEKS
        assert len(made) == MOST_RUNNING_WEEKS - first + 1


def test_the_week_that_reaches_the_distance_is_the_first_of_three_at_it() -> None:
    journey = Journey(first=1, starts_on=MONDAY, longest_km=4.0, recent_km=4.0, goal_km=4.8, held=1)
    assert [week.focus for week in islice(full_calendar(journey, LADDER), 7)] == [
        "keep", "distance", "distance", "easier", "keep", "keep", "speed",
    ]  # fmt: skip


def test_who_runs_more_a_week_than_is_usual_is_there_already() -> None:
    journey = Journey(
        first=1, starts_on=MONDAY, longest_km=5.0, recent_km=5.0, week_km=12.0, goal_km=5.0, goal_week_km=10.0
    )
    rows = [(week.focus, week.total_km) for week in islice(full_calendar(journey, LADDER), 3)]
    assert rows == [("keep", 12.0)] * 3


def test_what_is_run_now_is_not_rounded_away() -> None:
    journey = Journey(first=1, starts_on=MONDAY, longest_km=4.36, recent_km=4.36, week_km=8.17, held=2)
    rows = [(week.longest_km, week.total_km) for week in islice(full_calendar(journey, LADDER), 2)]
    assert rows == [(4.36, 8.17)] * 2


def test_a_very_short_week_is_built_up_to_what_was_usual_and_no_further() -> None:
    journey = Journey(first=1, starts_on=MONDAY, longest_km=0.3, recent_km=0.3, week_km=0.5, goal_week_km=0.6)
    assert max(week.total_km or 0 for week in islice(full_calendar(journey, LADDER), 12)) == 0.6


def other_rules(**build_up: int) -> RunningLadder:
    """The running rules with other numbers for building up."""
    return LADDER.model_copy(update={"build_up": LADDER.build_up.model_copy(update=build_up)})


def test_weeks_rise_and_ease_by_the_library_s_numbers() -> None:
    journey = Journey(
        first=1, starts_on=MONDAY, longest_km=4.0, recent_km=4.0, week_km=8.0, goal_km=42.0, held=1, easier_first=1
    )
    ladder = other_rules(week_rise_percent=5, easier_every=3, easier_percent=50)
    rows = [(week.focus, week.total_km) for week in islice(full_calendar(journey, ladder), 7)]
    assert rows == [
        ("easier", 8.0),
        ("distance", 8.4),
        ("distance", 8.8),
        ("easier", 4.4),
        ("distance", 9.2),
        ("distance", 9.6),
        ("easier", 4.8),
    ]


@pytest.mark.parametrize(("at_target", "after_weeks"), [(1, 1), (2, 2), (3, 3), (4, 5)])
def test_a_target_is_ready_after_as_many_weeks_at_it_as_the_library_asks(at_target: int, after_weeks: int) -> None:
    own = replace(LIBRARY, running=other_rules(weeks_at_target=at_target))
    view = outlook(KEEPS | {"target_km": 3.0}, date(2027, 3, 1), content=own)
    assert view is not None
    assert view.ready_on == MONDAY + timedelta(weeks=after_weeks)


def test_a_date_that_is_only_just_enough_needs_the_distance_in_the_first_week_after_walk_run() -> None:
    """4.6 km and a tenth are 5 km; 4.5 km would be reached a week too late."""
    view = outlook(STARTS | {"target_km": 5.0}, MONDAY + timedelta(weeks=5))
    assert view is not None
    assert (view.enough, view.needs_km) == (None, 4.6)


def test_the_day_from_which_the_distance_is_needed_follows_the_last_level_of_walk_run() -> None:
    """A ladder of one level is done in the first week."""
    own = replace(LIBRARY, running=LADDER.model_copy(update={"levels": LADDER.levels[:1]}))
    view = outlook(STARTS | {"target_km": 5.0}, date(2027, 3, 1), content=own)
    assert view is not None
    assert view.needs_from == MONDAY + timedelta(weeks=1)


def test_speed_waits_until_the_distance_has_been_run_three_times() -> None:
    journey = Journey(first=1, starts_on=MONDAY, longest_km=5.0, recent_km=5.0, goal_km=5.0)
    made = list(islice(full_calendar(journey, LADDER), 9))
    assert [week.focus for week in made] == [
        "keep", "keep", "keep", "easier", "speed", "uphill", "downhill", "easier", "keep",
    ]  # fmt: skip
    flat = replace(journey, flat=frozenset(range(1, 7)))
    assert [week.focus for week in islice(full_calendar(flat, LADDER), 9)] == [
        "keep", "keep", "keep", "easier", "keep", "keep", "speed", "easier", "uphill",
    ]  # fmt: skip


def test_without_a_distance_to_reach_speed_comes_with_the_first_free_week() -> None:
    journey = Journey(first=1, starts_on=MONDAY, longest_km=5.0, recent_km=5.0, week_km=12.0)
    assert [week.focus for week in islice(full_calendar(journey, LADDER), 4)] == [
        "speed", "uphill", "downhill", "easier",
    ]  # fmt: skip


def test_a_long_run_that_is_there_waits_for_the_week_to_grow_and_stays() -> None:
    journey = Journey(
        first=1, starts_on=MONDAY, longest_km=6.0, recent_km=6.0, week_km=10.0, goal_km=5.0, goal_week_km=11.5
    )
    rows = [(week.focus, week.longest_km, week.total_km) for week in islice(full_calendar(journey, LADDER), 4)]
    assert rows == [("distance", 6.0, 11.0), ("distance", 6.0, 11.5), ("keep", 6.0, 11.5), ("easier", 4.5, 8.6)]


def test_a_week_is_never_built_up_to_less_than_its_longest_run() -> None:
    journey = Journey(
        first=1, starts_on=MONDAY, longest_km=4.0, recent_km=4.0, week_km=4.0, goal_km=6.0, goal_week_km=5.0
    )
    rows = [(week.longest_km, week.total_km) for week in islice(full_calendar(journey, LADDER), 6)]
    assert rows == [(4.4, 4.4), (4.8, 4.8), (5.2, 5.2), (3.9, 3.9), (5.7, 5.7), (6.0, 6.0)]


def test_a_first_week_with_less_counts_for_the_hard_rule_of_the_next() -> None:
    """After two easier weeks the old long run is still within thirty days; after four it is not."""
    journey = Journey(
        first=1, starts_on=MONDAY, longest_km=10.0, recent_km=10.0, goal_km=42.0, held=1, easier_first=1, first_share=50
    )
    made = list(islice(full_calendar(journey, LADDER), 3))
    assert [(week.focus, week.longest_km) for week in made] == [("easier", 5.0), ("distance", 11.0), ("distance", 12.1)]
    longer = replace(journey, easier_first=4, held=4, first_share=100, longest_km=5.0)
    made = list(islice(full_calendar(longer, LADDER), 6))
    assert [(week.focus, week.longest_km) for week in made[4:]] == [("distance", 5.5), ("distance", 6.0)]


# -- which running the calendar starts from -------------------------------------------------------------------


def test_the_cut_goes_back_up_to_the_larger_of_what_was_run_and_what_is_wanted() -> None:
    far = calendar(KEEPS | {"target_km": 9.0, "usual_weekly_km": 20.0}, 26, content=CUT)
    assert max(row[1] or 0 for row in far) > 4.0
    assert max(row[2] or 0 for row in far) > 8.0
    near = calendar(KEEPS | {"target_km": 2.0, "usual_weekly_km": 3.0}, 26, content=CUT)
    assert (max(row[1] or 0 for row in near), max(row[2] or 0 for row in near)) == (4.0, 8.0)


def test_the_cut_is_as_large_as_the_condition_says() -> None:
    far = KEEPS | {"longest_run_km_30d": 10.0, "weekly_km": 20.0}
    assert calendar(far, 2, content=CUT)[0] == ("easier", 6.0, 12.0)
    assert calendar(far, 2, content=with_rules(cut_percent=25, cut_weeks=1))[0] == ("easier", 7.5, 15.0)


def test_the_smallest_share_less_makes_an_easier_week() -> None:
    assert calendar(KEEPS, 2, share=0.99) == [("easier", 3.9, 7.9), ("keep", 4.0, 8.0)]


def test_distance_waits_for_no_stage_that_is_past() -> None:
    for stage in ("grow", "strong"):
        rules = with_rules(distance_from_stage="grow")
        assert "distance" in focuses(KEEPS | {"target_km": 9.0}, 5, stage, content=rules)
        decisions = running(KEEPS, content=rules, problem__stage=stage).decisions
        assert "running-held" not in [one.rule for one in decisions]


def test_what_is_not_known_is_not_cut() -> None:
    rows = calendar({"pain_running": 1.0, "weekly_km": 8.0}, 2, content=CUT)
    assert rows == [("easier", None, 4.8), ("easier", None, 4.8)]
    rows = calendar({"pain_running": 1.0, "longest_run_km_30d": 4.0}, 2, content=CUT)
    assert rows == [("easier", 2.4, None), ("easier", 2.4, None)]


def test_only_the_first_plan_in_a_stage_that_is_proposed_cuts() -> None:
    assert calendar(KEEPS, 2, "strong", content=CUT)[0] == ("keep", 4.0, 8.0)
    assert calendar(KEEPS, 2, "grow", content=with_rules(cut_percent=40))[0] == ("keep", 4.0, 8.0)


def test_walk_run_starts_from_minutes_even_where_the_longest_run_is_known() -> None:
    """After three weeks of walking and running nobody knows how far the patient can run."""
    rows = calendar(STARTS | {"target_km": 9.0}, 4, "strong")
    assert [row[1] for row in rows] == [None] * 4
    assert [row[2] for row in rows] == [None] * 4
