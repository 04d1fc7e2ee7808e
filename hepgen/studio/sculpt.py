"""The body and its clothes: a figure's segments dressed with distance fields.

All measures in metres, in the axes of the segment they hang on. Radii of limbs were drawn by eye on an
average adult build.
"""

from __future__ import annotations

import numpy as np

from hepgen.studio.implicit import Blend, Cone, Ellipsoid, HalfSpace, Loft, Station, Step, add, cut, keep
from hepgen.studio.joints import SIDES
from hepgen.studio.landmarks import ANKLE_HEIGHT, BALL_X
from hepgen.studio.parts import Painter, Part
from hepgen.studio.rotation import Array, about_x, about_y, about_z
from hepgen.studio.skeleton import Figure, Segment

_SLEEVE_END = 0.155
_SHORTS_END = 0.245
_SOCK_TOP = -0.352
_SOLE_THICKNESS = 0.024

# Stations of a loft: distance from the proximal joint, then radii to the front, back, lateral, medial side.
_THIGH: tuple[Station, ...] = (
    (-0.02, 0.078, 0.075, 0.070, 0.070),
    (0.05, 0.084, 0.082, 0.077, 0.078),
    (0.13, 0.084, 0.080, 0.078, 0.077),
    (0.21, 0.079, 0.074, 0.073, 0.070),
    (0.29, 0.070, 0.064, 0.065, 0.062),
    (0.35, 0.061, 0.056, 0.058, 0.056),
    (0.395, 0.054, 0.050, 0.053, 0.053),
    (0.425, 0.050, 0.047, 0.051, 0.051),
)
_SHANK: tuple[Station, ...] = (
    (0, 0.048, 0.047, 0.049, 0.049),
    (0.04, 0.046, 0.050, 0.049, 0.049),
    (0.08, 0.044, 0.060, 0.051, 0.051),
    (0.12, 0.043, 0.069, 0.054, 0.054),
    (0.16, 0.042, 0.071, 0.054, 0.053),
    (0.21, 0.040, 0.064, 0.050, 0.049),
    (0.26, 0.037, 0.052, 0.043, 0.042),
    (0.31, 0.034, 0.041, 0.037, 0.035),
    (0.36, 0.031, 0.034, 0.032, 0.031),
    (0.395, 0.030, 0.032, 0.030, 0.029),
    (0.425, 0.032, 0.034, 0.033, 0.033),
)
_UPPER_ARM: tuple[Station, ...] = (
    (-0.005, 0.048, 0.048, 0.046, 0.044),
    (0.04, 0.048, 0.047, 0.046, 0.042),
    (0.09, 0.046, 0.045, 0.044, 0.040),
    (0.15, 0.043, 0.042, 0.040, 0.038),
    (0.21, 0.039, 0.038, 0.037, 0.037),
    (0.26, 0.036, 0.034, 0.036, 0.036),
    (0.292, 0.034, 0.033, 0.036, 0.036),
)
_FOREARM: tuple[Station, ...] = (
    (0, 0.034, 0.033, 0.036, 0.036),
    (0.04, 0.036, 0.035, 0.038, 0.036),
    (0.08, 0.036, 0.035, 0.038, 0.035),
    (0.13, 0.032, 0.031, 0.034, 0.032),
    (0.18, 0.027, 0.026, 0.029, 0.028),
    (0.22, 0.023, 0.023, 0.026, 0.025),
)
_LOWER_FOREARM: tuple[Station, ...] = (
    (0.16, 0.028, 0.027, 0.031, 0.030),
    (0.21, 0.022, 0.022, 0.028, 0.027),
    (0.25, 0.020, 0.020, 0.027, 0.026),
)
_SLEEVE: tuple[Station, ...] = (
    (0.0, 0.053, 0.053, 0.050, 0.046),
    (0.05, 0.053, 0.052, 0.051, 0.046),
    (0.09, 0.052, 0.051, 0.050, 0.046),
    (_SLEEVE_END + 0.02, 0.052, 0.051, 0.049, 0.047),
)
_SHORTS_LEG: tuple[Station, ...] = (
    (0.0, 0.084, 0.080, 0.074, 0.074),
    (0.05, 0.091, 0.087, 0.083, 0.081),
    (0.13, 0.091, 0.086, 0.084, 0.081),
    (0.20, 0.088, 0.084, 0.082, 0.078),
    (_SHORTS_END + 0.02, 0.087, 0.084, 0.082, 0.077),
)
_SHORTS_SEAT: tuple[Station, ...] = (
    (-0.075, 0.070, 0.070, 0.095),
    (-0.035, 0.085, 0.088, 0.146),
    (0, 0.092, 0.099, 0.158),
    (0.05, 0.092, 0.095, 0.152),
    (0.10, 0.090, 0.085, 0.140),
    (0.13, 0.088, 0.080, 0.134),
)
_SHIRT_HEM: tuple[Station, ...] = (
    (0.00, 0.110, 0.116, 0.168),
    (0.04, 0.107, 0.110, 0.163),
    (0.07, 0.102, 0.099, 0.156),
    (0.10, 0.096, 0.088, 0.147),
    (0.13, 0.093, 0.083, 0.140),
)
_SHOE: tuple[Station, ...] = (
    (-0.052, 0.062, 0.030, 0.030, 0.030),
    (-0.03, 0.072, 0.030, 0.034, 0.034),
    (0, 0.070, 0.030, 0.036, 0.036),
    (0.035, 0.060, 0.030, 0.038, 0.038),
    (0.07, 0.045, 0.030, 0.042, 0.042),
    (0.105, 0.033, 0.030, 0.046, 0.046),
    (0.125, 0.028, 0.030, 0.047, 0.046),
)
_SHOE_TIP: tuple[Station, ...] = (
    (-0.012, 0.033, 0.030, 0.046, 0.046),
    (0.015, 0.026, 0.030, 0.046, 0.045),
    (0.04, 0.020, 0.029, 0.040, 0.043),
    (0.06, 0.015, 0.027, 0.030, 0.036),
)
_PALM: tuple[Station, ...] = (
    (-0.005, 0.019, 0.019, 0.025, 0.024),
    (0.03, 0.019, 0.016, 0.032, 0.029),
    (0.065, 0.016, 0.014, 0.037, 0.035),
    (0.09, 0.014, 0.013, 0.037, 0.035),
)
_FACE: tuple[Station, ...] = (
    (0, 0.060, 0.05, 0.066),
    (0.035, 0.064, 0.05, 0.066),
    (0.07, 0.064, 0.05, 0.061),
    (0.10, 0.061, 0.045, 0.052),
    (0.125, 0.058, 0.035, 0.042),
    (0.142, 0.050, 0.02, 0.030),
)
_FINGERS = (
    # across the hand, knuckle below the wrist, length, radius; from index to little finger
    (0.0255, 0.086, 0.086, 0.0102),
    (0.0085, 0.090, 0.094, 0.0104),
    (-0.0085, 0.088, 0.086, 0.0100),
    (-0.0245, 0.080, 0.069, 0.0092),
)


def sculpt(figure: Figure) -> list[Part]:
    """The person as parts: shirt, shorts, legs, shoes, arms with hands, head, ears and hair."""
    parts = [_shirt(figure), _shorts(figure)]
    for side in SIDES:
        parts += [_leg(figure, side), _shoe(figure, side), _arm(figure, side)]
    return [*parts, _head(figure), *_ears(figure), *_hair(figure)]


def _scaled(stations: tuple[Station, ...], factor: float) -> tuple[Station, ...]:
    return tuple((place, *(radius * factor for radius in radii)) for place, *radii in stations)


def _sign(side: str) -> int:
    return 1 if side == "l" else -1


def _between(start: Array, end: Array, forward: Array) -> tuple[Segment, float]:
    """A frame at `start` with z towards `end` and x as close to `forward` as can be; and the length."""
    z = end - start
    length = float(np.linalg.norm(z))
    z = z / length
    x = forward - z * (forward @ z)
    x = x / np.linalg.norm(x)
    return Segment(np.stack([x, np.cross(z, x), z], 1), start), length


# ------------------------------------------------------------------------------------------------ clothes


def _shirt(figure: Figure) -> Part:
    pelvis, thorax = figure.segments["pelvis"], figure.segments["thorax"]
    female = figure.person.female
    waist_half_width = 0.119 if female else 0.133
    slim, bust = (0.94, 0.006) if female else (1.0, 0.0)
    forward = pelvis.rotation[:, 0] + thorax.rotation[:, 0]
    belly, length = _between(pelvis.point((-0.002, 0, 0.075)), thorax.point((-0.002, 0, 0.04)), forward)
    waist: tuple[Station, ...] = (
        (0, 0.094, 0.088, 0.150),
        (length * 0.35, 0.089, 0.078, waist_half_width + 0.005),
        (length * 0.65, 0.089, 0.077, waist_half_width),
        (length, 0.096, 0.086, waist_half_width + 0.006),
    )
    chest: tuple[Station, ...] = (
        (-0.01, 0.091, 0.080, waist_half_width + 0.004),
        (0.05, 0.100 * slim, 0.092 * slim, 0.141 * slim),
        (0.11, 0.110 * slim + bust, 0.104 * slim, 0.149 * slim),
        (0.155, 0.108 * slim + bust, 0.108 * slim, 0.151 * slim),
        (0.20, 0.092, 0.106 * slim, 0.138 * slim),
        (0.245, 0.066, 0.090, 0.100),
        (0.275, 0.048, 0.072, 0.066),
    )
    steps = [
        add(Loft(belly, waist, upwards=True, caps=(0.05, 0.05), power=2.2)),
        add(Loft(thorax, chest, upwards=True, caps=(0.05, 0.030), power=2.25), 0.06),
    ]
    for side in SIDES:
        steps += _shirt_shoulder(figure, side)
    # The hem lies above the crease of the hip and is tilted forwards, so that a bent hip does not push it up.
    hem = Loft(pelvis, _SHIRT_HEM, upwards=True, caps=(0.03, 0.03), power=2.4)
    steps.append(add(Blend(add(hem), keep(HalfSpace(pelvis, (0, 0, 0.052), (-0.16, 0, -1)), 0.004)), 0.03))
    neck_hole = Blend(
        add(Cone(thorax.point((-0.016, 0, 0.20)), thorax.point((-0.016, 0, 0.45)), 0.073, 0.073)),
        keep(HalfSpace(thorax, (0.060, 0, 0.242), (-0.42, 0, -1)), 0.010),
    )
    return Part("shirt", "shirt", Blend(*steps, cut(neck_hole, 0.008)))


def _shirt_shoulder(figure: Figure, side: str) -> list[Step]:
    thorax, upper_arm = figure.segments["thorax"], figure.segments[f"upper_arm_{side}"]
    female, sign = figure.person.female, _sign(side)
    joint = upper_arm.origin
    inwards = thorax.rotation @ np.array([-0.004, -sign * 0.030, -0.006])
    under = thorax.rotation @ np.array([0, sign * 0.015, 0.005])
    deltoid = 0.92 if female else 1.0
    # Deltoid and shirt are one body with a wide seam, so that no line is drawn round the shoulder.
    breast = (
        Ellipsoid(thorax, (0.070, sign * 0.062, 0.115), (0.052, 0.058, 0.060))
        if female
        else Ellipsoid(thorax, (0.064, sign * 0.070, 0.150), (0.048, 0.070, 0.055))
    )
    sleeve = Loft(upper_arm, _scaled(_SLEEVE, 0.95 if female else 1.0), side=side, caps=(0.05, 0.03))
    return [
        add(Cone(thorax.point((-0.026, sign * 0.028, 0.296)), joint + inwards, 0.036, 0.042), 0.05),
        add(breast, 0.04 if female else 0.05),
        add(Ellipsoid(thorax, (-0.050, sign * 0.085, 0.150), (0.065, 0.062, 0.095)), 0.05),
        add(Cone(thorax.point((-0.015, sign * 0.09, 0.175)), joint - under, 0.065, 0.046), 0.05),
        add(
            Ellipsoid(
                figure.segments[f"shoulder_mid_{side}"],
                (0, 0, -0.012),
                (0.052 * deltoid, 0.050 * deltoid, 0.056 * deltoid),
            ),
            0.05,
        ),
        add(Blend(add(sleeve), keep(HalfSpace(upper_arm, (0, 0, -_SLEEVE_END), (0, 0, -1)), 0.004)), 0.018),
    ]


def _shorts(figure: Figure) -> Part:
    steps = [add(Loft(figure.segments["pelvis"], _SHORTS_SEAT, upwards=True, caps=(0.04, 0.03), power=2.25))]
    for side in SIDES:
        thigh = figure.segments[f"thigh_{side}"]
        buttock = (-0.056, -_sign(side) * 0.012, -0.032)
        leg = Loft(thigh, _SHORTS_LEG, side=side, caps=(0.05, 0.03))
        hem = keep(HalfSpace(thigh, (0, 0, -_SHORTS_END), (0, 0, -1)), 0.004)
        steps += [
            add(Ellipsoid(figure.segments[f"hip_third_{side}"], buttock, (0.078, 0.076, 0.086)), 0.03),
            add(Blend(add(leg), hem), 0.03),
        ]
    return Part("shorts", "shorts", Blend(*steps))


# --------------------------------------------------------------------------------------------------- legs


def _leg(figure: Figure, side: str) -> Part:
    thigh, shank = figure.segments[f"thigh_{side}"], figure.segments[f"shank_{side}"]
    knee = figure.segments[f"knee_mid_{side}"]
    girth = 0.975 if figure.person.female else 1.0
    upper = Loft(thigh, _scaled(_THIGH, girth), side=side, caps=(0.06, 0.045))
    # Skin under the shorts is cut off: in deep flexion it would poke through them.
    bare = Blend(add(upper), keep(HalfSpace(thigh, (0, 0, 0.05 - _SHORTS_END), (0, 0, 1)), 0.002))
    solid = Blend(
        add(bare),
        add(Ellipsoid(knee, (0.004, 0, 0), (0.047, 0.050, 0.050)), 0.04),
        add(Loft(shank, _scaled(_SHANK, girth), side=side, caps=(0.045, 0.035)), 0.04),
        add(Ellipsoid(knee, (0.034, 0, 0.004), (0.021, 0.026, 0.032)), 0.025),
        add(Ellipsoid(shank, (0.036, 0, -0.055), (0.012, 0.016, 0.03)), 0.025),
    )
    return Part(f"leg_{side}", "skin", solid, paint=_sock_painter(shank))


def _sock_painter(shank: Segment) -> Painter:
    def paint(points: Array, _normals: Array) -> list[tuple[str, Array]]:
        return [("sock", ((points - shank.origin) @ shank.rotation)[:, 2] < _SOCK_TOP)]

    return paint


def _shoe(figure: Figure, side: str) -> Part:
    foot, toes = figure.segments[f"foot_{side}"], figure.segments[f"toes_{side}"]
    upper = Loft(
        foot,
        _SHOE,
        side=side,
        offset=(0, 0, 0.030 - ANKLE_HEIGHT),
        along_x=True,
        caps=(0.026, 0.02),
        power=2.6,
    )
    tip = Loft(toes, _SHOE_TIP, side=side, offset=(0, 0, 0.002), along_x=True, caps=(0.02, 0.024), power=2.6)
    collar = Cone(
        figure.segments[f"ankle_mid_{side}"].point((-0.006, 0, 0.018)),
        foot.point((0, 0, -0.035)),
        0.041,
        0.043,
    )
    solid = Blend(
        add(Blend(add(upper), keep(HalfSpace(foot, (0, 0, -ANKLE_HEIGHT), (0, 0, -1)), 0.008))),
        add(Blend(add(tip), keep(HalfSpace(toes, (0, 0, -0.028), (0, 0, -1)), 0.008)), 0.02),
        add(collar, 0.02),
    )
    return Part(f"shoe_{side}", "shoe", solid, paint=_sole_painter(foot, toes))


def _sole_painter(foot: Segment, toes: Segment) -> Painter:
    top = _SOLE_THICKNESS - ANKLE_HEIGHT
    toes_above = float((foot.rotation.T @ (toes.origin - foot.origin))[2])

    def paint(points: Array, _normals: Array) -> list[tuple[str, Array]]:
        in_foot = (points - foot.origin) @ foot.rotation
        in_toes = (points - toes.origin) @ toes.rotation
        return [("sole", np.where(in_foot[:, 0] < BALL_X, in_foot[:, 2] < top, in_toes[:, 2] < top - toes_above))]

    return paint


# --------------------------------------------------------------------------------------------------- arms


def _arm(figure: Figure, side: str) -> Part:
    upper_arm, forearm = figure.segments[f"upper_arm_{side}"], figure.segments[f"forearm_{side}"]
    wrist = figure.segments[f"wrist_{side}"]
    girth = 0.90 if figure.person.female else 1.0
    # The lower half of the forearm is flat and turns with the wrist.
    turning = Segment(wrist.rotation, forearm.origin)
    return Part(
        f"arm_{side}",
        "skin",
        Blend(
            add(Loft(upper_arm, _scaled(_UPPER_ARM, girth), side=side, caps=(0.05, 0.03))),
            add(Ellipsoid(figure.segments[f"elbow_mid_{side}"], (-0.006, 0, 0), (0.033, 0.0345, 0.034)), 0.03),
            add(Loft(forearm, _scaled(_FOREARM, girth), side=side, caps=(0.03, 0.02)), 0.035),
            add(Loft(turning, _LOWER_FOREARM, side=side, caps=(0.03, 0.015)), 0.02),
            *_hand(figure, side),
        ),
    )


def _hand(figure: Figure, side: str) -> list[Step]:
    hand, sign = figure.segments[f"hand_{side}"], _sign(side)
    grip, thumb_spread = figure.pose[f"grip_{side}"], figure.pose[f"thumb_spread_{side}"]
    steps = [add(Loft(hand, _PALM, side=side, caps=(0.015, 0.02), power=2.6), 0.012)]
    spread = np.degrees(max(0.0, 1 - grip / 30.0) * 0.04)
    for across, below, length, radius in _FINGERS:
        knuckle = hand.point((0.001, sign * across, -below))
        first = hand.rotation @ about_x(sign * spread * across / 0.0275) @ about_y(-grip * 0.80)
        middle = knuckle + first @ np.array([0, 0, -length * 0.52])
        second = first @ about_y(-grip * 1.15)
        tip = middle + second @ np.array([0, 0, -length * 0.48 + 0.006])
        steps += [
            add(Cone(knuckle, middle, radius * 1.12, radius * 1.02), 0.012),
            add(Cone(middle, tip, radius * 1.02, radius * 0.86), 0.007),
        ]
    # A relaxed thumb lies beside the index finger; a fist folds it over the fingers.
    fist, out = min(max(grip, 0.0), 90.0) / 90.0, thumb_spread / 40.0
    root = hand.point((0.008, sign * 0.020, -0.020))
    middle = hand.point((0.022 + 0.012 * fist, sign * (0.034 + 0.022 * out - 0.006 * fist), -0.056 + 0.010 * out))
    tip = hand.point((0.032 + 0.016 * fist, sign * (0.034 + 0.040 * out - 0.024 * fist), -0.090 + 0.022 * out))
    return [
        *steps,
        add(Cone(root, middle, 0.017, 0.0125), 0.015),
        add(Cone(middle, tip, 0.0115, 0.0090), 0.008),
    ]


# --------------------------------------------------------------------------------------------------- head


def _head(figure: Figure) -> Part:
    head, neck, thorax = (figure.segments[name] for name in ("head", "neck", "thorax"))
    female = figure.person.female
    girth = 0.049 if female else 0.054
    steps = [add(Cone(neck.point((0.006, 0, -0.045)), head.point((-0.016, 0, 0.03)), girth + 0.004, girth))]
    for side in SIDES:
        sign = _sign(side)
        inwards = thorax.rotation @ np.array([-0.004, -sign * 0.045, -0.012])
        shoulder = figure.segments[f"upper_arm_{side}"].origin + inwards
        steps.append(add(Cone(thorax.point((-0.026, sign * 0.028, 0.290)), shoulder, 0.034, 0.038), 0.05))
    steps.append(add(Ellipsoid(thorax, (0.012, 0, 0.245), (0.052, 0.075, 0.05)), 0.03))
    chin, jaw = (0.014, 0.046) if female else (0.018, 0.050)
    skull = [
        add(Ellipsoid(head, (-0.012, 0, 0.086), (0.096, 0.074, 0.082))),
        add(Loft(head, _FACE, offset=(0.022, 0, 0.09), caps=(0.03, 0.010), power=2.3), 0.03),
        *(
            add(
                Cone(head.point((0.060, s * chin, -0.040)), head.point((0, s * jaw, -0.004)), 0.016, 0.020),
                0.03,
            )
            for s in (1, -1)
        ),
        add(Cone(head.point((0.083, 0, 0.052)), head.point((0.099, 0, 0.014)), 0.006, 0.0105), 0.016),
        add(Ellipsoid(head, (0.082, 0, -0.018), (0.009, 0.018, 0.012)), 0.012),
        add(Ellipsoid(head, (0.070, 0, -0.044), (0.018, 0.022, 0.014)), 0.018),
        add(Ellipsoid(head, (0.076, 0, 0.066), (0.014, 0.045, 0.012)), 0.015),
    ]
    return Part("head", "skin", Blend(*steps, add(Blend(*skull), 0.02)))


def _ears(figure: Figure) -> list[Part]:
    head = figure.segments["head"]
    return [
        Part(
            f"ear_{side}",
            "skin",
            Ellipsoid(
                head,
                (-0.010, _sign(side) * 0.072, 0.030),
                (0.017, 0.009, 0.030),
                turn=about_y(-12) @ about_z(_sign(side) * 18),
            ),
        )
        for side in SIDES
    ]


def _hair(figure: Figure) -> list[Part]:
    head = figure.segments["head"]
    cap = Blend(
        add(Ellipsoid(head, (-0.015, 0, 0.090), (0.105, 0.084, 0.090))),
        add(Ellipsoid(head, (0.034, 0, 0.146), (0.060, 0.062, 0.034)), 0.03),
    )
    above_forehead = HalfSpace(head, (0.080, 0, 0.128), (0.70, 0, -0.72))
    behind_ears = Blend(
        add(HalfSpace(head, (0.012, 0, 0.03), (1, 0, -0.10))),
        keep(HalfSpace(head, (-0.05, 0, -0.005), (0.25, 0, -1)), 0.01),
    )
    nape = Blend(
        add(Ellipsoid(head, (-0.045, 0, 0.035), (0.066, 0.066, 0.070))),
        keep(HalfSpace(head, (-0.01, 0, 0.02), (1, 0, -0.2)), 0.006),
    )
    hairline = Blend(add(above_forehead), add(behind_ears, 0.02))
    hair = [Part("hair", "hair", Blend(add(cap), keep(hairline, 0.006), add(nape, 0.02)))]
    return [*hair, _ponytail(head)] if figure.person.hair == "ponytail" else hair


def _ponytail(head: Segment) -> Part:
    """A high ponytail: its knot shows above the head from the front too."""
    root, end = head.point((-0.070, 0, 0.150)), head.point((-0.098, 0, 0.184))
    up = np.array([0, 0, 1.0])
    lying_on_back = float(head.rotation[:, 0] @ up) > 0.5
    if lying_on_back:
        # It lies on the mat beyond the head, and not under it.
        hang = head.rotation @ np.array([-0.22, 0.0, 1.0])
        lift = head.rotation @ np.array([-0.004, 0, 0.0])
    else:
        backwards = head.rotation @ np.array([-0.45, 0, -1.0])
        hang = backwards / np.linalg.norm(backwards) - 0.8 * up
        lift = head.rotation @ np.array([-0.020, 0, 0.006])
    hang = hang / np.linalg.norm(hang)
    steps = [add(Cone(root, end, 0.026, 0.024))]
    for index, (radius, next_radius) in enumerate(((0.024, 0.031), (0.031, 0.028), (0.028, 0.011))):
        start, end = end, end + hang * 0.056 + lift * (1 - index)
        steps.append(add(Cone(start, end, radius, next_radius), 0.02))
    return Part("ponytail", "hair", Blend(*steps))
