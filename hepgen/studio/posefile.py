"""Reads `pose.toml`: the positions of one exercise, or every mistake in the file at once.

The format is told in `images/README.md`. Nothing here needs the numerical packages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, Literal, cast

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.studio.anatomy import MUSCLES
from hepgen.studio.base_poses import BASE_POSES, JOINT_GROUPS, MACROS
from hepgen.studio.joints import AT_REST, LIMITS, PAIRED, both_sides
from hepgen.studio.landmarks import LANDMARKS, SEGMENTS
from hepgen.studio.spec import (
    Anchor,
    ArrowPoint,
    ArrowStyle,
    Ball,
    Bike,
    Block,
    Chair,
    Cord,
    Dumbbell,
    LoopBand,
    Mat,
    Muscle,
    PathArrow,
    Pillow,
    Point3,
    PointArrow,
    PoseSpec,
    Position,
    Prop,
    Rod,
    Target,
    View,
    Wall,
    Water,
    Wedge,
)

FRAMES = ("start", "middle", "end")
"""Names of the positions, in order; `middle` may be left out."""

_AXES = ("x", "y", "z")
_SIDES = {"left": "l", "right": "r"}
_JOINTS = (*LIMITS, *PAIRED)
_FREE_NAMES = (*_JOINTS, *JOINT_GROUPS, *(f"{group}_{side}" for group in JOINT_GROUPS for side in "lr"))
_HAND_GRIP = (0.030, 0.0, -0.080)


def read_pose(text: str, file: str) -> PoseSpec:
    """Read a pose file.

    Args:
        text: The TOML text.
        file: Its name, for the messages.

    Raises:
        InvalidPack: The file is not valid; one diagnostic per mistake, naming the field and what is allowed.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPack([Diagnostic(file, "", f"this is not valid TOML: {error}.")]) from None
    problems: list[Diagnostic] = []
    spec = _spec(_Table(content, "", file, problems))
    if problems:
        raise InvalidPack(problems)
    return spec


class _Table:
    """A TOML table that is emptied while it is read; what cannot be read is noted as a diagnostic."""

    def __init__(self, content: object, path: str, file: str, problems: list[Diagnostic]) -> None:
        self._path, self._file, self._problems = path, file, problems
        self._rest: dict[str, Any] = {}
        if isinstance(content, dict):
            self._rest = dict(content)
        else:
            self.complain("", "this must be a table.")

    def complain(self, key: str, what: str, allowed: str = "", hint: str = "") -> None:
        """Note a problem with a field of this table."""
        field = ".".join(filter(None, (self._path, key)))
        self._problems.append(Diagnostic(self._file, field, what, allowed, hint))

    def __contains__(self, key: str) -> bool:
        return key in self._rest

    def keys(self) -> list[str]:
        """The fields not read yet."""
        return list(self._rest)

    def _take(self, key: str, default: Any, fits: Callable[[Any], bool], what: str) -> Any:
        if key not in self._rest:
            if default is _REQUIRED:
                self.complain(key, f"{what} is missing.")
                return None
            return default
        value = self._rest.pop(key)
        if fits(value):
            return value
        self.complain(key, f"{what} is expected here, not {value!r}.")
        return None if default is _REQUIRED else default

    def number(self, key: str, default: float | None = None) -> float:
        """A number; required when there is no default."""
        value = self._take(key, _REQUIRED if default is None else default, _is_number, "a number")
        return 0.0 if value is None else float(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        return bool(self._take(key, default, lambda value: isinstance(value, bool), "true or false"))

    def numbers(self, key: str, count: int, default: tuple[float, ...] | None = None) -> tuple[float, ...]:
        """A list of `count` numbers; required when there is no default."""
        value = self._take(
            key,
            _REQUIRED if default is None else default,
            lambda v: isinstance(v, list) and len(v) == count and all(map(_is_number, v)),
            f"a list of {count} numbers",
        )
        return (0.0,) * count if value is None else tuple(map(float, value))

    def point(self, key: str, default: Point3 | None = None) -> Point3:
        """Three numbers."""
        return cast("Point3", self.numbers(key, 3, default))

    def pair(self, key: str, default: tuple[float, float] | None = None) -> tuple[float, float]:
        """Two numbers."""
        return cast("tuple[float, float]", self.numbers(key, 2, default))

    def name(self, key: str, allowed: Iterable[str], what: str, default: str | None = None) -> str | None:
        """One of the allowed names, or the default; None when there is no valid name."""
        if key not in self._rest:
            return default
        value = self._rest.pop(key)
        return value if self.knows(key, value, allowed, what) else default

    def knows(self, key: str, value: object, allowed: Iterable[str], what: str) -> bool:
        """True when the value is one of the allowed names; otherwise the problem is noted."""
        names = sorted(allowed)
        if value in names:
            return True
        close = get_close_matches(str(value), names, 1)
        few = ", ".join(names) if len(names) <= 16 else ""
        self.complain(key, f"unknown {what} {value!r}.", few, f"Did you mean {close[0]!r}?" if close else "")
        return False

    def text(self, key: str) -> str:
        """A text; empty when it is missing, which is noted."""
        return str(self._take(key, _REQUIRED, lambda value: isinstance(value, str), "a text") or "")

    def names(self, key: str) -> list[str]:
        """A list of texts, empty when the field is missing."""

        def fits(value: object) -> bool:
            return isinstance(value, list) and all(isinstance(item, str) for item in value)

        return list(self._take(key, [], fits, "a list of names"))

    def table(self, key: str) -> _Table:
        """A sub-table, empty when the field is missing."""
        return _Table(self._rest.pop(key, {}), ".".join(filter(None, (self._path, key))), self._file, self._problems)

    def tables(self, key: str) -> list[_Table]:
        """A list of sub-tables, empty when the field is missing."""
        found = self._take(key, [], lambda value: isinstance(value, list), "a list of tables")
        path = ".".join(filter(None, (self._path, key)))
        return [_Table(item, f"{path}[{index}]", self._file, self._problems) for index, item in enumerate(found)]

    def finish(self, known: Iterable[str]) -> None:
        """Complain about what has not been read; `known` are the fields that exist, for the hint."""
        for key in self._rest:
            close = get_close_matches(key, list(known), 1)
            self.complain(key, "unknown field.", hint=f"Did you mean {close[0]!r}?" if close else "")


_REQUIRED = object()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# --------------------------------------------------------------------------------------------- the whole file


def _spec(table: _Table) -> PoseSpec:
    fields = ("side", "mark", "view", "muscles", "focus", "wall", "props", "arrows", *FRAMES)
    if table.name("side", ("right",), "side", default=None) is None:
        table.complain("side", "poses are authored for the right side.", allowed='side = "right"')
    mark = table.name("mark", LANDMARKS, "landmark")
    view = _view(table.table("view"))
    present = [frame for frame in FRAMES if frame in table]
    for frame in ("start", "end"):
        if frame not in present:
            table.complain(frame, "this position is missing.")
    positions = {}
    for index, frame in enumerate(present):
        positions[frame] = _position(table.table(frame), tuple(present[:index]))
    focus = table.names("focus")
    spec = PoseSpec(
        mark=mark,
        view=view,
        frames=positions,
        props=tuple(prop for item in table.tables("props") if (prop := _prop(item)) is not None),
        wall=_wall(table.table("wall")) if "wall" in table else None,
        muscles=tuple(muscle for name in table.names("muscles") if (muscle := _muscle(table, name)) is not None),
        focus=tuple(name for name in focus if table.knows("focus", name, LANDMARKS, "landmark")),
        arrows=tuple(arrow for item in table.tables("arrows") if (arrow := _arrow(item, present)) is not None),
    )
    table.finish(fields)
    return spec


def _view(table: _Table) -> View:
    view = View(table.number("azimuth"), table.number("elevation"), table.flag("dim_far_limbs", True))
    table.finish(("azimuth", "elevation", "dim_far_limbs"))
    return view


def _wall(table: _Table) -> Wall:
    wall = Wall(
        x=table.number("x"),
        y=table.pair("y", (-0.42, 0.42)),
        height=table.number("height", 1.92),
        side=int(table.number("side", -1)),
    )
    table.finish(("x", "y", "height", "side"))
    return wall


def _muscle(table: _Table, text: str) -> Muscle | None:
    name, _, side = text.partition(":")
    known = table.knows("muscles", name, MUSCLES, "muscle")
    if side and not table.knows("muscles", side, _SIDES, "side"):
        return None
    return Muscle(name, cast("Literal['l', 'r']", _SIDES[side or "right"])) if known else None


# -------------------------------------------------------------------------------------------------- positions


def _position(table: _Table, earlier: tuple[str, ...]) -> Position:
    pose = dict(AT_REST)
    for base in table.names("base"):
        if table.knows("base", base, BASE_POSES, "base pose"):
            pose.update(_both(BASE_POSES[base]))
    pose.update(_joint_values(table.table("joints"), _JOINTS))
    targets = [target for item in table.tables("targets") for target in _target(item, earlier)]
    for item in table.tables("contacts"):
        targets += _contact(item)
    rest = table.table("rest")
    planes = tuple((axis, rest.number(axis)) for axis in ("x", "z") if axis in rest)
    rest.finish(("x", "z"))
    position = Position(
        pose=pose,
        free=_joint_values(table.table("free"), _FREE_NAMES),
        targets=tuple(targets),
        rest=cast("tuple[tuple[Literal['x', 'z'], float], ...]", planes),
        stiffness=table.number("stiffness", 0.02),
    )
    table.finish(("base", "joints", "free", "targets", "contacts", "rest", "stiffness"))
    return position


def _both(values: Any) -> dict[str, float]:
    return {joint: value for name, value in values.items() for joint in both_sides(name)}


def _joint_values(table: _Table, allowed: tuple[str, ...]) -> dict[str, float]:
    values: dict[str, float] = {}
    # Names of both sides first, so that a joint of one side always wins over them.
    for name in sorted(table.keys(), key=lambda key: key.endswith(("_l", "_r"))):
        if not table.knows(name, name, allowed, "joint"):
            table.number(name, 0.0)
            continue
        group, _, side = name.rpartition("_") if name.endswith(("_l", "_r")) else (name, "", "")
        members = [f"{joint}_{side}" if side else joint for joint in JOINT_GROUPS.get(group, ())] or [name]
        value = table.number(name)
        values.update({joint: value for member in members for joint in both_sides(member)})
    return values


def _target(table: _Table, earlier: tuple[str, ...]) -> list[Target]:
    landmark = table.name("landmark", LANDMARKS, "landmark")
    if landmark is None:
        table.complain("landmark", "the landmark to be moved is missing.")
    to, frame = _landmark_in_frame(table, "to", earlier) if "to" in table else (None, None)
    axes = [axis for axis in _AXES if axis in table]
    place = tuple(table.number(axis) for axis in axes)
    if not axes:
        if to is None:
            table.complain("", "give a place (x, y, z) or a landmark to aim at.", hint='Such as: to = "knee_r"')
        axes, place = list(_AXES), (0.0, 0.0, 0.0)
    weight = table.number("weight", 1.0)
    table.finish(("landmark", "to", "x", "y", "z", "weight"))
    return [Target(landmark, "".join(axes), place, to, frame, weight)] if landmark else []


def _landmark_in_frame(table: _Table, key: str, frames: Iterable[str]) -> tuple[str | None, str | None]:
    """Reads "landmark" or "frame:landmark"."""
    frame, _, landmark = table.text(key).rpartition(":")
    known = table.knows(key, landmark, LANDMARKS, "landmark")
    if frame and not table.knows(key, frame, frames, "earlier position"):
        return None, None
    return (landmark if known else None), (frame or None)


def _contact(table: _Table) -> list[Target]:
    macro = table.name("macro", MACROS, "macro")
    side = table.name("side", (*_SIDES, "both"), "side", default="both")
    x = table.number("x") if "x" in table else None
    y = table.number("y") if "y" in table else None
    z = table.number("z", 0.0)
    table.finish(("macro", "side", "x", "y", "z"))
    if macro is None:
        return []
    sides = "lr" if side == "both" else _SIDES[str(side)]
    mirrored = side == "both" and y is not None
    return [
        target
        for own in sides
        for target in MACROS[macro](own, x, -cast("float", y) if mirrored and own == "r" else y, z)
    ]


# ------------------------------------------------------------------------------------------------------ props


def _prop(table: _Table) -> Prop | None:
    kind = table.name("kind", _PROPS, "prop")
    if kind is None:
        return None
    fields, build = _PROPS[kind]
    prop = build(table)
    table.finish(fields)
    return prop


def _anchor(table: _Table) -> Anchor:
    segment = table.name("on", SEGMENTS, "segment")
    anchor = Anchor(segment, table.point("offset"))
    table.finish(("on", "offset"))
    return anchor


def _block(table: _Table) -> Block:
    return Block(
        centre=table.point("centre"),
        size=table.point("size"),
        yaw=table.number("yaw", 0.0),
        pitch=table.number("pitch", 0.0),
        edge_radius=table.number("edge_radius", 0.006),
    )


def _chair(table: _Table) -> Chair:
    return Chair(
        x=table.number("x", 0.0),
        y=table.number("y", 0.0),
        height=table.number("height", 0.45),
        facing=int(table.number("facing", 1)),
        back=table.flag("back", True),
    )


def _rod(material: Literal["roller", "metal", "pillow"], radius: float) -> Callable[[_Table], Rod]:
    return lambda table: Rod(table.point("from"), table.point("to"), table.number("radius", radius), material)


def _dumbbell(table: _Table) -> Dumbbell:
    hand = table.name("hand", _SIDES, "hand")
    if hand is not None:
        return Dumbbell(Anchor(f"hand_{_SIDES[hand]}", _HAND_GRIP))
    anchor = Anchor(table.name("on", SEGMENTS, "segment"), table.point("offset"))
    return Dumbbell(anchor, table.point("axis", (0.0, 1.0, 0.0)), table.number("scale", 1.0))


def _loop_band(table: _Table) -> LoopBand:
    ends = [_anchor(item) for item in table.tables("around")]
    if len(ends) != 2:
        table.complain("around", f"a band goes round two places, not {len(ends)}.")
        ends = [Anchor(None, (0.0, 0.0, 0.0))] * 2
    return LoopBand((ends[0], ends[1]), table.pair("radii", (0.045, 0.045)), table.number("width", 0.035))


def _cord(table: _Table) -> Cord:
    points = tuple(_anchor(item) for item in table.tables("points"))
    if len(points) < 2:
        table.complain("points", "a cord needs two points or more.")
    return Cord(points)


_BLOCK_FIELDS = ("centre", "size", "yaw", "pitch", "edge_radius")
_ROD_FIELDS = ("from", "to", "radius")

_PROPS: dict[str, tuple[tuple[str, ...], Callable[[_Table], Prop]]] = {
    "mat": (
        ("centre", "size", "height"),
        lambda table: Mat(table.pair("centre"), table.pair("size"), table.number("height", 0.0)),
    ),
    "step": (_BLOCK_FIELDS, _block),
    "box": (_BLOCK_FIELDS, _block),
    "bench": (_BLOCK_FIELDS, _block),
    "wedge": (
        ("x", "y", "height"),
        lambda table: Wedge(table.pair("x"), table.pair("y"), table.number("height")),
    ),
    "chair": (("x", "y", "height", "facing", "back"), _chair),
    "roller": (_ROD_FIELDS, _rod("roller", 0.075)),
    "pole": (_ROD_FIELDS, _rod("metal", 0.018)),
    "rolled-towel": (_ROD_FIELDS, _rod("pillow", 0.056)),
    "ball": (("centre", "radius"), lambda table: Ball(table.point("centre"), table.number("radius"))),
    "pillow": (("centre", "radii"), lambda table: Pillow(table.point("centre"), table.point("radii"))),
    "dumbbell": (("hand", "on", "offset", "axis", "scale"), _dumbbell),
    "band": (("around", "radii", "width"), _loop_band),
    "cord": (("points",), _cord),
    "bike": (
        ("saddle", "hub", "handlebar"),
        lambda table: Bike(table.point("saddle"), table.point("hub"), table.point("handlebar")),
    ),
    "water": (
        ("level", "x", "y"),
        lambda table: Water(table.number("level"), table.pair("x"), table.pair("y")),
    ),
}


# ----------------------------------------------------------------------------------------------------- arrows


def _arrow(table: _Table, frames: list[str]) -> PathArrow | PointArrow | None:
    style = ArrowStyle(
        frame=table.name("frame", frames, "position", default="end") or "end",
        width=table.number("width", 0.036),
        head=table.number("head", 0.095),
        clear=table.flag("clear", True),
    )
    arrow = _path_arrow(table, style) if "follows" in table else _point_arrow(table, frames, style)
    table.finish(("frame", "width", "head", "clear", "follows", "offset", "pivot", "reach", "part", "points", "bow"))
    return arrow


def _path_arrow(table: _Table, style: ArrowStyle) -> PathArrow | None:
    follows = table.name("follows", LANDMARKS, "landmark")
    arrow = PathArrow(
        follows=follows or "",
        offset=table.point("offset", (0.0, 0.0, 0.0)),
        pivot=table.name("pivot", LANDMARKS, "landmark"),
        reach=table.number("reach", 1.1),
        part=table.pair("part", (0.0, 1.0)),
        style=style,
    )
    return arrow if follows else None


def _point_arrow(table: _Table, frames: list[str], style: ArrowStyle) -> PointArrow | None:
    points = []
    for item in table.tables("points"):
        landmark, frame = _landmark_in_frame(item, "at", frames)
        offset = item.point("offset", (0.0, 0.0, 0.0))
        item.finish(("at", "offset"))
        if landmark:
            points.append(ArrowPoint(frame or style.frame, landmark, offset))
    if len(points) < 2:
        table.complain("points", "an arrow follows a landmark, or goes through two points or more.")
        return None
    return PointArrow(tuple(points), table.number("bow", 0.0), style)
