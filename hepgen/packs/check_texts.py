"""Texts for patients: easy to read, with placeholders that will be filled, and no side written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hepgen.clinical.wording import KEYS
from hepgen.errors import Diagnostic
from hepgen.handout.readability import MOST_GRADE, MOST_WORDS, grade, long_sentences
from hepgen.model.complaints import quoted
from hepgen.model.library import Condition
from hepgen.model.positions import Location
from hepgen.packs.content import Content
from hepgen.packs.files import read_document

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SIDE = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)

_EXERCISE_PLACEHOLDERS = frozenset({"side", "other"})
_LADDER_PLACEHOLDERS = frozenset({"cap"})
_FINDING_PLACEHOLDERS = frozenset({"side"})


def text_problems(content: Content) -> Iterator[Diagnostic]:
    """Wrong placeholders, sides written out, wording without its keys, languages that lack a string."""
    for path in content.layers.files("exercise_library/exercises", "*/*.toml").values():
        document = read_document(path)
        shown = {name: document.data[name] for name in ("text", "frames")}
        for location, text in _texts(shown):
            for what in (*_wrong_placeholders(text, _EXERCISE_PLACEHOLDERS), *_sides(text)):
                yield document.problem(location, what)
    for path in content.layers.files("exercise_library/ladders", "*.toml").values():
        document = read_document(path)
        rules = {name: document.data[name] for name in ("step_up", "stay", "step_down")}
        for location, text in _texts(rules):
            for what in (*_wrong_placeholders(text, _LADDER_PLACEHOLDERS), *_sides(text)):
                yield document.problem(location, what)
    for path in content.layers.files("exercise_library/conditions", "*.toml").values():
        document = read_document(path)
        for number, rule in enumerate(document.data["findings"]):
            for what in (*_wrong_placeholders(rule["because"], _FINDING_PLACEHOLDERS), *_sides(rule["because"])):
                yield document.problem(("findings", number, "because"), what)
    yield from _wording(content)
    yield from _languages(content)
    yield from _hard_to_read(content)


def _texts(data: Any, location: Location = ()) -> Iterator[tuple[Location, str]]:
    if isinstance(data, str):
        yield location, data
    elif isinstance(data, Mapping):
        for name, item in data.items():
            yield from _texts(item, (*location, name))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _texts(item, (*location, index))


def _wrong_placeholders(text: str, allowed: frozenset[str]) -> Iterator[str]:
    for name in _PLACEHOLDER.findall(text):
        if name not in allowed:
            yield f"{{{name}}} will not be filled here; " + (
                f"{' and '.join(f'{{{each}}}' for each in sorted(allowed))} would be."
                if allowed
                else "no placeholder would be."
            )


def _sides(text: str) -> Iterator[str]:
    for word in _SIDE.findall(text):
        yield f'"{word}" would be wrong for the other side; write {{side}} or {{other}}.'


def _hard_to_read(content: Content) -> Iterator[Diagnostic]:
    """Patients' text above the reading grade, section by section."""
    library, files = content.library, content.layers.files
    for id_, path in files("exercise_library/exercises", "*/*.toml").items():
        text = library.exercises[id_].text
        said = (*text.steps, text.cue, text.fault, text.easier, text.harder, text.breathing or "")
        yield from _graded(path, ("text",), said)
    for id_, path in files("exercise_library/conditions", "*.toml").items():
        condition = library.conditions[id_]
        for location, said in _sections(condition):
            # The medical name stands beside the plain one, so it is not counted.
            yield from _graded(path, location, (each.replace(condition.name, "") for each in said))
    for path in files("exercise_library/screening", "*.toml").values():
        for number, data in enumerate(read_document(path).data.get("rules", ())):
            yield from _graded(path, ("rules", number), (data.get("patient", ""), data.get("where", "")))
            yield from _graded(path, ("rules", number), (data.get("patient_overridden", ""),))


def _sections(condition: Condition) -> Iterator[tuple[Location, tuple[str, ...]]]:
    """What patients read of a condition, in pieces long enough to be measured."""
    for number, part in enumerate(condition.education):
        yield ("education", number), (*part.paragraphs, *part.points)
    for number, stage in enumerate(condition.stages):
        yield ("stages", number), (stage.goal, *stage.progress_when, *stage.regress_when, *stage.leave)
    yield ("findings",), tuple(rule.because for rule in condition.findings)
    yield ("goals",), tuple(condition.goals.values())
    yield ("myths",), tuple(sentence for myth in condition.myths for sentence in (myth.heard, myth.answer))
    yield ("running", "notes"), condition.running.notes


def _graded(path: Path, location: Location, said: Iterable[str]) -> Iterator[Diagnostic]:
    text = "\n".join(said)
    document = read_document(path)
    found = grade(text)
    if found > MOST_GRADE:
        what = f"Too hard to read: school grade {found:.1f}, at most {MOST_GRADE:g}. Use shorter words and sentences."
        yield document.problem(location, what)
    for sentence in long_sentences(text):
        yield document.problem(location, f"More than {MOST_WORDS} words in a sentence: {quoted(sentence)}")


def _wording(content: Content) -> Iterator[Diagnostic]:
    path = content.layers.find("exercise_library/wording.toml")
    if path is None:
        return
    document = read_document(path)
    for key, allowed in KEYS.items():
        if key not in document.data:
            yield Diagnostic(str(path), key, "This sentence is missing.")
        else:
            for what in _wrong_placeholders(document.data[key], allowed):
                yield document.problem((key,), what)


def _languages(content: Content) -> Iterator[Diagnostic]:
    """A language is complete or refused; what one has, all have."""
    keys = {language: {*_keys(content.strings(language))} for language in content.languages}
    wanted = set().union(*keys.values())
    for language, present in keys.items():
        for location in sorted(wanted - present):
            yield Diagnostic(f"templates/strings/{language}.toml", ".".join(location), "This string is missing.")


def _keys(strings: Mapping[str, Any], location: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The way to every string; plural forms count as one, since languages differ in them."""
    for name, item in strings.items():
        if isinstance(item, Mapping) and "other" not in item:
            yield from _keys(item, (*location, name))
        else:
            yield (*location, name)
