"""The look: the template's sizes and the theme's colours as custom properties, and the rules that use them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from hepgen.handout.blocks import Footer
from hepgen.handout.look import Template, Theme
from hepgen.render.html.markup import css_string

_RULES = ("ground", "page", "fridge", "pain", "cards", "text", "tables", "narrow", "wide", "paper")
"""Files of `styles/` in the order in which they count."""
_STEP = 5
"""Widths of columns are rounded to this many hundredths."""
_USUAL_BODY = 12
"""Points; a template with larger letters has larger ones on a screen too."""
_ENLARGED = 1.2
"""Of a thumbnail, where the template wants large drawings."""
_BELOW = 3
"""Millimetres more below than above: the margin holds the footer there."""
_NOT_SIZES = ("body", "leading")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PAGE_NUMBER = re.compile(r"\{(pages?)\}")


def stylesheet(template: Template, theme: Theme, footer: Footer) -> str:
    """The whole style sheet, on one line: its hash is what the page's policy allows."""
    parts = (_properties(template, theme), _page(template, theme, footer), _widths(), _rules(), _breaks(template))
    return "".join(parts)


def width_class(share: float) -> str:
    """The class of a column with this share of its table's width: the page's policy allows no style of its own."""
    return f"w{max(round(share * 100 / _STEP), 1) * _STEP}"


def _properties(template: Template, theme: Theme) -> str:
    """Sizes as multiples of the body's: on a screen that is what the reader has chosen, in print the template's."""
    sizes = template.type
    scale = {name: f"{size / sizes.body:.4g}rem" for name, size in sizes.model_dump().items() if name not in _NOT_SIZES}
    others = {"leading": f"{sizes.leading:g}", "enlarged": f"{_ENLARGED if template.large_drawings else 1:g}"}
    properties = {**theme.page.model_dump(), **scale, **others}
    told = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in properties.items())
    screen = max(sizes.body / _USUAL_BODY, 1)
    return f":root{{font-size:{screen:.0%};{told}}}@media print{{:root{{font-size:{sizes.body:g}pt}}}}"


def _page(template: Template, theme: Theme, footer: Footer) -> str:
    """Margins, with the footer at the foot of each page by which loose pages find home."""
    number = " ".join(
        f"counter({part})" if place % 2 else css_string(part)
        for place, part in enumerate(_PAGE_NUMBER.split(footer.page))
    )
    contents = {"left": css_string(footer.left), "center": number, "right": css_string(footer.right)}
    style = f"font:{template.type.footer:g}pt/1.3 system-ui,sans-serif;color:{theme.page.soft}"
    wraps = {"left": "", "center": ";white-space:nowrap", "right": ""}
    boxes = "".join(f"@bottom-{place}{{content:{said};{style}{wraps[place]}}}" for place, said in contents.items())
    margin = template.margin_mm
    return f"@page{{margin:{margin:g}mm {margin:g}mm {margin + _BELOW:g}mm;{boxes}}}"


def _widths() -> str:
    return "".join(f".w{percent}{{width:{percent}%}}" for percent in range(_STEP, 100, _STEP))


def _breaks(template: Template) -> str:
    """Which sections begin a page, and whether each card does."""
    own = "".join(f".sheet+#{section}{{break-before:page;margin-top:0}}" for section in template.own_page)
    cards = ".card+.card{break-before:page;margin-top:0}" if template.cards_per_page == 1 else ""
    return f"@media print{{.sheet+.sheet{{margin-top:1.8rem}}{own}{cards}}}"


@cache
def _rules() -> str:
    """The rules without what only their reader needs."""
    folder = Path(__file__).with_name("styles")
    text = "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in _RULES)
    return "".join(line.strip() for line in _COMMENT.sub("", text).splitlines())
