"""The exercise card: why, pictures, dose, steps, and what to think of; kept on one page in print."""

from __future__ import annotations

from collections.abc import Sequence

from hepgen.figures.drawing import is_lying
from hepgen.handout.blocks import DoseLine, DoseStrip, ExerciseCard, LabelledText, Picture
from hepgen.render.html.addresses import scannable
from hepgen.render.html.components.fridge import disc
from hepgen.render.html.components.prose import items, paragraphs
from hepgen.render.html.markup import Markup, element, phrase, some
from hepgen.render.html.scope import Scope, card_id


def card(block: ExerciseCard, scope: Scope) -> Markup:
    """One exercise in full."""
    place = card_id(block.number)
    tips = (block.think_of, block.watch_for, block.easier, block.harder)
    return element(
        "article",
        _opening(block, scope, f"{place}-name"),
        element(
            "div",
            element("p", phrase(block.why), class_="why"),
            _frames(block.pictures, scope),
            dose_strip(block.dose),
            element("ol", *items(block.steps), class_="steps"),
            class_="lanes",
        ),
        *paragraphs(block.notes),
        element("dl", *map(_tip, tips), class_="tips"),
        scannable(block.film) if block.film else None,
        id=place,
        class_="card",
        aria_labelledby=f"{place}-name",
    )


def _opening(block: ExerciseCard, scope: Scope, name_id: str) -> Markup:
    """Number and name with the medical name beside it, then the side; when it starts below."""
    medical = some("span", block.medical_name, class_="medical")
    heading = scope.heading(disc(block.number), " ", element("span", block.name, " ", medical), id=name_id)
    side = some("p", block.side_label, class_="pill")
    return element("header", heading, side, some("p", block.starts, class_="starts"))


def _frames(pictures: Sequence[Picture], scope: Scope) -> Markup:
    figures = (
        element("figure", drawing, some("figcaption", picture.caption))
        for picture, drawing in zip(pictures, scope.figures.large(pictures), strict=True)
    )
    return element("div", *figures, class_="frames lying" if is_lying(pictures[0].drawing) else "frames")


def dose_strip(dose: DoseStrip) -> Markup:
    """The numbers with their words, the large ones first, and how hard it should feel."""
    large, small = (_dose_line(line, "large") for line in dose.large), (_dose_line(line) for line in dose.small)
    numbers = element("ul", *large, *small, role="list")
    return element("div", numbers, some("p", dose.effort), class_="dose-strip box")


def _dose_line(line: DoseLine, kind: str | None = None) -> Markup:
    return element("li", element("strong", line.value), " ", element("span", line.words), class_=kind)


def _tip(tip: LabelledText) -> Markup:
    return element("div", element("dt", tip.label), element("dd", tip.text))
