"""Where a field stands in a TOML or JSON text. Runs only when something is wrong, on text already parsed.

`tomllib` and `json` keep no positions, and a message without a line sends a busy reader hunting.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping

Location = tuple[str | int, ...]
"""The way to a value: table names and list indices (from 0), as pydantic writes it."""

Lines = Mapping[Location, int]
"""Location → 1-based line."""

_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_BLANK = re.compile(r"(?:[\s]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")


def line_of(location: Location, lines: Lines) -> int | None:
    """The line of the value there, or of the nearest table around it; None when none is in the text."""
    for end in range(len(location), 0, -1):
        if location[:end] in lines:
            return lines[location[:end]]
    return None


def dotted(location: Location) -> str:
    """`("baseline", 0, "reps")` → `baseline[0].reps`."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def parse_dotted(field: str) -> Location:
    """The opposite of `dotted`."""
    return tuple(int(part) if part.isdecimal() else part for part in re.findall(r"[^.\[\]]+", field))


def toml_lines(text: str) -> Lines:
    """The line of every table and value of a valid TOML text."""
    return _TomlScanner(text).scan()


def json_lines(text: str) -> Lines:
    """The line of every object, array and value of a valid JSON text."""
    return _JsonScanner(text).scan()


class _Scanner:
    """Position in the text and the lines found so far; shared by both languages."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Location, int] = {}
        self._line = 1
        self._counted = 0

    def note(self, location: Location) -> None:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        self.lines.setdefault(location, self._line)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"unexpected text at offset {self.at}")
        self.at = found.end()
        return found[0]

    def skip_blank(self) -> None:
        self.take(_BLANK)

    def items(self, closing: str, read_item: Callable[[int], None]) -> None:
        """Everything between brackets, separated by commas."""
        self.at += 1
        self.skip_blank()
        index = 0
        while self.peek() != closing:
            read_item(index)
            index += 1
            self.skip_blank()
            if self.peek() == ",":
                self.at += 1
                self.skip_blank()
        self.at += 1


class _TomlScanner(_Scanner):
    def scan(self) -> Lines:
        table: Location = ()
        counts: dict[Location, int] = {}
        self.skip_blank()
        while self.at < len(self.text):
            if self.peek() == "[":
                brackets = 2 if self.text.startswith("[[", self.at) else 1
                self.at += brackets
                table = self._absolute(self._key(), counts, new_element=brackets == 2)
                self.note(table)
                self.at = self.text.index("]", self.at) + brackets
            else:
                self._assignment(table)
            self.skip_blank()
        return self.lines

    @staticmethod
    def _absolute(key: tuple[str, ...], counts: dict[Location, int], *, new_element: bool) -> Location:
        """A header names lists of tables without their indices: each means the last element so far."""
        location: Location = ()
        for number, name in enumerate(key, 1):
            location += (name,)
            if new_element and number == len(key):
                counts[location] = counts.get(location, -1) + 1
            if location in counts:
                location += (counts[location],)
        return location

    def _key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self.skip_blank()
            if self.peek() in {'"', "'"}:
                quoted = self.take(_STRING)
                parts.append(tomllib.loads(f"key = {quoted}")["key"])
            else:
                parts.append(self.take(_BARE_KEY))
            self.skip_blank()
            if self.peek() != ".":
                return tuple(parts)
            self.at += 1

    def _assignment(self, table: Location) -> None:
        start = self.at
        key = self._key()
        after, self.at = self.at, start
        for end in range(1, len(key) + 1):
            self.note(table + key[:end])
        self.at = self.text.index("=", after) + 1
        self.skip_blank()
        self._value(table + key)

    def _value(self, location: Location) -> None:
        self.note(location)
        opening = self.peek()
        if opening == "[":
            self.items("]", lambda index: self._value((*location, index)))
        elif opening == "{":
            self.items("}", lambda _: self._assignment(location))
        elif opening in {'"', "'"}:
            self.take(_STRING)
        else:
            self.take(_BARE_VALUE)


class _JsonScanner(_Scanner):
    def scan(self) -> Lines:
        self.skip_blank()
        self._value(())
        return self.lines

    def _value(self, location: Location) -> None:
        self.note(location)
        opening = self.peek()
        if opening == "[":
            self.items("]", lambda index: self._value((*location, index)))
        elif opening == "{":
            self.items("}", lambda _: self._member(location))
        elif opening == '"':
            self.take(_STRING)
        else:
            self.take(_BARE_VALUE)

    def _member(self, location: Location) -> None:
        start = self.at
        name = json.loads(self.take(_STRING), strict=False)
        after, self.at = self.at, start
        self.note((*location, name))
        self.at = self.text.index(":", after) + 1
        self.skip_blank()
        self._value((*location, name))
