from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hepgen.clinical.case import Case, open_case
from hepgen.clinical.screen import screen
from hepgen.model.screening import Cleared
from tests.library_fixture import TODAY, library, profile

LIBRARY = library()


def case(**changes: Any) -> Case:
    screened = screen(profile(**changes), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    return open_case(screened, LIBRARY, TODAY)


@pytest.mark.parametrize(
    ("worst", "morning", "stage"),
    [
        (5.0, 0.0, "grow"),
        (5.5, 0.0, "quiet"),  # not met
        (5.0, 1.0, "quiet"),  # not met
        (5.0, None, "quiet"),  # not known
        (0.0, 0.0, "grow"),  # the last stage needs a gate that only a clinician sees
    ],
)
def test_the_highest_stage_whose_gates_are_known_and_met(worst: float, morning: float | None, stage: str) -> None:
    assert case(problem__worst_pain=worst, problem__pain_next_morning=morning).stage.id == stage


def test_the_reason_names_what_is_missing_for_the_next_stage() -> None:
    because = case(problem__worst_pain=7.5, problem__pain_next_morning=None).choice.why.because
    assert "worst pain 5 or less (it is 7.5)" in because
    assert "next-morning change 0 or less (it is not known)" in because


def test_the_clinician_overrides_and_it_is_recorded_so() -> None:
    choice = case(problem__worst_pain=9.0, problem__stage="strong").choice
    assert choice.stage.id == "strong"
    assert choice.why.source == "the physiotherapist's choice"


def test_an_irritable_joint_switches_to_gentler_ladders() -> None:
    calm, sore = case(problem__worst_pain=5.5), case(problem__worst_pain=6.0)
    knee = calm.stage.roles[0]
    assert calm.ladders_for(knee) == ("bend", "extend")
    assert sore.ladders_for(knee) == ("extend",)
    assert case(problem__irritability="high").switches == sore.switches


def test_children_have_lower_pain_caps() -> None:
    assert case().caps.exercise_max == 4
    assert case(patient__date_of_birth=date(2009, 1, 1)).caps.exercise_max == 3
