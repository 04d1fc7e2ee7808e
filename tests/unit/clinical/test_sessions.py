"""What a line of the diary means beside what its week asked for: nothing unknown is taken for good news."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hepgen.clinical.plan import make_plan
from hepgen.clinical.revision.sessions import (
    Session,
    days_of,
    dose_on,
    planned_for,
    sessions_of,
    unsettled,
)
from hepgen.clinical.screen import screen
from hepgen.model.diary import Diary, Entry
from hepgen.model.plan import Load, Plan, PlannedExercise, PlanPainRule, ScheduledExercise
from hepgen.model.screening import Cleared
from tests.library_fixture import PACKS, TODAY, VERSION, library, profile

LIBRARY = library()
MONDAY = date(2026, 11, 23)
STEP_S = 5


def session(target: dict[str, Any] | None = None, cap: int = 4, step_s: int = STEP_S, /, **fields: Any) -> Session:
    """One session of 3 × 8, done as planned with little pain and a quiet morning where nothing else is said."""
    asked: dict[str, Any] = {"id": "bend", "sets": 3, "reps": 8, "per_week": 3} | (target or {})
    given: dict[str, Any] = {"sets": 3, "reps": 8, "pain": 1.0, "pain_next_morning": 0.0} | fields
    entry = Entry(date=MONDAY, exercise="bend", **given)
    return Session(entry, ScheduledExercise(**asked), entry.pain_next_morning, entry.settled, cap, step_s)


HOLD = {"reps": 1, "hold_s": 30}
KG = {"load": Load(kind="kg", kg=10.0)}
BAND = {"load": Load(kind="band", band="medium")}


# -- as planned ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "done", "met"),
    [
        ({}, {}, True),
        ({}, {"sets": 4, "reps": 9}, True),
        ({}, {"sets": 2}, False),
        ({}, {"reps": 7}, False),
        ({}, {"sets": None}, None),
        ({}, {"reps": None}, None),
        (HOLD, {"reps": 1, "hold_s": 30}, True),
        (HOLD, {"reps": None, "hold_s": 30}, True),  # who writes down the seconds need not write "once"
        (HOLD, {"reps": 0, "hold_s": 30}, False),
        (HOLD, {"reps": 1, "hold_s": 29}, False),
        (HOLD, {"reps": 1, "hold_s": None}, True),  # the seconds count as planned
        (HOLD, {"reps": None, "hold_s": None}, None),
        ({}, {"hold_s": 5}, True),  # seconds that nobody asked for
        (KG, {"load_kg": 10.0}, True),
        (KG, {"load_kg": 12.0}, True),
        (KG, {"load_kg": 9.5}, False),
        (KG, {"load_kg": None}, True),
        ({}, {"load_kg": 5.0}, True),
        (BAND, {"band": "medium"}, True),
        (BAND, {"band": "heavy"}, True),
        (BAND, {"band": "light"}, False),
        (BAND, {"band": None}, True),
        ({}, {"band": "light"}, True),
    ],
)
def test_as_planned_means_all_that_was_asked_and_nothing_guessed(
    target: dict[str, Any], done: dict[str, Any], met: bool | None
) -> None:
    assert session(target, **done).met is met


@pytest.mark.parametrize(
    ("target", "done", "more"),
    [
        ({}, {"reps": 10}, True),
        ({}, {"reps": 9}, False),
        ({}, {"reps": 10, "sets": 2}, False),
        ({}, {"reps": 10, "sets": None}, False),
        (HOLD, {"reps": 1, "hold_s": 40}, True),
        (HOLD, {"reps": 1, "hold_s": 90}, True),
        (HOLD, {"reps": 1, "hold_s": 39}, False),
        (HOLD, {"reps": 3, "hold_s": 30}, False),  # more holds are not longer ones
        (HOLD, {"reps": 1, "hold_s": None}, False),
        (HOLD, {"reps": None, "hold_s": 40}, True),
    ],
)
def test_too_easy_means_two_repetitions_or_two_steps_of_a_hold_more(
    target: dict[str, Any], done: dict[str, Any], more: bool
) -> None:
    assert session(target, **done).more is more


def test_a_hold_that_has_no_steps_is_never_too_easy() -> None:
    assert not session(HOLD, 4, 0, reps=1, hold_s=90).more
    assert session(HOLD, 4, 1, reps=1, hold_s=32).more, "two steps of a second"


# -- pain and the next morning -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pain", "sharp", "above"),
    [(4.0, False, False), (4.5, False, True), (None, False, False), (0.0, True, True), (None, True, True)],
)
def test_pain_above_the_limit_or_sharp_pain_stops_an_exercise(pain: float | None, sharp: bool, above: bool) -> None:
    assert session(pain=pain, sharp=sharp).above_cap is above


@pytest.mark.parametrize(
    ("pain", "cap", "sharp", "quiet"),
    [
        (2.0, 4, False, True),
        (2.5, 4, False, False),
        (0.0, 4, False, True),
        (None, 4, False, False),
        (1.0, 4, True, False),
        (1.0, 1, False, True),
        (2.0, 1, False, False),  # a limit below 2 is the stricter one
    ],
)
def test_quiet_means_known_pain_of_two_at_most_and_within_the_limit(
    pain: float | None, cap: int, sharp: bool, quiet: bool
) -> None:
    assert session({}, cap, pain=pain, sharp=sharp).quiet is quiet


@pytest.mark.parametrize(
    ("morning", "passed", "worse", "settled", "lasting"),
    [
        (0.0, None, False, False, False),
        (0.0, True, False, False, False),
        (0.0, False, False, False, False),
        (0.5, None, True, False, False),
        (0.5, True, True, True, False),
        (0.5, False, True, False, True),
        (None, False, False, False, False),
    ],
)
def test_a_worse_morning_settled_or_lasted_only_when_that_is_written_down(
    morning: float | None, passed: bool | None, worse: bool, settled: bool, lasting: bool
) -> None:
    one = session(pain_next_morning=morning, settled=passed)
    assert (one.worse, one.settled, one.lasting) == (worse, settled, lasting)


@pytest.mark.parametrize(
    ("done", "known", "clean"),
    [
        ({}, True, True),
        ({"pain": None}, False, False),
        ({"pain_next_morning": None}, False, False),
        ({"sets": None}, False, False),
        ({"sets": 2}, True, False),
        ({"pain": 4.5}, True, False),
        ({"pain": 4.0}, True, True),
        ({"sharp": True}, True, False),
        ({"pain_next_morning": 1.0}, True, False),
        ({"pain_next_morning": 1.0, "settled": True}, True, False),
    ],
)
def test_clean_means_as_planned_within_the_limit_a_quiet_morning_and_all_of_it_known(
    done: dict[str, Any], known: bool, clean: bool
) -> None:
    assert (session(**done).known, session(**done).clean) == (known, clean)


# -- trouble that is over ------------------------------------------------------------------------------------

BAD, GOOD = session(pain=6.0), session()


@pytest.mark.parametrize(
    ("past", "left"),
    [
        ([], []),
        ([BAD], [BAD]),
        ([GOOD], [GOOD]),
        ([BAD, GOOD], [BAD, GOOD]),
        ([BAD, GOOD, GOOD], []),
        ([BAD, GOOD, BAD, GOOD], [BAD, GOOD, BAD, GOOD]),
        ([BAD, GOOD, GOOD, BAD], [BAD]),
        ([GOOD, GOOD, BAD, GOOD], [BAD, GOOD]),
        ([BAD, GOOD, GOOD, BAD, GOOD, GOOD, GOOD], []),
    ],
)
def test_trouble_is_over_only_after_two_clean_sessions_in_a_row(past: list[Session], left: list[Session]) -> None:
    assert list(unsettled(past)) == left


def test_all_of_a_day_are_taken_together_since_a_joint_has_one_morning() -> None:
    later = Session(Entry(date=MONDAY + timedelta(days=1), exercise="bend"), GOOD.target, None, None, 4, STEP_S)
    days = days_of([later, GOOD, session(pain_next_morning=1.0, settled=False)])
    assert [day.day for day in days] == [MONDAY, MONDAY + timedelta(days=1)]
    assert [len(day.sessions) for day in days] == [2, 1]
    assert [(day.worse, day.lasting, day.clean) for day in days] == [(True, True, False), (False, False, False)]
    (settled,) = days_of([GOOD, session(pain_next_morning=1.0, settled=True)])
    assert (settled.worse, settled.lasting, settled.clean) == (False, False, False)
    (calm,) = days_of([GOOD, GOOD])
    assert (calm.worse, calm.lasting, calm.clean) == (False, False, True)


# -- the diary beside the plan -------------------------------------------------------------------------------


def plan(**changes: Any) -> Plan:
    """Six weeks of bend-a-little, lie-and-lift and rise-on-toes; the fourth is easier."""
    screened = screen(profile(**changes), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    return make_plan(screened, LIBRARY, TODAY, packs=PACKS, version=VERSION)


def of(made: Plan, id_: str) -> PlannedExercise:
    return next(one for one in made.exercises if one.id == id_)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


@pytest.mark.parametrize(("day", "reps"), [(-3, 10), (0, 10), (6, 10), (7, 12), (20, 12), (34, 12), (35, 14), (99, 14)])
def test_a_session_is_held_against_the_week_in_which_it_was_done(day: int, reps: int) -> None:
    """The second and the sixth week ask for two repetitions more; before and after the plan the nearest week counts."""
    made = plan()
    assert planned_for(made, of(made, "bend-a-little"), on(day)).reps == reps


def test_the_dose_that_stands_is_not_that_of_an_easier_week() -> None:
    """In the fourth week a set less was asked for; the next plan does not take it for what the patient can do."""
    made = plan()
    toes = of(made, "rise-on-toes")
    easier = on(3 * 7)
    assert planned_for(made, toes, easier).sets == 1
    assert (dose_on(made, toes, easier).sets, dose_on(made, toes, easier).reps) == (2, 10)
    assert (dose_on(made, toes, on(28)).sets, dose_on(made, toes, on(28)).reps) == (2, 12)


def test_a_dose_carries_what_its_card_says_beside_the_week() -> None:
    made = plan()
    toes = of(made, "rise-on-toes")
    assert dose_on(made, toes, on(0)) == toes.dosage
    assert dose_on(made, toes, on(28)) == toes.dosage.model_copy(update={"reps": 12})


@pytest.mark.parametrize("gone", ["bend-a-little", "lie-and-lift", "rise-on-toes"])
def test_what_is_only_in_easier_weeks_has_the_dose_of_its_card(gone: str) -> None:
    """The other exercises of the building weeks say nothing of it."""
    made = plan()
    weeks = [
        week.model_copy(update={"exercises": tuple(one for one in week.exercises if one.id != gone)})
        if week.kind == "build"
        else week
        for week in made.schedule
    ]
    edited = made.model_copy(update={"schedule": tuple(weeks)})
    assert dose_on(edited, of(made, gone), on(21)) == of(made, gone).dosage


def test_a_week_of_tests_is_no_easier_week() -> None:
    made = plan()
    weeks = [week.model_copy(update={"kind": "test"}) if week.kind == "build" else week for week in made.schedule]
    toes = of(made, "rise-on-toes")
    assert dose_on(made.model_copy(update={"schedule": tuple(weeks)}), toes, on(28)).reps == 12


def read(*entries: Entry, cap: int | None = 4) -> tuple[Session, ...]:
    made = plan()
    rule = None if cap is None else PlanPainRule(exercise_max=cap, running_max=2, next_morning="No worse.")
    made = made.model_copy(update={"pain_rule": rule})
    toes = of(made, "rise-on-toes")
    return sessions_of(toes, LIBRARY.dosages[toes.scheme], made, Diary(entries=entries))


def wrote(day: int, exercise: str = "rise-on-toes", **fields: Any) -> Entry:
    return Entry(date=on(day), exercise=exercise, **fields)


def test_only_what_was_done_of_the_exercise_counts_oldest_first() -> None:
    found = read(wrote(4), wrote(0), wrote(2, "bend-a-little"), wrote(3, missed=True))
    assert [one.day for one in found] == [on(0), on(4)]


@pytest.mark.parametrize(
    ("pain", "cap", "above"),
    [(3.5, 4, False), (3.5, 3, True), (0.5, 1, False), (0.5, 0, True), (0.5, None, True), (0.0, None, False)],
)
def test_pain_is_measured_against_the_plan_s_own_limit(pain: float, cap: int | None, above: bool) -> None:
    """A plan without a pain rule allows none."""
    (one,) = read(wrote(0, pain=pain), cap=cap)
    assert one.above_cap is above


def test_where_an_entry_says_nothing_of_the_morning_the_worst_of_that_day_counts() -> None:
    silent, own = wrote(0), wrote(2, pain_next_morning=0.5)
    others = [
        wrote(0, "bend-a-little", pain_next_morning=1.0),
        wrote(0, "lie-and-lift", pain_next_morning=2.0),
        wrote(2, "lie-and-lift", pain_next_morning=3.0),
    ]
    assert [one.morning for one in read(silent, own, *others)] == [2.0, 0.5]
    assert [one.morning for one in read(silent, own, *reversed(others))] == [2.0, 0.5]
    assert [one.morning for one in read(wrote(1), *others)] == [None]


def test_a_worse_morning_has_passed_only_when_nothing_written_of_that_day_denies_it() -> None:
    def passed(*settled: bool | None) -> bool | None:
        names = ("bend-a-little", "lie-and-lift", "pull-the-band")
        others = [wrote(0, name, settled=one) for name, one in zip(names, settled, strict=False)]
        (one,) = read(wrote(0), *others)
        return one.passed

    assert passed() is None
    assert passed(None) is None
    assert passed(True) is True
    assert passed(True, True) is True
    assert passed(True, False) is False
    assert passed(False, True) is False
    assert [one.passed for one in read(wrote(0, settled=True), wrote(0, "bend-a-little", settled=False))] == [True]
