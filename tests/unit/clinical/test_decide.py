"""The decision table: which line of it a diary comes to, on both sides of every boundary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hepgen.clinical.revision.decide import TABLE, History, days_off, decide
from hepgen.clinical.revision.sessions import Session
from hepgen.model.diary import Entry
from hepgen.model.plan import ScheduledExercise

MONDAY = date(2026, 11, 23)
TARGET = ScheduledExercise(id="bend", sets=3, reps=8, per_week=3)


def session(day: int = 0, **fields: Any) -> Session:
    """3 × 8 as planned, with little pain and a quiet morning where nothing else is said; the limit is 4."""
    given: dict[str, Any] = {"sets": 3, "reps": 8, "pain": 1.0, "pain_next_morning": 0.0} | fields
    entry = Entry(date=MONDAY + timedelta(days=day), exercise="bend", **given)
    return Session(entry, TARGET, entry.pain_next_morning, entry.settled, cap=4, step_hold_s=0)


GOOD, MORE = session(), session(reps=10)
HURT, SHARP = session(pain=6.0), session(sharp=True)
WORSE, SETTLED = session(pain_next_morning=1.0), session(pain_next_morning=1.0, settled=True)


def row(*sessions: Session, **history: Any) -> str:
    return decide(History(sessions, **history)).id


@pytest.mark.parametrize(
    ("sessions", "rule"),
    [
        ((), "no-entries"),
        ((GOOD,), "as-planned"),
        ((session(pain=2.0),), "as-planned"),
        ((session(pain=2.5),), "amber"),
        ((session(pain=4.0),), "amber"),
        ((session(pain=4.5),), "above-cap"),
        ((SHARP,), "sharp"),
        ((HURT, HURT), "above-cap-again"),
        ((SHARP, HURT), "above-cap-again"),
        ((HURT, HURT, HURT), "above-cap-again"),
        ((WORSE,), "worse-once"),
        ((SETTLED,), "worse-settled"),
        ((SETTLED, session(2, pain_next_morning=1.0, settled=True)), "worse-settled"),
        ((WORSE, session(2, pain_next_morning=1.0)), "worse-twice"),
        ((WORSE, session(2, pain_next_morning=1.0), session(4, pain_next_morning=1.0)), "worse-twice"),
        ((WORSE, session(0, pain_next_morning=2.0)), "worse-once"),  # twice on one day is one morning
        ((WORSE, session(2, pain_next_morning=1.0, settled=True)), "worse-once"),
        ((session(sets=2),), "below-target"),
        ((session(pain=None),), "not-known"),
        ((session(pain_next_morning=None),), "not-known"),
        ((session(sets=None),), "not-known"),
        ((MORE,), "as-planned"),
        ((MORE, MORE), "above-target"),
        ((GOOD, MORE, MORE), "above-target"),
        ((MORE, MORE, GOOD), "as-planned"),
        ((session(reps=10, pain=2.5), MORE), "as-planned"),
        ((session(reps=10, pain=2.0), MORE), "above-target"),
    ],
)
def test_the_gravest_that_applies_decides(sessions: tuple[Session, ...], rule: str) -> None:
    assert row(*sessions) == rule


@pytest.mark.parametrize(
    ("days", "rule"), [(0, "as-planned"), (6, "as-planned"), (7, "missed-week"), (20, "missed-week")]
)
def test_a_week_off_is_seven_days(days: int, rule: str) -> None:
    assert row(GOOD, days_off=days) == rule


@pytest.mark.parametrize(
    ("days", "rule"), [(20, "missed-week"), (21, "missed-three-weeks"), (22, "missed-three-weeks")]
)
def test_three_weeks_off_are_twenty_one_days(days: int, rule: str) -> None:
    """After them a tendon or a thigh has lost strength, and the old dose would be a jump."""
    assert row(GOOD, days_off=days) == rule


@pytest.mark.parametrize(("days", "rule"), [(6, "as-planned"), (7, "silent"), (40, "silent")])
def test_a_diary_that_ends_a_week_ago_is_not_news_of_today(days: int, rule: str) -> None:
    assert row(GOOD, days_silent=days) == rule
    assert row(MORE, MORE, days_silent=days) == ("above-target" if rule == "as-planned" else "silent")


def test_pain_goes_before_a_break_and_a_break_before_a_single_worse_morning() -> None:
    assert row(HURT, days_off=30) == "above-cap"
    assert row(WORSE, session(2, pain_next_morning=1.0), days_off=30) == "worse-twice"
    assert row(WORSE, days_off=30) == "missed-three-weeks"
    assert row(WORSE, days_off=7) == "missed-week"


def test_what_was_stopped_in_the_plan_before_counts_as_the_first_time() -> None:
    assert row(HURT, stopped_before=True) == "above-cap-again"
    assert row(GOOD, stopped_before=True) == "as-planned"
    assert row(HURT, GOOD, GOOD, stopped_before=True) == "as-planned", "that is over"


def test_the_second_time_counts_even_when_the_first_is_over() -> None:
    assert row(HURT, GOOD, GOOD, HURT) == "above-cap-again"
    assert row(HURT, HURT, GOOD, GOOD) == "as-planned"


def test_trouble_that_is_over_takes_nothing_off() -> None:
    assert row(WORSE, GOOD, GOOD) == "as-planned"
    assert row(WORSE, GOOD) == "worse-once"
    assert row(SETTLED, GOOD, GOOD) == "as-planned"


def test_after_trouble_and_pain_the_dose_keeps_still_until_the_next_visit() -> None:
    """Pain within the limit is the sign that this dose is enough for now (evidence section 3)."""
    steady = {one.id for one in TABLE if one.steady}
    assert steady == {
        "sharp", "above-cap", "worse-twice", "worse-once", "worse-settled", "amber", "below-target",
    }  # fmt: skip


# -- days off ------------------------------------------------------------------------------------------------


def did(day: int) -> Entry:
    return Entry(date=MONDAY + timedelta(days=day), exercise="bend", sets=3)


def missed(day: int) -> Entry:
    return Entry(date=MONDAY + timedelta(days=day), exercise="bend", missed=True)


@pytest.mark.parametrize(
    ("entries", "today", "days"),
    [
        ((), 9, 0),
        ((did(0),), 9, 0),  # nothing is written: not known to be a break
        ((did(0), missed(2)), 9, 9),
        ((did(0), did(3), missed(5)), 9, 6),
        ((missed(2), did(5)), 9, 0),
        ((did(5), missed(5)), 9, 0),  # done and missed on one day: done
        ((did(5), missed(6)), 9, 4),
        ((missed(2), missed(4)), 9, 7),  # never done: from the first that was missed
    ],
)
def test_days_off_count_from_the_last_time_it_was_done(entries: tuple[Entry, ...], today: int, days: int) -> None:
    assert days_off(entries, MONDAY + timedelta(days=today)) == days
