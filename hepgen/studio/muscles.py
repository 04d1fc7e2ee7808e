"""Working muscles as patches on the surface: what lies inside a volume fixed to the bones is tinted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter1d
from shapely.geometry import LineString, Polygon
from shapely.ops import unary_union

from hepgen.studio.anatomy import MUSCLES
from hepgen.studio.gbuffer import GBuffer
from hepgen.studio.outlines import Area, brush_stroke, calmed, outline, parts_of
from hepgen.studio.parts import Part
from hepgen.studio.rotation import Array
from hepgen.studio.skeleton import Figure
from hepgen.studio.spec import Muscle

_SMALLEST_PATCH = 0.0018
_ROUNDING = 0.006
_RIM = 0.0018
_FIBRE_GAP = 0.017
_FIBRE_RADIUS = 0.0023
_SMALLEST_FIBRED = 0.03


class MusclePatch(NamedTuple):
    """A tinted muscle: patch, its rim and its fibres (pixels)."""

    patch: Area
    rim: Area
    fibres: Area


def muscle_patches(view: GBuffer, figure: Figure, muscles: tuple[Muscle, ...]) -> list[MusclePatch]:
    """The visible patches of the muscles, in the order given."""
    rows, columns, points = view.surface()
    labels = view.label[rows, columns]
    resolution = view.pixels_per_metre
    patches = []
    for muscle in muscles:
        volume = MUSCLES[muscle.name]
        mirror = np.array([1, 1 if muscle.side == "l" else -1, 1])
        segment = figure.segments[volume.segment if volume.central else f"{volume.segment}_{muscle.side}"]
        start, end = (
            segment.point(np.array(volume.start) * mirror),
            segment.point(np.array(volume.end) * mirror),
        )
        covered = np.array([_can_be_tinted(part, muscle) for part in view.parts])
        mask = np.zeros(view.label.shape, bool)
        mask[rows, columns] = covered[labels] & _inside_spindle(points, start, end, volume.radius)
        patch = outline(mask, 2.0, min_area=_SMALLEST_PATCH * resolution**2)
        if patch.is_empty:
            continue
        radius, rim = _ROUNDING * resolution, _RIM * resolution
        patch = calmed(patch.buffer(-radius).buffer(2 * radius).buffer(-radius))
        axis = view.to_pixels(view.camera.project(np.stack([start, end])))
        patches.append(
            MusclePatch(patch, patch.buffer(rim).difference(patch.buffer(-rim)), _fibres(patch, axis, resolution))
        )
    return patches


def _can_be_tinted(part: Part, muscle: Muscle) -> bool:
    region, _, side = part.name.partition("_")
    return not part.is_prop and (region in ("shirt", "shorts") or (region == "leg" and side == muscle.side))


def _inside_spindle(points: Array, start: Array, end: Array, radius: float) -> Array:
    axis = (end - start).astype(np.float32)
    from_start = points - start.astype(np.float32)
    share = np.clip(from_start @ axis / max(float(axis @ axis), 1e-9), 0, 1)
    off = np.linalg.norm(from_start - share[:, None] * axis, axis=1)
    inside: Array = off < radius * (1 - 0.35 * np.abs(2 * share - 1) ** 2.5)
    return inside


def _fibres(patch: Area, axis: Array, resolution: float) -> Area:
    """Spindle-shaped lines inside the largest piece of a patch, along the muscle."""
    largest = max(parts_of(patch), key=lambda part: float(part.area), default=None)
    if largest is None or largest.area < (_SMALLEST_FIBRED * resolution) ** 2:
        return Polygon()
    along = _fibre_direction(largest, axis, resolution)
    across = np.array([-along[1], along[0]])
    extent = np.array(largest.exterior.coords) @ along
    places = np.linspace(extent.min(), extent.max(), 26)[1:-1]
    sections = [_section(largest, along * place, across) for place in places]
    widest = max((right - left for left, right in filter(None, sections)), default=0.0)
    count = int(np.clip(round(widest / (_FIBRE_GAP * resolution)) - 1, 1, 4))
    strokes = []
    for number in range(1, count + 1):
        share = number / (count + 1)
        line = np.array(
            [
                along * place + across * (section[0] + (section[1] - section[0]) * share)
                for place, section in zip(places, sections, strict=True)
                if section is not None
            ]
        )
        if len(line) < 8:
            continue
        shortened = int(len(line) * (0.10 + 0.05 * (number % 2)))
        line = gaussian_filter1d(line[shortened : len(line) - shortened], 2, axis=0)
        place = np.linspace(0, 1, len(line))
        strokes.append(
            brush_stroke(line, _FIBRE_RADIUS * resolution * np.sqrt(np.clip(4 * place * (1 - place), 0.03, 1)))
        )
    return unary_union(strokes)


def _fibre_direction(piece: Area, axis: Array, resolution: float) -> Array:
    # A foreshortened axis says little; then the patch itself shows the way.
    direction = axis[1] - axis[0]
    edges = np.diff(np.array(piece.minimum_rotated_rectangle.exterior.coords), axis=0)
    lengths = np.linalg.norm(edges, axis=1)
    if np.linalg.norm(direction) < 0.05 * resolution or lengths.max() / max(lengths.min(), 1e-6) > 1.6:
        direction = edges[int(lengths.argmax())]
    unit: Array = direction / np.linalg.norm(direction)
    return unit


def _section(piece: Area, centre: Array, across: Array) -> tuple[float, float] | None:
    far = 4000.0
    chord = piece.intersection(LineString([centre - across * far, centre + across * far]))
    if chord.is_empty:
        return None
    ends = [np.array(point) @ across for line in getattr(chord, "geoms", [chord]) for point in line.coords]
    return float(min(ends)), float(max(ends))
