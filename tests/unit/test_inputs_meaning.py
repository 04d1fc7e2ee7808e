"""Fields that are valid alone and impossible together, and characters that no page can show."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_fixture import PROFILE, known, problems

from hepgen.inputs.read import read_profile

CONTRADICTIONS = [
    ("1991-04-12", "2027-01-01", "patient.date_of_birth", "The date of birth is after today (2026-11-22)."),
    ("1991-04-12", "1899-01-01", "patient.date_of_birth", "The patient would be more than 120 years old."),
    ("2026-11-20", "2026-11-23", "screening.completed_on", "2026-11-23 is after today (2026-11-22)."),
    ("2026-11-20", "1990-11-20", "screening.completed_on", "1990-11-20 is before the date of birth."),
    ("usual_pain = 3", "onset = 2026-12-01", "problem.onset", "2026-12-01 is after today (2026-11-22)."),
    ("usual_pain = 3", "usual_pain = 7", "problem.usual_pain", "The usual pain (7) is above the worst pain (5)."),
    ("weekly_km = 8.0", "weekly_km = 8\nusual_weekly_km = 9\nlongest_run_km_30d = 21.1", "running.longest_run_km_30d",
     "The longest run (21.1 km) is longer than any week (9 km)."),
    ("weekly_km = 8.0", "weekly_km = 0\nlongest_run_km_30d = 10", "running.weekly_km",
     "No running now (weekly_km 0), but a run of 10 km in the last 30 days: state a week of those."),
    ("exclude = []", "review_on = 2026-11-01", "plan.review_on",
     "The review (2026-11-01) is before the start (2026-11-22)."),
    ("exclude = []", "start_on = 2026-12-07\nreview_on = 2026-12-01", "plan.review_on",
     "The review (2026-12-01) is before the start (2026-12-07)."),
    ("exclude = []", "start_on = 9999-12-31", "plan.start_on",
     "9999-12-31 is more than a year after today (2026-11-22)."),
    ("exclude = []", "review_on = 2062-12-20", "plan.review_on",
     "2062-12-20 is more than a year after today (2026-11-22)."),
    ("exclude = []", "start_on = 1926-11-23", "plan.start_on", "1926-11-23 is before the date of birth."),
    ("include = []\nexclude = []", 'include = ["squat"]\nexclude = ["squat"]', "plan.include[0]",
     '"squat" is in plan.exclude as well.'),
    ("include = []", 'include = ["squat", "step-up"]\nmax_exercises = 1', "plan.include",
     "2 exercises are asked for, but plan.max_exercises is 1."),
    ('side = "right"\n\n', 'side = "left"\n\n', "baseline[0].side",
     "The left side was measured, but the problem is on the right."),
    ("[plan]", '[[baseline]]\nexercise = "split-squat"\nreps = 8\nside = "right"\n\n[plan]', "baseline[1].exercise",
     '"split-squat" was measured already in baseline[0].'),
    ("1991-04-12\n\n[problem]", "2020-04-12\n\n[problem]", "screening.pregnancy_weeks",
     "A pregnancy is stated at the age of 6."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "field", "what"), CONTRADICTIONS)
def test_a_contradiction_is_told(before: str, after: str, field: str, what: str, tmp_path: Path) -> None:
    text = PROFILE.replace(before, after)
    if "pregnancy" in what:
        text = text.replace("red_flags = []", "red_flags = []\npregnancy_weeks = 12")
    assert (field, what) in [(problem.field, problem.what) for problem in problems(tmp_path, text)]


CHARACTERS = [
    ("\\u202E", "Character 2 (U+202E RIGHT-TO-LEFT OVERRIDE) is invisible and can change what is read."),
    ("\\u200B", "Character 2 (U+200B ZERO WIDTH SPACE) is invisible and can change what is read."),
    ("\\u0007", "Character 2 (U+0007) is a control character."),
    ("\\n", "Character 2 (U+000A) is a line break; this field has one line."),
    (
        "\\u05D0",
        "Character 2 (U+05D0 HEBREW LETTER ALEF) is written from right to left, which handouts cannot show yet.",
    ),
    ("\\U0001F600", "Character 2 (U+1F600 GRINNING FACE) cannot be printed (no font holds it)."),
    ("\\uE000", "Character 2 (U+E000) has no agreed meaning."),
    ("\\u2028", "Character 2 (U+2028 LINE SEPARATOR) is a line separator."),
]


@pytest.mark.parametrize(("character", "what"), CHARACTERS)
def test_what_cannot_be_printed_is_refused_with_its_place(character: str, what: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, PROFILE.replace("Anna Kowalska", f"A{character}b"))
    assert (problem.field, problem.line, problem.what) == ("patient.name", 2, what)


def test_half_a_character_in_json_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, '{"patient": {"name": "A\\ud800"}}', "profile.json")
    assert any(problem.field == "patient.name" and "half a character" in problem.what for problem in found)


def test_many_unprintable_characters_are_not_told_one_by_one(tmp_path: Path) -> None:
    found = problems(tmp_path, PROFILE.replace("Great effort", "\\u0001" * 50))
    assert [problem.what for problem in found][-1] == "47 more characters cannot be printed."


def test_a_word_without_end_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, PROFILE.replace("Great effort", "x" * 401))
    assert (problem.field, problem.what) == ("plan.note", "A word is longer than 400 characters.")


def test_a_note_may_have_lines_and_ordinary_accents(tmp_path: Path) -> None:
    assert problems(tmp_path, PROFILE.replace("Great effort today.", "Très bien.\\n\\nGrüße")) == ()


def test_letter_and_accent_become_one_character(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(PROFILE.replace("Anna", "Rene\u0301e"), encoding="utf-8")
    assert read_profile(path, known()).patient.name == "Ren\u00e9e Kowalska"


OVERRIDES = [
    ("under-sixteen", "'under-sixteen' is not a known screening rule."),
    ("hot-swollen-joint", "'hot-swollen-joint' cannot be overridden: it is a red flag."),
    ("osteoporosis", "'osteoporosis' cannot be overridden: it does not hold a plan."),
]


def overridden(*rules: str) -> str:
    tables = "".join(
        f'[[screening.overrides]]\nrule = "{rule}"\nby = "Sam Taylor"\nreason = "Agreed with her consultant."\n\n'
        for rule in rules
    )
    return PROFILE.replace("[running]", f"{tables}[running]")


@pytest.mark.parametrize(("rule", "what"), OVERRIDES)
def test_only_a_hold_can_be_overridden(rule: str, what: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, overridden(rule))
    assert (problem.field, problem.what.replace('"', "'")) == ("screening.overrides[0].rule", what)


def test_a_hold_is_overridden_once(tmp_path: Path) -> None:
    assert problems(tmp_path, overridden("neuropathy")) == ()
    (problem,) = problems(tmp_path, overridden("neuropathy", "neuropathy"))
    assert problem.field == "screening.overrides[1].rule"


@pytest.mark.parametrize("missing", ["by", "reason"])
def test_an_override_names_who_and_why(missing: str, tmp_path: Path) -> None:
    text = "\n".join(line for line in overridden("neuropathy").splitlines() if not line.startswith(f"{missing} ="))
    (problem,) = problems(tmp_path, text)
    assert problem.field == f"screening.overrides[0].{missing}"
