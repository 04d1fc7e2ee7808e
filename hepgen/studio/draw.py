"""Draws exercises: from the text of a pose file to SVG texts, one exercise or many at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import product, starmap
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from hepgen.errors import Diagnostic, HepgenError
from hepgen.figures.freshness import spec_hash
from hepgen.figures.palette import Palette
from hepgen.figures.svg import write_svg
from hepgen.studio.compose import QUALITIES, Composition, compose
from hepgen.studio.people import PEOPLE
from hepgen.studio.posefile import read_pose
from hepgen.studio.quality import Finding, inspect

_THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")

DrawingQuality = Literal["final", "preview"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One exercise drawn for one person, as plain values that travel between processes.

    Attributes:
        path: The pose file.
        person: Id of the person.
        frames: SVG text by position; empty when there are problems.
        findings: What a critical eye should look at.
        problems: Why it could not be drawn.
    """

    path: Path
    person: str
    frames: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def draw_exercise(
    pose_text: str,
    person: str,
    *,
    palette: Palette,
    quality: DrawingQuality = "final",
    file: str = "pose.toml",
) -> dict[str, str]:
    """Draw every position of an exercise.

    Args:
        pose_text: The text of the pose file.
        person: Id of the person, such as "woman".
        palette: Colours that a browser shows; other renderers use their own.
        quality: "preview" is about three times faster and coarser.
        file: Name of the pose file, for messages.

    Returns:
        SVG text by position: "start", "end" and, where there is one, "middle".

    Raises:
        InvalidPack: The pose file is not valid.
        KeyError: There is no such person.
    """
    composition = _compose(pose_text, person, quality, file)
    return {name: write_svg(drawing, palette) for name, drawing in composition.drawings.items()}


def _compose(pose_text: str, person: str, quality: DrawingQuality, file: str) -> Composition:
    # A preview carries no fingerprint, so that it always counts as out of date.
    fingerprint = spec_hash(pose_text, person) if quality == "final" else ""
    return compose(read_pose(pose_text, file), PEOPLE[person], QUALITIES[quality], fingerprint)


def draw_many(
    paths: Sequence[Path],
    persons: Sequence[str],
    workers: int,
    *,
    palette: Palette,
    quality: DrawingQuality = "final",
) -> Iterator[Drawn]:
    """Draw pose files for persons in worker processes, in the order of the arguments; nothing is written.

    A pose file that is not valid gives a `Drawn` with problems, and the others go on.
    """
    jobs = list(product(paths, persons))
    if not jobs:
        return
    draw = partial(_draw_one, colours=dict(palette.colours), quality=quality)
    if workers == 1:
        yield from starmap(draw, jobs)
        return
    with _single_threaded(), ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(draw, *zip(*jobs, strict=True))


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Workers inherit the environment; their numerical libraries must not start threads of their own."""
    before = {name: os.environ.get(name) for name in _THREAD_LIMITS}
    os.environ.update(dict.fromkeys(_THREAD_LIMITS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _draw_one(path: Path, person: str, colours: dict[str, str], quality: DrawingQuality) -> Drawn:
    try:
        text = path.read_text(encoding="utf-8")
        composition = _compose(text, person, quality, str(path))
        palette = Palette(colours)
        frames = {name: write_svg(drawing, palette) for name, drawing in composition.drawings.items()}
        return Drawn(path, person, frames, inspect(composition, frames))
    except HepgenError as error:
        return Drawn(path, person, problems=error.diagnostics)
