"""Props as parts of the scene, so that they hide the figure and are hidden by it exactly."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from itertools import pairwise

import numpy as np

from hepgen.studio.implicit import (
    WORLD,
    Blend,
    Box,
    Cone,
    Cylinder,
    Ellipsoid,
    HalfSpace,
    Ribbon,
    Solid,
    add,
    keep,
)
from hepgen.studio.landmarks import ANKLE_HEIGHT, BALL_X
from hepgen.studio.parts import Painter, Part
from hepgen.studio.rotation import Array, about_y, about_z
from hepgen.studio.skeleton import Segment
from hepgen.studio.spec import (
    Anchor,
    Ball,
    Bike,
    Block,
    Chair,
    Cord,
    Dumbbell,
    LoopBand,
    Mat,
    Pillow,
    Prop,
    Rod,
    Water,
    Wedge,
)

# A sole that lies exactly in the top of a prop would flicker between the two: tops are a little low.
_TOP_LOWERED = 0.004
_CHAIR_SEAT = 0.42
_CORD_RADIUS = 0.007
_TUBE_RADIUS = 0.019
_FOOT_BAR = 0.025
"""Height (m) of the bars on which a bike stands."""
_CRANK_Y = 0.045
_FLYWHEEL_AHEAD = 0.5
_FLYWHEEL_RADIUS = 0.21
_PEDAL = (0.05, 0.045, 0.012)
_RIPPLE_LENGTH = 0.22
_RIPPLE_HEIGHT = 0.012
_RIPPLE_STEPS = 8

Segments = Mapping[str, Segment]


def prop_parts(props: tuple[Prop, ...], segments: Segments) -> list[Part]:
    """The parts of all props but mats, which lie behind everything and are drawn as flat areas."""
    return [
        Part(
            f"{type(prop).__name__.lower()}{number}_{index}",
            material,
            solid,
            paint,
            is_prop=True,
            faceted=facets,
        )
        for number, prop in enumerate(props)
        for index, (material, solid, paint, facets) in enumerate(_build(prop, segments))
    ]


Built = tuple[str, Solid, Painter | None, bool]


def _round(material: str, solid: Solid) -> Built:
    return material, solid, None, False


def _boxed(material: str, centre: Array, half: Array, edge_radius: float, rotation: Array = WORLD.rotation) -> Built:
    return material, Box(centre, half, rotation, edge_radius), _face_painter(material, rotation), True


def _face_painter(material: str, rotation: Array) -> Painter:
    def paint(_points: Array, normals: Array) -> list[tuple[str, Array]]:
        face = np.abs(normals @ rotation.astype(np.float32)).argmax(1)
        return [(f"{material}-{name}", face == axis) for axis, name in enumerate(("end", "side", "top"))]

    return paint


def _slope_painter(slope: Array) -> Painter:
    def paint(_points: Array, normals: Array) -> list[tuple[str, Array]]:
        top = normals @ slope.astype(np.float32) > 0.9
        side = ~top & (np.abs(normals[:, 1]) > 0.7)
        return [("prop-top", top), ("prop-side", side), ("prop-end", ~top & ~side)]

    return paint


def _place(anchor: Anchor, segments: Segments) -> Array:
    return (WORLD if anchor.segment is None else segments[anchor.segment]).point(anchor.offset)


@singledispatch
def _build(prop: Prop, segments: Segments) -> list[Built]:
    raise NotImplementedError(type(prop).__name__)


@_build.register
def _mat(_prop: Mat, _segments: Segments) -> list[Built]:
    return []


@_build.register
def _block(prop: Block, _segments: Segments) -> list[Built]:
    centre, half = np.array(prop.centre), np.array(prop.size) / 2
    centre[2] -= _TOP_LOWERED / 2
    half[2] -= _TOP_LOWERED / 2
    return [_boxed("prop", centre, half, prop.edge_radius, about_z(prop.yaw) @ about_y(prop.pitch))]


@_build.register
def _wedge(prop: Wedge, _segments: Segments) -> list[Built]:
    (x0, x1), (y0, y1), height = prop.x, prop.y, prop.height
    half = np.array([x1 - x0, y1 - y0, height]) / 2
    slope = np.array([height, 0, x1 - x0]) / np.hypot(height, x1 - x0)
    box = Box(np.array([x0, y0, 0]) + half, half, WORLD.rotation, 0.003)
    board = Blend(add(box), keep(HalfSpace(WORLD, (x0, 0, height - _TOP_LOWERED), slope), 0.004))
    return [("prop", board, _slope_painter(slope), True)]


@_build.register
def _chair(prop: Chair, _segments: Segments) -> list[Built]:
    half, seat = _CHAIR_SEAT / 2, prop.height
    foot = np.array([prop.x, prop.y, 0.0])
    leg = half - 0.025
    built = [_boxed("prop", foot + np.array([0, 0, seat - 0.022]), np.array([half, half, 0.02]), 0.008)]
    built += [
        _boxed(
            "frame",
            foot + np.array([dx * leg, dy * leg, (seat - 0.04) / 2]),
            np.array([0.015, 0.015, (seat - 0.04) / 2]),
            0.003,
        )
        for dx in (1, -1)
        for dy in (1, -1)
    ]
    if prop.back:
        behind = foot - [prop.facing * (half - 0.015), 0, 0]
        post = np.array([0.014, 0.014, 0.2])
        built += [_boxed("frame", behind + np.array([0, dy * leg, seat + 0.2]), post, 0.003) for dy in (1, -1)]
        built.append(_boxed("prop", behind + np.array([0, 0, seat + 0.36]), np.array([0.014, half, 0.09]), 0.008))
    return built


@_build.register
def _rod(prop: Rod, _segments: Segments) -> list[Built]:
    edge = 0.008 if prop.material == "roller" else 0.006
    return [_round(prop.material, Cylinder(np.array(prop.start), np.array(prop.end), prop.radius, edge))]


@_build.register
def _ball(prop: Ball, _segments: Segments) -> list[Built]:
    return [_round("roller", Ellipsoid(WORLD, prop.centre, (prop.radius, prop.radius, prop.radius)))]


@_build.register
def _pillow(prop: Pillow, _segments: Segments) -> list[Built]:
    return [_round("pillow", Ellipsoid(WORLD, prop.centre, prop.radii))]


@_build.register
def _dumbbell(prop: Dumbbell, segments: Segments) -> list[Built]:
    centre, scale = _place(prop.held_at, segments), prop.scale
    holder = WORLD if prop.held_at.segment is None else segments[prop.held_at.segment]
    axis = holder.rotation @ np.array(prop.axis)
    weights = (
        Cylinder(centre + axis * end * 0.062 * scale, centre + axis * end * 0.115 * scale, 0.042 * scale, 0.008)
        for end in (1, -1)
    )
    handle = Cylinder(centre - axis * 0.09, centre + axis * 0.09, 0.014, 0.004)
    return [_round("metal", handle), *(_round("metal", weight) for weight in weights)]


@_build.register
def _loop_band(prop: LoopBand, segments: Segments) -> list[Built]:
    first, second = (_place(anchor, segments) for anchor in prop.around)
    normal: Array = sum(
        (segments[anchor.segment].rotation[:, 2] for anchor in prop.around if anchor.segment), np.zeros(3)
    )
    across = second - first
    level = normal - across * (normal @ across) / (across @ across)
    return [_round("band", Ribbon(first, second, level, prop.radii, prop.width))]


@_build.register
def _cord(prop: Cord, segments: Segments) -> list[Built]:
    places = [_place(anchor, segments) for anchor in prop.points]
    steps = [add(Cone(start, end, _CORD_RADIUS, _CORD_RADIUS), 0.002) for start, end in pairwise(places)]
    first = prop.points[0].segment
    if first is not None and first.startswith("foot"):
        foot = segments[first].rotation
        loop = Ribbon(places[0], places[0] + foot[:, 0] * 0.002, foot[:, 2], (0.050, 0.050), 0.022)
        steps.append(add(loop))
    return [_round("band", Blend(*steps))]


def _tube(start: Array, end: Array, radius: float = _TUBE_RADIUS) -> Cylinder:
    return Cylinder(start, end, radius, 0.006)


def _crossbar(centre: Array, half_length: float, radius: float = _TUBE_RADIUS) -> Cylinder:
    across = np.array([0, half_length, 0])
    return _tube(centre - across, centre + across, radius)


@_build.register
def _bike(prop: Bike, segments: Segments) -> list[Built]:
    saddle, hub, handlebar = (np.array(point) for point in (prop.saddle, prop.hub, prop.handlebar))
    rear_foot = np.array([hub[0] - 0.42, hub[1], _FOOT_BAR])
    front_foot = np.array([hub[0] + _FLYWHEEL_AHEAD, hub[1], _FOOT_BAR])
    tubes = (
        *((hub, saddle - [0, 0, 0.03]), (front_foot, handlebar), (rear_foot, hub), (hub, front_foot)),
        (hub + (saddle - hub) * 0.35, front_foot + (handlebar - front_foot) * 0.55),
    )
    bars = (_crossbar(rear_foot, 0.22), _crossbar(front_foot, 0.22), _crossbar(handlebar, 0.25, 0.016))
    flywheel = front_foot * [1, 1, 0] + [0, 0, _FLYWHEEL_RADIUS + 0.06]
    built = [
        _round("metal", Blend(*(add(_tube(*ends)) for ends in tubes))),
        *(_round("metal", bar) for bar in bars),
        _round("roller", _crossbar(flywheel, 0.028, _FLYWHEEL_RADIUS)),
        _round("roller", _crossbar(hub, 0.03, 0.075)),
        _round("roller", Ellipsoid(WORLD, tuple(saddle - [0, 0, 0.035]), (0.14, 0.085, 0.035))),
    ]
    for side, sign in (("l", 1), ("r", -1)):
        foot = segments[f"foot_{side}"]
        pedal = foot.point((BALL_X, 0, -ANKLE_HEIGHT - _PEDAL[2]))
        beside = hub + np.array([0, sign * _CRANK_Y, 0])
        built += [
            _round("metal", _tube(beside, np.array([pedal[0], beside[1], pedal[2]]), 0.014)),
            _boxed("frame", pedal, np.array(_PEDAL), 0.006, foot.rotation),
        ]
    return built


@_build.register
def _water(prop: Water, _segments: Segments) -> list[Built]:
    start, end = prop.x
    along = np.linspace(start, end, 1 + round((end - start) / _RIPPLE_LENGTH * _RIPPLE_STEPS))
    height = prop.level + _RIPPLE_HEIGHT * np.sin(2 * np.pi * (along - start) / _RIPPLE_LENGTH)
    lines = (np.column_stack([along, np.full_like(along, y), height]) for y in prop.y)
    return [
        _round("roller", Blend(*(add(Cone(a, b, _CORD_RADIUS, _CORD_RADIUS), 0.002) for a, b in pairwise(line))))
        for line in lines
    ]
