"""The clinical content of the packs as one `Library`, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.model.library import (
    Condition,
    DosageScheme,
    Exercise,
    Ladder,
    Library,
    RunningLadder,
    ScreeningRule,
    Sentence,
    Source,
    Term,
)
from hepgen.model.reading import Document, Part
from hepgen.packs.files import Lazy, one_per_file, one_per_table, read_document, read_model
from hepgen.packs.folders import Layers
from hepgen.packs.translate import in_language

_TABLES: Mapping[str, Any] = {
    "dosages.toml": dict[str, DosageScheme],
    "vocabulary.toml": dict[str, dict[str, Term]],
    "wording.toml": dict[str, Sentence],
}
"""Files of tables that have translations, and what they hold."""

RULES: Any = dict[str, tuple[ScreeningRule, ...]]
"""What a file of screening rules holds."""


def read_library(layers: Layers, language: str) -> Library:
    """The library in a language. Screening rules and running levels are read at once, the rest on demand.

    Everything may raise InvalidPack, with file, line and field.
    """

    def table(name: str) -> Callable[[], Document]:
        """A file, to be read at most once and only when it is needed."""

        @cache
        def read() -> Document:
            original = read_document(required(layers, f"exercise_library/{name}"))
            return in_language(layers, original, _TABLES[name], language) if name in _TABLES else original

        return read

    def read_file(path: Path, kind: Any) -> Document:
        return in_language(layers, read_document(path), kind, language)

    running, dosages, evidence, wording = map(table, ("running.toml", "dosages.toml", "evidence.toml", "wording.toml"))
    return Library(
        language=language,
        exercises=one_per_file(layers.files("exercise_library/exercises", "*/*.toml"), Exercise, read_file),
        ladders=one_per_file(layers.files("exercise_library/ladders", "*.toml"), Ladder, read_file),
        conditions=one_per_file(layers.files("exercise_library/conditions", "*.toml"), Condition, read_file),
        dosages=one_per_table(dosages, (), DosageScheme, "id"),
        screening=tuple(_screening_rules(layers, read_file)),
        running=read_model(running(), RunningLadder),
        vocabulary=_vocabulary(table("vocabulary.toml")),
        sources=one_per_table(evidence, (), Source, "key"),
        wording=Lazy(lambda: wording().data, lambda key: _sentence(wording(), key)),
    )


def required(layers: Layers, relative: str) -> Path:
    """The file at that place.

    Raises:
        InvalidPack: No pack has it.
    """
    path = layers.find(relative)
    if path is None:
        raise InvalidPack([Diagnostic(relative, "", "This file is missing from every pack.")])
    return path


def _screening_rules(layers: Layers, read_file: Callable[[Path, Any], Document]) -> list[ScreeningRule]:
    problems: list[Diagnostic] = []
    rules: list[ScreeningRule] = []
    for path in layers.files("exercise_library/screening", "*.toml").values():
        document = read_file(path, RULES)
        tables = document.data.get("rules", [])
        if not isinstance(tables, list):
            problems.append(document.problem(("rules",), "This is not a list of tables.", "[[rules]]"))
            continue
        for index in range(len(tables)):
            try:
                rules.append(read_model(Part(document, ("rules", index)), ScreeningRule))
            except InvalidPack as error:
                problems += error.diagnostics
    # A rule that cannot be read must stop everything: without it a red flag would pass.
    if problems or not rules:
        missing = Diagnostic("exercise_library/screening", "", "There are no screening rules.")
        raise InvalidPack(problems or [missing])
    return rules


def _vocabulary(document: Callable[[], Document]) -> Lazy[Mapping[str, Term]]:
    return Lazy(lambda: document().data, lambda kind: one_per_table(document, (kind,), Term, "id"))


def _sentence(document: Document, key: str) -> str:
    value = document.data[key]
    if not isinstance(value, str):
        raise InvalidPack([document.problem((key,), "This is not text.", "text in quotation marks")])
    return value
