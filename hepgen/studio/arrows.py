"""The arrows that show the movement: tapered, bent along the way, moved until they are clear of the body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from scipy.interpolate import CubicSpline
from shapely.geometry import Polygon

from hepgen.studio.bezier import arc_length
from hepgen.studio.camera import Camera
from hepgen.studio.outlines import Area
from hepgen.studio.rotation import Array
from hepgen.studio.skeleton import Figure
from hepgen.studio.spec import ArrowStyle, PathArrow, PointArrow

CASING = 0.012
"""White border (m) round an arrow."""
CLEARANCE = 0.026
"""Distance (m) that an arrow keeps from the body."""
TOUCHING = 1e-4
"""Area (m²) from which an arrow counts as lying on the body."""

_SAMPLES = 40
_WAY_SAMPLES = 9
_LONGEST_HEAD = 0.62
_TAIL_WIDTH = 0.30


def arrow_area(arrow: PathArrow | PointArrow, figures: Mapping[str, Figure], camera: Camera, silhouette: Area) -> Area:
    """The arrow as a polygon (metres of the picture), clear of the silhouette where that can be.

    Args:
        arrow: What to show.
        figures: The person in every position.
        camera: The view.
        silhouette: The body in the position in which the arrow is drawn.
    """
    along = _way(arrow, figures, camera) if isinstance(arrow, PathArrow) else _given(arrow, figures, camera)
    if not arrow.style.clear:
        return _shape(along, arrow.style)
    pivot = None
    if isinstance(arrow, PathArrow) and arrow.pivot is not None:
        pivot = camera.project(figures[arrow.style.frame].landmark(arrow.pivot))
    kept_free = silhouette.buffer(CLEARANCE)
    shapes = (_shape(candidate, arrow.style) for candidate in _candidates(along, pivot))
    clear = (shape for shape in shapes if shape.intersection(kept_free).area <= TOUCHING)
    return next(clear, _shape(along, arrow.style))


def _way(arrow: PathArrow, figures: Mapping[str, Figure], camera: Camera) -> Array:
    names = list(figures)
    first, last = figures[names[0]], figures[names[-1]]
    points = []
    for share in np.linspace(*arrow.part, _WAY_SAMPLES):
        between = {joint: value + (last.pose[joint] - value) * share for joint, value in first.pose.items()}
        figure = Figure(first.person, between)
        point = camera.project(figure.landmark(arrow.follows) + np.array(arrow.offset))
        if arrow.pivot is not None:
            pivot = camera.project(figure.landmark(arrow.pivot))
            point = pivot + (point - pivot) * arrow.reach
        points.append(point)
    return np.array(points)


def _given(arrow: PointArrow, figures: Mapping[str, Figure], camera: Camera) -> Array:
    places = [figures[point.frame].landmark(point.landmark) + np.array(point.offset) for point in arrow.points]
    points = camera.project(np.array(places))
    if arrow.bow and len(points) == 2:
        across = points[1] - points[0]
        middle = points.mean(0) + np.array([-across[1], across[0]]) * arrow.bow
        points = np.stack([points[0], middle, points[1]])
    return points


def _candidates(along: Array, pivot: Array | None) -> Iterator[Array]:
    """The arrow itself, then places farther and farther away."""
    yield along
    if pivot is not None:
        for reach in np.arange(1.04, 1.6, 0.04):
            yield pivot + (along - pivot) * reach
        return
    direction = along[-1] - along[0]
    direction = direction / np.linalg.norm(direction)
    across = np.array([-direction[1], direction[0]])
    for distance in np.arange(0.02, 0.34, 0.02):
        for way in (across, -across, direction, -direction):
            yield along + way * distance


def _shape(points: Array, style: ArrowStyle) -> Area:
    length = arc_length(points)
    if len(points) > 2:
        line = CubicSpline(length, points)(np.linspace(0, length[-1], _SAMPLES))
    else:
        line = points[0] + (points[1] - points[0]) * np.linspace(0, 1, 3)[:, None]
    places = arc_length(line)
    total = float(places[-1])
    head = min(style.head, total * _LONGEST_HEAD)
    neck_at = total - head
    neck = np.array([np.interp(neck_at, places, line[:, axis]) for axis in (0, 1)])
    on_shaft = places < neck_at - 1e-6
    shaft = np.vstack([line[on_shaft], neck])
    share = np.append(places[on_shaft], neck_at) / max(neck_at, 1e-9)
    tangent = np.gradient(shaft, axis=0)
    tangent = tangent / np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    half = np.column_stack([-tangent[:, 1], tangent[:, 0]]) * (
        style.width / 2 * (_TAIL_WIDTH + (1 - _TAIL_WIDTH) * share)[:, None]
    )
    pointing = line[-1] - neck
    pointing = pointing / max(float(np.linalg.norm(pointing)), 1e-9)
    sideways = np.array([-pointing[1], pointing[0]]) * head * 0.60
    barb = neck - pointing * head * 0.10
    ring = np.vstack([shaft + half, [barb + sideways], [line[-1]], [barb - sideways], (shaft - half)[::-1]])
    return Polygon(ring).buffer(0)
