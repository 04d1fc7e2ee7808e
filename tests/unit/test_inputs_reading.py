"""What a profile says wrong is told in full: file, line, field, what is wrong, what is allowed."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from profile_fixture import PROFILE, known, line_of, problems

from hepgen.inputs.read import read_input, read_profile
from hepgen.model.profile import Profile


class Mistake(NamedTuple):
    """One edit of the profile and what is said about it."""

    before: str
    after: str
    field: str
    what: str
    allowed: str = ""
    hint: str = ""


MISTAKES = [
    Mistake('side = "right"\nw', 'side = "rigth"\nw', "problem.side", '"rigth" is not one of the values.',
            "left, right, both", 'Did you mean "right"?'),
    Mistake("worst_pain = 5", "worst_pain = 11", "problem.worst_pain", "11 is out of range.", "0 to 10"),
    Mistake("worst_pain = 5", "worst_pain = true", "problem.worst_pain", "True is the wrong kind of value.",
            "a number"),
    Mistake("worst_pain = 5", "worst_pain = inf", "problem.worst_pain", "The number is not finite.",
            "an ordinary number"),
    Mistake("worst_pain = 5", 'worst_pain = "5"', "problem.worst_pain", "Text is the wrong kind of value.", "a number"),
    Mistake("reps = 10", "reps = 10.5", "baseline[0].reps", "10.5 is the wrong kind of value.", "a whole number"),
    Mistake("reps = 10", "reps = 0", "baseline[0].reps", "0 is out of range.", "1 to 100"),
    Mistake("red_flags = []", "red_flag = []", "screening.red_flag", "There is no such field.",
            hint='Did you mean "red_flags"?'),
    Mistake("red_flags = []", 'red_flags = ["locked-nee"]', "screening.red_flags[0]",
            '"locked-nee" is not a known red flag.', hint='Did you mean "locked-knee"?'),
    Mistake("red_flags = []", 'red_flags = "none"', "screening.red_flags", "Text is the wrong kind of value.",
            "a list in square brackets"),
    Mistake("[running]", "[runing]", "runing", "There is no such field.", hint='Did you mean "running"?'),
    Mistake("weekly_km", "equipment", "running.equipment", "There is no such field.",
            hint='Did you mean "context.equipment"?'),
    Mistake('"step"]', '"stepp"]', "context.equipment[1]", '"stepp" is not a known piece of equipment.',
            hint='Did you mean "step"?'),
    Mistake('"step"]', '"resistance-band"]', "context.equipment[1]", '"resistance-band" stands in the list twice.'),
    Mistake('"patellofemoral-pain"', '"knee-pain"', "problem.condition", '"knee-pain" is not a known condition.',
            "patellofemoral-pain"),
    Mistake("usual_pain = 3", 'stage = "bild"', "problem.stage", '"bild" is not a known stage of patellofemoral-pain.',
            "auto, calm, build, strengthen, return", 'Did you mean "build"?'),
    Mistake("exclude = []", 'person = "robot"', "plan.person", '"robot" is not a known person.', "auto, woman, man"),
    Mistake('"split-squat"', '"Split Squat"', "baseline[0].exercise", "The text does not have the right form.",
            "small letters, digits and single hyphens"),
    Mistake("1991-04-12", '"1991-04-12"', "patient.date_of_birth", "Text is the wrong kind of value.",
            "a date, year-month-day: 2026-11-20"),
    Mistake("1991-04-12", "1991-04-12T10:00:00", "patient.date_of_birth",
            "A date and time is the wrong kind of value.", "a date, year-month-day: 2026-11-20"),
    Mistake('name = "Anna Kowalska"', 'name = "  "', "patient.name", "The text is empty or too short.",
            "at least 1 characters"),
    Mistake('name = "Anna Kowalska"', 'name = "A"\nemail = "a@b.c, x@y.z"', "patient.email",
            "The text does not have the right form.", "one e-mail address"),
    Mistake('name = "Anna Kowalska"', 'name = "A"\nlanguage = "xx"', "patient.language",
            'There are no handouts in "xx".'),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.field}: {mistake.after[:24]}")
def test_a_mistake_is_told_with_line_field_and_remedy(mistake: Mistake, tmp_path: Path) -> None:
    text = PROFILE.replace(mistake.before, mistake.after)
    (problem,) = (each for each in problems(tmp_path, text) if each.field == mistake.field)
    changed = mistake.after.splitlines()[-1] if "\nw" not in mistake.after else mistake.after.splitlines()[0]
    assert problem.line == line_of(text, changed)
    assert problem.what == mistake.what
    assert mistake.allowed in problem.allowed
    assert problem.hint == mistake.hint


def test_the_example_is_valid(tmp_path: Path) -> None:
    assert problems(tmp_path, PROFILE) == ()


def test_all_mistakes_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = PROFILE.replace("worst_pain = 5", "worst_pain = 50").replace("red_flags = []", "").replace("reps", "rep")
    found = [(problem.line, problem.field) for problem in problems(tmp_path, text)]
    assert found == [
        (8, "problem.worst_pain"),
        (11, "screening.red_flags"),
        (21, "baseline[0].reps"),
        (23, "baseline[0].rep"),
    ]


def test_a_missing_field_names_what_it_may_hold(tmp_path: Path) -> None:
    text = PROFILE.replace('side = "right"\nworst', "worst").replace("completed_on = 2026-11-20", "")
    found = {problem.field: problem.allowed for problem in problems(tmp_path, text)}
    assert found == {
        "problem.side": "left, right, both",
        "screening.completed_on": "a date, year-month-day: 2026-11-20",
    }


def test_unanswered_red_flags_are_no_answer(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, PROFILE.replace("red_flags = []", ""))
    assert problem.field == "screening.red_flags"


SECRET = "Zyxwv Personal"


@pytest.mark.parametrize(
    "text",
    [
        PROFILE.replace("1991-04-12", f'"{SECRET}"'),
        PROFILE.replace('"Anna Kowalska"', f'"{SECRET}\\u0007"'),
        PROFILE.replace('"Great effort today."', f'"{SECRET}{"x" * 5000}"'),
        PROFILE.replace('"Great effort today."', f'["{SECRET}"]'),
        PROFILE.replace('name = "Sam', f'"{SECRET}" = 1\nname = "Sam'),
        PROFILE.replace('"Anna Kowalska"', f'"{SECRET}'),
        PROFILE.replace('"Anna Kowalska"', f"{SECRET}"),
        PROFILE.replace('"Anna Kowalska"', f'"A" {SECRET}'),
        PROFILE.replace('name = "Anna Kowalska"', f'name = "A"\nname = "{SECRET}"'),
        PROFILE.replace('name = "Anna Kowalska"', f'"{SECRET}" = 1\n"{SECRET}" = 2\nname = "A"'),
        PROFILE.replace('name = "Anna Kowalska"', f'name = "A"\nemail = "{SECRET}"'),
        PROFILE.replace('"split-squat"', f'"{SECRET}"'),
        PROFILE.replace('side = "right"\nw', 'side = "Zyxwv"\nw'),
    ],
)
def test_no_message_quotes_what_a_person_wrote(text: str, tmp_path: Path) -> None:
    told = "\n".join(map(str, problems(tmp_path, text)))
    assert told
    assert "Zyxwv" not in told
    assert "Personal" not in told


@pytest.mark.parametrize("given", ["19910412", "1991-04-12T10:00:00", '"1991"', "[1991-04-12]"])
def test_no_message_quotes_a_date_of_birth(given: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, PROFILE.replace("date_of_birth = 1991-04-12", f"date_of_birth = {given}"))
    assert "1991" not in str(problem)


def test_of_very_many_mistakes_the_first_are_told(tmp_path: Path) -> None:
    text = PROFILE.replace("exclude = []", "exclude = [\n" + '"Nothing",\n' * 300 + "]")
    told = problems(tmp_path, text)
    assert len(told) == 101
    assert told[0].field == "plan.exclude[0]"
    assert told[-1].what == "There are more problems."


# -- JSON ----------------------------------------------------------------------------------------------------------


def as_json(text: str) -> str:
    return json.dumps(tomllib.loads(text), default=date.isoformat, indent=2)


def test_json_and_toml_mean_the_same(tmp_path: Path) -> None:
    for name, text in (("a.toml", PROFILE), ("a.json", as_json(PROFILE))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    profiles = [read_profile(tmp_path / name, known()) for name in ("a.toml", "a.json")]
    assert profiles[0] == profiles[1]
    assert isinstance(profiles[0], Profile)


def test_json_problems_have_lines(tmp_path: Path) -> None:
    text = as_json(PROFILE).replace('"reps": 10', '"reps": 1000')
    (problem,) = problems(tmp_path, text, "profile.json")
    assert (problem.field, problem.line) == ("baseline[0].reps", line_of(text, '"reps"'))


@pytest.mark.parametrize("value", ['"0"', "0", '"1600000000"', '"1991-4-12"', '"12.04.1991"', '"1991-02-30"', "true"])
def test_a_json_date_is_an_iso_date_or_refused(value: str, tmp_path: Path) -> None:
    text = as_json(PROFILE).replace('"1991-04-12"', value)
    (problem,) = problems(tmp_path, text, "profile.json")
    assert problem.field == "patient.date_of_birth"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"patient": 1, "patient": 2}', 'The same field is given twice: "patient".'),
        ('{"a": NaN}', "NaN is not a number."),
        ('{"a": 1,}', "This is not valid JSON"),
        ('{"a": ' + "9" * 5000 + "}", "A number is too long."),
        ("[" * 100_000, "Values are nested more than 20 deep."),
        ('{"a":' * 30 + "1" + "}" * 30, "Values are nested more than 20 deep."),
        ("[]", "The file holds one value."),
    ],
)
def test_broken_json_has_one_clear_message(text: str, what: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, text, "profile.json")
    assert problem.what.startswith(what)


# -- the file itself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b"", "The file is empty.", None),
        (b" \n", "The file is empty.", None),
        (b"a = 1\nb = \xff\n", "The file is not UTF-8 text.", 2),
        (PROFILE.encode("utf-16"), "The file is not UTF-8 text.", 1),
        (b"x" * 300_000, "The file is larger than 256 kB.", None),
        (b"a = 1\na = 2\n", "This is not valid TOML", 2),
        (b"a = [1, 2\n", "This is not valid TOML", None),
        (b"a = " + b"[" * 5000, "Values are nested more than 20 deep.", None),
        (b".".join([b"a"] * 100_000) + b" = 1", "A field name has more than 20 parts.", 1),
        (b"\n[" + b" . ".join([b"'a'"] * 40_000) + b"]", "A field name has more than 20 parts.", 2),
        (b"a = " + b"9" * 5000, "This is not valid TOML: a number is too long.", None),
    ],
)
def test_a_broken_file_has_one_clear_message(content: bytes, what: str, line: int | None, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, content)
    assert problem.what.startswith(what)
    assert problem.line == line


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert problems(tmp_path, b"\xef\xbb\xbf" + PROFILE.encode()) == ()


def test_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    text = PROFILE.replace('"Great effort today."', '"""Great effort.\nSlowly."""').replace("\n", "\r\n")
    assert problems(tmp_path, text) == ()


def test_common_slips_get_a_hint(tmp_path: Path) -> None:
    (date_slip,) = problems(tmp_path, PROFILE.replace("1991-04-12", "12.04.1991"))
    assert (date_slip.line, date_slip.hint) == (3, "Dates are written year-month-day: 2026-11-20.")
    (quotes_slip,) = problems(tmp_path, PROFILE.replace('"right"\nw', "right\nw"))
    assert (quotes_slip.line, quotes_slip.hint) == (7, 'Text stands in quotation marks: "text".')


@pytest.mark.parametrize(("name", "what"), [("missing.toml", "no such file"), (".", "folder"), ("a\0b", "not valid")])
def test_a_path_that_is_no_file_is_told(name: str, what: str, tmp_path: Path) -> None:
    from hepgen.errors import InvalidInput

    with pytest.raises(InvalidInput, match=what):
        read_input(tmp_path / name, known())


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    import os

    from hepgen.errors import InvalidInput

    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(InvalidInput, match="not a regular file"):
        read_input(tmp_path / "pipe.toml", known())


def test_the_name_must_say_the_language(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, PROFILE, "profile.txt")
    assert problem.allowed == "a name ending in .toml or .json"


def test_an_accent_of_its_own_is_part_of_its_letter_however_it_is_written(tmp_path: Path) -> None:
    for name, text in (("a.toml", PROFILE), ("a.json", as_json(PROFILE))):
        (tmp_path / name).write_text(text.replace("Anna", "Rene\\u0301"), encoding="utf-8")
        assert read_profile(tmp_path / name, known()).patient.name == "René Kowalska"
