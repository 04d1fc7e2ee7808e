"""The measures of one handout: paper, lanes and type, worked out from template, theme and paper size.

All lengths are points unless a name says millimetres. The grid is that of a page of 180 mm between margins of 15 mm:
a main lane of 124, a gutter of 6 and a side lane of 50; narrower papers take it from the main lane.
"""

from __future__ import annotations

from dataclasses import dataclass

from hepgen.figures.palette import Palette
from hepgen.handout.look import PageColours, PaperName, Template, Theme, TypeScale
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.text import TextStyle

MM = 72 / 25.4

PAPERS: dict[PaperName, tuple[float, float]] = {"a4": (210 * MM, 297 * MM), "letter": (8.5 * 72, 11 * 72)}
"""Width and height."""

GUTTER = 6 * MM
SIDE_LANE = 50 * MM


@dataclass(frozen=True, slots=True)
class Style:
    """Everything the painters need to know about the look.

    Attributes:
        width, height: The paper.
        margin: On all four sides.
        colours: Of the page. `palette`: of the figures.
        type: Sizes.
        footer_height: What the footer takes from the page, above the lower margin.
        compact: Smaller drawings and lower rows, to save a page. Type keeps its size.
    """

    width: float
    height: float
    margin: float
    colours: PageColours
    palette: Palette
    type: TypeScale
    cards_per_page: int
    footer_height: float = 0.0
    compact: bool = False

    @classmethod
    def of(cls, template: Template, theme: Theme, paper: PaperName) -> Style:
        """The style of a template in a theme on a paper."""
        width, height = PAPERS[paper]
        return cls(
            width,
            height,
            template.margin_mm * MM,
            theme.page,
            Palette(theme.figure),
            template.type,
            template.cards_per_page,
        )

    @property
    def content_width(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.margin

    @property
    def content_height(self) -> float:
        """Between the upper margin and the footer's rule."""
        return self.height - 2 * self.margin - self.footer_height

    @property
    def main_lane(self) -> float:
        """The left, wider lane."""
        return self.content_width - GUTTER - SIDE_LANE

    def shrinkable(self, length: float) -> float:
        """A height that gives way in a compact setting, to seven tenths."""
        return length * 0.7 if self.compact else length

    def text(
        self,
        size: float | None = None,
        face: Face = Face.REGULAR,
        colour: str | None = None,
        leading: float | None = None,
    ) -> TextStyle:
        """A text style; body size, regular, ink and the template's leading where not said otherwise."""
        size = size or self.type.body
        return TextStyle(face, size, size * (leading or self.type.leading), colour or self.colours.ink)
