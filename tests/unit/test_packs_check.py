"""Each fault put into the library is found by the check, and the library without it has none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pack_fixture import INFO, built_in, drawn_pack, overlaid, pack

from hepgen.errors import Diagnostic
from hepgen.packs.check import check_library
from hepgen.packs.content import Content, open_content

TODAY = date(2026, 11, 22)


def told(content: Content) -> list[Diagnostic]:
    """What the check says, drawings left out: they have a test of their own."""
    return [problem for problem in check_library(content, TODAY) if not problem.file.startswith("images/")]


def test_the_library_as_it_is_has_no_fault() -> None:
    assert told(open_content()) == []


FAULTS = [
    ("exercises/knee/step-up.toml", "equipment = [", 'equipment = ["stilts", ', '"stilts" is not known.'),
    ("exercises/knee/step-up.toml", "sources = [", 'sources = ["Nobody99", ', '"Nobody99" is not known.'),
    ("exercises/knee/step-up.toml", 'region = "knee"', 'region = "hip"', "The region differs from the folder"),
    ("exercises/knee/step-up.toml", "steps = [", 'steps = ["Lift the {knee}.", ', "{knee} will not be filled here"),
    ("exercises/knee/step-up.toml", "steps = [", 'steps = ["Lift the left knee.", ', '"left" would be wrong'),
    ("ladders/step.toml", "rungs = [", 'rungs = ["step-up", ', '"step-up" stands on this ladder twice.'),
    ("ladders/step.toml", "rungs = [", 'rungs = ["squat", ', '"squat" stands on the ladder "squat" as well.'),
    ("ladders/step.toml", "rungs = [", 'rungs = ["moonwalk", ', '"moonwalk" is not known.'),
    ("exercises/knee/step-up.toml", 'cue = "', f'cue = "{"Sophisticated coordination necessitates it. " * 8}',
     "Too hard to read"),
    ("exercises/knee/step-up.toml", 'cue = "', f'cue = "{"Go " * 21}on. ', "More than 20 words in a sentence"),
    ("exercises/knee/low-step-up.toml", '.patellofemoral-pain]\ncalm = ', '.patellofemoral-pain]\nreturn = ',
     "is dosed at an earlier stage than the rung before it."),
    ("screening/red-flags.toml", 'red_flag = "locked-knee"', 'red_flag = "locked-nee"', '"locked-nee" is not known.'),
    ("screening/red-flags.toml", 'red_flag = "locked-knee"', 'red_flag = "rapid-effusion"', "No screening rule says"),
    ("wording.toml", "because-role = ", "because-rolle = ", "This sentence is missing."),
    ("conditions/patellofemoral-pain.toml", '{ id = "knee"', '{ id = "knees"', '"knees" is not known.'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after", "what"), FAULTS)
def test_a_fault_is_found(file: str, before: str, after: str, what: str, tmp_path: Path) -> None:
    text = built_in(file)
    assert before in text
    problems = told(overlaid(tmp_path, {f"exercise_library/{file}": text.replace(before, after, 1)}))
    assert any(what in problem.what for problem in problems), problems


def test_an_exercise_that_nobody_can_be_given_is_told(tmp_path: Path) -> None:
    text = built_in("exercises/knee/step-up.toml").replace('id = "step-up"', 'id = "moonwalk"')
    added = {
        "exercise_library/exercises/knee/moonwalk.toml": text,
        "exercise_library/translations/es/exercises/knee/moonwalk.toml": built_in(
            "translations/es/exercises/knee/step-up.toml"
        ),
    }
    problems = told(overlaid(tmp_path, added))
    assert ["No condition can reach this exercise" in problem.what for problem in problems] == [True]


def test_an_unreadable_file_is_told_alone(tmp_path: Path) -> None:
    content = overlaid(tmp_path, {"exercise_library/ladders/step.toml": "id = 1", "exercise_library/dosages.toml": "["})
    assert {Path(problem.file).name for problem in check_library(content, TODAY)} == {"step.toml", "dosages.toml"}


def test_an_overdue_review_is_told(tmp_path: Path) -> None:
    content = open_content([pack(tmp_path, info=INFO + "review_due = 2026-11-21\n")])
    (problem,) = told(content)
    assert (problem.field, problem.line) == ("review_due", 5)


def test_a_language_is_complete_or_told(tmp_path: Path) -> None:
    content = overlaid(tmp_path, {"templates/strings/cy.toml": "[footer]\nplan = 'cynllun {plan}'\n"})
    fields = {problem.field for problem in told(content) if problem.file.endswith("templates/strings/cy.toml")}
    assert "footer.page" in fields
    assert "footer.plan" not in fields


def test_drawings_are_missing_stale_or_of_another_side(tmp_path: Path) -> None:
    root = drawn_pack(tmp_path)
    (root / "images" / "step-up" / "woman" / "start.svg").write_text(
        (root / "images" / "glute-bridge" / "woman" / "start.svg").read_text()
    )
    pack(root, {"images/step-up/pose.toml": "side = 'right'\n"})
    told_of_step_up = [
        (problem.file, problem.what)
        for problem in check_library(open_content([root]), TODAY)
        if problem.file.startswith("images/step-up")
    ]
    start, end = "images/step-up/woman/start.svg", "images/step-up/woman/end.svg"
    assert (start, "The drawing is older than its pose.") in told_of_step_up
    assert (end, "The drawing is older than its pose.") in told_of_step_up
    assert (start, "The drawing shows symmetrical, but the exercise works one.") in told_of_step_up


@pytest.mark.parametrize("name", ["pose.toml", "woman/start.svg"])
def test_a_drawing_or_pose_that_is_not_text_is_told(name: str, tmp_path: Path) -> None:
    root = pack(tmp_path, {f"images/step-up/{name}": ""})
    (root / "images" / "step-up" / name).write_bytes(b"\xff\xfe\x00")
    problems = check_library(open_content([root]), TODAY)
    assert ("The file is not UTF-8 text.") in {problem.what for problem in problems if problem.file.endswith(name)}
