"""From the text of a TOML or JSON document to a model, or to every problem in it, each with its line.

Pure: text in, values out. `hepgen.inputs` and `hepgen.packs` open the files.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, Literal, Protocol, TypeVar

from pydantic import ValidationError

from hepgen.errors import Diagnostic
from hepgen.model.annotations import step, variants
from hepgen.model.base import Model
from hepgen.model.complaints import Readable, listed, quoted, translate, value_at
from hepgen.model.positions import Lines, Location, dotted, json_lines, line_of, toml_lines

Language = Literal["toml", "json"]
M = TypeVar("M", bound=Model)

_MAX_DEPTH = 20
_MAX_KEY_PARTS = 20
_MAX_PROBLEMS = 100
_NAMES_SHOWN = 5
# tomllib needs time quadratic in the parts of one dotted key: six seconds for a line of 40 kB.
_KEY_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
# Possessive ("*+"), so that the search itself is linear in the text.
_LONG_KEY = re.compile(
    rf"(?:^[ \t]*+\[{{0,2}}|[{{,])[ \t]*+{_KEY_PART}(?:[ \t]*+\.[ \t]*+{_KEY_PART}){{{_MAX_KEY_PARTS}}}",
    re.MULTILINE | re.ASCII,
)
_TOML_PLACE = re.compile(r"^(.*?) \(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Document:
    """A parsed text: its data, and where each value stands.

    Attributes:
        file: The file as the user named it.
        language: What the text is written in.
        text: The text itself.
        data: Its values, as `tomllib` or `json` give them.
    """

    file: str
    language: Language
    text: str = field(repr=False)
    data: dict[str, Any] = field(repr=False)

    @cached_property
    def lines(self) -> Lines:
        """Location → line; found on first use."""
        return toml_lines(self.text) if self.language == "toml" else json_lines(self.text)

    def problem(self, location: Location, what: str, allowed: str = "", hint: str = "") -> Diagnostic:
        """A diagnostic with file, line and field."""
        return Diagnostic(self.file, dotted(location), what, allowed, hint, line_of(location, self.lines))


@dataclass(frozen=True)
class Part:
    """A table inside a document, read as if it were one; `added` are fields that the place itself states."""

    document: Document
    location: Location
    added: dict[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """What the text is written in."""
        return self.document.language

    @property
    def data(self) -> Any:
        """The part's values; what the text states itself comes before what is added."""
        value = value_at(self.document.data, self.location)
        return {**self.added, **value} if isinstance(value, dict) else value

    def problem(self, location: Location, what: str, allowed: str = "", hint: str = "") -> Diagnostic:
        """A diagnostic with file, line and field."""
        return self.document.problem(self.location + location, what, allowed, hint)


class Source(Readable, Protocol):
    """What can be validated: a document, a part of one, or the rows of a table read from CSV."""

    @property
    def language(self) -> Language:
        """What the text is written in; JSON has no dates of its own."""


class Unreadable(Exception):  # the reason is the name; callers turn it into their own error
    """The text is not a document at all. `diagnostic` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic)


def parse(file: str, text: str, language: Language) -> Document:
    """Parse the text.

    Raises:
        Unreadable: A syntax error, a key given twice, nesting or a key beyond any sensible depth.
    """
    try:
        data = _parse_toml(file, text) if language == "toml" else _parse_json(file, text)
        depth_ok = not _deeper_than(data, _MAX_DEPTH)
    except RecursionError:
        depth_ok = False
    if not depth_ok:
        raise Unreadable(Diagnostic(file, "", f"Values are nested more than {_MAX_DEPTH} deep."))
    if not isinstance(data, dict):
        raise Unreadable(Diagnostic(file, "", "The file holds one value.", "an object with named fields", line=1))
    return Document(file, language, text, data)


def validate(document: Source, model: type[M]) -> M | tuple[Diagnostic, ...]:
    """The model, or every problem at once, in the order of the text."""
    data = _tuples(document.data)
    try:
        return model.model_validate(_dated(data, model) if document.language == "json" else data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=False)
    return told(document, (translate(document, model, detail) for detail in details))


def told(document: Source, problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems in the order of the text; of very many only the first, so that no file makes a long wait."""
    first = [*islice(problems, _MAX_PROBLEMS + 1)]
    more = (document.problem((), "There are more problems."),) if len(first) > _MAX_PROBLEMS else ()
    return (*sorted(first[:_MAX_PROBLEMS], key=lambda problem: problem.line or 0), *more)


# -- parsing -------------------------------------------------------------------------------------------------


def _parse_toml(file: str, text: str) -> Any:
    long_key = _LONG_KEY.search(text)
    if long_key:
        line = text.count("\n", 0, long_key.start()) + 1
        raise Unreadable(Diagnostic(file, "", f"A field name has more than {_MAX_KEY_PARTS} parts.", line=line))
    try:
        return tomllib.loads(text)
    except ValueError as error:  # also a number of more digits than Python converts
        found = _TOML_PLACE.match(str(error))
        reason = _without_quotes(found[1]) if found else "a number is too long"
        at = int(found[2]) if found and found[2] else None
        what = f"This is not valid TOML: {reason}."
        raise Unreadable(Diagnostic(file, "", what, hint=_toml_hint(text, at), line=at)) from None


def _toml_hint(text: str, line: int | None) -> str:
    """The two mistakes that people make most in TOML."""
    if line is None:
        return ""
    written = text.split("\n")[line - 1 : line]
    value = written[0].partition("=")[2].strip() if written else ""
    if re.match(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", value):
        return "Dates are written year-month-day: 2026-11-20."
    if re.match(r"[A-Za-z]", value):
        return 'Text stands in quotation marks: "text".'
    return ""


def _without_quotes(reason: str) -> str:
    """The parser's reason without the text it quotes, which may be a person's."""
    return re.sub(r"\s*:?\s*(['\"]).*\1", "", reason, flags=re.DOTALL).rstrip(".:")


def _parse_json(file: str, text: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice = sorted(name for name, count in counts.items() if count > 1)[:_NAMES_SHOWN]
            what = f"The same field is given twice: {listed(map(quoted, twice))}."
            raise Unreadable(Diagnostic(file, "", what, line=_second_line(text, twice)))
        return fields

    def refuse_constant(name: str) -> Any:
        raise Unreadable(Diagnostic(file, "", f"{name} is not a number.", "ordinary numbers"))

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        what = f"This is not valid JSON: {error.msg}."
        raise Unreadable(Diagnostic(file, "", what, line=error.lineno)) from None
    except ValueError:
        raise Unreadable(Diagnostic(file, "", "A number is too long.")) from None


def _second_line(text: str, names: Iterable[str]) -> int | None:
    """The line of the second of two equal keys, when each is written plainly and only twice."""
    for name in names:
        found = [match.start() for match in re.finditer(rf"{re.escape(json.dumps(name))}\s*:", text)]
        if len(found) == 2:
            return text.count("\n", 0, found[1]) + 1
    return None


def _deeper_than(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        return depth == 0 or any(_deeper_than(item, depth - 1) for item in value.values())
    if isinstance(value, list):
        return depth == 0 or any(_deeper_than(item, depth - 1) for item in value)
    return False


# -- types ---------------------------------------------------------------------------------------------------


def _tuples(value: Any) -> Any:
    """Lists as tuples, as the models want them; nothing else is bent."""
    if isinstance(value, dict):
        return {name: _tuples(item) for name, item in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _dated(value: Any, annotation: Any) -> Any:
    """Dates as dates where the model wants one, since JSON has only text for them; nothing else is bent."""
    if isinstance(value, dict):
        return {name: _dated(item, step(annotation, name)) for name, item in value.items()}
    if isinstance(value, tuple):
        item_annotation = step(annotation, 0)
        return tuple(_dated(item, item_annotation) for item in value)
    if isinstance(value, str) and date in variants(annotation) and _ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
