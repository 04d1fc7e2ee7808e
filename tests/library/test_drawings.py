"""Every drawing in the repository shows its pose, can be read, and keeps to its size."""

import re
import zlib
from pathlib import Path

import pytest

from hepgen.figures.freshness import PERSONS, is_stale
from hepgen.figures.svg import read_svg

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "images"
POSES = sorted(IMAGES.glob("*/pose.toml"))
FRAMES = ("start", "middle", "end")


def _frames(pose: Path) -> list[str]:
    return [name for name in FRAMES if re.search(rf"^\[{name}\]", pose.read_text(encoding="utf-8"), re.MULTILINE)]


@pytest.mark.parametrize("pose", POSES, ids=lambda path: path.parent.name)
def test_the_drawings_of_an_exercise_are_complete_and_up_to_date(pose: Path) -> None:
    text = pose.read_text(encoding="utf-8")
    for person in PERSONS:
        drawings = {path.stem: path.read_text(encoding="utf-8") for path in (pose.parent / person).glob("*.svg")}
        assert set(drawings) == set(_frames(pose)), person
        stale = [name for name, svg in drawings.items() if is_stale(svg, text, person)]
        assert not stale, f"draw {pose.parent.name} again for the {person}: {stale}"
        read = [read_svg(svg) for svg in drawings.values()]
        assert len({(drawing.width, drawing.height, drawing.floor, drawing.side) for drawing in read}) == 1
        for name, svg in drawings.items():
            assert len(zlib.compress(svg.encode(), 9)) <= 14_000, f"{person}/{name}"


def test_every_folder_has_a_pose() -> None:
    assert [path.name for path in IMAGES.iterdir() if path.is_dir() and not (path / "pose.toml").exists()] == []


@pytest.mark.long
@pytest.mark.parametrize("pose", POSES, ids=lambda path: path.parent.name)
def test_a_pose_drawn_again_has_nothing_that_a_machine_can_see(pose: Path) -> None:
    pytest.importorskip("numpy", reason="the studio's packages are not installed")
    import tomllib

    from hepgen.figures.palette import Palette
    from hepgen.studio.draw import draw_many

    palette = Palette(tomllib.loads((ROOT / "templates/themes/colour.toml").read_text(encoding="utf-8"))["figure"])
    for drawn in draw_many([pose], PERSONS, 1, palette=palette):
        assert drawn.problems == ()
        assert drawn.findings == ()
