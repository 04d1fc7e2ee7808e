"""Texts for patients: easy to read, with placeholders that will be filled, and no side written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hepgen.clinical.wording import KEYS
from hepgen.errors import Diagnostic
from hepgen.handout.readability import MOST_WORDS, Measure, long_sentences, measure_of
from hepgen.handout.text import MASCULINE
from hepgen.model.library import Condition, Exercise, ExerciseText, Ladder
from hepgen.model.positions import Location
from hepgen.model.reading import Document
from hepgen.packs.content import Content
from hepgen.packs.files import read_document
from hepgen.packs.library import RULES
from hepgen.packs.translate import in_language

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

_EXERCISE_PLACEHOLDERS = frozenset({"side", "other", f"side{MASCULINE}", f"other{MASCULINE}"})
_LADDER_PLACEHOLDERS = frozenset({"cap"})
_FINDING_PLACEHOLDERS = frozenset({"side"})


def text_problems(content: Content, language: str) -> Iterator[Diagnostic]:
    """Wrong placeholders, sides written out, and texts that are hard to read, in one language.

    How easy a text is remains unsaid where the language has no measure (`unmeasured`).
    """
    sides, measure = _side_words(content.strings(language)), measure_of(language)
    for id_, document in _documents(content, "exercises/*/*.toml", Exercise, language):
        shown = {name: document.data[name] for name in ("text", "frames")}
        yield from _ill_formed(document, _texts(shown), _EXERCISE_PLACEHOLDERS, sides)
        said = _said(content.library_in(language).exercises[id_].text)
        yield from _hard_to_read(document, ("text",), said, measure)
    for _, document in _documents(content, "ladders/*.toml", Ladder, language):
        rules = {name: document.data[name] for name in ("step_up", "stay", "step_down")}
        yield from _ill_formed(document, _texts(rules), _LADDER_PLACEHOLDERS, sides)
    for id_, document in _documents(content, "conditions/*.toml", Condition, language):
        condition = content.library_in(language).conditions[id_]
        reasons = ((("findings", number, "because"), rule.because) for number, rule in enumerate(condition.findings))
        yield from _ill_formed(document, reasons, _FINDING_PLACEHOLDERS, sides)
        for location, texts in _sections(condition):
            # The medical name stands beside the plain one, so it is not counted.
            plain = (text.replace(condition.name, "") for text in texts)
            yield from _hard_to_read(document, location, plain, measure)
    for _, document in _documents(content, "screening/*.toml", RULES, language):
        for number, rule in enumerate(document.data.get("rules", ())):
            for texts in ((rule.get("patient", ""), rule.get("where", "")), (rule.get("patient_overridden", ""),)):
                yield from _hard_to_read(document, ("rules", number), texts, measure)


def wording_problems(content: Content) -> Iterator[Diagnostic]:
    """Sentences of decisions that are missing, or that have placeholders nobody fills."""
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


def unmeasured(content: Content) -> tuple[str, ...]:
    """The languages in which nobody can tell by a measure whether the texts are easy to read."""
    return tuple(language for language in content.languages if measure_of(language) is None)


def _documents(content: Content, pattern: str, kind: Any, language: str) -> Iterator[tuple[str, Document]]:
    """Id and content of the library's files of one kind, in a language."""
    folder, _, files = pattern.partition("/")
    for id_, path in content.layers.files(f"exercise_library/{folder}", files).items():
        yield id_, in_language(content.layers, read_document(path), kind, language)


def _side_words(strings: Mapping[str, Any]) -> re.Pattern[str]:
    """The words for left and right in a language."""
    words = {table[side] for table in (strings["side"], strings["side"]["masculine"]) for side in ("left", "right")}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b", re.IGNORECASE)


def _texts(data: Any, location: Location = ()) -> Iterator[tuple[Location, str]]:
    if isinstance(data, str):
        yield location, data
    elif isinstance(data, Mapping):
        for name, item in data.items():
            yield from _texts(item, (*location, name))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _texts(item, (*location, index))


def _ill_formed(
    document: Document, texts: Iterable[tuple[Location, str]], allowed: frozenset[str], sides: re.Pattern[str]
) -> Iterator[Diagnostic]:
    for location, text in texts:
        for what in _wrong_placeholders(text, allowed):
            yield document.problem(location, what)
        for word in sides.findall(text):
            what = f'"{word}" would be wrong for the other side; write {{side}} or {{other}}.'
            yield document.problem(location, what)


def _wrong_placeholders(text: str, allowed: frozenset[str]) -> Iterator[str]:
    for name in _PLACEHOLDER.findall(text):
        if name not in allowed:
            yield f"{{{name}}} will not be filled here; " + (
                f"{' and '.join(f'{{{each}}}' for each in sorted(allowed))} would be."
                if allowed
                else "no placeholder would be."
            )


def _said(text: ExerciseText) -> tuple[str, ...]:
    return (*text.steps, text.cue, text.fault, text.easier, text.harder, text.breathing or "")


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


def _hard_to_read(
    document: Document, location: Location, texts: Iterable[str], measure: Measure | None
) -> Iterator[Diagnostic]:
    """A section that its language's measure finds too hard, and sentences that are too long in any language."""
    text = "\n".join(texts)
    hard = measure.too_hard(text) if measure else ""
    if hard:
        yield document.problem(location, f"Too hard to read: {hard}. Use shorter words and sentences.")
    for sentence in long_sentences(text):
        yield document.problem(location, f"More than {MOST_WORDS} words in a sentence: {sentence}")
