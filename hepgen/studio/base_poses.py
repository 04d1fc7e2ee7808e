"""Named poses to start from, and constraints that come back so often that they have a name.

A pose file lists the base poses it builds on, such as `base = ["standing", "hands-on-hips"]`; later ones win,
and its own joints win over all. A name without side means both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from hepgen.studio.spec import Target

_STANDING = {
    "pelvis_z": 0.932,
    "hip_abduction": 2.0,
    "hip_rotation": 8.0,
    "ankle_inversion": -2.0,
    "shoulder_abduction": 9.0,
    "elbow_flexion": 12.0,
}

BASE_POSES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "standing": _STANDING,
        "sitting": {
            **_STANDING,
            "pelvis_z": 0.615,
            "body_pitch": -4.0,
            "hip_flexion": 84.0,
            "knee_flexion": 86.0,
            "hip_abduction": 3.0,
            "shoulder_flexion": -8.0,
            "shoulder_abduction": 14.0,
            "elbow_flexion": 15.0,
        },
        "long-sitting": {
            "body_pitch": -22.0,
            "pelvis_z": 0.11,
            "hip_flexion": 68.0,
            "hip_abduction": 8.0,
            "hip_rotation": 5.0,
            "neck_flexion": 10.0,
            "head_flexion": 6.0,
            "shoulder_flexion": -42.0,
            "shoulder_abduction": 12.0,
            "elbow_flexion": 6.0,
            "forearm_pronation": 160.0,
            "wrist_flexion": -70.0,
            "grip": 6.0,
        },
        "supine": {
            "body_pitch": -90.0,
            "pelvis_z": 0.128,
            "shoulder_abduction": 24.0,
            "shoulder_flexion": -4.0,
            "forearm_pronation": 150.0,
            "elbow_flexion": 8.0,
            "grip": 12.0,
            "ankle_dorsiflexion": -15.0,
        },
        "side-lying": {
            "body_yaw": 180.0,
            "body_pitch": -90.0,
            "body_roll": 90.0,
            "pelvis_z": 0.168,
            "clavicle_elevation_l": 14.0,
            "clavicle_protraction_l": 16.0,
        },
        "quadruped": {
            "body_pitch": 84.0,
            "pelvis_z": 0.52,
            "hip_flexion": 84.0,
            "knee_flexion": 90.0,
            "ankle_dorsiflexion": -45.0,
            "hip_rotation": 0.0,
            "hip_abduction": 1.0,
            "shoulder_flexion": 84.0,
            "shoulder_abduction": 4.0,
            "elbow_flexion": 4.0,
            "forearm_pronation": 165.0,
            "wrist_flexion": -80.0,
            "grip": 6.0,
            "neck_flexion": -8.0,
            "head_flexion": -8.0,
        },
        "hands-on-hips": {
            "shoulder_flexion": -18.0,
            "shoulder_abduction": 42.0,
            "shoulder_rotation": -30.0,
            "elbow_flexion": 95.0,
            "forearm_pronation": 60.0,
            "grip": 15.0,
        },
        "arms-forward": {
            "shoulder_flexion": 80.0,
            "shoulder_abduction": 2.0,
            "elbow_flexion": 6.0,
            "forearm_pronation": 150.0,
            "grip": 8.0,
        },
    }
)

JOINT_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"arm": ("shoulder_flexion", "shoulder_abduction", "shoulder_rotation", "elbow_flexion")}
)
"""Names that `free` accepts for several paired joints."""


def feet_flat(side: str, x: float | None, y: float | None, z: float) -> list[Target]:
    """A whole sole on a level floor at height `z`, the heel at `x` and `y` where these are given (m)."""
    targets = [
        Target(f"heel_{side}", "z", (z,), weight=2),
        Target(f"ball_{side}", "z", (z,), weight=2),
        Target(f"ball_inner_{side}", "z", (z,), weight=0.4),
        Target(f"ball_outer_{side}", "z", (z,), weight=0.4),
    ]
    places = (("x", x), ("y", y))
    return targets + [Target(f"heel_{side}", axis, (at,), weight=2) for axis, at in places if at is not None]


def hands_on_hips(side: str, _x: float | None, _y: float | None, _z: float) -> list[Target]:
    """The palm outside the iliac crest, the fingers along the surface and not in it."""
    sign = 1 if side == "l" else -1
    crest = f"iliac_crest_{side}"
    return [
        Target(f"hand_{side}", "xyz", (-0.015, sign * 0.028, 0.0), to=crest),
        Target(f"fingertip_{side}", "y", (sign * 0.004,), to=crest, weight=0.6),
    ]


MACROS: Mapping[str, Callable[[str, float | None, float | None, float], list[Target]]] = MappingProxyType(
    {"feet-flat": feet_flat, "hands-on-hips": hands_on_hips}
)
"""Constraints by name; each gives the targets of one side."""
