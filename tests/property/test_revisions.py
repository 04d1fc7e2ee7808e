"""What holds for every diary: over invented exercises, and over the real library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from hepgen.clinical.revision.revise import renewed, revise
from hepgen.clinical.screen import screen
from hepgen.clinical.verify import verify_plan
from hepgen.model.diary import Diary, Entry
from hepgen.model.library import Library
from hepgen.model.plan import Plan
from hepgen.model.screening import Cleared
from hepgen.packs.content import open_content
from tests import library_fixture
from tests.library_fixture import PACKS, TODAY, VERSION
from tests.property.test_plans import some_plan
from tests.strategies import diaries

LIBRARIES: dict[str, Callable[[], Library]] = {
    "invented": library_fixture.library,
    "real": lambda: open_content().library,
}


@pytest.fixture(scope="module", params=sorted(LIBRARIES))
def library(request: pytest.FixtureRequest) -> Library:
    return LIBRARIES[request.param]()


anybody = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def revised(plan: Plan, diary: Diary, library: Library, today: date) -> tuple[Plan, Cleared | None]:
    screened = screen(renewed(plan, diary, today), library, today)
    made = revise(plan, diary, screened, library, today, packs=PACKS, version=VERSION)
    return made, screened if isinstance(screened, Cleared) else None


def some_revision(data: st.DataObject, library: Library) -> tuple[Plan, Diary, Plan, Cleared]:
    """A plan, its diary, and a next plan with exercises."""
    plan, _ = some_plan(data, library)
    today = plan.made_on + timedelta(days=data.draw(st.integers(0, 80)))
    diary = data.draw(diaries(plan, today))
    made, screened = revised(plan, diary, library, today)
    assume(made.outcome == "plan")
    if screened is None:
        reject()
    return plan, diary, made, screened


def places(plan: Plan) -> dict[str, int]:
    """Ladder → the highest rung of the first week."""
    rungs: dict[str, int] = {}
    for one in plan.exercises:
        if one.ladder is not None and one.rung is not None and one.from_week == 1:
            rungs[one.ladder] = max(one.rung, rungs.get(one.ladder, 0))
    return rungs


def done(plan: Plan, diary: Diary) -> dict[str, int]:
    """Ladder → the highest rung that the plan begins with or the diary shows."""
    shown = {entry.exercise for entry in diary.entries if not entry.missed}
    rungs = places(plan)
    for one in plan.exercises:
        if one.ladder is not None and one.rung is not None and one.id in shown:
            rungs[one.ladder] = max(one.rung, rungs.get(one.ladder, 0))
    return rungs


@anybody
@given(data=st.data())
def test_a_revision_passes_the_check_of_edited_plans(data: st.DataObject, library: Library) -> None:
    _, _, made, screened = some_revision(data, library)
    assert verify_plan(made, screened, library) == ()


@anybody
@given(data=st.data())
def test_a_revision_can_be_written_and_read_again(data: st.DataObject, library: Library) -> None:
    _, _, made, _ = some_revision(data, library)
    assert Plan.model_validate_json(made.model_dump_json(by_alias=True)) == made


@anybody
@given(data=st.data())
def test_no_gate_is_skipped(data: st.DataObject, library: Library) -> None:
    plan, diary, made, _ = some_revision(data, library)
    stages = [stage.id for stage in library.conditions[plan.condition].stages]
    rise = stages.index(made.stage or "") - stages.index(plan.stage or "")
    assert -1 <= rise <= (1 if diary.gate_passed else 0)


@anybody
@given(data=st.data())
def test_a_rung_goes_up_by_one_at_most_and_only_one_of_them(data: st.DataObject, library: Library) -> None:
    plan, diary, made, _ = some_revision(data, library)
    before, after = done(plan, diary), places(made)
    rises = {ladder: after[ladder] - before[ladder] for ladder in before.keys() & after.keys()}
    assert all(rise <= 1 for rise in rises.values())
    if made.stage == plan.stage:
        risen = [ladder for ladder, rise in rises.items() if rise == 1]
        assert len(risen) <= 1
        for ladder in risen:
            shown = [one.id for one in plan.exercises if one.ladder == ladder and one.rung == before[ladder]]
            assert shows_more_twice(shown[0], diary)


def shows_more_twice(exercise: str, diary: Diary) -> bool:
    """A second, short telling of the only row that steps up, as far as the entries alone can show it."""
    entries = sorted(
        (one for one in diary.entries if one.exercise == exercise and not one.missed), key=lambda e: e.date
    )
    return len(entries) >= 2 and all(
        entry.pain is not None
        and entry.pain <= 2
        and not entry.sharp
        and not entry.pain_next_morning
        and (entry.hold_s is not None or (entry.reps is not None and entry.reps >= 3))
        for entry in entries[-2:]
    )


@anybody
@given(data=st.data())
def test_no_dose_rises_by_more_than_one_step_without_a_new_stage(data: st.DataObject, library: Library) -> None:
    plan, _, made, _ = some_revision(data, library)
    assume(made.stage == plan.stage)
    risen = [change for change in made.changes if change.change == "up"]
    assert len(risen) <= 1
    assert {change.rule for change in risen} <= {"above-target"}


@anybody
@given(data=st.data())
def test_every_exercise_of_the_plan_before_is_accounted_for_once(data: st.DataObject, library: Library) -> None:
    plan, _, made, _ = some_revision(data, library)
    old = [one.id for one in plan.exercises]
    told = [change.exercise for change in made.changes if change.exercise]
    assert len(set(told)) == len(told)
    heads = {one.id for one in plan.exercises if one.replaces not in old}
    lines = {head: head for head in heads}
    for one in sorted(plan.exercises, key=lambda one: one.from_week):
        if one.replaces in lines:
            lines[one.id] = lines[one.replaces]
    assert heads <= {lines[id_] for id_ in told if id_ in lines}
    kept = {change.becomes or change.exercise for change in made.changes if change.exercise and change.change != "out"}
    assert kept == {one.id for one in made.exercises if one.from_week == 1}
    assert all(change.because and change.patient and change.source and change.rule for change in made.changes)


@anybody
@given(data=st.data())
def test_nothing_forbidden_is_carried_on(data: st.DataObject, library: Library) -> None:
    plan, _ = some_plan(data, library)
    today = plan.made_on + timedelta(days=data.draw(st.integers(0, 40)))
    diary = data.draw(diaries(plan, today))
    condition = data.draw(st.sampled_from(sorted(library.vocabulary["conditions"])))
    before = plan.profile.screening
    screening = before.model_copy(update={"completed_on": today, "conditions": tuple({*before.conditions, condition})})
    made, screened = revised(plan, diary.model_copy(update={"screening": screening}), library, today)
    if screened is None:
        assert made.outcome != "plan"
        assert made.exercises == ()
        assert made.revises == plan.plan_id
    else:
        for one in made.exercises:
            assert not set(screened.forbidden_tags) & set(library.exercises[one.id].tags)


@anybody
@given(data=st.data())
def test_a_red_flag_always_stops_the_plan(data: st.DataObject, library: Library) -> None:
    plan, _ = some_plan(data, library)
    flag = data.draw(st.sampled_from(sorted(library.vocabulary["red-flags"])))
    diary = data.draw(diaries(plan, plan.made_on + timedelta(days=40)))
    screening = plan.profile.screening.model_copy(update={"red_flags": (flag,)})
    made, _ = revised(
        plan, diary.model_copy(update={"screening": screening}), library, plan.made_on + timedelta(days=40)
    )
    assert made.outcome != "plan"
    assert made.exercises == made.changes == ()


@anybody
@given(data=st.data())
def test_a_limit_that_is_new_narrows_every_dose(data: st.DataObject, library: Library) -> None:
    _, _, made, screened = some_revision(data, library)
    limits = screened.limits
    for week in made.schedule:
        for entry in week.exercises:
            assert limits.sets_max is None or entry.sets <= limits.sets_max
            assert limits.hold_s_max is None or entry.hold_s is None or entry.hold_s <= limits.hold_s_max
            assert limits.per_week_max is None or entry.per_week <= limits.per_week_max


@anybody
@given(data=st.data())
def test_up_and_back_again_is_the_same_rung(data: st.DataObject, library: Library) -> None:
    plan, screened = some_plan(data, library)
    assume(screened.profile.screening.completed_on == TODAY)
    target = data.draw(st.sampled_from([one for one in plan.exercises if one.from_week == 1]))
    up, cleared = revised(plan, diary_of(plan, target.id, well=True), library, second_week(plan))
    assume(cleared is not None)
    assume(up.outcome == "plan")
    (change,) = [change for change in up.changes if change.exercise == target.id]
    assume(change.change == "up")
    risen = change.becomes or target.id
    back, _ = revised(up, diary_of(up, risen, well=False), library, second_week(up))
    assert back.stage == plan.stage
    (change,) = [change for change in back.changes if change.exercise == risen]
    assert (change.becomes or risen) == target.id


def diary_of(plan: Plan, exercise: str, *, well: bool) -> Diary:
    """Two sessions of one exercise in the first week: more than planned, or with a worse morning each."""
    (planned,) = [one for one in plan.exercises if one.id == exercise]
    dosage, start = planned.dosage, plan.schedule[0].starts_on
    return Diary(
        entries=tuple(
            Entry(
                date=start + timedelta(days=day),
                exercise=exercise,
                sets=dosage.sets,
                reps=dosage.reps + 2 * well,
                hold_s=None if dosage.hold_s is None else dosage.hold_s + 1000 * well,
                pain=1.0,
                pain_next_morning=0.0 if well else 1.0,
            )
            for day in (0, 2)
        )
    )


def second_week(plan: Plan) -> date:
    return plan.schedule[0].starts_on + timedelta(days=6)


@anybody
@given(data=st.data())
def test_the_same_diary_gives_the_same_plan(data: st.DataObject, library: Library) -> None:
    plan, _ = some_plan(data, library)
    today = plan.made_on + timedelta(days=data.draw(st.integers(0, 80)))
    diary = data.draw(diaries(plan, today))
    shuffled = diary.model_copy(update={"entries": tuple(reversed(diary.entries))})
    assert revised(plan, diary, library, today)[0] == revised(plan, shuffled, library, today)[0]


@anybody
@given(data=st.data())
def test_a_chain_of_revisions_keeps_its_origin(data: st.DataObject, library: Library) -> None:
    plan, _, made, _ = some_revision(data, library)
    today = made.made_on + timedelta(days=data.draw(st.integers(0, 40)))
    again, screened = revised(made, data.draw(diaries(made, today)), library, today)
    assert made.origin is not None
    assert made.origin.plan_id == plan.plan_id
    assert again.origin == made.origin
    assert again.revises == made.plan_id
    if screened is not None and again.outcome == "plan":
        assert verify_plan(again, screened, library) == ()
        assert all(len(one.because) <= 3 for one in again.exercises)
