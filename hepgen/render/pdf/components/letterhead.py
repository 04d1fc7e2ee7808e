"""Whose page it is: logo, clinic and phone at the left, how to book at the right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hepgen.figures.raster import Raster
from hepgen.handout.blocks import ClinicHeader, Logo
from hepgen.handout.brand import LOGO_MM
from hepgen.render.lengths import MM
from hepgen.render.pdf.flow import Box
from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.pen import Pen
from hepgen.render.pdf.style import GUTTER, Style
from hepgen.render.pdf.tagging import Node
from hepgen.render.pdf.typeset import Typeset, typeset

_QR = 19 * MM
_LOGO_WIDTH, _LOGO_HEIGHT = (length * MM for length in LOGO_MM)
_DOT = 72 / 96
"""Points that a pixel of a logo takes at most: a small picture is printed small rather than coarse."""
_SHARES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.25)
"""Of a logo's full size, the largest first."""


def letterhead_boxes(block: ClinicHeader, style: Style, parent: Node) -> list[Box]:
    """Logo, then name above phone; booking code with its purpose in words at the right."""
    if not any(block):
        return []
    logo_node, words_node, booking_node = (parent.add("P") for _ in range(3))
    link = booking_node.add("Link")
    label_width = style.scaled(42 * MM)
    room = style.content_width - (_QR + label_width + 2 * GUTTER if block.booking else 0)
    head = _head(block, style, room)
    label = typeset(block.booking.label, style.text(), label_width) if block.booking else None

    def paint(pen: Pen, x: float, top: float) -> None:
        if block.logo:
            pen.logo(logo_node, block.logo, x, top, head.logo_width, head.logo_height)
        head.words.paint(pen, words_node, x + head.words_left, top)
        if block.booking and label:
            right = x + style.content_width
            for i, line in enumerate(label.lines):
                one = Typeset((line,), label.style)
                one.paint(pen, link, right - _QR - 4 * MM - line.width, top + i * label.style.leading)
            pen.qr_of(link, block.booking.url, block.booking.label, right - _QR, top, _QR)

    return [Box(head.height, paint)]


class _Words(NamedTuple):
    """Name and phone, broken to a width.

    Attributes:
        whole: No word of the name is broken.
    """

    name: Typeset
    phone: Typeset
    whole: bool

    @classmethod
    def of(cls, block: ClinicHeader, style: Style, width: float) -> _Words:
        face = style.text(style.scaled(14), Face.BOLD, style.colours.accent, 1.2)
        whole = all(face.face.width(word, face.size) <= width for word in block.name.split())
        return cls(typeset(block.name, face, width), typeset(block.phone, style.text(), width), whole)

    @property
    def _phone_top(self) -> float:
        return self.name.height + (2 * MM if self.name.lines else 0)

    @property
    def height(self) -> float:
        return self._phone_top + self.phone.height

    def paint(self, pen: Pen, node: Node, x: float, top: float) -> None:
        self.name.paint(pen, node, x, top)
        self.phone.paint(pen, node, x, top + self._phone_top)


class _Head(NamedTuple):
    """The left part of the letterhead: the logo's size, the words beside it, and the height of the whole."""

    words: _Words
    height: float
    logo_width: float = 0.0
    logo_height: float = 0.0

    @property
    def words_left(self) -> float:
        return self.logo_width + GUTTER if self.logo_width else 0.0


def _head(block: ClinicHeader, style: Style, room: float) -> _Head:
    """The logo as large as it can be with whole words beside it and the letterhead no higher than it is without.

    Only a page that is set as designed gives a logo more height than name, phone and code need.
    """
    words = _Words.of(block, style, room)
    bare = max(words.height, _QR if block.booking else 0)
    if block.logo is None:
        return _Head(words, bare)
    most = max(bare, _LOGO_HEIGHT) if style.density == 0 else bare
    heads = []
    for width, height in _logo_sizes(block.logo):
        beside = _Words.of(block, style, room - width - GUTTER)
        heads.append(_Head(beside, max(bare, beside.height, height), width, height))
        if heads[-1].height <= most and beside.whole >= words.whole:
            return heads[-1]
    return min(heads, key=lambda head: (not head.words.whole, head.height))


def _logo_sizes(logo: Logo) -> Iterator[tuple[float, float]]:
    image = logo.image
    largest = min(_LOGO_WIDTH / image.width, _LOGO_HEIGHT / image.height)
    if isinstance(image, Raster):
        largest = min(largest, _DOT)
    for share in _SHARES:
        yield image.width * largest * share, image.height * largest * share
