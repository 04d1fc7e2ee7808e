"""The measures of one handout: paper, lanes and type, worked out from template, theme and paper size.

All lengths are points unless a name says millimetres. The grid is that of a page of 180 mm between margins of 15 mm:
a main lane of 124, a gutter of 6 and a side lane of 50; narrower papers take it from the main lane.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hepgen.figures.palette import Palette
from hepgen.handout.look import PageColours, PaperName, Template, Theme, TypeScale
from hepgen.render.lengths import MM
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.text import TextStyle

PAPERS: dict[PaperName, tuple[float, float]] = {"a4": (210 * MM, 297 * MM), "letter": (8.5 * 72, 11 * 72)}
"""Width and height."""

Density = Literal[0, 1, 2]
DENSITIES: tuple[Density, ...] = (0, 1, 2)
_DENSEST = DENSITIES[-1]
_CLOSEST = 1.3
"""Lines of running text are never set closer."""

GUTTER = 6 * MM
_SIDE_LANE = 50 * MM
_STANDARD_BODY = 12.0


@dataclass(frozen=True, slots=True)
class Style:
    """Everything the painters need to know about the look.

    Attributes:
        width, height: The paper.
        margin: On all four sides.
        colours: Of the page. `palette`: of the figures.
        type: Sizes.
        cards_per_page, large_drawings: As the template says.
        footer_height: What the footer takes from the page, above the lower margin.
        density: 0 is as designed; 1 has smaller drawings and lower rows, to save a page; 2 has less air, closer lines
            and names as small as one line needs as well. Body type keeps its size.
    """

    width: float
    height: float
    margin: float
    colours: PageColours
    palette: Palette
    type: TypeScale
    cards_per_page: int
    large_drawings: bool = False
    footer_height: float = 0.0
    density: Density = 0

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
            template.large_drawings,
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
    def enlargement(self) -> float:
        """Body type as a multiple of that of the standard handout, which the measures are given for."""
        return self.type.body / _STANDARD_BODY

    @property
    def side_lane(self) -> float:
        """The right, narrower lane; with larger type it grows half as much as the type."""
        return _SIDE_LANE * (1 + max(self.enlargement - 1, 0) / 2)

    @property
    def main_lane(self) -> float:
        """The left, wider lane."""
        return self.content_width - GUTTER - self.side_lane

    def scaled(self, length: float) -> float:
        """A length or a size that grows with the type."""
        return length * max(self.enlargement, 1)

    def shrinkable(self, length: float) -> float:
        """The height of a drawing or a row, which gives way first: to seven tenths."""
        return length if self.density == 0 else length * 0.7

    def air(self, length: float) -> float:
        """White space that gives way last: to six tenths."""
        return length if self.density < _DENSEST else length * 0.6

    def fitting(self, text: str, size: float, face: Face, width: float) -> float:
        """The size of a name: in the densest setting as small as one line needs, down to eight tenths."""
        needed = face.width(text, size)
        return size if self.density < _DENSEST or needed <= width else size * max(width / needed, 0.8)

    def text(
        self,
        size: float | None = None,
        face: Face = Face.REGULAR,
        colour: str | None = None,
        leading: float | None = None,
    ) -> TextStyle:
        """A text style; body size, regular, ink and the template's leading where not said otherwise."""
        size = size or self.type.body
        usual = self.type.leading if self.density < _DENSEST else min(self.type.leading, _CLOSEST)
        return TextStyle(face, size, size * (leading or usual), colour or self.colours.ink)
