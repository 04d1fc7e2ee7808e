"""What a handout says, taken from the tree: the yardstick for every renderer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from hepgen.handout.blocks import (
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
    if isinstance(tree, str):
        if tree.strip():
            yield tree
    elif isinstance(tree, tuple):
        if tree and all(isinstance(one, Span) for one in tree):
            yield "".join(span.text for span in tree)
        else:
            for one in tree:
                yield from printed(one)
    elif isinstance(tree, int) and not isinstance(tree, bool):
        yield str(tree)
    elif isinstance(tree, Diary):
        for week in tree.weeks:
            yield from printed((week, tree.days, tree.rows))
        yield tree.questions_label
    elif is_dataclass(tree):
        unprinted = _UNPRINTED.get(type(tree), frozenset())
        for field in fields(tree):
            if field.name not in unprinted:
                yield from printed(getattr(tree, field.name))


def every(tree: Any, kind: type[T]) -> list[T]:
    """All nodes of a kind, in reading order."""
    if isinstance(tree, kind):
        return [tree]
    if isinstance(tree, tuple):
        return [found for one in tree for found in every(one, kind)]
    if is_dataclass(tree) and not isinstance(tree, type):
        return [found for field in fields(tree) for found in every(getattr(tree, field.name), kind)]
    return []


def squeezed(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def words(text: str) -> Counter[str]:
    """How often each word stands in a text; numbers are left out, since lists count by themselves."""
    return Counter(re.findall(r"[^\W\d_]+", text))


def letters(text: str) -> Counter[str]:
    """How often each letter stands in a text: the same where a long word runs on to another page."""
    return Counter("".join(words(text).elements()))
