"""From the pixels of a view to filled outlines: flat colours, tone, muscles, ink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from shapely.affinity import translate
from shapely.ops import unary_union

from hepgen.studio.bezier import Segments
from hepgen.studio.gbuffer import GBuffer
from hepgen.studio.ink import inner_lines
from hepgen.studio.materials import Materials, assign_materials
from hepgen.studio.muscles import muscle_patches
from hepgen.studio.outlines import Area, calmed, fit_area, outline
from hepgen.studio.penmarks import pen_marks
from hepgen.studio.rotation import Array
from hepgen.studio.skeleton import Figure
from hepgen.studio.spec import Muscle
from hepgen.studio.tone import shadow_areas

OUTLINE_WIDTH = 0.0105
"""Width (m) of the line round the figure."""


class Layer(NamedTuple):
    """Cubic contours of one role, in metres of the picture with y upwards."""

    role: str
    contours: list[Array]
    """Each (1 + 3 n, 2): start, then three points per cubic."""


@dataclass(frozen=True)
class VectorView:
    """A view as layers from back to front, and its silhouette (metres, y upwards)."""

    layers: tuple[Layer, ...]
    silhouette: Area


def vectorise(view: GBuffer, figure: Figure, muscles: tuple[Muscle, ...], tolerance: float) -> VectorView:
    """Draw a view.

    Args:
        view: Pixels; regions too thin for the pen are changed in place.
        figure: The person in it.
        muscles: Muscles to tint.
        tolerance: How far (m of the body) a fitted curve may lie beside the contour.
    """
    resolution = view.pixels_per_metre
    pixels = tolerance * resolution
    materials = assign_materials(view)
    silhouette = calmed(outline(view.label >= 0, 1.3))
    drawn: list[tuple[str, list[Segments]]] = []
    drawn += [(role, fit_area(area, pixels)) for role, area in _flat_colours(materials)]
    drawn += [(f"{role}-shade", fit_area(area, pixels * 1.6)) for role, area in shadow_areas(view, materials)]
    for patch, rim, fibres in muscle_patches(view, figure, muscles):
        drawn.append(("muscle", fit_area(patch, pixels * 1.3)))
        drawn.append(("muscle-rim", fit_area(rim, pixels * 1.3)))
        drawn.append(("fibre", fit_area(fibres, pixels * 1.3, min_area=4)))
    strokes = [*inner_lines(view, materials), *pen_marks(view, figure)]
    ink = unary_union([*_outline_ink(silhouette, resolution), *strokes])
    drawn.append(("ink", fit_area(ink, pixels * 0.75, step=1.4, corner=48, span=2)))
    layers = (Layer(role, [_to_picture(view, contour) for contour in contours]) for role, contours in drawn)
    return VectorView(tuple(layer for layer in layers if layer.contours), _area_to_picture(view, silhouette))


def _flat_colours(materials: Materials) -> list[tuple[str, Area]]:
    masks = [(role, materials.role == index) for index, role in enumerate(materials.roles)]
    masks.sort(key=lambda pair: -int(pair[1].sum()))
    # Grown a little under the lines, so that no gap shows between two colours.
    return [(role, calmed(outline(mask, 1.5, 0.40, min_area=25))) for role, mask in masks]


def _outline_ink(silhouette: Area, resolution: float) -> list[Area]:
    """The line round the figure, heavier towards the lower right, and the notches that it would clog."""
    width = OUTLINE_WIDTH * resolution
    shadow = 0.14 * width
    outer = translate(silhouette.buffer(0.55 * width, quad_segs=6), shadow, shadow)
    ring = outer.union(silhouette.buffer(0.45 * width)).difference(silhouette.buffer(-0.42 * width, quad_segs=6))
    notches = silhouette.buffer(0.5 * width).buffer(-0.5 * width).difference(silhouette)
    return [ring, notches]


def _to_picture(view: GBuffer, contour: Segments) -> Array:
    points = np.vstack([contour[0][:1], *(segment[1:] for segment in contour)])
    x = view.left + points[:, 0] / view.pixels_per_metre
    y = view.top - points[:, 1] / view.pixels_per_metre
    return np.stack([x, y], 1)


def _area_to_picture(view: GBuffer, area: Area) -> Area:
    from shapely import transform

    scale = np.array([1, -1]) / view.pixels_per_metre
    return transform(area, lambda pixels: pixels * scale + [view.left, view.top])
