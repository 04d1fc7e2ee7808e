"""The type on the page: Open Sans in three weights, what it can print, how wide it is, and its embedding.

Each face is embedded as a simple TrueType font. Its first subset holds the same characters in every document,
so that the text operators, the font program and the widths are made once per process; other characters of the
font (Greek, Cyrillic, Eastern European) get subsets of their own in the documents that need them.
"""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
from enum import Enum
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

from hepgen.render.pdf.objects import ReadyObject, numbers, register, stream
from hepgen.render.pdf.reportlab_setup import TTFont, pdfdoc, pdfmetrics

_NOTDEF = 0
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

_COMMON = (
    *([_NOTDEF] * 32),
    *range(0x20, 0x7F),
    _NOTDEF,
    *(code for code in range(0xA1, 0x100) if code != 0xAD),
    *map(ord, "ŒœŠšŽžŸ–—‘’‚“”„•…‹›€≤≥≠−′″"),
)
"""Character of each code in the first subset: ASCII where ASCII has it, Latin-1, common typography."""

_UNPRINTABLE_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mc", "Me", "Mn", "Zl", "Zp"})
"""Unicode categories refused even where a font has a glyph. Control and format characters change text without
being seen; private ones mean something else everywhere (ISO 19005-2, 6.2.11.7.3); combining marks need
shaping, which no text here gets (normalise to NFC first)."""

_LEFT_TO_RIGHT = frozenset({"L", "EN", "ES", "ET", "CS", "WS", "ON", "BN", ""})
"""Bidirectional classes that may be set from left to right as they come."""

_DAMAGED = frozenset("\N{OBJECT REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}")
"""Stand where something was lost before the text came here."""

_ESCAPES = {code: f"\\{code:03o}" for code in range(256) if not 0x20 <= code < 0x7F} | {
    ord(delimiter): f"\\{delimiter}" for delimiter in "()\\"
}


class EmbeddedFont(TTFont):
    """A TrueType file as reportlab knows it, with a first subset that never changes."""

    def __init__(self, path: Path, resource: str) -> None:
        """Read a font file and register it with reportlab.

        Args:
            path: A TrueType file with outlines in `glyf`.
            resource: Its name in the resources of a page, unique among the faces.

        Raises:
            RuntimeError: reportlab holds another font under this font's own name, and would use that one in
                silence.
        """
        content_hash = hashlib.sha256(path.read_bytes()).hexdigest()
        super().__init__(f"hepgen-{path.stem}-{content_hash[:12]}", str(path), asciiReadable=1, shapable=False)
        self.resource = resource
        table = [chr(character) if character else "\ufffe" for character in _COMMON]
        self._encoding = codecs.charmap_build("".join(table) + "\ufffe" * (256 - len(table)))
        self._advances = {
            chr(code): float(width)
            for code, width in self.face.charWidths.items()
            if self.face.charToGlyph[code] != _NOTDEF and _may_be_printed(chr(code))
        }
        # reportlab keeps the width that the last glyphs share in thousandths of the size instead of font units, and
        # writes it so into the program, which must agree with /Widths (ISO 19005-2, 6.2.11.5).
        self.face.hmetrics = [
            (round(advance * self.face.unitsPerEm / 1000) if isinstance(advance, float) else advance, bearing)
            for advance, bearing in self.face.hmetrics
        ]
        pdfmetrics.registerFont(self)
        registered: object = pdfmetrics.getFont(self.fontName)
        if registered is not self:
            raise RuntimeError(f"another font is registered as {self.face.name!r}")

    def prints(self, character: str) -> bool:
        """Whether the character can be set in this font as it was typed."""
        return character in self._advances

    def advances(self, text: str) -> list[float]:
        """How far each character of a text moves the pen, in thousandths of the font size.

        Raises:
            ValueError: A character cannot be printed; its code point is named, not the text.
        """
        try:
            return list(map(self._advances.__getitem__, text))
        except KeyError as missing:
            raise ValueError(f"U+{ord(missing.args[0]):04X} cannot be printed in {self.face.name!r}") from None

    def show(self, document: pdfdoc.PDFDocument, text: str, size: float) -> str:
        """Operators, for use between BT and ET, that select this font and show the text.

        Raises:
            ValueError: A character cannot be printed.
        """
        if document not in self.state:
            self._enter(document)
        return self._show_common(text, size) or " ".join(
            self._show_codes(subset, codes, size) for subset, codes in self.splitString(text, document)
        )

    def splitString(  # noqa: N802 - reportlab's name
        self, text: str, doc: pdfdoc.PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Split a text into subsets and their codes, as reportlab does, but never print an empty box in
        silence.

        Raises:
            ValueError: A character cannot be printed.
        """
        if doc not in self.state:
            self._enter(doc)
        self.advances(text)
        split: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return split

    @lru_cache(maxsize=8192)  # noqa: B019 - the three fonts live as long as the process
    def _show_common(self, text: str, size: float) -> str:
        """The operators for a text of the first subset; empty where that lacks a character."""
        try:
            codes, _ = codecs.charmap_encode(text.replace(_NO_BREAK_SPACE, " "), "strict", self._encoding)
        except UnicodeEncodeError:
            return ""
        return self._show_codes(0, codes, size)

    def _show_codes(self, subset: int, codes: bytes, size: float) -> str:
        return f"/{self.resource}+{subset} {numbers((size,))} Tf {_literal(codes)}Tj"

    def _enter(self, document: pdfdoc.PDFDocument) -> None:
        """Begin using the font in a document, with the first subset already filled."""
        state = TTFont.State(1, self)
        state.assignments = {  # type: ignore[attr-defined]
            character: code for code, character in enumerate(_COMMON) if character
        }
        state.subsets = [list(_COMMON)]
        state.nextCode = 256
        state.internalName = self.resource
        document.fontMapping[self.fontName] = f"/{self.resource}"
        document.delayedFonts.append(self)
        self.state[document] = state

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - reportlab's name
        """Write the font's objects when the document is saved (called by reportlab)."""
        fonts = doc.idToObject["BasicFonts"].dict  # type: ignore[attr-defined]
        for number, characters in enumerate(self.state.pop(doc).subsets):
            fonts[f"{self.resource}+{number}"] = self._write_subset(doc, number, tuple(characters))

    def _write_subset(self, document: pdfdoc.PDFDocument, number: int, characters: tuple[int, ...]) -> ReadyObject:
        """One subset as a simple symbolic font, whose own cmap names the glyphs (ISO 32000-1, 9.6.3)."""
        face = self.face
        program, to_unicode, widths = self._subset_streams(characters)
        name = f"{_subset_tag(number)}+{face.name.decode('ascii')}"

        def entered(written: bytes, part: str) -> str:
            return register(document, ReadyObject(written), f"{part} {name}")

        descriptor = (
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{numbers(face.bbox)}]/ItalicAngle 0"
            f"/Ascent {numbers((face.ascent,))}/Descent {numbers((face.descent,))}"
            f"/CapHeight {numbers((face.capHeight,))}/StemV {face.stemV}"
            f"/MissingWidth {numbers((face.defaultWidth,))}/FontFile2 {entered(program, 'FontFile')}>>"
        )
        return ReadyObject(
            (
                f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 0/LastChar {len(characters) - 1}"
                f"/Widths[{widths}]/FontDescriptor {entered(descriptor.encode('ascii'), 'FontDescriptor')}"
                f"/ToUnicode {entered(to_unicode, 'ToUnicode')}>>"
            ).encode("ascii")
        )

    @lru_cache(maxsize=32)  # noqa: B019 - the three fonts live as long as the process
    def _subset_streams(self, characters: tuple[int, ...]) -> tuple[bytes, bytes, str]:
        """Font program and ToUnicode map as finished streams, and the widths."""
        face = self.face
        program: bytes = face.makeSubset(list(characters))
        widths = numbers(face.charWidths.get(character, face.defaultWidth) for character in characters)
        to_unicode = _to_unicode(characters).encode("ascii")
        return stream(f"/Length1 {len(program)}", program), stream("", to_unicode), widths


def _may_be_printed(character: str) -> bool:
    """Whether a character that a font has may stand in a line set from left to right without shaping."""
    return (
        unicodedata.category(character) not in _UNPRINTABLE_CATEGORIES
        and unicodedata.bidirectional(character) in _LEFT_TO_RIGHT
        and character not in _DAMAGED
    )


def _subset_tag(number: int) -> str:
    """Six capitals that name a subset (ISO 32000-1, 9.6.4)."""
    return "AAAA" + chr(ord("A") + number // 26) + chr(ord("A") + number % 26)


def _literal(codes: bytes) -> str:
    """A literal string in PDF syntax (ISO 32000-1, 7.3.4.2), in ASCII."""
    return f"({codes.decode('latin-1').translate(_ESCAPES)})"


def _to_unicode(characters: tuple[int, ...]) -> str:
    """The map from codes back to text (ISO 32000-1, 9.10.3).

    reportlab's own maps unused codes to U+0000, which ISO 19005-2, 6.2.11.7.2 and ISO 14289-1, 7.21.7 forbid,
    and puts more than a hundred entries into one block.
    """
    entries = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(characters)
        if character
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


@cache
def _font_folder() -> Path:
    """Where the font package keeps its files; importing it would import Pillow's fonts too (6 ms of every start)."""
    found = find_spec("ttf_opensans")
    if found is None or found.origin is None:
        raise FileNotFoundError("the font package ttf-opensans is not installed")
    return Path(found.origin).parent / "ttf"


class Face(Enum):
    """A weight of the typeface; there is no italic (it is harder to read) and no second family."""

    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"

    @cached_property
    def font(self) -> EmbeddedFont:
        """The font, read and registered when first used."""
        return EmbeddedFont(_font_folder() / f"OpenSans-{self.value}.ttf", f"F{self.value.upper()}")

    def width(self, text: str, size: float) -> float:
        """Width of a text in points.

        Raises:
            ValueError: A character cannot be printed; ask `missing_characters` first.
        """
        return sum(self.font.advances(text)) * size / 1000

    def cap_height(self, size: float) -> float:
        """Height of the capitals above the baseline in points; text is placed by the top of its capitals."""
        return float(self.font.face.capHeight) * size / 1000

    def ascent(self, size: float) -> float:
        """How far letters may rise above the baseline, in points."""
        return float(self.font.face.ascent) * size / 1000

    def descent(self, size: float) -> float:
        """How far letters may reach below the baseline, in points (positive)."""
        return -float(self.font.face.descent) * size / 1000


def missing_characters(text: str) -> list[tuple[str, int]]:
    """What of a text cannot be printed as it was typed.

    Reported are characters without a glyph in any of the faces, control and format characters (also line ends
    and tabs: whoever composes the page turns them into paragraphs first), combining marks, and everything
    that runs from right to left or steers direction, since lines are set from left to right without shaping.

    Returns:
        Each such character with its index in the text, in order; empty when all can be printed.
    """
    fonts = [face.font for face in Face]
    return [
        (character, index) for index, character in enumerate(text) if not all(font.prints(character) for font in fonts)
    ]
