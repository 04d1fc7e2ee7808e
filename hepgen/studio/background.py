"""What lies behind the figure: wall, mat and the shadow on the floor, as polygons."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

from hepgen.studio.camera import Camera
from hepgen.studio.outlines import Area, parts_of
from hepgen.studio.rotation import Array
from hepgen.studio.skeleton import Figure
from hepgen.studio.spec import Mat, PoseSpec, Wall

_MAT_THICKNESS = 0.016
_WALL_THICKNESS = 0.06
_EDGE = 0.0026
"""Half the width (m) of the line round a mat."""
_SHADOW_REACH = 0.30
"""Parts higher above the floor than this (m) throw no shadow."""
_SMALLEST_SHADOW = 0.0012

_SHADOW_BONES = (
    # from, to, radius at either end (m)
    ("hip_l", "knee_l", 0.09, 0.06),
    ("hip_r", "knee_r", 0.09, 0.06),
    ("knee_l", "ankle_l", 0.06, 0.04),
    ("knee_r", "ankle_r", 0.06, 0.04),
    ("heel_l", "toe_l", 0.045, 0.045),
    ("heel_r", "toe_r", 0.045, 0.045),
    ("pelvis", "chest", 0.15, 0.15),
    ("shoulder_l", "elbow_l", 0.045, 0.04),
    ("shoulder_r", "elbow_r", 0.045, 0.04),
    ("elbow_l", "fingertip_l", 0.04, 0.04),
    ("elbow_r", "fingertip_r", 0.04, 0.04),
    ("occiput", "face", 0.08, 0.08),
    ("shoulder_l", "shoulder_r", 0.07, 0.07),
)


class Patch(NamedTuple):
    """A polygon of one role, in metres of the picture with y upwards."""

    role: str
    area: Area


def background(spec: PoseSpec, figure: Figure, camera: Camera) -> list[Patch]:
    """Wall, mats and shadow, from back to front."""
    mats = [prop for prop in spec.props if isinstance(prop, Mat)]
    patches = [] if spec.wall is None else _wall(spec.wall, camera)
    for mat in mats:
        patches += _mat(mat, camera)
    shadow = _projected(_ground_shadow(figure), camera)
    role = "shadow"
    if mats:
        role = "shadow-mat"
        shadow = shadow.intersection(unary_union([_on_screen(_mat_top(mat), camera) for mat in mats]))
    pieces = parts_of(shadow.simplify(0.004), _SMALLEST_SHADOW)
    return [*patches, *(Patch(role, Polygon(piece.exterior)) for piece in pieces)]


def _on_screen(corners: list[tuple[float, float, float]], camera: Camera) -> Area:
    return Polygon(camera.project(np.array(corners)))


def _wall(wall: Wall, camera: Camera) -> list[Patch]:
    x, (y0, y1), top = wall.x, wall.y, wall.height
    behind = x + _WALL_THICKNESS * wall.side
    return [
        Patch("wall", _on_screen([(x, y1, 0), (x, y0, 0), (x, y0, top), (x, y1, top)], camera)),
        Patch("wall-edge", _on_screen([(behind, y0, 0), (x, y0, 0), (x, y0, top), (behind, y0, top)], camera)),
    ]


def _mat_corners(mat: Mat) -> tuple[float, float, float, float]:
    (x, y), (length, width) = mat.centre, mat.size
    return x - length / 2, x + length / 2, y - width / 2, y + width / 2


def _mat_top(mat: Mat) -> list[tuple[float, float, float]]:
    x0, x1, y0, y1 = _mat_corners(mat)
    z = mat.height
    return [(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)]


def _mat(mat: Mat, camera: Camera) -> list[Patch]:
    x0, x1, y0, y1 = _mat_corners(mat)
    z = mat.height
    low = z - _MAT_THICKNESS
    end = x1 if camera.back[0] > 0 else x0
    faces = (
        ("mat-side", [(x0, y0, z), (x1, y0, z), (x1, y0, low), (x0, y0, low)]),
        ("mat-end", [(end, y0, z), (end, y1, z), (end, y1, low), (end, y0, low)]),
        ("mat-top", _mat_top(mat)),
    )
    patches = []
    for role, corners in faces:
        area = _on_screen(corners, camera)
        edge = area.exterior.buffer(_EDGE, quad_segs=2, join_style="mitre")
        patches += [Patch(role, area), Patch("ink", edge)]
    return patches


def _ground_shadow(figure: Figure) -> Area:
    """Shadow on the floor (x, y in metres) of everything that is near it."""
    spots = []
    for start, end, start_radius, end_radius in _SHADOW_BONES:
        a, b = figure.landmark(start), figure.landmark(end)
        for share in np.linspace(0, 1, 6):
            point, radius = a + (b - a) * share, start_radius + (end_radius - start_radius) * share
            height = max(0.0, float(point[2]) - radius)
            if height <= _SHADOW_REACH:
                nearness = 1 - height / _SHADOW_REACH
                spots.append(Point(point[0], point[1]).buffer(max(0.012, radius * (0.35 + 0.75 * nearness))))
    return unary_union(spots).buffer(0.05).buffer(-0.05)


def _projected(floor: Area, camera: Camera) -> Area:
    def flat(piece: Area) -> Array:
        outline = np.array(piece.exterior.coords)
        return camera.project(np.column_stack([outline, np.zeros(len(outline))]))

    return unary_union([Polygon(flat(piece)) for piece in parts_of(floor, 0.0)])
