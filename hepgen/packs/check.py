"""Is the content fit to be used? Every file is read and every reference followed, as no single handout does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.packs.check_figures import figure_problems
from hepgen.packs.check_references import reference_problems
from hepgen.packs.check_texts import text_problems
from hepgen.packs.content import Content
from hepgen.packs.files import read_document


def check_library(content: Content, today: date) -> tuple[Diagnostic, ...]:
    """Everything wrong with the content, sorted by file and line.

    Files that cannot be read are told alone, since nothing else can be judged without them.

    Args:
        content: The content in force, packs included.
        today: The day against which the date of the next clinical review is judged.
    """
    problems = [*_unreadable(content)]
    if not problems:
        problems += _overdue(content, today)
        problems += reference_problems(content)
        problems += text_problems(content)
        problems += figure_problems(content)
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line or 0)))


def _unreadable(content: Content) -> Iterator[Diagnostic]:
    """What is wrong inside each file."""
    attempts: list[Callable[[], Any]] = [lambda: content.packs, lambda: content.library]
    if not [*_problems(lambda: content.library)]:
        library = content.library
        attempts += [lambda: tuple(library.vocabulary.values())]
        for mapping in (
            library.exercises, library.ladders, library.conditions, library.dosages, library.sources,
            library.wording, content.templates, content.themes, *library.vocabulary.values(),
        ):  # fmt: skip
            attempts += [lambda mapping=mapping, key=key: mapping[key] for key in mapping]  # type: ignore[misc]
    attempts += [lambda language=language: content.strings(language) for language in content.languages]  # type: ignore[misc]
    for attempt in attempts:
        yield from _problems(attempt)


def _problems(attempt: Callable[[], Any]) -> Iterator[Diagnostic]:
    try:
        attempt()
    except InvalidPack as error:
        yield from error.diagnostics


def _overdue(content: Content, today: date) -> Iterator[Diagnostic]:
    for info, folder in zip(content.packs, content.layers.packs, strict=True):
        if info.review_due is not None and info.review_due < today:
            what = f"The clinical review was due on {info.review_due}."
            yield read_document(folder.info).problem(("review_due",), what)
