"""`hepgen revise`: a plan and a diary in, the next plan and what changed out, and the exit code that tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command import TODAY, Hepgen

LATER = "2026-12-04"
REVISE = ("revise", "--today", LATER)
HEAD = "date,exercise,sets,reps,load,pain,pain_next_morning,missed\n"


@pytest.fixture
def plan(hepgen: Hepgen, clinic: Path) -> dict[str, Any]:
    """Anna's plan, given in `anna-plan.json`."""
    assert hepgen("make", "--today", TODAY, "anna.toml", "--format", "json").code == 0
    found: dict[str, Any] = json.loads((clinic / "anna-plan.json").read_text())
    return found


@pytest.fixture
def diary(plan: dict[str, Any], clinic: Path) -> Path:
    """Two sessions of the first exercise, as planned; Anna's first week starts on 23 November."""
    first = plan["exercises"][0]
    path = clinic / "diary.csv"
    path.write_text(HEAD + "".join(session(first, day) for day in (30, 28)))
    return path


def session(exercise: dict[str, Any], day: int, pain: float = 1, morning: float = 0) -> str:
    dose = exercise["dosage"]
    return f"2026-11-{day},{exercise['id']},{dose['sets']},{dose['reps'] + 2},,{pain},{morning},no\n"


def answers(clinic: Path, flags: str) -> Path:
    """A diary that has only the safety questions, asked again."""
    path = clinic / "answers.toml"
    path.write_text(f"[screening]\ncompleted_on = {LATER}\nred_flags = [{flags}]\n")
    return path


def test_the_next_handout_lies_beside_the_last_one(
    hepgen: Hepgen, plan: dict[str, Any], diary: Path, drawings: Path, clinic: Path
) -> None:
    answer = hepgen(*REVISE, "anna-plan.json", diary, "--pack", drawings)
    assert (answer.code, answer.err) == (0, f"anna-{LATER}.pdf: written.\n")
    assert (clinic / f"anna-{LATER}.pdf").read_bytes().startswith(b"%PDF-")
    assert plan["plan_id"] in answer.out
    for exercise in plan["exercises"]:
        if exercise["from_week"] == 1:
            assert f"  {exercise['id']}" in answer.out


def test_the_changes_go_to_stderr_when_the_document_goes_to_stdout(
    hepgen: Hepgen, plan: dict[str, Any], diary: Path
) -> None:
    answer = hepgen(*REVISE, "anna-plan.json", diary, "--format", "json", "-o", "-")
    made = json.loads(answer.out.encode("latin-1"))
    assert made["revises"] == plan["plan_id"]
    assert f"{plan['plan_id']} → {made['plan_id']}: plan" in answer.err
    for change in made["changes"]:
        assert change["because"] in answer.err
        assert change["patient"]


def test_a_revision_goes_the_way_of_every_plan(hepgen: Hepgen, diary: Path, drawings: Path, clinic: Path) -> None:
    assert hepgen(*REVISE, "anna-plan.json", diary, "-o", "a.pdf", "--pack", drawings).code == 0
    assert hepgen(*REVISE, "anna-plan.json", diary, "--format", "json", "--pack", drawings).code == 0
    name = f"anna-{LATER}-plan.json"
    made = hepgen("make", "--today", LATER, name, "--pack", drawings)
    assert (made.code, made.err) == (0, f"anna-{LATER}.pdf: written.\n")
    assert (clinic / f"anna-{LATER}.pdf").read_bytes() == (clinic / "a.pdf").read_bytes()
    assert hepgen("explain", "--today", LATER, name).code == 0


def test_a_chain_keeps_its_first_plan_and_its_names_short(
    hepgen: Hepgen, plan: dict[str, Any], diary: Path, clinic: Path
) -> None:
    assert hepgen(*REVISE, "anna-plan.json", diary, "--format", "json").code == 0
    (clinic / "empty.csv").write_text(HEAD)
    again = ("revise", "--today", "2026-12-11", f"anna-{LATER}-plan.json", "empty.csv", "--format", "json")
    answer = hepgen(*again)
    assert answer.err == "anna-2026-12-11-plan.json: written.\n"
    third = json.loads((clinic / "anna-2026-12-11-plan.json").read_text())
    assert third["origin"]["plan_id"] == plan["plan_id"]
    assert third["revises"] != plan["plan_id"]


def test_the_same_input_gives_the_same_bytes(hepgen: Hepgen, diary: Path) -> None:
    first, second = (hepgen(*REVISE, "anna-plan.json", diary, "--format", "txt", "-o", "-") for _ in range(2))
    assert first.code == 0
    assert first == second


def test_a_new_red_flag_gives_the_page_that_says_what_to_do(hepgen: Hepgen, plan: dict[str, Any], clinic: Path) -> None:
    answer = hepgen(*REVISE, "anna-plan.json", answers(clinic, '"locked-knee"'), "--format", "txt")
    assert answer.code == 5
    assert answer.out.startswith(plan["plan_id"])
    assert "no exercises now" in answer.err
    assert "What to do now" in (clinic / f"anna-{LATER}.txt").read_text()
    assert hepgen(*REVISE, "anna-plan.json", answers(clinic, ""), "--format", "txt").code == 0


def test_a_passed_gate_is_told(hepgen: Hepgen, plan: dict[str, Any], clinic: Path) -> None:
    (clinic / "diary.toml").write_text(f'plan_id = "{plan["plan_id"]}"\ngate_passed = true\nworst_pain = 2\n')
    answer = hepgen(*REVISE, "anna-plan.json", "diary.toml", "--format", "txt")
    assert answer.code == 0
    assert "stage build" in answer.out
    assert "(gate)" in answer.out


def test_an_old_screening_is_told(hepgen: Hepgen, diary: Path) -> None:
    later = ("revise", "--today", "2027-01-08", "anna-plan.json", diary, "--format", "txt")
    assert "repeat the screening" in hepgen(*later).out


def test_an_edited_plan_is_checked_like_any_other(
    hepgen: Hepgen, plan: dict[str, Any], diary: Path, clinic: Path
) -> None:
    plan["exercises"][0]["dosage"]["sets"] = 9
    (clinic / "edited.json").write_text(json.dumps(plan, indent=2))
    answer = hepgen(*REVISE, "edited.json", diary)
    assert answer.code == 3
    assert "exercises[0].dosage.sets: 9 is outside the dose's bounds." in answer.err
    assert not (clinic / f"edited-{LATER}.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("anna.toml", "diary.csv"), 3, "anna.toml: This is not a plan."),
        (("anna-plan.json", "missing.csv"), 3, "missing.csv: There is no such file."),
        (("anna-plan.json", "anna.toml"), 3, "anna.toml:1: patient: There is no such field."),
        (("anna-plan.json",), 2, "Missing argument 'DIARY'"),
        (("anna-plan.json", "diary.csv", "-o", "diary.csv"), 2, "is an input and would be replaced"),
        (("anna-plan.json", "diary.csv", "-o", "./anna-plan.json"), 2, "is an input and would be replaced"),
        (("anna-plan.json", "diary.csv", "-o", "missing/"), 2, "is not a folder"),
        (("anna-plan.json", "diary.csv", "-o", "missing/a.txt", "--format", "txt"), 6, "the folder does not exist"),
        (("anna-plan.json", "diary.csv", "--theme", "pink"), 2, "'pink' is not one of colour, mono"),
        (("anna-plan.json", "diary.csv", "--template", "referral"), 2, "is not one of"),
        (("anna-plan.json", "diary.csv", "--pack", "missing"), 4, "There is no such folder."),
        (("anna-plan.json", "diary.csv", "--today", TODAY), 3, "is after today (2026-11-22)"),
    ],
)
@pytest.mark.usefixtures("diary")
def test_what_cannot_be_done_is_told(arguments: tuple[str, ...], code: int, told: str, hepgen: Hepgen) -> None:
    answer = hepgen(*REVISE, *arguments)
    assert answer.code == code
    assert told in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_a_mistake_in_the_diary_is_told_and_harms_no_older_file(hepgen: Hepgen, diary: Path, clinic: Path) -> None:
    (clinic / f"anna-{LATER}.txt").write_text("before")
    diary.write_text(HEAD + "2026-11-30,squats,3,8,,1,0,no\n")
    answer = hepgen(*REVISE, "anna-plan.json", diary, "--format", "txt")
    assert answer.code == 3
    assert 'diary.csv:2: exercise: "squats" is not in the plan.' in answer.err
    assert (clinic / f"anna-{LATER}.txt").read_text() == "before"


def test_no_personal_text_reaches_the_console(hepgen: Hepgen, diary: Path) -> None:
    answer = hepgen(*REVISE, "anna-plan.json", diary, "--format", "txt")
    for personal in ("Anna", "Kowalska", "1991", "Great effort", "Sam Taylor"):
        assert personal not in answer.out + answer.err


def test_the_example_diary_fits_the_example_runner(hepgen: Hepgen, clinic: Path) -> None:
    examples = Path(__file__).parents[2] / "examples"
    made = ("make", "--today", "2026-11-25", examples / "runner.toml", "--format", "json", "-o", clinic / "r.json")
    assert hepgen(*made).code == 0
    later = ("revise", "--today", "2026-12-12", "r.json", examples / "runner-diary.csv", "--format", "txt")
    answer = hepgen(*later)
    assert answer.code == 0, answer.err
    for rule in ("(above-target)", "(as-planned)", "(amber)"):
        assert rule in answer.out
