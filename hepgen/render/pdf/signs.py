"""The signs of the page, as shapes that read without colour: the three levels, and the mark of a step up."""

from __future__ import annotations

from hepgen.handout.blocks import Level
from hepgen.render.pdf.pen import Pen, rgb, rounded

_Points = tuple[tuple[float, float], ...]

_TICK: _Points = ((0.29, 0.50), (0.44, 0.34), (0.72, 0.66))
_TRIANGLE: _Points = ((0.5, 0.93), (0.98, 0.09), (0.02, 0.09))
_MARK: _Points = ((0.5, 0.62), (0.5, 0.40))
_DOT: _Points = ((0.5, 0.24), (0.5, 0.235))
_NEAR, _FAR = 0.02 + 0.96 * 0.293, 0.02 + 0.96 * 0.707
_OCTAGON: _Points = (
    (_NEAR, 0.02), (_FAR, 0.02), (0.98, _NEAR), (0.98, _FAR), (_FAR, 0.98), (_NEAR, 0.98), (0.02, _FAR), (0.02, _NEAR),
)  # fmt: skip
"""Shares of the sign's square, from its lower left corner."""


def paint_sign(pen: Pen, level: Level, x: float, y: float, size: float) -> None:
    """A sign in a square whose upper left corner is (x, y): circle with tick, triangle with mark, octagon with bar."""
    colours, left, bottom = pen.style.colours, x, pen.style.height - y - size

    def path(points: _Points) -> str:
        first, *rest = (f"{left + across * size:.2f} {bottom + up * size:.2f}" for across, up in points)
        return f"{first} m " + " ".join(f"{point} l" for point in rest)

    outline = f"{rgb(colours.ink)} RG {0.035 * size:.2f} w 1 j 1 J"
    stroke = f"{rgb(colours.ink)} RG {0.085 * size:.2f} w"
    if level == "go":
        inset = 0.02 * size
        circle = rounded(left + inset, bottom + inset, 0.96 * size, 0.96 * size, 0.48 * size)
        pen.shape(f"{rgb(colours.go)} rg {outline} {circle} B {stroke} {path(_TICK)} S")
    elif level == "care":
        pen.shape(f"{rgb(colours.care)} rg {outline} {path(_TRIANGLE)} h B {stroke} {path(_MARK)} S {path(_DOT)} S")
    else:
        bar = f"{left + 0.24 * size:.2f} {bottom + 0.425 * size:.2f} {0.52 * size:.2f} {0.15 * size:.2f} re"
        pen.shape(f"{rgb(colours.stop)} rg {outline} {path(_OCTAGON)} h B 1 1 1 rg {bar} f")


def paint_step_up(pen: Pen, x: float, y: float, size: float) -> None:
    """A small arrow up, its upper left corner at (x, y): this number is new this week."""
    colour = rgb(pen.style.colours.accent)
    bottom, half = pen.style.height - y - size, size * 0.28
    top, middle, shoulder = bottom + size, x + half, bottom + size * 0.5
    stem = f"{middle:.2f} {bottom:.2f} m {middle:.2f} {top - 2:.2f} l S"
    head = f"{middle:.2f} {top:.2f} m {middle - half:.2f} {shoulder:.2f} l {middle + half:.2f} {shoulder:.2f} l f"
    pen.shape(f"{colour} RG {colour} rg 1.1 w {stem} {head}")
