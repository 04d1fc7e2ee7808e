"""What holds for every patient's finished pages, over random profiles and the real library."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from handout_words import every, letters, printed, squeezed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import TODAY, MadeHandout, made_from
from page_layout import lone_headings, outside, overlapping, torn_cards
from read_pdf import failures
from strategies import profiles

from hepgen.clinical.screen import age_on
from hepgen.handout.blocks import ExerciseCard, Picture
from hepgen.handout.look import PaperName
from hepgen.model.profile import Profile
from hepgen.packs.content import Content, open_content

FEW, MANY = 20, 3000
OTHER = {"left": "right", "right": "left", "both": "both"}
PART = re.compile(r"\b(left|right)(?=[ -](?:knee|leg|foot|heel|hip|thigh|hand|arm|side|toes)\b)", re.IGNORECASE)
"""A side of the body in words; "all right" and "good ones left" name none."""


@cache
def content() -> Content:
    return open_content()


def consistent(profile: Profile) -> Profile:
    """The profile without what would contradict itself."""
    screening, plan, running = profile.screening, profile.plan, profile.running
    if not 10 <= age_on(profile.patient.date_of_birth, TODAY) <= 60:
        screening = screening.model_copy(update={"pregnancy_weeks": 0})
    include = plan.include[: plan.max_exercises]
    exclude = tuple(one for one in plan.exclude if one not in include)
    if running is not None:
        running = running.model_copy(update={"longest_run_km_30d": running.weekly_km})
    measured = {one.exercise: one for one in profile.baseline}
    return profile.model_copy(
        update={
            "screening": screening,
            "running": running,
            "plan": plan.model_copy(update={"include": include, "exclude": exclude}),
            "baseline": tuple(one.model_copy(update={"side": profile.problem.side}) for one in measured.values()),
        }
    )


@st.composite
def patients(draw: st.DrawFn) -> Profile:
    """Anybody, and as often somebody healthy, who gets a plan."""
    return consistent(draw(profiles(content().library, TODAY, healthy=draw(st.booleans()))))


def made(profile: Profile, paper: PaperName = "a4") -> MadeHandout:
    """The handout, by the way that a profile takes through the product."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "profile.json"
        path.write_text(profile.model_dump_json(exclude_none=True))
        return made_from(path, content(), paper)


# -- what holds ------------------------------------------------------------------------------------------------------


def it_ends_in_valid_pages(profile: Profile, paper: PaperName) -> None:
    one = made(profile, paper)
    assert one.plan.outcome in ("plan", "referral", "hold")
    assert bool(every(one.handout, ExerciseCard)) == (one.plan.outcome == "plan")
    assert failures(one.pdf) == []
    assert outside(one.read) == overlapping(one.read) == lone_headings(one.read) == []
    assert torn_cards(one.read, one.handout) == []
    assert letters(one.read.text) == letters("\n".join(printed(one.handout)))


def its_sides_are_the_patient_s(profile: Profile) -> None:
    one = made(profile)
    side, texts = profile.problem.side, list(_texts(one))
    if side == "both":
        assert [text for text in texts if PART.search(text)] == []
    else:
        assert [text for text in _about_the_problem(one) if OTHER[side] in squeezed(text).split()] == []
    for planned, card in zip(one.plan.exercises, every(one.handout, ExerciseCard), strict=True):
        assert planned.side in (side, "both")
        words = {"side": planned.side, "other": OTHER[planned.side]}
        if planned.side == "both":
            words = {"side": "working", "other": "resting"}
        exercise = content().library.exercises[planned.id]
        told = ["".join(span.text for span in step).casefold() for step in card.steps]
        assert told == [step.format(**words).casefold() for step in exercise.text.steps]
        assert [picture.alt.casefold() for picture in card.pictures] == [
            frame.alt.format(**words).casefold() for frame in exercise.frames
        ]
        for picture in card.pictures:
            assert picture.side_label.casefold() in ("", planned.side)
            assert picture.drawing.side in ("symmetrical", planned.side) or planned.side == "both"


def _texts(one: MadeHandout) -> chain[str]:
    footer = one.handout.footer
    return chain(printed(one.handout), [one.handout.title, footer.left], (p.alt for p in every(one.handout, Picture)))


def _about_the_problem(one: MadeHandout) -> list[str]:
    return [one.handout.title, one.handout.sections[0].title, one.handout.footer.left.partition("  ·  plan")[0]]


def the_mirrored_patient_gets_the_mirrored_pages(profile: Profile) -> None:
    problem = profile.problem.model_copy(update={"side": OTHER[profile.problem.side]})
    baseline = tuple(one.model_copy(update={"side": problem.side}) for one in profile.baseline)
    one, other = made(profile), made(profile.model_copy(update={"problem": problem, "baseline": baseline}))
    for text, turned in zip(_without_id(one), _without_id(other), strict=True):
        assert turned == _mirrored(text) or (turned == text and not PART.search(text)), text
    for picture, mirror in zip(every(one.handout, Picture), every(other.handout, Picture), strict=True):
        assert mirror.drawing.side == OTHER.get(picture.drawing.side, "symmetrical") or not picture.side_label
        assert mirror.side_label.casefold() == _mirrored(picture.side_label)


def _mirrored(text: str) -> str:
    return re.sub(r"\b(?:left|right)\b", lambda side: OTHER[side[0]], text.casefold())


def _without_id(one: MadeHandout) -> list[str]:
    return [text.replace(one.plan.plan_id, "").casefold() for text in _texts(one)]


def renaming_the_patient_changes_only_the_name(profile: Profile, name: str) -> None:
    patient = profile.patient.model_copy(update={"name": name})
    one, other = made(profile), made(profile.model_copy(update={"patient": patient}))
    assert name in list(printed(other.handout))
    assert [name if text == profile.patient.name else text for text in printed(one.handout)] == list(
        printed(other.handout)
    )
    assert one.handout.title == other.handout.title


# -- a few each time, thousands before a release ---------------------------------------------------------------------

slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
papers = st.sampled_from(("a4", "letter"))
names = st.text("abcdefgh ", min_size=2, max_size=20).map(str.strip).filter(bool)


@settings(slow, max_examples=FEW)
@given(patients(), papers)
def test_every_profile_ends_in_valid_pages(profile: Profile, paper: PaperName) -> None:
    it_ends_in_valid_pages(profile, paper)


@settings(slow, max_examples=FEW)
@given(patients())
def test_sides_are_the_patient_s(profile: Profile) -> None:
    its_sides_are_the_patient_s(profile)


@settings(slow, max_examples=FEW // 2)
@given(patients())
def test_the_mirrored_patient_gets_the_mirrored_pages(profile: Profile) -> None:
    the_mirrored_patient_gets_the_mirrored_pages(profile)


@settings(slow, max_examples=FEW // 2)
@given(patients(), names)
def test_renaming_the_patient_changes_only_the_name(profile: Profile, name: str) -> None:
    renaming_the_patient_changes_only_the_name(profile, name)


@pytest.mark.long
@settings(slow, max_examples=MANY)
@given(patients(), papers, names)
def test_all_of_it_holds_for_thousands(profile: Profile, paper: PaperName, name: str) -> None:
    it_ends_in_valid_pages(profile, paper)
    its_sides_are_the_patient_s(profile)
    the_mirrored_patient_gets_the_mirrored_pages(profile)
    renaming_the_patient_changes_only_the_name(profile, name)
