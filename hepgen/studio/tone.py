"""The shadow side: one calm tone where the surface turns away from the light."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter

from hepgen.studio.gbuffer import GBuffer
from hepgen.studio.materials import Materials
from hepgen.studio.outlines import Area, calmed, outline
from hepgen.studio.rotation import Array

_LIGHT = np.array([0.60, 0.32, 0.73]) / np.linalg.norm([0.60, 0.32, 0.73])
"""Towards the light in picture axes: mostly from the right, so that a torso is not blotched."""
_THRESHOLD = 0.20
_SMALLEST_REGION = 0.0006
_SMALLEST_PATCH = 0.0010
_ROUNDING = 0.006


def shadow_areas(view: GBuffer, materials: Materials) -> list[tuple[str, Area]]:
    """Role and area (pixels) of the shadows, one per role that has any."""
    resolution = view.pixels_per_metre
    seen = view.label >= 0
    dark = seen & (_smooth_light(view, materials) < _THRESHOLD)
    shadows = []
    for index, role in enumerate(materials.roles):
        mask = dark & (materials.role == index)
        if not materials.toned[index] or mask.sum() < _SMALLEST_REGION * resolution**2:
            continue
        smallest, radius = _SMALLEST_PATCH * resolution**2, _ROUNDING * resolution
        patch = outline(mask, 2.2, min_area=smallest, min_hole=smallest)
        area = calmed(patch.buffer(-0.7 * radius).buffer(1.7 * radius).buffer(-radius))
        if not area.is_empty:
            shadows.append((role, area))
    return shadows


def _smooth_light(view: GBuffer, materials: Materials) -> Array:
    """Light (rows, columns) smoothed within each surface."""
    camera = view.camera
    direction = camera.right * _LIGHT[0] + camera.up * _LIGHT[1] + camera.back * _LIGHT[2]
    light = view.normal @ direction.astype(np.float32)
    smooth = np.zeros(view.label.shape, np.float32)
    for index, blur in enumerate(materials.blur):
        own = materials.surface == index
        if own.sum() < 50:
            continue
        rows, columns = np.nonzero(own)
        window = (slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1))
        inside, sigma = own[window], blur * view.pixels_per_metre
        lit = gaussian_filter(np.where(inside, light[window], 0), sigma)
        weight = gaussian_filter(inside.astype(np.float32), sigma)
        smooth[window][inside] = (lit / np.maximum(weight, 1e-3))[inside]
    return smooth
