"""QR codes as one path, encoded by reportlab's encoder and remembered."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from hepgen.render.pdf.objects import numbers
from hepgen.render.pdf.reportlab_setup import pdfdoc
from hepgen.render.pdf.tagging import TaggedCanvas

QUIET_ZONE = 4
"""Modules of empty paper that a scanner needs on each side (ISO/IEC 18004, 6.3.8)."""


LONGEST = 2000
"""Bytes that are encoded at most; a phone reads far fewer from paper."""


class QrPath(NamedTuple):
    """A QR code.

    Attributes:
        modules: Modules on each side, without the quiet zone.
        path: Operators of one path, one unit a module, from the lower left corner; not yet filled.
    """

    modules: int
    path: str


@lru_cache(maxsize=256)
def qr_path(data: str) -> QrPath:
    """Encode a text, usually a link, with error correction level M (15 % may be damaged).

    Raises:
        ValueError: The text is empty or longer than `LONGEST`.
    """
    if not 0 < len(data.encode("utf-8")) <= LONGEST:
        raise ValueError(f"a QR code holds 1 to {LONGEST} bytes")
    encoder = _encoder()
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(encoder.QR8bitByte(data))
    code.make()
    modules: int = code.getModuleCount()
    bars = []
    for row in range(modules):
        column = 0
        for dark, same in groupby(code.isDark(row, column) for column in range(modules)):
            length = len(list(same))
            if dark:
                bars.append(f"{column} {modules - 1 - row} {length} 1 re")
            column += length
    return QrPath(modules, " ".join(bars))


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


@cache
def _encoder() -> ModuleType:
    """reportlab's encoder, read from its file: the package around it imports every barcode (70 ms)."""
    file = Path(pdfdoc.__file__).parents[1] / "graphics" / "barcode" / "qrencoder.py"
    spec = spec_from_file_location("hepgen.render.pdf._qrencoder", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"no encoder at {file}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
