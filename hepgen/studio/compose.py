"""All positions of one exercise as drawings on one scale, with one view box and one floor line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from hepgen.figures.drawing import Contour, Drawing, Shape
from hepgen.studio.arrows import CASING, arrow_area
from hepgen.studio.background import background
from hepgen.studio.camera import Camera
from hepgen.studio.contact import take_positions
from hepgen.studio.furniture import prop_parts
from hepgen.studio.gbuffer import trace
from hepgen.studio.outlines import Area, parts_of
from hepgen.studio.parts import Part
from hepgen.studio.people import Person
from hepgen.studio.rotation import Array
from hepgen.studio.sculpt import sculpt
from hepgen.studio.skeleton import Figure
from hepgen.studio.spec import PoseSpec
from hepgen.studio.vectorise import VectorView, vectorise

UNITS_PER_METRE = 2000
_MARGIN = 0.012
_FAR_LIMBS_FROM = 0.62
_RING_RADIUS = 0.088
_RING_WIDTH = 0.0095
_RING_CASING = 0.020
_CIRCLE_CONTROL = 0.5523
"""Control distance of the four cubics that make a circle, as a share of its radius."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How finely to draw: resolution, and how far (m) a fitted curve may lie beside the contour."""

    pixels_per_metre: float
    tolerance: float


QUALITIES = {"final": Quality(600, 0.0009), "preview": Quality(280, 0.0016)}


class _Path(NamedTuple):
    """A shape in metres of the picture with y upwards."""

    role: str
    curved: bool
    contours: list[Array]


@dataclass(frozen=True)
class Composition:
    """An exercise drawn for one person, with what is needed to judge it.

    Attributes:
        spec: What was to be drawn.
        figures: The person in every position.
        drawings: The drawings, by the same names.
        silhouettes: Body and props in every position (metres of the picture).
        arrows: The arrows drawn in every position (metres of the picture).
    """

    spec: PoseSpec
    figures: Mapping[str, Figure]
    drawings: Mapping[str, Drawing]
    silhouettes: Mapping[str, Area]
    arrows: Mapping[str, list[Area]]


def compose(spec: PoseSpec, person: Person, quality: Quality, fingerprint: str) -> Composition:
    """Draw every position of an exercise for a person; `fingerprint` goes into the drawings."""
    camera = Camera.from_angles(spec.view.azimuth, spec.view.elevation)
    figures = take_positions(spec, person)
    views = {name: _look(spec, figure, camera, quality) for name, figure in figures.items()}
    silhouettes = {name: view.silhouette for name, view in views.items()}
    arrows = {
        name: [
            arrow_area(arrow, figures, camera, silhouettes[name]) for arrow in spec.arrows if arrow.style.frame == name
        ]
        for name in figures
    }
    paths = {
        name: [
            *_polygons(spec, figure, camera),
            *(_Path(role, True, contours) for role, contours in views[name].layers),
            *_rings(spec, figure, camera),
            *_arrow_paths(arrows[name]),
        ]
        for name, figure in figures.items()
    }
    drawings = _drawings(paths, spec, figures, camera, fingerprint)
    return Composition(spec, figures, drawings, silhouettes, arrows)


def _look(spec: PoseSpec, figure: Figure, camera: Camera, quality: Quality) -> VectorView:
    body = _dimmed(sculpt(figure), figure, camera) if spec.view.dim_far_limbs else sculpt(figure)
    view = trace([*body, *prop_parts(spec.props, figure.segments)], camera, quality.pixels_per_metre)
    return vectorise(view, figure, spec.muscles, quality.tolerance)


def _dimmed(parts: list[Part], figure: Figure, camera: Camera) -> list[Part]:
    """Limbs away from the viewer get a calmer tone, unless the body is seen from front or back."""
    leftwards = float(figure.segments["pelvis"].rotation[:, 1] @ camera.back)
    if abs(leftwards) <= _FAR_LIMBS_FROM:
        return parts
    far = "l" if leftwards < 0 else "r"
    limbs = {f"{limb}_{far}" for limb in ("leg", "shoe", "arm")}
    return [replace(part, far=True) if part.name in limbs else part for part in parts]


def _rings_of(area: Area) -> list[Array]:
    polygons = parts_of(area, 0.0)
    return [np.array(ring.coords)[:-1] for piece in polygons for ring in (piece.exterior, *piece.interiors)]


def _polygons(spec: PoseSpec, figure: Figure, camera: Camera) -> list[_Path]:
    return [_Path(role, False, _rings_of(area)) for role, area in background(spec, figure, camera)]


def _arrow_paths(arrows: list[Area]) -> list[_Path]:
    paths = []
    for arrow in arrows:
        casing = arrow.buffer(CASING, quad_segs=3).simplify(0.0006)
        paths += [
            _Path("casing", False, _rings_of(casing)),
            _Path("arrow", False, _rings_of(arrow.simplify(0.0004))),
        ]
    return paths


def _rings(spec: PoseSpec, figure: Figure, camera: Camera) -> list[_Path]:
    paths = []
    for landmark in spec.focus:
        centre = camera.project(figure.landmark(landmark))
        for role, width in (("casing", _RING_CASING), ("focus-ring", _RING_WIDTH)):
            edges = [_circle(centre, _RING_RADIUS + width / 2), _circle(centre, _RING_RADIUS - width / 2)]
            paths.append(_Path(role, True, edges))
    return paths


def _circle(centre: Array, radius: float) -> Array:
    k = _CIRCLE_CONTROL
    unit = [(1, 0), (1, k), (k, 1), (0, 1), (-k, 1), (-1, k), (-1, 0), (-1, -k), (-k, -1), (0, -1), (k, -1)]
    circle: Array = centre + radius * np.array([*unit, (1, -k), (1, 0)])
    return circle


def _drawings(
    paths: Mapping[str, list[_Path]],
    spec: PoseSpec,
    figures: Mapping[str, Figure],
    camera: Camera,
    fingerprint: str,
) -> dict[str, Drawing]:
    everything = np.vstack([contour for shapes in paths.values() for path in shapes for contour in path.contours])
    low, high = everything.min(0) - _MARGIN, everything.max(0) + _MARGIN
    floor = camera.project(np.zeros(3))[1]
    low[1] = min(low[1], floor)
    corner = np.array([low[0], high[1]])

    def units(points: Array) -> Array:
        whole: Array = np.rint((points - corner) * [UNITS_PER_METRE, -UNITS_PER_METRE]).astype(int)
        return whole

    width, height = units(np.array([high[0], low[1]])).tolist()
    drawings = {}
    for name, shapes in paths.items():
        mark = None
        if spec.mark is not None:
            x, y = units(camera.project(figures[name].landmark(spec.mark))).tolist()
            mark = (x, y)
        drawings[name] = Drawing(
            width=width,
            height=height,
            units_per_metre=UNITS_PER_METRE,
            floor=int(units(np.array([0.0, floor]))[1]),
            side="right" if mark else "symmetrical",
            mark=mark,
            spec=fingerprint,
            shapes=tuple(
                Shape(path.role, tuple(_contour(path.curved, units(contour)) for contour in path.contours))
                for path in shapes
                if path.contours
            ),
        )
    return drawings


def _contour(curved: bool, points: Array) -> Contour:
    return Contour(curved, tuple(points.ravel().tolist()))
