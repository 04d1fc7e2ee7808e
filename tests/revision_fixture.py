"""Plans of the invented library, their diaries, and what a revision makes of the two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hepgen.clinical.plan import make_plan
from hepgen.clinical.revision.revise import renewed, revise
from hepgen.clinical.screen import screen
from hepgen.clinical.verify import verify_plan
from hepgen.model.diary import Diary, Entry
from hepgen.model.library import Library
from hepgen.model.plan import Load, Plan, PlanChange, PlannedExercise
from hepgen.model.screening import Cleared
from tests.library_fixture import PACKS, TODAY, VERSION, library, profile

LIBRARY = library()
MONDAY = date(2026, 11, 23)
"""First day of the plan. Its exercises: bend-a-little, lie-and-lift, rise-on-toes."""

BEND = "bend-a-little"
"""Rung 1 of its ladder, 2 × 10 in the first week, which the stages quiet and grow dose."""


def first_plan(content: Library = LIBRARY, /, **changes: Any) -> Plan:
    """The plan of a profile that differs from a plain one in what is said."""
    screened = screen(profile(**changes), content, TODAY)
    assert isinstance(screened, Cleared)
    return make_plan(screened, content, TODAY, packs=PACKS, version=VERSION)


def did(day: int, exercise: str = BEND, **fields: Any) -> Entry:
    """One session on a day of the plan (0 is its first Monday), as planned and quiet where nothing else is said."""
    given = {"sets": 2, "reps": 10, "pain": 1.0, "pain_next_morning": 0.0} | fields
    return Entry(date=MONDAY + timedelta(days=day), exercise=exercise, **given)


def missed(day: int, exercise: str = BEND) -> Entry:
    """One session that was planned and not done."""
    return Entry(date=MONDAY + timedelta(days=day), exercise=exercise, missed=True)


def after(plan: Plan, *entries: Entry, day: int = 6, content: Library = LIBRARY, **diary: Any) -> Plan:
    """The next plan, made on a day of the last one; it keeps every rule that an edited plan must keep."""
    kept, today = Diary(entries=entries, **diary), MONDAY + timedelta(days=day)
    screened = screen(renewed(plan, kept, today), content, today)
    made = revise(plan, kept, screened, content, today, packs=PACKS, version=VERSION)
    if isinstance(screened, Cleared) and made.outcome == "plan":
        assert verify_plan(made, screened, content) == ()
    return made


def change(plan: Plan, exercise: str = BEND) -> PlanChange:
    """What became of one exercise; of the plan as a whole for ""."""
    return next(one for one in plan.changes if one.exercise == exercise)


def rules(plan: Plan) -> set[str]:
    """Of everything that was said of the plan as a whole."""
    return {one.rule for one in plan.changes if not one.exercise}


def given(plan: Plan, exercise: str = BEND) -> PlannedExercise | None:
    """The exercise as the first week gives it; None when it does not."""
    return next((one for one in plan.exercises if one.id == exercise and one.from_week == 1), None)


def dose(plan: Plan, exercise: str = BEND) -> str:
    """Its dose in the first week, in short; "none" when it is not given."""
    planned = given(plan, exercise)
    if planned is None:
        return "none"
    kilograms = "" if planned.dosage.load.kg is None else f" {planned.dosage.load.kg:g}kg"
    hold = "" if planned.dosage.hold_s is None else f" {planned.dosage.hold_s}s"
    return f"{planned.dosage.sets}×{planned.dosage.reps}{hold}{kilograms}"


def with_dose(plan: Plan, exercise: str, **fields: int | Load) -> Plan:
    """The plan with another dose of one exercise, on its card and in every week."""
    cards = tuple(
        one.model_copy(update={"dosage": one.dosage.model_copy(update=fields)}) if one.id == exercise else one
        for one in plan.exercises
    )
    weeks = tuple(
        week.model_copy(
            update={
                "exercises": tuple(
                    one.model_copy(update=fields) if one.id == exercise else one for one in week.exercises
                )
            }
        )
        for week in plan.schedule
    )
    return plan.model_copy(update={"exercises": cards, "schedule": weeks})


def without(plan: Plan, exercise: str) -> Plan:
    """The plan without one exercise."""
    return plan.model_copy(
        update={
            "exercises": tuple(one for one in plan.exercises if one.id != exercise),
            "schedule": tuple(
                week.model_copy(update={"exercises": tuple(one for one in week.exercises if one.id != exercise)})
                for week in plan.schedule
            ),
        }
    )
