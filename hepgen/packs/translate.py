"""A content file in another language: the original's facts with the translation's texts in their places.

A translation holds the texts alone, in tables nested as in the original, and beside them only what names a table
(`id`, `finding`): that must be the same as in the original. Every text is there, or the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.handout.text import MASCULINE
from hepgen.model.annotations import marked
from hepgen.model.base import Translated
from hepgen.model.complaints import quoted, value_at
from hepgen.model.positions import Location
from hepgen.model.reading import Document
from hepgen.packs.files import read_document
from hepgen.packs.folders import Layers

ORIGINAL = "en"
"""The language that content is written in; every other is a translation of it."""

_LIBRARY = Path("exercise_library")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def in_language(layers: Layers, original: Document, kind: Any, language: str) -> Document:
    """A file of the library in a language; lines in problems are those of the translation.

    Args:
        layers: The packs in force.
        original: A file below `exercise_library/` of one of them.
        kind: What it holds: a model, or tables of models as `dict[str, Model]`.
        language: The language wanted.

    Raises:
        InvalidPack: There is no translation that belongs to that very file, or it is not whole.
    """
    if language == ORIGINAL:
        return original
    translation = read_document(_translation_of(layers, Path(original.file), language))
    texts = {place: value_at(original.data, place) for place in marked(kind, original.data, Translated)}
    problems = [*_problems(original, translation, texts)]
    if problems:
        raise InvalidPack(problems)
    return replace(translation, data=_merged(original.data, translation.data))


def _translation_of(layers: Layers, original: Path, language: str) -> Path:
    """The translation that the original's own pack has, or a pack laid over it."""
    libraries = [pack.root / _LIBRARY for pack in layers.packs]
    owner = next(place for place, library in enumerate(libraries) if original.is_relative_to(library))
    place = _LIBRARY / "translations" / language / original.relative_to(libraries[owner])
    translation = Layers(layers.packs[owner:]).find(str(place))
    if translation is None:
        what = f"There is no translation of this file into {quoted(language)}."
        hint = f"It belongs at {place.as_posix()}, in the same pack or one laid over it."
        raise InvalidPack([Diagnostic(str(original), "", what, hint=hint)])
    return translation


def _problems(original: Document, translation: Document, texts: Mapping[Location, str]) -> Iterator[Diagnostic]:
    given: list[Location] = []
    for place, value, wanted in _side_by_side(translation.data, original.data):
        given.append(place)
        if place in texts:
            what, allowed = _text_problem(value, texts[place])
        elif isinstance(value, list) and isinstance(wanted, list):
            what, allowed = f"This list has {len(value)} items.", f"{len(wanted)}, as in the original"
        else:
            what = (
                "" if value == wanted else "The original has no such text here, or this table has another name there."
            )
            allowed = "" if wanted is None or isinstance(wanted, dict | list) else quoted(str(wanted))
        if what:
            yield translation.problem(place, what, allowed)
    for place, text in texts.items():
        if text and not any(place[: len(above)] == above for above in given):
            yield translation.problem(place, "This text is missing.")


def _text_problem(value: Any, original: str) -> tuple[str, str]:
    """What is wrong with a translated text, and what would be right; nothing, if nothing is."""
    if not isinstance(value, str) or (original and not value.strip()):
        return "A text is missing.", ""
    if _names(value) != _names(original):
        allowed = ", ".join(f"{{{name}}}" for name in sorted(_names(original))) or "none"
        return "The placeholders differ from the original's.", allowed
    return "", ""


def _names(text: str) -> set[str]:
    return {name.removesuffix(MASCULINE) for name in _PLACEHOLDER.findall(text)}


def _side_by_side(translation: Any, original: Any, place: Location = ()) -> Iterator[tuple[Location, Any, Any]]:
    """Each value of the translation beside the original's; a table or list that has no match there, as a whole."""
    if isinstance(translation, dict) and isinstance(original, dict):
        for name, item in translation.items():
            yield from _side_by_side(item, original.get(name), (*place, name))
    elif isinstance(translation, list) and isinstance(original, list) and len(translation) == len(original):
        for index, pair in enumerate(zip(translation, original, strict=True)):
            yield from _side_by_side(*pair, (*place, index))
    else:
        yield place, translation, original


def _merged(original: Any, translation: Any) -> Any:
    """The original, and in it whatever the translation has; the two have the same shape."""
    if isinstance(original, dict) and isinstance(translation, dict):
        return original | {name: _merged(original[name], item) for name, item in translation.items()}
    if isinstance(original, list) and isinstance(translation, list):
        return [_merged(*pair) for pair in zip(original, translation, strict=True)]
    return translation
