"""The lowest layer of the PDF renderer: tagged, archivable, true to the text, the same each time."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import textwrap
import unicodedata
import zlib
from dataclasses import replace
from pathlib import Path
from typing import get_args

import page
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops, ImageCms, ImageOps

from hepgen.render.pdf import metadata, writer
from hepgen.render.pdf.fonts import Face, missing_characters
from hepgen.render.pdf.metadata import DocumentInfo, read_plan_id
from hepgen.render.pdf.objects import numbers, text_string
from hepgen.render.pdf.qr import draw_qr, qr_path
from hepgen.render.pdf.tagging import Node, Role, TaggedCanvas, list_numbering, table_cell
from hepgen.render.pdf.text import Run, TextStyle, block_height, break_lines, draw_lines
from hepgen.render.pdf.xobjects import draw_form

A4 = (595.28, 841.89)
BODY = TextStyle(Face.REGULAR, 12, 17, "#1A1A1A")
HEADING = TextStyle(Face.BOLD, 18, 24, "#1F4E5F")
FOOTER = TextStyle(Face.REGULAR, 9, 12, "#444444")
INFO = DocumentInfo(
    title="Übungen & exercises",
    language="en-GB",
    author="Clinic <North> & Sons",
    subject="Home exercises",
    plan_id="plan-2026-7f3a",
    created=datetime.date(2026, 11, 25),
)
TRIANGLE = "0.8 0.2 0.2 rg 10 10 m 90 10 l 50 90 l h f 0 0 1 RG 3 w 10 10 m 20 95 l S"
BOX = (0.0, 0.0, 100.0, 100.0)
LINK = "the leaflet of the clinic about knees, which is a rather long text for a link"


def new_canvas() -> TaggedCanvas:
    return TaggedCanvas(A4, INFO)


def write(
    canvas: TaggedCanvas, node: Node, text: str | list[Run], style: TextStyle, y: float, width: float = 450
) -> float:
    with canvas.tag(node):
        return draw_lines(canvas, break_lines(text, style, width), 60, y) - 16


def footer(canvas: TaggedCanvas, text: str) -> None:
    with canvas.artifact("Pagination"):
        draw_lines(canvas, break_lines(text, FOOTER, 200), A4[0] - 60, 40, "right")
        canvas.line(60, 48, A4[0] - 60, 48)


def handout(alt: str = "A triangle on its base.", scope: bool = True) -> TaggedCanvas:
    """Two pages with everything a handout is made of."""
    canvas = new_canvas()
    root = canvas.root
    canvas.bookmark("title", "Your exercises", 0, 800)
    y = write(canvas, root.add("H1"), "Your exercises — right knee", HEADING, 790)
    y = write(canvas, root.add("P"), "Raise the knee slowly. Do <NOT> bend the <left> knee & rest. " * 4, BODY, y)
    link = Run(LINK, colour="#0B5394", url="https://example.org/a")
    runs = [Run("See "), link, Run(", or "), Run("stop", Face.BOLD), Run(".")]
    y = write(canvas, root.add("P"), runs, BODY, y, 250)
    steps = root.add("L", attributes=[list_numbering("Decimal")])
    for number, step in enumerate(("Stand tall.", "Lower slowly in a step-down. " * 5), 1):
        item = steps.add("LI")
        write(canvas, item.add("Lbl"), f"{number}.", BODY, y)
        y = write(canvas, item.add("LBody"), step, BODY, y)
    for mirrored in (False, True):
        figure = root.add("Figure", alt="A triangle on its base.")
        with canvas.tag(figure):
            figure.bbox = draw_form(
                canvas, TRIANGLE, BOX, (-1, 0, 0, 1, 260, y - 100) if mirrored else (1, 0, 0, 1, 60, y - 100)
            )
        figure.alt = alt
    code = root.add("Link")
    picture = code.add("Figure", alt="QR code of the film", bbox=(300, y - 100, 400, y))
    with canvas.tag(picture):
        draw_qr(canvas, 300, y - 100, 100, "https://example.org/film")
    canvas.link(code, (300, y - 100, 400, y), "https://example.org/film", "Film of the exercise")
    footer(canvas, "Page 1 of 2")
    canvas.showPage()

    canvas.bookmark("weeks", "Your weeks", 1, 800)
    y = write(canvas, root.add("H2"), "Your weeks", HEADING, 790)
    table = root.add("Table", title="Weeks")
    head = table.add("THead").add("TR")
    for column, name in enumerate(("Week", "Sets", "Pain")):
        cell = head.add("TH", identifier=f"column-{column}", attributes=[table_cell("Column")] if scope else [])
        with canvas.tag(cell):
            draw_lines(canvas, break_lines(name, BODY, 100), 60 + 100 * column, y)
    body = table.add("TBody")
    for week in (1, 2):
        y -= 20
        row = body.add("TR")
        with canvas.tag(row.add("TH", attributes=[table_cell("Row")] if scope else [])):
            draw_lines(canvas, break_lines(str(week), BODY, 100), 60, y)
        with canvas.tag(row.add("TD", attributes=[table_cell(headers=["column-1"])] if scope else [])):
            draw_lines(canvas, break_lines("3 × 10", BODY, 100), 160, y)
        row.add("TD")
    y = write(canvas, root.add("P"), "Ελληνικά, русский, zażółć", BODY, y - 40)
    back = root.add("P").add("Link")
    write(canvas, back, "Back to the title", BODY, y)
    canvas.link_within(back, (60, y - 20, 200, y), "title", "Back to the title")
    footer(canvas, "Page 2 of 2")
    return canvas


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return handout().getpdfdata()


def failed_rules(pdf: bytes, profile: str) -> set[str]:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return {failure.rule_id for failure in report.failures}


def unpacked(pdf: bytes) -> bytes:
    """The file, followed by what its object stream holds."""
    found = re.search(rb"/Type/ObjStm.*?stream\n(.*?)\r\nendstream", pdf, re.DOTALL)
    assert found
    return pdf + zlib.decompress(found[1])


def extracted(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return "\n".join(document[index].get_textpage().get_text_range() for index in range(len(document)))


# The document as a whole


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_document_conforms(pdf: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert report.is_compliant, report.failures


@pytest.mark.parametrize(
    ("old", "new", "profile"),
    [
        (b"/Lang (en-GB)", b"/Lxng (en-GB)", "ua1"),
        (b"/DisplayDocTitle true", b"/DisplayDxcTitle true", "ua1"),
        (b"/Marked true", b"/Mxrked true", "ua1"),
        (b"<dc:title>", b"<dc:txtle>", "ua1"),
        (b"/OutputIntents", b"/OxtputIntents", "2a"),
        (b"<pdfaid:part>2", b"<pdfaid:part>9", "2a"),
        (b"<pdfuaid:part>1", b"<pdfuaid:part>9", "ua1"),
        (b"/StructParent ", b"/StrxctParent ", "ua1"),
        (b"/Contents (", b"/Cxntents (", "ua1"),
        (b"/ToUnicode", b"/TxUnicode", "ua1"),
        (b"/FontFile2", b"/FxntFile2", "2a"),
        (b"/Tabs /S", b"/Txbs /S", "ua1"),
    ],
)
def test_validator_sees_what_is_missing(old: bytes, new: bytes, profile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = writer._written
    monkeypatch.setattr(writer, "_written", lambda *where: written(*where).replace(old, new))
    assert failed_rules(handout().getpdfdata(), profile)


def test_validator_sees_figure_without_alternative() -> None:
    assert failed_rules(handout(alt="").getpdfdata(), "ua1")


def test_validator_sees_table_without_header_scope() -> None:
    assert failed_rules(handout(scope=False).getpdfdata(), "ua1")


def test_validator_sees_text_outside_tags() -> None:
    canvas = handout()
    canvas._code.append(f"BT 1 0 0 1 60 60 Tm {Face.REGULAR.font.show(canvas.document, 'untagged', 12)} ET")
    canvas._scope_start = len(canvas._code)  # as if it had gone by unseen
    assert failed_rules(canvas.getpdfdata(), "ua1")


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_structure_is_in_reading_order(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "handout.pdf"
    file.write_bytes(pdf)
    tree = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True).stdout
    said = [text.strip() for text in re.findall(r'^ +"(.*)"$', tree, re.MULTILINE)]
    assert said == [
        "Your exercises — right knee",
        ("Raise the knee slowly. Do <NOT> bend the <left> knee & rest. " * 4).strip(),
        "See",
        LINK,
        ", or stop.",
        "1.",
        "Stand tall.",
        "2.",
        ("Lower slowly in a step-down. " * 5).strip(),
        *("", "", ""),
        "Your weeks",
        *("Week", "Sets", "Pain", "1", "3 × 10", "2", "3 × 10"),
        "Ελληνικά, русский, zażółć",
        "Back to the title",
    ]


def test_outline_points_to_headings(pdf: bytes) -> None:
    document = pdfium.PdfDocument(pdf)
    entries = [(entry.get_title(), entry.level, entry.get_dest().get_index()) for entry in document.get_toc()]
    assert entries == [("Your exercises", 0, 0), ("Your weeks", 1, 1)]


def test_metadata_is_read_back(pdf: bytes) -> None:
    assert read_plan_id(pdf) == INFO.plan_id
    said = pdfium.PdfDocument(pdf).get_metadata_dict()
    assert (said["Title"], said["Author"]) == (INFO.title, INFO.author)
    assert said["CreationDate"].startswith("D:20261125000000")


def test_plan_id_with_markup_is_read_back() -> None:
    canvas = TaggedCanvas(A4, replace(INFO, plan_id="<&>é"))
    write(canvas, canvas.root.add("P"), "Text", BODY, 700)
    assert read_plan_id(canvas.getpdfdata()) == "<&>é"


def test_foreign_pdf_has_no_plan_id() -> None:
    assert read_plan_id(b"%PDF-1.7\n") is None


@pytest.mark.parametrize("field", ["title", "language", "plan_id"])
def test_document_without_title_language_or_plan_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match=field):
        replace(INFO, **{field: " "})  # type: ignore[arg-type]


def test_colour_profile_is_srgb() -> None:
    profile = zlib.decompress(base64.b64decode(metadata._SRGB_PROFILE))
    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.getOpenProfile(io.BytesIO(profile)))


# The same bytes each time


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )


def test_bytes_do_not_depend_on_process_clock_or_environment(pdf: bytes) -> None:
    code = f"""
        import hashlib, sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from test_pdf_foundation import handout
        print(hashlib.sha256(handout().getpdfdata()).hexdigest())
    """
    expected = hashlib.sha256(pdf).hexdigest()
    for environment in (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1"},
        {
            "PYTHONHASHSEED": "2",
            "RL_useA85": "1",
            "RL_invariant": "0",
            "RL_pageCompression": "0",
            "LC_ALL": "C",
        },
    ):
        assert run_python(code, **environment).stdout.strip() == expected


def test_second_document_of_a_process_is_the_same(pdf: bytes) -> None:
    assert handout().getpdfdata() == pdf


# reportlab, tamed


def test_nothing_of_the_machine_is_run_or_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    path = tmp_path / "path"
    home.mkdir()
    path.mkdir()
    trap = 'open({!r}, "w").close()\nuseA85 = 1\n'
    for file in (
        home / ".reportlab_settings",
        home / ".reportlab_mods",
        path / "reportlab_settings.py",
        path / "reportlab_mods.py",
    ):
        file.write_text(trap.format(str(tmp_path / f"ran-{file.name}")))
    said = run_python(
        """
        import os
        from hepgen.render.pdf import reportlab_setup
        from reportlab import rl_config as used
        print(used.useA85, used.toColorCanUse, used.invariant, used.trustedHosts, os.environ["RL_verbose"])
        """,
        HOME=str(home),
        PYTHONPATH=os.pathsep.join([str(path), *sys.path]),
        RL_useA85="1",
        RL_toColorCanUse="rl_safe_eval",
        RL_invariant="0",
        RL_trustedHosts="*",
        RL_verbose="1",
    )
    assert said.stdout.split() == ["0", "None", "1", "None", "1"]
    assert not list(tmp_path.glob("ran-*"))


def test_trap_would_have_been_run_without_the_setup(tmp_path: Path) -> None:
    (tmp_path / ".reportlab_mods").write_text(f'open({str(tmp_path / "ran")!r}, "w").close()')
    run_python("import reportlab", HOME=str(tmp_path))
    assert (tmp_path / "ran").exists()


def test_only_the_setup_imports_reportlab() -> None:
    root = Path(metadata.__file__).parents[2]
    importing = [
        file.name
        for file in root.rglob("*.py")
        if re.search(r"^\s*(from|import) reportlab\b", file.read_text("utf-8"), re.M)
    ]
    assert importing == ["reportlab_setup.py"]


def test_import_loads_no_layout_engine_and_no_charts() -> None:
    said = run_python(
        """
        import sys
        import hepgen.render.pdf.qr, hepgen.render.pdf.text, hepgen.render.pdf.xobjects
        hepgen.render.pdf.qr.qr_path("https://example.org")
        heavy = ("reportlab.platypus", "reportlab.graphics", "lxml")
        print([name for name in sys.modules if name.startswith(heavy)])
        """
    )
    assert said.stdout.strip() == "[]"


# Tagging is strict


def test_text_outside_any_element_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="outside"):
        draw_lines(new_canvas(), break_lines("loose", BODY, 100), 60, 700)


@pytest.mark.parametrize(
    "paint",
    [lambda c: c.rect(0, 0, 9, 9), lambda c: c.line(0, 0, 9, 9), lambda c: c.drawString(9, 9, "loose")],
)
def test_anything_painted_by_reportlab_outside_any_element_is_refused(paint) -> None:  # type: ignore[no-untyped-def]
    canvas = new_canvas()
    write(canvas, canvas.root.add("P"), "Text", BODY, 700)
    paint(canvas)
    with pytest.raises(ValueError, match="page 1: painted outside"):
        canvas.showPage()
    canvas = new_canvas()
    paint(canvas)
    with pytest.raises(ValueError, match="page 1: painted outside"), canvas.artifact():
        pass


def test_state_may_be_set_outside_elements() -> None:
    canvas = new_canvas()
    canvas.saveState()
    canvas.setLineWidth(2)
    canvas.setStrokeColor("#FF0000")
    canvas.translate(10, 10)
    write(canvas, canvas.root.add("P"), "Text", BODY, 700)
    canvas.restoreState()
    assert page.validate_pdf_bytes(canvas.getpdfdata(), profile="ua1").is_compliant


def test_page_may_not_end_inside_an_element() -> None:
    canvas = new_canvas()
    with canvas.tag(canvas.root.add("P")), pytest.raises(ValueError, match="inside an element"):
        canvas.showPage()


def test_content_of_an_element_outside_the_tree_is_refused() -> None:
    canvas = new_canvas()
    write(canvas, canvas.root.add("P"), "Text", BODY, 700)
    write(canvas, Node("P"), "Lost", BODY, 600)
    with pytest.raises(ValueError, match="not part of the document's tree"):
        canvas.getpdfdata()


def test_untagged_document_is_refused() -> None:
    canvas = new_canvas()
    footer(canvas, "Page 1")
    with pytest.raises(ValueError, match="nothing was tagged"):
        canvas.getpdfdata()


@pytest.mark.parametrize("alt", ["", "  "])
def test_figure_without_alternative_is_refused(alt: str) -> None:
    with pytest.raises(ValueError, match="alternative"):
        Node("Figure", alt=alt)


def test_link_without_contents_is_refused() -> None:
    canvas = new_canvas()
    with pytest.raises(ValueError, match="contents"):
        canvas.link(canvas.root.add("Link"), (0, 0, 9, 9), "https://example.org", " ")


def test_link_to_nowhere_is_refused() -> None:
    canvas = new_canvas()
    link = canvas.root.add("Link")
    write(canvas, link, "There", BODY, 700)
    canvas.link_within(link, (0, 0, 9, 9), "nowhere", "There")
    with pytest.raises(ValueError, match="nowhere"):
        canvas.getpdfdata()


def test_link_in_an_artifact_is_refused() -> None:
    canvas = new_canvas()
    with pytest.raises(ValueError, match="artifact"), canvas.artifact():
        draw_lines(canvas, break_lines([Run("a link", url="https://example.org")], BODY, 100), 60, 700)


def test_canvas_writes_no_files() -> None:
    with pytest.raises(TypeError, match="getpdfdata"):
        new_canvas().save()


def test_element_may_go_on_over_pages_and_be_interrupted() -> None:
    canvas = new_canvas()
    paragraph, other = canvas.root.add("P"), canvas.root.add("P")
    write(canvas, paragraph, "one", BODY, 700)
    write(canvas, other, "two", BODY, 600)
    canvas.showPage()
    write(canvas, paragraph, "three", BODY, 700)
    pdf = canvas.getpdfdata()
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert len(re.findall(rb"/Type/MCR", unpacked(pdf))) == 1


def test_elements_without_content_are_left_out_but_cells_stay() -> None:
    canvas = new_canvas()
    write(canvas, canvas.root.add("P"), "Text", BODY, 700)
    canvas.root.add("Sect").add("P")
    with canvas.tag(canvas.root.add("BlockQuote")):
        canvas.setLineWidth(3)
    canvas.root.add("Table").add("TR").add("TD")
    pdf = unpacked(canvas.getpdfdata())
    assert b"/S/Sect" not in pdf
    assert b"/S/BlockQuote" not in pdf
    assert b"/S/TD" in pdf


def test_link_drawn_line_by_line_stays_one_element() -> None:
    canvas = new_canvas()
    lines = break_lines([Run("See "), Run(LINK, url="https://example.org"), Run(" today.")], BODY, 150)
    paragraph = canvas.root.add("P")
    for index, line in enumerate(lines):
        with canvas.tag(paragraph):
            draw_lines(canvas, [line], 60, 700 - 17 * index)
    pdf = canvas.getpdfdata()
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    roles = [kid.role for kid in paragraph.kids if isinstance(kid, Node)]
    assert roles == ["Span", "Link", "Span"]
    areas = [kid for link in paragraph.kids[1:2] if isinstance(link, Node) for kid in link.kids]
    linked = sum(any(piece.link for piece in line.runs) for line in lines)
    assert len(lines) > linked > 1
    assert len(areas) == 2 * linked  # what is shown, and where it may be clicked


def test_same_drawing_is_stored_once(pdf: bytes) -> None:
    assert len(re.findall(rb"/Subtype/Form", unpacked(pdf))) == 1


def test_mirrored_drawing_is_the_mirror_image() -> None:
    canvas = new_canvas()
    for left, matrix in ((0, (1, 0, 0, 1, 0, 0)), (200, (-1, 0, 0, 1, 300, 0))):
        figure = canvas.root.add("Figure", alt="A triangle.")
        with canvas.tag(figure):
            assert draw_form(canvas, TRIANGLE, BOX, matrix) == (left, 0, left + 100, 100)
    picture = pdfium.PdfDocument(canvas.getpdfdata())[0].render(scale=2).to_pil()
    height = picture.height
    one = picture.crop((0, height - 200, 200, height))
    other = picture.crop((400, height - 200, 600, height))
    assert one.getbbox() is not None
    difference = ImageChops.difference(one, ImageOps.mirror(other)).convert("L")
    assert sum(difference.histogram()[64:]) < 50


# Text


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("face", list(Face))
def test_every_character_said_to_be_printable_is_printed(face: Face) -> None:
    text = "".join(
        chr(code) for code in range(0x21, 0x10000) if not missing_characters(chr(code)) and not chr(code).isspace()
    )
    assert len(text) > 800
    canvas = new_canvas()
    style = replace(BODY, face=face)
    write(canvas, canvas.root.add("P"), " ".join(text), style, 800)
    pdf = canvas.getpdfdata()
    # pdfium spells the Latin ligatures out.
    ligatures = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB05)}
    assert extracted(pdf).split() == [character.translate(ligatures) for character in text]
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant


printable = st.sampled_from(
    [chr(code) for code in range(0x20, 0x2300) if not missing_characters(chr(code))]
) | st.sampled_from(" -()\\<>&'\"aeiou")


@settings(max_examples=150, deadline=None)
@given(st.text(printable, min_size=1, max_size=400), st.sampled_from([40.0, 150.0, 450.0]))
def test_what_was_typed_is_what_is_printed(text: str, width: float) -> None:
    canvas = new_canvas()
    lines = break_lines(text, BODY, width)
    with canvas.tag(canvas.root.add("P")):
        draw_lines(canvas, lines, 40, 40 + block_height(lines))
    if not lines:
        assert not text.strip()
        return
    document = pdfium.PdfDocument(canvas.getpdfdata())
    document[0].set_mediabox(-10, -10_000, 2000, 20_000)
    said = document[0].get_textpage().get_text_bounded(-10, -10_000, 2000, 20_000)
    # pdfium marks a hyphen at a line end as removable.
    assert squeezed(said.replace("\x02", "-").replace("\ufffe", "-")) == squeezed(text)
    words = "".join(line.text + " " * line.space_after for line in lines)
    assert words.split() == text.split()


@given(st.text(printable, max_size=300), st.floats(8, 300))
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    for line in break_lines(text, BODY, width):
        assert line.width <= width + 1e-3 or len(line.text) == 1
        assert line.width == pytest.approx(BODY.face.width(line.text, BODY.size))


def test_word_of_four_hundred_characters_stays_in_its_column() -> None:
    lines = break_lines("W" * 400, BODY, 100)
    assert all(line.width <= 100 for line in lines)
    assert "".join(line.text for line in lines) == "W" * 400
    assert not any(line.space_after for line in lines[:-1])


def test_lines_break_at_spaces_and_hyphens_between_letters_only() -> None:
    assert [line.text for line in break_lines("step-down now", BODY, 45)] == ["step-", "down", "now"]
    assert [line.text for line in break_lines("do 10-12 now", BODY, 40)] == ["do", "10-12", "now"]
    assert [line.text for line in break_lines("5\u00a0kg of 7\u00a0kg", BODY, 45)] == [
        "5\u00a0kg of",
        "7\u00a0kg",
    ]
    assert [line.text for line in break_lines("two  spaces ", BODY, 300)] == ["two  spaces"]
    assert break_lines("", BODY, 100) == break_lines("  ", BODY, 100) == ()


def test_words_of_two_runs_stay_together() -> None:
    (first, second) = break_lines([Run("one "), Run("bold", Face.BOLD), Run("ly")], BODY, 45)
    assert (first.text, second.text) == ("one", "boldly")
    assert [piece.face for piece in second.runs] == [Face.BOLD, Face.REGULAR]


def test_text_is_placed_by_the_top_of_its_capitals() -> None:
    canvas = new_canvas()
    style = TextStyle(Face.BOLD, 40, 50, "#000000")
    lines = break_lines("HH HH", style, 90)
    with canvas.tag(canvas.root.add("P")):
        last = draw_lines(canvas, lines, 100, 600)
    assert 600 - last == pytest.approx(block_height(lines))
    box = pdfium.PdfDocument(canvas.getpdfdata())[0].get_textpage().get_charbox(0)
    assert box[3] == pytest.approx(600, abs=0.5)


@pytest.mark.parametrize(("anchor", "left"), [("left", 200), ("centre", 150), ("right", 100)])
def test_lines_hang_from_their_anchor(anchor: str, left: float) -> None:
    canvas = new_canvas()
    width = BODY.face.width("HHHHHHHHH", BODY.size)
    with canvas.tag(canvas.root.add("P")):
        draw_lines(canvas, break_lines("HHHHHHHHH", BODY, 300), 200, 600, anchor)  # type: ignore[arg-type]
    box = pdfium.PdfDocument(canvas.getpdfdata())[0].get_textpage().get_charbox(0)
    assert box[0] == pytest.approx(200 - (200 - left) / 100 * width, abs=2)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Knee, 5 × 10 – “slow” ≥ 3 €", []),
        ("Ελληνικά русский zażółć", []),
        ("arrow → tick ✓", [("→", 6), ("✓", 13)]),
        ("a\nb\tc\0", [("\n", 1), ("\t", 3), ("\0", 5)]),
        ("\u202eabc\u200f", [("\u202e", 0), ("\u200f", 4)]),
        ("שלום", [("ש", 0), ("ל", 1), ("ו", 2), ("ם", 3)]),
        ("so\u00adft \ufeff \ufffd", [("\u00ad", 2), ("\ufeff", 6), ("\ufffd", 8)]),
        ("cafe\u0301", [("\u0301", 4)]),
        ("😀", [("😀", 0)]),
    ],
)
def test_what_cannot_be_printed_is_named(text: str, missing: list[tuple[str, int]]) -> None:
    assert missing_characters(text) == missing


@pytest.mark.parametrize("text", ["→", "line\nend", "\u202e"])
def test_what_cannot_be_printed_is_refused_not_boxed(text: str) -> None:
    with pytest.raises(ValueError, match=r"U\+[0-9A-F]{4}"):
        break_lines(text, BODY, 100)
    canvas = new_canvas()
    canvas.setFont(Face.REGULAR.font.fontName, 12)
    with pytest.raises(ValueError, match=r"U\+[0-9A-F]{4}"), canvas.artifact():
        canvas.drawString(10, 10, text)


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "rgb(1,2,3)", ""])
def test_colour_is_six_hexadecimal_digits(colour: str) -> None:
    canvas = new_canvas()
    with pytest.raises(ValueError, match="colour"), canvas.artifact():
        draw_lines(canvas, break_lines("text", replace(BODY, colour=colour or "none"), 100), 10, 10)


def test_broken_lines_are_remembered() -> None:
    assert break_lines("remembered", BODY, 100) is break_lines("remembered", BODY, 100)


# QR codes, numbers, strings


def test_qr_code_is_painted_where_it_stands() -> None:
    canvas = new_canvas()
    with canvas.tag(canvas.root.add("Figure", alt="QR code")):
        draw_qr(canvas, 100, 200, 29 * 4, "https://plan.example.org/p/9c5306f3f5?v=3")
    image = pdfium.PdfDocument(canvas.getpdfdata())[0].render(scale=1).to_pil().convert("L")
    modules, path = qr_path("https://plan.example.org/p/9c5306f3f5?v=3")
    dark = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"(\d+) (\d+) (\d+) 1 re", path)
        for step in range(int(length))
    }
    assert modules == 29
    for x, y in itertools.product(range(modules), repeat=2):
        sampled = image.getpixel((100 + 4 * x + 2, round(A4[1]) - 200 - 4 * y - 2))
        assert isinstance(sampled, int)
        assert (sampled < 128) == ((x, y) in dark)


@pytest.mark.parametrize("data", ["", "x" * 2001])
def test_qr_code_refuses_what_it_cannot_hold(data: str) -> None:
    with pytest.raises(ValueError, match="bytes"):
        qr_path(data)


def test_longest_qr_code() -> None:
    assert qr_path("x" * 2000).modules > 100


@given(st.floats(-1e6, 1e6))
def test_numbers_have_no_exponent(value: float) -> None:
    written = numbers((value,))
    assert re.fullmatch(r"-?\d+(\.\d{1,3})?", written)
    assert float(written) == pytest.approx(value, abs=5.1e-4)


@pytest.mark.parametrize(
    ("text", "written"), [("a(b)\\", r"(a\(b\)\\)"), ("é", "<FEFF00E9>"), ("a\nb", "<FEFF0061000A0062>")]
)
def test_text_strings(text: str, written: str) -> None:
    assert text_string(text) == written


def test_roles_are_standard_structure_types() -> None:
    assert set(get_args(Role)) >= {
        "Document",
        "H1",
        "P",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TH",
        "TD",
        "Figure",
        "Link",
    }
