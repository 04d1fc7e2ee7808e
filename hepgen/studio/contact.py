"""Brings a figure into a position: solves its joints, and lays the surface of its body on floor or wall."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hepgen.studio.gbuffer import reach
from hepgen.studio.people import Person
from hepgen.studio.sculpt import sculpt
from hepgen.studio.skeleton import Figure
from hepgen.studio.solver import AXES, solve
from hepgen.studio.spec import PoseSpec, Position

_WEIGHTLESS = ("ponytail",)
_LIGHT = ("arm",)


def take_positions(spec: PoseSpec, person: Person) -> dict[str, Figure]:
    """The person in every position of an exercise."""
    figures: dict[str, Figure] = {}
    for name, position in spec.frames.items():
        figures[name] = _take(position, person, figures)
    return figures


def _take(position: Position, person: Person, earlier: Mapping[str, Figure]) -> Figure:
    figure = Figure(person, position.pose)
    if position.rest:
        # First trunk and legs come to rest, then hands and feet find their targets from there.
        figure = _settled(figure, position, ignoring=_WEIGHTLESS + _LIGHT)
    return _settled(solve(figure, position, earlier), position, ignoring=_WEIGHTLESS)


def _settled(figure: Figure, position: Position, ignoring: tuple[str, ...]) -> Figure:
    """Move the whole figure until its surface just touches every plane of rest."""
    for axis, plane in position.rest:
        towards = np.zeros(3)
        towards[AXES.index(axis)] = -1
        lowest = -reach([part for part in sculpt(figure) if not part.name.startswith(ignoring)], towards)
        name = f"pelvis_{axis}"
        figure = figure.with_joints(**{name: figure.pose[name] + plane - lowest})
    return figure
