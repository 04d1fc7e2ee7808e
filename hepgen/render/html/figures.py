"""Drawings inside the page: each stands in the file once, however often it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from hepgen.figures.drawing import Drawing, Shape
from hepgen.figures.palette import Palette
from hepgen.figures.svg import relative_path
from hepgen.handout.blocks import Picture
from hepgen.render.html.markup import Content, Markup, element, void
from hepgen.render.html.side_label import View, enclosing, side_label

_PIXELS_PER_METRE, _ENLARGED_PIXELS_PER_METRE = 80, 130
"""Of a body in a thumbnail: the same in all, so that people are alike in size."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The drawings of one document.

    Attributes:
        palette: Their colours.
        enlarged: Thumbnails are larger.
    """

    palette: Palette
    enlarged: bool = False
    _names: dict[Drawing, str] = field(default_factory=dict)

    def small(self, picture: Picture) -> Markup:
        """A thumbnail's picture, its size told in pixels."""
        drawing = picture.drawing
        metre = _ENLARGED_PIXELS_PER_METRE if self.enlarged else _PIXELS_PER_METRE
        scale = metre / drawing.units_per_metre
        width, height = round(drawing.width * scale), round(drawing.height * scale)
        return self._picture(picture, _whole(drawing), width=width, height=height)

    def large(self, pictures: Sequence[Picture]) -> list[Markup]:
        """A card's pictures: at one scale, on one floor line, with side labels where sides are told."""
        labels = [side_label(picture) for picture in pictures]
        view = enclosing(
            [*(_whole(picture.drawing) for picture in pictures), *(label.view for label in labels if label)]
        )
        return [
            self._picture(picture, view, label.markup if label else None)
            for picture, label in zip(pictures, labels, strict=True)
        ]

    def _picture(self, picture: Picture, view: View, label: Content = None, **size: int) -> Markup:
        return element(
            "svg",
            self._drawing(picture.drawing),
            label,
            role="img",
            aria_label=picture.alt,
            viewBox=view.attribute,
            fill_rule="evenodd",
            preserveAspectRatio="xMidYMax",
            **size,
        )

    def _drawing(self, drawing: Drawing) -> Markup:
        """The drawing where it is shown first, a reference to it after that."""
        if name := self._names.get(drawing):
            return void("use", href=f"#{name}")
        name = self._names[drawing] = f"drawing-{len(self._names) + 1}"
        parts = (
            _filled(self.palette[role], [_path(shape) for shape in shapes])
            for role, shapes in groupby(drawing.shapes, key=lambda shape: shape.role)
        )
        return element("g", *parts, id=name)


def _filled(colour: str, paths: Sequence[str]) -> Markup:
    """Neighbours of one colour share the word for it; each stays a path, for the even-odd rule counts within one."""
    if len(paths) == 1:
        return void("path", fill=colour, d=paths[0])
    return element("g", *(void("path", d=path) for path in paths), fill=colour)


def _path(shape: Shape) -> str:
    return "".join(map(relative_path, shape.contours)).replace(",-", "-")


def _whole(drawing: Drawing) -> View:
    return View(0, 0, drawing.width, drawing.height)
