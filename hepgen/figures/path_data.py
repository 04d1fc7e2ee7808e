"""The `d` of an SVG path as closed outlines (SVG 1.1, chapter 8.3). Arcs are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from hepgen.figures.drawing import Contour

Point: TypeAlias = complex
"""x + iy, in the path's own units."""

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_TOKEN = re.compile(rf"[\s,]*([A-Za-z]|{NUMBER})", re.ASCII)
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}
"""Numbers that each command takes."""
_MALFORMED = "a path is malformed"


@dataclass(slots=True)
class Outline:
    """One subpath.

    Attributes:
        start: Where it begins, and closes.
        segments: Cubic Bézier segments: two control points and the end.
        straight: No segment is bent.
    """

    start: Point
    segments: list[tuple[Point, Point, Point]] = field(default_factory=list)
    straight: bool = True

    def contour(self, placed: Callable[[Point], tuple[int, int]]) -> Contour:
        """The outline with each point placed in whole units."""
        points = [self.start, *(point for one in self.segments for point in (one[2:] if self.straight else one))]
        return Contour(not self.straight, tuple(number for point in points for number in placed(point)))


def read_outlines(data: str) -> list[Outline]:
    """The subpaths that have any length.

    Raises:
        ValueError: It is malformed or has an arc.
    """
    outlines: list[Outline] = []
    at = control = 0j
    before = ""
    for command, numbers in _commands(data):
        letter, origin = command.upper(), at if command.islower() else 0j
        points = [origin + complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        if letter == "M":
            at = points[0]
            outlines.append(Outline(at))
        elif letter == "Z":
            at = outlines[-1].start
        else:
            if before == "Z":  # what follows a closed subpath begins where that began
                outlines.append(Outline(at))
            match letter:
                case "H":
                    points = [complex(origin.real + numbers[0], at.imag)]
                case "V":
                    points = [complex(at.real, origin.imag + numbers[0])]
                case "S":
                    points.insert(0, 2 * at - control if before in ("C", "S") else at)
                case "T":
                    points.insert(0, 2 * at - control if before in ("Q", "T") else at)
            outlines[-1].segments.append(_segment(at, points))
            outlines[-1].straight &= len(points) == 1
            at, control = points[-1], points[-2] if len(points) > 1 else 0j
        before = letter
    return [outline for outline in outlines if outline.segments]


def _segment(start: Point, points: list[Point]) -> tuple[Point, Point, Point]:
    """A line, a quadratic or a cubic curve, as a cubic one."""
    match points:
        case [end]:
            return start + (end - start) / 3, end - (end - start) / 3, end
        case [control, end]:
            return start + (control - start) * 2 / 3, end + (control - end) * 2 / 3, end
        case _:
            first, second, end = points
            return first, second, end


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that is given several times over is told as often."""
    tokens = _tokens(data)
    place, command = 0, ""
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
        elif command.upper() == "Z":
            raise ValueError(_MALFORMED)
        else:  # further pairs after a move are lines
            command = {"M": "L", "m": "l"}.get(command, command)
        count = _ARGUMENTS.get(command.upper())
        if count is None:
            raise ValueError(f"a path uses the command {command!r}; turn arcs into curves, or use a PNG")
        numbers = tokens[place : place + count]
        if len(numbers) < count or any(map(str.isalpha, numbers)):
            raise ValueError(_MALFORMED)
        place += count
        yield command, [float(number) for number in numbers]


def _tokens(data: str) -> list[str]:
    """Letters and numbers; the first is a move."""
    tokens: list[str] = []
    place, end = 0, len(data.rstrip())
    while place < end:
        token = _TOKEN.match(data, place)
        if token is None:
            raise ValueError(_MALFORMED)
        tokens.append(token[1])
        place = token.end()
    if tokens and tokens[0] not in ("M", "m"):
        raise ValueError(_MALFORMED)
    return tokens
