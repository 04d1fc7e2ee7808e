"""Is the content fit to be used? Every file is read and every reference followed, as no single handout does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.packs.check_figures import figure_problems
from hepgen.packs.check_references import reference_problems
from hepgen.packs.check_texts import text_problems
from hepgen.packs.content import Content
from hepgen.packs.files import read_document


def check_library(content: Content, today: date) -> tuple[Diagnostic, ...]:
    """Everything wrong with the content, in the order of its files.

    Files that cannot be read come first and alone, since nothing else can be judged without them.

    Args:
        content: The content in force, packs included.
        today: The day against which the date of the next clinical review is judged.
    """
    unreadable = tuple(_unreadable(content))
    if unreadable:
        return unreadable
    problems = [
        *_overdue(content, today),
        *reference_problems(content),
        *text_problems(content),
        *figure_problems(content),
    ]
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line or 0)))


def _unreadable(content: Content) -> Iterator[Diagnostic]:
    yield from _reading(lambda: content.packs)
    try:
        library = content.library
    except InvalidPack as error:
        yield from error.diagnostics
        return
    mappings = (
        library.exercises, library.ladders, library.conditions, library.dosages, library.sources, library.wording,
        content.templates, content.themes,
    )  # fmt: skip
    for mapping in mappings:
        yield from _reading(lambda mapping=mapping: tuple(mapping))
        for key in mapping if not [*_reading(lambda mapping=mapping: tuple(mapping))] else ():
            yield from _reading(lambda mapping=mapping, key=key: mapping[key])
