"""A clinic's marks: how they are read from its pack, what is refused, and how they reach the handout."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from handout_fixture import composed, plan, profile, referral
from handout_words import every
from hypothesis import given
from hypothesis import strategies as st
from pack_fixture import INFO, pack
from PIL import Image

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.figures.contrast import WHITE, contrast
from hepgen.figures.emblem import Emblem
from hepgen.figures.palette import Palette
from hepgen.figures.raster import Raster
from hepgen.handout.blocks import ClinicHeader, Heading, Logo, Paragraph, Span
from hepgen.handout.brand import Brand, in_accent
from hepgen.packs.content import Content, open_content

COLOUR, MONO = open_content().themes["colour"], open_content().themes["mono"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path fill="#0B4F62" d="M0 0H20V10Z"/></svg>'
accents = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def png(size: tuple[int, int] = (40, 20)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, (20, 60, 160)).save(written, "PNG")
    return written.getvalue()


def clinic_pack(folder: Path, clinic: str, files: dict[str, bytes] | None = None) -> Content:
    """The content of a pack with these lines in its `[clinic]`, and these files."""
    root = pack(folder, info=f'{INFO}[clinic]\nname = "Northbank Physio"\n{clinic}\n')
    for name, content in (files or {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return open_content([root])


def refusal(content: Content) -> Diagnostic:
    """The one problem that the brand is refused for."""
    with pytest.raises(InvalidPack) as caught:
        _ = content.brand
    (problem,) = caught.value.diagnostics
    return problem


# -- the pack --------------------------------------------------------------------------------------------------------


def test_a_pack_may_have_no_marks(tmp_path: Path) -> None:
    assert open_content().brand is None
    assert clinic_pack(tmp_path, "").brand == Brand("Northbank Physio")


def test_all_marks_are_read(tmp_path: Path) -> None:
    marks = 'logo = "marks/Zürich logo.PNG"\naccent = "#7a2e5d"\nnote = "  There is parking. "'
    brand = clinic_pack(tmp_path, marks, {"marks/Zürich logo.PNG": png()}).brand
    assert brand is not None
    assert brand[2:] == ("#7a2e5d", "There is parking.")
    assert brand.logo is not None
    assert brand.logo.alt == "Northbank Physio"
    assert isinstance(brand.logo.image, Raster)
    assert brand.logo.image[:2] == (40, 20)


def test_a_logo_has_what_three_hundred_dots_an_inch_need(tmp_path: Path) -> None:
    brand = clinic_pack(tmp_path, 'logo = "a.png"', {"a.png": png((4000, 1000))}).brand
    assert brand is not None
    assert brand.logo is not None
    assert brand.logo.image[:2] == (709, 177)


def test_a_logo_may_be_a_plain_svg(tmp_path: Path) -> None:
    brand = clinic_pack(tmp_path, 'logo = "a.svg"', {"a.svg": b"\xef\xbb\xbf" + SVG.encode()}).brand
    assert brand is not None
    assert brand.logo is not None
    assert isinstance(brand.logo.image, Emblem)


def test_the_marks_are_those_of_the_clinic_that_counts(tmp_path: Path) -> None:
    first = pack(tmp_path / "a", info=INFO + '[clinic]\nname = "A"\nlogo = "a.png"\nnote = "Of A."\n')
    second = pack(tmp_path / "b", info=INFO + '[clinic]\nname = "B"\n')
    third = pack(tmp_path / "c")
    assert open_content([first, second, third]).brand == Brand("B")


@pytest.mark.parametrize(
    "logo",
    ["/etc/logo.png", "../logo.png", "a/../../logo.png", "a/../logo.png", "./logo.png", "a\\\\logo.png", ".logo.png",
     "C:logo.png", "https://example.org/logo.png", "logo", "logo.gif", "logo.png.exe", "a//logo.png", "",
     "logo.png\\n"],
)  # fmt: skip
def test_only_the_path_of_a_picture_in_the_pack_is_one(logo: str, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    problem = refusal(clinic_pack(tmp_path / "pack", f'logo = "{logo}"', {"logo.png": png()}))
    assert (problem.field, problem.line) == ("clinic.logo", 7)
    assert problem.allowed == 'a picture inside the pack, such as "logo.png" (png, jpg, webp, svg)'


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (None, "logo.png", "There is no such file in the pack."),
        (png(), "logo.jpg", "The picture is not a JPEG picture, or is damaged."),
        (png()[:50], "logo.png", "The picture is not a PNG picture, or is damaged."),
        (SVG.encode(), "logo.png", "The picture is not a PNG picture, or is damaged."),
        (png((8001, 5000)), "logo.png", "The picture has more than 40 million pixels."),
        (png(), "logo.svg", "The SVG is not UTF-8 text."),
        (SVG.replace("path", "rect").encode(), "logo.svg",
         "The SVG cannot be used: it holds <rect>; turn every object into a filled path, or use a PNG."),
    ],
)  # fmt: skip
def test_a_logo_that_cannot_be_used_is_told_where_it_is_named(
    content: bytes | None, name: str, told: str, tmp_path: Path
) -> None:
    problem = refusal(clinic_pack(tmp_path, f'logo = "{name}"', {name: content} if content else {}))
    assert problem == Diagnostic(str(tmp_path / "pack.toml"), "clinic.logo", told, line=7)


@pytest.mark.parametrize(("name", "size", "told"), [("a.png", 6, "5 MB"), ("a.svg", 1, "0.25 MB")])
def test_a_logo_beyond_all_measure_is_refused_unread(name: str, size: int, told: str, tmp_path: Path) -> None:
    content = clinic_pack(tmp_path, f'logo = "{name}"', {name: b""})
    os.truncate(tmp_path / name, size * 2**20)
    assert refusal(content) == Diagnostic(str(tmp_path / name), "", f"The file is larger than {told}.")


def test_a_link_out_of_the_pack_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "private.png").write_bytes(png())
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.png").write_bytes(png())
    for number, (link, target) in enumerate((("a.png", "../private.png"), ("photos", "../photos"))):
        root = tmp_path / f"pack{number}"
        content = clinic_pack(root, f'logo = "{link if number == 0 else "photos/a.png"}"')
        (root / link).symlink_to(target)
        assert refusal(content).what == "This link leads out of the pack."


def test_a_link_within_the_pack_may_be_used_wherever_the_pack_lies(tmp_path: Path) -> None:
    clinic_pack(tmp_path / "real", 'logo = "a.png"', {"b.png": png()})
    (tmp_path / "real" / "a.png").symlink_to("b.png")
    (tmp_path / "linked").symlink_to("real")
    assert open_content([tmp_path / "linked"]).brand == open_content([tmp_path / "real"]).brand


def test_pipes_folders_and_loops_are_no_logo(tmp_path: Path) -> None:
    for number, make in enumerate((os.mkfifo, os.mkdir, lambda path: path.symlink_to(path))):
        root = tmp_path / str(number)
        content = clinic_pack(root, 'logo = "logo.png"')
        make(root / "logo.png")
        assert refusal(content).what == "There is no such file in the pack."


@pytest.mark.parametrize("accent", ["7A2E5D", "#7A2", "purple", "#7A2E5G", "#7A2E5DFF", "rgb(0,0,0)"])
def test_an_accent_is_a_colour(accent: str, tmp_path: Path) -> None:
    problem = refusal(clinic_pack(tmp_path, f'accent = "{accent}"'))
    assert (problem.field, problem.allowed) == ("clinic.accent", 'a colour such as "#0B4F62"')


def test_a_note_is_short(tmp_path: Path) -> None:
    assert refusal(clinic_pack(tmp_path, f'note = "{"a" * 301}"')).allowed == "at most 300 characters"


# -- the accent ------------------------------------------------------------------------------------------------------


@given(accents)
def test_whatever_the_accent_all_text_can_be_read(accent: str) -> None:
    theme = in_accent(COLOUR, accent)
    page = theme.page
    assert contrast(page.accent, WHITE) >= 7
    assert contrast(page.accent, page.tint) >= 7
    for text in (page.ink, page.soft):
        assert contrast(text, page.tint) >= 7
    assert Palette(theme.figure)["arrow"] == Palette(theme.figure)["focus-ring"] == page.accent
    assert type(theme).model_validate(theme.model_dump()) == theme


def test_nothing_but_the_accent_and_its_tint_changes() -> None:
    theme = in_accent(COLOUR, "#7a2e5d")
    assert (theme.page.accent, theme.page.tint) == ("#7A2E5D", "#F5EFF2")
    kept: dict[str, Any] = {"accent": COLOUR.page.accent, "tint": COLOUR.page.tint}
    assert theme.page.model_copy(update=kept) == COLOUR.page
    signs = {"arrow", "focus-ring"}
    assert {role for role in COLOUR.figure if theme.figure[role] != COLOUR.figure[role]} == signs


def test_a_theme_keeps_its_colours_where_there_is_no_accent_or_none_is_taken() -> None:
    assert in_accent(COLOUR, None) is COLOUR
    assert in_accent(MONO, "#7A2E5D") is MONO


def test_an_accent_may_be_as_red_as_the_stop_sign_or_a_working_muscle() -> None:
    assert in_accent(COLOUR, COLOUR.page.stop).page.accent == COLOUR.page.stop
    assert in_accent(COLOUR, COLOUR.figure["muscle"]).page.accent == "#86392C"


def test_what_became_of_an_accent_is_told_with_its_line(tmp_path: Path) -> None:
    content = clinic_pack(tmp_path, 'accent = "#ffaa00"')
    (remark,) = content.remarks(content.themes)
    worn = in_accent(COLOUR, "#ffaa00").page.accent
    what = f'"#ffaa00" is too light to be read well; the theme "colour" darkens it to "{worn}".'
    assert remark == Diagnostic(str(tmp_path / "pack.toml"), "clinic.accent", what, line=7)
    assert content.remarks(["mono"]) == ()


@pytest.mark.parametrize("clinic", ["", 'accent = "#7a2e5d"'])
def test_nothing_is_told_where_nothing_was_changed(clinic: str, tmp_path: Path) -> None:
    content = clinic_pack(tmp_path, clinic)
    assert content.remarks(content.themes) == ()
    assert open_content().remarks(["colour"]) == ()


# -- the handout -----------------------------------------------------------------------------------------------------

LOGO = Logo(Raster(1, 1, b""), "Northbank Physio")


@pytest.mark.parametrize("made", [plan(), referral()], ids=["plan", "referral"])
def test_the_logo_stands_at_the_head_of_the_first_page(made: Any) -> None:
    header = composed(made, Brand("Northbank Physio", LOGO)).sections[0].blocks[0]
    assert isinstance(header, ClinicHeader)
    assert header.logo is LOGO
    assert header.name == "Riverside Physiotherapy", "which the profile says"
    (without,) = every(composed(made), ClinicHeader)
    assert without == header._replace(logo=None)


def test_the_clinic_s_note_stands_in_the_section_of_notes_and_costs_no_title() -> None:
    typed = "Ring us a day ahead & <b>not</b> **later**; {name}."
    (note,) = [one for one in composed(brand=Brand("Northbank", note=typed)).sections if one.id == "note"]
    assert (note.title, note.bookmark) == ("", "For you")
    assert note.blocks == (Heading("A note from Northbank"), Paragraph((Span(typed),)))


def test_it_comes_after_what_the_physiotherapist_wrote() -> None:
    long = "Take your time. " * 20
    made = plan(profile=profile(plan={"note": long}))
    (note,) = [one for one in composed(made, Brand("Northbank", note="Ring us.")).sections if one.id == "note"]
    assert note.title == "For you"
    assert [block.text for block in every(note, Heading)] == ["A note from Anna Lindqvist", "A note from Northbank"]


def test_without_a_note_there_is_no_such_section() -> None:
    assert "note" not in [one.id for one in composed(brand=Brand("Northbank", LOGO)).sections]
