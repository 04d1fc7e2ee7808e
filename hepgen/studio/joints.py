"""The joints of the figure: names, range of motion, values at rest.

Angles are in degrees with anatomical signs that hold for both sides (flexion, abduction, external rotation,
dorsiflexion, inversion, extension of the toes and pronation are positive); positions are in metres.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Pose = Mapping[str, float]
"""Value of every joint by name; names of paired joints end in `_l` or `_r`."""

SIDES = ("l", "r")

_FREE = (-1e9, 1e9)

PAIRED: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "hip_flexion": (-28, 130),
        "hip_abduction": (-25, 50),
        "hip_rotation": (-45, 60),
        "knee_flexion": (0, 152),
        "ankle_dorsiflexion": (-55, 38),
        "ankle_inversion": (-30, 25),
        "toe_extension": (-10, 75),
        "clavicle_elevation": _FREE,
        "clavicle_protraction": _FREE,
        "shoulder_flexion": (-65, 182),
        "shoulder_abduction": (-30, 180),
        "shoulder_rotation": (-95, 95),
        "elbow_flexion": (0, 150),
        "forearm_pronation": _FREE,
        "wrist_flexion": (-88, 85),
        "wrist_deviation": _FREE,
        "grip": _FREE,
        "thumb_spread": _FREE,
    }
)
"""Joints of both sides and the range the solver keeps to."""

CENTRAL: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        **{
            f"{level}_{motion}": _FREE
            for level in ("lumbar", "thoracic", "neck", "head")
            for motion in ("flexion", "side_bend", "rotation")
        },
        "lumbar_flexion": (-30, 50),
        "thoracic_flexion": (-20, 35),
        "neck_flexion": (-45, 45),
        "head_flexion": (-35, 35),
        **dict.fromkeys(("lumbar_side_bend", "thoracic_side_bend", "head_side_bend"), (-25, 25)),
        "neck_side_bend": (-35, 35),
        "lumbar_rotation": (-15, 15),
        **dict.fromkeys(("thoracic_rotation", "neck_rotation", "head_rotation"), (-45, 45)),
        **dict.fromkeys(("body_pitch", "body_roll", "body_yaw", "body_list", "pelvis_tilt"), _FREE),
        **dict.fromkeys(("pelvis_x", "pelvis_y", "pelvis_z"), _FREE),
    }
)
"""Joints of the spine, and where the pelvis is and how the whole body is turned."""

POSITIONS = ("pelvis_x", "pelvis_y", "pelvis_z")

LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {**CENTRAL, **{f"{joint}_{side}": limit for joint, limit in PAIRED.items() for side in SIDES}}
)
"""Range of motion of every joint."""

_PAIRED_AT_REST = {
    "forearm_pronation": 75.0,
    "grip": 25.0,
    "elbow_flexion": 10.0,
    "shoulder_abduction": 8.0,
    "hip_abduction": 1.0,
    "hip_rotation": 6.0,
}

AT_REST: Pose = MappingProxyType(
    {
        **dict.fromkeys(LIMITS, 0.0),
        **{f"{joint}_{side}": value for joint, value in _PAIRED_AT_REST.items() for side in SIDES},
    }
)
"""The value of a joint that a pose does not mention."""


def both_sides(name: str) -> tuple[str, ...]:
    """The joints that a name in a pose file stands for: a paired joint without its side means both."""
    return tuple(f"{name}_{side}" for side in SIDES) if name in PAIRED else (name,)
