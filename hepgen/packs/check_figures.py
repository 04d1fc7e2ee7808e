"""Every frame of every exercise is drawn, for each person, from the pose as it is now."""

from __future__ import annotations

from collections.abc import Iterator

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.figures.drawing import Drawing
from hepgen.figures.freshness import is_stale
from hepgen.model.library import Exercise
from hepgen.packs.content import Content, drawing_place
from hepgen.packs.files import read_text


def figure_problems(content: Content) -> Iterator[Diagnostic]:
    """Missing, unreadable, stale or unequal drawings, and those of an exercise that is said to have none."""
    for exercise in content.library.exercises.values():
        for person in content.people:
            check = _drawings if exercise.drawn else _already_drawn
            yield from check(content, exercise, person)


def _drawings(content: Content, exercise: Exercise, person: str) -> Iterator[Diagnostic]:
    pose = content.layers.find(f"images/{exercise.id}/pose.toml")
    if pose is None:
        yield Diagnostic(f"images/{exercise.id}/pose.toml", "", "There is no pose to draw this exercise from.")
    drawings: dict[str, Drawing] = {}
    for frame in exercise.frames:
        place = drawing_place(exercise.id, person, frame.name)
        path = content.layers.find(place)
        if path is None:
            yield Diagnostic(place, "", "This drawing is missing.", hint=_draw_hint(exercise))
            continue
        try:
            if pose is not None and is_stale(read_text(path), read_text(pose), person):
                yield Diagnostic(place, "", "The drawing is older than its pose.", hint=_draw_hint(exercise))
            drawings[frame.name] = content.drawing(exercise.id, person, frame.name)
        except InvalidPack as error:
            yield from error.diagnostics
    if len({(drawing.width, drawing.height) for drawing in drawings.values()}) > 1:
        yield Diagnostic(f"images/{exercise.id}", "", f"The frames of the {person} differ in size.")
    for name, drawing in drawings.items():
        if (drawing.side == "symmetrical") != (exercise.sides == "both"):
            what = f"The drawing shows {drawing.side}, but the exercise works {exercise.sides}."
            yield Diagnostic(drawing_place(exercise.id, person, name), "", what)


def _already_drawn(content: Content, exercise: Exercise, person: str) -> Iterator[Diagnostic]:
    for frame in exercise.frames:
        place = drawing_place(exercise.id, person, frame.name)
        if content.layers.find(place) is not None:
            yield Diagnostic(place, "", "It is drawn, and its exercise says drawn = false.")


def _draw_hint(exercise: Exercise) -> str:
    return f"Draw it with: hepgen library draw {exercise.id}"
