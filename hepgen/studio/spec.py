"""What a pose file says, as frozen values: lengths in metres, angles in degrees, axes as in `skeleton`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hepgen.studio.joints import Pose

Point3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """Orthographic camera: azimuth 0 looks at the figure's right side, 90 at its front, -90 at its back."""

    azimuth: float
    elevation: float
    dim_far_limbs: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """Where a landmark shall be.

    Attributes:
        landmark: The landmark that is moved.
        axes: The world axes that count, such as "xz".
        place: World coordinate per axis, or offset per axis from `to`.
        to: Landmark to aim at; None for a fixed place.
        frame: Position in which `to` is looked up; None for the position itself.
        weight: How much a miss counts; below 1 it is a wish.
    """

    landmark: str
    axes: str
    place: tuple[float, ...]
    to: str | None = None
    frame: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Position:
    """One position of an exercise.

    Attributes:
        pose: Authored joint values.
        free: Joints that the solver may move, with their stiffness.
        targets: What the solver shall reach.
        rest: Planes (axis, coordinate) that the surface of the body shall touch from above or in front.
        stiffness: How strongly free joints are drawn to their authored value.
    """

    pose: Pose
    free: Mapping[str, float]
    targets: tuple[Target, ...]
    rest: tuple[tuple[Literal["x", "z"], float], ...]
    stiffness: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point on a segment, or in the world when `segment` is None."""

    segment: str | None
    offset: Point3


@dataclass(frozen=True, slots=True)
class Mat:
    """A thin mat on the floor."""

    centre: tuple[float, float]
    size: tuple[float, float]
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A step, box or bench; `size` are full edge lengths."""

    centre: Point3
    size: Point3
    yaw: float = 0.0
    pitch: float = 0.0
    edge_radius: float = 0.006


@dataclass(frozen=True, slots=True)
class Wedge:
    """A board that slopes down towards +x."""

    x: tuple[float, float]
    y: tuple[float, float]
    height: float


@dataclass(frozen=True, slots=True)
class Chair:
    """A chair whose seat is at `height`; it faces +x when `facing` is 1, -x when it is -1."""

    x: float = 0.0
    y: float = 0.0
    height: float = 0.45
    facing: int = 1
    back: bool = True


@dataclass(frozen=True, slots=True)
class Rod:
    """A roller (of foam), a pole (of metal) or a rolled towel (white as a pillow)."""

    start: Point3
    end: Point3
    radius: float
    material: Literal["roller", "metal", "pillow"]


@dataclass(frozen=True, slots=True)
class Ball:
    """A ball."""

    centre: Point3
    radius: float


@dataclass(frozen=True, slots=True)
class Pillow:
    """A pillow or folded towel: an ellipsoid."""

    centre: Point3
    radii: Point3


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """A dumbbell held at a place; `axis` is the direction of its handle in the axes of the segment."""

    held_at: Anchor
    axis: Point3 = (0.0, 1.0, 0.0)
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class LoopBand:
    """An elastic loop around two limbs."""

    around: tuple[Anchor, Anchor]
    radii: tuple[float, float] = (0.045, 0.045)
    width: float = 0.035


@dataclass(frozen=True, slots=True)
class Cord:
    """An elastic tube or strap from point to point; one that begins at a foot loops round it."""

    points: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Bike:
    """An exercise bike that faces +x; its cranks and pedals follow the feet.

    Attributes:
        saddle: Middle of the top of the saddle.
        hub: Middle of the axle about which the cranks turn.
        handlebar: Middle of the handlebar.
    """

    saddle: Point3
    hub: Point3
    handlebar: Point3


@dataclass(frozen=True, slots=True)
class Water:
    """The surface of water, as rippled lines along x at `level`, one for every `y`."""

    level: float
    x: tuple[float, float]
    y: tuple[float, float]


Prop = Mat | Block | Wedge | Chair | Rod | Ball | Pillow | Dumbbell | LoopBand | Cord | Bike | Water


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall at right angles to x; `side` is the side on which its thickness shows."""

    x: float
    y: tuple[float, float] = (-0.42, 0.42)
    height: float = 1.92
    side: int = -1


@dataclass(frozen=True, slots=True)
class ArrowStyle:
    """Where and how an arrow is drawn; `clear` lets it move aside until it does not touch the body."""

    frame: str = "end"
    width: float = 0.036
    head: float = 0.095
    clear: bool = True


@dataclass(frozen=True, slots=True)
class PathArrow:
    """An arrow along the way a landmark takes from the first position to the last.

    Attributes:
        follows: The landmark.
        offset: Added to its world position.
        pivot: Landmark about which the way is enlarged by `reach`; None for the way itself.
        reach: Factor of enlargement, seen from the pivot.
        part: Share of the way at which the arrow begins and ends.
    """

    follows: str
    offset: Point3 = (0.0, 0.0, 0.0)
    pivot: str | None = None
    reach: float = 1.1
    part: tuple[float, float] = (0.0, 1.0)
    style: ArrowStyle = ArrowStyle()


@dataclass(frozen=True, slots=True)
class ArrowPoint:
    """A point of an arrow: a landmark in a position, and an offset in world axes."""

    frame: str
    landmark: str
    offset: Point3 = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PointArrow:
    """An arrow through given points; `bow` bends one of two points sideways by a share of its length."""

    points: tuple[ArrowPoint, ...]
    bow: float = 0.0
    style: ArrowStyle = ArrowStyle()


@dataclass(frozen=True, slots=True)
class Muscle:
    """A working muscle to tint."""

    name: str
    side: Literal["l", "r"]


@dataclass(frozen=True, slots=True)
class PoseSpec:
    """One exercise as authored, for the right side; the left side is its mirror image.

    Attributes:
        mark: Landmark to which the side label leads; None when both legs do the same.
        frames: Positions by name, in order: start, (middle,) end.
    """

    mark: str | None
    view: View
    frames: Mapping[str, Position]
    props: tuple[Prop, ...] = ()
    wall: Wall | None = None
    muscles: tuple[Muscle, ...] = ()
    focus: tuple[str, ...] = ()
    arrows: tuple[PathArrow | PointArrow, ...] = ()
