"""The studio: pose files and their mistakes, and one exercise drawn from end to end."""

import tomllib
from pathlib import Path

import pytest

from hepgen.errors import InvalidPack
from hepgen.figures.freshness import PERSONS
from hepgen.figures.palette import Palette
from hepgen.figures.svg import read_svg

pytest.importorskip("numpy", reason="the studio's packages are not installed")

from hepgen.studio.draw import draw_exercise, draw_many
from hepgen.studio.joints import LIMITS
from hepgen.studio.people import PEOPLE
from hepgen.studio.posefile import read_pose
from hepgen.studio.skeleton import Figure

ROOT = Path(__file__).parents[2]
PALETTE = Palette(tomllib.loads((ROOT / "templates/themes/colour.toml").read_text(encoding="utf-8"))["figure"])

STANDING = """
side = "right"
mark = "knee_r"
view = { azimuth = 14, elevation = 6 }
muscles = ["quadriceps"]
focus = ["knee_r"]

[start]
base = ["standing"]
contacts = [{ macro = "feet-flat", x = -0.05, y = 0.10 }]
[start.free]
hip_flexion = 1
hip_abduction = 1
ankle_dorsiflexion = 1
ankle_inversion = 1
pelvis_x = 0.05
pelvis_z = 0.05

[end]
base = ["standing", "hands-on-hips"]
contacts = [{ macro = "feet-flat", x = -0.05, y = 0.10 }, { macro = "hands-on-hips" }]
targets = [{ landmark = "pelvis", x = -0.09, weight = 1.5 }]
[end.joints]
body_pitch = 16
hip_flexion = 48
knee_flexion = 45
[end.free]
hip_flexion = 1
hip_abduction = 1
ankle_dorsiflexion = 1
ankle_inversion = 1
pelvis_x = 0.05
pelvis_z = 0.05
arm = 1

[[arrows]]
points = [{ at = "start:pelvis", offset = [-0.30, 0, 0.12] }, { at = "end:pelvis", offset = [-0.26, 0, -0.08] }]
"""


def test_a_pose_file_becomes_two_drawings_on_one_scale() -> None:
    frames = {
        name: read_svg(text)
        for name, text in draw_exercise(STANDING, "woman", palette=PALETTE, quality="preview").items()
    }
    start, end = frames["start"], frames["end"]
    assert (start.width, start.height, start.floor) == (end.width, end.height, end.floor)
    assert start.side == "right"
    assert start.mark is not None
    roles = [shape.role for shape in end.shapes]
    assert {"skin", "shirt", "shorts", "shoe", "hair", "ink", "muscle", "fibre", "arrow", "focus-ring"} <= set(roles)
    assert "arrow" not in {shape.role for shape in start.shapes}
    assert roles.index("ink") < roles.index("casing") < roles.index("focus-ring")
    for drawing in (start, end):
        xs = [x for shape in drawing.shapes for contour in shape.contours for x in contour.points[::2]]
        ys = [y for shape in drawing.shapes for contour in shape.contours for y in contour.points[1::2]]
        assert min(xs) >= 0
        assert max(xs) <= drawing.width
        assert min(ys) >= 0
        assert max(ys) <= drawing.height


@pytest.mark.parametrize(
    ("mistake", "field", "told", "hint"),
    [
        (("knee_flexion = 45", "knee_flexon = 45"), "end.joints.knee_flexon", "unknown joint", "knee_flexion"),
        (("arm = 1", "amr = 1"), "end.free.amr", "unknown joint", "arm"),
        (('"pelvis", x', '"pelvic", x'), "end.targets[0].landmark", "unknown landmark", "pelvis"),
        (('["quadriceps"]', '["quads"]'), "muscles", "unknown muscle", ""),
        (('["standing"]', '["standig"]'), "start.base", "unknown base pose", "standing"),
        (('"feet-flat", x = -0.05, y = 0.10 }, {', '"flat-feet" }, {'), "end.contacts[0].macro", "unknown macro", ""),
        (("azimuth = 14", 'azimuth = "14"'), "view.azimuth", "a number is expected", ""),
        (("azimuth = 14, ", ""), "view.azimuth", "a number is missing", ""),
        (('at = "start:pelvis"', 'at = "begin:pelvis"'), "arrows[0].points[0].at", "unknown earlier position", ""),
        (('side = "right"', 'side = "left"'), "side", "unknown side", ""),
        (("[[arrows]]", "[[arows]]"), "arows", "unknown field", "arrows"),
    ],
)
def test_a_mistake_in_a_pose_file_is_told_by_place(mistake: tuple[str, str], field: str, told: str, hint: str) -> None:
    assert mistake[0] in STANDING
    with pytest.raises(InvalidPack) as refused:
        read_pose(STANDING.replace(*mistake), "squat/pose.toml")
    assert any(
        diagnostic.file == "squat/pose.toml"
        and diagnostic.field == field
        and told in diagnostic.what
        and hint in diagnostic.hint
        for diagnostic in refused.value.diagnostics
    ), str(refused.value)


def test_all_mistakes_are_told_at_once() -> None:
    text = STANDING.replace("knee_flexion", "knee_flexon").replace('"quadriceps"', '"quads"')
    with pytest.raises(InvalidPack) as refused:
        read_pose(text, "pose.toml")
    assert len(refused.value.diagnostics) == 2


def test_a_pose_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "pose.toml"
    broken.write_text("side = ", encoding="utf-8")
    (drawn,) = draw_many([broken], ["man"], 1, palette=PALETTE)
    assert drawn.frames == {}
    assert "not valid TOML" in drawn.problems[0].what


def test_the_people_are_those_for_whom_drawings_are_expected() -> None:
    assert tuple(PEOPLE) == PERSONS


def test_left_and_right_joints_mirror_each_other() -> None:
    rest = dict.fromkeys(LIMITS, 0.0)
    left = Figure(PEOPLE["man"], {**rest, "hip_flexion_l": 40, "hip_abduction_l": 20, "shoulder_rotation_l": 30})
    right = Figure(PEOPLE["man"], {**rest, "hip_flexion_r": 40, "hip_abduction_r": 20, "shoulder_rotation_r": 30})
    for landmark in ("knee", "heel", "hand"):
        assert right.landmark(f"{landmark}_r") == pytest.approx(left.landmark(f"{landmark}_l") * [1, -1, 1])
