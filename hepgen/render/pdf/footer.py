"""The line at the foot of each page by which loose pages find home: initials, side and plan; page; clinic and phone."""

from __future__ import annotations

from dataclasses import dataclass

from hepgen.handout.blocks import Footer
from hepgen.render.lengths import MM
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen
from hepgen.render.pdf.style import GUTTER, Style
from hepgen.render.pdf.text import TextStyle
from hepgen.render.pdf.typeset import Typeset, typeset

_ABOVE_RULE, _BELOW_RULE, _LINE = 4 * MM, 2.4 * MM, 0.82
"""White above the rule, from the rule to the first line, and room for one line in ems."""
_MOST_PAGES = 88
"""The number by whose width the room for page numbers is measured."""


@dataclass(frozen=True, slots=True)
class MeasuredFooter:
    """A footer whose height is known: clinic and phone take more lines where one does not hold them.

    Attributes:
        contact: Clinic and phone, broken into lines.
        height: What the footer takes from the page's content area.
    """

    footer: Footer
    text: TextStyle
    strong: TextStyle
    contact: Typeset
    height: float

    @classmethod
    def of(cls, footer: Footer, style: Style) -> MeasuredFooter:
        """The footer in a style."""
        text = style.text(style.type.footer, colour=style.colours.soft)
        strong = style.text(style.type.footer, Face.SEMIBOLD)
        number = strong.face.width(footer.page.format(page=_MOST_PAGES, pages=_MOST_PAGES), strong.size)
        room = style.content_width - text.face.width(footer.left, text.size) - number - 2 * GUTTER
        contact = typeset(footer.right, text, room)
        height = _ABOVE_RULE + _BELOW_RULE + _LINE * text.size + max(len(contact.lines) - 1, 0) * text.leading
        return cls(footer, text, strong, contact, height)

    def paint(self, pen: Pen, page: int, pages: int) -> None:
        """Draw it on the current page, its last line on the lower margin."""
        style, text = pen.style, self.text
        left, right = style.margin, style.width - style.margin
        rule = style.height - style.margin - self.height + _ABOVE_RULE
        top = rule + _BELOW_RULE
        pen.rule(left, rule, style.content_width)
        pen.running_text(self.footer.left, text, left, top)
        for number, line in enumerate(self.contact.lines):
            pen.running_text(line.text, text, right, top + number * text.leading, "right")
        free = left + text.face.width(self.footer.left, text.size)
        taken = right - max((line.width for line in self.contact.lines), default=0.0)
        number_text = self.footer.page.format(page=page, pages=pages)
        pen.running_text(number_text, self.strong, (free + taken) / 2, top, "centre")
