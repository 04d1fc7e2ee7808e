"""Named points of the body that pose files aim at: segment and offset in metres.

x points forwards, y to the left, z up. Offsets of paired landmarks are given for the left side and mirrored for
the right. They belong to a body of 1.72 m; lengths of segments after Drillis & Contini, and Winter, Biomechanics
and Motor Control of Human Movement.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Offset = tuple[float, float, float]

ANKLE_HEIGHT = 0.082
"""Ankle joint above the ground, sole of the shoe included."""
HEEL_X = -0.070
BALL_X = 0.118
TOE_X = 0.198
HAND_LENGTH = 0.185
THIGH_LENGTH = 0.425
SHANK_LENGTH = 0.425

_PAIRED: dict[str, tuple[str, Offset]] = {
    "hip": ("thigh", (0, 0, 0)),
    "hip_side": ("pelvis", (0, 0.173, -0.01)),
    "iliac_crest": ("pelvis", (0.015, 0.150, 0.095)),
    "buttock": ("pelvis", (-0.125, 0.075, -0.03)),
    "mid_thigh": ("thigh", (0, 0, -THIGH_LENGTH / 2)),
    "knee": ("shank", (0, 0, 0)),
    "knee_front": ("knee_mid", (0.058, 0, 0)),
    "knee_under": ("shank", (0.050, 0, -0.03)),
    "knee_side": ("knee_mid", (0, 0.05, 0)),
    "mid_shank": ("shank", (0, 0, -SHANK_LENGTH / 2)),
    "ankle": ("foot", (0, 0, 0)),
    "heel": ("foot", (HEEL_X + 0.02, 0, -ANKLE_HEIGHT)),
    "instep": ("foot", (0.07, 0, -0.02)),
    "ball": ("foot", (BALL_X, 0, -ANKLE_HEIGHT)),
    "ball_inner": ("foot", (BALL_X, -0.038, -ANKLE_HEIGHT)),
    "ball_outer": ("foot", (BALL_X, 0.038, -ANKLE_HEIGHT)),
    "toe": ("toes", (TOE_X - BALL_X, 0, -0.028)),
    "toe_top": ("toes", (TOE_X - BALL_X - 0.01, 0, 0)),
    "shoulder": ("upper_arm", (0, 0, 0)),
    "shoulder_side": ("upper_arm", (0, 0.055, -0.03)),
    "shoulder_blade": ("thorax", (-0.118, 0.075, 0.19)),
    "elbow": ("forearm", (0, 0, 0)),
    "elbow_point": ("elbow_mid", (-0.04, 0, 0)),
    "wrist": ("wrist", (0, 0, 0)),
    "palm": ("hand", (0.022, 0, -0.085)),
    "hand": ("hand", (0, 0, -0.085)),
    "fingertip": ("hand", (0.01, 0, -HAND_LENGTH + 0.01)),
    "temple": ("head", (0, 0.085, 0.07)),
}

_CENTRAL: dict[str, tuple[str, Offset]] = {
    "pelvis": ("pelvis", (0, 0, 0)),
    "sacrum": ("pelvis", (-0.125, 0, 0.03)),
    "pubis": ("pelvis", (0.10, 0, 0)),
    "belly": ("lumbar", (0.11, 0, 0.05)),
    "chest": ("thorax", (0.12, 0, 0.13)),
    "mid_back": ("thorax", (-0.118, 0, 0.17)),
    "occiput": ("head", (-0.112, 0, 0.085)),
    "face": ("head", (0.105, 0, 0.02)),
    "vertex": ("head", (0, 0, 0.18)),
}

CENTRAL_SEGMENTS = ("pelvis", "lumbar", "thorax", "neck", "head")
PAIRED_SEGMENTS = (
    *("thigh", "shank", "foot", "toes", "clavicle", "upper_arm", "forearm", "wrist", "hand"),
    *("hip_third", "hip_mid", "knee_mid", "ankle_mid", "shoulder_mid", "elbow_mid"),
)
SEGMENTS = (*CENTRAL_SEGMENTS, *(f"{segment}_{side}" for segment in PAIRED_SEGMENTS for side in "lr"))
"""Every coordinate frame of the figure. `…_mid` and `…_third` turn by a part of the joint's angle."""


def _table() -> Mapping[str, tuple[str, Offset]]:
    table = dict(_CENTRAL)
    for side, sign in (("l", 1), ("r", -1)):
        for name, (segment, (x, y, z)) in _PAIRED.items():
            own = segment if segment in CENTRAL_SEGMENTS else f"{segment}_{side}"
            table[f"{name}_{side}"] = (own, (x, sign * y, z))
    return MappingProxyType(table)


LANDMARKS: Mapping[str, tuple[str, Offset]] = _table()
"""Segment and offset of every landmark by name."""
