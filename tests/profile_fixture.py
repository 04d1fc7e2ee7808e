"""Profiles as text, and what they may refer to, for the tests of the readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from hepgen.errors import Diagnostic, InvalidInput
from hepgen.inputs.identifiers import Known
from hepgen.inputs.read import read_input
from hepgen.packs.content import open_content

TODAY = date(2026, 11, 22)

PROFILE = """\
[patient]
name = "Anna Kowalska"
date_of_birth = 1991-04-12

[problem]
condition = "patellofemoral-pain"
side = "right"
worst_pain = 5
usual_pain = 3

[screening]
completed_on = 2026-11-20
red_flags = []

[running]
weekly_km = 8.0

[context]
equipment = ["resistance-band", "step"]

[[baseline]]
exercise = "split-squat"
reps = 10
side = "right"

[plan]
include = []
exclude = []
note = "Great effort today."

[clinician]
name = "Sam Taylor"
"""


@cache
def known(*, language_chosen: bool = False) -> Known:
    """The real library; every character beyond Latin-1 counts as unprintable."""
    content = open_content()
    return Known(
        library=content.library,
        people=content.people,
        languages=None if language_chosen else content.languages,
        today=TODAY,
        unprintable=_beyond_latin_1,
    )


def _beyond_latin_1(text: str) -> Iterable[tuple[str, int]]:
    return [(char, index) for index, char in enumerate(text) if ord(char) > 0xFF]


def problems(folder: Path, text: str | bytes, name: str = "profile.toml") -> tuple[Diagnostic, ...]:
    """What the reader says about a text; empty when it is valid."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    try:
        read_input(path, known())
    except InvalidInput as error:
        return error.diagnostics
    return ()


def line_of(text: str, part: str) -> int:
    """The 1-based line that holds a part of the text."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)
