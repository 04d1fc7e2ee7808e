"""The HTML page of every example: sound, complete, in itself, and telling no more than it should."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from handout_words import every, printed, squeezed
from html_pages import EXAMPLES, PROFILES, ROOT, THEMES, Page, content, patient_page, record_page
from html_tree import Element, read
from made import TODAY

from hepgen.figures.drawing import Contour
from hepgen.figures.emblem import Area, Emblem
from hepgen.figures.raster import Raster
from hepgen.handout.blocks import ClinicHeader, Footer, Handout, Link, Logo, Picture, Section, Span
from hepgen.render.html.document import render_html

MOST_BYTES = 300_000
PHRASING = {"a", "g", "path", "rect", "circle", "text", "use", "small", "span", "strong", "svg"}
"""What may stand inside a line of text."""
OF_LINES = {"p", "h1", "h2", "h3", "h4", "dt", "th", "figcaption", "title", "small", "strong", "span"}
"""Elements that hold a line of text and nothing else; a caption may also hold a heading."""
HOLDS = {
    "html": {"head", "body"},
    "body": {"header", "main", "footer"},
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    "colgroup": {"col"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"th", "td"},
}
"""Elements that hold these elements, and no text."""


@pytest.fixture(
    params=[
        pytest.param((make, profile, theme), id=f"{make.__name__}-{profile.stem}-{theme}")
        for profile in PROFILES
        for make in (patient_page, record_page)
        for theme in THEMES
    ]
)
def page(request: pytest.FixtureRequest) -> Page:
    """Both pages of every profile in every theme."""
    make, profile, theme = request.param
    made: Page = make(profile, theme)
    return made


# -- sound -----------------------------------------------------------------------------------------------------------


def test_each_element_holds_what_it_may(page: Page) -> None:
    for element in [page.read, *page.read.every()]:
        inside = {child.name for child in element.children}
        if element.name in OF_LINES:
            assert inside <= PHRASING, element
        if element.name in HOLDS:
            assert inside <= HOLDS[element.name], element
            assert not "".join(each for each in element.content if isinstance(each, str)).strip(), element
    for group in [group for each in page.read.every("dl") for group in each.children]:
        assert [child.name for child in group.children] == ["dt", "dd"]


def test_headings_are_in_order(page: Page) -> None:
    levels = [int(each.name[1]) for each in page.read.every("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level - before <= 1 for before, level in pairwise(levels))
    assert all(each.text.strip() for each in page.read.every("h1", "h2", "h3", "h4"))


def test_places_are_named_once_and_found(page: Page) -> None:
    names = Counter(each.attributes["id"] for each in page.read.every() if "id" in each.attributes)
    assert set(names.values()) <= {1}
    for element in page.read.every():
        target = element.attributes.get("href") or ""
        if target.startswith("#"):
            assert target[1:] in names
        if "aria-labelledby" in element.attributes:
            assert element.attributes["aria-labelledby"] in names


def test_tables_can_be_read_cell_by_cell(page: Page) -> None:
    for table in page.read.every("table"):
        assert table.every("caption") or table.attributes.get("aria-label")
        assert all(cell.attributes.get("scope") in ("col", "row") for cell in table.every("th"))
        assert all(cell.text.strip() for cell in table.every("th"))
        rows = table.every("tr")
        assert len({len(row.children) for row in rows}) == 1
        assert all(row.children[0].name == "th" for body in table.every("tbody") for row in body.children)


def test_drawings_are_named_and_signs_are_not(page: Page) -> None:
    for drawing in page.read.every("svg"):
        named = drawing.attributes.get("role") == "img" and bool(drawing.attributes.get("aria-label"))
        assert named != (drawing.attributes.get("aria-hidden") == "true")


# -- complete --------------------------------------------------------------------------------------------------------


def test_every_text_is_in_its_section(page: Page) -> None:
    sections = {each.attributes["id"]: each for each in page.read.every("section") if "id" in each.attributes}
    (header,) = page.read.every("body")[0].every("header")[:1] or [Element("header")]
    assert [section.id for section in page.handout.sections] == list(sections)
    for section in page.handout.sections:
        said = squeezed(f"{header.text} {sections[section.id].text}")
        assert [text for text in printed(section) if squeezed(text) not in said] == []


def test_every_picture_is_told_in_words_in_order(page: Page) -> None:
    drawn = [each.attributes["aria-label"] for each in page.read.every("svg") if "aria-label" in each.attributes]
    assert drawn == [picture.alt for picture in every(page.handout, Picture)]


def test_links_are_live(page: Page) -> None:
    assert {each.url for each in every(page.handout, Link)} <= {
        each.attributes["href"] for each in page.read.every("a")
    }


def test_the_foot_of_printed_pages_tells_where_they_belong(page: Page) -> None:
    style = page.read.every("style")[0].text
    contents = {place: _css_text(said) for place, said in re.findall(r"@bottom-(\w+)\{content:(.*?);", style)}
    footer = page.handout.footer
    assert contents["left"] == footer.left
    assert contents["right"] == footer.right
    assert contents["center"] == footer.page.format(page="counter(page)", pages="counter(pages)")
    assert squeezed(page.read.every("footer")[-1].text) == squeezed(f"{footer.left} {footer.right}")


def _css_text(said: str) -> str:
    """A `content` value as text; counters by their name."""
    unquoted = re.sub(r'" | "|^"|"$', "", said)
    return re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), unquoted)


# -- in itself -------------------------------------------------------------------------------------------------------


def test_nothing_is_fetched_and_nothing_runs(page: Page) -> None:
    for element in page.read.every():
        assert element.name not in {"script", "link", "img", "iframe", "object", "embed", "base", "form", "image"}
        assert not {name for name in element.attributes if name.startswith("on")} | (
            {"src", "style"} & set(element.attributes)
        )
        address = element.attributes.get("href")
        if address is not None:
            assert re.fullmatch(
                r"#[a-z0-9-]+" if element.name == "use" else r"#[a-z0-9-]+|https?://\S+|tel:\+?\d+", address
            )
    style = page.read.every("style")[0].text
    assert not re.search(r"url\(|@import|expression|javascript", style)


def test_only_its_own_style_is_allowed(page: Page) -> None:
    (style,) = page.read.every("style")
    (policy,) = (
        each.attributes["content"]
        for each in page.read.every("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    told = dict(part.split(" ", 1) for part in policy.split("; "))
    assert told.pop("style-src") == f"'sha256-{digest}'"
    assert told["default-src"] == "'none'"
    assert set(told.values()) == {"'none'"}


def test_it_says_what_it_is_and_its_head_names_nobody(page: Page) -> None:
    (head,) = page.read.every("head")
    (title,) = head.every("title")
    assert title.text == page.handout.title
    assert page.read.attributes["lang"] == page.handout.language
    told = title.text + "".join(str(each.attributes) for each in head.every())
    assert page.plan.plan_id in told
    patient = page.plan.profile.patient
    for word in (*patient.name.split(), patient.date_of_birth.isoformat()):
        assert word not in told


def test_it_is_light(page: Page) -> None:
    assert len(page.html.encode()) <= MOST_BYTES


def test_a_drawing_stands_in_the_file_once() -> None:
    page = patient_page(EXAMPLES / "runner.toml")
    shown = every(page.handout, Picture)
    groups = [each for each in page.read.every("g") if (each.attributes.get("id") or "").startswith("drawing-")]
    assert len(groups) == len({picture.drawing for picture in shown}) < len(shown)
    assert len(page.read.every("use")) == len(shown) - len(groups)


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    profile = EXAMPLES / "runner.toml"
    for number, environment in enumerate(({"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"}, {"PYTHONHASHSEED": "2"})):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = [sys.executable, "-c", "from hepgen.cli.main import main; main()", "make", str(profile)]
        subprocess.run(
            [*command, "--format", "html", "--today", TODAY.isoformat()],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            check=True,
        )
    first, second = ((tmp_path / name / "runner.html").read_text(encoding="utf-8") for name in ("0", "1"))
    assert first == second == patient_page(profile).html


def test_strong_words_are_marked() -> None:
    page = patient_page(EXAMPLES / "runner.toml")
    marked = {each.text for each in page.read.every("strong")}
    assert {span.text for span in every(page.handout, Span) if span.strong} <= marked


def test_a_page_is_made_without_the_packages_of_the_pdf() -> None:
    code = """
import sys
from datetime import date
from pathlib import Path
from hepgen.app import MakeRequest, make
from hepgen.packs.content import open_content
make(Path(sys.argv[1]), open_content(), MakeRequest(today=date.fromisoformat(sys.argv[2]), format="html"))
print([name for name in ("reportlab", "PIL", "ttf_opensans") if name in sys.modules])
"""
    command = [sys.executable, "-c", code, str(EXAMPLES / "runner.toml"), TODAY.isoformat()]
    said = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


# -- a clinic's marks ------------------------------------------------------------------------------------------------

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")


def _with_logo(image: Raster | Emblem) -> Element:
    header = ClinicHeader('Clinic "<b>"', "", None, Logo(image, 'Clinic "<b>"'))
    section = Section("fridge", "Title", "", "Short", (header,))
    handout = Handout("en", "Title", "id", TODAY, Footer("left", "{page}", "right"), (section,))
    return read(render_html(handout, content().templates["standard"], content().themes["colour"]))


def test_a_logo_of_pixels_is_in_the_page_and_the_only_picture_allowed() -> None:
    page = _with_logo(Raster(1, 1, PIXEL))
    (logo,) = page.every("img")
    assert logo.attributes["alt"] == 'Clinic "<b>"'
    assert logo.attributes["src"] == f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"
    policies = [each.attributes["content"] or "" for each in page.every("meta") if "http-equiv" in each.attributes]
    assert policies[0].endswith("; img-src data:")


def test_an_emblem_is_drawn() -> None:
    hole = Contour(False, (0, 0, 9, 0, 9, 9)), Contour(True, (2, 2, 3, 2, 4, 3, 4, 4))
    page = _with_logo(Emblem(20, 10, (Area("#112233", True, hole), Area("#445566", False, hole[:1]))))
    (logo,) = page.every("header")[0].every("svg")
    assert logo.attributes["aria-label"] == 'Clinic "<b>"'
    assert [path.attributes for path in logo.every("path")] == [
        {"fill": "#112233", "fill-rule": "evenodd", "d": "M0,0l9,0,0,9zM2,2c1,0,2,1,2,2z"},
        {"fill": "#445566", "d": "M0,0l9,0,0,9z"},
    ]
    assert not page.every("img")
