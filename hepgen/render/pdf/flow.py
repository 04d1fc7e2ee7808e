"""From measured boxes to pages.

A `Box` is a piece of page that is never split. Blocks become boxes (`hepgen.render.pdf.components`), and `paginate`
puts boxes on pages; a paragraph is one box a line, so that only lines move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hepgen.render.pdf.pen import Pen

Paint = Callable[["Pen", float, float], None]
"""Draws at (left edge, top edge), both in points from the upper left corner of the page."""


@dataclass(frozen=True, slots=True)
class Box:
    """A measured piece of page.

    Attributes:
        height: Its height in points.
        paint: Draws it.
        before: White space wanted above it, unless it opens a page; `least` stays of it on a page set tightly.
        keep_with_next: Never the last on a page when something follows.
        stretch: Share of a page's spare height that may be added above it (0: none).
        ruled: A hairline parts it from the box above, in the middle of the white space between them.
    """

    height: float
    paint: Paint
    before: float = 0
    least: float = 0
    keep_with_next: bool = False
    stretch: float = 0
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and its top edge below the top of the content area."""

    box: Box
    top: float


def blank(height: float) -> Box:
    """White space that is not to be tightened."""
    return Box(height, lambda pen, x, top: None)  # noqa: ARG005  # draws nothing


def chained(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The boxes, made to stay on one page."""
    *firsts, last = boxes
    return (*(replace(box, keep_with_next=True) for box in firsts), last)


def _chains(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Groups of boxes that stay together."""
    chain: list[Box] = []
    for box in boxes:
        chain.append(box)
        if not box.keep_with_next:
            yield chain
            chain = []
    if chain:
        yield chain


def _height(chain: Sequence[Box]) -> float:
    return chain[0].height + sum(box.before + box.height for box in chain[1:])


_TIGHTER = (1, 0.8, 0.6, 0.4)
"""Shares of the white space to keep when that saves a page, the loosest first."""


def paginate(
    boxes: Sequence[Box], height: float, *, used: float = 0.0, tightest: float = _TIGHTER[-1]
) -> list[list[Placed]]:
    """Boxes on as many pages as they need, each `height` points high.

    A chain goes to the next page whole when it does not fit; one that is higher than a page is broken where it must be.
    White space is tightened, to the share `tightest` at most, when that saves a page.

    Args:
        boxes: In reading order.
        height: Of a page.
        used: What is taken already from the top of the first page; that page stays empty when nothing fits below it.
        tightest: The least share of the white space.
    """
    tries = (
        _fill([replace(box, before=max(box.before * share, box.least)) for box in boxes], height, used)
        for share in _TIGHTER
        if share >= tightest
    )
    return min(tries, key=len)


def _fill(boxes: Sequence[Box], height: float, used: float) -> list[list[Placed]]:
    pages: list[list[Placed]] = [[]]
    for chain in _chains(boxes):
        need = _height(chain) + (chain[0].before if used else 0)
        if used and used + need > height:
            pages.append([])
            used = 0.0
        for box in chain:
            top = used + box.before if used else 0.0
            if used and top + box.height > height:
                pages.append([])
                top = 0.0
            pages[-1].append(Placed(box, top))
            used = top + box.height
    return pages


_MOST_STRETCH = 34.0
"""No gap grows by more than this (12 mm): a page that ends early is better than one that falls apart."""


def stretched(page: list[Placed], height: float) -> list[Placed]:
    """The page with its spare height shared out above the boxes that ask for it; the first stays at the top."""
    asked = sum(placed.box.stretch for placed in page[1:])
    spare = height - (page[-1].top + page[-1].box.height) if page else 0
    if not asked or spare <= 0:
        return page
    shift, result = 0.0, page[:1]
    for placed in page[1:]:
        shift += min(spare * placed.box.stretch / max(asked, 1), _MOST_STRETCH)
        result.append(Placed(placed.box, placed.top + shift))
    return result
