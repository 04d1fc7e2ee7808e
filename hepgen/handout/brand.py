"""What makes a handout the clinic's own: its logo, its colour, a few words."""

from __future__ import annotations

from typing import NamedTuple

from hepgen.figures.contrast import darkened, luminance, thinned
from hepgen.handout.blocks import Logo
from hepgen.handout.look import Theme

LOGO_MM = (60.0, 18.0)
"""Width and height that a logo has at most on paper."""

_IN_ACCENT = ("arrow", "focus-ring")
"""Roles of a figure that are signs of the page rather than parts of the body."""

_TEXT_CONTRAST = 7.0
"""Of text and its ground (WCAG 2.2, 1.4.6)."""


class Brand(NamedTuple):
    """The marks of a clinic.

    Attributes:
        name: The clinic's.
        logo: None where it has none.
        accent: Its colour, "#RRGGBB", whether it can be read or not; None for the theme's own.
        note: A paragraph that it wants in each handout; may be empty.
    """

    name: str
    logo: Logo | None = None
    accent: str | None = None
    note: str = ""


def in_accent(theme: Theme, accent: str | None) -> Theme:
    """The theme in a clinic's colour, where it takes one.

    An accent that cannot be read on the theme's tint, and so hardly on paper, is darkened until it can. The tint
    becomes one of the same hue that is as light as the theme's: all that can be read on that can be read on it.
    """
    if accent is None or not theme.takes_accent:
        return theme
    readable = darkened(accent, theme.page.tint, _TEXT_CONTRAST)
    tint = thinned(readable, luminance(theme.page.tint))
    return theme.model_copy(
        update={
            "page": theme.page.model_copy(update={"accent": readable, "tint": tint}),
            "figure": theme.figure | dict.fromkeys(_IN_ACCENT, readable),
        }
    )
