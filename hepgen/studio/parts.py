"""A part of the scene: a solid with a material, and how its surface is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hepgen.studio.implicit import Solid
from hepgen.studio.rotation import Array

Painter = Callable[[Array, Array], list[tuple[str, Array]]]
"""From surface points and normals (n, 3) to materials and where (n,) they replace the part's own."""


@dataclass(frozen=True)
class Part:
    """A solid of one material.

    Attributes:
        name: Name such as "leg_r"; lines are drawn where two parts meet.
        material: Palette role of the surface, without tone.
        solid: Its shape.
        paint: Replaces the material on some of the surface; None for a plain part.
        far: A limb away from the viewer, drawn in a calmer tone.
        is_prop: Not of the body.
        faceted: Painted by the direction of its faces, without tone.
    """

    name: str
    material: str
    solid: Solid
    paint: Painter | None = None
    far: bool = False
    is_prop: bool = False
    faceted: bool = False
