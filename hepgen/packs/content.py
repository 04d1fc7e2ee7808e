"""All content in force: exercises, conditions, screening rules, words, templates, colours, drawings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.figures.drawing import Drawing
from hepgen.figures.freshness import PERSONS
from hepgen.figures.palette import Palette
from hepgen.figures.svg import read_svg
from hepgen.handout.brand import Brand
from hepgen.handout.look import Template, Theme
from hepgen.handout.text import check_strings, strings_file
from hepgen.model.library import Clinic, Library, PackInfo
from hepgen.model.plan import PackStamp
from hepgen.packs.brand import accent_remark, read_brand
from hepgen.packs.files import Lazy, named, one_per_file, read_document, read_model, read_text
from hepgen.packs.folders import Layers, PackFolder, layers
from hepgen.packs.library import read_library, required
from hepgen.packs.stamp import fingerprint
from hepgen.packs.translate import ORIGINAL


class Content:
    """The built-in content with the clinics' packs over it. Files are read when first needed, and once.

    Everything may raise InvalidPack, with file, line and field.
    """

    def __init__(self, over_each_other: Layers) -> None:
        self.layers = over_each_other
        self._libraries: dict[str, Library] = {}
        self._strings: dict[str, Mapping[str, Any]] = {}
        self._drawings: dict[tuple[str, str, str], Drawing] = {}

    # -- whose content it is ---------------------------------------------------------------------------------

    @cached_property
    def packs(self) -> tuple[PackInfo, ...]:
        """Every pack's own description, the built-in one first."""
        return tuple(read_model(read_document(pack.info), PackInfo) for pack in self.layers.packs)

    @cached_property
    def _clinic(self) -> tuple[PackFolder, Clinic] | None:
        pairs = zip(reversed(self.layers.packs), reversed(self.packs), strict=True)
        return next(((folder, info.clinic) for folder, info in pairs if info.clinic is not None), None)

    @property
    def clinic(self) -> Clinic | None:
        """The clinic of the last pack that names one."""
        return self._clinic and self._clinic[1]

    @cached_property
    def brand(self) -> Brand | None:
        """The marks of that clinic."""
        return self._clinic and read_brand(*self._clinic)

    def remarks(self, themes: Iterable[str]) -> tuple[Diagnostic, ...]:
        """What a user should know of how handouts look in these themes, though nothing is wrong."""
        if self._clinic is None:
            return ()
        told = (accent_remark(*self._clinic, self.themes[theme]) for theme in themes)
        return tuple(dict.fromkeys(filter(None, told)))

    @cached_property
    def stamps(self) -> tuple[PackStamp, ...]:
        """Id, version and fingerprint of every pack."""
        return tuple(
            PackStamp(id=info.id, version=info.version, sha256=fingerprint(folder))
            for info, folder in zip(self.packs, self.layers.packs, strict=True)
        )

    # -- what is true clinically -----------------------------------------------------------------------------

    @property
    def library(self) -> Library:
        """The clinical content in the language that it is written in."""
        return self.library_in(ORIGINAL)

    def library_in(self, language: str) -> Library:
        """The clinical content in one of the languages."""
        if language not in self._libraries:
            self._libraries[language] = read_library(self.layers, language)
        return self._libraries[language]

    # -- words and looks -------------------------------------------------------------------------------------

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages that handouts exist in."""
        return tuple(self.layers.files("templates/strings", "*.toml"))

    def strings(self, language: str) -> Mapping[str, Any]:
        """The handout's words in a language, as nested tables.

        Raises:
            KeyError: There is no such language.
            InvalidPack: It cannot be read, lacks a text, or is written from right to left.
        """
        if language not in self._strings:
            path = self.layers.find(strings_file(language))
            if path is None:
                raise KeyError(language)
            document = read_document(path)
            builtin = self.layers.packs[0].root / strings_file(ORIGINAL)
            problems = () if path == builtin else check_strings(document.data, read_document(builtin).data, str(path))
            if problems:
                raise InvalidPack(problems)
            if document.data["language"]["direction"] != "ltr":
                what = "Languages that are written from right to left cannot be laid out yet."
                raise InvalidPack([document.problem(("language", "direction"), what, '"ltr"')])
            self._strings[language] = document.data
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
            path = required(self.layers, drawing_place(*key))
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
    theme = named(read_document(path), path.stem, Theme)
    try:
        Palette(theme.figure)
    except ValueError as error:
        raise InvalidPack([read_document(path).problem(("figure",), f"These colours do not fit: {error}.")]) from None
    return theme
