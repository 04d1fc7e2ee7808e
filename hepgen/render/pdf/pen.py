"""Drawing on a page in the reader's terms: from the top left corner, text by the top of its capitals.

The pen is the only place that turns the page upside down (PDF counts from below). It decides nothing about content;
decoration is an artifact, everything else belongs to the element given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hepgen.figures.drawing import Drawing
from hepgen.figures.pdf import emblem_operators, pdf_operators
from hepgen.figures.raster import Raster
from hepgen.handout.blocks import Logo, Picture
from hepgen.render.lengths import MM
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.qr import draw_qr
from hepgen.render.pdf.style import Style
from hepgen.render.pdf.tagging import Node, TaggedCanvas
from hepgen.render.pdf.text import Anchor, Line, TextStyle, break_lines, draw_lines
from hepgen.render.pdf.xobjects import draw_form, draw_image

UNBROKEN = 10_000.0
"""A width that no single line reaches."""

_BEZIER_CIRCLE = 0.5523
"""Control point distance of a quarter circle drawn as one cubic curve."""


def rgb(colour: str) -> str:
    """ "#RRGGBB" as three PDF numbers."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on the current page of a canvas, in a style."""

    canvas: TaggedCanvas
    style: Style
    _operators: dict[int, str] = field(default_factory=dict)
    """Drawings of this document as operators, by identity: a thumbnail and its card show the same ones."""

    # -- text ---------------------------------------------------------------------------------------------------------

    def lines(self, node: Node, lines: Sequence[Line], x: float, top: float) -> None:
        """Broken text, the first line's capitals at `top`, as content of `node`."""
        with self.canvas.tag(node):
            draw_lines(self.canvas, lines, x, self.style.height - top)

    def text(self, node: Node, text: str, style: TextStyle, x: float, top: float, anchor: Anchor = "left") -> None:
        """One line, its `anchor` at `x`, as content of `node`."""
        with self.canvas.tag(node):
            draw_lines(self.canvas, break_lines(text, style, UNBROKEN), x, self.style.height - top, anchor)

    def running_text(self, text: str, style: TextStyle, x: float, top: float, anchor: Anchor = "left") -> None:
        """One line that repeats on every page; no screen reader says it."""
        with self.canvas.artifact("Pagination"):
            draw_lines(self.canvas, break_lines(text, style, UNBROKEN), x, self.style.height - top, anchor)

    # -- shapes (decoration) ------------------------------------------------------------------------------------------

    def shape(self, operators: str) -> None:
        """Raw PDF operators in page coordinates, as decoration."""
        with self.canvas.artifact():
            self.canvas.paint(f"q {operators} Q")

    def rule(self, x: float, y: float, width: float, thickness: float = 0.6, colour: str | None = None) -> None:
        """A horizontal line."""
        base = self.style.height - y
        stroke = f"{rgb(colour or self.style.colours.rule)} RG {thickness:.2f} w"
        self.shape(f"{stroke} {x:.2f} {base:.2f} m {x + width:.2f} {base:.2f} l S")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: float = 3 * MM,
        fill: str | None = None,
        stroke: str | None = None,
        thickness: float = 0.6,
    ) -> None:
        """A rectangle with rounded corners, its upper left corner at (x, y)."""
        path = rounded(x, self.style.height - y - height, width, height, min(radius, height / 2, width / 2))
        paint = (f"{rgb(fill)} rg " if fill else "") + (f"{rgb(stroke)} RG {thickness:.2f} w " if stroke else "")
        self.shape(f"{paint}{path} {'B' if fill and stroke else 'f' if fill else 'S'}")

    def disc(self, x: float, y: float, diameter: float, fill: str) -> None:
        """A filled circle whose bounding square has its upper left corner at (x, y)."""
        self.box(x, y, diameter, diameter, radius=diameter / 2, fill=fill)

    def arrow(self, x1: float, x2: float, y: float, colour: str) -> None:
        """A thin arrow to the right, its middle at `y`."""
        base = self.style.height - y
        self.shape(
            f"{rgb(colour)} RG {rgb(colour)} rg 0.9 w {x1:.2f} {base:.2f} m {x2 - 5:.2f} {base:.2f} l S "
            f"{x2:.2f} {base:.2f} m {x2 - 7:.2f} {base + 3.2:.2f} l {x2 - 7:.2f} {base - 3.2:.2f} l f"
        )

    def leader(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A leader line that ends in a dot."""
        (x1, y1), (x2, y2) = ((x, self.style.height - y) for x, y in (start, end))
        ink = rgb(self.style.colours.ink)
        self.shape(f"{ink} RG 0.8 w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")
        self.disc(end[0] - 1.6, end[1] - 1.6, 3.2, self.style.colours.ink)

    # -- pictures and links -------------------------------------------------------------------------------------------

    def picture(self, parent: Node, picture: Picture, x: float, y: float, scale: float) -> Node:
        """A drawing at `scale` points per unit, its upper left corner at (x, y), tagged as the figure returned."""
        drawing = picture.drawing
        width, height = drawing.width * scale, drawing.height * scale
        bottom = self.style.height - y - height
        node = parent.add("Figure", alt=picture.alt, bbox=(x, bottom, x + width, bottom + height))
        with self.canvas.tag(node):
            box = (0, 0, drawing.width, drawing.height)
            draw_form(self.canvas, self._operators_of(drawing), box, (scale, 0, 0, scale, x, bottom))
        return node

    def _operators_of(self, drawing: Drawing) -> str:
        operators = self._operators.get(id(drawing))
        if operators is None:
            operators = self._operators[id(drawing)] = pdf_operators(drawing, self.style.palette)
        return operators

    def logo(self, parent: Node, logo: Logo, x: float, y: float, width: float, height: float) -> None:
        """A clinic's logo in a box with its upper left corner at (x, y), tagged as a figure."""
        image, bottom = logo.image, self.style.height - y - height
        rect = (x, bottom, x + width, bottom + height)
        with self.canvas.tag(parent.add("Figure", alt=logo.alt, bbox=rect)):
            if isinstance(image, Raster):
                draw_image(self.canvas, image, rect)
            else:
                box = (0, 0, image.width, image.height)
                matrix = (width / image.width, 0, 0, height / image.height, x, bottom)
                draw_form(self.canvas, emblem_operators(image), box, matrix)

    def qr_of(self, link: Node, url: str, label: str, x: float, y: float, size: float) -> None:
        """The QR code of a link whose words stand beside it: they are read, the code is decoration."""
        base = self.style.height - y - size
        with self.canvas.artifact():
            draw_qr(self.canvas, x, base, size, url)
        self.canvas.link(link, (x, base, x + size, base + size), url, label)

    def qr(self, parent: Node, url: str, label: str, x: float, y: float, size: float) -> None:
        """A QR code that is also a live link, told in words to a screen reader."""
        base = self.style.height - y - size
        rect = (x, base, x + size, base + size)
        link = parent.add("Link")
        with self.canvas.tag(link.add("Figure", alt=label, bbox=rect)):
            draw_qr(self.canvas, x, base, size, url)
        self.canvas.link(link, rect, url, label)


def cap_height(style: TextStyle) -> float:
    """Height of the capitals of a text style."""
    return style.face.cap_height(style.size)


def text_height(style: TextStyle, lines: int) -> float:
    """From the top of the first line's capitals to below the last line's descenders."""
    return (lines - 1) * style.leading + cap_height(style) + Face.REGULAR.descent(style.size) if lines else 0.0


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Path of a rectangle with rounded corners, lower left corner at (x, y)."""
    r, k = radius, radius * (1 - _BEZIER_CIRCLE)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c {right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c {x + r:.2f} {top:.2f} l "
        f"{x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c {x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )
