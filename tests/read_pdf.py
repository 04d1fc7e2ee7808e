"""A PDF as those meet it who read it: elements in reading order, text with its place, bookmarks, language, fonts."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import page as validator
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]


class Box(NamedTuple):
    """Left, top, right, bottom in points from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing painted on a page.

    Attributes:
        kind: "text", "path", "image" or "form".
        box: What it covers; of a text, what its glyphs cover.
        text: What a text says.
        mark: Number of its marked content on the page; negative for decoration.
        font, embedded: A text's typeface, and whether the file holds it.
    """

    kind: str
    box: Box
    text: str = ""
    mark: int = -1
    font: str = ""
    embedded: bool = True


@dataclass(frozen=True, slots=True)
class Element:
    """One structure element with content of its own: role, alternative description, text, page (from 0)."""

    role: str
    alt: str
    text: str
    page: int


_KINDS = {
    raw.FPDF_PAGEOBJ_TEXT: "text",
    raw.FPDF_PAGEOBJ_PATH: "path",
    raw.FPDF_PAGEOBJ_IMAGE: "image",
    raw.FPDF_PAGEOBJ_FORM: "form",
}


class ReadPdf:
    """A PDF, read."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pdfium.PdfDocument(pdf)

    @cached_property
    def pages(self) -> list[list[Shown]]:
        """What is painted on each page, in the order of painting; what a form holds is the form's."""
        return [list(_shown(page)) for page in self._document]

    @cached_property
    def elements(self) -> list[Element]:
        """All elements with content, page by page, in reading order."""
        found: list[Element] = []
        for number, page in enumerate(self._document):
            texts: defaultdict[int, str] = defaultdict(str)
            for shown in self.pages[number]:
                texts[shown.mark] += shown.text
            tree = raw.FPDF_StructTree_GetForPage(page)
            for index in range(raw.FPDF_StructTree_CountChildren(tree)):
                child = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
                found += _elements(child, texts, number)
            raw.FPDF_StructTree_Close(tree)
        return found

    @property
    def text(self) -> str:
        """All that a screen reader says, in its order, alternative descriptions left out."""
        return "\n".join(element.text for element in self.elements)

    def said(self, role: str) -> list[str]:
        """The texts of all elements of a role."""
        return [element.text.strip() for element in self.elements if element.role == role]

    def decoration(self, page: int) -> list[str]:
        """Texts of a page that no screen reader says: its footer."""
        return [shown.text for shown in self.pages[page] if shown.text and shown.mark < 0]

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page in points."""
        return [page.get_size() for page in self._document]

    @property
    def bookmarks(self) -> list[tuple[str, int]]:
        """Title and page (from 0) of each."""
        return [(entry.get_title(), entry.get_dest().get_index()) for entry in self._document.get_toc()]

    @property
    def title(self) -> str:
        """The document's title, as the window shows it."""
        return str(self._document.get_metadata_dict()["Title"])

    @property
    def metadata(self) -> str:
        """All that the document says of itself."""
        return " ".join(self._document.get_metadata_dict().values())

    @property
    def language(self) -> str:
        """Its language."""
        return _string(raw.FPDFCatalog_GetLanguage, self._document)


def failures(pdf: bytes) -> list[str]:
    """What keeps a file from being PDF/UA-1 and PDF/A-2a."""
    reports = {name: validator.validate_pdf_bytes(pdf, profile=name) for name in ("ua1", "2a")}
    found = [f"{name}: {failure}" for name, report in reports.items() for failure in report.failures]
    assert found or all(report.is_compliant for report in reports.values())
    return found


def _shown(page: Any) -> Iterator[Shown]:
    height = page.get_size()[1]
    textpage = page.get_textpage()
    characters = _characters(textpage)
    for one in page.get_objects(max_depth=1):
        kind = _KINDS[one.type]
        if kind != "text":
            yield Shown(kind, _box(one.get_bounds(), height))
            continue
        font = one.get_font()
        embedded = bool(raw.FPDFFont_GetIsEmbedded(font))
        mark = raw.FPDFPageObj_GetMarkedContentID(one)
        indices = characters[ctypes.addressof(one.raw.contents)]
        text = "".join(_character(textpage, index) for index in indices) or " "
        glyphs = [textpage.get_charbox(index) for index in indices if not _character(textpage, index).isspace()]
        box = _around([_box(glyph, height) for glyph in glyphs] or [_box(one.get_bounds(), height)])
        yield Shown(kind, box, text, mark, font.get_base_name(), embedded)


def _characters(textpage: Any) -> dict[int, list[int]]:
    """Text object → indices of its characters, without those that pdfium adds between texts."""
    found: dict[int, list[int]] = defaultdict(list)
    for index in range(textpage.count_chars()):
        if not raw.FPDFText_IsGenerated(textpage, index):
            found[ctypes.addressof(raw.FPDFText_GetTextObject(textpage, index).contents)].append(index)
    return found


def _character(textpage: Any, index: int) -> str:
    """A character; pdfium marks a hyphen at a line's end as removable."""
    return "-" if raw.FPDFText_IsHyphen(textpage, index) == 1 else chr(raw.FPDFText_GetUnicode(textpage, index))


def _box(bounds: tuple[float, float, float, float], height: float) -> Box:
    left, bottom, right, top = bounds
    return Box(left, height - top, right, height - bottom)


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _elements(element: Any, texts: dict[int, str], page: int) -> Iterator[Element]:
    """The element, then those in it; its own text is what is marked as its content directly."""
    if not element:
        return
    count = raw.FPDF_StructElement_CountChildren(element)
    marks = [raw.FPDF_StructElement_GetChildMarkedContentID(element, index) for index in range(count)]
    own = [mark for mark in marks if mark >= 0]
    if own:
        alt = _string(raw.FPDF_StructElement_GetAltText, element)
        role = _string(raw.FPDF_StructElement_GetType, element)
        yield Element(role, alt, "".join(texts[mark] for mark in own), page)
    for index in range(count):
        yield from _elements(raw.FPDF_StructElement_GetChildAtIndex(element, index), texts, page)


def _string(getter: Any, of: Any) -> str:
    """What a getter of pdfium writes into a buffer that it says the size of: UTF-16 with an end mark."""
    size = getter(of, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    getter(of, ctypes.cast(buffer, getter.argtypes[1]), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le")
