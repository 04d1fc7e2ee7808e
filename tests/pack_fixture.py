"""Packs made for a test, laid over the built-in content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hepgen.figures.drawing import Contour, Drawing, Shape
from hepgen.figures.palette import Palette
from hepgen.figures.svg import write_svg
from hepgen.model.library import Condition, DosageScheme, Exercise, Ladder, Sentence, Term
from hepgen.packs.content import Content, drawing_place, open_content
from hepgen.packs.library import RULES

LIBRARY = Path(__file__).parents[1] / "exercise_library"
KINDS: dict[str, Any] = {
    "exercises": Exercise,
    "ladders": Ladder,
    "conditions": Condition,
    "screening": RULES,
    "dosages.toml": dict[str, DosageScheme],
    "vocabulary.toml": dict[str, dict[str, Term]],
    "wording.toml": dict[str, Sentence],
}
"""Folders and files of the library that have translations → what they hold."""

INFO = 'id = "northbank"\nname = "Northbank"\nversion = "1"\nlicence = "CC0-1.0"\n'


def pack(folder: Path, files: dict[str, str] | None = None, info: str = INFO) -> Path:
    """A pack of the given files (path below the pack → text)."""
    for name, text in {"pack.toml": info, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def built_in(relative: str) -> str:
    """The text of a file of the built-in library."""
    return (LIBRARY / relative).read_text(encoding="utf-8")


def drawn_pack(folder: Path) -> Path:
    """A pack with a plain drawing for every exercise and person, so that a test needs none of the real ones."""
    content = open_content()
    palette = Palette(content.themes["colour"].figure)
    drawings: dict[str, str] = {}
    for exercise in content.library.exercises.values():
        for person in content.people:
            for frame in exercise.frames:
                svg = write_svg(_square(one_sided=exercise.sides == "one"), palette)
                drawings[drawing_place(exercise.id, person, frame.name)] = svg
    return pack(folder, drawings)


def overlaid(folder: Path, files: dict[str, str]) -> Content:
    """The built-in content with a pack of these files over it."""
    return open_content([pack(folder, files)])


def _square(*, one_sided: bool) -> Drawing:
    shape = Shape("skin", (Contour(False, (100, 100, 900, 100, 900, 900, 100, 900)),))
    side, mark = ("right", (500, 500)) if one_sided else ("symmetrical", None)
    return Drawing(1000, 1000, 500, 950, side, mark, "", (shape,))  # type: ignore[arg-type]
