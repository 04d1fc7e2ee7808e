"""An orthographic camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hepgen.studio.rotation import Array


@dataclass(frozen=True)
class Camera:
    """Unit vectors (3,) of the picture: `right`, `up`, and `back` towards the viewer."""

    right: Array
    up: Array
    back: Array

    @classmethod
    def from_angles(cls, azimuth: float, elevation: float) -> Camera:
        """Azimuth 0 looks at the figure's right side with x to the right, 90 at its front; degrees."""
        turn, lift = np.radians(azimuth), np.radians(elevation)
        back = np.array([np.sin(turn) * np.cos(lift), -np.cos(turn) * np.cos(lift), np.sin(lift)])
        right = np.array([np.cos(turn), np.sin(turn), 0.0])
        return cls(right, np.cross(back, right), back)

    @classmethod
    def looking_from(cls, direction: Array) -> Camera:
        """A camera that looks from a world direction, whichever way up."""
        back = direction / np.linalg.norm(direction)
        helper = np.array([0, 0, 1.0]) if abs(back[2]) < 0.9 else np.array([0, 1.0, 0])
        right = np.cross(helper, back)
        right = right / np.linalg.norm(right)
        return cls(right, np.cross(back, right), back)

    def project(self, points: Array) -> Array:
        """Picture coordinates (…, 2) in metres of world points (…, 3)."""
        return np.stack([points @ self.right, points @ self.up], -1)

    def depth(self, points: Array) -> Array:
        """How near world points (…, 3) are; larger is nearer (m)."""
        near: Array = points @ self.back
        return near
