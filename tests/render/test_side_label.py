"""The word that names the side never lies over the figure, whichever exercise, person and side."""

from __future__ import annotations

import pytest

from hepgen.figures.drawing import mirrored
from hepgen.packs.content import open_content
from hepgen.render.lengths import MM
from hepgen.render.side_label import Cell, lines_under, overhang, places

CONTENT = open_content()
CELL = Cell(0, 0, 60 * MM, 36 * MM)
LABEL = (12 * MM, 3.1 * MM)
ONE_SIDED = sorted(id_ for id_, exercise in CONTENT.library.exercises.items() if exercise.sides == "one")


@pytest.mark.parametrize("exercise", ONE_SIDED)
@pytest.mark.parametrize("person", CONTENT.people)
def test_there_is_a_clear_place_in_the_cell(exercise: str, person: str) -> None:
    for frame in ("start", "end"):
        drawn = CONTENT.drawing(exercise, person, frame)
        for drawing in (drawn, mirrored(drawn)):
            assert drawing.mark is not None
            scale = min(CELL.right / drawing.width, CELL.bottom / drawing.height)
            corner = ((CELL.right - drawing.width * scale) / 2, CELL.bottom - drawing.height * scale)
            mark = (corner[0] + drawing.mark[0] * scale, corner[1] + drawing.mark[1] * scale)
            fitting = [place for place in places(drawing, mark, LABEL) if overhang(place, LABEL, CELL) == 0]
            assert min(lines_under(drawing, place, LABEL, corner, scale) for place in fitting) == 0, frame
