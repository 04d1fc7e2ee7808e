"""What a block knows of the page around it."""

from __future__ import annotations

from dataclasses import dataclass

from hepgen.render.html.figures import Figures
from hepgen.render.html.markup import Content, Markup, Value, element


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a block stands.

    Attributes:
        level: Of the headings that open the section's parts.
        title: Of the section; tables without a heading are called so.
        carded: Numbers of the exercises that have a card to go to.
        figures: The document's drawings.
    """

    level: int
    title: str
    carded: frozenset[int]
    figures: Figures

    def heading(self, *contents: Content, below: int = 0, **attributes: Value) -> Markup:
        """A heading of a part, or of a part so many levels below; nothing without words."""
        return element(f"h{min(self.level + below, 6)}", *contents, **attributes) if any(contents) else Markup()


def card_id(number: int) -> str:
    """The place of an exercise's card."""
    return f"exercise-{number}"
