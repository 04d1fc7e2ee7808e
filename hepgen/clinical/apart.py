"""Exercises that fall on different days: jumps, and what loads the kneecap or its tendon most (evidence 8.3)."""

from __future__ import annotations

from collections.abc import Iterable

from hepgen.model.library import Exercise

_JUMPS = "plyometric"
_HARD = "high"


def clash(one: Exercise, other: Exercise) -> bool:
    """True when the two must not meet in one session: one jumps, the other loads the joint heavily without a jump."""
    return (jumps(one) and _is_hard(other)) or (jumps(other) and _is_hard(one))


def jumps(exercise: Exercise) -> bool:
    """True for jumping, hopping and landing."""
    return exercise.kind == _JUMPS


def apart_from(exercise: Exercise, others: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """Those of the others that fall on other days than the exercise."""
    return tuple(other for other in others if clash(exercise, other))


def shared_days(hard: int, jumping: int, days: int) -> tuple[int, int]:
    """Days a week for the hard work and for the jumps, on different days; the hard work keeps the most.

    Args:
        hard, jumping: Days a week that each would have alone.
        days: Days a week that the patient has, at least two.
    """
    kept = min(hard, days - 1)
    return kept, min(jumping, days - kept)


def _is_hard(exercise: Exercise) -> bool:
    loads = exercise.loads
    return not jumps(exercise) and _HARD in (loads.patellofemoral_joint, loads.patellar_tendon)
