"""The running calendar: week by week, and whether the target date does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hepgen.clinical.running.programme import RunningPlan
from hepgen.clinical.screen import screen
from hepgen.model.plan import RunningOutlook
from hepgen.model.screening import Cleared
from tests.library_fixture import TODAY, library, profile
from tests.running_fixture import LIBRARY, exercise_weeks, running, with_rules

MONDAY = date(2026, 11, 23)
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


@pytest.mark.parametrize(("days", "share", "weeks"), [(7, 1.0, 2), (2, 1.0, 3), (1, 1.0, 6), (3, 0.7, 3)])
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
    changes = {"goals__target_date": date(2027, 3, 1)} if missing == "target_km" else {}
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
