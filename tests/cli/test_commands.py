"""The other commands: check, explain, new, schema, library, help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command import TODAY, Hepgen

COMMANDS = ["make", "check", "explain", "revise", "new", "schema", "library", "library list", "library show",
            "library check", "library preview", "library draw"]  # fmt: skip
HEAVY = ("pydantic", "reportlab", "PIL", "numpy", "scipy", "hepgen.app", "hepgen.model", "hepgen.packs")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_there_and_loads_nothing_heavy(command: str) -> None:
    program = (
        "import sys; from hepgen.cli.main import run; code = run(sys.argv[1:]);"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]; sys.exit(f'loaded {{heavy}}' if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command.split(), "--help"],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: hepgen" in done.stdout


def test_version(hepgen: Hepgen) -> None:
    from hepgen import __version__

    assert hepgen("--version").out == f"hepgen, version {__version__}\n"


# -- check -----------------------------------------------------------------------------------------------------------


def test_check_tells_the_outcome_of_each(hepgen: Hepgen, clinic: Path) -> None:
    answer = hepgen("check", "--today", TODAY, "anna.toml", "flag.toml")
    assert answer.code == 5
    assert "anna.toml: valid; outcome: plan." in answer.out
    assert "  stage: calm: Calm and tune the load is the highest stage" in answer.out
    assert "flag.toml: valid; outcome: referral." in answer.out
    assert sorted(path.name for path in clinic.iterdir()) == ["anna.toml", "flag.toml", "wrong.toml"]


def test_check_says_when_the_screening_is_old(hepgen: Hepgen) -> None:
    answer = hepgen("check", "--today", "2027-03-01", "anna.toml")
    assert "repeat the screening" in answer.out


def test_check_answers_in_json(hepgen: Hepgen) -> None:
    answer = hepgen("check", "--today", TODAY, "--json", "flag.toml", "wrong.toml")
    flag, wrong = json.loads(answer.out)
    assert (flag["outcome"], flag["actions"][0]["action"]) == ("referral", "block")
    assert wrong == {
        "file": "wrong.toml",
        "valid": False,
        "problems": [
            {
                "file": "wrong.toml",
                "field": "problem.worst_pain",
                "what": "50 is out of range.",
                "allowed": "0 to 10",
                "hint": "",
                "line": 8,
            }
        ],
    }


# -- explain ---------------------------------------------------------------------------------------------------------


def test_explain_tells_every_exercise_once_and_every_source(hepgen: Hepgen) -> None:
    answer = hepgen("explain", "--today", TODAY, "--json", "anna.toml")
    explained = json.loads(answer.out)
    listed = json.loads(hepgen("library", "list", "--json").out)
    library = {each["id"] for each in listed if "patellofemoral-pain" in each["conditions"]}
    told = [decision["exercise"] for decision in explained["decisions"] if decision["exercise"]]
    assert sorted(told) == sorted(library)
    for exercise in explained["exercises"]:
        assert set(exercise["sources"]) <= set(explained["sources"])


def test_explain_in_words(hepgen: Hepgen) -> None:
    text = hepgen("explain", "--today", TODAY, "anna.toml").out
    for heading in ("Doses", "Chosen", "In reserve", "Not given", "Sources"):
        assert f"\n{heading}\n" in text
    assert "certainty:" in text


def test_explain_a_referral(hepgen: Hepgen) -> None:
    answer = hepgen("explain", "--today", TODAY, "flag.toml")
    assert answer.code == 5
    assert "Screening\n  block: " in answer.out


# -- new -------------------------------------------------------------------------------------------------------------

ANSWERS = ("--name", "Jo", "--born", "1984-02-03", "--condition", "patellofemoral-pain", "--side", "left",
           "--worst-pain", "4", "--screened-on", "2026-11-20", "--red-flags", "none", "--equipment", "step, chair",
           "--clinician", "Sam")  # fmt: skip


def test_new_writes_a_profile_that_is_valid(hepgen: Hepgen, clinic: Path) -> None:
    assert hepgen("new", "jo.toml", *ANSWERS).code == 0
    text = (clinic / "jo.toml").read_text()
    assert text.startswith("#:schema ./profile.schema.json\n")
    assert 'equipment = ["step", "chair"]' in text
    assert hepgen("check", "--today", TODAY, "jo.toml").code == 0


def test_new_replaces_nothing_unless_told(hepgen: Hepgen, clinic: Path) -> None:
    before = (clinic / "anna.toml").read_text()
    answer = hepgen("new", "anna.toml", *ANSWERS)
    assert answer.code == 2
    assert "--force" in answer.err
    assert (clinic / "anna.toml").read_text() == before
    assert hepgen("new", "anna.toml", *ANSWERS, "--force").code == 0


def test_new_names_the_option_where_nobody_can_answer(hepgen: Hepgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115, PTH123
    answer = hepgen("new", "jo.toml", *ANSWERS[2:])
    assert answer.code == 2
    assert "give --name" in answer.err


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--red-flags", "", "Name ids, or none."),
        ("--red-flags", "locked-nee", 'Did you mean "locked-knee"?'),
        ("--condition", "knee", "'knee' is not known."),
        ("--born", "3.2.84", "write year-month-day"),
        ("--worst-pain", "11", "11"),
    ],
)
def test_new_refuses_a_wrong_answer(option: str, value: str, told: str, hepgen: Hepgen, clinic: Path) -> None:
    answer = hepgen("new", "jo.toml", *ANSWERS, option, value)
    assert answer.code == 2
    assert told in answer.err
    assert not (clinic / "jo.toml").exists()


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--name", "Jo\u202e", "patient.name: Character 3 (U+202E RIGHT-TO-LEFT OVERRIDE)"),
        ("--goal", "x" * 500, "goals.text: A word is longer than 400 characters."),
        ("--born", "2030-01-01", "patient.date_of_birth: The date of birth is after today"),
        ("--worst-pain", "nan", "problem.worst_pain: The number is not finite."),
        ("--equipment", "step,step", 'context.equipment[1]: "step" stands in the list twice.'),
    ],
)
def test_new_writes_only_what_make_accepts(option: str, value: str, told: str, hepgen: Hepgen, clinic: Path) -> None:
    answer = hepgen("new", "jo.toml", *ANSWERS, option, value, "--today", TODAY)
    assert answer.code == 3
    assert told in answer.err
    assert not (clinic / "jo.toml").exists()


# -- schema and library ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", ["profile", "plan"])
def test_schema(document: str, hepgen: Hepgen) -> None:
    schema = json.loads(hepgen("schema", document).out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "Patient" in schema["$defs"]


def test_library_list_has_the_promised_shape(hepgen: Hepgen) -> None:
    exercises = {each["id"]: each for each in json.loads(hepgen("library", "list", "--json").out)}
    promised = {"id", "name", "region", "position", "kind", "equipment", "muscles", "tags", "loads", "stages",
                "conditions", "ladder", "rung", "frames", "sources"}  # fmt: skip
    assert all(promised <= set(each) for each in exercises.values())
    bridge = exercises["glute-bridge"]
    assert (bridge["ladder"], bridge["rung"]) == ("hip-extension", 1)
    assert bridge["loads"] == {"patellofemoral_joint": "low", "patellar_tendon": "low"}
    assert [frame["name"] for frame in bridge["frames"]] == ["start", "end"]


def test_library_list_and_show_for_people(hepgen: Hepgen) -> None:
    assert "glute-bridge" in hepgen("library", "list").out
    assert "ladder: hip-extension, rung 1" in hepgen("library", "show", "glute-bridge").out
    answer = hepgen("library", "show", "glute-brige")
    assert answer.code == 2
    assert 'Did you mean "glute-bridge"?' in answer.err


def test_library_check_has_the_code_of_an_invalid_pack(hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "pack.toml").write_text("id = 1\n")
    answer = hepgen("library", "check", "--pack", clinic, "--json")
    assert answer.code == 4
    assert any(problem["field"] == "id" for problem in json.loads(answer.out))


def test_library_preview_is_one_pdf(hepgen: Hepgen, drawings: Path, clinic: Path) -> None:
    assert hepgen("library", "preview", "step-up", "squat", "--pack", drawings).code == 0
    assert (clinic / "library.pdf").read_bytes().startswith(b"%PDF-")


def test_library_draw_names_what_is_missing(hepgen: Hepgen, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clinic / "pack.toml").write_text('id = "n"\nname = "N"\nversion = "1"\nlicence = "CC0-1.0"\n')
    (clinic / "images" / "new").mkdir(parents=True)
    (clinic / "images" / "new" / "pose.toml").touch()
    for name in [each for each in sys.modules if each.startswith("hepgen.studio")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    answer = hepgen("library", "draw", "new", "--pack", clinic)
    assert answer.code == 2
    assert "pip install 'hepgen[studio]'" in answer.err
    assert hepgen("library", "draw", "moonwalk").code == 2
