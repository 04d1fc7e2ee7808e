"""Characters that cannot be printed truthfully are refused: a box or a turned word does harm in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hepgen.model.positions import Location

MAX_WORD = 400
"""A longer run of characters without a space cannot be set on a page."""

_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u00ff]*")
"""Printable Latin-1: what nearly every profile is made of, and what the fonts surely hold."""

_LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1}}}")
_SHOWN_AT_MOST = 3

Unprintable = Callable[[str], Iterable[tuple[str, int]]]


def texts(data: Any, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text in parsed data, with its place."""
    if isinstance(data, str):
        yield location, data
    elif isinstance(data, dict):
        for name, item in data.items():
            yield from texts(item, (*location, name))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from texts(item, (*location, index))


def composed(data: Any) -> Any:
    """The same data with letter and accent as one character where there is one: so fonts can print it."""
    if isinstance(data, str):
        return data if data.isascii() else unicodedata.normalize("NFC", data)
    if isinstance(data, dict):
        return {name: composed(item) for name, item in data.items()}
    return [composed(item) for item in data] if isinstance(data, list) else data


def character_problems(text: str, unprintable: Unprintable, *, lines: bool) -> Iterator[str]:
    """What cannot be printed in a text, one sentence each, at most a few.

    Args:
        text: What a person typed.
        unprintable: Characters no font holds, with their index; asked only about unusual text.
        lines: Whether the text may have several lines.
    """
    if _LONG_WORD.search(text):
        yield f"A word is longer than {MAX_WORD} characters."
    if _PLAIN.fullmatch(text):
        return
    found = {index: reason for index, char in enumerate(text) if (reason := _reason(char, lines=lines))}
    readable = "".join(" " if index in found or char == "\n" else char for index, char in enumerate(text))
    if not readable.isascii():
        found |= {index: "cannot be printed (no font holds it)" for _, index in unprintable(readable)}
    for index in sorted(found)[:_SHOWN_AT_MOST]:
        yield f"Character {index + 1} ({_name(text[index])}) {found[index]}."
    if len(found) > _SHOWN_AT_MOST:
        yield f"{len(found) - _SHOWN_AT_MOST} more characters cannot be printed."


def _reason(char: str, *, lines: bool) -> str:
    """Why the character is refused whatever the font; empty when it is not."""
    if char == "\n":
        return "" if lines else "is a line break; this field has one line"
    match unicodedata.category(char):
        case "Cc":
            return "is a control character"
        case "Cf":
            return "is invisible and can change what is read"
        case "Cs":
            return "is half a character"
        case "Co" | "Cn":
            return "has no agreed meaning"
        case "Zl" | "Zp":
            return "is a line separator"
    if unicodedata.bidirectional(char) in {"R", "AL"}:
        return "is written from right to left, which handouts cannot show yet"
    return ""


def _name(char: str) -> str:
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    return f"{code} {name}" if name else code
