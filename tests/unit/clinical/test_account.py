"""The account of a plan: a clinician finds every exercise that was not given, with the true reason, and what is odd."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hepgen.clinical.account import account
from hepgen.clinical.case import open_case
from hepgen.clinical.screen import screen
from hepgen.clinical.select import select
from hepgen.model.base import Range
from hepgen.model.library import Library
from hepgen.model.plan import Decision
from hepgen.model.screening import Cleared
from tests.library_fixture import TODAY, exercise, library, profile, with_exercise

LIBRARY = library()


def told(own: Library = LIBRARY, /, **changes: Any) -> tuple[Decision, ...]:
    """Everything that is said of a plan at the stage "grow"."""
    screened = screen(profile(**changes), own, TODAY)
    assert isinstance(screened, Cleared)
    case = open_case(screened, own, TODAY)
    return account(select(case), case)


def of(exercise_id: str, own: Library = LIBRARY, /, **changes: Any) -> Decision:
    """The one decision about an exercise."""
    (one,) = [one for one in told(own, **changes) if one.exercise == exercise_id]
    return one


def reserve(own: Library = LIBRARY, /, **changes: Any) -> dict[str, str]:
    """Exercise → the rule that keeps it in reserve."""
    return {one.exercise: one.rule for one in told(own, **changes) if one.verdict == "reserve" and one.exercise}


def whole(rule: str, own: Library = LIBRARY, /, **changes: Any) -> list[Decision]:
    """Decisions about the plan as a whole."""
    return [one for one in told(own, **changes) if one.rule == rule and not one.exercise]


# -- in reserve: each with its own reason --------------------------------------------------------------------


def test_each_exercise_in_reserve_says_what_stands_in_its_place() -> None:
    assert reserve() == {
        "bend-more": "ladder:bend",
        "ease-the-calf": "not-asked",
        "hop": "not-asked",
        "kneel-and-reach": "not-asked",
        "push-the-wall": "role:hip",
        "raise-the-bridge": "role:hip",
        "rise-on-one": "ladder:rise",
        "stand-on-one": "not-asked",
    }
    assert "Bend a little is on the same ladder" in of("bend-more").because
    assert 'The place "hip" is filled by Lie and lift.' in of("raise-the-bridge").because
    assert "no finding asks for it" in of("hop").because


def test_only_what_a_short_session_leaves_out_is_said_to_be_left_out_for_it() -> None:
    """Nine minutes hold two of three exercises. The rung above the third goes with it; the rest has its own reason."""
    kept_out = reserve(context__minutes_per_session=9)
    assert {id_ for id_, rule in kept_out.items() if rule == "minutes"} == {"rise-on-toes", "rise-on-one"}
    assert kept_out["hop"] == "not-asked"
    assert kept_out["bend-more"] == "ladder:bend"
    assert "fits into 9 minutes" in of("rise-on-toes", context__minutes_per_session=9).because


def test_what_a_finding_added_and_a_short_session_left_out_says_so_too() -> None:
    short: dict[str, Any] = {"problem__findings": ("stiff-ankle",), "context__minutes_per_session": 13}
    kept_out = reserve(**short)
    assert (kept_out["ease-the-calf"], kept_out["hop"], kept_out["stand-on-one"]) == (
        "minutes",
        "not-asked",
        "not-asked",
    )


def test_what_the_plan_would_have_held_but_for_its_number_says_so() -> None:
    few = reserve(plan__max_exercises=1)
    assert {id_ for id_, rule in few.items() if rule == "number"} == {
        "lie-and-lift", "push-the-wall", "raise-the-bridge", "rise-on-one", "rise-on-toes",
    }  # fmt: skip
    assert few["hop"] == "not-asked"
    assert "holds 1 exercises at most" in of("lie-and-lift", plan__max_exercises=1).because


def test_a_place_that_minutes_took_counts_for_the_number() -> None:
    """Of two exercises one does not fit into the session; the third would have been one too many all the same."""
    short: dict[str, Any] = {"plan__max_exercises": 2, "context__minutes_per_session": 6}
    kept_out = reserve(**short)
    assert (kept_out["lie-and-lift"], kept_out["rise-on-toes"]) == ("minutes", "number")


def test_what_was_asked_for_may_fill_the_plan_past_its_number() -> None:
    asked: dict[str, Any] = {"plan__include": ("hop", "stand-on-one", "ease-the-calf"), "plan__max_exercises": 2}
    kept_out = reserve(**asked)
    assert (kept_out["bend-a-little"], kept_out["kneel-and-reach"]) == ("number", "not-asked")


def test_what_a_finding_prefers_or_adds_says_that_there_was_no_room() -> None:
    asked: dict[str, Any] = {"problem__findings": ("stiff-ankle",), "plan__max_exercises": 3}
    assert (reserve(**asked)["ease-the-calf"], reserve(**asked)["hop"]) == ("number", "not-asked")


def test_what_another_exercise_answers_names_it() -> None:
    one = of("kneel-and-reach", problem__findings=("stiff-ankle",))
    assert (one.verdict, one.rule) == ("reserve", "finding:stiff-ankle")
    assert "answered by Ease the calf" in one.because
    assert of("hop", problem__findings=("stiff-ankle",)).rule == "not-asked"


def test_while_the_joint_is_irritable_the_harder_ladder_waits_and_says_why() -> None:
    sore: dict[str, Any] = {"problem__worst_pain": 6.0, "problem__stage": "grow"}
    kit: dict[str, Any] = {"context__equipment": ("resistance-band",)}
    assert of("bend-a-little", **sore, **kit).rule == "irritability"
    assert "gentler ladders" in of("bend-a-little", **sore, **kit).because
    assert of("hop", **sore, **kit).rule == "not-asked"


# -- chosen --------------------------------------------------------------------------------------------------


def test_a_chosen_exercise_says_what_it_is_for_and_by_whom() -> None:
    assert 'Fills the place "knee": the lowest rung of the ladder "The ladder bend."' in of("bend-a-little").because
    assert of("bend-a-little").source == "Key1"
    preferred = of("raise-the-bridge", problem__findings=("weak-hip",))
    assert (preferred.rule, preferred.source) == ("role:hip", "Key1")
    assert "preferred for the finding weak hip" in preferred.because
    added = of("ease-the-calf", problem__findings=("stiff-ankle",))
    assert (added.rule, added.source) == ("finding:stiff-ankle", "Key1")
    assert "Added for the finding stiff ankle" in added.because
    asked = of("hop", plan__include=("hop",))
    assert (asked.rule, asked.source) == ("include", "the physiotherapist's choice")


def test_a_measured_start_tells_the_measurement() -> None:
    baseline = ({"exercise": "rise-on-one", "reps": 9, "reps_in_reserve": 3},)
    one = of("rise-on-one", baseline=baseline)
    assert "measured in the clinic at 9 repetitions with 3 in reserve" in one.because
    assert (one.rule, one.source) == ("role:support", "stated in the profile")


def test_insisting_tells_every_objection_and_whose_dose_it_is() -> None:
    off_stage = of("press-the-towel", plan__include=("press-the-towel",))
    assert "Not dosed at this stage (Stage grow)." in off_stage.because
    assert "gets the dose of Stage quiet" in off_stage.because
    at_stage = of("bend-a-little", plan__include=("bend-a-little",), problem__irritability="high")
    assert "The joint is irritable." in at_stage.because
    assert "gets the dose" not in at_stage.because


# -- the plan as a whole -------------------------------------------------------------------------------------


def test_an_irritable_joint_is_said_of_the_whole_plan() -> None:
    (one,) = whole("irritability", problem__worst_pain=6.0)
    assert (one.verdict, one.because, one.source) == ("chosen", "The joint is irritable.", "Key1")
    assert whole("irritability", problem__worst_pain=5.5) == []


@pytest.mark.parametrize(
    ("changes", "verdict", "words"),
    [
        ({"context__minutes_per_session": 9}, "reserve", "fits into 9 minutes"),
        ({"plan__max_exercises": 2}, "reserve", "holds 2 exercises at most"),
        ({"plan__include": ("hop", "stand-on-one"), "plan__max_exercises": 1}, "reserve", "holds 1 exercises at most"),
        ({"plan__exclude": ("rise-on-toes", "rise-on-one")}, "rejected", "safe and possible for this patient"),
        ({"screening__weight_bearing": "partial"}, "rejected", "safe and possible for this patient"),
    ],
)
def test_a_place_that_stays_empty_says_why(changes: dict[str, Any], verdict: str, words: str) -> None:
    (one,) = whole("role:support", **changes)
    assert one.verdict == verdict
    assert 'The place "support" stays empty' in one.because or verdict == "reserve"
    assert words in one.because


def test_a_place_that_is_filled_or_optional_is_not_remarked_upon() -> None:
    assert [one for one in told() if one.rule.startswith("role:") and not one.exercise] == []


def test_findings_are_remarked_upon_only_when_they_change_nothing() -> None:
    found = told(problem__findings=("unanswered", "weak-hip", "slow-steps", "stiff-ankle"))
    unused = [one for one in found if "changes nothing" in one.because]
    assert [(one.rule, one.verdict) for one in unused] == [("finding:unanswered", "rejected")]


@pytest.mark.parametrize(("most", "said"), [(3, False), (2, True)])
def test_more_asked_for_than_the_profile_allows_is_said(most: int, said: bool) -> None:
    found = whole("number", plan__include=("hop", "stand-on-one", "ease-the-calf"), plan__max_exercises=most)
    assert ([f"3 exercises were asked for by name, above the {most}" in one.because for one in found]) == [True] * said


def test_a_plan_of_few_exercises_is_not_remarked_upon() -> None:
    assert whole("number", plan__max_exercises=6) == []


@pytest.mark.parametrize(
    ("count", "words"),
    [(4, None), (5, "Three or four are enough"), (6, "Three or four are enough"), (7, "too many"), (8, "too many")],
)
def test_the_more_exercises_the_plainer_the_advice_to_take_some_out(count: int, words: str | None) -> None:
    """People do fewer than four more often [Bachmann18]."""
    names = (
        "hop", "stand-on-one", "ease-the-calf", "push-the-wall", "kneel-and-reach", "raise-the-bridge",
        "bend-a-little", "rise-on-toes",
    )  # fmt: skip
    asked: dict[str, Any] = {"plan__include": names[:count], "plan__max_exercises": count}
    found = whole("number", **asked, context__minutes_per_session=60)
    assert [one.because.startswith(f"{count} exercises") for one in found] == [True] * (words is not None)
    assert all(words is not None and words in one.because for one in found)


def test_sets_taken_off_are_told_with_what_is_usual() -> None:
    sets = {"sets": Range(low=1, high=5, start=5)}
    roomy = {id_: one.model_copy(update=sets) for id_, one in LIBRARY.dosages.items()}
    own = replace(LIBRARY, dosages=roomy)
    found = [one.because for one in whole("minutes", own, plan__max_exercises=1, context__minutes_per_session=5)]
    # 10 × 5 s and a rest of 30 s a set: five sets take 6.7 minutes, four 5.3 and three 4.0.
    assert found == ["Bend a little starts with 3 sets, not 5, so that a session fits into 5 minutes."]


@pytest.mark.parametrize(("rest_s", "over"), [(51, []), (54, ["One session takes about 5.1 minutes, above the 5"])])
def test_a_session_is_too_long_only_above_the_patient_s_minutes(rest_s: int, over: list[str]) -> None:
    """3 × 7 × 8 s, two rests and half a minute: five minutes, or a little more."""
    strength = LIBRARY.dosages["strength"].model_copy(update={"rest_s": rest_s})
    own = replace(LIBRARY, dosages={**LIBRARY.dosages, "strength": strength})
    asked: dict[str, Any] = {"plan__include": ("bend-more",), "plan__max_exercises": 1}
    found = whole("minutes", own, **asked, context__minutes_per_session=5)
    assert [one.because[: len(words)] for one, words in zip(found, over, strict=True)] == over


@pytest.mark.parametrize(
    ("home", "born", "days", "names"),
    [
        (3, date(1984, 2, 3), 3, "Rise on toes"),  # four to seven days are usual for it, two or three for the others
        (5, date(1950, 1, 1), 2, "Rise on toes"),  # at this age two days at most
        (1, date(1950, 1, 1), 1, "Bend more, Lie and lift, Rise on toes"),
    ],
)
def test_fewer_days_than_usual_are_told_with_the_exercises_that_they_touch(
    home: int, born: date, days: int, names: str
) -> None:
    asked: dict[str, Any] = {"plan__include": ("bend-more",), "plan__max_exercises": 3}
    (one,) = whole("days", **asked, context__days_per_week=home, patient__date_of_birth=born)
    assert f"no more than {days} " in one.because
    assert one.because.endswith(f"for: {names}.")


def test_a_precaution_against_weights_is_told_only_where_weights_would_be_used() -> None:
    home: dict[str, Any] = {"context__equipment": ("dumbbell",), "plan__include": ("bend-more",)}
    (one,) = [one for one in told(screening__conditions=("brittle",), **home) if "No weights" in one.because]
    assert (one.rule, one.verdict, one.source) == ("screening:brittle", "rejected", "Key1")
    without = told(screening__conditions=("brittle",), context__equipment=("dumbbell",))
    assert not any("No weights" in one.because for one in without), "nothing in the plan takes a weight"


def test_an_exercise_of_another_condition_is_no_candidate() -> None:
    own = with_exercise(LIBRARY, exercise("for-the-elbow", {}))
    assert "for-the-elbow" not in {one.exercise for one in told(own)}
