"""What the camera sees: depth, part and normal of every pixel, by orthographic sphere tracing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import distance_transform_edt, maximum_filter
from scipy.ndimage import label as label_pieces

from hepgen.studio.camera import Camera
from hepgen.studio.implicit import Sphere, surface_normals
from hepgen.studio.parts import Part
from hepgen.studio.rotation import Array

_NOWHERE = -1e9
_MARGIN = 0.02
_MAX_STEPS = 240
_STEP_SHARE = 0.85
_SURFACE = 4e-4
_COARSE_SURFACE = 1e-3
_SLIVER = 0.0055
"""Half the width (m) of a gap between parts that is closed, so that two near limbs share one line."""
_SMALLEST_HOLE = 0.0004
"""Area (m²) of a hole between parts that is closed."""


@dataclass
class GBuffer:
    """Pixels of one view, rows from top to bottom.

    Attributes:
        camera: The view.
        parts: What was traced.
        pixels_per_metre: Resolution.
        left: Picture coordinate (m) of the left edge.
        top: Picture coordinate (m) of the upper edge.
        depth: Nearness (rows, columns) in metres; -1e9 where nothing is.
        label: Index (rows, columns) into `parts`; -1 where nothing is.
        normal: Unit surface normals (rows, columns, 3).
        closed: Pixels (rows, columns) of closed slivers.
    """

    camera: Camera
    parts: list[Part]
    pixels_per_metre: float
    left: float
    top: float
    depth: Array
    label: Array
    normal: Array
    closed: Array

    def surface(self) -> tuple[Array, Array, Array]:
        """Rows, columns and world points (n, 3) of the pixels where something is."""
        rows, columns = np.nonzero(self.label >= 0)
        x = self.left + (columns + 0.5) / self.pixels_per_metre
        y = self.top - (rows + 0.5) / self.pixels_per_metre
        near = self.depth[rows, columns]
        camera = self.camera
        points = x[:, None] * camera.right + y[:, None] * camera.up + near[:, None] * camera.back
        return rows, columns, points.astype(np.float32)

    def to_pixels(self, picture: Array) -> Array:
        """Pixel coordinates (…, 2), x right and y down, of picture coordinates (…, 2) in metres."""
        x = (picture[..., 0] - self.left) * self.pixels_per_metre
        y = (self.top - picture[..., 1]) * self.pixels_per_metre
        return np.stack([x, y], -1)


def trace(parts: list[Part], camera: Camera, pixels_per_metre: float) -> GBuffer:
    """Look at the parts; the picture is as large as they need."""
    view = _first_hits(parts, camera, pixels_per_metre, coarseness=5)
    _close_slivers(view)
    _find_normals(view)
    return view


def reach(parts: list[Part], direction: Array, pixels_per_metre: float = 110) -> float:
    """How far (m) the surface of the parts reaches in a world direction, within a pixel or so."""
    view = _first_hits(parts, Camera.looking_from(direction), pixels_per_metre, coarseness=3)
    return float(view.depth.max())


def _first_hits(parts: list[Part], camera: Camera, pixels_per_metre: float, coarseness: int) -> GBuffer:
    spheres = [part.solid.bounds() for part in parts]
    low, high = _extent([sphere for part_spheres in spheres for sphere in part_spheres], camera)
    low, high = low - _MARGIN, high + _MARGIN
    columns, rows = np.ceil((high - low) * pixels_per_metre).astype(int).tolist()
    view = GBuffer(
        camera,
        parts,
        pixels_per_metre,
        left=float(low[0]),
        top=float(high[1]),
        depth=np.full((rows, columns), _NOWHERE, np.float32),
        label=np.full((rows, columns), -1, np.int16),
        normal=np.zeros((rows, columns, 3), np.float32),
        closed=np.zeros((rows, columns), bool),
    )
    # From front to back: rays that are hidden stop at the depth found before.
    nearest = [max(float(camera.depth(centre)) + radius for centre, radius in part) for part in spheres]
    for index in sorted(range(len(parts)), key=lambda part: -nearest[part]):
        _trace_part(view, index, spheres[index], coarseness)
    return view


def _extent(spheres: list[Sphere], camera: Camera) -> tuple[Array, Array]:
    centres = camera.project(np.array([centre for centre, _ in spheres]))
    radii = np.array([[radius] for _, radius in spheres])
    return (centres - radii).min(0), (centres + radii).max(0)


def _trace_part(view: GBuffer, index: int, spheres: list[Sphere], coarseness: int) -> None:
    """March the rays of one part: first a coarse grid on an inflated surface, then every candidate pixel."""
    camera, resolution = view.camera, view.pixels_per_metre
    solid = view.parts[index].solid
    low, high = _extent(spheres, camera)
    depths = [(float(camera.depth(centre)), radius) for centre, radius in spheres]
    nearest, farthest = max(d + r for d, r in depths), min(d - r for d, r in depths) - 0.02
    rows, columns = view.depth.shape
    x0 = max(0, int((low[0] - view.left) * resolution) - 1)
    x1 = min(columns, int((high[0] - view.left) * resolution) + 2)
    y0 = max(0, int((view.top - high[1]) * resolution) - 1)
    y1 = min(rows, int((view.top - low[1]) * resolution) + 2)
    if x1 <= x0 or y1 <= y0:
        return

    def ray_origins(grid_x: Array, grid_y: Array) -> Array:
        x, y = view.left + grid_x / resolution, view.top - grid_y / resolution
        return (x[:, None] * camera.right + y[:, None] * camera.up).astype(np.float32)

    back = camera.back.astype(np.float32)
    coarse_columns, coarse_rows = -(-(x1 - x0) // coarseness), -(-(y1 - y0) // coarseness)
    grid_x, grid_y = np.meshgrid(
        x0 + (np.arange(coarse_columns) + 0.5) * coarseness, y0 + (np.arange(coarse_rows) + 0.5) * coarseness
    )
    start = np.full(grid_x.size, nearest + 0.01, np.float32)
    inflation = 0.75 * coarseness / resolution
    hit = _march(
        lambda points: solid(points) - inflation,
        ray_origins(grid_x.ravel(), grid_y.ravel()),
        start,
        back,
        np.full(grid_x.size, farthest, np.float32),
        _COARSE_SURFACE,
    )
    coarse = np.where(hit, start, _NOWHERE).reshape(coarse_rows, coarse_columns).astype(np.float32)
    coarse = maximum_filter(coarse, 3)
    fine = np.repeat(np.repeat(coarse, coarseness, 0), coarseness, 1)[: y1 - y0, : x1 - x0]
    row, column = np.nonzero(fine > _NOWHERE / 10)
    if row.size == 0:
        return
    depth, label = view.depth[y0:y1, x0:x1], view.label[y0:y1, x0:x1]
    place = fine[row, column] + 0.004
    limit = np.maximum(depth[row, column], np.float32(farthest))
    hit = _march(solid, ray_origins(x0 + column + 0.5, y0 + row + 0.5), place, back, limit, _SURFACE)
    seen = hit & (place > depth[row, column])
    depth[row[seen], column[seen]] = place[seen]
    label[row[seen], column[seen]] = index


def _march(
    solid: Callable[[Array], Array], origins: Array, place: Array, back: Array, limit: Array, surface: float
) -> Array:
    """Move `place` (n,) along the rays until the surface or the limit; tells which rays (n,) met the surface.

    Rays that graze a silhouette need many steps; they are few, so they may finish.
    """
    alive = np.arange(len(origins))
    hit = np.zeros(len(origins), bool)
    for _ in range(_MAX_STEPS):
        distance = solid(origins[alive] + place[alive, None] * back)
        met = distance < surface
        hit[alive[met]] = True
        place[alive] -= np.maximum(distance, surface * 0.6).astype(np.float32) * _STEP_SHARE
        alive = alive[~met & (place[alive] > limit[alive])]
        if alive.size == 0:
            break
    return hit


def _close_slivers(view: GBuffer) -> None:
    seen = view.label >= 0
    radius = _SLIVER * view.pixels_per_metre
    pad = int(radius) + 2
    dilated = np.pad(distance_transform_edt(~seen) <= radius, pad, constant_values=False)
    closed = distance_transform_edt(dilated)[pad:-pad, pad:-pad] > radius
    view.closed = (closed & ~seen) | _small_holes(seen, _SMALLEST_HOLE * view.pixels_per_metre**2)
    fill_from_nearest(view.closed, seen, view.label, view.depth)


def _small_holes(seen: Array, largest: float) -> Array:
    """Pieces of background of at most `largest` pixels: the pen would make them black spots."""
    pieces, _ = label_pieces(~seen)
    small = np.bincount(pieces.ravel()) <= largest
    small[0] = False
    holes: Array = small[pieces]
    return holes


def _find_normals(view: GBuffer) -> None:
    rows, columns, points = view.surface()
    labels = view.label[rows, columns]
    for index, part in enumerate(view.parts):
        own = labels == index
        if own.any():
            view.normal[rows[own], columns[own]] = surface_normals(part.solid, points[own])
    fill_from_nearest(view.closed, (view.label >= 0) & ~view.closed, view.normal)


def fill_from_nearest(where: Array, source: Array, *layers: Array) -> None:
    """Give the pixels `where` the values of the nearest pixel of `source`, in every layer."""
    if not where.any():
        return
    nearest_row, nearest_column = distance_transform_edt(~source, return_distances=False, return_indices=True)
    rows, columns = np.nonzero(where)
    for layer in layers:
        layer[rows, columns] = layer[nearest_row[rows, columns], nearest_column[rows, columns]]
