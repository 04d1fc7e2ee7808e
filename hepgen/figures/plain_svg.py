"""SVG from other programs, as far as it is plain: filled paths in flat colours. Whatever else it holds is refused.

A picture that is read in part would be shown wrong in silence, so nothing that is drawn is passed over: no strokes, no
transforms, no gradients, no text, no style sheets, no references. Grammar: SVG 1.1, chapters 8.3 (paths), 11.3 (fill).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hepgen.figures.emblem import Area, Emblem
from hepgen.figures.path_data import NUMBER, Point, read_outlines

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGER_SIDE = 10_000
"""Units of the emblem's longer side: finer than any printer at the size of a logo."""
_FARTHEST = 100_000.0
"""No point lies farther from the corner than this, in units."""
_DEEPEST = 10
"""Groups within groups."""

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_REMARKS = frozenset({"title", "desc", "metadata"})
_UNDRAWN = frozenset({"id", "class", "version", "role", "width", "height", "viewBox", "d", "style", "clip-rule"})
"""Attributes that change nothing in a filled path, or are read on their own."""
_DEFAULTS = {"stroke": "none", "opacity": "1", "fill-opacity": "1"}
"""Attributes that may be there as long as they say what would hold anyway."""
_NAMED = {"black": "#000000", "white": "#FFFFFF"}

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_VIEW_BOX = re.compile(rf"\s*({NUMBER})[\s,]+({NUMBER})[\s,]+({NUMBER})[\s,]+({NUMBER})\s*", re.ASCII)


def read_plain_svg(text: str) -> Emblem:
    """Read a picture of filled paths.

    Raises:
        ValueError: It is no SVG, is empty, or holds something else than filled paths; the message says what.
    """
    root = _root(text)
    box = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    if box is None:
        raise ValueError("its viewBox is missing or malformed")
    left, top, width, height = map(float, box.groups())
    if not (0 < width < _FARTHEST and 0 < height < _FARTHEST):
        raise ValueError("its viewBox is empty or too large")
    scale = _LONGER_SIDE / max(width, height)

    def placed(point: Point) -> tuple[int, int]:
        x, y = (point.real - left) * scale, (point.imag - top) * scale
        if not (abs(x) <= _FARTHEST and abs(y) <= _FARTHEST):
            raise ValueError("a path reaches far outside its viewBox")
        return round(x), round(y)

    areas = tuple(
        Area(colour, even_odd, contours)
        for colour, even_odd, data in _filled_paths(root, {}, 0)
        if (contours := tuple(outline.contour(placed) for outline in read_outlines(data)))
    )
    if not areas:
        raise ValueError("nothing is drawn in it")
    return Emblem(max(round(width * scale), 1), max(round(height * scale), 1), areas)


def _root(text: str) -> Element:
    from xml.etree import ElementTree

    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # entities may grow without bound
        raise ValueError("it has a document type; save it without one, as plain SVG")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        raise ValueError("it is not well-formed XML") from None
    if root.tag != f"{_NAMESPACE}svg":
        raise ValueError("it is not SVG")
    return root


def _filled_paths(element: Element, inherited: dict[str, str], depth: int) -> Iterator[tuple[str, bool, str]]:
    """Colour, rule and data of each path that is filled, from back to front."""
    if depth > _DEEPEST:
        raise ValueError("its groups are nested too deeply")
    name = element.tag.removeprefix(_NAMESPACE)
    if depth > 0 and name not in ("g", "path"):
        raise ValueError(f"it holds <{name[:40]}>; turn every object into a filled path, or use a PNG")
    fill = inherited | _fill(element)
    if name != "path":
        for child in element:
            if not _is_remark(child):
                yield from _filled_paths(child, fill, depth + 1)
    elif (colour := _colour(fill.get("fill", "black"))) is not None:
        yield colour, _is_even_odd(fill), element.get("d", "")


def _is_remark(element: Element) -> bool:
    """What is said of the picture, and what other programs keep in it for themselves."""
    return not element.tag.startswith(_NAMESPACE) or element.tag.removeprefix(_NAMESPACE) in _REMARKS


def _fill(element: Element) -> dict[str, str]:
    """The attributes of filling, wherever they stand."""
    given = {name: value.strip() for name, value in element.attrib.items() if not name.startswith("{")}
    for declaration in filter(None, map(str.strip, given.get("style", "").split(";"))):
        name, _, value = declaration.partition(":")
        given[name.strip()] = value.strip()
    fill: dict[str, str] = {name: given.pop(name) for name in ("fill", "fill-rule") if name in given}
    for name, value in given.items():
        # With no stroke anywhere, nothing that is said of strokes is drawn.
        harmless = name in _UNDRAWN or name.startswith(("data-", "aria-", "stroke-"))
        if not harmless and _DEFAULTS.get(name) != value:
            raise ValueError(f"it uses {name[:40]!r}; only filled paths in flat colours can be read, or use a PNG")
    return fill


def _colour(fill: str) -> str | None:
    """ "#RRGGBB", or None for no fill."""
    if fill == "none":
        return None
    colour = _NAMED.get(fill, fill)
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"it fills with {fill[:40]!r}; only colours such as #0B4F62 can be read, or use a PNG")
    digits = colour[1:].upper()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(digit * 2 for digit in digits)


def _is_even_odd(fill: dict[str, str]) -> bool:
    rule = fill.get("fill-rule", "nonzero")
    if rule not in ("nonzero", "evenodd"):
        raise ValueError(f"its fill-rule is {rule[:40]!r}")
    return rule == "evenodd"
