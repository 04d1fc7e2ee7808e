"""Our own strict, compact SVG: one `<path>` per shape, its role as class, whole relative coordinates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import get_args

from hepgen.figures.drawing import Contour, Drawing, Shape, Side
from hepgen.figures.palette import ROLES, Palette

_ROOT = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 (?P<width>\d+) (?P<height>\d+)"'
    r' data-units-per-metre="(?P<units_per_metre>\d+)" data-floor="(?P<floor>-?\d+)"'
    r' data-side="(?P<side>[a-z]+)"'
    r'(?: data-mark="(?P<mark>-?\d+ -?\d+)")? data-spec="(?P<spec>\w*)">\n<style>[^<]*</style>\n'
)
_PATH = re.compile(r'<path class="([a-z-]+)" d="((?:M-?\d+,-?\d+[cl]-?\d+(?:,-?\d+)*z)+)"/>\n')
_END = "</svg>\n"
_KNOWN_ROLES = frozenset(ROLES)


def write_svg(drawing: Drawing, palette: Palette) -> str:
    """The drawing as an SVG file that a browser shows in the colours of the palette."""
    used = sorted({shape.role for shape in drawing.shapes})
    style = "path{fill-rule:evenodd}" + "".join(f".{role}{{fill:{palette[role]}}}" for role in used)
    mark = "" if drawing.mark is None else f' data-mark="{drawing.mark[0]} {drawing.mark[1]}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}"'
        f' data-units-per-metre="{drawing.units_per_metre}" data-floor="{drawing.floor}"'
        f' data-side="{drawing.side}"'
        f'{mark} data-spec="{drawing.spec}">\n<style>{style}</style>\n'
    )
    paths = (
        f'<path class="{role}" d="{"".join(map(relative_path, contours))}"/>\n' for role, contours in drawing.shapes
    )
    return head + "".join(paths) + _END


def read_svg(text: str) -> Drawing:
    """Read what `write_svg` wrote.

    Raises:
        ValueError: The text is not such a file; the message says what is wrong, and in which shape.
    """
    root = _ROOT.match(text)
    if root is None:
        raise ValueError("not a hepgen drawing: the <svg> element or its data attributes are missing or malformed")
    side, mark = root["side"], root["mark"]
    if side not in get_args(Side):
        raise ValueError(f"data-side is {side!r}; it must be one of {', '.join(get_args(Side))}")
    if (mark is None) != (side == "symmetrical"):
        raise ValueError("data-mark must be given exactly when data-side is not symmetrical")
    mark_x, mark_y = map(int, mark.split()) if mark else (0, 0)
    return Drawing(
        width=int(root["width"]),
        height=int(root["height"]),
        units_per_metre=int(root["units_per_metre"]),
        floor=int(root["floor"]),
        side=side,  # type: ignore[arg-type]  # checked above
        mark=(mark_x, mark_y) if mark else None,
        spec=root["spec"],
        shapes=tuple(_read_shapes(text, root.end())),
    )


def _read_shapes(text: str, position: int) -> Iterator[Shape]:
    number = 0
    while text[position:] != _END:
        number += 1
        path = _PATH.match(text, position)
        if path is None:
            raise ValueError(
                f"shape {number} is not a <path> of closed contours with whole numbers: "
                f"{text[position : position + 40]!r}"
            )
        role, data = path.groups()
        if role not in _KNOWN_ROLES:
            raise ValueError(f"shape {number} has the unknown role {role!r}")
        try:
            yield Shape(role, tuple(map(_absolute_contour, data[1:-1].split("zM"))))
        except ValueError as error:
            raise ValueError(f"shape {number} ({role}): {error}") from None
        position = path.end()


def _absolute_contour(data: str) -> Contour:
    curved = "c" in data
    start, _, steps = data.partition("c" if curved else "l")
    # The JSON reader takes a third of the time that int() needs, and reading numbers is nearly all there is to do.
    x, y = json.loads(f"[{start}]")
    offsets = json.loads(f"[{steps}]")
    if len(offsets) % (6 if curved else 2):
        raise ValueError(f"a contour has {len(offsets)} coordinates, not a multiple of {6 if curved else 2}")
    points = [x, y]
    numbers = iter(offsets)
    if curved:
        for x1, y1, x2, y2, x3, y3 in zip(numbers, numbers, numbers, numbers, numbers, numbers, strict=True):
            points += (x + x1, y + y1, x + x2, y + y2, x + x3, y + y3)
            x += x3
            y += y3
    else:
        for dx, dy in zip(numbers, numbers, strict=True):
            x += dx
            y += dy
            points += (x, y)
    return Contour(curved, tuple(points))


def relative_path(contour: Contour) -> str:
    """The contour as path data, from its absolute start in relative steps."""
    curved, points = contour
    x, y = points[:2]
    step = 6 if curved else 2
    offsets: list[int] = []
    for index in range(2, len(points), step):
        segment = points[index : index + step]
        offsets += [value - (y if place % 2 else x) for place, value in enumerate(segment)]
        x, y = segment[-2:]
    return f"M{points[0]},{points[1]}{'c' if curved else 'l'}{','.join(map(str, offsets))}z"
