"""Read a diary, as TOML, JSON or CSV: valid, understood and about its plan, or every problem in it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from hepgen.clinical.revision.revise import renewed
from hepgen.errors import Diagnostic, InvalidInput
from hepgen.inputs.files import read_text
from hepgen.inputs.identifiers import Known, unknown_identifiers
from hepgen.inputs.read import parsed_file, unprintable
from hepgen.inputs.sanity import contradictions
from hepgen.inputs.table import Table, parse_table
from hepgen.model.annotations import fields, variants
from hepgen.model.complaints import did_you_mean, listed, quoted
from hepgen.model.diary import Diary, Entry
from hepgen.model.plan import Plan
from hepgen.model.positions import Location
from hepgen.model.reading import Document, Language, Source, told, validate

COLUMNS = ("date", "exercise", "sets", "reps", "load", "pain", "pain_next_morning", "missed")
MORE_COLUMNS = ("hold_s", "settled", "sharp")
"""Headings that a CSV diary must have, and may have. `load` is kilograms, or the strength of a band."""

_FURTHEST = timedelta(days=366)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


def read_diary(path: Path, plan: Plan, known: Known) -> Diary:
    """Read the diary of a plan.

    Args:
        path: A file whose name ends in .toml, .json or .csv. A CSV file holds the entries alone.
        plan: The plan that it was kept for.
        known: What its screening may refer to, and the day of the revision.

    Raises:
        InvalidInput: With every problem found, in the order of the file.
    """
    source = _rows(path) if path.suffix.lower() == ".csv" else parsed_file(path)
    value = validate(source, Diary)
    problems = value if isinstance(value, tuple) else _meaning(value, source, plan, known)
    characters = unprintable(source, known) if isinstance(source, Document) else ()
    found = told(source, chain(problems, characters))
    if found or isinstance(value, tuple):
        raise InvalidInput(found)
    return value


# -- CSV -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a table as the entries of a diary, each problem with its line and column."""

    table: Table
    data: dict[str, Any]

    @property
    def language(self) -> Language:
        """Dates are dates already, as in TOML."""
        return "toml"

    def problem(self, location: Location, what: str, allowed: str = "", hint: str = "") -> Diagnostic:
        """A diagnostic with file, line and column."""
        name = str(location[-1]) if len(location) > 2 else ""
        column = "load" if name in ("load_kg", "band") else name
        line = self.table.rows[location[1]].line if len(location) > 1 and isinstance(location[1], int) else 1
        return Diagnostic(self.table.file, column, what, allowed, hint, line)


def _rows(path: Path) -> _Rows:
    text = read_text(path)
    if not text.strip():
        raise InvalidInput([Diagnostic(str(path), "", "The file is empty.")])
    table = parse_table(str(path), text, COLUMNS, MORE_COLUMNS)
    annotations = fields(Entry)
    entries = [
        {
            field: _typed(cell, annotations[field], table.separator)
            for name, cell in row.cells.items()
            for field in (_field(name, cell, table.separator),)
        }
        for row in table.rows
    ]
    return _Rows(table, {"entries": entries})


def _field(column: str, cell: str, separator: str) -> str:
    if column != "load":
        return column
    return "load_kg" if _NUMBER.fullmatch(_point(cell, separator)) else "band"


def _typed(cell: str, annotation: Any, separator: str) -> object:
    """The cell as what its field holds; as the text that it is when it does not look so."""
    kinds = variants(annotation)
    if bool in kinds:
        return _YES_NO.get(cell.lower(), cell)
    if _WHOLE.fullmatch(cell) and (int in kinds or float in kinds):
        return int(cell)
    if float in kinds and _NUMBER.fullmatch(_point(cell, separator)):
        return float(_point(cell, separator))
    if date in kinds and _DATE.fullmatch(cell):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell
    return cell


def _point(cell: str, separator: str) -> str:
    """A number with its decimal sign as a point; a comma is one only where it separates no cells."""
    return cell.replace(",", ".") if separator == ";" else cell


# -- the diary and its plan ----------------------------------------------------------------------------------


def _meaning(diary: Diary, source: Source, plan: Plan, known: Known) -> Iterator[Diagnostic]:
    if diary.plan_id is not None and diary.plan_id != plan.plan_id:
        yield source.problem(("plan_id",), "The diary was kept for another plan.", plan.plan_id)
    yield from _next_start(diary, source, known.today)
    yield from _screening(diary, source, plan, known)
    yield from _entries(diary, source, plan, known.today)


def _next_start(diary: Diary, source: Source, today: date) -> Iterator[Diagnostic]:
    if diary.start_on is None:
        return
    if diary.start_on < today:
        yield source.problem(("start_on",), f"{diary.start_on} is before today ({today}).")
    elif diary.start_on - today > _FURTHEST:
        yield source.problem(("start_on",), f"{diary.start_on} is more than a year after today ({today}).")


def _screening(diary: Diary, source: Source, plan: Plan, known: Known) -> Iterator[Diagnostic]:
    """The answers asked again are held to what a profile's must be; the rest of the profile came with the plan."""
    if diary.screening is None or not isinstance(source, Document):
        return
    profile = renewed(plan, diary, known.today)
    yield from unknown_identifiers(profile, source, (), known)
    for location, what in contradictions(profile, known.today):
        if location[0] == "screening":
            yield source.problem(location, what)


def _entries(diary: Diary, source: Source, plan: Plan, today: date) -> Iterator[Diagnostic]:
    planned = [one.id for one in plan.exercises]
    began = min([plan.made_on, *(week.starts_on for week in plan.schedule[:1])])
    mornings = {entry.date for entry in diary.entries if entry.pain_next_morning is not None}
    seen: dict[tuple[date, str], int] = {}
    for index, entry in enumerate(diary.entries):
        here: Location = ("entries", index)
        if entry.exercise not in planned:
            what = f"{quoted(entry.exercise)} is not in the plan."
            yield source.problem((*here, "exercise"), what, listed(planned), did_you_mean(entry.exercise, planned))
        if entry.date > today:
            yield source.problem((*here, "date"), f"{entry.date} is after today ({today}).")
        elif entry.date < began:
            yield source.problem((*here, "date"), f"{entry.date} is before the plan began ({began}).")
        first = seen.setdefault((entry.date, entry.exercise), index)
        if first != index:
            what = f"{quoted(entry.exercise)} is written down twice for {entry.date}."
            yield source.problem((*here, "exercise"), what)
        for name, what in _contradictions(entry):
            yield source.problem((*here, name), what)
        if entry.settled is not None and not entry.missed and entry.date not in mornings:
            yield source.problem((*here, "settled"), "Whether the morning settled is stated, and not how it was.")


def _contradictions(entry: Entry) -> Iterator[tuple[str, str]]:
    """Fields of one entry that cannot both be so."""
    if entry.missed:
        done: Mapping[str, object] = entry.model_dump(exclude={"date", "exercise", "missed"}, exclude_defaults=True)
        if done:
            yield "missed", f"It was missed, and yet something was done: {listed(done)}."
    elif entry.sets == 0 or entry.reps == 0:
        yield ("sets" if entry.sets == 0 else "reps"), "Nothing was done: write it down as missed."
    if entry.load_kg is not None and entry.band is not None:
        yield "band", "Kilograms and a band are stated; one of them is meant."
