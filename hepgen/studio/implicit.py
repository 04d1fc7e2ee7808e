"""Signed distance fields: solids given by a function that is negative inside (metres).

Every solid takes points (n, 3) in float32 and gives distances (n,); the distances are estimates that never
overshoot much, which is all that sphere tracing needs. Method after Quilez, "distance functions" and "smooth
minimum".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from hepgen.studio.rotation import Array
from hepgen.studio.skeleton import Segment

_PROFILE_SAMPLES = 384
_PROFILE_SMOOTHING = 16

WORLD = Segment(np.eye(3), np.zeros(3))

Sphere = tuple[Array, float]
"""Centre and radius of a bounding sphere."""
Station = tuple[float, ...]
"""Axis coordinate and the radii there: front, back, lateral (, medial)."""


class Solid(Protocol):
    """Anything that has a signed distance."""

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        ...

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the solid's silhouette; empty for unbounded solids."""
        ...


@cache
def _profile(places: tuple[float, ...], radii: tuple[float, ...]) -> Array:
    # Monotone interpolation alone leaves kinks of curvature that show as facets; the Gaussian removes them.
    sampled = PchipInterpolator(places, radii)(np.linspace(places[0], places[-1], _PROFILE_SAMPLES))
    reach = 4 * _PROFILE_SMOOTHING
    before, after = 2 * sampled[0] - sampled[reach:0:-1], 2 * sampled[-1] - sampled[-2 : -reach - 2 : -1]
    smooth = gaussian_filter1d(np.concatenate([before, sampled, after]), _PROFILE_SMOOTHING)
    profile: Array = smooth[reach:-reach].astype(np.float32)
    return profile


class Loft:
    """A limb: super-elliptic sections along an axis, with their own radius in each of four directions."""

    def __init__(
        self,
        segment: Segment,
        stations: Sequence[Station],
        *,
        side: str = "l",
        offset: tuple[float, float, float] = (0, 0, 0),
        upwards: bool = False,
        along_x: bool = False,
        caps: tuple[float, float] = (0.04, 0.04),
        power: float = 2.0,
    ) -> None:
        """Loft through stations.

        Args:
            segment: Frame whose z axis (or x axis) carries the loft.
            stations: Section radii; the axis coordinate grows downwards unless `upwards`.
            side: "r" exchanges lateral and medial.
            offset: Origin of the axis in the segment.
            upwards: The axis coordinate grows along +z instead of -z.
            along_x: The axis is +x, and "front" means up.
            caps: Length of the rounded ends (m).
            power: Exponent of the section; 2 is an ellipse, more is squarer.
        """
        places, *radii = (tuple(column) for column in zip(*stations, strict=True))
        self._first, self._last = places[0], places[-1]
        self._front, self._back, self._lateral = (_profile(places, values) for values in radii[:3])
        self._medial = _profile(places, radii[3]) if len(radii) > 3 else self._lateral
        self._axis, self._front_axis = (0, 2) if along_x else (2, 0)
        self._sign = 1 if upwards or along_x else -1
        self._lateral_sign = -1 if side == "r" else 1
        self._caps, self._power = caps, power
        self._rotation, self._origin = segment.rotation, segment.point(offset)
        self._rotation32 = self._rotation.astype(np.float32)
        self._origin32 = self._origin.astype(np.float32)

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        local = (points - self._origin32) @ self._rotation32
        along = local[:, self._axis] * self._sign
        forward, sideways = local[:, self._front_axis], local[:, 1] * self._lateral_sign
        share = np.clip((along - self._first) / (self._last - self._first), 0, 1)
        index = (share * (_PROFILE_SAMPLES - 1)).astype(np.int32)
        depth = np.where(forward > 0, self._front[index], self._back[index])
        breadth = np.where(sideways > 0, self._lateral[index], self._medial[index])
        beyond = np.minimum(along - self._first, 0) + np.maximum(along - self._last, 0)
        cap = np.where(beyond < 0, np.float32(self._caps[0]), np.float32(self._caps[1]))
        u, v, w = forward / depth, sideways / breadth, beyond / cap
        if self._power == 2.0:
            scaled = np.sqrt(u * u + v * v + w * w)
        else:
            section = (np.abs(u) ** self._power + np.abs(v) ** self._power) ** (2 / self._power)
            scaled = np.sqrt(section + w * w)
        radius = np.sqrt(forward * forward + sideways * sideways + beyond * beyond)
        distance: Array = radius - radius / np.maximum(scaled, 1e-4)
        return distance

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the silhouette."""
        axis = self._rotation[:, self._axis] * self._sign
        start, end = self._origin + axis * self._first, self._origin + axis * self._last
        profiles = (self._front, self._back, self._lateral, self._medial)
        radius = max(*(float(profile.max()) for profile in profiles), *self._caps)
        return [(start, radius), (end, radius), ((start + end) / 2, radius)]


class Ellipsoid:
    """An ellipsoid fixed to a segment."""

    def __init__(
        self,
        segment: Segment,
        centre: tuple[float, float, float],
        radii: tuple[float, float, float],
        turn: Array | None = None,
    ) -> None:
        self._centre = segment.point(centre)
        self._smallest, self._largest = min(radii), max(radii)
        self._rotation32 = (segment.rotation if turn is None else segment.rotation @ turn).astype(np.float32)
        self._centre32 = self._centre.astype(np.float32)
        self._inverse = (1 / np.asarray(radii)).astype(np.float32)

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        scaled = ((points - self._centre32) @ self._rotation32) * self._inverse
        size = np.sqrt((scaled * scaled).sum(1))
        gradient = scaled * self._inverse
        slope = np.sqrt((gradient * gradient).sum(1))
        distance = size * (size - 1) / np.maximum(slope, 1e-6)
        inside: Array = np.where(size < 0.05, -self._smallest, distance).astype(np.float32)
        return inside

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the silhouette."""
        return [(self._centre, self._largest)]


class Cone:
    """A round bar between two world points, with a radius at each end."""

    def __init__(self, start: Array, end: Array, start_radius: float, end_radius: float) -> None:
        self._start, self._end = np.asarray(start, float), np.asarray(end, float)
        self._radii = (start_radius, end_radius)
        self._start32 = self._start.astype(np.float32)
        self._axis32 = (self._end - self._start).astype(np.float32)
        self._length2 = max(float(self._axis32 @ self._axis32), 1e-9)

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        from_start = points - self._start32
        share = np.clip((from_start @ self._axis32) / self._length2, 0, 1)
        off = from_start - share[:, None] * self._axis32
        radius = self._radii[0] + (self._radii[1] - self._radii[0]) * share
        distance: Array = np.sqrt((off * off).sum(1)) - radius.astype(np.float32)
        return distance

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the silhouette."""
        return [(self._start, self._radii[0]), (self._end, self._radii[1])]


class HalfSpace:
    """Everything behind a plane: inside is where the normal points away from."""

    def __init__(
        self, segment: Segment, point: tuple[float, float, float], normal: tuple[float, float, float] | Array
    ) -> None:
        direction = np.asarray(normal, float)
        self._point32 = segment.point(point).astype(np.float32)
        self._normal32 = (segment.rotation @ (direction / np.linalg.norm(direction))).astype(np.float32)

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        distance: Array = (points - self._point32) @ self._normal32
        return distance

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the silhouette."""
        return []


class Box:
    """A box with rounded edges; `half` are half edge lengths."""

    def __init__(self, centre: Array, half: Array, rotation: Array, edge_radius: float) -> None:
        self._centre, self._half, self._rotation = centre, half, rotation
        self._edge_radius = edge_radius
        self._centre32, self._rotation32 = centre.astype(np.float32), rotation.astype(np.float32)
        self._core32 = (half - edge_radius).astype(np.float32)

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        outside = np.abs((points - self._centre32) @ self._rotation32) - self._core32
        rounded = np.sqrt((np.maximum(outside, 0) ** 2).sum(1)) + np.minimum(outside.max(1), 0)
        distance: Array = rounded - np.float32(self._edge_radius)
        return distance

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the silhouette."""
        # A chain of spheres along the longest edge keeps the raster box tight.
        longest = int(np.argmax(self._half))
        radius = float(np.linalg.norm(np.delete(self._half, longest)))
        count = min(25, max(2, int(self._half[longest] / max(radius, 0.02)) + 1))
        axis = self._rotation[:, longest] * self._half[longest]
        return [(self._centre + axis * place, radius) for place in np.linspace(-1, 1, count)]


class Cylinder:
    """A cylinder between two world points, with rounded edges."""

    def __init__(self, start: Array, end: Array, radius: float, edge_radius: float) -> None:
        self._start, self._end = np.asarray(start, float), np.asarray(end, float)
        self._radius, self._edge_radius = radius, edge_radius
        self._length = float(np.linalg.norm(self._end - self._start))
        self._axis32 = ((self._end - self._start) / self._length).astype(np.float32)
        self._centre32 = ((self._start + self._end) / 2).astype(np.float32)

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        from_centre = points - self._centre32
        along = from_centre @ self._axis32
        off = np.sqrt(np.maximum((from_centre * from_centre).sum(1) - along * along, 0))
        over_end = np.abs(along) - np.float32(self._length / 2 - self._edge_radius)
        over_side = off - np.float32(self._radius - self._edge_radius)
        corner = np.sqrt(np.maximum(over_end, 0) ** 2 + np.maximum(over_side, 0) ** 2)
        distance: Array = np.minimum(np.maximum(over_end, over_side), 0) + corner - np.float32(self._edge_radius)
        return distance

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the silhouette."""
        count = min(20, max(2, int(self._length / self._radius) + 1))
        axis = self._end - self._start
        return [(self._start + axis * share, self._radius * 1.05) for share in np.linspace(0, 1, count)]


class Ribbon:
    """A flat elastic ribbon looped around two points."""

    def __init__(
        self,
        start: Array,
        end: Array,
        normal: Array,
        radii: tuple[float, float],
        width: float,
        thickness: float = 0.0035,
    ) -> None:
        self._start, self._end, self._radii = start, end, radii
        self._half_width, self._thickness = width / 2, thickness
        unit = normal / np.linalg.norm(normal)
        across = end - start
        self._rise = float(across @ unit)
        self._normal32, self._start32 = unit.astype(np.float32), start.astype(np.float32)
        self._flat32 = (across - unit * self._rise).astype(np.float32)
        self._length2 = float(self._flat32 @ self._flat32)

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        from_start = points - self._start32
        share = np.clip((from_start @ self._flat32) / self._length2, 0, 1)
        height = from_start @ self._normal32
        flat = from_start - height[:, None] * self._normal32
        radius = self._radii[0] + (self._radii[1] - self._radii[0]) * share
        off = np.sqrt(((flat - share[:, None] * self._flat32) ** 2).sum(1)) - radius.astype(np.float32)
        over_edge = np.abs(height - share * np.float32(self._rise)) - np.float32(self._half_width)
        over_face = np.abs(off) - np.float32(self._thickness)
        corner = np.sqrt(np.maximum(over_edge, 0) ** 2 + np.maximum(over_face, 0) ** 2)
        distance: Array = np.minimum(np.maximum(over_edge, over_face), 0) + corner
        return distance

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the silhouette."""
        width = 2 * self._half_width
        middle = (self._start + self._end) / 2
        return [
            (self._start, self._radii[0] + width),
            (self._end, self._radii[1] + width),
            (middle, max(self._radii) + width),
        ]


class Step(NamedTuple):
    """One step of a blend: how a solid joins what is there, and the width of the rounding (m)."""

    operation: str
    solid: Solid
    rounding: float


def add(solid: Solid, rounding: float = 0.0) -> Step:
    """Union with the solid."""
    return Step("add", solid, rounding)


def keep(solid: Solid, rounding: float) -> Step:
    """Intersection with the solid."""
    return Step("keep", solid, rounding)


def cut(solid: Solid, rounding: float) -> Step:
    """Subtraction of the solid."""
    return Step("cut", solid, rounding)


def _smooth_minimum(a: Array, b: Array, rounding: float) -> Array:
    least: Array = np.minimum(a, b)
    if rounding <= 0:
        return least
    overlap = np.maximum(rounding - np.abs(a - b), 0) / rounding
    smooth: Array = least - overlap * overlap * (rounding * 0.25)
    return smooth


class Blend:
    """Solids joined one after the other, with rounded seams. The first step must be an `add`."""

    def __init__(self, *steps: Step) -> None:
        self._steps = steps

    def __call__(self, points: Array) -> Array:
        """Signed distance (n,) of points (n, 3)."""
        distance = self._steps[0].solid(points)
        for operation, solid, rounding in self._steps[1:]:
            if operation == "add":
                distance = _smooth_minimum(distance, solid(points), rounding)
            elif operation == "keep":
                distance = -_smooth_minimum(-distance, -solid(points), rounding)
            else:
                distance = -_smooth_minimum(-distance, solid(points), rounding)
        return distance

    def bounds(self) -> list[Sphere]:
        """Spheres whose projections cover the silhouette."""
        return [
            (centre, radius + rounding / 4)
            for operation, solid, rounding in self._steps
            if operation == "add"
            for centre, radius in solid.bounds()
        ]


_PROBE = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], np.float32)


def surface_normals(solid: Solid, points: Array, step: float = 2e-3) -> Array:
    """Unit normals (n, 3) of a solid's surface at points (n, 3), by tetrahedral differences."""
    zero: Array = np.zeros_like(points)
    normals: Array = sum((corner * solid(points + corner * step)[:, None] for corner in _PROBE), zero)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return normals
