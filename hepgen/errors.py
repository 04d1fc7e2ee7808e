"""What can go wrong, as types: each error knows its exit code and what the user can do next.

A red flag is *not* an error: screening returns a value (see `hepgen.model.screening`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

EXIT_DONE = 0
EXIT_BUG = 1
EXIT_USAGE = 2
EXIT_INVALID_INPUT = 3
EXIT_INVALID_PACK = 4
EXIT_NOT_NOW = 5
EXIT_NOT_WRITTEN = 6
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, told so that the reader can put it right without asking.

    Attributes:
        file: The file as the user named it.
        field: Dotted path of the field (`problem.side`, `baseline[0].reps`); empty when it concerns the whole file.
        what: What is wrong, naming the value given where that is not personal text.
        allowed: What would be accepted; empty when `what` says it already.
        hint: What to do next ("did you mean …"); may be empty.
        line: 1-based line in the file, or None where no line can be named.
    """

    file: str
    field: str
    what: str
    allowed: str = ""
    hint: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        text = f"{place}: {self.field}: {self.what}" if self.field else f"{place}: {self.what}"
        if self.allowed:
            text += f" Allowed: {self.allowed}."
        return f"{text} {self.hint}" if self.hint else text


class HepgenError(Exception):
    """Base of every error that a user can meet; carries diagnostics and an exit code.

    It is made from plain values only, so that it survives the way from a worker process.
    """

    exit_code: ClassVar[int] = EXIT_BUG

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


class InvalidInput(HepgenError):
    """A profile, a plan or another input file is not valid."""

    exit_code = EXIT_INVALID_INPUT


class InvalidPack(HepgenError):
    """A content pack (exercises, templates, strings, drawings) is not valid."""

    exit_code = EXIT_INVALID_PACK


class NotWritten(HepgenError):
    """The result could not be made or stored: disk, permission, font, picture."""

    exit_code = EXIT_NOT_WRITTEN
