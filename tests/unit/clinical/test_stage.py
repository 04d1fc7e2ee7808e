from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hepgen.clinical.case import Case, open_case
from hepgen.clinical.screen import screen
from hepgen.clinical.stage import choose_stage
from hepgen.clinical.wording import fill
from hepgen.model.library import StageEntry
from hepgen.model.screening import Cleared
from tests.library_fixture import SORE, TODAY, library, profile

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


@pytest.mark.parametrize(
    ("irritability", "stage"), [("low", "grow"), ("moderate", "quiet"), (None, "quiet"), ("high", "quiet")]
)
def test_a_gate_of_irritability_must_be_known_and_met(irritability: str | None, stage: str) -> None:
    condition = LIBRARY.conditions[SORE]
    grow = condition.stages[1]
    gated = grow.model_copy(update={"entry": grow.entry.model_copy(update={"irritability": ("low",)})})
    condition = condition.model_copy(update={"stages": (condition.stages[0], gated, condition.stages[2])})
    choice = choose_stage(profile(problem__irritability=irritability).problem, condition, LIBRARY)
    assert choice.stage.id == stage
    if stage == "quiet":
        assert f"irritability low (it is {irritability or 'not known'})" in choice.why.because


def test_without_any_gate_passed_the_first_stage_is_the_cautious_one() -> None:
    condition = LIBRARY.conditions[SORE]
    closed = tuple(
        stage.model_copy(update={"entry": StageEntry(auto=True, worst_pain_max=1)}) for stage in condition.stages
    )
    condition = condition.model_copy(update={"stages": closed})
    assert choose_stage(profile(problem__worst_pain=5.0).problem, condition, LIBRARY).stage.id == "quiet"


@pytest.mark.parametrize(("born", "cap"), [(date(2008, 11, 20), 4), (date(2008, 11, 21), 3)])
def test_adult_caps_apply_from_the_eighteenth_birthday(born: date, cap: int) -> None:
    assert case(patient__date_of_birth=born).caps.exercise_max == cap


def test_an_irritable_joint_changes_only_its_own_place() -> None:
    """Hip and calf load the sore joint little, and stay as they are."""
    sore = case(problem__worst_pain=6.0)
    _, hip, support = sore.stage.roles[:3]
    assert sore.ladders_for(hip) == ("lift", "bridge", "press")
    assert sore.ladders_for(support) == ("rise",)


def test_the_highest_proposed_stage_says_so_and_another_says_what_the_very_next_one_would_need() -> None:
    """A patient two stages below the last hears of one step, not of two."""
    assert case().choice.why.because == fill(LIBRARY.wording["stage-met"], stage="Stage grow")
    condition = LIBRARY.conditions[SORE]
    gates = (StageEntry(auto=True), StageEntry(auto=True, worst_pain_max=5), StageEntry(auto=True, worst_pain_max=2))
    stages = tuple(
        stage.model_copy(update={"entry": gate, "sources": (gate_of,)})
        for stage, gate, gate_of in zip(condition.stages, gates, ("Key1", "Key2", "Key3"), strict=True)
    )
    three = condition.model_copy(update={"stages": stages})
    why = choose_stage(profile(problem__worst_pain=7.0).problem, three, LIBRARY).why
    assert "Stage grow would need: worst pain 5 or less (it is 7)." in why.because
    assert "Stage strong" not in why.because
    assert why.source == "Key2"
