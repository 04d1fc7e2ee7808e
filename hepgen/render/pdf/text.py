"""Measured text: words are broken into lines and drawn as they were typed; nothing in them is ever markup.

Breaking is pure and remembered: the same instructions stand in thousands of handouts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, groupby
from typing import Literal, NamedTuple, TypeAlias

from hepgen.render.pdf.fonts import Face
from hepgen.render.pdf.objects import numbers
from hepgen.render.pdf.tagging import Node, TaggedCanvas

Colour: TypeAlias = str
"""Six hexadecimal digits of sRGB after a number sign, `#1F4E5F`."""

Anchor: TypeAlias = Literal["left", "centre", "right"]
"""Which point of each line stands at the given x."""

_TOLERANCE = 1e-6  # points; a line measured to the last bit must fit the width it was measured for


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set.

    Attributes:
        face: Weight.
        size: Font size in points.
        leading: From one baseline to the next, in points.
        colour: Of the glyphs.
    """

    face: Face
    size: float
    leading: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that differs from its style.

    Attributes:
        text: As typed.
        face: Weight where it differs.
        colour: Colour where it differs.
        url: Where it leads, for a link; its own text then says where that is.
    """

    text: str
    face: Face | None = None
    colour: Colour | None = None
    url: str = ""


class Piece(NamedTuple):
    """The part of a run that stands on one line.

    Attributes:
        text: What it says.
        face: Its weight.
        colour: Its colour.
        width: In points.
        link: The whole run, where it is a link; else None.
        continues: Whether the run began on a line before.
    """

    text: str
    face: Face
    colour: Colour
    width: float
    link: Run | None
    continues: bool


class Line(NamedTuple):
    """One line of broken text.

    Attributes:
        runs: Its pieces from left to right.
        width: Of what is seen, in points.
        style: What it was broken for.
        space_after: Whether a space stood where the line was broken, or the text ends here; it is written into
            the text, so that whoever listens, copies or searches meets two words, but takes no room.
    """

    runs: tuple[Piece, ...]
    width: float
    style: TextStyle
    space_after: bool
    linked: bool

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self.runs)


_LETTER = r"[^\W\d_]"
_BREAKING_SPACE = r"[^\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}]"
_chunks = re.compile(
    rf"(?P<word>.+?)(?:(?P<space>{_BREAKING_SPACE}+)|(?<={_LETTER}[-\N{{HYPHEN}}])(?={_LETTER})|\Z)",
    re.DOTALL,
).finditer
"""What must stay together, and what follows it: spaces, or nothing after a hyphen between letters
(`step-down`, not `10-12`)."""


def break_lines(text: str | Sequence[Run], style: TextStyle, width: float) -> tuple[Line, ...]:
    """Break a paragraph into lines, as many words on each as fit.

    Lines end at spaces and after hyphens between letters; a word wider than the column is broken between
    characters, never hyphenated. No-break spaces hold. Spaces at the end of a line take no room.

    Args:
        text: The paragraph, without line ends; a plain string is one run.
        style: How it is set.
        width: Of the column, in points.

    Returns:
        The lines; none for text without a visible character.

    Raises:
        ValueError: A character cannot be printed (see `fonts.missing_characters`).
    """
    return _break(((Run(text),) if isinstance(text, str) else tuple(text)), style, width)


@lru_cache(maxsize=4096)
def _break(runs: tuple[Run, ...], style: TextStyle, width: float) -> tuple[Line, ...]:
    text = "".join(run.text for run in runs)
    if not text.strip():
        return ()
    advances = chain.from_iterable((run.face or style.face).font.advances(run.text) for run in runs)
    pen = [advance * style.size / 1000 for advance in accumulate(advances, initial=0.0)]
    linked = any(run.url for run in runs)
    return tuple(
        Line(tuple(_pieces(runs, style, pen, start, end)), pen[end] - pen[start], style, space, linked)
        for start, end, space in _extents(text, pen, width + _TOLERANCE)
    )


def _extents(text: str, pen: list[float], width: float) -> Iterator[tuple[int, int, bool]]:
    """Where each line starts and ends in the text, and whether a space follows it.

    Args:
        text: The paragraph.
        pen: Position of the pen before each character and at the end.
        width: What a line may take.
    """
    start = end = 0
    space = False
    for chunk in _chunks(text):
        word_start, word_end = chunk.span("word")
        if end > start and pen[word_end] - pen[start] > width:
            yield start, end, space
            start = word_start
        while pen[word_end] - pen[start] > width and word_end - start > 1:
            fitting = bisect_right(pen, pen[start] + width) - 1
            cut = min(max(fitting, start + 1), word_end - 1)
            yield start, cut, False
            start = cut
        end, space = word_end, chunk["space"] is not None
    yield start, end, True


def _pieces(runs: tuple[Run, ...], style: TextStyle, pen: list[float], start: int, end: int) -> Iterator[Piece]:
    """The parts of the runs between two indices of the whole text."""
    run_start = 0
    for run in runs:
        run_end = run_start + len(run.text)
        first, last = max(start, run_start), min(end, run_end)
        if first < last:
            yield Piece(
                run.text[first - run_start : last - run_start],
                run.face or style.face,
                run.colour or style.colour,
                pen[last] - pen[first],
                run if run.url else None,
                first > run_start,
            )
        run_start = run_end


def block_height(lines: Sequence[Line]) -> float:
    """From the top of the first line's capitals to the last baseline, in points."""
    if not lines:
        return 0.0
    style = lines[0].style
    return style.face.cap_height(style.size) + (len(lines) - 1) * style.leading


class _Placed(NamedTuple):
    """A piece with its place on the page; `starts` where the pen must be moved to it."""

    piece: Piece
    style: TextStyle
    x: float
    baseline: float
    starts: bool
    space_after: bool


def draw_lines(canvas: TaggedCanvas, lines: Sequence[Line], x: float, top: float, anchor: Anchor = "left") -> float:
    """Draw lines below each other, inside the current element or artifact.

    A paragraph with links gets `Span` and `Link` elements below the current one, since readers put loose text
    of a paragraph before its child elements. It may be drawn line by line: a link that runs over a line end
    stays one.

    Args:
        canvas: The page.
        lines: From `break_lines`.
        x: Where each line's `anchor` stands.
        top: Where the top of the first line's capitals stands.
        anchor: Left, centre or right of each line.

    Returns:
        The last baseline; `top` when there are no lines.

    Raises:
        ValueError: Called outside any element and artifact, or with a link in an artifact.
    """
    if not lines:
        return top
    placed = list(_place(lines, x, top, anchor))
    if lines[0].linked:
        for link, parts in groupby(placed, key=lambda part: part.piece.link):
            _draw_inline(canvas, link, list(parts))
    else:
        canvas.paint(_operators(canvas, placed))
    return placed[-1].baseline


def _place(lines: Sequence[Line], x: float, top: float, anchor: Anchor) -> Iterator[_Placed]:
    style = lines[0].style
    baseline = top - style.face.cap_height(style.size)
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[anchor]
    for line in lines:
        left = x - share * line.width
        for index, piece in enumerate(line.runs):
            space = line.space_after and index == len(line.runs) - 1
            yield _Placed(piece, line.style, left, baseline, index == 0, space)
            left += piece.width
        baseline -= line.style.leading


def _draw_inline(canvas: TaggedCanvas, link: Run | None, parts: list[_Placed]) -> None:
    """Draw the parts of one link, or those between two links, as an element of their own."""
    parent = canvas.current
    if parent is None:
        raise ValueError("a link stands in an element, not in an artifact")
    last = next((kid for kid in reversed(parent.kids) if isinstance(kid, Node)), None)
    if link and parts[0].piece.continues and last is not None and last.url == link.url:
        node = last
    else:
        node = parent.add("Link" if link else "Span")
        node.url = link.url if link else ""
    with canvas.tag(node):
        canvas.paint(_operators(canvas, [parts[0]._replace(starts=True), *parts[1:]]))
    if link is None:
        return
    for baseline, on_line in groupby(parts, key=lambda part: part.baseline):
        pieces = list(on_line)
        face, size = pieces[0].piece.face, pieces[0].style.size
        left, right = pieces[0].x, pieces[-1].x + pieces[-1].piece.width
        area = (left, baseline - face.descent(size), right, baseline + face.ascent(size))
        canvas.link(node, area, link.url, link.text.strip())


def _operators(canvas: TaggedCanvas, parts: Sequence[_Placed]) -> str:
    """One text object that shows the parts; the graphics state is left as it was."""
    written = ["q BT"]
    colour = None
    for piece, style, x, baseline, starts, space_after in parts:
        if starts:
            written.append(f"1 0 0 1 {numbers((x, baseline))} Tm")
        if piece.colour != colour:
            colour = piece.colour
            written.append(f"{_rgb(colour)} rg")
        text = piece.text + " " if space_after else piece.text
        written.append(piece.face.font.show(canvas.document, text, style.size))
    written.append("ET Q")
    return " ".join(written)


@lru_cache(maxsize=256)
def _rgb(colour: Colour) -> str:
    """Operands of `rg`.

    Raises:
        ValueError: Not a colour of the form `#1F4E5F`.
    """
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise ValueError(f"not a colour: {colour!r}")
    return numbers(channel / 255 for channel in bytes.fromhex(colour[1:]))
