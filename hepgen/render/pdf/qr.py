"""QR codes as one path of a page."""

from __future__ import annotations

from typing import NamedTuple

from hepgen.render.pdf.objects import numbers
from hepgen.render.pdf.tagging import TaggedCanvas
from hepgen.render.qr import qr_code


class QrPath(NamedTuple):
    """A QR code.

    Attributes:
        modules: Modules on each side, without the quiet zone.
        path: Operators of one path, one unit a module, from the lower left corner; not yet filled.
    """

    modules: int
    path: str


def qr_path(data: str) -> QrPath:
    """Encode a text, usually a link.

    Raises:
        ValueError: The text is empty or too long.
    """
    modules, bars = qr_code(data)
    return QrPath(modules, " ".join(f"{column} {modules - 1 - row} {length} 1 re" for column, row, length in bars))


def draw_qr(canvas: TaggedCanvas, x: float, y: float, size: float, data: str) -> None:
    """Draw a QR code in black inside the current `Figure`; the caller leaves `QUIET_ZONE` modules free around
    it.

    Args:
        canvas: The page.
        x: Left edge of the code without its quiet zone, in points.
        y: Lower edge.
        size: Length of a side.
        data: What the code says.

    Raises:
        ValueError: The text cannot be encoded, or called outside any element and artifact.
    """
    modules, path = qr_path(data)
    module = f"{size / modules:.6f}"
    canvas.paint(f"q {module} 0 0 {module} {numbers((x, y))} cm 0 g {path} f Q")
