"""What a handout says, taken from the tree: the yardstick for every renderer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from hepgen.handout.blocks import (
    ClinicHeader,
    Diary,
    DiaryRow,
    ExerciseCard,
    Handout,
    IfThen,
    Link,
    PainBand,
    Picture,
    Section,
    Span,
    Thumbnail,
)

_UNPRINTED: dict[type, frozenset[str]] = {
    ClinicHeader: frozenset({"logo"}),
    DiaryRow: frozenset({"kind"}),
    ExerciseCard: frozenset({"film"}),
    Handout: frozenset({"language", "title", "plan_id", "made_on", "footer"}),
    IfThen: frozenset({"level"}),
    Link: frozenset({"url"}),
    PainBand: frozenset({"level"}),
    Picture: frozenset({"drawing", "alt"}),
    Section: frozenset({"id", "bookmark"}),
    Thumbnail: frozenset({"pictures"}),
}
"""What the tree holds beside the words on the page: signs, addresses, what is drawn or said of the document."""

T = TypeVar("T")


def printed(tree: Any) -> Iterator[str]:
    """Every text that must stand on the page; the spans of a phrase are one text."""
    match tree:
        case str() if tree.strip():
            yield tree
        case int() if not isinstance(tree, bool):
            yield str(tree)
        case (Span(), *_):
            yield "".join(span.text for span in tree)
        case Diary():
            for week in tree.weeks:
                yield from printed((week, tree.days, tree.rows))
            yield tree.questions_label
        case tuple():
            unprinted = _UNPRINTED.get(type(tree), frozenset())
            names = getattr(tree, "_fields", ("",) * len(tree))
            for name, part in zip(names, tree, strict=True):
                if name not in unprinted:
                    yield from printed(part)


def every(tree: Any, kind: type[T]) -> list[T]:
    """All blocks of a kind, in reading order."""
    if isinstance(tree, kind):
        return [tree]
    return [found for part in tree for found in every(part, kind)] if isinstance(tree, tuple) else []


def squeezed(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def words(text: str) -> Counter[str]:
    """How often each word stands in a text; numbers are left out, since lists count by themselves."""
    return Counter(re.findall(r"[^\W\d_]+", text))


def letters(text: str) -> Counter[str]:
    """How often each letter stands in a text: the same where a long word runs on to another page."""
    return Counter("".join(words(text).elements()))
