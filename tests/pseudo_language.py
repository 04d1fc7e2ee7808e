"""A language made of English, with an accent on its letters and a third longer, as translations are.

What comes out of hepgen in it without accents was never in a file that translators see, and a page that holds it
holds other languages.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pack_fixture import KINDS, LIBRARY, pack

from hepgen.model.annotations import marked
from hepgen.model.base import Translated
from hepgen.model.positions import Location

LANGUAGE = "xx"
DECIMAL = ","
"""A point between digits is hard-coded."""
UNITS = ("cm", "mm", "kg", "km", "min", "s", "m", "g")

_ACCENTED = str.maketrans("acdeghijklmnorstuwyzACDEGHIJKLMNORSTUWYZ", "áćđéĝĥíĵķĺḿńóŕśţúŵýźÁĆĐÉĜĤÍĴĶĹḾŃÓŔŚŢÚŴÝŹ")
"""Open Sans has them all, none of them in two parts."""
_ACCENTS = frozenset(map(chr, _ACCENTED.values()))
_KEPT = re.compile(rf"(\{{[a-z_]+\}}|\*\*|(?<=[\d}}])[ \u00a0]?(?:{'|'.join(UNITS)})\b)")
_DOUBLED = re.compile(r"[aeiouyn]", re.IGNORECASE)
"""Makes English a third longer, each of its words about alike."""

_LONGEST_ON_A_CARD, _LONGEST_NAME, _LONGEST = 32, 60, 600
"""Characters that the library allows."""


def accented(text: str, most: int = _LONGEST) -> str:
    """The text with an accent on its letters and its vowels and n doubled; placeholders, `**` and units stay.

    Args:
        text: English.
        most: Characters that it may grow to.
    """
    left = most - len(text)

    def doubled(found: re.Match[str]) -> str:
        nonlocal left
        left -= 1
        return found[0] * 2 if left >= 0 else found[0]

    parts = _KEPT.split(text)
    parts[::2] = [_DOUBLED.sub(doubled, part).translate(_ACCENTED) for part in parts[::2]]
    return "".join(parts)


def unaccented(text: str) -> Iterator[str]:
    """The words that lack their accents, units left out, and the numbers with a decimal point."""
    for word in re.findall(r"\b[^\W\d_]+\b", text):
        if word not in UNITS and _ACCENTS.isdisjoint(word) and word != word.translate(_ACCENTED):
            yield word
    yield from re.findall(r"\d+\.\d+", text)


def pseudo_language_pack(folder: Path) -> Path:
    """A pack with the whole language."""
    return pack(folder, {f"templates/strings/{LANGUAGE}.toml": _strings(), **dict(_translations())})


def _strings() -> str:
    strings = tomllib.loads((LIBRARY.parent / "templates" / "strings" / "en.toml").read_text(encoding="utf-8"))
    told = _accented_everywhere(strings)
    told["format"]["decimal"] = DECIMAL
    told["language"]["direction"] = strings["language"]["direction"]
    return _toml(told)


def _accented_everywhere(data: Any) -> Any:
    if isinstance(data, str):
        return accented(data)
    if isinstance(data, list):
        return [*map(_accented_everywhere, data)]
    return {name: _accented_everywhere(item) for name, item in data.items()}


def _translations() -> Iterator[tuple[str, str]]:
    """Place in a pack and text of each file of the library that translators write."""
    for path in sorted(LIBRARY.rglob("*.toml")):
        place = path.relative_to(LIBRARY)
        kind = KINDS.get(place.parts[0])
        if kind is not None:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            texts = frozenset(marked(kind, data, Translated))
            yield f"exercise_library/translations/{LANGUAGE}/{place.as_posix()}", _toml(_translated(data, texts, ()))


def _translated(data: Any, texts: frozenset[Location], place: Location) -> Any:
    """The texts of the data in their tables and lists; None where there is none."""
    if place == ("decimal",):
        return DECIMAL
    if place in texts:
        return accented(data, _most(place))
    if isinstance(data, dict):
        items = {name: _translated(item, texts, (*place, name)) for name, item in data.items()}
        return {name: item for name, item in items.items() if item is not None} or None
    if isinstance(data, list):
        entries = [_translated(item, texts, (*place, index)) for index, item in enumerate(data)]
        return None if all(entry is None for entry in entries) else entries
    return None


def _most(place: Location) -> int:
    if place in (("text", "name"), ("text", "side_label")):
        return _LONGEST_ON_A_CARD
    return _LONGEST_NAME if place[-1] in ("name", "plain_name") else _LONGEST


def _toml(table: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(name)} = {_value(value)}\n" for name, value in table.items())


def _value(value: Any) -> str:
    """A value of TOML in one line; its strings are written as in JSON."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {_value(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
