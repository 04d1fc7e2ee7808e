"""A picture made of pixels, as plain data: renderers embed it, and none needs a picture library for that."""

from __future__ import annotations

from typing import NamedTuple


class Raster(NamedTuple):
    """An opaque picture in sRGB.

    Attributes:
        width, height: In pixels.
        png: The picture as a PNG file of 8-bit RGB, not interlaced, that holds nothing beside its pixels.
    """

    width: int
    height: int
    png: bytes
