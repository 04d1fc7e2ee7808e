"""Finds the joint values that put landmarks on their targets: damped Gauss-Newton with soft limits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hepgen.studio.joints import LIMITS, POSITIONS
from hepgen.studio.rotation import Array
from hepgen.studio.skeleton import Figure
from hepgen.studio.spec import Position, Target

_ITERATIONS = 40
_METRES_PER_RESIDUAL = 0.01
_LIMIT_WEIGHT = 0.35

AXES = "xyz"


def misses(figure: Figure, target: Target, earlier: Mapping[str, Figure]) -> Array:
    """How far a landmark is from its target along each of the target's axes (m)."""
    axes = [AXES.index(axis) for axis in target.axes]
    wanted = np.asarray(target.place, float)
    if target.to is not None:
        other = figure if target.frame is None else earlier[target.frame]
        wanted = wanted + other.landmark(target.to)[axes]
    missed: Array = figure.landmark(target.landmark)[axes] - wanted
    return missed


def solve(figure: Figure, position: Position, earlier: Mapping[str, Figure]) -> Figure:
    """Move the free joints of a position until its targets are met as well as can be.

    Args:
        figure: The person in the pose to start from.
        position: Free joints and targets.
        earlier: The solved figures of the positions before, for targets that refer to them.
    """
    names = list(position.free)
    if not names:
        return figure
    start = np.array([figure.pose[name] for name in names])
    scale = np.array([0.02 if name in POSITIONS else 2.0 for name in names])
    stiffness = np.array([position.stiffness * position.free[name] for name in names])
    low, high = np.array([LIMITS[name] for name in names]).T

    def posed(values: Array) -> Figure:
        return figure.with_joints(**dict(zip(names, values.tolist(), strict=True)))

    def residuals(values: Array) -> Array:
        candidate = posed(values)
        missed = [
            target.weight * misses(candidate, target, earlier) / _METRES_PER_RESIDUAL for target in position.targets
        ]
        drawn_back = stiffness * (values - start) / scale
        beyond = _LIMIT_WEIGHT * (np.maximum(values - high, 0) + np.maximum(low - values, 0))
        return np.concatenate([*missed, drawn_back, beyond])

    values, damping = start.copy(), 1e-2
    rest = residuals(values)
    for _ in range(_ITERATIONS):
        jacobian = np.empty((len(rest), len(values)))
        for column, step in enumerate(scale * 0.05):
            moved = values.copy()
            moved[column] += step
            jacobian[:, column] = (residuals(moved) - rest) / step * scale[column]
        normal, gradient = jacobian.T @ jacobian, jacobian.T @ rest
        before = float(rest @ rest)
        for _ in range(8):
            damped = normal + damping * np.diag(np.diag(normal) + 1e-6)
            trial = values - np.linalg.solve(damped, gradient) * scale
            trial_rest = residuals(trial)
            if trial_rest @ trial_rest < before:
                values, rest = trial, trial_rest
                damping = max(damping * 0.3, 1e-6)
                break
            damping *= 4
        if before - float(rest @ rest) < 1e-7:
            break
    return posed(values)
