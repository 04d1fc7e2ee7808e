"""The running part of a plan over the invented library."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hepgen.clinical.case import open_case
from hepgen.clinical.plan import make_plan
from hepgen.clinical.running.programme import RunningPlan, plan_running
from hepgen.clinical.screen import screen
from hepgen.model.library import Library
from hepgen.model.plan import Week
from hepgen.model.screening import Cleared
from tests.library_fixture import PACKS, SORE, TODAY, VERSION, library, profile


def with_rules(**fields: Any) -> Library:
    """The invented library, its condition with other running rules."""
    made = library()
    condition = made.conditions[SORE]
    rules = condition.running.model_copy(update=fields)
    return replace(made, conditions={SORE: condition.model_copy(update={"running": rules})})


LIBRARY = with_rules(speed_and_hills_from_stage="strong")


def running(
    runner: dict[str, Any] | None = None, *, content: Library = LIBRARY, share: float = 1.0, **changes: Any
) -> RunningPlan:
    """What the plan says about running.

    Args:
        runner: The table `running` of the profile.
        content: The library.
        share: Share of the usual running in the first week.
        changes: Of the profile, by dotted name.
    """
    table = {} if runner is None else {"running": runner}
    screened = screen(profile(**table, **changes), content, TODAY)
    assert isinstance(screened, Cleared)
    case = replace(open_case(screened, content, TODAY), running_share=share)
    return plan_running(case, exercise_weeks(screened, content), TODAY)


def exercise_weeks(screened: Cleared, content: Library) -> tuple[Week, ...]:
    """The weeks of the exercises."""
    return make_plan(screened, content, TODAY, packs=PACKS, version=VERSION).schedule
