from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hepgen.clinical.running.programme import RunningPlan
from hepgen.model.base import Range
from hepgen.model.plan import Decision, StepRate
from tests.library_fixture import TODAY
from tests.running_fixture import LIBRARY, running, with_rules

RUNNER = {"pain_running": 3.0, "can_walk_30_min": True, "longest_run_km_30d": 4.0, "weekly_km": 8.0}


def test_nothing_is_said_to_somebody_who_was_not_asked_about_running() -> None:
    assert running() == RunningPlan()


def test_running_within_the_pain_cap_goes_on_without_a_walk_run_table() -> None:
    plan = running(RUNNER | {"pain_running": 2.0})
    assert (plan.advice, plan.km_max, plan.sessions) == ("keep", 4.4, ())


@pytest.mark.parametrize(
    "change", [{"pain_running": 2.5}, {"pain_running": None}, {"weekly_km": 0.0}, {"longest_run_km_30d": 0.0}]
)
def test_running_above_the_cap_unknown_or_after_a_break_starts_with_walk_run(change: dict[str, Any]) -> None:
    assert running(RUNNER | {"pain_running": 1.0} | change).advice == "walk-run"


def test_walk_run_gives_two_sessions_a_level_and_stays_on_the_last() -> None:
    plan = running(RUNNER, plan__weeks=3)
    assert [(one.week, one.session, one.walk_min, one.run_min) for one in plan.sessions] == [
        (1, 1, 4, 1),
        (1, 2, 4, 1),
        (1, 3, 3, 2),
        (2, 1, 3, 2),
        (2, 2, 0, 20),
        (2, 3, 0, 20),
        (3, 1, 0, 20),
        (3, 2, 0, 20),
        (3, 3, 0, 20),
    ]
    assert {one.km_max for one in plan.sessions} == {4.4}


def test_fewer_days_at_home_give_fewer_sessions() -> None:
    assert {one.session for one in running(RUNNER, context__days_per_week=2).sessions} == {1, 2}


@pytest.mark.parametrize("can_walk", [False, None])
def test_walking_for_thirty_minutes_comes_first(can_walk: bool | None) -> None:
    plan = running(RUNNER | {"can_walk_30_min": can_walk})
    assert (plan.advice, plan.sessions, plan.km_max) == ("walk-first", (), None)


def test_an_early_stage_waits() -> None:
    assert running(RUNNER, problem__stage="quiet").advice == "later"


def test_a_precaution_forbids_running() -> None:
    plan = running(RUNNER | {"pain_running": 0.0}, screening__conditions=("cracked",))
    assert (plan.advice, plan.sessions, plan.step_rate) == ("no", (), None)
    assert "cracked" in plan.decisions[0].because


@pytest.mark.parametrize(("longest", "most"), [(None, None), (0.0, None), (3.0, 3.3), (5.5, 6.0), (10.0, 11.0)])
def test_the_longest_run_is_a_tenth_more_than_that_of_thirty_days_rounded_down(
    longest: float | None, most: float | None
) -> None:
    assert running(RUNNER | {"longest_run_km_30d": longest}).km_max == most


@pytest.mark.parametrize(
    ("own", "rate"),
    [(162, StepRate(own=162, low=170, high=178)), (170, None), (None, None)],
)
def test_the_step_rate_rises_on_the_runner_s_own(own: int | None, rate: StepRate | None) -> None:
    assert running(RUNNER | {"step_rate_spm": own}).step_rate == rate


# -- whether running goes on ----------------------------------------------------------------------------------

PAIN_FREE = RUNNER | {"pain_running": 1.0}


@pytest.mark.parametrize(
    ("problem", "advice"),
    [
        ({}, "keep"),
        ({"pain_next_morning": 1.0}, "keep"),
        ({"pain_next_morning": 1.5}, "later"),
        ({"pain_next_morning": None}, "later"),
        ({"irritability": "moderate"}, "keep"),
        ({"irritability": "high"}, "later"),
    ],
)
def test_running_goes_on_only_with_a_known_quiet_next_morning_and_no_high_irritability(
    problem: dict[str, Any], advice: str
) -> None:
    changes = {f"problem__{name}": value for name, value in problem.items()}
    assert running(PAIN_FREE, problem__stage="quiet", **changes).advice == advice


def test_who_may_not_keep_running_has_walk_run_from_its_stage_on() -> None:
    assert running(PAIN_FREE, problem__stage="grow", problem__irritability="high").advice == "walk-run"


# -- no start of running --------------------------------------------------------------------------------------


@pytest.mark.parametrize("weekly", [None, 0.0])
def test_who_is_pregnant_and_does_not_run_now_gets_no_table(weekly: float | None) -> None:
    plan = running(RUNNER | {"weekly_km": weekly}, screening__pregnancy_weeks=20)
    assert (plan.advice, plan.sessions) == ("no", ())
    assert "pregnant" in plan.decisions[0].because


def test_who_is_pregnant_and_runs_now_may_go_on() -> None:
    assert running(RUNNER, screening__pregnancy_weeks=20).advice == "walk-run"
    assert running(PAIN_FREE, screening__pregnancy_weeks=20).advice == "keep"


# -- findings that the running rules answer -------------------------------------------------------------------


def test_a_finding_of_the_running_rules_is_answered_by_the_step_rate() -> None:
    (decision,) = findings(RUNNER | {"step_rate_spm": 162})
    assert (decision.verdict, decision.exercise) == ("chosen", "")
    assert "170–178" in decision.because


@pytest.mark.parametrize("runner", [None, RUNNER, RUNNER | {"step_rate_spm": 175}])
def test_without_a_step_rate_it_is_said_that_it_stays_unanswered(runner: dict[str, Any] | None) -> None:
    assert [one.verdict for one in findings(runner)] == ["rejected"]


def findings(runner: dict[str, Any] | None) -> list[Decision]:
    made = running(runner, problem__findings=("slow-steps",)).decisions
    return [one for one in made if one.rule == "finding:slow-steps"]


# -- a planned break ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "advice", "km_max"), [(30, "keep", 4.4), (31, "walk-run", None)])
def test_a_start_more_than_thirty_days_ahead_is_a_break(days: int, advice: str, km_max: float | None) -> None:
    plan = running(PAIN_FREE, problem__stage="grow", plan__start_on=TODAY + timedelta(days=days))
    assert (plan.advice, plan.km_max) == (advice, km_max)
    assert {one.km_max for one in plan.sessions} <= {None}


# -- less running in the first week ---------------------------------------------------------------------------


def test_less_running_takes_a_walk_run_session_off_the_first_week() -> None:
    plan = running(RUNNER, plan__weeks=2, share=0.7)
    assert [(one.week, one.session) for one in plan.sessions] == [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]
    assert "running-share" in [one.rule for one in plan.decisions]


def test_at_least_one_session_is_left() -> None:
    assert len(running(RUNNER, plan__weeks=1, context__days_per_week=1, share=0.7).sessions) == 1


# -- what the decisions say -----------------------------------------------------------------------------------


def test_the_rules_of_the_calendar_are_decisions_with_their_sources() -> None:
    rules = {one.rule: one for one in running(PAIN_FREE, problem__stage="grow").decisions}
    assert {"running", "running-longest", "running-calendar", "running-flat"} <= rules.keys()
    assert "10 percent longer" in rules["running-longest"].because
    assert "Conventions" in rules["running-calendar"].because
    assert all(one.source for one in rules.values())
    assert "running-flat" not in [one.rule for one in running(PAIN_FREE, problem__stage="strong").decisions]


@pytest.mark.parametrize(
    ("target", "verdict", "words"),
    [
        (date(2027, 12, 1), "chosen", "leaves enough time"),
        (date(2026, 12, 20), "rejected", "is too near"),
    ],
)
def test_the_date_is_judged_for_the_clinician(target: date, verdict: str, words: str) -> None:
    plan = running(PAIN_FREE | {"target_km": 10.0}, goals__target_date=target)
    (decision,) = [one for one in plan.decisions if one.rule == "running-date"]
    assert decision.verdict == verdict
    assert words in decision.because
    assert "10 km" in decision.because


# -- what the page says, to the number ------------------------------------------------------------------------


def said(rule: str, runner: dict[str, Any] = PAIN_FREE, **changes: Any) -> list[str]:
    """What is said under a rule about running."""
    return [one.because for one in running(runner, **changes).decisions if one.rule == rule]


def test_the_limits_that_let_running_go_on_are_told() -> None:
    (because,) = said("running")
    assert "known and 2 out of 10 or less" in because
    assert "at most 1 worse" in because


def test_the_hard_rule_and_the_conventions_are_told_in_numbers() -> None:
    (hard,) = said("running-longest")
    assert "more than 10 percent longer than the longest of the 30 days before it" in hard
    (soft,) = said("running-calendar")
    assert "rises by 10 percent at most, every 4th week has 25 percent less" in soft
    assert "raced after 3 weeks at it" in soft


@pytest.mark.parametrize(("share", "percent"), [(0.7, 30), (0.55, 45), (0.99, 1), (0.3, 70)])
def test_less_running_is_told_in_percent(share: float, percent: int) -> None:
    assert said("running-share", share=share) == [
        f"The first week has {percent} percent less running, because of a flare."
    ]
    assert said("running-share", RUNNER, share=share) == said("running-share", share=share), "also of walk–run"


@pytest.mark.parametrize("share", [1.0, 1.5])
def test_as_much_running_as_usual_is_not_remarked_upon(share: float) -> None:
    plan = running(PAIN_FREE | {"weekly_km": 20.0}, share=share)
    assert "running-share" not in [one.rule for one in plan.decisions]
    assert plan.weeks[0].total_km == 20.0


def test_what_waits_for_a_later_stage_names_it() -> None:
    (flat,) = said("running-flat", problem__stage="grow")
    assert flat == "Flat and steady in this plan: speed and hills wait for the stage Stage strong."
    tendon = with_rules(distance_from_stage="strong")
    (held,) = said("running-held", content=tendon, problem__stage="grow")
    assert "more distance waits for the stage Stage strong" in held
    assert said("running-held", content=tendon, problem__stage="strong") == []
    (later,) = said("running", RUNNER, problem__stage="quiet")
    assert "start at the stage Stage grow" in later


@pytest.mark.parametrize(
    ("own", "low", "high"), [(150, 158, 165), (155, 163, 170), (160, 168, 176), (169, 177, 186), (120, 126, 132)]
)
def test_the_step_rate_to_aim_at_is_five_to_ten_percent_more_and_told(own: int, low: int, high: int) -> None:
    plan = running(RUNNER | {"step_rate_spm": own})
    assert plan.step_rate == StepRate(own=own, low=low, high=high)
    (because,) = [one.because for one in plan.decisions if one.rule == "step-rate"]
    assert f"step rate ({own}) is below 170 a minute" in because


def test_the_rise_of_the_step_rate_is_the_condition_s() -> None:
    rules = with_rules(step_rate_rise_percent=Range(low=4, high=6))
    assert running(RUNNER | {"step_rate_spm": 150}, content=rules).step_rate == StepRate(own=150, low=156, high=159)


@pytest.mark.parametrize("missing", ["step_rate_below", "step_rate_rise_percent"])
def test_without_a_rule_for_it_there_is_no_step_rate(missing: str) -> None:
    assert running(RUNNER | {"step_rate_spm": 150}, content=with_rules(**{missing: None})).step_rate is None


def test_why_not_to_run_names_everything_that_forbids_it_and_its_sources() -> None:
    both: dict[str, Any] = {"screening__conditions": ("cracked",), "screening__pregnancy_weeks": 20}
    (because,) = said("running", RUNNER | {"weekly_km": 0.0}, **both)
    assert because == "No running for now: cracked, pregnant."
    (start,) = said("running", RUNNER | {"weekly_km": 0.0}, screening__pregnancy_weeks=20)
    assert start == "No running for now. With pregnant, somebody who does not run now does not start to."
    assert said("running", RUNNER | {"weekly_km": 9.0}, screening__pregnancy_weeks=20)[0].startswith("Walk–run")


# -- the date of the target -----------------------------------------------------------------------------------


def test_a_date_that_is_too_near_says_what_the_rules_allow() -> None:
    (near,) = said("running-date", PAIN_FREE | {"target_km": 5.5}, goals__target_date=date(2027, 1, 24))
    assert "5.5 km on 2027-01-24, is too near" in near
    assert "cannot be reached before 2027-01-25" in near
    (enough,) = said("running-date", PAIN_FREE | {"target_km": 5.5}, goals__target_date=date(2027, 1, 25))
    assert "can be reached by 2027-01-25" in enough


def test_a_distance_that_nobody_knows_says_what_it_would_take() -> None:
    """The last level of walk–run ends with week 2, and three weeks at the distance are over with week 7."""
    (open_,) = said("running-date", RUNNER | {"target_km": 5.0}, goals__target_date=date(2027, 1, 11))
    assert "hangs on how far the patient runs" in open_
    assert "A longest run of 4.2 km would do; no day before 2026-12-28 would." in open_


def test_a_distance_out_of_reach_is_rejected() -> None:
    far = {"pain_running": 1.0, "longest_run_km_30d": 0.01, "target_km": 300.0}
    plan = running(far, goals__target_date=date(2027, 3, 1))
    (decision,) = [one for one in plan.decisions if one.rule == "running-date"]
    assert (decision.verdict, decision.source) == ("rejected", "Key1")
    assert "cannot be reached within years" in decision.because


# -- walk–run, session by session -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "share", "first", "then"),
    [(7, 1.0, 3, 3), (2, 1.0, 2, 2), (7, 0.7, 2, 3), (7, 0.3, 1, 3), (7, 0.67, 2, 3), (7, 0.66, 1, 3)],
)
def test_sessions_a_week(days: int, share: float, first: int, then: int) -> None:
    plan = running(RUNNER, plan__weeks=3, context__days_per_week=days, share=share)
    a_week = [sum(one.week == week for one in plan.sessions) for week in (1, 2, 3)]
    assert a_week == [first, then, then]
    assert [one.session for one in plan.sessions if one.week == 2] == list(range(1, then + 1))


def test_a_ladder_of_two_levels_ends_at_the_second() -> None:
    ladder = LIBRARY.running.model_copy(update={"levels": LIBRARY.running.levels[:2]})
    plan = running(RUNNER, content=replace(LIBRARY, running=ladder), plan__weeks=2)
    assert [one.run_min for one in plan.sessions] == [1, 1, 2, 2, 2, 2]


def test_walk_run_goes_on_at_the_last_level_and_never_beyond() -> None:
    plan = running(RUNNER, plan__weeks=6)
    runs = [(one.walk_min, one.run_min, one.rounds) for one in plan.sessions]
    assert runs[:6] == [(4, 1, 4), (4, 1, 4), (3, 2, 4), (3, 2, 4), (0, 20, 1), (0, 20, 1)]
    assert set(runs[6:]) == {(0, 20, 1)}
    assert len(runs) == 18
