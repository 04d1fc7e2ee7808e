"""The structure of a PDF as poppler hands it to a screen reader: elements, their texts, their order."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handout_words import squeezed
from read_pdf import ReadPdf

_LINE = re.compile(
    r'(?P<indent> *)(?:"(?P<text>.*)"|/(?P<attribute>\w+) /?(?P<value>.*)|Object \d+ \d+|(?P<role>\w+).*)'
)


@dataclass
class Element:
    """One structure element.

    Attributes:
        content: Its elements and texts, in reading order.
        attributes: By name, as "Scope" → "Column".
        alt: What a figure shows, in words.
    """

    role: str
    content: list[Element | str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    alt: str = ""

    @property
    def children(self) -> list[Element]:
        """The elements directly in it."""
        return [each for each in self.content if isinstance(each, Element)]

    def every(self, *roles: str) -> Iterator[Element]:
        """It and all elements below it with one of the roles, in order."""
        if self.role in roles:
            yield self
        for child in self.children:
            yield from child.every(*roles)

    @property
    def said(self) -> str:
        """All that is read in it, a figure by its description."""
        if self.alt:
            return self.alt
        return squeezed(" ".join(each if isinstance(each, str) else each.said for each in self.content))


def structure(pdf: bytes, folder: Path) -> Element:
    """The document's root element.

    Poppler tells no alternative descriptions; pdfium does, and both tell the figures in the same order.
    """
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, encoding="utf-8", check=True).stdout
    root = Element("")
    open_at: list[tuple[int, Element]] = [(-1, root)]
    for line in told.splitlines():
        found = _LINE.fullmatch(line)
        assert found, line
        indent = len(found["indent"])
        if found["attribute"]:
            open_at[-1][1].attributes[found["attribute"]] = found["value"]
            continue
        while open_at[-1][0] >= indent:
            open_at.pop()
        if found["role"]:
            element = Element(found["role"])
            open_at[-1][1].content.append(element)
            open_at.append((indent, element))
        elif found["text"]:
            open_at[-1][1].content.append(found["text"])
    (document,) = root.children
    described = [element.alt for element in ReadPdf(pdf).elements if element.role == "Figure"]
    for figure, alt in zip(document.every("Figure"), described, strict=True):
        figure.alt = alt
    return document
