"""Ready-made drawings and pictures as XObjects: compressed once per process, stored once per document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from hepgen.figures.raster import Raster
from hepgen.render.pdf.objects import ReadyObject, deflated_stream, numbers, stream
from hepgen.render.pdf.tagging import Rect, TaggedCanvas

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""a b c d e f of ISO 32000-1, 8.3.3: x' = ax + cy + e, y' = bx + dy + f."""


def draw_form(canvas: TaggedCanvas, operators: str, bbox: Rect, matrix: Matrix) -> Rect:
    """Paint a drawing inside the current `Figure` or artifact.

    The same drawing painted again in a document, also mirrored by a negative `a`, is the same XObject.

    Args:
        canvas: The page.
        operators: The drawing as page content without text (ISO 32000-1, 8.10), in its own units, y upwards.
        bbox: What of it is shown, in its own units.
        matrix: From its units to points on the page.

    Returns:
        The box it covers on the page, for `Node.bbox`.

    Raises:
        ValueError: Called outside any element and artifact.
    """
    name, written = _ready(operators, bbox)
    a, b, c, d, e, f = matrix
    scales = " ".join(f"{factor:.6f}".rstrip("0").rstrip(".") for factor in (a, b, c, d))
    canvas.paint_xobject(name, ReadyObject(written), f"{scales} {numbers((e, f))}")
    left, bottom, right, top = bbox
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def draw_image(canvas: TaggedCanvas, raster: Raster, rect: Rect) -> None:
    """Paint a picture of pixels over a box of the page, inside the current `Figure` or artifact.

    Raises:
        ValueError: Called outside any element and artifact.
    """
    left, bottom, right, top = rect
    name, written = _ready_image(raster)
    canvas.paint_xobject(name, ReadyObject(written), numbers((right - left, 0, 0, top - bottom, left, bottom)))


@lru_cache(maxsize=16)
def _ready_image(raster: Raster) -> tuple[str, bytes]:
    """Name and bytes. PDF packs rows of pixels as PNG does (ISO 32000-1, 7.4.4.4), so they are taken as they are."""
    rows = f"<</Predictor 15/Colors 3/BitsPerComponent 8/Columns {raster.width}>>"
    head = f"/Type/XObject/Subtype/Image/Width {raster.width}/Height {raster.height}/DecodeParms{rows}"
    name = hashlib.sha256(raster.png).hexdigest()[:16]
    return name, deflated_stream(f"{head}/ColorSpace/DeviceRGB/BitsPerComponent 8", b"".join(_pixel_data(raster.png)))


def _pixel_data(png: bytes) -> Iterator[bytes]:
    """What the IDAT chunks of a PNG file hold."""
    place = 8  # after the signature
    while place < len(png):
        end = place + 8 + int.from_bytes(png[place : place + 4], "big")
        if png[place + 4 : place + 8] == b"IDAT":
            yield png[place + 8 : end]
        place = end + 4  # after the checksum


@lru_cache(maxsize=1024)
def _ready(operators: str, bbox: Rect) -> tuple[str, bytes]:
    """Name and bytes; the name is made of the content, so that equal drawings are one in a document."""
    box = numbers(bbox)
    content = operators.encode("ascii")
    name = hashlib.sha256(box.encode("ascii") + content).hexdigest()[:16]
    return name, stream(f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<<>>", content)
