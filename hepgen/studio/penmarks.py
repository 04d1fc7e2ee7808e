"""Small marks of the pen on the surface, where they are seen: eyes, brows, nose, mouth, kneecaps, laces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hepgen.studio.gbuffer import GBuffer
from hepgen.studio.implicit import Solid, surface_normals
from hepgen.studio.joints import SIDES
from hepgen.studio.landmarks import Offset
from hepgen.studio.outlines import Area, brush_stroke
from hepgen.studio.rotation import Array
from hepgen.studio.skeleton import Figure

_SAMPLES = 9
_DEPTH_TOLERANCE = 0.014
_SHORTEST_CURVE = 0.012
_KNEECAP_HIDDEN_FROM = 75.0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A dot (two points) or a curve (three) in a segment's axes; `facing` is how frontal it must be."""

    segment: str
    part: str
    points: tuple[Offset, ...]
    radius: float
    facing: float
    on_surface: bool = False


def pen_marks(view: GBuffer, figure: Figure) -> list[Area]:
    """Brush strokes (areas in pixels) of the marks that are visible."""
    index = {part.name: number for number, part in enumerate(view.parts)}
    strokes = (_visible_stroke(view, figure, mark, index[mark.part]) for mark in _marks(figure))
    return [stroke for stroke in strokes if stroke is not None]


def _marks(figure: Figure) -> list[_Mark]:
    marks = [
        _Mark(
            "head",
            "head",
            ((0.098, -0.0085, 0.007), (0.108, 0, 0.0035), (0.098, 0.0085, 0.007)),
            0.0024,
            0.40,
        ),
        _Mark(
            "head",
            "head",
            ((0.086, -0.019, -0.022), (0.092, 0, -0.025), (0.086, 0.019, -0.022)),
            0.0027,
            0.30,
        ),
    ]
    for s in (1, -1):
        brow = ((0.092, s * 0.016, 0.0585), (0.089, s * 0.030, 0.0625), (0.080, s * 0.045, 0.058))
        marks += [
            _Mark("head", "head", ((0.0835, s * 0.029, 0.043), (0.0835, s * 0.031, 0.035)), 0.0044, 0.30),
            _Mark("head", "head", brow, 0.0027, 0.25),
        ]
    for side in SIDES:
        s = 1 if side == "l" else -1
        knee, leg, foot, shoe = f"knee_mid_{side}", f"leg_{side}", f"foot_{side}", f"shoe_{side}"
        if figure.pose[f"knee_flexion_{side}"] < _KNEECAP_HIDDEN_FROM:
            inner = ((0.055, s * -0.027, -0.012), (0.055, s * -0.020, -0.030), (0.055, s * -0.006, -0.036))
            outer = ((0.055, s * 0.027, -0.008), (0.055, s * 0.024, -0.024), (0.055, s * 0.014, -0.034))
            marks += [
                _Mark(knee, leg, inner, 0.0028, 0.45, on_surface=True),
                _Mark(knee, leg, outer, 0.0025, 0.45, on_surface=True),
            ]
        for x in (0.045, 0.064, 0.083):
            lace = ((x, s * -0.018, 0.02), (x + 0.003, 0, 0.02), (x, s * 0.018, 0.02))
            marks.append(_Mark(foot, shoe, lace, 0.0026, 0.25, on_surface=True))
    return marks


def _visible_stroke(view: GBuffer, figure: Figure, mark: _Mark, part: int) -> Area | None:
    segment, resolution = figure.segments[mark.segment], view.pixels_per_metre
    corners = np.array([segment.point(point) for point in mark.points])
    is_curve = len(corners) == 3
    points = _curve_through(corners) if is_curve else corners
    if mark.on_surface:
        points = _dropped_onto(view.parts[part].solid, points)
    pixels = view.to_pixels(view.camera.project(points))
    column, row = pixels.astype(int).T
    rows, columns = view.label.shape
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    row, column = np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)
    near = np.abs(view.depth[row, column] - view.camera.depth(points)) < _DEPTH_TOLERANCE
    facing = view.normal[row, column] @ view.camera.back > mark.facing
    visible = inside & (view.label[row, column] == part) & near & facing
    if visible.sum() < max(2, 0.6 * len(points)):
        return None
    line = pixels[visible]
    if is_curve and np.linalg.norm(line[-1] - line[0]) < _SHORTEST_CURVE * resolution:
        return None
    radii = np.full(len(line), mark.radius * resolution)
    if is_curve:
        radii = radii * np.interp(np.linspace(0, 1, len(line)), [0, 0.3, 0.7, 1], [0.6, 1, 1, 0.6])
    return brush_stroke(line, radii)


def _curve_through(corners: Array) -> Array:
    """A parabola (samples, 3) through three points."""
    t = np.linspace(0, 1, _SAMPLES)[:, None]
    control = 2 * corners[1] - (corners[0] + corners[2]) / 2
    curve: Array = (1 - t) ** 2 * corners[0] + 2 * t * (1 - t) * control + t**2 * corners[2]
    return curve


def _dropped_onto(solid: Solid, points: Array) -> Array:
    """The points moved onto the surface of a solid."""
    moved: Array = points.astype(np.float32)
    for _ in range(6):
        moved = moved - surface_normals(solid, moved, 1.5e-3) * solid(moved)[:, None] * 0.9
    return moved.astype(float)
