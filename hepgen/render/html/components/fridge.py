"""The fridge page: for whom it is, the summary, and all exercises at a glance."""

from __future__ import annotations

from hepgen.figures.drawing import is_lying
from hepgen.handout.blocks import Facts, InShort, KeyNumber, Thumbnail, Thumbnails
from hepgen.render.html.components.prose import paragraphs
from hepgen.render.html.markup import Markup, element, phrase, some
from hepgen.render.html.scope import Scope, card_id


def facts(block: Facts, scope: Scope) -> Markup:  # noqa: ARG001  # a writer like all
    """Label and value, pair by pair."""
    pairs = (element("div", element("dt", label), element("dd", value)) for label, value in block.pairs)
    return element("dl", *pairs, class_="facts")


def in_short(block: InShort, scope: Scope) -> Markup:
    """The tinted summary: goal, then large numbers; without numbers the goal itself is large."""
    goal = element("p", phrase(block.goal), class_=None if block.numbers else "lead")
    numbers = some("ul", *map(_key_number, block.numbers), class_="key-numbers", role="list")
    return element("section", scope.heading(block.heading), goal, numbers, class_="in-short box")


def _key_number(number: KeyNumber) -> Markup:
    words = element("span", element("strong", number.unit), " ", number.detail)
    return element("li", element("span", number.value, class_="number"), " ", words)


def thumbnails(block: Thumbnails, scope: Scope) -> Markup:
    """A list of number and name, dose, side, and pictures, which stand first to the eye; the name leads to the card."""
    columns = _columns(len(block.items), enlarged=scope.figures.enlarged)
    return element(
        "section",
        headed(scope.heading(block.heading), block.aside),
        element("ul", *(_thumbnail(item, scope) for item in block.items), class_=f"thumbnails {columns}", role="list"),
        *paragraphs(block.lines),
    )


def _columns(count: int, *, enlarged: bool) -> str:
    """So many to a row, where there is room, that rows are full."""
    if enlarged and count in (1, 2, 4):
        return "two"
    return "four" if count in (4, 7, 8) else "three"


def headed(heading: Markup, aside: str) -> Markup:
    """A heading with a remark at its right."""
    return element("div", heading, some("p", aside, class_="soft"), class_="headed")


def _thumbnail(item: Thumbnail, scope: Scope) -> Markup:
    pair = "pair lying" if is_lying(item.pictures[0].drawing) else "pair"
    name = element("a", item.name, href=f"#{card_id(item.number)}") if item.number in scope.carded else item.name
    words = element(
        "div",
        element("p", disc(item.number), " ", element("strong", name), class_="name"),
        element("p", item.dose, class_="dose"),
        some("p", item.side),
        some("p", item.cue, class_="soft"),
    )
    return element("li", words, element("div", *map(scope.figures.small, item.pictures), class_=pair))


def disc(number: int) -> Markup:
    """An exercise's number in an accent disc."""
    return element("span", str(number), class_="disc")
