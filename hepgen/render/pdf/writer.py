"""The finished document as bytes: small objects packed into one object stream (ISO 32000-1, 7.5.7 and 7.5.8).

reportlab writes each object on its own and uncompressed; a tagged handout has some six hundred structure
elements, which would be half of its size.
"""

from __future__ import annotations

from hepgen.render.pdf.objects import reference, stream
from hepgen.render.pdf.reportlab_setup import Canvas, pdfdoc

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The second line tells transfer programs that the file is binary (ISO 19005-2, 6.1.2)."""

_OFFSET_BYTES = 4


def pdf_bytes(document: pdfdoc.PDFDocument, canvas: Canvas, identifier: str) -> bytes:
    """Write a document whose pages are complete.

    Args:
        document: The document; it can be written once.
        canvas: Resolves the destinations of the outline.
        identifier: Of the file, in hexadecimal (ISO 32000-1, 14.4).

    Raises:
        ValueError: A link or bookmark leads to a destination that was never set.
    """
    objects = _objects(document, canvas)
    loose = {number: written for number, written in objects.items() if written.endswith(b"endstream\n")}
    packed = {number: written for number, written in objects.items() if number not in loose}
    container, directory = len(objects) + 1, len(objects) + 2
    loose[container] = _object_stream(packed)

    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 255)}  # kind, then what the kind says of the object
    entries |= {number: (2, container, index) for index, number in enumerate(packed)}
    written = [_HEADER]
    offset = len(_HEADER)
    for number, content in loose.items():
        entries[number] = (1, offset, 0)
        written.append(b"%d 0 obj\n%sendobj\n" % (number, content))
        offset += len(written[-1])
    entries[directory] = (1, offset, 0)
    root = reference(document, document.Catalog.__InternalName__)  # type: ignore[attr-defined]
    info = reference(document, document.info.__InternalName__)  # type: ignore[attr-defined]
    table = b"".join(
        bytes((kind,)) + second.to_bytes(_OFFSET_BYTES, "big") + third.to_bytes(2, "big")
        for _, (kind, second, third) in sorted(entries.items())
    )
    trailer = (
        f"/Type/XRef/Size {directory + 1}/W[1 {_OFFSET_BYTES} 2]/Root {root}/Info {info}"
        f"/ID[<{identifier}><{identifier}>]"
    )
    written.append(b"%d 0 obj\n%sendobj\nstartxref\n%d\n%%%%EOF\n" % (directory, stream(trailer, table), offset))
    return b"".join(written)


def _objects(document: pdfdoc.PDFDocument, canvas: Canvas) -> dict[int, bytes]:
    """Every object by number; formatting one may register further ones."""
    for font in document.delayedFonts:
        font.addObjects(document)
    document.Reference(document.Catalog)  # type: ignore[attr-defined, no-untyped-call]
    document.Reference(document.info)  # type: ignore[no-untyped-call]
    document.Outlines.prepare(document, canvas)  # type: ignore[union-attr]
    if document.Outlines.ready < 0:  # type: ignore[union-attr, operator]
        document.Catalog.Outlines = None  # type: ignore[attr-defined]
    objects: dict[int, bytes] = {}
    while (number := len(objects) + 1) in document.numberToId:
        objects[number] = _written(document, number)
    return objects


def _written(document: pdfdoc.PDFDocument, number: int) -> bytes:
    """What stands between `obj` and `endobj`, with a line end after it."""
    value = document.idToObject[document.numberToId[number]]
    written: bytes = pdfdoc.format(value, document, toplevel=1)
    return written if written.endswith(b"\n") else written + b"\n"


def _object_stream(objects: dict[int, bytes]) -> bytes:
    """The stream that holds the objects one after the other, and where each begins."""
    offsets, offset = [], 0
    for number, written in objects.items():
        offsets.append(f"{number} {offset}")
        offset += len(written)
    head = " ".join(offsets).encode("ascii") + b"\n"
    return stream(f"/Type/ObjStm/N {len(objects)}/First {len(head)}", head + b"".join(objects.values()))
