"""Running text: headings, paragraphs, lists, callouts. Where there is room, a heading stands beside its text."""

from __future__ import annotations

from collections.abc import Sequence

from hepgen.handout.blocks import Block, BulletList, Callout, Heading, NumberedList, Paragraph, Phrase
from hepgen.render.html.markup import Markup, element, phrase, some, together
from hepgen.render.html.scope import Scope

PROSE = (Heading, Paragraph, BulletList, NumberedList)
"""Blocks that are set as headed text when they follow one another."""


def prose(blocks: Sequence[Block], scope: Scope) -> Markup:
    """Consecutive prose blocks: each heading opens a part."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading):
            parts.append([])
        parts[-1].append(block)
    return together(*(_part(part, scope) for part in parts if part))


def _part(blocks: Sequence[Block], scope: Scope) -> Markup:
    head, *rest = blocks
    if not isinstance(head, Heading):
        return element("div", *map(_text, blocks), class_="text")
    heading = scope.heading(head.text, below=head.level - 2)
    aside = some("p", head.aside, class_="soft")
    return element(
        "section", element("div", heading, aside), some("div", *map(_text, rest), class_="text"), class_="part"
    )


def _text(block: Block) -> Markup:
    match block:
        case Paragraph():
            return element("p", phrase(block.phrase))
        case BulletList():
            return element("ul", *items(block.items))
        case NumberedList():
            return element("ol", *items(block.items))
        case _:
            raise TypeError(f"{type(block).__name__} is no prose")


def items(phrases: Sequence[Phrase]) -> list[Markup]:
    """Items of a list."""
    return [element("li", phrase(each)) for each in phrases]


def paragraphs(phrases: Sequence[Phrase]) -> list[Markup]:
    """A paragraph each."""
    return [element("p", phrase(each)) for each in phrases]


def callout(block: Callout, scope: Scope) -> Markup:
    """A tinted box: heading and meaning, then the actions."""
    meaning = element("div", scope.heading(block.heading), element("p", phrase(block.meaning)))
    return element("section", meaning, some("ol", *items(block.actions)), class_="callout box")
