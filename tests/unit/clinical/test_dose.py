from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hepgen.clinical.case import Case, open_case
from hepgen.clinical.dose import (
    dose_bounds,
    estimated_load,
    first_kilograms,
    mastered,
    minutes_of,
    needs_weight,
    start_dose,
    within_bounds,
    worked_side,
)
from hepgen.clinical.dose import measured as measured_of
from hepgen.clinical.screen import screen
from hepgen.model.base import Range, Side
from hepgen.model.library import DoseLimits, Library
from hepgen.model.plan import Dosage, Load
from hepgen.model.profile import Baseline
from hepgen.model.screening import Cleared
from tests.library_fixture import TODAY, exercise, library, profile

LIBRARY = library()
HOME = {"context__equipment": ("dumbbell",), "context__increments_kg": 2.0, "patient__weight_kg": 62.0}


def opened(library: Library = LIBRARY, /, **changes: Any) -> Case:
    screened = screen(profile(**changes), library, TODAY)
    assert isinstance(screened, Cleared)
    return open_case(screened, library, TODAY)


def dose(exercise: str, scheme: str, library: Library = LIBRARY, /, **changes: Any) -> Dosage:
    case = opened(library, **changes)
    return start_dose(library.exercises[exercise], library.dosages[scheme], case)


def measured(**fields: Any) -> dict[str, Any]:
    return {"baseline": ({"exercise": "bend-more", "reps": 10, "reps_in_reserve": 3} | fields,)}


def test_an_unmeasured_patient_starts_at_the_easy_end() -> None:
    assert dose("bend-more", "strength") == Dosage(
        sets=3, reps=8, rest_s=60, tempo="3-1-3", reps_in_reserve=3, per_week=3
    )


def test_a_hold_starts_short() -> None:
    assert dose("push-the-wall", "hold", context__days_per_week=5) == Dosage(
        sets=3, reps=1, hold_s=20, rest_s=60, effort=5, per_week=5
    )


def test_precautions_narrow_the_dose_even_below_the_scheme() -> None:
    scheme = LIBRARY.dosages["hold"]
    bounds = dose_bounds(scheme, DoseLimits(hold_s_max=15, sets_max=2, per_week_max=2, effort_max=5), 7)
    assert (bounds.hold_s, bounds.sets, bounds.per_week, bounds.effort) == (
        Range(low=15, high=15),
        Range(low=2, high=2),
        Range(low=2, high=2),
        Range(low=5, high=5),
    )
    assert dose_bounds(LIBRARY.dosages["strength"], DoseLimits(reps_in_reserve_min=4), 7).reps_in_reserve == Range(
        low=4, high=4
    )


def test_measured_repetitions_are_brought_to_the_dose_s_reserve_within_its_bounds() -> None:
    assert dose("bend-more", "strength", **measured(reps=9, reps_in_reserve=4)).reps == 10
    assert dose("bend-more", "strength", **measured(reps=10, reps_in_reserve=2)).reps == 9
    assert dose("bend-more", "strength", **measured(reps=30)).reps == 12
    assert dose("bend-more", "strength", **measured(reps=3)).reps == 8
    assert dose("bend-more", "strength", **measured(reps=12, reps_in_reserve=None)).reps == 8


def test_the_estimate_is_the_mean_of_epley_and_brzycki() -> None:
    """Ten with 2 in reserve were 12 in all; twelve with 3 in reserve would be 15, with less on the bar."""
    baseline = Baseline(exercise="bend-more", reps=10, reps_in_reserve=2, load_kg=20.0)
    assert estimated_load(baseline, 12, 3) == pytest.approx(20 * (1.4 + 36 / 25) / (1.5 + 36 / 22))
    assert estimated_load(baseline, 6, 3) == 20.0, "never above what was lifted in the clinic"


@pytest.mark.parametrize(
    "fields",
    [
        {"load_kg": None},
        {"reps_in_reserve": None},
        {"reps": 11, "reps_in_reserve": 0},
        {"reps": 10, "reps_in_reserve": 6},
    ],
)
def test_an_estimate_is_refused_beyond_what_it_is_trusted_for(fields: dict[str, Any]) -> None:
    given: dict[str, Any] = {"exercise": "bend-more", "reps": 10, "reps_in_reserve": 3, "load_kg": 6.0} | fields
    assert estimated_load(Baseline(**given), 8, 3) is None


def test_a_measured_load_is_rounded_down_to_what_can_be_put_together() -> None:
    assert dose("bend-more", "strength", **HOME, **measured(load_kg=7.9)).load == Load(kind="kg", kg=6.0)
    assert dose("bend-more", "strength", **HOME, **measured(load_kg=1.9)).load == Load()


@pytest.mark.parametrize("missing", ["context__equipment", "context__increments_kg"])
def test_no_kilograms_without_something_to_hold_them(missing: str) -> None:
    home = {name: value for name, value in HOME.items() if name != missing}
    assert dose("bend-more", "strength", **home, **measured(load_kg=8.0)).load == Load()


def test_a_band_exercise_starts_light() -> None:
    assert dose("pull-the-band", "easy", context__equipment=("resistance-band",)).load == Load(
        kind="band", band="light"
    )


def test_a_weight_exercise_starts_with_the_lightest_weight_if_that_is_light_enough() -> None:
    assert dose("lift-weight", "strength", **HOME).load == Load(kind="kg", kg=2.0)
    assert dose("lift-weight", "strength", **(HOME | {"context__increments_kg": 8.0})).load == Load(kind="kg")
    assert dose("lift-weight", "strength", context__equipment=("dumbbell",)).load == Load(kind="kg")


def test_minutes_count_work_rests_and_getting_ready() -> None:
    one_leg, both_legs = LIBRARY.exercises["bend-more"], LIBRARY.exercises["rise-on-toes"]
    moving = Dosage(sets=3, reps=10, rest_s=60, tempo="3-1-3", per_week=3)
    assert minutes_of(one_leg, moving, "right") == pytest.approx((3 * 10 * 7 + 2 * 60 + 30) / 60, abs=0.05)
    assert minutes_of(one_leg, moving, "both") == pytest.approx((3 * 10 * 7 * 2 + 2 * 60 + 30) / 60, abs=0.05)
    assert minutes_of(both_legs, moving, "both") == minutes_of(both_legs, moving, "left")
    held = Dosage(sets=3, reps=2, hold_s=20, rest_s=60, per_week=3)
    assert minutes_of(one_leg, held, "left") == pytest.approx((3 * 2 * 20 + 2 * 60 + 30) / 60, abs=0.05)


def test_a_dose_without_tempo_counts_four_seconds_a_repetition() -> None:
    dosage = Dosage(sets=1, reps=5, rest_s=60, per_week=3)
    assert minutes_of(LIBRARY.exercises["bend-more"], dosage, "left") == 0.8  # 1 × 5 × 4 s + 30 s


@pytest.mark.parametrize(("lightest", "kilograms"), [(6.0, 6.0), (6.25, None)])
def test_the_first_weight_is_at_most_a_tenth_of_the_patient_s(lightest: float, kilograms: float | None) -> None:
    home = HOME | {"context__increments_kg": lightest, "patient__weight_kg": 60.0}
    assert dose("lift-weight", "strength", **home).load == Load(kind="kg", kg=kilograms)


def test_a_two_legged_exercise_counts_whatever_side_was_written_down() -> None:
    baseline = ({"exercise": "rise-on-toes", "reps": 14, "reps_in_reserve": 5, "side": "left"},)
    assert dose("rise-on-toes", "easy", baseline=baseline).reps == 14


def test_the_lighter_then_the_shorter_of_two_measurements_counts() -> None:
    heavy: dict[str, Any] = {"exercise": "bend-more", "reps": 10, "reps_in_reserve": 3, "load_kg": 8.0}
    for weaker in ({"load_kg": None, "reps": 12}, {"reps": 9, "reps_in_reserve": 2}, {"reps_in_reserve": None}):
        exercise, profile_ = LIBRARY.exercises["bend-more"], profile(baseline=(heavy, heavy | weaker))
        assert measured_of(exercise, profile_) == Baseline(**(heavy | weaker))


def test_a_hold_takes_nothing_from_measured_repetitions() -> None:
    baseline = ({"exercise": "push-the-wall", "reps": 12, "reps_in_reserve": 3},)
    assert dose("push-the-wall", "hold", baseline=baseline).reps == 1


# -- weights that a precaution forbids ------------------------------------------------------------------------

INJECTED = {"screening__steroid_injection_on": TODAY - timedelta(days=10)}


def test_no_measured_kilograms_where_a_precaution_forbids_weights() -> None:
    assert dose("bend-more", "strength", **HOME, **measured(load_kg=8.0)).load == Load(kind="kg", kg=8.0)
    assert dose("bend-more", "strength", **HOME, **INJECTED, **measured(load_kg=8.0)).load == Load()


def test_a_band_may_stay_where_weights_are_forbidden() -> None:
    bands = INJECTED | {"context__equipment": ("resistance-band",)}
    assert dose("pull-the-band", "easy", **bands).load == Load(kind="band", band="light")


@pytest.mark.parametrize(
    ("fields", "needed"),
    [
        ({"load_kinds": ("kg",)}, True),
        ({"load_kinds": ("body", "kg"), "equipment": ("backpack",)}, True),
        ({"load_kinds": ("body", "kg")}, False),
        ({"load_kinds": ("band", "kg"), "equipment": ("resistance-band",)}, False),
        ({"load_kinds": ()}, False),
        ({}, False),
    ],
)
def test_a_weight_is_needed_by_what_is_loaded_no_other_way(fields: dict[str, Any], needed: bool) -> None:
    assert needs_weight(exercise("made-up", {"grow": "strength"}, **fields)) is needed


# -- where it starts ------------------------------------------------------------------------------------------

OLDER = {"patient__date_of_birth": date(1950, 1, 1)}


def starting(scheme: str, name: str, **ranges: Range) -> Library:
    """The library with a scheme whose ranges have a start of their own."""
    own = LIBRARY.dosages[scheme].model_copy(update=ranges)
    return replace(LIBRARY, dosages={**LIBRARY.dosages, name: own})


def test_sets_repetitions_and_holds_start_where_the_scheme_says() -> None:
    own = starting("strength", "own", sets=Range(low=2, high=4, start=3), reps=Range(low=6, high=12, start=9))
    first = dose("bend-more", "own", own)
    assert (first.sets, first.reps) == (3, 9)
    held = starting("hold", "own", hold_s=Range(low=10, high=45, start=30))
    assert dose("push-the-wall", "own", held).hold_s == 30


def test_a_precaution_may_start_everything_at_the_low_end() -> None:
    own = starting("strength", "own", sets=Range(low=1, high=2, start=2), reps=Range(low=6, high=12, start=9))
    first = dose("bend-more", "own", own, **OLDER)
    assert (first.sets, first.reps) == (1, 6)
    held = starting("hold", "own", hold_s=Range(low=10, high=45, start=30))
    assert dose("push-the-wall", "own", held, **OLDER).hold_s == 10


def test_a_measurement_still_counts_where_a_precaution_starts_low() -> None:
    assert dose("bend-more", "strength", **OLDER, **measured(reps=10, reps_in_reserve=6)).reps == 12


# -- both sides in turn ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_one_leg_works_on_the_side_that_hurts_and_two_legs_work_together(side: Side) -> None:
    assert worked_side(LIBRARY.exercises["bend-more"], side) == side
    assert worked_side(LIBRARY.exercises["rise-on-toes"], side) == "both"


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_each_side_in_turn_counts_once_whichever_side_hurts(side: Side) -> None:
    in_turn = exercise("march", {"grow": "easy"}, sides="alternating")
    dosage = Dosage(sets=2, reps=10, rest_s=60, tempo="2-1-2", per_week=3)
    assert worked_side(in_turn, side) == "both"
    assert minutes_of(in_turn, dosage, side) == pytest.approx((2 * 10 * 5 + 60 + 30) / 60, abs=0.05)
    assert measured_of(in_turn, profile(baseline=({"exercise": "march", "reps": 9, "side": "left"},))) is not None


# -- minutes, to the second -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("reps", "tempo", "minutes"), [(4, "3-1-4", 1.0), (3, "4-3-4", 1.1), (15, None, 1.5)])
def test_half_a_minute_to_get_ready_and_four_seconds_where_no_tempo_is_said(
    reps: int, tempo: str | None, minutes: float
) -> None:
    """62 seconds are a minute, 63 are 1.1, and 15 repetitions without a tempo take one."""
    dosage = Dosage(sets=1, reps=reps, rest_s=60, tempo=tempo, per_week=3)
    assert minutes_of(LIBRARY.exercises["bend-more"], dosage, "left") == minutes


# -- measured, and what counts as mastered --------------------------------------------------------------------


@pytest.mark.parametrize(("reps", "reserve", "enough"), [(9, 2, True), (8, 2, False), (9, 1, False), (9, None, False)])
def test_a_rung_counts_as_mastered_at_the_start_of_its_scheme_with_two_in_reserve(
    reps: int, reserve: int | None, enough: bool
) -> None:
    own = starting("strength", "own", reps=Range(low=6, high=12, start=9)).dosages["own"]
    result = profile(baseline=({"exercise": "bend-more", "reps": reps, "reps_in_reserve": reserve},))
    assert (mastered(LIBRARY.exercises["bend-more"], own, result) is not None) is enough


@pytest.mark.parametrize(("reps", "enough"), [(6, True), (5, False)])
def test_where_repetitions_are_counted_down_the_fewest_are_enough(reps: int, enough: bool) -> None:
    result = profile(baseline=({"exercise": "bend-more", "reps": reps, "reps_in_reserve": 2},))
    assert (mastered(LIBRARY.exercises["bend-more"], LIBRARY.dosages["heavy"], result) is not None) is enough


def test_measured_repetitions_are_no_measure_of_a_band() -> None:
    """They were done against another resistance, so the exercise starts where everybody starts."""
    result = ({"exercise": "pull-the-band", "reps": 14, "reps_in_reserve": 5},)
    first = dose("pull-the-band", "easy", context__equipment=("resistance-band",), baseline=result)
    assert (first.reps, first.load) == (10, Load(kind="band", band="light"))


def test_a_measurement_without_a_stated_reserve_counts_as_the_weakest() -> None:
    """Nobody knows how near the limit it was."""
    known = Baseline(exercise="bend-more", reps=10, reps_in_reserve=0, load_kg=8.0)
    unknown = known.model_copy(update={"reps_in_reserve": None})
    for results in ((known, unknown), (unknown, known)):
        assert measured_of(LIBRARY.exercises["bend-more"], profile(baseline=results)) == unknown


@pytest.mark.parametrize(
    ("one", "other", "weaker"),
    [
        ({"load_kg": 0.5, "reps": 8}, {"load_kg": None, "reps": 12}, 1),  # half a kilogram is more than none
        ({"load_kg": 0.0, "reps": 8}, {"load_kg": None, "reps": 12}, 0),  # none is none, however it is written
    ],
)
def test_without_a_weight_is_weaker_than_with_the_lightest(
    one: dict[str, Any], other: dict[str, Any], weaker: int
) -> None:
    results = tuple(Baseline(exercise="bend-more", reps_in_reserve=3, **fields) for fields in (one, other))
    assert measured_of(LIBRARY.exercises["bend-more"], profile(baseline=results)) == results[weaker]


# -- the estimated load, at the edges of what it is trusted for ----------------------------------------------


@pytest.mark.parametrize(
    ("reps", "reserve", "wanted", "wanted_reserve", "trusted"),
    [
        (10, 0, 8, 3, True),
        (11, 0, 8, 3, False),  # above ten repetitions
        (10, 5, 8, 3, True),
        (10, 6, 8, 3, False),  # above fifteen in all
        (6, 2, 12, 3, True),
        (6, 2, 12, 4, False),
    ],
)
def test_an_estimate_ends_at_ten_repetitions_and_fifteen_in_all(
    reps: int, reserve: int, wanted: int, wanted_reserve: int, trusted: bool
) -> None:
    result = Baseline(exercise="bend-more", reps=reps, reps_in_reserve=reserve, load_kg=20.0)
    assert (estimated_load(result, wanted, wanted_reserve) is not None) is trusted


@pytest.mark.parametrize(
    ("wanted", "reserve", "kilograms"),
    [(8, 2, 20.0), (9, 2, 19.385), (10, 2, 18.779), (12, 3, 17.005)],
)
def test_the_estimate_in_kilograms(wanted: int, reserve: int, kilograms: float) -> None:
    """Eight with two in reserve are ten in all; worked out by hand from Epley and Brzycki."""
    result = Baseline(exercise="bend-more", reps=8, reps_in_reserve=2, load_kg=20.0)
    assert estimated_load(result, wanted, reserve) == pytest.approx(kilograms, abs=0.001)


@pytest.mark.parametrize(
    ("measured_kg", "step", "kilograms"),
    [(20.0, 2.5, 17.5), (20.0, 1.25, 18.75), (14.0, 1.4, 12.6), (6.0, 0.3, 5.7), (1.0, 0.5, 0.5), (2.0, 2.0, None)],
)
def test_a_load_is_rounded_down_to_whole_increments(measured_kg: float, step: float, kilograms: float | None) -> None:
    """Ten with none in reserve, wanted eight with three: 0.969 of the load, rounded down."""
    home = HOME | {"context__increments_kg": step}
    result = dose("bend-more", "strength", **home, **measured(reps=10, reps_in_reserve=0, load_kg=measured_kg))
    assert result.load == (Load() if kilograms is None else Load(kind="kg", kg=kilograms))


def test_what_was_lifted_in_the_clinic_can_be_put_together_again_at_home() -> None:
    """Three times 1.1 kg are 3.3 kg, whatever binary fractions make of it."""
    home = HOME | {"context__increments_kg": 1.1}
    result = dose("bend-more", "strength", **home, **measured(reps=8, reps_in_reserve=3, load_kg=3.3))
    assert result.load == Load(kind="kg", kg=3.3)


@pytest.mark.parametrize(
    ("changes", "kilograms"),
    [
        ({"patient__weight_kg": 20.0}, 2.0),
        ({"patient__weight_kg": 19.5}, None),
        ({"patient__weight_kg": None}, None),
        ({"context__increments_kg": None}, None),
        ({"context__equipment": ()}, None),
        ({"screening__conditions": ("brittle",)}, None),
    ],
)
def test_the_first_weight_is_known_light_enough_and_allowed(changes: dict[str, Any], kilograms: float | None) -> None:
    case = opened(**(HOME | changes))
    assert first_kilograms(LIBRARY.exercises["bend-more"], case) == kilograms


# -- a dose that is carried on, in bounds that may have grown narrower ----------------------------------------

DONE = Dosage(sets=3, reps=12, rest_s=60, tempo="3-1-3", reps_in_reserve=2, per_week=3)


def test_a_dose_within_its_bounds_stays_as_it_is() -> None:
    assert within_bounds(DONE, LIBRARY.dosages["strength"], opened()) == DONE


def test_a_dose_is_brought_into_every_bound_that_a_precaution_has_narrowed() -> None:
    now = within_bounds(DONE, LIBRARY.dosages["strength"], opened(**OLDER))
    assert (now.sets, now.reps, now.reps_in_reserve, now.per_week) == (2, 12, 4, 2)
    held = Dosage(sets=3, reps=1, hold_s=40, rest_s=60, effort=6, per_week=7, per_day=2)
    sore = within_bounds(
        held, LIBRARY.dosages["hold"], opened(screening__conditions=("pressure",), context__days_per_week=7)
    )
    assert (sore.hold_s, sore.effort, sore.per_week, sore.per_day) == (15, 5, 7, 1)


def test_what_the_scheme_does_not_count_is_not_counted_and_what_nobody_stated_is_not_made_up() -> None:
    now = within_bounds(DONE, LIBRARY.dosages["hold"], opened())
    assert (now.hold_s, now.reps_in_reserve, now.effort) == (None, None, None)
    unknown = DONE.model_copy(update={"reps_in_reserve": None})
    assert within_bounds(unknown, LIBRARY.dosages["strength"], opened()).reps_in_reserve is None


def test_fewer_days_at_home_are_fewer_days_and_never_more() -> None:
    assert within_bounds(DONE, LIBRARY.dosages["strength"], opened(context__days_per_week=2)).per_week == 2
    twice = DONE.model_copy(update={"per_week": 1})
    assert within_bounds(twice, LIBRARY.dosages["strength"], opened()).per_week == 1


@pytest.mark.parametrize(
    ("load", "kept"),
    [(Load(kind="kg", kg=8.0), False), (Load(kind="band", band="heavy"), True), (Load(), True)],
)
def test_a_precaution_takes_the_weight_away_and_nothing_else(load: Load, kept: bool) -> None:
    loaded = DONE.model_copy(update={"load": load})
    forbidden = within_bounds(loaded, LIBRARY.dosages["strength"], opened(screening__conditions=("brittle",)))
    assert forbidden.load == (load if kept else Load())
    assert within_bounds(loaded, LIBRARY.dosages["strength"], opened()).load == load
