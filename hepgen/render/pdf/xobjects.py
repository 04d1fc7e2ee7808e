"""Ready-made drawings as form XObjects: compressed once per process, stored once per document."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TypeAlias

from hepgen.render.pdf.objects import ReadyObject, numbers, stream
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
    canvas.paint_form(name, ReadyObject(written), f"{scales} {numbers((e, f))}")
    left, bottom, right, top = bbox
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)


@lru_cache(maxsize=1024)
def _ready(operators: str, bbox: Rect) -> tuple[str, bytes]:
    """Name and bytes; the name is made of the content, so that equal drawings are one in a document."""
    box = numbers(bbox)
    content = operators.encode("ascii")
    name = hashlib.sha256(box.encode("ascii") + content).hexdigest()[:16]
    return name, stream(f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<<>>", content)
