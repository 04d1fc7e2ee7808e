"""Forward kinematics: joint angles to the place of every segment.

World and body axes: x forwards, y to the left, z up; metres. A limb points along -z of its own frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from hepgen.studio.joints import AT_REST, SIDES, Pose
from hepgen.studio.landmarks import ANKLE_HEIGHT, BALL_X, LANDMARKS, SHANK_LENGTH, THIGH_LENGTH
from hepgen.studio.people import Person
from hepgen.studio.rotation import MIRROR, Array, about_x, about_y, about_z, part_of

_PELVIS_TO_LUMBAR = np.array([-0.012, 0, 0.105])
_LUMBAR_TO_THORAX = np.array([0.0, 0, 0.125])
_THORAX_TO_NECK = np.array([-0.022, 0, 0.295])
_NECK_TO_HEAD = np.array([0.022, 0, 0.100])
_THORAX_TO_CLAVICLE = np.array([-0.005, 0.028, 0.255])
_SOLE_TO_TOE_JOINT = 0.028
_UPPER_ARM_LENGTH = 0.292
_FOREARM_LENGTH = 0.248

# Scapulohumeral rhythm, simplified: from 40° of elevation the clavicle rises with the arm, and goes with it.
_RHYTHM_FROM = 40.0
_RHYTHM_RISE = 0.27
_RHYTHM_FORWARD = 14.0


class Segment(NamedTuple):
    """Place of a segment in the world: rotation (3, 3) and origin (3,) in metres."""

    rotation: Array
    origin: Array

    def point(self, offset: tuple[float, ...] | Array) -> Array:
        """World position (3,) of a point given in the segment's own axes."""
        place: Array = self.origin + self.rotation @ np.asarray(offset, float)
        return place

    def joined(self, offset: Array, rotation: Array) -> Segment:
        """The segment that hangs on this one."""
        return Segment(self.rotation @ rotation, self.point(offset))


@dataclass(frozen=True)
class Figure:
    """A person in a pose."""

    person: Person
    pose: Pose

    @cached_property
    def segments(self) -> Mapping[str, Segment]:
        """Place of every segment by name (see `hepgen.studio.landmarks.SEGMENTS`)."""
        return _place(self.person, self.pose)

    def landmark(self, name: str) -> Array:
        """World position (3,) of a named landmark."""
        segment, offset = LANDMARKS[name]
        return self.segments[segment].point(offset)

    def with_joints(self, **values: float) -> Figure:
        """The same person with some joints changed."""
        return Figure(self.person, {**self.pose, **values})


def _place(person: Person, pose: Pose) -> dict[str, Segment]:
    angle = {**AT_REST, **pose}
    root = (
        about_z(angle["body_yaw"])
        @ about_y(angle["body_pitch"])
        @ about_z(angle["body_roll"])
        @ about_x(angle["body_list"])
        @ about_y(angle["pelvis_tilt"])
    )
    placed = {"pelvis": Segment(root, np.array([angle["pelvis_x"], angle["pelvis_y"], angle["pelvis_z"]]))}
    for parent, child, joint, offset in (
        ("pelvis", "lumbar", "lumbar", _PELVIS_TO_LUMBAR),
        ("lumbar", "thorax", "thoracic", _LUMBAR_TO_THORAX),
        ("thorax", "neck", "neck", _THORAX_TO_NECK),
        ("neck", "head", "head", _NECK_TO_HEAD),
    ):
        bend = (
            about_z(angle[f"{joint}_rotation"])
            @ about_x(angle[f"{joint}_side_bend"])
            @ about_y(angle[f"{joint}_flexion"])
        )
        placed[child] = placed[parent].joined(offset, bend)
    for side in SIDES:
        own = {joint[:-2]: value for joint, value in angle.items() if joint.endswith(f"_{side}")}
        limbs = _leg(person, placed, own, side) | _arm(person, placed, own, side)
        placed.update({f"{name}_{side}": segment for name, segment in limbs.items()})
    return placed


def _mirrored_if_right(rotation: Array, side: str) -> Array:
    return rotation if side == "l" else MIRROR @ rotation @ MIRROR


def _leg(person: Person, placed: Mapping[str, Segment], angle: Pose, side: str) -> dict[str, Segment]:
    sign = 1 if side == "l" else -1
    pelvis = placed["pelvis"]
    to_hip = np.array([0, sign * person.hip_half_width, 0])
    to_knee, to_ankle = np.array([0, 0, -THIGH_LENGTH]), np.array([0, 0, -SHANK_LENGTH])
    swing = about_y(-angle["hip_flexion"]) @ about_x(angle["hip_abduction"])
    own_swing = _mirrored_if_right(swing, side)
    thigh = pelvis.joined(to_hip, _mirrored_if_right(swing @ about_z(angle["hip_rotation"]), side))
    shank = thigh.joined(to_knee, about_y(angle["knee_flexion"]))
    ankle = about_y(-angle["ankle_dorsiflexion"]) @ about_x(angle["ankle_inversion"])
    foot = shank.joined(to_ankle, _mirrored_if_right(ankle, side))
    return {
        "thigh": thigh,
        "hip_mid": pelvis.joined(to_hip, part_of(own_swing, 0.5)),
        "hip_third": pelvis.joined(to_hip, part_of(own_swing, 0.3)),
        "shank": shank,
        "knee_mid": thigh.joined(to_knee, about_y(angle["knee_flexion"] / 2)),
        "foot": foot,
        "ankle_mid": shank.joined(to_ankle, about_y(-angle["ankle_dorsiflexion"] / 2)),
        "toes": foot.joined(np.array([BALL_X, 0, _SOLE_TO_TOE_JOINT - ANKLE_HEIGHT]), about_y(-angle["toe_extension"])),
    }


def _arm(person: Person, placed: Mapping[str, Segment], angle: Pose, side: str) -> dict[str, Segment]:
    mirror = np.array([1.0, 1.0 if side == "l" else -1.0, 1.0])
    thorax = placed["thorax"]
    swing = about_y(-angle["shoulder_flexion"]) @ about_x(angle["shoulder_abduction"])
    turned = swing @ about_z(angle["shoulder_rotation"])
    axis = -turned[:, 2]
    elevation = float(np.degrees(np.arccos(np.clip(-axis[2], -1, 1))))
    rise = angle["clavicle_elevation"] + max(0.0, elevation - _RHYTHM_FROM) * _RHYTHM_RISE
    reach = float(np.clip(axis[0], -1, 1)) * np.sin(np.radians(min(elevation, 90)))
    forward = angle["clavicle_protraction"] + _RHYTHM_FORWARD * reach
    clavicle = thorax.joined(_THORAX_TO_CLAVICLE * mirror, _mirrored_if_right(about_z(-forward) @ about_x(rise), side))
    shoulder = clavicle.point(np.array([-0.018, person.shoulder_reach, -0.022]) * mirror)
    upper_arm = Segment(thorax.rotation @ _mirrored_if_right(turned, side), shoulder)
    to_elbow, to_wrist = np.array([0, 0, -_UPPER_ARM_LENGTH]), np.array([0, 0, -_FOREARM_LENGTH])
    forearm = upper_arm.joined(to_elbow, about_y(-angle["elbow_flexion"]))
    wrist = forearm.joined(to_wrist, _mirrored_if_right(about_z(-angle["forearm_pronation"]), side))
    hand = about_y(-angle["wrist_flexion"]) @ about_x(angle["wrist_deviation"])
    return {
        "clavicle": clavicle,
        "upper_arm": upper_arm,
        "shoulder_mid": Segment(thorax.rotation @ part_of(_mirrored_if_right(swing, side), 0.5), shoulder),
        "forearm": forearm,
        "elbow_mid": upper_arm.joined(to_elbow, about_y(-angle["elbow_flexion"] / 2)),
        "wrist": wrist,
        "hand": wrist.joined(np.zeros(3), _mirrored_if_right(hand, side)),
    }
