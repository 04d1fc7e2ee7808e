"""On a bad copy one still sees how often, which way, which side, and which of the three signs it is.

What must survive is looked up where the page has it. Each thing is measured on each kind of copy, by the difference in
grey (0 ink, 1 paper) between its strokes and the ground around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from copies import COPIES, DPI
from handout_words import every, squeezed
from made import MadeHandout, made_from
from PIL import Image, ImageDraw, ImageFilter
from read_pdf import Box, Shown

from hepgen.figures.drawing import Contour, Drawing
from hepgen.handout.blocks import DoseLine, ExerciseCard, IfThen, PainBand, Picture, Thumbnail, WeekCell
from hepgen.packs.content import open_content

RUNNER = Path(__file__).parents[2] / "examples" / "runner.toml"
THEMES = ("colour", "mono")
SECTIONS = ("fridge", "cards", "weeks")
SEEN = 0.15
"""Difference in grey of what was seen at once when the copies were looked at."""
LOST = 0.1
"""Difference of words that had to be guessed."""
MOST_ALIKE = 0.5
"""Share of the ink of two signs, laid over each other, that may be ink of both."""
SIGN_CELLS = 24
"""Signs are compared on a grid of so many cells each way."""
SIGN_LANE, SIGN_ABOVE, SIGN_BELOW = 54.0, 21.0, 42.0
"""Points left of its words, above and below their middle, in which a sign lies."""
NEAR = 8.0
"""Points within which a small mark belongs to the text before it."""

Grey: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Copied:
    """A page: what was painted, and what it looks like in print and as copied, at the copy's resolution."""

    shown: list[Shown]
    printed: Grey
    copied: Grey
    per_point: float

    def text(self, *texts: str) -> list[Box]:
        """Where the page says just this, from top to bottom."""
        wanted = set(map(squeezed, texts))
        found = [shown for shown in self.shown if shown.kind == "text" and squeezed(shown.text) in wanted]
        assert {squeezed(shown.text) for shown in found} == wanted
        return sorted((shown.box for shown in found), key=lambda box: (box.top, box.left))

    def drawn(self, area: Box) -> list[Box]:
        """What is drawn in an area, as one; nothing where nothing is."""
        boxes = [shown.box for shown in self.shown if shown.kind == "path" and lies_in(shown.box, area)]
        return [around(boxes)] if boxes else []

    def contrast(self, box: Box) -> float:
        """Between the dark and the light parts of a box, which are told apart on the page as printed."""
        printed, copied = (page[self.pixels(box)] for page in (self.printed, self.copied))
        dark, light = printed.min(), printed.max()
        strokes, ground = printed < dark + 0.3 * (light - dark), printed > light - 0.3 * (light - dark)
        return float(copied[ground].mean() - copied[strokes].mean())

    def contrast_of(self, shape: Image.Image) -> float:
        """Between a shape, white on a black page, and the paper next to it."""
        small = shape.resize(self.copied.shape[::-1], Image.Resampling.BOX)
        beside = (grey(small.filter(ImageFilter.MaxFilter(9))) > 0) & (grey(small) == 0)
        paper, strokes = beside & (self.printed > 0.9), grey(small) > 0.5
        return float(self.copied[paper].mean() - self.copied[strokes].mean())

    def pixels(self, box: Box) -> tuple[slice, slice]:
        left, top, right, bottom = (round(edge * self.per_point) for edge in box)
        return slice(top, bottom), slice(left, right)


@dataclass(frozen=True)
class Copy:
    """A handout of which the first page, the first page of cards and the page of the weeks were copied."""

    made: MadeHandout
    kind: str

    @cached_property
    def pages(self) -> dict[str, Copied]:
        """Section → the page on which it starts."""
        return {section: self._page(self.number(section)) for section in SECTIONS}

    def _page(self, number: int) -> Copied:
        page = print_of(self.made.pdf, number)
        copied = COPIES[self.kind](page)
        printed = page.resize(copied.size, Image.Resampling.BOX)
        return Copied(self.made.read.pages[number], grey(printed), grey(copied), DPI / 72 * copied.width / page.width)

    def number(self, section: str) -> int:
        """The page on which a section starts, from 0."""
        bookmark = next(one.bookmark for one in self.made.handout.sections if one.id == section)
        return dict(self.made.read.bookmarks)[bookmark]

    @cached_property
    def cards(self) -> list[ExerciseCard]:
        """Those on the first page of cards."""
        said = {squeezed(shown.text) for shown in self.pages["cards"].shown}
        return [card for card in every(self.made.handout, ExerciseCard) if squeezed(card.name) in said]

    @property
    def drawings(self) -> list[tuple[Drawing, Box]]:
        """Those on the first page of cards, and where they lie."""
        pages = enumerate(self.made.read.pages)
        forms = [(number, shown.box) for number, page in pages for shown in page if shown.kind == "form"]
        placed = zip(every(self.made.handout, Picture), forms, strict=True)
        return [(picture.drawing, box) for picture, (page, box) in placed if page == self.number("cards")]


@cache
def made(theme: str) -> MadeHandout:
    return made_from(RUNNER, open_content(), theme=theme)


@cache
def print_of(pdf: bytes, page: int) -> Image.Image:
    image: Image.Image = pdfium.PdfDocument(pdf)[page].render(scale=DPI / 72).to_pil()
    return image.convert("L")


@cache
def copied(theme: str, kind: str) -> Copy:
    return Copy(made(theme), kind)


@pytest.fixture(params=[pytest.param(one, id="-".join(one)) for one in product(THEMES, COPIES)])
def copy(request: pytest.FixtureRequest) -> Copy:
    """The runner's handout in each theme, on each kind of copy."""
    return copied(*request.param)


def grey(image: Image.Image) -> Grey:
    return np.asarray(image, dtype=np.float64) / 255


def lies_in(box: Box, area: Box) -> bool:
    return box.left >= area.left and box.top >= area.top and box.right <= area.right and box.bottom <= area.bottom


def around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def unseen(contrasts: Iterable[float]) -> list[float]:
    return [round(contrast, 2) for contrast in contrasts if contrast < SEEN]


# -- how often -------------------------------------------------------------------------------------------------------


def test_doses_on_the_first_page_can_be_read(copy: Copy) -> None:
    page = copy.pages["fridge"]
    assert unseen(map(page.contrast, page.text(*(item.dose for item in every(copy.made.handout, Thumbnail))))) == []


def test_numbers_of_the_dose_strip_can_be_read(copy: Copy) -> None:
    page = copy.pages["cards"]
    lines = every(tuple(copy.cards), DoseLine)
    numbers = [box for line in lines for box in number_before(page, line)]
    assert len(numbers) >= len(lines)
    assert unseen(map(page.contrast, numbers)) == []


def number_before(page: Copied, line: DoseLine) -> Iterator[Box]:
    """A number of the strip is painted right before its words."""
    for number, words in pairwise(shown for shown in page.shown if shown.kind == "text"):
        if squeezed(number.text) == squeezed(line.value) and squeezed(line.words).startswith(squeezed(words.text)):
            yield number.box


def test_doses_of_the_weeks_can_be_read(copy: Copy) -> None:
    page = copy.pages["weeks"]
    assert unseen(map(page.contrast, page.text(*(cell.dose for cell in every(copy.made.handout, WeekCell))))) == []


# -- which way -------------------------------------------------------------------------------------------------------


def test_arrows_of_the_movement_can_be_seen(copy: Copy) -> None:
    shapes = [arrow(drawing, box, copy) for drawing, box in copy.drawings if has_arrow(drawing)]
    assert len(shapes) == len(copy.cards)
    assert unseen(map(copy.pages["cards"].contrast_of, shapes)) == []


def test_arrows_from_start_to_finish_can_be_seen(copy: Copy) -> None:
    page, pictures = copy.pages["cards"], copy.cards[0].pictures
    starts, finishes = page.text(pictures[0].caption), page.text(pictures[-1].caption)
    gaps = [Box(one.right, one.top, other.left, one.bottom) for one, other in zip(starts, finishes, strict=True)]
    arrows = [found for gap in gaps for found in page.drawn(gap)]
    assert len(arrows) == len(copy.cards)
    assert unseen(map(page.contrast, arrows)) == []


def test_marks_of_a_step_up_can_be_seen(copy: Copy) -> None:
    page, cells = copy.pages["weeks"], every(copy.made.handout, WeekCell)
    texts = page.text(*(cell.dose for cell in cells))
    lanes = [Box(text.right, text.top - 2, text.right + NEAR, text.bottom + 2) for text in texts]
    marks = [mark for lane in lanes for mark in page.drawn(lane)]
    assert len(marks) == sum(cell.changed for cell in cells) > 0
    assert unseen(map(page.contrast, marks)) == []


def has_arrow(drawing: Drawing) -> bool:
    return any(shape.role == "arrow" for shape in drawing.shapes)


def arrow(drawing: Drawing, box: Box, copy: Copy) -> Image.Image:
    """A drawing's arrows as they lie on the page, white on black."""
    outlines = [(shape.role, outline(contour)) for shape in drawing.shapes for contour in shape.contours]
    everything = np.concatenate([points for _, points in outlines])
    corner, per_unit = everything.min(axis=0), (box.right - box.left) / np.ptp(everything[:, 0])
    mask = Image.new("L", print_of(copy.made.pdf, copy.number("cards")).size)
    for role, points in outlines:
        if role == "arrow":
            on_page = (np.array(box[:2]) + (points - corner) * per_unit) * DPI / 72
            ImageDraw.Draw(mask).polygon([(across, down) for across, down in on_page.tolist()], fill=255)
    return mask


def outline(contour: Contour) -> Grey:
    """Points along a contour, one a row; eight for each curve."""
    points = np.array(contour.points, dtype=np.float64).reshape(-1, 2)
    if not contour.curved:
        return points
    t = np.arange(8)[:, None, None] / 8
    a, b, c, d = points[:-1:3], points[1::3], points[2::3], points[3::3]
    curves = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
    return np.asarray(curves.swapaxes(0, 1).reshape(-1, 2))


# -- which side ------------------------------------------------------------------------------------------------------


def test_the_side_can_be_read(copy: Copy) -> None:
    page, cards = copy.pages["cards"], tuple(copy.cards)
    labels = [picture.side_label for picture in every(cards, Picture) if picture.side_label]
    assert labels
    assert unseen(map(page.contrast, page.text(*labels, *(card.side_label for card in cards)))) == []


# -- which sign ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "kind", "words"), [("fridge", PainBand, "range"), ("weeks", IfThen, "verb")])
def test_signs_can_be_seen_and_told_apart(copy: Copy, section: str, kind: type[object], words: str) -> None:
    page = copy.pages[section]
    blocks = next(one.blocks for one in copy.made.handout.sections if one.id == section)
    texts = [page.text(getattr(block, words)) for block in every(blocks, kind)]
    signs = [sign for (text,) in texts for sign in page.drawn(lane_of_sign(text))]
    assert len(signs) == 3
    assert unseen(map(page.contrast, signs)) == []
    inks = [ink(page.copied[page.pixels(sign)]) for sign in signs]
    alike = [float((one & other).sum() / (one | other).sum()) for one, other in combinations(inks, 2)]
    assert max(alike) <= MOST_ALIKE


def lane_of_sign(text: Box) -> Box:
    middle = (text.top + text.bottom) / 2
    return Box(text.left - SIGN_LANE, middle - SIGN_ABOVE, text.left, middle + SIGN_BELOW)


def ink(sign: Grey) -> npt.NDArray[np.bool_]:
    """Where a sign is dark, on the grid."""
    small = Image.fromarray((sign * 255).astype(np.uint8)).resize((SIGN_CELLS, SIGN_CELLS), Image.Resampling.BOX)
    cells = grey(small)
    return np.asarray(cells < (cells.min() + cells.max()) / 2)


# -- all else --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", SECTIONS)
def test_no_word_is_lost(copy: Copy, section: str) -> None:
    """The footer, which repeats on each page, is not held to it."""
    page = copy.pages[section]
    texts = [shown for shown in page.shown if shown.kind == "text" and shown.mark >= 0 and shown.text.strip()]
    assert {shown.text: page.contrast(shown.box) for shown in texts if page.contrast(shown.box) < LOST} == {}
