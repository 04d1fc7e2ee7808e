"""The lines inside the silhouette: along jumps of depth, seams and contacts, with a pen of varying width."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter1d

from hepgen.studio.bezier import arc_length, resample_open
from hepgen.studio.gbuffer import GBuffer
from hepgen.studio.materials import Materials
from hepgen.studio.outlines import Area, brush_stroke, calmed_line
from hepgen.studio.rotation import Array

CONTOUR_WIDTH = 0.0085
"""Width (m) of the strongest inner line."""
_THINNEST = 0.45
_JUMP = (0.006, 0.035)
"""Depth steps (m) from which a line begins and at which it is strongest."""
_WEAK = 0.05
_BRIDGE = 0.36
_CONTACT = 0.62
_SEAM = 0.42
_QUIET_SEAM = 0.30
_BRIDGE_LENGTH = 0.045
_SHORTEST = 0.012
_TAPER = 0.030

Node = tuple[int, int]


class _Chain(NamedTuple):
    points: Array
    strength: Array
    closed: bool
    free_start: bool
    free_end: bool


def inner_lines(view: GBuffer, materials: Materials) -> list[Area]:
    """Brush strokes (areas in pixels) of all lines inside the silhouette."""
    strokes = (_stroke(chain, view.pixels_per_metre) for chain in _chains(view, materials))
    return [stroke for stroke in strokes if stroke is not None]


def _edge_strengths(view: GBuffer, materials: Materials) -> tuple[Array, Array]:
    """Strength 0..1 of the edge between each pixel and its neighbour to the right, and the one below."""
    label, depth, normal = view.label, view.depth, view.normal
    camera, pixel = view.camera, 1 / view.pixels_per_metre
    towards = np.maximum(normal @ camera.back.astype(np.float32), 0.03)
    slope_right = np.abs(normal @ camera.right.astype(np.float32) / towards) * pixel
    slope_down = np.abs(normal @ camera.up.astype(np.float32) / towards) * pixel

    def strength(a: tuple[slice, slice], b: tuple[slice, slice], slope: Array) -> Array:
        seen = (label[a] >= 0) & (label[b] >= 0)
        step = np.abs(depth[a] - depth[b])
        # What the slope of the surface explains is no jump.
        explained = np.minimum(slope[a], slope[b])
        beyond = step - 2.0 * explained - 0.0015
        start, full = _JUMP
        jump = np.where(beyond > start, 0.25 + 0.75 * np.clip((beyond - start) / (full - start), 0, 1), 0)
        weak = (step - 1.25 * explained > 0.0025) & (jump <= 0)
        line = np.where(weak, _WEAK, jump)
        seam = materials.role[a] != materials.role[b]
        contact = (materials.surface[a] != materials.surface[b]) & ~seam
        line = np.where(contact, np.maximum(line, _CONTACT), line)
        line = np.where(seam, np.maximum(line, _SEAM), line)
        quiet = materials.quiet[a] | materials.quiet[b]
        line = np.where(quiet & seam & (jump <= 0), np.minimum(line, _QUIET_SEAM), line)
        edges: Array = np.where(seen, line, 0)
        return edges

    everything = slice(None)
    across = strength((everything, slice(None, -1)), (everything, slice(1, None)), slope_right)
    down = strength((slice(None, -1), everything), (slice(1, None), everything), slope_down)
    return across, down


class _Lattice:
    """Graph of pixel corners joined by edges that have a strength."""

    def __init__(self, across: Array, down: Array) -> None:
        self.strength: dict[tuple[Node, Node], float] = {}
        self.strong: dict[Node, list[Node]] = defaultdict(list)
        self.weak: dict[Node, list[Node]] = defaultdict(list)
        for row, column in zip(*(axis.tolist() for axis in np.nonzero(across > 0)), strict=True):
            self._join((column + 1, row), (column + 1, row + 1), float(across[row, column]))
        for row, column in zip(*(axis.tolist() for axis in np.nonzero(down > 0)), strict=True):
            self._join((column, row + 1), (column + 1, row + 1), float(down[row, column]))

    def _join(self, a: Node, b: Node, strength: float) -> None:
        neighbours = self.strong if strength > 2 * _WEAK else self.weak
        neighbours[a].append(b)
        neighbours[b].append(a)
        self.strength[a, b] = self.strength[b, a] = strength

    def bridge_gaps(self, seen: Array, longest: int) -> None:
        """Weak edges are kept only where they lead from the end of a line to another line or the outline."""
        for start in [node for node, neighbours in self.strong.items() if len(neighbours) == 1]:
            if len(self.strong[start]) != 1:
                continue
            own = self._own_line(start, longest)
            path = self._weak_path(start, own, seen, longest)
            for a, b in pairwise(path):
                self._join(a, b, _BRIDGE)

    def _own_line(self, start: Node, longest: int) -> set[Node]:
        own, node, previous = {start}, start, start
        for _ in range(longest):
            onwards = [other for other in self.strong[node] if other != previous]
            if len(onwards) != 1:
                break
            previous, node = node, onwards[0]
            own.add(node)
        return own

    def _weak_path(self, start: Node, own: set[Node], seen: Array, longest: int) -> list[Node]:
        parent: dict[Node, Node | None] = {start: None}
        front = [start]
        for _ in range(longest):
            following = []
            for node in front:
                for other in self.weak.get(node, ()):
                    if other in parent:
                        continue
                    parent[other] = node
                    if (self.strong.get(other) and other not in own) or _touches_background(other, seen, 1):
                        path: list[Node] = [other]
                        while (before := parent[path[-1]]) is not None:
                            path.append(before)
                        return path
                    following.append(other)
            if not following:
                break
            front = following
        return []

    def walks(self) -> list[list[Node]]:
        """The strong edges as paths that end at junctions, at free ends, or where they began."""
        used: set[tuple[Node, Node]] = set()
        ends = [node for node, neighbours in self.strong.items() if len(neighbours) not in (0, 2)]
        return [
            self._walk(node, onwards, used)
            for node in (*ends, *self.strong)
            for onwards in self.strong[node]
            if (node, onwards) not in used
        ]

    def _walk(self, start: Node, onwards: Node, used: set[tuple[Node, Node]]) -> list[Node]:
        path = [start, onwards]
        used.update(((start, onwards), (onwards, start)))
        while len(self.strong[path[-1]]) == 2 and path[-1] != start:
            node = path[-1]
            a, b = self.strong[node]
            following = a if a != path[-2] else b
            if (node, following) in used:
                break
            used.update(((node, following), (following, node)))
            path.append(following)
        return path


def _touches_background(node: Node, seen: Array, reach: int) -> bool:
    x, y = node
    return not seen[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach].all()


def _chains(view: GBuffer, materials: Materials) -> list[_Chain]:
    seen = view.label >= 0
    lattice = _Lattice(*_edge_strengths(view, materials))
    lattice.bridge_gaps(seen, int(_BRIDGE_LENGTH * view.pixels_per_metre))

    def is_free(node: Node) -> bool:
        return len(lattice.strong[node]) == 1 and not _touches_background(node, seen, 5)

    chains = []
    for path in lattice.walks():
        closed = path[0] == path[-1]
        strength = np.array([lattice.strength[edge] for edge in pairwise(path)])
        free_start, free_end = not closed and is_free(path[0]), not closed and is_free(path[-1])
        chains.append(_Chain(np.array(path, float), strength, closed, free_start, free_end))
    return chains


def _is_noise(chain: _Chain, resolution: float) -> bool:
    length, strongest = len(chain.strength), chain.strength.max()
    free_ends = chain.free_start + chain.free_end
    if length < 5 or (chain.closed and length < 0.09 * resolution):
        return True
    if free_ends and (length < _SHORTEST * resolution or strongest < 0.35):
        return True
    return free_ends == 2 and (length < 0.05 * resolution or strongest < 0.5)


def _stroke(chain: _Chain, resolution: float) -> Area | None:
    if _is_noise(chain, resolution):
        return None
    line = calmed_line(chain.points, 3.2, chain.closed)
    edges = chain.strength
    weight = np.concatenate([edges[:1], (edges[1:] + edges[:-1]) / 2, edges[-1:]])
    weight = gaussian_filter1d(weight, 0.012 * resolution, mode="wrap" if chain.closed else "nearest")
    sampled, places = resample_open(line, 4.0)
    pressure = np.clip(np.interp(places, arc_length(line), weight), 0, 1)
    radii = CONTOUR_WIDTH / 2 * resolution * (_THINNEST + (1 - _THINNEST) * pressure)
    taper = _TAPER * resolution
    if chain.free_start:
        radii = radii * np.clip(0.2 + places / taper, 0, 1)
    if chain.free_end:
        radii = radii * np.clip(0.2 + (places[-1] - places) / taper, 0, 1)
    return brush_stroke(sampled, radii)
