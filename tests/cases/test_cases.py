"""Every case comes out as its file says, and together the cases leave no corner out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from hepgen.clinical.screen import age_on
from hepgen.model.plan import Plan
from tests.cases.case import TODAY, Case, cases, library, plan_of
from tests.cases.tell import DOCS, told

CASES = tuple(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_it_comes_out_as_the_case_says(case: Case) -> None:
    assert list(differences(case, plan_of(case))) == [], case.why


def differences(case: Case, plan: Plan) -> Iterator[str]:
    """What did not come out as expected, in words."""
    expect, exercises = case.expect, library().exercises
    if plan.outcome != expect.outcome:
        yield f"outcome is {plan.outcome}"
    if expect.stage is not None and plan.stage != expect.stage:
        yield f"stage is {plan.stage}: {plan.stage_because}"
    at_first = {planned.id for planned in plan.exercises if planned.from_week == 1}
    ever = {planned.id for planned in plan.exercises}
    for wanted in expect.gives:
        if wanted not in at_first:
            yield f"{wanted} is not among {sorted(at_first)}"
    for several in expect.gives_one_of:
        if at_first.isdisjoint(several):
            yield f"none of {several} is among {sorted(at_first)}"
    for unwanted in expect.never:
        assert unwanted in exercises, unwanted
        if unwanted in ever:
            yield f"{unwanted} is given"
    for id_ in ever:
        for tag in {*exercises[id_].tags} & {*expect.no_tags}:
            yield f"{id_} has the tag {tag}"
        if exercises[id_].position in expect.no_positions:
            yield f"{id_} is done {exercises[id_].position}"
    rules = {decision.exercise: decision.rule for decision in plan.decisions if decision.verdict != "chosen"}
    for id_, rule in expect.rejected.items():
        if not rules.get(id_, "").startswith(rule):
            yield f"{id_} is kept out by {rules.get(id_)!r}"
    yield from _screening(case, plan)
    yield from _doses(case, plan)
    yield from _days(case, plan)
    yield from _pain_and_review(case, plan)
    yield from _running(case, plan)


def _screening(case: Case, plan: Plan) -> Iterator[str]:
    known, fired = {rule.id for rule in library().screening}, {action.rule for action in plan.screening.actions}
    named = {*case.expect.fires, *case.expect.does_not_fire}
    if named - known:
        yield f"no such rules: {sorted(named - known)}"
    for rule in {*case.expect.fires} - fired:
        yield f"{rule} does not fire"
    for rule in {*case.expect.does_not_fire} & fired:
        yield f"{rule} fires"


def _doses(case: Case, plan: Plan) -> Iterator[str]:
    expect = case.expect
    first = [planned for planned in plan.exercises if planned.from_week == 1]
    if expect.exercises_at_most is not None and len(first) > expect.exercises_at_most:
        yield f"{len(first)} exercises"
    if expect.minutes_at_most is not None and sum(one.minutes for one in first) > expect.minutes_at_most:
        yield f"{sum(one.minutes for one in first)} minutes"
    for week in plan.schedule:
        for item in week.exercises:
            for most, value, what in (
                (expect.sets_at_most, item.sets, "sets"),
                (expect.hold_s_at_most, None if item.bout else item.hold_s, "seconds"),
            ):
                if most is not None and value is not None and value > most:
                    yield f"{item.id} has {value} {what} in week {week.week}"
            least, bout_s = expect.bout_s_at_least, item.hold_s if item.bout else None
            if least is not None and bout_s is not None and bout_s < least:
                yield f"{item.id} lasts {bout_s} seconds in week {week.week}"
            if expect.no_kilograms and item.load.kg is not None:
                yield f"{item.id} has {item.load.kg} kg in week {week.week}"
    kilograms = {planned.id: planned.dosage.load.kg for planned in first}
    for id_, most_kg in expect.kilograms_at_most.items():
        given_kg = kilograms.get(id_)
        if given_kg is None or given_kg > most_kg:
            yield f"{id_} has {given_kg} kg in the first week"
    for planned in plan.exercises:
        reserve, effort = planned.dosage.reps_in_reserve, planned.dosage.effort
        if expect.reserve_at_least is not None and reserve is not None and reserve < expect.reserve_at_least:
            yield f"{planned.id} leaves {reserve} in reserve"
        if expect.effort_at_most is not None and effort is not None and effort > expect.effort_at_most:
            yield f"{planned.id} asks for an effort of {effort}"


def _days(case: Case, plan: Plan) -> Iterator[str]:
    expect = case.expect
    for week in plan.schedule:
        for item in week.exercises:
            if expect.days_at_most is not None and item.per_week > expect.days_at_most:
                yield f"{item.id} is done on {item.per_week} days in week {week.week}"
            jumps = library().exercises[item.id].kind == "plyometric"
            if jumps and expect.jump_days_at_most is not None and item.per_week > expect.jump_days_at_most:
                yield f"{item.id} is done on {item.per_week} days in week {week.week}"
    apart_from = {planned.id: planned.apart_from for planned in plan.exercises}
    for one, other in expect.apart:
        if other not in apart_from.get(one, ()):
            yield f"{one} and {other} are not both given, on different days"


def _pain_and_review(case: Case, plan: Plan) -> Iterator[str]:
    expect, rule = case.expect, plan.pain_rule
    if expect.pain_cap is not None and (rule is None or rule.exercise_max != expect.pain_cap):
        yield f"pain rule: {rule}"
    if expect.running_pain_cap is not None and (rule is None or rule.running_max != expect.running_pain_cap):
        yield f"pain rule: {rule}"
    if expect.review_weeks_at_most is not None:
        latest = plan.schedule[0].starts_on + timedelta(weeks=expect.review_weeks_at_most)
        if plan.review_on is None or plan.review_on > latest:
            yield f"review on {plan.review_on}"


def _running(case: Case, plan: Plan) -> Iterator[str]:
    expect = case.expect
    if expect.running is not None and (plan.running_advice or "none") != expect.running:
        yield f"running: {plan.running_advice}"
    first_week_km = plan.running_weeks[0].total_km if plan.running_weeks else None
    for most, km, what in (
        (expect.longest_run_km_at_most, plan.km_max, "longest run"),
        (expect.first_week_km_at_most, first_week_km, "first week"),
    ):
        if most is not None and (km is None or km > most):
            yield f"{what}: {km} km"
    rate = () if plan.step_rate is None else (plan.step_rate.low, plan.step_rate.high)
    if expect.step_rate is not None and rate != expect.step_rate:
        yield f"step rate: {rate}"


# -- together ----------------------------------------------------------------------------------------------


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 80


def test_every_stage_of_every_condition_has_a_case() -> None:
    wanted = {(condition.id, stage.id) for condition in library().conditions.values() for stage in condition.stages}
    assert wanted - {(case.condition, case.expect.stage) for case in CASES} == set()


def test_every_screening_rule_fires_in_one_case_and_is_shown_not_to_in_another() -> None:
    rules = {rule.id for rule in library().screening}
    assert rules - {rule for case in CASES for rule in case.expect.fires} == set()
    assert rules - {rule for case in CASES for rule in case.expect.does_not_fire} == set()


def test_homes_ages_and_runners_differ() -> None:
    ages = {age_on(case.profile.patient.date_of_birth, TODAY) for case in CASES}
    assert min(ages) <= 12
    assert max(ages) >= 85
    assert {case.profile.context.can_get_on_floor for case in CASES} == {True, False}
    assert {case.profile.running is None for case in CASES} == {True, False}
    equipment = {frozenset(case.profile.context.equipment) for case in CASES}
    assert frozenset() in equipment
    assert frozenset(library().vocabulary["equipment"]) in equipment


def test_every_case_cites_sources_that_the_library_knows() -> None:
    assert {source for case in CASES for source in case.sources} - {*library().sources} == set()


def test_the_docs_are_made_from_the_cases() -> None:
    assert DOCS.read_text(encoding="utf-8") == told(CASES), "run: python -m tests.cases.tell"
