"""Phrases broken into lines of a lane, with their height known before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from hepgen.handout.blocks import Phrase
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen, text_height
from hepgen.render.pdf.tagging import Node
from hepgen.render.pdf.text import Line, Run, TextStyle, break_lines


@dataclass(frozen=True, slots=True)
class Typeset:
    """Broken text.

    Attributes:
        lines: Its lines.
        style: Of its regular runs.
    """

    lines: tuple[Line, ...]
    style: TextStyle

    @property
    def height(self) -> float:
        """From the top of its capitals to below its descenders."""
        return text_height(self.style, len(self.lines))

    def paint(self, pen: Pen, node: Node, x: float, top: float) -> None:
        """Draw it, the capitals of the first line at `top`."""
        if self.lines:
            pen.lines(node, self.lines, x, top)


def typeset(text: Phrase | str, style: TextStyle, width: float) -> Typeset:
    """Break a text to a width. Strong spans are set in the semi-bold face."""
    if isinstance(text, str):
        return Typeset(break_lines(text, style, width), style)
    runs = [Run(span.text, Face.SEMIBOLD if span.strong else None) for span in text]
    return Typeset(break_lines(runs, style, width), style)
