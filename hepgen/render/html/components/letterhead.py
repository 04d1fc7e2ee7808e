"""Whose page it is: logo, clinic and phone, then how to book."""

from __future__ import annotations

from base64 import b64encode

from hepgen.figures.emblem import Emblem
from hepgen.figures.raster import Raster
from hepgen.figures.svg import relative_path
from hepgen.handout.blocks import ClinicHeader, Logo
from hepgen.render.html.addresses import phone, scannable
from hepgen.render.html.markup import Markup, element, some, void
from hepgen.render.html.scope import Scope


def letterhead(block: ClinicHeader, _: Scope | None = None) -> Markup:
    """The clinic's header; nothing where nothing is known of it."""
    logo = _logo(block.logo) if block.logo else None
    whose = some("div", some("p", block.name, class_="clinic"), some("p", phone(block.phone)))
    return some("div", logo, whose, scannable(block.booking) if block.booking else None, class_="letterhead")


def _logo(logo: Logo) -> Markup:
    match logo.image:
        case Raster(width, height, png):
            data = f"data:image/png;base64,{b64encode(png).decode('ascii')}"
            return void("img", class_="logo", src=data, alt=logo.alt, width=width, height=height)
        case Emblem(width, height, areas):
            paths = (
                void(
                    "path",
                    fill=colour,
                    fill_rule="evenodd" if even_odd else None,
                    d="".join(map(relative_path, contours)).replace(",-", "-"),
                )
                for colour, even_odd, contours in areas
            )
            return element(
                "svg", *paths, class_="logo", role="img", aria_label=logo.alt, viewBox=f"0 0 {width} {height}"
            )
