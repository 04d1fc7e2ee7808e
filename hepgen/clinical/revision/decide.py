"""The decision table: from the diary of one exercise to one row of it (evidence sections 2 and 3).

The rows stand in order of gravity, and the first that applies decides; its id travels with every change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hepgen.clinical.revision.sessions import TWICE, Session, unsettled
from hepgen.model.diary import Entry

DAYS_OFF = 7
DAYS_OFF_LONG = 21
"""Days without exercise after which it is resumed with less, and after which the stage before is begun again."""

Move = Literal["stage", "rung", "back", "less", "lighter", "same", "up"]
"""The stage before · the rung below · a step back · a set less · less after a break · the same · a step up."""


@dataclass(frozen=True, slots=True)
class History:
    """What the diary says of one exercise.

    Attributes:
        sessions: The times that it was done, oldest first.
        days_off: Days since it was last done, when it was missed since; 0 otherwise.
        days_silent: Days since the last entry about it; 0 when there is none.
        stopped_before: It was stopped for pain in the plan before this one already.
    """

    sessions: tuple[Session, ...]
    days_off: int = 0
    days_silent: int = 0
    stopped_before: bool = False

    @property
    def trouble(self) -> Sequence[Session]:
        """The sessions since the last two clean ones in a row."""
        return unsettled(self.sessions)

    @property
    def stops(self) -> int:
        """How often it was, or had to be, stopped for pain."""
        return sum(session.above_cap for session in self.sessions) + self.stopped_before

    def last(self, count: int = 1) -> Sequence[Session]:
        """The last sessions; none when there are fewer."""
        return self.sessions[-count:] if len(self.sessions) >= count else ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        applies: When it does.
        move: What is done then.
        steady: Whether the exercise keeps its dose until the next revision, and steps up by no week.
    """

    id: str
    applies: Callable[[History], bool]
    move: Move
    steady: bool = False


def _stopped_again(history: History) -> bool:
    return history.stops >= TWICE and any(session.above_cap for session in history.trouble)


def _sharp(history: History) -> bool:
    return any(session.entry.sharp for session in history.trouble)


def _above_cap(history: History) -> bool:
    return any(session.above_cap for session in history.trouble)


def _worse_twice(history: History) -> bool:
    return len({one.day for one in history.trouble if one.worse and not one.settled}) >= TWICE


def _off_long(history: History) -> bool:
    return history.days_off >= DAYS_OFF_LONG


def _off(history: History) -> bool:
    return history.days_off >= DAYS_OFF


def _worse_once(history: History) -> bool:
    return any(session.worse and not session.settled for session in history.trouble)


def _worse_settled(history: History) -> bool:
    return any(session.settled for session in history.trouble)


def _nothing_written(history: History) -> bool:
    return not history.sessions


def _silent(history: History) -> bool:
    return history.days_silent >= DAYS_OFF


def _not_known(history: History) -> bool:
    return not all(session.known for session in history.last())


def _amber(history: History) -> bool:
    return not all(session.quiet for session in history.last())


def _below_target(history: History) -> bool:
    return not all(session.met for session in history.last())


def _above_target_twice(history: History) -> bool:
    last_two = history.last(TWICE)
    return bool(last_two) and all(session.clean and session.quiet and session.more for session in last_two)


def _as_planned(_: History) -> bool:
    return True


TABLE: tuple[Row, ...] = (
    Row("above-cap-again", _stopped_again, "stage"),
    Row("sharp", _sharp, "rung", steady=True),
    Row("above-cap", _above_cap, "rung", steady=True),
    Row("worse-twice", _worse_twice, "back", steady=True),
    Row("missed-three-weeks", _off_long, "rung"),
    Row("missed-week", _off, "lighter"),
    Row("worse-once", _worse_once, "less", steady=True),
    Row("worse-settled", _worse_settled, "less", steady=True),
    Row("no-entries", _nothing_written, "same"),
    Row("silent", _silent, "same"),
    Row("not-known", _not_known, "same"),
    Row("amber", _amber, "same", steady=True),
    Row("below-target", _below_target, "same", steady=True),
    Row("above-target", _above_target_twice, "up"),
    Row("as-planned", _as_planned, "same"),
)


def decide(history: History) -> Row:
    """The first row that applies."""
    return next(row for row in TABLE if row.applies(history))


def days_off(entries: Sequence[Entry], today: date) -> int:
    """Days since anything was done, when something was missed since; 0 otherwise.

    A gap in which nothing is written down is not known to be a break.
    """
    done = max((entry.date for entry in entries if not entry.missed), default=date.min)
    missed = [entry.date for entry in entries if entry.missed and entry.date > done]
    if not missed:
        return 0
    return (today - (min(missed) if done == date.min else done)).days
