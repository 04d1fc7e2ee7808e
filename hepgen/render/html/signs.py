"""The signs of the page, as shapes that read without colour. Words beside them say the same: no screen reader does."""

from __future__ import annotations

from hepgen.handout.blocks import Level
from hepgen.render.html.markup import Markup, element, void

_SHAPES: dict[Level, tuple[Markup, ...]] = {
    "go": (void("circle", cx=50, cy=50, r=48), void("path", d="M29 50 44 66 72 34", class_="stroke")),
    "care": (void("path", d="M50 7 98 91H2z"), void("path", d="M50 38V60M50 76v.5", class_="stroke")),
    "stop": (void("path", d="M30 2H70L98 30V70L70 98H30L2 70V30z"), void("path", d="M24 42.5H76v15H24z", class_="bar")),
}
"""Circle with tick, triangle with mark, octagon with bar, in a square of 100."""


def sign(level: Level) -> Markup:
    """One of the three levels."""
    return element("svg", *_SHAPES[level], class_=f"sign {level}", viewBox="0 0 100 100", aria_hidden="true")


def step_up() -> Markup:
    """A small arrow up: this number is new this week."""
    arrow = void("path", d="M5 0 10 8H6.5V16H3.5V8H0z")
    return element("svg", arrow, class_="step-up", viewBox="0 0 10 16", aria_hidden="true")


_BAR_HEIGHT = 40


def bar(share: float, *, hollow: bool) -> Markup:
    """A bar of a chart, from zero; `share` of the highest."""
    height = round(_BAR_HEIGHT * share)
    shape = (
        void("path", d=f"M1 {_BAR_HEIGHT}V{_BAR_HEIGHT + 1 - height}H27V{_BAR_HEIGHT}", class_="hollow")
        if hollow
        else void("path", d=f"M0 {_BAR_HEIGHT}v{-height}h28v{height}z")
    )
    return element(
        "svg", shape, class_="bar", viewBox=f"0 0 28 {_BAR_HEIGHT}", width=28, height=_BAR_HEIGHT, aria_hidden="true"
    )
