"""Vector pictures as PDF path operators (ISO 32000-1, 8.5), ready for the content of a Form XObject."""

from __future__ import annotations

from functools import lru_cache

from hepgen.figures.drawing import Contour, Drawing
from hepgen.figures.emblem import Emblem
from hepgen.figures.palette import Palette


def pdf_operators(drawing: Drawing, palette: Palette) -> str:
    """PDF operators that fill the shapes in the colours of the palette.

    The operators use the drawing's units with the origin at the lower left corner and y upwards, so that the
    form's bounding box is `0 0 width height`, and leave the graphics state as they found it.
    """
    parts = [f"q 1 0 0 -1 0 {drawing.height} cm"]
    last = ""
    for role, contours in drawing.shapes:
        colour = palette[role]
        if colour != last:
            parts.append(_fill_colour(colour))
            last = colour
        parts += map(_contour_operators, contours)
        parts.append("f*")
    parts.append("Q")
    return "\n".join(parts)


def emblem_operators(emblem: Emblem) -> str:
    """PDF operators that fill the areas of an emblem; units, origin and graphics state as for a drawing."""
    parts = [f"q 1 0 0 -1 0 {emblem.height} cm"]
    for colour, even_odd, contours in emblem.areas:
        parts += [_fill_colour(colour), *map(_contour_operators, contours), "f*" if even_odd else "f"]
    return "\n".join([*parts, "Q"])


@lru_cache(maxsize=256)
def _fill_colour(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    if red == green == blue:
        return f"{red:.3g} g"
    return f"{red:.3g} {green:.3g} {blue:.3g} rg"


@lru_cache(maxsize=1024)
def _template(curved: bool, numbers: int) -> str:
    if curved:
        return "%d %d m" + "\n%d %d %d %d %d %d c" * ((numbers - 2) // 6) + "\nh"
    return "%d %d m" + "\n%d %d l" * ((numbers - 2) // 2) + "\nh"


def _contour_operators(contour: Contour) -> str:
    return _template(contour.curved, len(contour.points)) % contour.points
