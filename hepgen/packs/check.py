"""Is the content fit to be used? Every file is read and every reference followed, as no single handout does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.packs.check_figures import figure_problems
from hepgen.packs.check_references import reference_problems
from hepgen.packs.check_texts import text_problems, wording_problems
from hepgen.packs.content import Content
from hepgen.packs.files import read_document
from hepgen.packs.translate import ORIGINAL


def check_library(content: Content, today: date) -> tuple[Diagnostic, ...]:
    """Everything wrong with the content, sorted by file and line.

    Files that cannot be read are told alone, since nothing else can be judged without them; translations that
    cannot be read, beside all else.

    Args:
        content: The content in force, packs included.
        today: The day against which the date of the next clinical review is judged.
    """
    problems = [*_unreadable(content)]
    if not problems:
        problems += _overdue(content, today)
        problems += reference_problems(content)
        problems += wording_problems(content)
        problems += figure_problems(content)
        for language in content.languages:
            problems += [*_unreadable_in(content, language)] or text_problems(content, language)
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line or 0)))


def _unreadable(content: Content) -> Iterator[Diagnostic]:
    """What is wrong inside each file, translations left out."""
    in_packs = [*_told(lambda: content.packs)]
    yield from in_packs or _told(lambda: content.brand)
    yield from _entries(content.templates)
    yield from _entries(content.themes)
    yield from _unreadable_in(content, ORIGINAL)


def _unreadable_in(content: Content, language: str) -> Iterator[Diagnostic]:
    """What is wrong inside the files of a language: of the original, or of a translation."""
    yield from _told(partial(content.strings, language))
    in_library = [*_told(partial(content.library_in, language))]
    yield from in_library
    if not in_library:
        library = content.library_in(language)
        mappings: list[Mapping[str, Any]] = [library.exercises, library.ladders, library.conditions, library.dosages]
        mappings += [library.sources, library.wording, library.vocabulary]
        for mapping in mappings:
            yield from _entries(mapping)


def _entries(mapping: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """What is wrong with each value of a mapping that reads when asked, and with those inside it."""
    in_keys = [*_told(lambda: tuple(mapping))]
    yield from in_keys
    for key in () if in_keys else mapping:
        in_value = [*_told(partial(mapping.__getitem__, key))]
        yield from in_value
        if not in_value and isinstance(mapping[key], Mapping):
            yield from _entries(mapping[key])


def _told(attempt: Callable[[], Any]) -> Iterator[Diagnostic]:
    try:
        attempt()
    except InvalidPack as error:
        yield from error.diagnostics


def _overdue(content: Content, today: date) -> Iterator[Diagnostic]:
    for info, folder in zip(content.packs, content.layers.packs, strict=True):
        if info.review_due is not None and info.review_due < today:
            what = f"The clinical review was due on {info.review_due}."
            yield read_document(folder.info).problem(("review_due",), what)
