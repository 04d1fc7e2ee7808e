"""Which palette role every pixel has, and which pixels form one surface."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import distance_transform_edt

from hepgen.studio.gbuffer import GBuffer, fill_from_nearest
from hepgen.studio.rotation import Array

_PEN_RADIUS = 0.0042
"""Regions thinner than this (m, half the width) are given to their neighbours: the pen would fill them."""
_QUIET = ("sock", "sole")


@dataclass
class Materials:
    """Roles of the pixels of a view.

    Attributes:
        roles: Role names.
        role: Index (rows, columns) into `roles`; -1 where nothing is.
        surface: Index (rows, columns) of the part's surface; -1 where nothing is.
        quiet: Pixels (rows, columns) whose seams are drawn thin.
        toned: For every role whether it gets a shadow tone.
        blur: For every surface how far (m) its light is smoothed.
    """

    roles: list[str]
    role: Array
    surface: Array
    quiet: Array
    toned: list[bool]
    blur: list[float]


_BLUR = {"shirt": 0.034, "shorts": 0.024}
_BLUR_ELSE = 0.013


def assign_materials(view: GBuffer) -> Materials:
    """Paint the pixels of a view; regions too thin for the pen are given away, in the view too."""
    roles: list[str] = []
    toned: list[bool] = []
    surfaces: list[str] = []
    role = np.full(view.label.shape, -1, np.int16)
    surface = np.full(view.label.shape, -1, np.int16)
    rows, columns, points = view.surface()
    normals = view.normal[rows, columns]
    labels = view.label[rows, columns]

    def role_index(name: str, tone: bool) -> int:
        if name not in roles:
            roles.append(name)
            toned.append(tone)
        return roles.index(name)

    for index, part in enumerate(view.parts):
        own = labels == index
        if not own.any():
            continue
        suffix = "-far" if part.far else ""
        painted = np.full(int(own.sum()), -1)
        if part.paint is not None:
            for name, where in part.paint(points[own], normals[own]):
                if where.any():
                    painted[where] = role_index(name + suffix, not part.faceted)
        if (painted < 0).any():
            painted[painted < 0] = role_index(part.material + suffix, True)
        role[rows[own], columns[own]] = painted
        surface[rows[own], columns[own]] = len(surfaces)
        surfaces.append(part.name)
    _give_away_thin_regions(view, role, surface)
    quiet = np.isin(role, [i for i, name in enumerate(roles) if name.removesuffix("-far") in _QUIET])
    blur = [_BLUR.get(name, _BLUR_ELSE) for name in surfaces]
    return Materials(roles, role, surface, quiet, toned, blur)


def _give_away_thin_regions(view: GBuffer, role: Array, surface: Array) -> None:
    seen = view.label >= 0
    region = np.where(seen, role.astype(np.int32) * 256 + surface, -1)
    radius = _PEN_RADIUS * view.pixels_per_metre
    thin = np.zeros(seen.shape, bool)
    for number in np.unique(region[seen]):
        own = region == number
        rows, columns = np.nonzero(own)
        window = (
            slice(max(0, rows.min() - 1), rows.max() + 2),
            slice(max(0, columns.min() - 1), columns.max() + 2),
        )
        # Background beside a region does not make it thin: only thinness between other regions counts.
        padded = np.pad((own | ~seen)[window], 1, constant_values=True)
        core = distance_transform_edt(padded) > radius
        if core.any():
            thick = (distance_transform_edt(~core) <= radius + 0.5)[1:-1, 1:-1]
        else:
            thick = np.zeros_like(own[window])
        thin[window] |= own[window] & ~thick
    fill_from_nearest(thin, seen & ~thin, view.label, role, surface, view.depth, view.normal)
