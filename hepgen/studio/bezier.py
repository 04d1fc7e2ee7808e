"""Fits cubic Bézier segments to polylines.

After P. J. Schneider, "An algorithm for automatically fitting digitized curves", Graphics Gems (1990).
"""

from __future__ import annotations

import numpy as np

from hepgen.studio.rotation import Array

_MAX_DEPTH = 14
_REPARAMETERISATIONS = 4
_TANGENT_WINDOW = 6

Segments = list[Array]
"""Cubic segments, each (4, 2): start, two control points, end."""


def fit_closed(points: Array, tolerance: float, step: float, corner_angle: float, corner_span: int) -> Segments:
    """Fit a closed polyline (n, 2), keeping its sharp corners.

    Args:
        points: The polyline; units are arbitrary, and so those of the other lengths.
        tolerance: Largest distance between curve and polyline.
        step: Distance at which the polyline is sampled anew.
        corner_angle: Turns sharper than this (degrees) stay corners.
        corner_span: Samples on each side over which a turn is measured.
    """
    sampled = resample_closed(points, step)
    corners = _corners(sampled, corner_span, corner_angle)
    if not corners:
        return _fit_smooth_loop(sampled, tolerance)
    fitted: Segments = []
    for corner, following in zip(corners, corners[1:] + corners[:1], strict=True):
        if following > corner:
            part = sampled[corner : following + 1]
        else:
            part = np.vstack([sampled[corner:], sampled[: following + 1]])
        if len(part) >= 2:
            fitted += _fit(part, _end_tangent(part), _end_tangent(part[::-1]), tolerance)
    return fitted


def resample_closed(points: Array, step: float) -> Array:
    """The closed polyline (n, 2) at equal distances of about `step`, without a repeated end point."""
    loop = points if np.allclose(points[0], points[-1]) else np.vstack([points, points[:1]])
    length = arc_length(loop)
    places = np.linspace(0, length[-1], max(8, int(length[-1] / step)), endpoint=False)
    return _along(loop, length, places)


def resample_open(points: Array, step: float) -> tuple[Array, Array]:
    """The polyline (n, 2) at equal distances of about `step`, and the arc length of each sample."""
    length = arc_length(points)
    places = np.linspace(0, length[-1], max(2, round(length[-1] / step) + 1))
    return _along(points, length, places), places


def arc_length(points: Array) -> Array:
    """Length along the polyline up to each of its points (n,)."""
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])


def _along(points: Array, length: Array, places: Array) -> Array:
    return np.stack([np.interp(places, length, points[:, axis]) for axis in (0, 1)], 1)


def _unit(vector: Array, otherwise: Array) -> Array:
    size = float(np.linalg.norm(vector))
    return vector / size if size > 1e-9 else otherwise


def _corners(points: Array, span: int, angle: float) -> list[int]:
    before, after = points - np.roll(points, span, 0), np.roll(points, -span, 0) - points
    size = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    turn = np.degrees(np.arccos(np.clip((before * after).sum(1) / np.maximum(size, 1e-9), -1, 1)))
    found: list[int] = []
    for index in np.nonzero(turn > angle)[0].tolist():
        neighbours = [(index + offset) % len(points) for offset in range(-span, span + 1)]
        if turn[index] >= turn[neighbours].max() - 1e-9 and (not found or index - found[-1] > span):
            found.append(index)
    return found


def _fit_smooth_loop(points: Array, tolerance: float) -> Segments:
    count = len(points)
    half = count // 2
    offsets = np.arange(-_TANGENT_WINDOW, _TANGENT_WINDOW + 1)

    def tangent(index: int) -> Array:
        around = points[(index + offsets) % count]
        return _unit((offsets[:, None] * around).sum(0), np.array([1.0, 0.0]))

    first, second = points[: half + 1], np.vstack([points[half:], points[:1]])
    start, middle = tangent(0), tangent(half)
    return _fit(first, start, -middle, tolerance) + _fit(second, middle, -start, tolerance)


def _end_tangent(points: Array) -> Array:
    reach = min(4, len(points) - 1)
    near, far = points[max(1, reach // 2)] - points[0], points[reach] - points[0]
    direction = 2 * near - (0.5 * far if reach >= 2 else 0)
    return _unit(direction, np.array([1.0, 0.0]))


def _fit(points: Array, start_tangent: Array, end_tangent: Array, tolerance: float, depth: int = 0) -> Segments:
    if len(points) == 2:
        third = np.linalg.norm(points[1] - points[0]) / 3
        control = points[0] + start_tangent * third, points[1] + end_tangent * third
        return [np.stack([points[0], *control, points[1]])]
    parameter = arc_length(points)
    if parameter[-1] < 1e-9:
        return []
    parameter = parameter / parameter[-1]
    best_error, worst_at, best = np.inf, 0, points[:0]
    for _ in range(_REPARAMETERISATIONS):
        curve = _least_squares(points, parameter, start_tangent, end_tangent)
        off = _evaluate(curve, parameter) - points
        error = (off**2).sum(1)
        worst = int(error.argmax())
        if error[worst] < best_error:
            best_error, worst_at, best = float(error[worst]), worst, curve
        if error[worst] < tolerance**2:
            break
        moved = _newton(curve, parameter, off)
        if np.any(np.diff(moved) < -1e-9):
            break
        parameter = moved
    if best_error < tolerance**2 or depth > _MAX_DEPTH:
        return [best]
    split = min(max(worst_at, 1), len(points) - 2)
    tangent = _split_tangent(points, split, start_tangent)
    return _fit(points[: split + 1], start_tangent, tangent, tolerance, depth + 1) + _fit(
        points[split:], -tangent, end_tangent, tolerance, depth + 1
    )


def _split_tangent(points: Array, split: int, otherwise: Array) -> Array:
    # A least-squares direction over a symmetric window; short windows would inherit the polygon's noise.
    window = min(_TANGENT_WINDOW, split, len(points) - 1 - split)
    if window >= 3:
        offsets = np.arange(-window, window + 1)
        direction = -(offsets[:, None] * points[split - window : split + window + 1]).sum(0)
    else:
        direction = points[split - window] - points[split + window]
    return _unit(direction, otherwise)


def _bernstein(t: Array) -> tuple[Array, Array, Array, Array]:
    s = 1 - t
    return (s**3)[:, None], (3 * t * s**2)[:, None], (3 * t**2 * s)[:, None], (t**3)[:, None]


def _evaluate(curve: Array, t: Array) -> Array:
    place: Array = sum((b * point for b, point in zip(_bernstein(t), curve, strict=True)), np.zeros((len(t), 2)))
    return place


def _least_squares(points: Array, t: Array, start_tangent: Array, end_tangent: Array) -> Array:
    b0, b1, b2, b3 = _bernstein(t)
    first, second = start_tangent * b1, end_tangent * b2
    rest = points - points[0] * (b0 + b1) - points[-1] * (b2 + b3)
    c00, c01, c11 = (first * first).sum(), (first * second).sum(), (second * second).sum()
    x0, x1 = (first * rest).sum(), (second * rest).sum()
    determinant = c00 * c11 - c01 * c01
    chord = float(np.linalg.norm(points[-1] - points[0]))
    alpha = beta = chord / 3
    if abs(determinant) > 1e-12:
        a, b = (x0 * c11 - x1 * c01) / determinant, (c00 * x1 - c01 * x0) / determinant
        if 1e-3 * chord <= a <= 3 * chord + 1 and 1e-3 * chord <= b <= 3 * chord + 1:
            alpha, beta = a, b
    return np.stack([points[0], points[0] + start_tangent * alpha, points[-1] + end_tangent * beta, points[-1]])


def _newton(curve: Array, t: Array, off: Array) -> Array:
    s = 1 - t
    first, second = np.diff(curve, axis=0), np.diff(curve, n=2, axis=0)
    velocity = 3 * (first[0] * (s**2)[:, None] + 2 * first[1] * (t * s)[:, None] + first[2] * (t**2)[:, None])
    acceleration = 6 * (second[0] * s[:, None] + second[1] * t[:, None])
    slope = (velocity**2).sum(1) + (off * acceleration).sum(1)
    safe = np.abs(slope) > 1e-9
    step = np.where(safe, (off * velocity).sum(1) / np.where(safe, slope, 1), 0)
    moved: Array = np.clip(t - step, 0, 1)
    moved[0], moved[-1] = 0, 1
    return moved
