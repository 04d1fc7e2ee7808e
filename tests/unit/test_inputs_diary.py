"""Diaries as TOML, JSON and CSV: what is read, and what is refused with file, line and column."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profile_fixture import TODAY, known

from hepgen.clinical.plan import make_plan
from hepgen.clinical.screen import screen
from hepgen.errors import Diagnostic, InvalidInput
from hepgen.inputs.diary import read_diary
from hepgen.inputs.identifiers import Known
from hepgen.inputs.read import read_plan
from hepgen.model.diary import Diary, Entry
from hepgen.model.plan import Plan
from hepgen.model.profile import Profile
from hepgen.model.screening import Cleared
from tests.library_fixture import PACKS, VERSION, library, profile

QUICK = settings(max_examples=150, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
MADE_ON = TODAY - timedelta(days=20)
HEAD = "date,exercise,sets,reps,load,pain,pain_next_morning,missed"
TOML = """\
plan_id = "{plan_id}"
worst_pain = 2.5
gate_passed = true
note = "Well done."

[screening]
completed_on = 2026-11-20
red_flags = []

[[entries]]
date = 2026-11-10
exercise = "bend-a-little"
sets = 2
reps = 10
pain = 1
pain_next_morning = 0

[[entries]]
date = 2026-11-12
exercise = "bend-a-little"
missed = true
"""


@cache
def invented() -> Known:
    own = known()
    return Known(library(), own.people, own.languages, TODAY, unprintable=lambda _: ())


@cache
def plan() -> Plan:
    """Of bend-a-little, lie-and-lift and rise-on-toes, from Monday 9 November."""
    own: Profile = profile(screening__completed_on=MADE_ON)
    screened = screen(own, library(), MADE_ON)
    assert isinstance(screened, Cleared)
    return make_plan(screened, library(), date(2026, 11, 7), packs=PACKS, version=VERSION)


def read(folder: Path, text: str | bytes, name: str = "diary.csv") -> Diary:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_diary(path, plan(), invented())


def problems(folder: Path, text: str | bytes, name: str = "diary.csv") -> tuple[Diagnostic, ...]:
    try:
        read(folder, text, name)
    except InvalidInput as error:
        return error.diagnostics
    return ()


def rows(*lines: str, head: str = HEAD) -> str:
    return "\n".join([head, *lines, ""])


# -- what is read --------------------------------------------------------------------------------------------


def test_a_csv_diary(tmp_path: Path) -> None:
    text = rows(
        "2026-11-10,bend-a-little,2,10,,1.5,0,",
        "",
        "2026-11-12,bend-a-little,,,,,,yes",
        "2026-11-12,lie-and-lift,3,8,4.5,2,1,no",
        ",,,,,,,",
    )
    assert read(tmp_path, text).entries == (
        Entry(date=date(2026, 11, 10), exercise="bend-a-little", sets=2, reps=10, pain=1.5, pain_next_morning=0.0),
        Entry(date=date(2026, 11, 12), exercise="bend-a-little", missed=True),
        Entry(date=date(2026, 11, 12), exercise="lie-and-lift", sets=3, reps=8, load_kg=4.5, pain=2.0,
              pain_next_morning=1.0),
    )  # fmt: skip


def test_what_a_spreadsheet_makes_of_it_is_the_same(tmp_path: Path) -> None:
    plain = read(tmp_path, rows("2026-11-10,bend-a-little,2,10,2.5,1.5,0,no"))
    text = rows("2026-11-10;bend-a-little;2;10;2,5;1,5;0;FALSE", head=HEAD.replace(",", ";"))
    assert read(tmp_path, "\ufeff" + text.replace("\n", "\r\n")) == plain
    quoted = rows('"2026-11-10","bend-a-little","2","10","2.5","1.5","0","no"')
    assert read(tmp_path, quoted) == plain
    moved = rows(
        "no,2.5,2026-11-10,bend-a-little,2,10,1.5,0", head="missed,load,date,exercise,sets,reps,pain,pain_next_morning"
    )
    assert read(tmp_path, moved) == plain


def test_the_columns_that_may_be_there(tmp_path: Path) -> None:
    head = HEAD + ",hold_s,settled,sharp"
    text = rows("2026-11-10,bend-a-little,1,1,light,3,1,no,30,yes,no", head=head)
    (entry,) = read(tmp_path, text).entries
    assert (entry.band, entry.load_kg, entry.hold_s, entry.settled, entry.sharp) == ("light", None, 30, True, False)


def test_a_toml_diary_says_more(tmp_path: Path) -> None:
    diary = read(tmp_path, TOML.format(plan_id=plan().plan_id), "diary.toml")
    assert (diary.worst_pain, diary.gate_passed, diary.note, len(diary.entries)) == (2.5, True, "Well done.", 2)
    assert diary.screening is not None


def test_a_json_diary_is_the_same(tmp_path: Path) -> None:
    diary = read(tmp_path, TOML.format(plan_id=plan().plan_id), "diary.toml")
    assert read(tmp_path, diary.model_dump_json(exclude_none=True), "diary.json") == diary


def test_an_empty_diary_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD) == Diary()
    assert read(tmp_path, "# nothing\n", "diary.toml") == Diary()


# -- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("10.11.2026,bend-a-little,2,10,,1,0,", "date: Text is the wrong kind of value. Allowed: a date"),
        ("2026-11-31,bend-a-little,2,10,,1,0,", "date: "),
        (",bend-a-little,2,10,,1,0,", "date: This required field is missing."),
        ("2026-11-10,,2,10,,1,0,", "exercise: This required field is missing."),
        ("2026-11-10,Bend a little,2,10,,1,0,", "exercise: The text does not have the right form."),
        ("2026-11-10,bend-a-litle,2,10,,1,0,", 'exercise: "bend-a-litle" is not in the plan. Allowed: bend-a-little'),
        ("2026-11-10,bend-a-litle,2,10,,1,0,", 'Did you mean "bend-a-little"?'),
        ("2026-11-10,hop,2,10,,1,0,", 'exercise: "hop" is not in the plan.'),
        ("2026-11-10,bend-a-little,two,10,,1,0,", "sets: Text is the wrong kind of value. Allowed: a whole number."),
        ("2026-11-10,bend-a-little,2,10.5,,1,0,", "reps: Text is the wrong kind of value. Allowed: a whole number."),
        ("2026-11-10,bend-a-little,2,500,,1,0,", "reps: 500 is out of range. Allowed: 0 to 200."),
        ("2026-11-10,bend-a-little,2,10,red,1,0,", 'load: "red" is not one of the values. Allowed: light,'),
        ("2026-11-10,bend-a-little,2,10,400,1,0,", "load: 400 is out of range. Allowed: 0 to 300."),
        ("2026-11-10,bend-a-little,2,10,,11,0,", "pain: 11 is out of range. Allowed: 0 to 10."),
        ("2026-11-10,bend-a-little,2,10,,1,-1,", "pain_next_morning: Text is the wrong kind of value."),
        ("2026-11-10,bend-a-little,2,10,,1,0,x", "missed: Text is the wrong kind of value. Allowed: true or false."),
        ("2026-11-10,bend-a-little,2,10,,1,0,yes", "missed: It was missed, and yet something was done: sets, reps"),
        ("2026-11-10,bend-a-little,0,10,,1,0,", "sets: Nothing was done: write it down as missed."),
        ("2026-11-23,bend-a-little,2,10,,1,0,", "date: 2026-11-23 is after today (2026-11-22)."),
        ("2026-11-06,bend-a-little,2,10,,1,0,", "date: 2026-11-06 is before the plan began (2026-11-07)."),
        ("2026-11-10,bend-a-little,2,10,,1,0", "The line has 7 cells, and there are 8 headings."),
        ("2026-11-10,bend-a-little,2,10,,1,0,,", "The line has 9 cells, and there are 8 headings."),
        ('2026-11-10,"bend-a\nlittle",2,10,,1,0,', "A cell goes over more than one line."),
        ('2026-11-10,"bend-a-little,2,10,,1,0,', "a quotation mark is not closed"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_line_and_column(row: str, told: str, tmp_path: Path) -> None:
    text = rows("2026-11-09,bend-a-little,2,10,,1,0,", row)
    (problem, *_) = problems(tmp_path, text)
    assert problem.line in (3, 4)
    assert told in str(problem)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("date,exercise", "sets: This heading is missing."),
        (HEAD + ",Schmidt", "Column 9 has no known heading."),
        (HEAD.replace("missed", "mised"), 'Did you mean "missed"?'),
        (HEAD + ",date", "date: This heading stands there twice."),
        (HEAD + ",", "A heading is empty."),
        (HEAD.replace("date", "Date"), "Column 1 has no known heading."),
        (HEAD.replace(",", "\t"), "Column 1 has no known heading."),
        ("Anna said it hurts;" + HEAD, "Column 1 has no known heading."),
    ],
)
def test_wrong_headings_are_named(head: str, told: str, tmp_path: Path) -> None:
    found = problems(tmp_path, rows("2026-11-10,bend-a-little,2,10,,1,0,", head=head))
    assert any(told in str(problem) and problem.line == 1 for problem in found)


def test_an_exercise_twice_on_one_day_is_named_at_the_second(tmp_path: Path) -> None:
    row = "2026-11-10,bend-a-little,2,10,,1,0,"
    (problem,) = problems(tmp_path, rows(row, row))
    assert (problem.line, problem.field) == (3, "exercise")


def test_a_settled_morning_needs_a_morning_of_that_day(tmp_path: Path) -> None:
    head = HEAD + ",settled"
    alone = "2026-11-10,bend-a-little,2,10,,1,,,yes"
    (problem,) = problems(tmp_path, rows(alone, head=head))
    assert (problem.line, problem.field) == (2, "settled")
    assert problems(tmp_path, rows(alone, "2026-11-10,lie-and-lift,2,10,,1,1,,", head=head)) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('plan_id = "{plan_id}"', 'plan_id = "AAAA-BBBB"', "plan_id: The diary was kept for another plan."),
        ('plan_id = "{plan_id}"', 'plan_id = "anna"', "the id at the foot of the handout"),
        ("worst_pain = 2.5", "worst_pain = 25", "worst_pain: 25 is out of range. Allowed: 0 to 10."),
        ("worst_pain = 2.5", "worst_pian = 2.5", 'Did you mean "worst_pain"?'),
        ("gate_passed = true", 'gate_passed = "yes"', "gate_passed: Text is the wrong kind of value."),
        ("gate_passed = true", "start_on = 2026-11-01", "start_on: 2026-11-01 is before today (2026-11-22)."),
        ("gate_passed = true", "start_on = 2028-11-01", "start_on: 2028-11-01 is more than a year after today"),
        ("red_flags = []", 'red_flags = ["nothing"]', 'screening.red_flags[0]: "nothing" is not a known red flag.'),
        ("red_flags = []", "", "screening.red_flags: This required field is missing."),
        ("completed_on = 2026-11-20", "completed_on = 2026-11-30", "2026-11-30 is after today"),
        ("Well done.", "Well \u202e done.", "note: Character 6 (U+202E"),
        ("missed = true", "missed = true\nload_kg = 2", "entries[1].missed: It was missed, and yet something was done"),
        ("reps = 10", 'load_kg = 2\nband = "light"', "entries[0].band: Kilograms and a band are stated"),
        ("2026-11-12", "2026-11-10", 'entries[1].exercise: "bend-a-little" is written down twice'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_toml_diary_is_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in TOML
    found = problems(tmp_path, TOML.replace(old, new).replace("{plan_id}", plan().plan_id), "diary.toml")
    assert any(told in str(problem) for problem in found)
    assert all(problem.line for problem in found)


def test_all_problems_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = rows("2026-11-10,hop,2,10,,1,0,", "2026-11-30,bend-a-little,2,10,,1,0,", "2026-11-01,lie-and-lift,2,1,,1,0,")
    assert [problem.line for problem in problems(tmp_path, text)] == [2, 3, 4]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("diary.csv", b"", "The file is empty."),
        ("diary.csv", b"date\xff", "The file is not UTF-8 text."),
        ("diary.csv", b"x" * 300_000, "larger than 256 kB"),
        ("diary.xls", b"x", "The file's name does not say what it is."),
        ("diary.toml", b"= 1", "This is not valid TOML"),
    ],
)
def test_what_is_no_diary_is_told(name: str, content: bytes, told: str, tmp_path: Path) -> None:
    (problem, *_) = problems(tmp_path, content, name)
    assert told in str(problem)


def test_no_personal_text_is_quoted(tmp_path: Path) -> None:
    text = rows("Anna Kowalska,Anna said,Anna,1991-04-12,Anna K,Anna,Anna,Anna said so")
    told = "\n".join(map(str, problems(tmp_path, text)))
    assert told
    assert "Kowalska" not in told
    assert "said" not in told
    assert "1991" not in told


# -- hostile -------------------------------------------------------------------------------------------------

GOOD = rows(
    "2026-11-10,bend-a-little,2,10,,1.5,0,",
    "2026-11-12,bend-a-little,,,,,,yes",
    "2026-11-13,lie-and-lift,3,8,4.5,2,1,no",
)
fragments = st.one_of(
    st.text(max_size=20),
    st.sampled_from([",", ";", '"', "\n", "\r", "\0", "\ufeff", "\u2028", "=1+1", "9" * 400, "nan", "1e9", "-", "NaN"]),
)


@QUICK
@given(data=st.data())
def test_a_damaged_diary(tmp_path: Path, data: st.DataObject) -> None:
    text = GOOD
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(fragments) + text[end:]
    for problem in problems(tmp_path, text.encode("utf-8", "surrogatepass")):
        assert problem.what
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + text.count("\r") + 1


@pytest.mark.parametrize("name", ["diary.csv", "diary.toml", "diary.json"])
@QUICK
@given(content=st.binary(max_size=300))
def test_any_bytes(name: str, tmp_path: Path, content: bytes) -> None:
    problems(tmp_path, content, name)


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + "\n" + "x,\n" * 80_000).encode(),
        (HEAD + "\n" + "2026-11-10,hop,2,10,,1,0,\n" * 9_000).encode(),
        (HEAD + "\n" + '"' * 250_000).encode(),
        ("," * 250_000).encode(),
        (HEAD + "\n" + "9" * 250_000).encode(),
        ("a," * 120_000).encode(),
        (HEAD + "\n" + "".join(f"2026-11-10,e{number},1,1,,1,0,\n" for number in range(8_000))).encode(),
    ],
    ids=lambda value: f"{value[:14]!r}",
)
def test_a_file_made_to_be_slow_is_answered_in_seconds(content: bytes, tmp_path: Path) -> None:
    start = time.process_time()
    told = problems(tmp_path, content)
    assert time.process_time() - start < 5
    assert 0 < len(told) <= 101
    assert len("\n".join(map(str, told))) < 100_000, "more than a person can read"


# -- the plan that comes back --------------------------------------------------------------------------------


def given_back(folder: Path, **changes: object) -> tuple[Diagnostic, ...]:
    path = folder / "plan.json"
    path.write_text(json.dumps(plan().model_dump(mode="json", by_alias=True) | changes))
    try:
        read_plan(path, invented())
    except InvalidInput as error:
        return error.diagnostics
    return ()


def test_a_plan_may_have_outlived_its_goal_and_its_visit(tmp_path: Path) -> None:
    profile = plan().profile.model_dump(mode="json")
    profile["goals"]["target_date"] = profile["plan"]["review_on"] = "2026-11-15"
    assert given_back(tmp_path, profile=profile) == ()
    profile["screening"]["completed_on"] = "2027-01-01"
    assert len(given_back(tmp_path, profile=profile)) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"made_on": "2026-12-01"}, "made_on: The plan was made after today (2026-11-22)."),
        ({"outcome": "hold", "exercises": [], "schedule": []}, "outcome: A hold has no exercises to go on with."),
        ({"outcome": "nothing"}, "outcome: "),
    ],
)
def test_a_plan_that_nothing_can_follow_is_told(changes: dict[str, object], told: str, tmp_path: Path) -> None:
    assert any(told in str(problem) for problem in given_back(tmp_path, **changes))


def test_a_profile_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(plan().profile.model_dump_json())
    with pytest.raises(InvalidInput, match="This is not a plan"):
        read_plan(tmp_path / "plan.json", invented())
