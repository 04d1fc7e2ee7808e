from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hepgen.clinical.screen import age_on, applies, can_override, screen, strictest
from hepgen.errors import InvalidPack
from hepgen.model.library import Action, DoseLimits, Trigger
from hepgen.model.screening import Cleared, Referral
from tests.library_fixture import TODAY, library, profile

LIBRARY = library()


def fired(**changes: Any) -> list[str]:
    return [rule.id for rule in screen(profile(**changes), LIBRARY, TODAY).fired]


def cleared(**changes: Any) -> Cleared:
    screened = screen(profile(**changes), LIBRARY, TODAY)
    assert isinstance(screened, Cleared)
    return screened


def test_nothing_found_clears_without_limits() -> None:
    clear = cleared()
    assert (clear.fired, clear.forbidden_tags, clear.limits, clear.running_allowed) == ((), {}, DoseLimits(), True)


def test_a_red_flag_refers_and_is_named_before_all_else() -> None:
    screened = screen(
        profile(screening__red_flags=("stuck", "smoke", "fire"), screening__conditions=("brittle",)), LIBRARY, TODAY
    )
    assert isinstance(screened, Referral)
    assert screened.outcome == "referral"
    assert [rule.id for rule in screened.fired] == ["fire", "smoke", "blocked", "brittle"]


def test_a_red_flag_that_holds_is_a_hold() -> None:
    screened = screen(profile(screening__red_flags=("stuck",)), LIBRARY, TODAY)
    assert isinstance(screened, Referral)
    assert screened.outcome == "hold"


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2010, 11, 20), []),  # sixteen today
        (date(2010, 11, 21), ["child"]),  # sixteen tomorrow
        (date(1961, 11, 20), ["older"]),  # sixty-five today
        (date(1961, 11, 21), []),
    ],
)
def test_age_counts_completed_years(born: date, expected: list[str]) -> None:
    assert fired(patient__date_of_birth=born) == expected


def test_a_leap_day_child_grows_older_on_the_first_of_march() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@pytest.mark.parametrize(("days", "expected"), [(0, ["injected"]), (13, ["injected"]), (14, [])])
def test_a_steroid_injection_counts_in_days(days: int, expected: list[str]) -> None:
    assert fired(screening__steroid_injection_on=TODAY - timedelta(days=days)) == expected


@pytest.mark.parametrize(
    ("weeks", "of_plan", "expected"),
    [(0, 26, []), (15, 1, []), (16, 1, ["pregnant"]), (10, 6, []), (11, 6, ["pregnant"])],
)
def test_pregnancy_counts_in_weeks_to_the_end_of_the_plan(weeks: int, of_plan: int, expected: list[str]) -> None:
    assert fired(screening__pregnancy_weeks=weeks, plan__weeks=of_plan) == expected


def test_body_mass_index_needs_height_and_weight() -> None:
    assert fired(patient__weight_kg=90.0) == []
    assert fired(patient__weight_kg=90.0, patient__height_cm=170.0) == ["heavy-body"]


def test_weight_bearing_and_medication_fire() -> None:
    assert fired(screening__weight_bearing="partial", screening__medication=("thinner",)) == [
        "thinner",
        "not-on-leg",
    ]


def test_all_parts_of_a_trigger_must_hold() -> None:
    assert fired(screening__conditions=("brittle",)) == ["brittle"]
    assert fired(screening__conditions=("brittle",), patient__date_of_birth=date(1950, 1, 1)) == [
        "brittle",
        "older",
        "older-and-brittle",
    ]


def test_a_trigger_that_names_nothing_never_fires() -> None:
    assert not applies(Trigger(), profile(), TODAY)


def test_the_strictest_limits_win() -> None:
    clear = cleared(screening__conditions=("pressure",), patient__date_of_birth=date(1950, 1, 1))
    assert clear.limits == DoseLimits(
        hold_s_max=15, effort_max=5, reps_in_reserve_min=4, per_week_max=2, sets_max=2, start_low=True
    )


def test_forbidden_tags_name_the_rule_that_forbids_them() -> None:
    clear = cleared(screening__conditions=("cracked", "brittle"))
    assert {tag: rule.id for tag, rule in clear.forbidden_tags.items()} == {"impact": "brittle", "heavy": "brittle"}
    assert not clear.running_allowed


def test_what_no_rule_names_is_never_passed_over() -> None:
    with pytest.raises(InvalidPack) as refused:
        screen(profile(screening__red_flags=("unheard-of",), screening__medication=("unknown-drug",)), LIBRARY, TODAY)
    assert [one.field for one in refused.value.diagnostics] == ["screening.red_flags", "screening.medication"]


def test_of_two_limits_the_one_that_allows_less_wins() -> None:
    limits = strictest(
        (
            DoseLimits(hold_s_max=30, reps_in_reserve_min=3, effort_max=6, per_week_max=3, sets_max=4),
            DoseLimits(hold_s_max=20, reps_in_reserve_min=4, effort_max=5, per_week_max=2, sets_max=3),
            DoseLimits(),
        )
    )
    assert limits == DoseLimits(hold_s_max=20, reps_in_reserve_min=4, effort_max=5, per_week_max=2, sets_max=3)


def test_a_body_mass_index_at_the_threshold_fires() -> None:
    assert fired(patient__weight_kg=120.0, patient__height_cm=200.0) == ["heavy-body"]
    assert fired(patient__weight_kg=119.5, patient__height_cm=200.0) == []


@pytest.mark.parametrize(
    ("running", "allowed"), [(None, False), ({"weekly_km": 0.0}, False), ({}, False), ({"weekly_km": 5.0}, True)]
)
def test_no_new_running_stops_only_those_who_do_not_run_now(running: dict[str, Any] | None, allowed: bool) -> None:
    table = {} if running is None else {"running": running}
    assert cleared(screening__pregnancy_weeks=20, **table).running_allowed is allowed
    assert cleared(**table).running_allowed


def test_one_rule_that_starts_low_is_enough() -> None:
    assert strictest((DoseLimits(start_low=True), DoseLimits())).start_low
    assert not strictest((DoseLimits(),)).start_low


@pytest.mark.parametrize(
    "weakened",
    [
        {"action": "inform", "urgency": None, "where": None},
        {"when": Trigger(red_flag="fire", age_below=1)},
    ],
)
def test_a_red_flag_that_no_rule_stops_is_never_passed_over(weakened: dict[str, object]) -> None:
    """Content may name a red flag and yet not act on it for this patient: that makes no plan."""
    rules = tuple(
        rule.model_copy(update=weakened) if rule.when.red_flag == "fire" else rule for rule in LIBRARY.screening
    )
    with pytest.raises(InvalidPack, match="fire"):
        screen(profile(screening__red_flags=("fire",)), replace(LIBRARY, screening=rules), TODAY)


OVERRIDE = {"rule": "unsettled", "by": "Sam Taylor", "reason": "Cleared by her consultant today."}


def test_a_hold_waits_for_a_named_override() -> None:
    held = screen(profile(screening__conditions=("unsettled",)), LIBRARY, TODAY)
    assert isinstance(held, Referral)
    assert held.outcome == "hold"
    clear = cleared(screening__conditions=("unsettled",), screening__overrides=(OVERRIDE,))
    assert clear.overrides["unsettled"].by == "Sam Taylor"


def test_an_overridden_hold_still_limits_the_plan() -> None:
    clear = cleared(screening__conditions=("unsettled",), screening__overrides=(OVERRIDE,))
    assert list(clear.forbidden_tags) == ["impact"]
    assert clear.limits.start_low
    assert not clear.running_allowed


def test_each_hold_needs_its_own_override() -> None:
    child = {"patient__date_of_birth": date(2014, 1, 1), "screening__conditions": ("unsettled",)}
    assert isinstance(screen(profile(**child, screening__overrides=(OVERRIDE,)), LIBRARY, TODAY), Referral)
    both = (OVERRIDE, OVERRIDE | {"rule": "child"})
    assert set(cleared(**child, screening__overrides=both).overrides) == {"unsettled", "child"}


@pytest.mark.parametrize(("flag", "rule"), [("stuck", "blocked"), ("fire", "fire")])
def test_nobody_overrides_a_red_flag(flag: str, rule: str) -> None:
    override = OVERRIDE | {"rule": rule}
    screened = screen(profile(screening__red_flags=(flag,), screening__overrides=(override,)), LIBRARY, TODAY)
    assert isinstance(screened, Referral)


def test_an_override_of_what_does_not_hold_changes_nothing() -> None:
    assert cleared(screening__overrides=(OVERRIDE,)) == replace(
        cleared(), profile=profile(screening__overrides=(OVERRIDE,))
    )


def test_a_rule_may_ask_for_a_problem_too() -> None:
    assert fired(screening__medication=("pill",)) == ["hinge-and-pill"]


@pytest.mark.parametrize(
    ("asked", "starts", "expected"),
    [(0, 0, []), (7, 0, []), (14, 0, ["pregnant"]), (0, 13, []), (0, 14, ["pregnant"])],
    ids=lambda value: str(value),
)
def test_a_pregnancy_goes_on_after_it_was_asked_about(asked: int, starts: int, expected: list[str]) -> None:
    days = {
        "screening__completed_on": TODAY - timedelta(days=asked),
        "plan__start_on": TODAY + timedelta(days=starts),
    }
    assert fired(screening__pregnancy_weeks=14, plan__weeks=1, **days) == expected


# -- who may override -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "level", "overridable"),
    [
        ("hold", "contraindication", True),
        ("hold", "precaution", True),
        ("hold", "red-flag", False),  # whatever fired it
        ("block", "contraindication", False),
        ("modify", "precaution", False),
        ("inform", "precaution", False),
    ],
)
def test_only_a_hold_that_is_no_red_flag_can_be_overridden(action: Action, level: str, overridable: bool) -> None:
    """An override of a limit would lift it in silence."""
    rule = next(rule for rule in LIBRARY.screening if rule.id == "unsettled")
    assert can_override(rule.model_copy(update={"action": action, "level": level})) is overridable
    red = rule.model_copy(update={"action": action, "level": level, "when": Trigger(red_flag="fire")})
    assert not can_override(red)
    assert not can_override(None)
