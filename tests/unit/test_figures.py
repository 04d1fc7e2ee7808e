"""Drawings as data: round trip, mirror, palette, PDF operators, fingerprints."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hepgen.figures.drawing import Contour, Drawing, Shape, mirrored
from hepgen.figures.freshness import is_stale, spec_hash
from hepgen.figures.palette import ROLES, Palette
from hepgen.figures.pdf import pdf_operators
from hepgen.figures.svg import read_svg, write_svg

ROOT = Path(__file__).parents[2]
THEMES = sorted((ROOT / "templates/themes").glob("*.toml"))
PALETTE = Palette(dict.fromkeys(ROLES, "#79AEBB"))

coordinates = st.integers(-5000, 5000)


@st.composite
def contours(draw: st.DrawFn) -> Contour:
    curved = draw(st.booleans())
    count = 2 + draw(st.integers(1, 6)) * (6 if curved else 2)
    return Contour(curved, tuple(draw(st.lists(coordinates, min_size=count, max_size=count))))


shapes = st.builds(Shape, st.sampled_from(ROLES), st.lists(contours(), min_size=1, max_size=3).map(tuple))


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    side = draw(st.sampled_from(["right", "left", "symmetrical"]))
    return Drawing(
        width=draw(st.integers(1, 5000)),
        height=draw(st.integers(1, 5000)),
        units_per_metre=2000,
        floor=draw(coordinates),
        side=side,
        mark=None if side == "symmetrical" else (draw(coordinates), draw(coordinates)),
        spec="0123456789abcdef",
        shapes=tuple(draw(st.lists(shapes, max_size=4))),
    )


@given(drawings())
def test_reading_gives_what_was_written(drawing: Drawing) -> None:
    assert read_svg(write_svg(drawing, PALETTE)) == drawing


@given(drawings())
def test_mirroring_twice_changes_nothing(drawing: Drawing) -> None:
    assert mirrored(mirrored(drawing)) == drawing


@given(drawings())
def test_mirroring_exchanges_the_sides(drawing: Drawing) -> None:
    other = {"right": "left", "left": "right", "symmetrical": "symmetrical"}
    assert mirrored(drawing).side == other[drawing.side]


@given(drawings())
def test_operators_are_numbers_and_operators_only(drawing: Drawing) -> None:
    tokens = pdf_operators(drawing, PALETTE).split()
    assert all(re.fullmatch(r"-?\d+(\.\d+)?|q|Q|cm|m|l|c|h|f\*|rg|g", token) for token in tokens)
    assert tokens.count("f*") == len(drawing.shapes)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (("<svg", "<sv"), "not a hepgen drawing"),
        (("data-floor", "data-flor"), "not a hepgen drawing"),
        (('"right"', '"top"'), "data-side"),
        ((' data-mark="3 4"', ""), "data-mark"),
        (('class="skin"', 'class="skinn"'), "unknown role 'skinn'"),
        (("l3,4", "l3,4,5"), "shape 1 .skin.: a contour has 3 coordinates"),
        (("l3,4", "l3.5,4"), "shape 1 is not a <path>"),
        (("l3,4", "l03,4"), "shape 1 .skin.: "),
        (("M1,1", "M1"), "shape 1 is not a <path>"),
        (("</svg>", ""), "shape 2 is not a <path>"),
    ],
)
def test_a_damaged_drawing_is_refused_with_a_reason(damage: tuple[str, str], told: str) -> None:
    drawing = Drawing(9, 9, 2000, 9, "right", (3, 4), "ab", (Shape("skin", (Contour(False, (1, 1, 4, 5)),)),))
    text = write_svg(drawing, PALETTE)
    assert damage[0] in text
    with pytest.raises(ValueError, match=told):
        read_svg(text.replace(*damage))


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.stem)
def test_every_theme_gives_every_role_a_colour(theme: Path) -> None:
    Palette(tomllib.loads(theme.read_text(encoding="utf-8"))["figure"])


def test_arrows_and_rings_are_not_red() -> None:
    for theme in THEMES:
        figure = tomllib.loads(theme.read_text(encoding="utf-8"))["figure"]
        for role in ("arrow", "focus-ring"):
            red, green, blue = (int(figure[role][start : start + 2], 16) for start in (1, 3, 5))
            assert red <= max(green, blue)


def test_a_palette_tells_all_that_is_wrong() -> None:
    colours = {**dict.fromkeys(ROLES, "#000000"), "skin": "red", "nose": "#000000"}
    del colours["ink"]
    with pytest.raises(ValueError, match="missing: ink; unknown: nose; not #RRGGBB: skin"):
        Palette(colours)


def test_the_fingerprint_follows_pose_and_person_but_not_line_ends() -> None:
    assert spec_hash("a\nb\n", "woman") == spec_hash("a\r\nb", "woman")
    assert len({spec_hash("a", "woman"), spec_hash("b", "woman"), spec_hash("a", "man")}) == 3


def test_a_drawing_is_stale_when_its_pose_has_changed() -> None:
    drawing = Drawing(9, 9, 2000, 9, "symmetrical", None, spec_hash("old", "man"), ())
    text = write_svg(drawing, PALETTE)
    assert not is_stale(text, "old", "man")
    assert is_stale(text, "new", "man")
    assert is_stale("<svg/>", "old", "man")
