"""How a handout is to look, as data: the template (sections, type, paper) and the theme (colours).

Read from `templates/handouts/<name>.toml` and `templates/themes/<name>.toml` by `hepgen.packs`; used by the renderers.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

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
    """One layout: which sections, in which order, at which sizes.

    Attributes:
        own_page: Sections that always begin a page; the others may go on below the one before.
        cards_per_page: So many exercise cards share a page where they fit.
        weeks_per_table: So many weeks stand side by side.
        large_drawings: The exercises at a glance are drawn larger, on a page that has the room.
    """

    id: Identifier
    name: str
    sections: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    own_page: tuple[Identifier, ...]
    margin_mm: Annotated[float, Field(ge=10, le=30)]
    cards_per_page: Annotated[int, Field(ge=1, le=2)]
    weeks_per_table: Annotated[int, Field(ge=2, le=8)] = 6
    large_drawings: bool = False
    type: TypeScale

    @model_validator(mode="after")
    def _known_sections(self) -> Template:
        if len(set(self.sections)) < len(self.sections):
            raise ValueError("a section stands there twice")
        if not set(self.own_page) <= set(self.sections):
            raise ValueError("own_page names a section that is not among sections")
        return self


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
    """Page colours, and the palette of the figures (role → colour).

    Attributes:
        takes_accent: A clinic's own colour may stand in for the accent.
    """

    id: Identifier
    takes_accent: bool = False
    page: PageColours
    figure: dict[str, Colour]
