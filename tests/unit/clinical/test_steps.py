"""One step harder or easier: never more at once than the sources allow, never past what is safe."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hepgen.clinical.case import Case, open_case
from hepgen.clinical.dose import start_dose
from hepgen.clinical.progress import Prescription
from hepgen.clinical.revision.steps import easiest, lighter, one_less, rung_back, rung_up, step_back, step_up
from hepgen.clinical.screen import screen
from hepgen.model.base import Range
from hepgen.model.library import Exercise, Library
from hepgen.model.plan import Load
from hepgen.model.screening import Cleared
from tests.library_fixture import TODAY, exercise, library, profile, with_exercise

LIBRARY = library()
STRONG = {"problem__stage": "strong"}
DUMBBELLS = {"context__equipment": ("dumbbell",), "context__increments_kg": 2.0, "patient__weight_kg": 62.0}
BANDS = {"context__equipment": ("resistance-band",)}


def patient(own: Library = LIBRARY, /, **changes: Any) -> Case:
    """A patient at the stage "grow", where nothing else is said."""
    screened = screen(profile(**changes), own, TODAY)
    assert isinstance(screened, Cleared)
    return open_case(screened, own, TODAY)


def now(case: Case, id_: str, scheme: str, **dose: Any) -> Prescription:
    """An exercise at its start, except for what is said of its dose."""
    one, own = case.library.exercises[id_], case.library.dosages[scheme]
    return Prescription(one, own, start_dose(one, own, case).model_copy(update=dose))


def kg(kilograms: float | None) -> Load:
    return Load(kind="kg", kg=kilograms)


def band(strength: str) -> Load:
    return Load(kind="band", band=strength)


def told(line: Prescription | None) -> str:
    """An exercise and its dose in short; "nothing" where there is no such step."""
    if line is None:
        return "nothing"
    dose = line.dosage
    hold = "" if dose.hold_s is None else f" {dose.hold_s}s"
    load = {"body": "", "kg": " ?kg" if dose.load.kg is None else f" {dose.load.kg:g}kg"}
    return f"{line.exercise.id} {dose.sets}×{dose.reps}{hold}{load.get(dose.load.kind, f' {dose.load.band}')}"


def scheme_with(name: str, of: str, **fields: Any) -> Library:
    """The library with one more dosage scheme, made from another."""
    own = LIBRARY.dosages[of].model_copy(update={"id": name, **fields})
    return replace(LIBRARY, dosages={**LIBRARY.dosages, name: own})


# -- harder --------------------------------------------------------------------------------------------------


def harder(case: Case, line: Prescription, *others: Prescription) -> str:
    return told(step_up(line, (line, *others), case))


def test_weight_rises_before_repetitions_and_sends_them_back_to_the_bottom() -> None:
    case = patient(**DUMBBELLS)
    assert harder(case, now(case, "bend-more", "strength", reps=10, load=kg(20.0))) == "bend-more 3×8 22kg"


def test_where_a_tenth_is_less_than_one_increment_repetitions_rise_instead() -> None:
    case = patient(**DUMBBELLS)
    assert harder(case, now(case, "bend-more", "strength", reps=10, load=kg(18.0))) == "bend-more 3×11 18kg"


def test_a_stronger_band_waits_for_the_top_of_the_repetitions() -> None:
    """The next band is a jump of unknown size, so it comes last [ACSM09]."""
    case = patient(**BANDS)
    assert harder(case, now(case, "pull-the-band", "strength", reps=11, load=band("light"))) == (
        "pull-the-band 3×12 light"
    )
    assert harder(case, now(case, "pull-the-band", "strength", reps=12, load=band("light"))) == (
        "pull-the-band 3×8 medium"
    )
    assert harder(case, now(case, "pull-the-band", "strength", reps=12, load=band("medium"))) == (
        "pull-the-band 3×8 heavy"
    )
    assert harder(case, now(case, "pull-the-band", "strength", reps=12, load=band("heavy"))) == "nothing"


def test_with_a_band_repetitions_come_before_the_next_rung() -> None:
    own = with_exercise(LIBRARY, exercise("kick-out", {"grow": "strength"}))
    extend = LIBRARY.ladders["extend"].model_copy(update={"rungs": ("press-the-towel", "pull-the-band", "kick-out")})
    case = patient(replace(own, ladders={**own.ladders, "extend": extend}), **BANDS)
    assert harder(case, now(case, "pull-the-band", "strength")) == "pull-the-band 3×9 light"
    assert harder(case, now(case, "pull-the-band", "strength", reps=12, load=band("heavy"))) == "kick-out 3×8"


def test_without_any_load_the_next_rung_comes_before_more_repetitions() -> None:
    case = patient()
    assert harder(case, now(case, "rise-on-toes", "easy")) == "rise-on-one 3×8"


def test_the_next_rung_takes_the_place_of_the_one_before_from_the_first_week_on() -> None:
    case = patient()
    line = now(case, "rise-on-toes", "easy")
    up = step_up(line, (line,), case)
    assert up is not None
    assert (up.from_week, up.replaces) == (1, LIBRARY.exercises["rise-on-toes"])


def test_the_next_rung_starts_at_its_own_start_whatever_was_measured_long_ago() -> None:
    """The diary has overtaken the clinic's measurement: what was possible then may be too much today."""
    strong = ({"exercise": "rise-on-one", "reps": 12, "reps_in_reserve": 5},)
    case = patient(baseline=strong)
    line = now(case, "rise-on-toes", "easy")
    assert told(rung_up(line, (line,), case)) == "rise-on-one 3×8"


@pytest.mark.parametrize(
    ("id_", "changes"),
    [
        ("rise-on-one", {}),  # the last of its ladder
        ("stand-on-one", {}),  # on no ladder
        ("rise-on-toes", {"plan__exclude": ("rise-on-one",)}),
        ("bend-more", {}),  # the next one is too deep for this stage
    ],
)
def test_no_rung_follows_the_last_one_nor_one_that_a_filter_rejects(id_: str, changes: dict[str, Any]) -> None:
    case = patient(**changes)
    line = now(case, id_, "hold" if id_ == "stand-on-one" else "strength")
    assert rung_up(line, (line,), case) is None


def test_the_rung_that_follows_is_the_very_next_one() -> None:
    case = patient(**STRONG)
    line = now(case, "bend-a-little", "easy")
    assert told(rung_up(line, (line,), case)) == "bend-more 3×8"


def test_where_no_rung_follows_repetitions_rise_then_the_first_weight_comes() -> None:
    case = patient(**DUMBBELLS)
    assert harder(case, now(case, "rise-on-one", "strength", reps=11)) == "rise-on-one 3×12"
    assert harder(case, now(case, "rise-on-one", "strength", reps=12)) == "rise-on-one 3×8 2kg"


def test_a_set_more_is_the_last_way_and_only_while_the_session_has_room() -> None:
    full = {"hold_s": 45, "sets": 3}
    roomy, short = patient(), patient(context__minutes_per_session=5)
    assert harder(roomy, now(roomy, "push-the-wall", "hold", **full)) == "push-the-wall 4×1 45s"
    assert harder(roomy, now(roomy, "push-the-wall", "hold", **full | {"sets": 5})) == "nothing"
    # 3 × 45 s, two rests of a minute and half a minute to get ready: 4.8 of 5 minutes.
    assert harder(short, now(short, "push-the-wall", "hold", **full)) == "nothing"


def test_the_room_for_a_set_is_what_the_whole_session_leaves() -> None:
    case = patient(context__minutes_per_session=9)
    line, other = now(case, "push-the-wall", "hold", hold_s=45), now(case, "rise-on-one", "strength")
    assert harder(case, line) == "push-the-wall 4×1 45s"
    assert harder(case, line, other) == "nothing"  # 4.8 + 5.3 minutes already


def test_a_dose_above_its_bounds_is_no_ground_for_a_step() -> None:
    """Bringing it down into them would be told to the patient as a step up."""
    case = patient()
    assert harder(case, now(case, "rise-on-one", "strength", reps=14)) == "nothing"
    short = patient(context__minutes_per_session=5)
    assert harder(short, now(short, "push-the-wall", "hold", hold_s=50)) == "nothing"


# -- easier: a step back -------------------------------------------------------------------------------------


def back(case: Case, line: Prescription, *taken: str) -> str:
    return told(step_back(line, taken, case))


@pytest.mark.parametrize(("reps", "after"), [(15, 13), (12, 10), (11, 10)])
def test_a_step_of_repetitions_comes_off_and_never_more_than_down_to_the_start(reps: int, after: int) -> None:
    case = patient()
    assert back(case, now(case, "rise-on-toes", "easy", reps=reps)) == f"rise-on-toes 2×{after}"


@pytest.mark.parametrize(("seconds", "after"), [(45, 40), (25, 20), (22, 20)])
def test_a_hold_gets_shorter_by_one_step_and_never_below_its_start(seconds: int, after: int) -> None:
    case = patient()
    assert back(case, now(case, "push-the-wall", "hold", hold_s=seconds)) == f"push-the-wall 3×1 {after}s"


@pytest.mark.parametrize(("kilograms", "after"), [(22.0, " 20kg"), (4.0, " 2kg"), (2.5, " 0.5kg"), (2.0, "")])
def test_at_its_first_repetitions_one_increment_of_weight_comes_off(kilograms: float, after: str) -> None:
    case = patient(**DUMBBELLS)
    assert back(case, now(case, "rise-on-one", "strength", load=kg(kilograms))) == f"rise-on-one 3×8{after}"


def test_weight_goes_back_no_further_than_to_that_of_the_start() -> None:
    case = patient(**DUMBBELLS)
    assert back(case, now(case, "lift-weight", "strength", load=kg(3.0))) == "lift-weight 3×8 2kg"


def test_weight_comes_off_to_the_gram_that_the_plates_allow() -> None:
    case = patient(**DUMBBELLS | {"context__increments_kg": 1.25})
    assert back(case, now(case, "rise-on-one", "strength", load=kg(5.0))) == "rise-on-one 3×8 3.75kg"


def test_at_the_weight_or_band_of_the_start_there_is_nothing_lighter_and_the_rung_below_comes() -> None:
    lifter, bander = patient(**DUMBBELLS), patient(**BANDS)
    assert back(lifter, now(lifter, "lift-weight", "strength")) == "lie-and-lift 3×8"
    assert back(bander, now(bander, "pull-the-band", "strength")) == "press-the-towel 3×1 20s"


def test_a_band_and_kilograms_cannot_be_compared_so_neither_is_taken_for_less() -> None:
    own = with_exercise(
        LIBRARY,
        exercise("pull-or-lift", {"grow": "strength"}, equipment=("resistance-band",), load_kinds=("band", "kg")),
    )
    own = with_exercise(own, exercise("only-lift", {"grow": "strength"}, load_kinds=("kg",)))
    case = patient(own, **DUMBBELLS | {"context__equipment": ("dumbbell", "resistance-band")})
    assert told(now(case, "pull-or-lift", "strength")) == "pull-or-lift 3×8 light"
    assert back(case, now(case, "pull-or-lift", "strength", load=kg(4.0))) == "nothing"
    assert back(case, now(case, "only-lift", "strength", load=band("heavy"))) == "nothing"


@pytest.mark.parametrize("unknown", [{"load": kg(None)}, {"load": kg(20.0), "increment": None}])
def test_a_weight_that_nobody_knows_is_left_and_the_rung_below_comes_instead(unknown: dict[str, Any]) -> None:
    home = DUMBBELLS | ({"context__increments_kg": None} if "increment" in unknown else {})
    case = patient(**home)
    assert back(case, now(case, "rise-on-one", "strength", load=unknown["load"])) == "rise-on-toes 2×10"


@pytest.mark.parametrize(("before", "after"), [("heavy", "medium"), ("medium", "light")])
def test_a_band_goes_back_by_one(before: str, after: str) -> None:
    case = patient(**BANDS)
    assert back(case, now(case, "pull-the-band", "strength", load=band(before))) == f"pull-the-band 3×8 {after}"


def test_the_lightest_band_comes_off_where_the_exercise_starts_without_one() -> None:
    own = with_exercise(LIBRARY, exercise("step-aside", {"grow": "strength"}, load_kinds=("body", "band")))
    case = patient(own, **BANDS)
    assert back(case, now(case, "step-aside", "strength", load=band("light"))) == "step-aside 3×8"
    assert back(case, now(case, "step-aside", "strength", load=band("medium"))) == "step-aside 3×8 light"


def test_after_repetitions_and_weight_a_set_comes_off_down_to_those_of_the_start() -> None:
    case = patient()
    assert back(case, now(case, "push-the-wall", "hold", sets=5)) == "push-the-wall 4×1 20s"
    assert back(case, now(case, "push-the-wall", "hold", sets=4)) == "push-the-wall 3×1 20s"
    assert back(case, now(case, "push-the-wall", "hold", sets=3)) == "nothing"


def test_what_comes_off_first_is_what_was_added_last() -> None:
    """A plan adds repetitions before weight and weight before sets, so they come off the other way round."""
    case = patient(**DUMBBELLS)
    line: Prescription | None = now(case, "rise-on-one", "strength", reps=9, load=kg(2.0))
    way = []
    while line is not None:
        line = step_back(line, (), case)
        way.append(told(line))
    assert way == ["rise-on-one 3×8 2kg", "rise-on-one 3×8", "rise-on-toes 2×10", "nothing"]


def test_on_the_lowest_rung_a_start_above_the_fewest_sets_still_leaves_a_way_back() -> None:
    own = scheme_with("own", "strength", sets=Range(low=2, high=4, start=3), reps=Range(low=6, high=12, start=8))
    case = patient(own)
    assert back(case, now(case, "rise-on-toes", "own")) == "rise-on-toes 2×8"
    assert back(case, now(case, "rise-on-toes", "own", sets=2)) == "rise-on-toes 2×7"
    assert back(case, now(case, "rise-on-toes", "own", sets=2, reps=6)) == "nothing"


def test_a_hold_that_a_clinician_set_below_its_start_gets_shorter_and_never_longer() -> None:
    own = scheme_with("own", "hold", hold_s=Range(low=10, high=45, start=20))
    case = patient(own)
    assert back(case, now(case, "push-the-wall", "own", hold_s=15)) == "push-the-wall 3×1 10s"


def test_a_measurement_of_long_ago_is_no_floor_for_the_way_back() -> None:
    """What hurts today must get easier, however strong the leg was on the day of the test."""
    measured = ({"exercise": "rise-on-toes", "reps": 15, "reps_in_reserve": 6},)
    case = patient(baseline=measured)
    line = now(case, "rise-on-toes", "easy")
    assert told(line) == "rise-on-toes 2×15"
    assert back(case, line) == "rise-on-toes 2×13"
    assert told(easiest(line, case)) == "rise-on-toes 2×10"


# -- easier: the rung below ----------------------------------------------------------------------------------


def below(case: Case, id_: str, *taken: str) -> str:
    return told(rung_back(now(case, id_, "strength"), taken, case))


def test_the_rung_below_is_the_nearest_one() -> None:
    assert below(patient(**STRONG), "bend-deep") == "bend-more 3×8"
    assert below(patient(**STRONG), "bend-more") == "bend-a-little 2×10"
    assert below(patient(**STRONG), "bend-a-little") == "nothing"
    assert below(patient(), "stand-on-one") == "nothing"


def test_a_rung_below_that_is_unsafe_or_in_the_plan_already_is_passed_over() -> None:
    assert below(patient(**STRONG, plan__exclude=("bend-more",)), "bend-deep") == "bend-a-little 2×10"
    assert below(patient(**STRONG), "bend-deep", "bend-more") == "bend-a-little 2×10"
    assert below(patient(**STRONG), "bend-deep", "bend-more", "bend-a-little") == "nothing"


def test_a_rung_that_is_dosed_nowhere_in_this_condition_is_passed_over() -> None:
    own = with_exercise(LIBRARY, exercise("bend-more", {}))
    assert below(patient(own, **STRONG), "bend-deep") == "bend-a-little 2×10"


def test_a_rung_below_that_belongs_to_a_later_stage_is_no_way_back() -> None:
    """Its dose would be one that this joint has not earned."""
    own = with_exercise(LIBRARY, exercise("bend-a-little", {"strong": "strength"}))
    assert below(patient(own), "bend-more") == "nothing"
    assert below(patient(own, **STRONG), "bend-more") == "bend-a-little 3×8"


# -- easier: at once to the start ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "scheme", "dose", "after"),
    [
        ("rise-on-toes", "easy", {"sets": 3, "reps": 15}, "rise-on-toes 2×10"),
        ("rise-on-toes", "easy", {"sets": 3}, "rise-on-toes 2×10"),
        ("rise-on-toes", "easy", {"reps": 11}, "rise-on-toes 2×10"),
        ("push-the-wall", "hold", {"sets": 4, "hold_s": 45}, "push-the-wall 3×1 20s"),
        ("rise-on-one", "strength", {"load": kg(20.0)}, "rise-on-one 3×8"),
        ("pull-the-band", "easy", {"load": band("heavy")}, "pull-the-band 2×10 light"),
        ("rise-on-toes", "easy", {}, "nothing"),
        ("push-the-wall", "hold", {}, "nothing"),
    ],
)
def test_the_easiest_dose_is_the_start_with_the_fewest_sets(
    id_: str, scheme: str, dose: dict[str, Any], after: str
) -> None:
    case = patient(context__equipment=("dumbbell", "resistance-band"))
    assert told(easiest(now(case, id_, scheme, **dose), case)) == after


def test_the_easiest_dose_adds_nothing_to_what_a_clinician_set_lower() -> None:
    own = scheme_with("own", "strength", sets=Range(low=1, high=4, start=3), reps=Range(low=6, high=12, start=9))
    case = patient(own)
    assert told(easiest(now(case, "rise-on-one", "own", reps=7), case)) == "rise-on-one 1×7"
    assert told(easiest(now(case, "rise-on-one", "own", sets=1, reps=7), case)) == "nothing"


@pytest.mark.parametrize(
    ("load", "increment", "after"),
    [
        (kg(20.0), 2.0, "lift-weight 3×8 2kg"),
        (kg(2.0), 2.0, "nothing"),
        (kg(1.0), 2.0, "nothing"),  # lighter than the start already
        (kg(None), 2.0, "nothing"),  # nobody knows whether the start would be less
        (kg(20.0), 8.0, "nothing"),  # the lightest weight at home is no start for this patient
    ],
)
def test_the_easiest_weight_is_that_of_the_start_where_that_is_known_to_be_less(
    load: Load, increment: float, after: str
) -> None:
    case = patient(**DUMBBELLS | {"context__increments_kg": increment})
    assert told(easiest(now(case, "lift-weight", "strength", load=load), case)) == after


def test_the_easiest_hold_is_no_longer_than_the_one_that_hurt() -> None:
    own = scheme_with("own", "hold", hold_s=Range(low=10, high=45, start=30))
    case = patient(own)
    assert told(easiest(now(case, "push-the-wall", "own", sets=4, hold_s=15), case)) == "push-the-wall 3×1 15s"


# -- easier: after a break -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kilograms", "increment", "after"),
    [
        (20.0, 2.0, "16"),  # a fifth off where that can be put together
        (21.0, 2.0, "18"),  # 16.8 to 18.9: the lighter of what lies between
        (14.0, 1.4, "11.2"),  # eight increments, whatever binary fractions make of them
        (24.0, 2.5, "20"),  # 19.2 to 21.6
        (10.0, 2.5, "7.5"),  # nothing lies between 8 and 9: less than that
        (5.0, 0.5, "4"),
        (1.0, 0.5, "0.5"),
        (10.0, 9.0, "9"),  # just a tenth off is enough
    ],
)
def test_a_break_takes_a_fifth_to_a_tenth_off_the_weight(kilograms: float, increment: float, after: str) -> None:
    case = patient(**DUMBBELLS | {"context__increments_kg": increment})
    line = now(case, "rise-on-one", "strength", reps=10, load=kg(kilograms))
    assert told(lighter(line, case)) == f"rise-on-one 3×10 {after}kg"


@given(halves=st.integers(1, 600), increment=st.sampled_from((0.5, 1.0, 1.25, 2.0, 2.5, 5.0)))
def test_no_weight_after_a_break_is_above_nine_tenths_of_the_one_before(halves: int, increment: float) -> None:
    """Nor is it lighter than it must be: one increment more would not be a fifth less."""
    case, kilograms = patient(**DUMBBELLS | {"context__increments_kg": increment}), halves / 2
    line = lighter(now(case, "rise-on-one", "strength", reps=10, load=kg(kilograms)), case)
    assert line is not None
    if line.dosage.load.kg != kilograms:
        after = line.dosage.load.kg or 0.0
        assert 0 < after <= 0.9 * kilograms + 1e-6
        assert after + increment > 0.8 * kilograms - 1e-6
        assert abs(after / increment - round(after / increment)) < 1e-6
    else:
        assert line.dosage.reps == 9, "no lighter weight at home, so a repetition less"


@pytest.mark.parametrize(
    ("id_", "scheme", "dose", "after"),
    [
        ("rise-on-toes", "easy", {"sets": 3, "reps": 14}, "rise-on-toes 3×12"),
        ("rise-on-toes", "easy", {"sets": 3, "reps": 10}, "rise-on-toes 2×10"),
        ("rise-on-toes", "easy", {}, "nothing"),
        ("push-the-wall", "hold", {"sets": 4, "hold_s": 30}, "push-the-wall 4×1 25s"),
        ("push-the-wall", "hold", {"sets": 4}, "push-the-wall 3×1 20s"),
        ("rise-on-one", "strength", {"reps": 9, "load": kg(None)}, "rise-on-one 3×8 ?kg"),
        ("pull-the-band", "strength", {"reps": 9, "load": band("heavy")}, "pull-the-band 3×8 heavy"),
    ],
)
def test_a_break_without_a_known_weight_takes_repetitions_off_before_a_set(
    id_: str, scheme: str, dose: dict[str, Any], after: str
) -> None:
    case = patient(context__equipment=("dumbbell", "resistance-band"))
    assert told(lighter(now(case, id_, scheme, **dose), case)) == after


@pytest.mark.parametrize(
    ("id_", "scheme", "dose", "after"),
    [
        ("rise-on-toes", "easy", {"sets": 3, "reps": 14}, "rise-on-toes 2×14"),
        ("rise-on-toes", "easy", {"reps": 14}, "rise-on-toes 2×12"),
        ("rise-on-toes", "easy", {"reps": 11}, "rise-on-toes 2×10"),
        ("rise-on-toes", "easy", {}, "nothing"),
        ("push-the-wall", "hold", {"sets": 4, "hold_s": 30}, "push-the-wall 3×1 30s"),
        ("push-the-wall", "hold", {"hold_s": 30}, "push-the-wall 3×1 25s"),
        ("push-the-wall", "hold", {}, "nothing"),
    ],
)
def test_one_worse_morning_takes_a_set_off_before_repetitions(
    id_: str, scheme: str, dose: dict[str, Any], after: str
) -> None:
    case = patient()
    assert told(one_less(now(case, id_, scheme, **dose), case)) == after


# -- whatever the dose ---------------------------------------------------------------------------------------


def _doses(one: Exercise) -> st.SearchStrategy[dict[str, Any]]:
    fields = {"sets": st.integers(1, 5), "reps": st.integers(1, 15)}
    loads = st.sampled_from((Load(), kg(2.0), kg(20.0), kg(None))) if "kg" in one.load_kinds else st.just(Load())
    return st.fixed_dictionaries({**fields, "load": loads})


@given(dose=_doses(LIBRARY.exercises["rise-on-one"]))
def test_no_step_back_asks_more_of_anything_on_the_same_rung(dose: dict[str, Any]) -> None:
    case = patient(**DUMBBELLS)
    line = now(case, "rise-on-one", "strength", **dose)
    for easier in (step_back(line, (), case), easiest(line, case), lighter(line, case), one_less(line, case)):
        if easier is None or easier.exercise != line.exercise:
            continue
        before, after = line.dosage, easier.dosage
        assert after.sets <= before.sets
        assert after.reps <= before.reps
        assert after != before
        assert (after.load.kg or 0.0) <= (before.load.kg or 0.0)
