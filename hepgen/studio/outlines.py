"""From pixels to calm outlines: marching squares, and filters that do not shrink what they smooth."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from scipy.ndimage import gaussian_filter, gaussian_filter1d, maximum_filter
from shapely.geometry import MultiPoint, Polygon
from shapely.ops import unary_union
from skimage.measure import find_contours

from hepgen.studio.bezier import Segments, fit_closed, resample_closed
from hepgen.studio.rotation import Array

Area = Any
"""A polygon or several (shapely), in pixels with y downwards."""

_PAD = 3


def parts_of(area: Area, smallest: float = 1.0) -> list[Area]:
    """The polygons of an area that are larger than `smallest`; slivers of set operations are left out."""
    pieces = [area] if area.geom_type == "Polygon" else list(getattr(area, "geoms", []))
    return [piece for piece in pieces if piece.geom_type == "Polygon" and piece.area > smallest]


def outline(mask: Array, blur: float, level: float = 0.5, min_area: float = 60, min_hole: float = 40) -> Area:
    """Smooth area of a boolean mask (rows, columns); `level` below a half makes it grow."""
    softened = gaussian_filter(np.pad(mask.astype(np.float32), _PAD), blur)
    contours = find_contours(softened, level)  # type: ignore[no-untyped-call]
    rings = [ring[:, ::-1] - _PAD for ring in contours if len(ring) >= 4]
    outer: list[tuple[float, Array]] = []
    holes: list[tuple[float, Array]] = []
    for ring in rings:
        twice = float(np.sum(ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1]))
        (outer if twice < 0 else holes).append((abs(twice) / 2, ring))
    # Which way round is outer depends on the library; the largest ring always is.
    if holes and (not outer or max(area for area, _ in holes) > max(area for area, _ in outer)):
        outer, holes = holes, outer
    filled = unary_union([Polygon(ring).buffer(0) for area, ring in outer if area > min_area])
    return filled.difference(unary_union([Polygon(ring).buffer(0) for area, ring in holes if area > min_hole]))


def calmed(area: Area) -> Area:
    """The area with outlines as smooth as they can be within the noise of the pixels."""
    calm = []
    for part in parts_of(area):
        holes = [_calmed_ring(np.array(ring.coords)) for ring in part.interiors]
        polygon = Polygon(_calmed_ring(np.array(part.exterior.coords)), [ring for ring in holes if len(ring) > 3])
        calm.append(polygon if polygon.is_valid else polygon.buffer(0))
    return unary_union(calm)


def _calmed_ring(points: Array, blur: float = 2.2, noise: float = 0.5) -> Array:
    if len(points) < 20:
        return points
    dense = resample_closed(points, 1.0)
    base = _blurred_loop(dense, blur)
    calm = base
    for scale in (5.0, 9.0, 16.0):
        if len(dense) < 6 * scale:
            break
        smoother = _low_pass(dense, scale, "wrap")
        off = np.linalg.norm(gaussian_filter1d(base - smoother, 1.5, axis=0, mode="wrap"), axis=1)
        calm = _where_close(calm, smoother, off, noise, scale, "wrap")
    return calm


def _low_pass(points: Array, scale: float, mode: str) -> Array:
    # Fourth order (2G - GG): takes the staircase of pixels away without shrinking curved outlines.
    once = gaussian_filter1d(points, scale, axis=0, mode=mode)
    smooth: Array = 2 * once - gaussian_filter1d(once, scale, axis=0, mode=mode)
    return smooth


def _where_close(rough: Array, smooth: Array, off: Array, noise: float, scale: float, mode: str) -> Array:
    """Blend to the smooth line wherever it stays within the noise of the rough one."""
    widened = maximum_filter(off, int(1.6 * scale) + 1, mode=mode)
    share = gaussian_filter1d(np.clip((widened - noise) / noise, 0, 1), scale * 0.6, mode=mode)[:, None]
    blended: Array = rough * share + smooth * (1 - share)
    return blended


def calmed_line(points: Array, blur: float, closed: bool) -> Array:
    """A pixel line (n, 2) smoothed; open ends stay where they are, a closed line repeats its first point."""
    if closed:
        loop = _blurred_loop(points[:-1], blur) if len(points) < 40 else _calmed_ring(points[:-1], blur)
        return np.vstack([loop, loop[:1]])
    base = _blurred_open(points, blur)
    calm = base
    for scale in (6.0, 11.0):
        if len(points) < 4 * scale:
            break
        once = _blurred_open(points, scale)
        smoother = 2 * once - _blurred_open(once, scale)
        calm = _where_close(calm, smoother, np.linalg.norm(base - smoother, axis=1), 0.6, scale, "nearest")
    calm[0], calm[-1] = points[0], points[-1]
    return calm


def _blurred_loop(points: Array, blur: float) -> Array:
    loop: Array = gaussian_filter1d(points, blur, axis=0, mode="wrap")
    return loop


def _blurred_open(points: Array, blur: float) -> Array:
    # Reflected about the end points, so that they stay fixed.
    reach = min(int(4 * blur), len(points) - 1)
    before, after = 2 * points[0] - points[reach:0:-1], 2 * points[-1] - points[-2 : -reach - 2 : -1]
    smooth = gaussian_filter1d(np.vstack([before, points, after]), blur, axis=0, mode="nearest")
    inner: Array = smooth[reach : reach + len(points)]
    return inner


_CIRCLE = np.stack([np.cos(np.linspace(0, 2 * np.pi, 15)[:-1]), np.sin(np.linspace(0, 2 * np.pi, 15)[:-1])], 1)


def brush_stroke(points: Array, radii: Array) -> Area:
    """The area a round brush of varying radius (n,) paints along a line (n, 2)."""
    discs = points[:, None, :] + _CIRCLE * radii[:, None, None]
    hulls = [MultiPoint(np.vstack(pair)).convex_hull for pair in pairwise(discs)]
    return unary_union(hulls)


def fit_area(
    area: Area,
    tolerance: float,
    *,
    step: float = 1.6,
    min_area: float = 12,
    corner: float = 50,
    span: int = 3,
) -> list[Segments]:
    """Cubic contours of an area, holes included; the arguments are those of `bezier.fit_closed`."""
    rings = [ring for part in parts_of(area, min_area) for ring in (part.exterior, *part.interiors)]
    return [
        fit_closed(np.array(ring.coords), tolerance, step, corner, span)
        for ring in rings
        if Polygon(ring).area >= min_area
    ]
