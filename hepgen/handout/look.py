"""How a handout is to look, as data: the template (sections, type, paper) and the theme (colours).

Read from `templates/handouts/<name>.toml` and `templates/themes/<name>.toml` by `hepgen.packs`; used by the renderers.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hepgen.model.base import Identifier, Model

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-F]{6}$")]
Points = Annotated[float, Field(ge=9, le=48)]
PaperName = Literal["a4", "letter"]


class TypeScale(Model):
    """Sizes in points. Nothing is under 9 (footer), no instruction under 12."""

    title: Points
    page_title: Points
    subtitle: Points
    heading: Points
    exercise_name: Points
    key_number: Points
    dose_large: Points
    dose_small: Points
    pain_range: Points
    body: Points
    footer: Points
    leading: Annotated[float, Field(ge=1.2, le=2)]


class Template(Model):
    """One layout: which sections, in which order, at which sizes."""

    id: Identifier
    name: str
    sections: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    margin_mm: Annotated[float, Field(ge=10, le=30)]
    cards_per_page: Annotated[int, Field(ge=1, le=2)]
    type: TypeScale


class PageColours(Model):
    """Colours of the page. Text contrast is at least 7:1 on white and on `tint`; no sign relies on colour alone."""

    ink: Colour
    accent: Colour
    soft: Colour
    tint: Colour
    rule: Colour
    go: Colour
    care: Colour
    stop: Colour


class Theme(Model):
    """Page colours, and the palette of the figures (role → colour)."""

    id: Identifier
    page: PageColours
    figure: dict[str, Colour]
