"""QR codes as runs of dark modules, encoded by reportlab's encoder and remembered; each renderer draws its own path."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

QUIET_ZONE = 4
"""Modules of empty paper that a scanner needs on each side (ISO/IEC 18004, 6.3.8)."""

LONGEST = 2000
"""Bytes that are encoded at most; a phone reads far fewer from paper."""


class Bar(NamedTuple):
    """Dark modules side by side: the first one's column and row, counted from the upper left, and how many."""

    column: int
    row: int
    length: int


class QrCode(NamedTuple):
    """A QR code.

    Attributes:
        modules: Modules on each side, without the quiet zone.
        bars: All that is dark, row by row.
    """

    modules: int
    bars: tuple[Bar, ...]


@lru_cache(maxsize=256)
def qr_code(data: str) -> QrCode:
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
                bars.append(Bar(column, row, length))
            column += length
    return QrCode(modules, tuple(bars))


@cache
def _encoder() -> ModuleType:
    """reportlab's encoder, read from its file: the package around it imports every barcode (70 ms)."""
    package = find_spec("reportlab")
    if package is None or package.origin is None:
        raise ImportError("reportlab is not installed")
    file = Path(package.origin).parent / "graphics" / "barcode" / "qrencoder.py"
    spec = spec_from_file_location("hepgen.render._qrencoder", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"no encoder at {file}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
