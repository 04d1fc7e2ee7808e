"""What must hold for every plan: sides are never swapped, no dose is lost, typed text stays text."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from handout_fixture import composed, dosage, draw, english, holds, library, plan, planned, profile, template, weeks
from hypothesis import given, settings
from hypothesis import strategies as st

from hepgen.handout.blocks import ExerciseCard, Handout, Picture
from hepgen.handout.compose import compose
from hepgen.handout.text import Texts
from hepgen.model.plan import Dosage, Load, Plan
from hepgen.render.text import render_text

ONE_LEG, TWO_LEGS = ("step-down", "leg-lift", "lunge"), ("heel-raise", "wall-sit")
HOSTILE = ("**Bob**", "{name} {x}", "<b>bold</b>", "&amp; {{", "a\\nb", "=1+1", "{0}", "%(x)s", "--- ###")

loads = st.one_of(
    st.just(Load()),
    st.integers(1, 400).map(lambda quarters: Load(kind="kg", kg=quarters / 4)),
    st.sampled_from(("light", "medium", "heavy")).map(lambda band: Load(kind="band", band=band)),
)
moving = st.builds(
    dosage,
    sets=st.integers(1, 10),
    reps=st.integers(1, 100),
    rest_s=st.integers(0, 600),
    tempo=st.sampled_from(("3-1-3", "2-0-2", "1-0-1", None)),
    load=loads,
    reps_in_reserve=st.one_of(st.none(), st.integers(0, 10)),
    per_week=st.integers(1, 7),
    per_day=st.integers(1, 3),
)
held = st.builds(
    holds,
    sets=st.integers(1, 10),
    reps=st.integers(1, 20),
    hold_s=st.integers(1, 300),
    rest_s=st.integers(0, 600),
    effort=st.one_of(st.none(), st.integers(1, 10)),
    load=loads,
    per_week=st.integers(1, 7),
)


@st.composite
def any_plan(draw: st.DrawFn) -> Plan:
    side = draw(st.sampled_from(("left", "right", "both")))
    chosen = draw(st.lists(st.sampled_from(ONE_LEG + TWO_LEGS), min_size=1, max_size=5, unique=True))
    exercises = tuple(
        planned(
            identifier,
            side if identifier in ONE_LEG else "both",
            dosage=draw(st.one_of(moving, held)),
            minutes=draw(st.floats(0.5, 20)),
            from_week=1 if place == 0 else draw(st.integers(1, 2)),
        )
        for place, identifier in enumerate(chosen)
    )
    number = draw(st.integers(1, 26))
    return plan(
        exercises,
        cap=draw(st.integers(0, 5)),
        side=side,
        schedule=weeks(exercises, number),
        running_advice=draw(st.sampled_from((None, "keep", "walk-first", "later", "no"))),
    )


@settings(max_examples=60, deadline=None)
@given(any_plan())
def test_the_side_is_never_swapped(made: Plan) -> None:
    handout = composed(made)
    told = render_text(handout).lower()
    other = {"left": "right", "right": "left"}
    if made.side in other:
        assert f"{other[made.side]} leg works" not in told
        assert f"your {other[made.side]} leg, not" not in told
        assert f"your {made.side} knee exercises" in told
    else:
        assert "left leg" not in told
        assert "left knee" not in told
        assert "right leg" not in told
        assert "right knee" not in told
    for picture in _all(handout, Picture):
        assert picture.side_label in ("", "" if made.side == "both" else made.side.title())
        if picture.side_label:
            assert picture.drawing.side == made.side


@settings(max_examples=60, deadline=None)
@given(any_plan())
def test_every_exercise_and_every_number_of_its_dose_is_told(made: Plan) -> None:
    handout = composed(made)
    told = render_text(handout)
    cards = _all(handout, ExerciseCard)
    assert [card.name for card in cards] == [library().exercises[one.id].text.name for one in made.exercises]
    for card, one in zip(cards, made.exercises, strict=True):
        lines = [f"{line.value} {line.words}" for line in (*card.dose.large, *card.dose.small)]
        numbers = " ".join((*lines, card.dose.effort)).replace("\u00a0", " ")
        for expected in _numbers(one.dosage):
            assert expected in numbers, (expected, numbers)
        assert card.name in told
        for line in lines:
            assert line.split("\u00a0")[0].split()[0] in told


def _numbers(dose: Dosage) -> list[str]:
    """The numbers of a dose as they must appear beside their words."""
    english_number = Texts(english(), "en").number
    one_kind_of_count = dose.hold_s is not None and 1 in (dose.sets, dose.reps)
    expected = [f"{dose.sets * dose.reps} hold"] if one_kind_of_count else [f"{dose.sets} set", str(dose.reps)]
    if dose.hold_s is not None:
        expected.append(str(dose.hold_s))
    if dose.reps_in_reserve:
        expected.append(f"about {dose.reps_in_reserve} good")
    if dose.effort is not None:
        expected.append(f"{dose.effort} out of 10")
    if dose.load.kg:
        expected.append(f"{english_number(dose.load.kg)} kg")
    if dose.load.band is not None:
        expected.append(f"{dose.load.band.title()} band")
    if dose.tempo is not None:
        expected += [f"{seconds} s" for seconds in dose.tempo.split("-") if seconds != "0"]
    if dose.rest_s and dose.sets > 1:
        whole = dose.rest_s >= 120 and dose.rest_s % 60 == 0
        expected.append(f"{dose.rest_s // 60} min rest" if whole else f"{dose.rest_s} s rest")
    return [*expected, f"{dose.per_week} day{'s' * (dose.per_week > 1)} a week"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_typed_comes_out_as_typed(hostile: str) -> None:
    clinician = {"name": hostile, "clinic": f"{hostile} clinic", "phone": f"{hostile}1"}
    made = plan(
        (planned("step-down", because=(hostile,)),),
        profile=profile(
            patient={"name": hostile, "date_of_birth": plan().profile.patient.date_of_birth},
            clinician=clinician,
            goals={"text": hostile},
            plan={"note": hostile},
        ),
    )
    told = render_text(composed(made)).replace("\n", " ")
    for expected in (
        f"For:              {hostile}",
        f"{hostile} clinic  {hostile}1",
        f"“{hostile}”",
        f"A note from {hostile}",
        f"Why this one for you: {hostile}",
        f"Call {hostile}1.",
    ):
        assert expected in told
    assert told.count(hostile) >= 9


def test_strong_text_comes_from_templates_alone() -> None:
    made = plan(profile=profile(goals={"text": "**loud**"}))
    fridge = compose(made, library(), Texts(english(), "en"), template(), draw).sections[0]
    goal = next(one for one in fridge.blocks if type(one).__name__ == "InShort").goal  # type: ignore[union-attr]
    assert [(span.text, span.strong) for span in goal] == [("Your goal:", True), (" “**loud**”", False)]


def _all(tree: Any, kind: type[Any]) -> list[Any]:
    """All nodes of that kind, in reading order."""
    if isinstance(tree, kind):
        return [tree]
    if isinstance(tree, tuple):
        return [found for one in tree for found in _all(one, kind)]
    if is_dataclass(tree) and not isinstance(tree, type):
        return [found for field in fields(tree) for found in _all(getattr(tree, field.name), kind)]
    return []


def test_the_walk_over_the_tree_finds_all_cards() -> None:
    handout: Handout = composed()
    assert len(_all(handout, ExerciseCard)) == len(plan().exercises)
