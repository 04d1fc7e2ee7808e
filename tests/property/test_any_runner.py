"""What holds for the running of every patient, over invented rules and the real ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from hepgen.clinical.plan import make_plan
from hepgen.clinical.screen import screen
from hepgen.clinical.verify import verify_plan
from hepgen.model.library import Library
from hepgen.model.plan import Plan, RunWeek
from hepgen.model.profile import Context, Running
from hepgen.model.screening import Cleared
from hepgen.packs.content import open_content
from tests.library_fixture import PACKS, TODAY, VERSION
from tests.running_fixture import with_rules
from tests.strategies import profiles

LIBRARIES: dict[str, Callable[[], Library]] = {
    "invented": lambda: with_rules(speed_and_hills_from_stage="strong"),
    "cut": lambda: with_rules(cut_percent=40, cut_weeks=2),
    "real": lambda: open_content().library,
}
ONE_TENTH_MORE = 1.10 + 1e-9
ORDER = ("walk-run", "distance", "speed", "uphill", "downhill")

anybody = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module", params=sorted(LIBRARIES))
def library(request: pytest.FixtureRequest) -> Library:
    return LIBRARIES[request.param]()


def a_runner_s_plan(data: st.DataObject, library: Library) -> tuple[Plan, Cleared, Running]:
    """A plan with a running calendar: half of the runners keep running, the others walk and run."""
    profile = data.draw(profiles(library, TODAY, healthy=True))
    condition = library.conditions[profile.problem.condition]
    runner = (profile.running or Running()).model_copy(
        update={"pain_running": data.draw(st.sampled_from((0.0, 9.0))), "can_walk_30_min": True}
    )
    stage = data.draw(st.sampled_from([stage.id for stage in condition.stages]))
    problem = profile.problem.model_copy(
        update={"pain_next_morning": 0.0, "irritability": "low", "worst_pain": 2.0, "stage": stage}
    )
    context = Context(days_per_week=profile.context.days_per_week)
    asked = profile.plan.model_copy(update={"include": (), "exclude": ()})
    profile = profile.model_copy(update={"problem": problem, "running": runner, "context": context, "plan": asked})
    screened = screen(profile, library, TODAY)
    if not isinstance(screened, Cleared):
        reject()
    plan = make_plan(screened, library, TODAY, packs=PACKS, version=VERSION)
    assume(plan.running_weeks)
    return plan, screened, runner


def runs_of_thirty_days(week: RunWeek, plan: Plan, runner: Running) -> list[float]:
    """Longest runs within the 30 days before every day of the week; the patient's own is of the week before them."""
    since = week.starts_on + timedelta(days=6 - 30)
    runs = [one.longest_km for one in plan.running_weeks if since <= one.starts_on < week.starts_on]
    if since <= plan.running_weeks[0].starts_on - timedelta(weeks=1):
        runs.append(runner.longest_run_km_30d)
    return [km for km in runs if km]


@anybody
@given(data=st.data())
def test_no_run_is_a_tenth_longer_than_the_longest_of_the_thirty_days_before(
    data: st.DataObject, library: Library
) -> None:
    plan, _, runner = a_runner_s_plan(data, library)
    for week in plan.running_weeks:
        if week.longest_km is not None:
            assert week.longest_km <= ONE_TENTH_MORE * max(runs_of_thirty_days(week, plan, runner))
            assert week.total_km is None or week.longest_km <= week.total_km


@anybody
@given(data=st.data())
def test_a_week_is_a_tenth_more_than_the_longest_week_so_far_at_most(data: st.DataObject, library: Library) -> None:
    plan, _, runner = a_runner_s_plan(data, library)
    totals = [week.total_km for week in plan.running_weeks if week.total_km is not None]
    for place, total in enumerate(totals):
        most = ONE_TENTH_MORE * max(totals[:place]) if place else runner.weekly_km
        assert most is not None
        assert total <= most


@anybody
@given(data=st.data())
def test_no_kilometres_are_invented(data: st.DataObject, library: Library) -> None:
    plan, _, runner = a_runner_s_plan(data, library)
    keeps = plan.running_advice == "keep"
    for week in plan.running_weeks:
        assert (week.longest_km is not None) == (keeps and runner.longest_run_km_30d is not None)
        assert (week.total_km is not None) == (keeps and runner.weekly_km is not None)


@anybody
@given(data=st.data())
def test_one_thing_comes_after_the_other(data: st.DataObject, library: Library) -> None:
    plan, _, _ = a_runner_s_plan(data, library)
    added = [ORDER.index(week.focus) for week in plan.running_weeks if week.focus in ORDER]
    assert added == sorted(added)
    for before, after in zip(plan.running_weeks, plan.running_weeks[1:], strict=False):
        if after.focus not in ("distance", "easier") and before.focus != "easier":
            assert (before.longest_km, before.total_km) == (after.longest_km, after.total_km)


@anybody
@given(data=st.data())
def test_a_date_that_does_leaves_the_weeks_at_the_target(data: st.DataObject, library: Library) -> None:
    plan, _, _ = a_runner_s_plan(data, library)
    view = plan.running_outlook
    if view is None:
        return
    last = plan.running_weeks[-1].starts_on
    if view.enough and view.ready_on is not None and view.ready_on <= last:
        at_target = [
            week
            for week in plan.running_weeks
            if week.starts_on < view.ready_on and week.focus != "easier" and (week.longest_km or 0) >= view.target_km
        ]
        assert len(at_target) == library.running.build_up.weeks_at_target
    assert (view.needs_km is not None) == (view.enough is None)
    assert view.enough is not True or plan.running_advice == "keep"


@anybody
@given(data=st.data())
def test_an_edited_calendar_is_held_to_the_longest_run(data: st.DataObject, library: Library) -> None:
    plan, screened, runner = a_runner_s_plan(data, library)
    assert verify_plan(plan, screened, library) == ()
    place = data.draw(st.integers(0, len(plan.running_weeks) - 1))

    def edited(**changes: float) -> list[str]:
        weeks = list(plan.running_weeks)
        weeks[place] = weeks[place].model_copy(update=changes)
        other = plan.model_copy(update={"running_weeks": tuple(weeks)})
        return [one.field for one in verify_plan(other, screened, library)]

    longest = plan.running_weeks[place].longest_km
    grows = not any(rule.no_more_running for rule in screened.fired)
    often = (runner.weekly_km or 0) > 7 * (runner.longest_run_km_30d or 0) > 0
    is_refused = longest is not None and 14 * longest < 300 and not often
    if longest is not None and grows:
        assert edited(total_km=longest) == []
        assert f"running_weeks[{place}].total_km" in edited(total_km=300.0) or not is_refused
    if runs_of_thirty_days(plan.running_weeks[place], plan, runner):
        assert edited(longest_km=300.0)[:1] == [f"running_weeks[{place}].longest_km"]
