"""Writes `docs/cases.md` from the case files: what hepgen does for whom, and why (`python -m tests.cases.tell`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.cases.case import Case, cases, library

DOCS = Path(__file__).parents[2] / "docs" / "cases.md"

_HEAD = """# Cases

What hepgen does for whom, and why. This page is made from the files in `tests/cases/`, and each of them is a test. A
patient here is one of 36 with a calm knee, nothing at home and nothing found in screening, who differs in what is
listed. Names in brackets are sources; `exercise_library/evidence.toml` tells them.
"""


def told(of: Iterable[Case]) -> str:
    """The page."""
    return "\n".join([_HEAD, *_lines(of)])


def _lines(of: Iterable[Case]) -> Iterator[str]:
    for condition, group in groupby(of, key=lambda case: case.condition):
        yield f"## {library().conditions[condition].name[0].upper()}{library().conditions[condition].name[1:]}"
        yield ""
        for case in group:
            sources = f" [{', '.join(case.sources)}]" if case.sources else ""
            yield f"**{case.title}.** {case.why}{sources}"
            yield ""
            yield f"- Given: {_given(case) or 'nothing else'}"
            yield f"- Then: {_expected(case)}"
            yield ""


def _given(case: Case) -> str:
    return "; ".join(
        f"{table}.{name} = {_value(value)}" if isinstance(fields, dict) else f"{table} = {_value(fields)}"
        for table, fields in case.given.items()
        for name, value in (fields.items() if isinstance(fields, dict) else [("", fields)])
    )


def _expected(case: Case) -> str:
    found = case.expect.model_dump(exclude_defaults=True, exclude={"outcome"})
    return "; ".join([case.expect.outcome, *(f"{name} = {_value(value)}" for name, value in found.items())])


def _value(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{name}: {_value(item)}" for name, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


if __name__ == "__main__":
    DOCS.write_text(told(tuple(cases())), encoding="utf-8")
