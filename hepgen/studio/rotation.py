"""Rotation matrices about the body axes: x forwards, y to the left, z up; angles in degrees."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]

MIRROR: Array = np.diag([1.0, -1.0, 1.0])
"""Exchanges left and right."""


def about_x(degrees: float) -> Array:
    """Rotation about the axis that points forwards."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[1, 0, 0], [0, cosine, -sine], [0, sine, cosine]])


def about_y(degrees: float) -> Array:
    """Rotation about the axis that points to the left."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]])


def about_z(degrees: float) -> Array:
    """Rotation about the axis that points up."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])


def part_of(rotation: Array, share: float) -> Array:
    """The rotation about the same axis by a share of the angle."""
    angle = float(np.arccos(np.clip((np.trace(rotation) - 1) / 2, -1, 1)))
    axis = np.array([rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]])
    length = float(np.linalg.norm(axis))
    if angle < 1e-6 or length < 1e-9:
        return np.eye(3)
    x, y, z = axis / length
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turned = min(angle, np.pi - 1e-4) * share
    part: Array = np.eye(3) + np.sin(turned) * cross + (1 - np.cos(turned)) * (cross @ cross)
    return part
