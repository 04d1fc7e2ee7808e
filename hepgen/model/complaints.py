"""What is wrong with a value, said in plain sentences that quote no person's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, get_origin

from hepgen.errors import Diagnostic
from hepgen.model.annotations import annotation_at, bounds, fields, literals, models, required, variants
from hepgen.model.positions import Location, dotted

if TYPE_CHECKING:
    from pydantic import BaseModel

_WORD = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class Readable(Protocol):
    """What a complaint needs of a document: its values, and a diagnostic that knows the line."""

    @property
    def data(self) -> Any: ...  # noqa: D102

    def problem(self, location: Location, what: str, allowed: str = "", hint: str = "") -> Diagnostic: ...  # noqa: D102


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters, digits and single hyphens",
    r"^[a-z]{2}(-[A-Z]{2})?$": 'a language code such as "en"',
    r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$": "one e-mail address",
    r"^https?://[^\s<>\"]+$": 'an address that begins with "https://"',
    r"^#[0-9A-F]{6}$": 'a colour such as "#0B4F62"',
    r"^#[0-9A-Fa-f]{6}$": 'a colour such as "#0B4F62"',
    r"^([^./\\:][^/\\:]*/)*[^./\\:][^/\\:]*\.(?i:png|jpe?g|webp|svg)$": (
        'a picture inside the pack, such as "logo.png" (png, jpg, webp, svg)'
    ),
    r"^\d-\d-\d$": 'a tempo such as "3-1-3"',
    r"^[0-9A-Z]{4}-[0-9A-Z]{4}$": 'the id at the foot of the handout, such as "K7Q4-M2XR"',
}

_WANTED = {
    "string": "text in quotation marks",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date, year-month-day: 2026-11-20",
    "tuple": "a list in square brackets",
    "dict": "a table of fields",
    "model": "a table of fields",
}


def listed(words: Iterable[str]) -> str:
    """`a, b, c`, for the "allowed" of a diagnostic."""
    return ", ".join(words)


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """`Did you mean "split-squat"?`, or nothing when no word is near."""
    import difflib  # only needed when something is wrong

    near = difflib.get_close_matches(given.lower().replace("_", "-"), [*known], n=1, cutoff=0.6) or (
        difflib.get_close_matches(given.lower().replace("-", "_"), [*known], n=1, cutoff=0.6)
    )
    return f'Did you mean "{near[0]}"?' if near else ""


def quoted(value: object) -> str:
    """A value as a message may show it: ids and numbers; never what may be a person's own words or birthday."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value) if abs(value) < 1e15 else "a very large number"
        case datetime() | date():
            return "a date and time" if isinstance(value, datetime) else "a date"
        case str() if _WORD.fullmatch(value):
            return f'"{value}"'
        case str():
            return "text" if value.strip() else "empty text"
        case list() | tuple():
            return "a list"
        case dict():
            return "a table"
    return f"a {type(value).__name__}"


def translate(document: Readable, model: type[BaseModel], detail: Mapping[str, Any]) -> Diagnostic:
    """One of pydantic's errors as a diagnostic: where, what, and what would be accepted."""
    location: Location = tuple(part for part in detail["loc"] if part != "[key]")
    kind: str = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    value = value_at(document.data, location)
    given = quoted(value)
    wanted = _WANTED.get(kind.partition("_")[0], "")
    here = partial(document.problem, location)
    match kind:
        case "missing":
            return here("This required field is missing.", _described(annotation_at(model, location)))
        case "extra_forbidden":
            return _unknown_field(document, model, location)
        case "literal_error":
            allowed = literals(annotation_at(model, location))
            hint = did_you_mean(value, allowed) if isinstance(value, str) else ""
            shown = "text" if isinstance(value, str) and not value.islower() else given  # most names have capitals
            return here(f"{_capital(shown)} is not one of the values.", listed(allowed), hint)
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return here(f"{_capital(given)} is out of range.", _bounds(model, location, context))
        case "finite_number":
            return here("The number is not finite.", "an ordinary number")
        case "string_too_long":
            return here("The text is too long.", f"at most {context['max_length']} characters")
        case "string_too_short":
            return here("The text is empty or too short.", f"at least {context['min_length']} characters")
        case "too_long":
            return here("The list is too long.", f"at most {context['max_length']} entries")
        case "too_short":
            return here("The list is too short.", f"at least {context['min_length']} entries")
        case "string_pattern_mismatch":
            form = _PATTERNS.get(context["pattern"], f"text of the form {context['pattern']}")
            return here("The text does not have the right form.", form)
        case "string_unicode":
            return here("The text holds half a character (a lone surrogate).")
        case "int_from_float":
            return here(f"{given} is not a whole number.", wanted)
        case "value_error":
            return here(_capital(f"{context['error']}."))
        case _ if wanted:
            hidden: dict[type, str] = {str: "text"}  # a name typed into the wrong field
            if not kind.startswith(("int", "float")):
                hidden |= {int: "a number", float: "a number"}  # a birthday typed as 19910412
            return here(f"{_capital(hidden.get(type(value), given))} is the wrong kind of value.", wanted)
    return here(_capital(f"{detail['msg']}."))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def value_at(data: Any, location: Location) -> Any:
    """The value there in parsed data; None when there is none."""
    for part in location:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
        else:
            return None
    return data


def _described(annotation: Any) -> str:
    """What a missing field may hold, as far as its type tells."""
    closed = literals(annotation)
    if closed:
        return listed(closed)
    for model in models(annotation):
        return f"a table with {listed(required(model))}"
    for variant in variants(annotation):
        base = get_origin(variant) or variant
        wanted = _WANTED.get({"str": "string"}.get(base.__name__, base.__name__))
        if wanted:
            return wanted
    return ""


def _bounds(model: type[BaseModel], location: Location, context: Mapping[str, Any]) -> str:
    """Both bounds of a number where the type has two: "0 to 10"."""
    low, high = bounds(model, location)
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    words = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
    return listed(f"{words[name]} {bound:g}" for name, bound in context.items() if name in words)


def _unknown_field(document: Readable, model: type[BaseModel], location: Location) -> Diagnostic:
    name = str(location[-1])
    known = [name for parent in models(annotation_at(model, location[:-1])) for name in fields(parent)]
    if not _WORD.fullmatch(name):  # perhaps a person's words: shown neither here nor as the field's path
        what = "A field has a name with other characters than letters and digits."
        problem = document.problem(location, what, listed(known))
        return replace(problem, field=dotted(location[:-1]))
    elsewhere = [place for place in _places(model, name) if place[:-1] != location[:-1]]
    hint = did_you_mean(name, known) or (f'Did you mean "{dotted(elsewhere[0])}"?' if elsewhere else "")
    return document.problem(location, "There is no such field.", listed(known), hint)


def _places(model: type[BaseModel], name: str) -> list[Location]:
    """Where else a field of that name exists, one table deep."""
    return [
        (table, name)
        for table, annotation in fields(model).items()
        for inner in models(annotation)
        if name in fields(inner)
    ]
