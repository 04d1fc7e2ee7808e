"""PDF objects whose bytes are ready: the pieces that are cached for a whole process or written by the
hundred.

reportlab formats an object from dictionaries each time it is saved; for fonts, drawings and the structure
tree that would be most of the time a handout takes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from hepgen.render.pdf.reportlab_setup import pdfdoc


class ReadyObject(pdfdoc.PDFObject):
    """An indirect object that is written as it stands."""

    __RefOnly__ = 1  # reportlab: always referred to, never written inside another object

    def __init__(self, written: bytes = b"") -> None:
        self.written = written

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002 - reportlab's signature
        """The object's bytes, between `obj` and `endobj`."""
        return self.written


def stream(dictionary: str, content: bytes) -> bytes:
    """The bytes of a compressed stream.

    Args:
        dictionary: Entries beside `Filter` and `Length`, in PDF syntax; may be empty.
        content: What the stream holds, uncompressed.
    """
    # Level 4 takes a third of the time of level 6, for two per cent more bytes.
    return deflated_stream(dictionary, zlib.compress(content, 4))


def deflated_stream(dictionary: str, packed: bytes) -> bytes:
    """The same of content that is compressed already."""
    # CR LF, because after data that end in CR a lone LF would look like the second half of one end of line.
    head = f"<<{dictionary}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return head.encode("ascii") + packed + b"\r\nendstream\n"


def text_string(text: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2) in ASCII: a literal where that is possible, else UTF-16 in
    hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def numbers(values: Iterable[float]) -> str:
    """Numbers in PDF syntax, to a thousandth (of a point: finer than any printer), separated by spaces."""
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else str(int(value)) for value in values)


def register(document: pdfdoc.PDFDocument, value: pdfdoc.PDFObject, name: str) -> str:
    """Give an object its number in a document, under a name of its own; its bytes may come later.

    Returns:
        How it is referred to in PDF syntax.
    """
    document.Reference(value, name)  # type: ignore[no-untyped-call]
    return reference(document, name)


def reference(document: pdfdoc.PDFDocument, name: str) -> str:
    """How a registered object is referred to in PDF syntax."""
    return f"{document.idToObjectNumberAndVersion[name][0]} 0 R"
