"""What becomes of a page on office machines: two kinds of black and white, and the copy of a copy of a copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PIL import Image, ImageFilter

DPI = 200
"""Of the page that is copied: what a fax or an office scanner makes of it."""


def black_or_white(page: Image.Image) -> Image.Image:
    """All that is lighter than the middle grey becomes paper, all else ink."""
    return page.point(lambda grey: 255 if grey >= 128 else 0)


def dithered(page: Image.Image) -> Image.Image:
    """Black and white dots as dense as the page is dark: the error of each goes to its neighbours (Floyd–Steinberg)."""
    return page.convert("1").convert("L")


def third_copy(page: Image.Image) -> Image.Image:
    """The copy of a copy of a copy, at half the resolution.

    Each time the optics blur by half a pixel to each side, greys come out a little lighter (gamma 0.97), what is almost
    white is clipped to paper, and a tired drum lays less black: the darkest ink is a twentieth lighter than before.
    """
    copy = page.reduce(2)
    for _ in range(3):
        copy = copy.filter(ImageFilter.BoxBlur(0.5)).point([_toned(grey / 255) for grey in range(256)])
    return copy


def _toned(grey: float) -> int:
    lighter: float = grey**0.97
    clipped = min(lighter / 0.97, 1.0)
    return round(255 * (0.05 + 0.95 * clipped))


COPIES: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "black-or-white": black_or_white,
    "dithered": dithered,
    "third-copy": third_copy,
}
