"""Addresses to open: by touch on a screen, by their code from paper."""

from __future__ import annotations

import re

from hepgen.handout.blocks import Link
from hepgen.render.html.markup import Markup, element, link, text, void
from hepgen.render.qr import QUIET_ZONE, qr_code

_DIALLED = re.compile(r"\+?[0-9][0-9 ]+")


def scannable(address: Link) -> Markup:
    """The label and its code as one link."""
    modules, bars = qr_code(address.url)
    side = modules + 2 * QUIET_ZONE
    path = "".join(f"M{column} {row}h{length}v1h-{length}z" for column, row, length in bars)
    code = element(
        "svg",
        void("path", d=path),
        viewBox=f"{-QUIET_ZONE} {-QUIET_ZONE} {side} {side}",
        shape_rendering="crispEdges",
        aria_hidden="true",
    )
    return link(address.url, element("span", address.label), code, class_="scannable")


def phone(number: str) -> Markup:
    """A telephone number to dial, where it is nothing but one."""
    if not _DIALLED.fullmatch(number):
        return text(number)
    return element("a", number, href=f"tel:{number.replace(' ', '')}")
