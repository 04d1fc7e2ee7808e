"""`hepgen make`: a profile in, a document out, and the exit code that says what happened."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from command import TODAY, Hepgen
from pack_fixture import INFO, pack
from profile_fixture import PROFILE

MAKE = ("make", "--today", TODAY)
PROGRAM = [sys.executable, "-c", "from hepgen.cli.main import main; main()"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def test_a_handout_lies_in_the_current_folder(hepgen: Hepgen, drawings: Path, clinic: Path) -> None:
    answer = hepgen(*MAKE, "anna.toml", "--pack", drawings)
    assert (answer.code, answer.out, answer.err) == (0, "", "anna.pdf: written.\n")
    assert (clinic / "anna.pdf").read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE((clinic / "anna.pdf").stat().st_mode) == 0o600


@pytest.mark.parametrize("form", ["pdf", "txt", "json"])
def test_the_same_input_gives_the_same_bytes(form: str, hepgen: Hepgen, drawings: Path) -> None:
    first, second = (hepgen(*MAKE, "anna.toml", "--format", form, "--pack", drawings, "-o", "-") for _ in range(2))
    assert first.code == 0
    assert first.out
    assert first == second


def test_a_red_flag_gives_the_page_that_says_what_to_do(hepgen: Hepgen, clinic: Path) -> None:
    answer = hepgen(*MAKE, "flag.toml", "--format", "txt")
    assert answer.code == 5
    text = (clinic / "flag.txt").read_text()
    assert "What to do now" in text
    assert "times" not in text


def test_a_red_flag_replaces_an_earlier_handout(hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "flag.pdf").write_bytes(b"exercises of last week")
    assert hepgen(*MAKE, "flag.toml").code == 5
    assert (clinic / "flag.pdf").read_bytes().startswith(b"%PDF-")


def test_several_profiles_are_all_tried_and_the_worst_code_counts(hepgen: Hepgen, drawings: Path, clinic: Path) -> None:
    (clinic / "out").mkdir()
    answer = hepgen(*MAKE, "wrong.toml", "flag.toml", "anna.toml", "-o", "out", "--pack", drawings)
    assert answer.code == 5
    assert "wrong.toml:8: problem.worst_pain: 50 is out of range. Allowed: 0 to 10." in answer.err
    assert sorted(path.name for path in (clinic / "out").iterdir()) == ["anna.pdf", "flag.pdf"]


def test_an_invalid_profile_harms_no_older_file(hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "wrong.pdf").write_bytes(b"before")
    assert hepgen(*MAKE, "wrong.toml").code == 3
    assert (clinic / "wrong.pdf").read_bytes() == b"before"


@pytest.mark.parametrize("option", [(), ("-o", "old.txt")])
def test_hepgen_itself_tells_of_a_file_that_may_not_be_read(
    option: tuple[str, ...], hepgen: Hepgen, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clinic / "old.txt").touch()
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert hepgen(*MAKE, "anna.toml", "--format", "txt", *option).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("anna.toml", "-o", "missing/a.pdf", "--format", "txt"), 6, "the folder does not exist"),
        (("anna.toml", "flag.toml", "-o", "missing"), 2, "is not a folder"),
        (("anna.toml", "other/anna.toml"), 2, "would give the same file"),
        (("anna.toml", "-o", "anna.toml"), 2, "would be replaced"),
        (("anna.toml", "--theme", "pink"), 2, "'pink' is not one of colour, mono"),
        (("anna.toml", "--template", "referral"), 2, "is not one of"),
        (("anna.toml", "--lang", "xx"), 2, "'xx' is not one of"),
        (("anna.toml", "--today", "22.11.2026"), 2, "write year-month-day"),
        (("anna.toml", "--today", "9999-12-31"), 2, "is not a day of a plan"),
        (("anna.toml", "--today", "1970-01-01"), 2, "is not a day of a plan"),
        (("anna.toml", "--pack", "missing"), 4, "There is no such folder."),
        (("anna.toml", "-o", "missing/", "--format", "txt"), 2, "is not a folder"),
        (("missing.toml",), 3, "There is no such file."),
        ((), 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_told(arguments: tuple[str, ...], code: int, told: str, hepgen: Hepgen) -> None:
    answer = hepgen(*MAKE, *arguments)
    assert answer.code == code
    assert told in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_two_profiles_never_reach_one_file_through_a_link(hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "out").mkdir()
    (clinic / "out" / "flag.txt").symlink_to("anna.txt")
    answer = hepgen(*MAKE, "anna.toml", "flag.toml", "--format", "txt", "-o", "out")
    assert answer.code == 2
    assert "would give the same file" in answer.err


def test_a_profile_named_like_a_plan_still_names_its_file(hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "-plan.toml").write_text(PROFILE)
    assert hepgen(*MAKE, "./-plan.toml", "--format", "txt").err == "-plan.txt: written.\n"


def test_a_folder_that_is_gone_is_told(clinic: Path) -> None:
    command = ["sh", "-c", 'mkdir gone; cd gone; rmdir ../gone; exec "$@"', "sh", *PROGRAM, *MAKE, "--format", "txt"]
    for profile, code in (("anna.toml", 3), (str(clinic / "anna.toml"), 6)):
        done = subprocess.run([*command, profile], stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=clinic, check=False)
        assert done.returncode == code, done.stderr
        assert done.stderr.count(b"\n") == 1


# -- a plan goes out, is edited and comes back -----------------------------------------------------------------------


def plan_of(hepgen: Hepgen, clinic: Path) -> dict[str, object]:
    assert hepgen(*MAKE, "anna.toml", "--format", "json").code == 0
    plan: dict[str, object] = json.loads((clinic / "anna-plan.json").read_text())
    return plan


def test_a_plan_given_back_gives_the_same_handout(hepgen: Hepgen, drawings: Path, clinic: Path) -> None:
    plan_of(hepgen, clinic)
    for profile in ("anna.toml", "anna-plan.json"):
        assert hepgen(*MAKE, profile, "--pack", drawings, "-o", f"{profile}.pdf").code == 0
    assert (clinic / "anna.toml.pdf").read_bytes() == (clinic / "anna-plan.json.pdf").read_bytes()


def test_an_edited_plan_is_made_as_edited(hepgen: Hepgen, clinic: Path) -> None:
    plan = plan_of(hepgen, clinic)
    plan["exercises"][0]["because"] = ["Sam chose this one."]  # type: ignore[index]
    (clinic / "edited.json").write_text(json.dumps(plan))
    answer = hepgen(*MAKE, "edited.json", "--format", "json", "-o", "-")
    assert answer.code == 0, answer.err
    again = json.loads(answer.out)
    assert again["exercises"][0]["because"] == ["Sam chose this one."]
    assert again["plan_id"] != plan["plan_id"]


def test_an_edit_past_the_bounds_is_refused_with_its_line(hepgen: Hepgen, clinic: Path) -> None:
    plan = plan_of(hepgen, clinic)
    plan["exercises"][0]["dosage"]["sets"] = 9  # type: ignore[index]
    text = json.dumps(plan, indent=2)
    (clinic / "edited.json").write_text(text)
    answer = hepgen(*MAKE, "edited.json", "--format", "txt")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if '"sets": 9' in row)
    assert answer.code == 3
    assert f"edited.json:{line}: exercises[0].dosage.sets:" in answer.err


def test_a_red_flag_written_into_a_plan_stops_it(hepgen: Hepgen, clinic: Path) -> None:
    plan = plan_of(hepgen, clinic)
    plan["profile"]["screening"]["red_flags"] = ["locked-knee"]  # type: ignore[index]
    (clinic / "edited.json").write_text(json.dumps(plan))
    assert hepgen(*MAKE, "edited.json", "--format", "txt").code == 5


def test_a_hold_with_exercises_contradicts_itself(hepgen: Hepgen, clinic: Path) -> None:
    plan = plan_of(hepgen, clinic) | {"outcome": "hold"}
    (clinic / "edited.json").write_text(json.dumps(plan))
    answer = hepgen(*MAKE, "edited.json", "--format", "txt")
    assert (answer.code, answer.err) == (3, "edited.json:1: outcome: A hold has no exercises.\n")
    (clinic / "edited.json").write_text(json.dumps(plan | {"exercises": [], "schedule": []}))
    assert hepgen(*MAKE, "edited.json", "--format", "txt").code == 0


def test_a_mistake_in_a_plan_is_told_in_its_profile(hepgen: Hepgen, clinic: Path) -> None:
    plan = plan_of(hepgen, clinic)
    plan["profile"]["problem"]["condition"] = "nothing"  # type: ignore[index]
    (clinic / "edited.json").write_text(json.dumps(plan))
    answer = hepgen(*MAKE, "edited.json")
    assert answer.code == 3
    assert 'profile.problem.condition: "nothing" is not a known condition.' in answer.err


# -- packs and settings ----------------------------------------------------------------------------------------------


def test_a_clinic_fills_what_the_profile_leaves_open(hepgen: Hepgen, clinic: Path) -> None:
    pack = clinic / "pack"
    pack.mkdir()
    head = 'id = "n"\nname = "N"\nversion = "1"\nlicence = "CC0-1.0"\n'
    (pack / "pack.toml").write_text(head + '[clinic]\nname = "Northbank"\nphone = "0161 000"\n')
    answer = hepgen(*MAKE, "anna.toml", "--format", "json", "--pack", pack, "-o", "-")
    clinician = json.loads(answer.out)["profile"]["clinician"]
    assert (clinician["name"], clinician["clinic"], clinician["phone"]) == ("Sam Taylor", "Northbank", "0161 000")


@pytest.mark.parametrize("character", ["\N{GRINNING FACE}", "\u202e", "\n"])
def test_a_clinic_whose_words_cannot_be_printed_is_a_fault_of_the_pack(
    character: str, hepgen: Hepgen, clinic: Path
) -> None:
    pack = clinic / "pack"
    pack.mkdir()
    head = 'id = "n"\nname = "N"\nversion = "1"\nlicence = "CC0-1.0"\n'
    (pack / "pack.toml").write_text(head + f"[clinic]\nname = {json.dumps(f'North{character}', ensure_ascii=False)}\n")
    answer = hepgen(*MAKE, "anna.toml", "--pack", pack)
    assert answer.code == 4
    assert f"pack.toml:6: clinic.name: Character 6 (U+{ord(character):04X}" in answer.err


def test_defaults_come_from_the_folder_then_the_environment_then_the_flag(
    hepgen: Hepgen, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clinic / "hepgen.toml").write_text(f'[make]\nformat = "json"\ntoday = "{TODAY}"\n')
    assert hepgen("make", "anna.toml").err == "anna-plan.json: written.\n"
    monkeypatch.setenv("HEPGEN_MAKE_FORMAT", "txt")
    assert hepgen("make", "flag.toml").err.startswith("flag.txt: written.\n")
    assert hepgen("make", "flag.toml", "--format", "json").err.startswith("flag-plan.json: written.\n")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[make]\ncolour = 1\n", "make.colour: There is no such option."),
        ("[mak]\n", "mak: This is not a table of a command."),
        ("= 1", "This is not valid TOML"),
        ("a = " + "[" * 5000, "nested more than 20 deep"),
        (".".join("a" * 30_000) + " = 1", "more than 20 parts"),
        ("#" * 300_000, "larger than 256 kB"),
        ("[make]\noutput = [1]\n", "make.output: A list is the wrong kind of value. Allowed: one value."),
        ("[make]\ntheme = { a = 1 }\n", "make.theme: A table is the wrong kind of value. Allowed: one value."),
        ("[make]\npack = 1\n", "make.pack: 1 is the wrong kind of value. Allowed: a list in square brackets."),
        ("[new]\nforce = 1\n", "new.force: 1 is the wrong kind of value. Allowed: true or false."),
        ('[make]\noutput = "a\\u0000b"\n', "make.output: Text is the wrong kind of value. Allowed: text without null"),
        ("[library]\npreview = 1\n", "library.preview: This is not a table of a command."),
        ("[library.preview]\ncolour = 1\n", "library.preview.colour: There is no such option."),
    ],
)
def test_wrong_settings_are_told(settings: str, told: str, hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "hepgen.toml").write_text(settings)
    answer = hepgen(*MAKE, "anna.toml")
    assert answer.code == 3
    assert told in answer.err


@pytest.mark.parametrize("value", ["1", "2026-11-22T10:00:00", "10:00:00", '"today"'])
def test_a_setting_is_read_as_if_typed(value: str, hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "hepgen.toml").write_text(f"[make]\ntoday = {value}\n")
    answer = hepgen("make", "anna.toml")
    assert answer.code == 2
    assert "is not a date" in answer.err


def test_settings_reach_every_command_by_the_names_of_the_command_line(hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "hepgen.toml").write_text("[check]\njson = true\n[library.show]\njson = true\n")
    assert json.loads(hepgen("check", "--today", TODAY, "anna.toml").out)[0]["valid"]
    assert json.loads(hepgen("library", "show", "split-squat").out)["id"] == "split-squat"


# -- nothing about a patient where it does not belong ----------------------------------------------------------------


def test_no_personal_text_reaches_the_console(hepgen: Hepgen, clinic: Path) -> None:
    text = PROFILE.replace("Great effort today.", "Private words.").replace("reps = 10", "reps = 0")
    (clinic / "p.toml").write_text(text)
    told = hepgen(*MAKE, "p.toml", "anna.toml", "--format", "txt").err
    for personal in ("Anna", "Kowalska", "1991", "Private", "Sam Taylor"):
        assert personal not in told


def test_a_bug_shows_a_traceback_without_its_words(hepgen: Hepgen, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError(" ".join(["Anna", "Kowalska"]))

    monkeypatch.setattr("hepgen.app.make", fail)
    answer = hepgen(*MAKE, "anna.toml")
    assert answer.code == 1
    assert "This is a bug in hepgen" in answer.err
    assert "in fail" in answer.err
    assert "ValueError" in answer.err
    assert "Anna Kowalska" not in answer.err


def test_an_interruption_has_its_code(hepgen: Hepgen, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hepgen.app.make", interrupt)
    assert hepgen(*MAKE, "anna.toml").code == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    "arguments", [(*MAKE, "anna.toml", "--format", "txt", "-o", "-"), ("library", "list"), ("schema", "profile")]
)
def test_a_full_standard_output_is_told(arguments: tuple[str, ...], clinic: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=clinic, check=False
        )
    assert done.returncode == 6
    assert done.stderr == b"-: The file was not written: the disk is full.\n"


@pytest.mark.skipif(os.name != "posix", reason="limits of a POSIX shell")
@pytest.mark.parametrize("arguments", [(*MAKE, "anna.toml", "--format", "json", "-o", "-"), ("schema", "plan")])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_half_an_answer_on_standard_output_is_no_success(
    unbuffered: str, arguments: tuple[str, ...], clinic: Path
) -> None:
    command = ["sh", "-c", 'ulimit -f 8; exec "$@" > answer', "sh", *PROGRAM, *arguments]
    env = {**ENVIRONMENT, "PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, stderr=subprocess.PIPE, env=env, cwd=clinic, check=False)
    assert done.returncode == 6
    assert done.stderr == b"-: The file was not written: the file may not grow so large.\n"


@pytest.mark.parametrize(
    ("arguments", "closed", "code", "told"),
    [
        ((*MAKE, "anna.toml", "--format", "txt", "-o", "-"), ">&-", 6, b"standard output is closed"),
        ((*MAKE, "anna.toml", "--format", "txt"), ">&-", 0, b"anna.txt: written."),
        (("check", "--today", TODAY, "flag.toml"), ">&-", 5, b""),
        (("new", "jo.toml"), "<&-", 2, b"give --name"),
    ],
)
def test_closed_streams_are_no_bug(
    arguments: tuple[str, ...], closed: str, code: int, told: bytes, clinic: Path
) -> None:
    command = ["sh", "-c", f'exec "$@" {closed}', "sh", *PROGRAM, *arguments]
    done = subprocess.run(command, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=clinic, check=False)
    assert done.returncode == code, done.stderr
    assert told in done.stderr


def test_a_console_that_lacks_a_character_still_gets_the_answer(clinic: Path) -> None:
    env = {**ENVIRONMENT, "PYTHONIOENCODING": "cp1252"}
    (clinic / "\u0142.toml").write_text(PROFILE)
    command = [*PROGRAM, "check", "--today", TODAY, "\u0142.toml"]
    done = subprocess.run(command, capture_output=True, env=env, cwd=clinic, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"\\u0142.toml: valid")


def test_a_variable_that_only_looks_like_an_option_changes_nothing(
    hepgen: Hepgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEPGEN_VERSION", "1")
    assert hepgen(*MAKE, "anna.toml", "--format", "txt").err == "anna.txt: written.\n"


@pytest.mark.parametrize("arguments", [("library", "list", "--json"), (*MAKE, "anna.toml", "-o", "-")])
def test_a_reader_that_goes_away_is_no_error(arguments: tuple[str, ...], clinic: Path) -> None:
    command = [*PROGRAM, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=ENVIRONMENT, cwd=clinic) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_the_clinicians_page_is_a_file_of_its_own(hepgen: Hepgen, drawings: Path, clinic: Path) -> None:
    answer = hepgen(*MAKE, "anna.toml", "--pack", drawings, "--clinician")
    assert (answer.code, answer.err) == (0, "anna.pdf: written.\nanna-clinician.pdf: written.\n")
    assert (clinic / "anna-clinician.pdf").read_bytes().startswith(b"%PDF-")
    alone = (clinic / "anna.pdf").read_bytes()
    assert hepgen(*MAKE, "anna.toml", "--pack", drawings).code == 0
    assert (clinic / "anna.pdf").read_bytes() == alone


def test_a_referral_has_a_clinicians_page_too(hepgen: Hepgen, clinic: Path) -> None:
    assert hepgen(*MAKE, "flag.toml", "--format", "txt", "--clinician").code == 5
    page = (clinic / "flag-clinician.txt").read_text()
    assert "meniscus or loose body" in page
    assert "meniscus" not in (clinic / "flag.txt").read_text()


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("-o", "-"), "--clinician writes a second file"),
        (("--format", "json"), "--clinician goes with pdf, html or txt"),
    ],
)
def test_the_clinicians_page_needs_a_name(arguments: tuple[str, ...], what: str, hepgen: Hepgen, clinic: Path) -> None:
    answer = hepgen(*MAKE, "anna.toml", "--clinician", *arguments)
    assert answer.code == 2
    assert what in answer.err
    assert not list(clinic.glob("*.pdf"))


def test_no_page_is_written_over_another_profiles(hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "anna-clinician.toml").write_text(PROFILE)
    answer = hepgen(*MAKE, "anna.toml", "anna-clinician.toml", "--clinician")
    assert answer.code == 2
    assert "written twice" in answer.err


def test_two_pages_never_meet_in_one_file(hepgen: Hepgen, clinic: Path) -> None:
    (clinic / "bert.toml").write_text(PROFILE)
    (clinic / "bert-clinician.pdf").symlink_to("anna-clinician.pdf")
    assert hepgen(*MAKE, "anna.toml", "bert.toml", "--clinician").code == 2


def test_a_page_that_cannot_be_told_leaves_no_handout_behind(
    hepgen: Hepgen, drawings: Path, clinic: Path, tmp_path: Path
) -> None:
    assert hepgen(*MAKE, "anna.toml", "--format", "json", "-o", "plan.json").code == 0
    plan = (clinic / "plan.json").read_text()
    (clinic / "odd.json").write_text(plan.replace('"certainty": "', '"certainty": "un', 1))
    answer = hepgen(*MAKE, "odd.json", "--pack", drawings, "--clinician", "-o", tmp_path / "odd.pdf")
    assert answer.code != 0
    assert not (tmp_path / "odd.pdf").exists()


def test_an_old_screening_is_said_when_the_page_is_made(hepgen: Hepgen, drawings: Path, clinic: Path) -> None:
    (clinic / "old.toml").write_text(PROFILE.replace("completed_on = 2026-11-20", "completed_on = 2026-09-20"))
    answer = hepgen(*MAKE, "old.toml", "--pack", drawings)
    assert answer.code == 0
    assert "old.toml: Attention: repeat the screening" in answer.err
    assert "Anna" not in answer.err


# -- a clinic's own pack ---------------------------------------------------------------------------------------------

CLINIC = INFO + '[clinic]\nname = "Northbank Physio"\n'


def test_a_colour_that_cannot_be_read_is_darkened_and_that_is_said_once(hepgen: Hepgen, clinic: Path) -> None:
    pack(clinic / "pack", info=CLINIC + 'accent = "#FFAA00"\n')
    told = 'pack/pack.toml:7: clinic.accent: "#FFAA00" is too light to be read well; the theme "colour" darkens it to '
    answer = hepgen(*MAKE, "anna.toml", "flag.toml", "--pack", "pack")
    assert answer.code == 5
    assert answer.err.count(told) == answer.err.count("clinic.accent") == 1
    assert told in hepgen("library", "check", "--pack", "pack").err
    for quiet in (("--theme", "mono"), ("--format", "txt")):
        assert "clinic.accent" not in hepgen(*MAKE, "anna.toml", "--pack", "pack", *quiet).err


@pytest.mark.parametrize("profile", ["anna.toml", "flag.toml"])
def test_a_logo_that_cannot_be_used_stops_the_handout(profile: str, hepgen: Hepgen, clinic: Path) -> None:
    pack(clinic / "pack", {"logo.png": "no picture"}, CLINIC + 'logo = "logo.png"\n')
    answer = hepgen(*MAKE, profile, "--pack", "pack")
    told = "pack/pack.toml:7: clinic.logo: The picture is not a PNG picture, or is damaged.\n"
    assert (answer.code, answer.err) == (4, told)
    assert not list(clinic.glob("*.pdf"))
    assert hepgen("library", "check", "--pack", "pack")[:2] == (4, told)


def test_a_note_that_cannot_be_printed_stops_the_handout(hepgen: Hepgen, clinic: Path) -> None:
    pack(clinic / "pack", info=CLINIC + 'note = "two\\nlines"\n')
    answer = hepgen(*MAKE, "anna.toml", "--pack", "pack")
    assert answer.code == 4
    assert "clinic.note: Character 4 (U+000A) is a line break; this field has one line." in answer.err
