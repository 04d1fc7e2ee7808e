"""All content in force: exercises, conditions, screening rules, words, templates, colours, drawings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.figures.drawing import Drawing
from hepgen.figures.freshness import PERSONS
from hepgen.figures.palette import Palette
from hepgen.figures.svg import read_svg
from hepgen.handout.look import Template, Theme
from hepgen.model.library import (
    Clinic,
    Condition,
    DosageScheme,
    Exercise,
    Ladder,
    Library,
    PackInfo,
    RunningLadder,
    ScreeningRule,
    Source,
    Term,
)
from hepgen.model.plan import PackStamp
from hepgen.model.reading import Document, Part
from hepgen.packs.files import Lazy, one_per_file, one_per_table, read_document, read_model, read_named, read_text
from hepgen.packs.folders import Layers, layers
from hepgen.packs.stamp import fingerprint


class Content:
    """The built-in content with the clinics' packs over it. Files are read when first needed, and once.

    Everything may raise InvalidPack, with file, line and field.
    """

    def __init__(self, over_each_other: Layers) -> None:
        self.layers = over_each_other
        self._strings: dict[str, Mapping[str, Any]] = {}
        self._drawings: dict[tuple[str, str, str], Drawing] = {}

    # -- whose content it is ---------------------------------------------------------------------------------

    @cached_property
    def packs(self) -> tuple[PackInfo, ...]:
        """Every pack's own description, the built-in one first."""
        return tuple(read_model(read_document(pack.info), PackInfo) for pack in self.layers.packs)

    @cached_property
    def clinic(self) -> Clinic | None:
        """The clinic of the last pack that names one."""
        return next((pack.clinic for pack in reversed(self.packs) if pack.clinic is not None), None)

    @cached_property
    def stamps(self) -> tuple[PackStamp, ...]:
        """Id, version and fingerprint of every pack."""
        return tuple(
            PackStamp(id=info.id, version=info.version, sha256=fingerprint(folder))
            for info, folder in zip(self.packs, self.layers.packs, strict=True)
        )

    # -- what is true clinically -----------------------------------------------------------------------------

    @cached_property
    def library(self) -> Library:
        """The clinical content. Screening rules and running levels are read at once, the rest on demand."""
        files = self.layers.files
        running, dosages, evidence, wording = map(
            self._document, ("running.toml", "dosages.toml", "evidence.toml", "wording.toml")
        )
        return Library(
            exercises=one_per_file(files("exercise_library/exercises", "*/*.toml"), Exercise),
            ladders=one_per_file(files("exercise_library/ladders", "*.toml"), Ladder),
            conditions=one_per_file(files("exercise_library/conditions", "*.toml"), Condition),
            dosages=one_per_table(dosages, (), DosageScheme, "id"),
            screening=tuple(self._screening_rules()),
            running=read_model(running(), RunningLadder),
            vocabulary=self._vocabulary(self._document("vocabulary.toml")),
            sources=one_per_table(evidence, (), Source, "key"),
            wording=Lazy(lambda: wording().data, lambda key: _sentence(wording(), key)),
        )

    def _document(self, name: str) -> Callable[[], Document]:
        """A file of the library, to be read at most once and only when it is needed."""

        @cache
        def read() -> Document:
            return read_document(self._required(f"exercise_library/{name}"))

        return read

    def _required(self, relative: str) -> Path:
        path = self.layers.find(relative)
        if path is None:
            raise InvalidPack([Diagnostic(relative, "", "This file is missing from every pack.")])
        return path

    def _screening_rules(self) -> list[ScreeningRule]:
        problems: list[Diagnostic] = []
        rules: list[ScreeningRule] = []
        for path in self.layers.files("exercise_library/screening", "*.toml").values():
            document = read_document(path)
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

    @staticmethod
    def _vocabulary(document: Callable[[], Document]) -> Lazy[Mapping[str, Term]]:
        return Lazy(lambda: document().data, lambda kind: one_per_table(document, (kind,), Term, "id"))

    # -- words and looks -------------------------------------------------------------------------------------

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages that handouts exist in."""
        return tuple(self.layers.files("templates/strings", "*.toml"))

    def strings(self, language: str) -> Mapping[str, Any]:
        """The handout's words in a language, as nested tables; KeyError for a language without a file."""
        if language not in self._strings:
            path = self.layers.find(f"templates/strings/{language}.toml")
            if path is None:
                raise KeyError(language)
            self._strings[language] = read_document(path).data
        return self._strings[language]

    @cached_property
    def templates(self) -> Mapping[str, Template]:
        """Template id → layout."""
        return one_per_file(self.layers.files("templates/handouts", "*.toml"), Template)

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """Theme id → colours."""
        files = self.layers.files("templates/themes", "*.toml")
        return Lazy(lambda: files, lambda name: _theme(files[name]))

    # -- drawings --------------------------------------------------------------------------------------------

    people: tuple[str, ...] = PERSONS
    """Who can be drawn; the first is drawn when the profile leaves it open."""

    def drawing(self, exercise: str, person: str, frame: str) -> Drawing:
        """The drawing of one frame of an exercise.

        Raises:
            InvalidPack: There is none, or it cannot be read.
        """
        key = (exercise, person, frame)
        if key not in self._drawings:
            path = self._required(drawing_place(*key))
            try:
                self._drawings[key] = read_svg(read_text(path))
            except ValueError as error:
                raise InvalidPack([Diagnostic(str(path), "", f"The drawing cannot be read: {error}.")]) from None
        return self._drawings[key]


def drawing_place(exercise: str, person: str, frame: str) -> str:
    """Where a drawing lies in a pack."""
    return f"images/{exercise}/{person}/{frame}.svg"


def open_content(packs: Sequence[Path] = ()) -> Content:
    """The built-in content with the given packs over it; of files at the same place, the last pack's counts.

    Raises:
        InvalidPack: One of the folders is no pack.
    """
    return Content(layers(packs))


def _theme(path: Path) -> Theme:
    theme = read_named(path, Theme)
    try:
        Palette(theme.figure)
    except ValueError as error:
        raise InvalidPack([read_document(path).problem(("figure",), f"These colours do not fit: {error}.")]) from None
    return theme


def _sentence(document: Document, key: str) -> str:
    value = document.data[key]
    if not isinstance(value, str):
        raise InvalidPack([document.problem((key,), "This is not text.", "text in quotation marks")])
    return value
