"""A CSV file, read strictly: known headings, as many cells as headings, one line for each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from hepgen.errors import Diagnostic, InvalidInput
from hepgen.model.complaints import did_you_mean, listed

_SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        line: 1-based line in the file.
        cells: Heading → what stands there; empty cells are left out.
    """

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a CSV file.

    Attributes:
        file: The file as the user named it.
        separator: A comma or a semicolon; with a semicolon, numbers may have a decimal comma.
    """

    file: str
    separator: str
    rows: tuple[Row, ...]


def parse_table(file: str, text: str, required: Collection[str], optional: Collection[str]) -> Table:
    """The table in a text.

    Args:
        file: Named in every problem.
        text: All of it, with the headings in its first line.
        required, optional: Headings that must, and that may, be there.

    Raises:
        InvalidInput: With every problem found.
    """
    first_line = text.split("\n", 1)[0]
    separator = ";" if ";" in first_line else ","
    lines = _lines(file, text, separator)
    number, headings = next(lines, (1, []))
    problems = [*_wrong_headings(file, number, headings, required, optional)]
    if problems:
        raise InvalidInput(problems)
    rows = []
    for number, cells in lines:
        if not any(cells):
            continue
        problem = _wrong_row(file, number, cells, headings)
        if problem is None:
            rows.append(Row(number, {name: cell for name, cell in zip(headings, cells, strict=True) if cell}))
        else:
            problems.append(problem)
    if problems:
        raise InvalidInput(problems[:_SHOWN_AT_MOST])
    return Table(file, separator, tuple(rows))


def _lines(file: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error:
        what = "The line cannot be read: a quotation mark is not closed, or a cell is too long."
        raise InvalidInput([Diagnostic(file, "", what, line=max(reader.line_num, 1))]) from None


def _wrong_headings(
    file: str, line: int, headings: list[str], required: Collection[str], optional: Collection[str]
) -> Iterator[Diagnostic]:
    known = (*required, *optional)
    for name in dict.fromkeys(headings):
        if name not in known:
            # It is not shown: where headings are missing, the first line may be about a patient.
            what = f"Column {headings.index(name) + 1} has no known heading." if name else "A heading is empty."
            yield Diagnostic(file, "", what, listed(known), did_you_mean(name, known), line)
        elif headings.count(name) > 1:
            yield Diagnostic(file, name, "This heading stands there twice.", line=line)
    for name in required:
        if name not in headings:
            yield Diagnostic(file, name, "This heading is missing.", listed(known), line=line)


def _wrong_row(file: str, line: int, cells: list[str], headings: list[str]) -> Diagnostic | None:
    if any("\n" in cell or "\r" in cell for cell in cells):
        return Diagnostic(file, "", "A cell goes over more than one line.", "cells of one line", line=line)
    if len(cells) != len(headings):
        what = f"The line has {len(cells)} cells, and there are {len(headings)} headings."
        return Diagnostic(file, "", what, f"{len(headings)} cells, empty ones included", line=line)
    return None
