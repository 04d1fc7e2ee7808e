"""The HTML page as a browser shows it: to the eye on any screen, to a screen reader, and on paper.

Needs Debian's chromium (`apt-get install chromium`). Without it these tests are skipped, and fail where CI is set.
The browser is given the font of the PDF for its own, so that they see the same on every machine.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pypdfium2
import pytest
import ttf_opensans
from handout_words import every, squeezed
from html_pages import EXAMPLES, Page, patient_page, record_page
from html_tree import read
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Request, sync_playwright
from playwright.sync_api import Page as Tab

from hepgen.handout.blocks import ExerciseCard, GetHelp, IfThenTable, Table, WeekTable
from hepgen.render.qr import QUIET_ZONE, Bar, qr_code

CHROMIUM = shutil.which("chromium")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "preload": False,
    "resultTypes": ["violations", "incomplete"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {rule: {"enabled": True} for rule in ("color-contrast-enhanced", "identical-links-same-purpose")},
}
"""All rules; two of level AAA are not turned on by the tags alone."""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <match target="pattern">
    <edit name="family" mode="append" binding="strong"><string>Open Sans</string></edit>
  </match>
  <include>/etc/fonts/fonts.conf</include>
</fontconfig>
"""

RUNNER, OLDER_WALKER = patient_page(EXAMPLES / "runner.toml"), patient_page(EXAMPLES / "older-walker.toml")
PAGES = {
    "runner": RUNNER,
    "runner-mono": patient_page(EXAMPLES / "runner.toml", "mono"),
    "older-walker": OLDER_WALKER,
    "referral": patient_page(EXAMPLES / "hot-swollen-knee.toml"),
    "clinician": record_page(EXAMPLES / "runner.toml"),
    "large-print": patient_page(EXAMPLES / "runner.toml", template="large-print"),
}
MOST_PAGES = {"runner": 10, "older-walker": 9, "referral": 1, "clinician": 7}
"""Of Letter paper; A4 takes no more."""
NARROWEST, PHONE, TABLET, DESKTOP = 320, 390, 640, 1200
"""CSS pixels. 640 is also a screen of 1280 at a zoom of 200 %."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "there is no chromium to look at the page with (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(FONTS.format(folder=Path(ttf_opensans.__file__).parent), encoding="utf-8")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
        )
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Opens a page from its file, at a width; it must load nothing else and complain of nothing."""
    asked: list[str] = []
    said: list[str] = []

    def on_request(request: Request) -> None:
        asked.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        said.append(message.text)

    def open_page(page: Page, width: int, scale: int = 1) -> Tab:
        file = tmp_path / "page.html"
        file.write_text(page.html, encoding="utf-8")
        tab = browser.new_page(viewport={"width": width, "height": 900}, device_scale_factor=scale)
        tab.on("request", on_request)
        tab.on("console", on_console)
        tab.goto(file.as_uri())
        return tab

    yield open_page
    assert {url.rpartition("/")[2] for url in asked} == {"page.html"}
    assert said == []


# -- to the eye ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_nothing_reaches_over_the_edge(opened: Any, name: str) -> None:
    tab = opened(PAGES[name], DESKTOP)
    for width in (NARROWEST, PHONE, TABLET, DESKTOP):
        tab.set_viewport_size({"width": width, "height": 900})
        assert _wider_than(tab, width) == []


@pytest.mark.parametrize("name", ["runner", "older-walker", "referral"])
def test_nothing_reaches_over_the_edge_when_the_reader_changes_text(opened: Any, name: str) -> None:
    """Letters twice as large, text set wider (WCAG 1.4.12), or a font of wide letters."""
    wider = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    for width, rule in (
        (DESKTOP, ":root { font-size: 200% !important }"),
        (NARROWEST, wider),
        (NARROWEST, "* { font-family: 'DejaVu Sans' !important }"),
    ):
        tab = opened(PAGES[name], width)
        tab.evaluate("rule => { const s = document.styleSheets[0]; s.insertRule(rule, s.cssRules.length) }", rule)
        assert _wider_than(tab, width) == []
        tab.close()


def _wider_than(tab: Tab, width: int) -> list[str]:
    """What reaches beyond the page, but for tables inside their own frame."""
    found: list[str] = tab.evaluate(
        """width => {
            const over = [...document.body.querySelectorAll('*')].filter(each =>
                !each.closest('.scrolling :scope *, .scrolling') && !each.closest('svg')
                && each.getBoundingClientRect().width > 1
                && each.getBoundingClientRect().right > width + .5);
            const page = document.documentElement.scrollWidth;
            return [...over.map(each => each.outerHTML.slice(0, 90)), ...(page > width ? ['page ' + page] : [])];
        }""",
        width,
    )
    return found


def test_a_table_wider_than_the_phone_is_moved_by_the_keys(opened: Any) -> None:
    tab = opened(RUNNER, NARROWEST)
    frame = tab.locator(".scrolling").first
    frame.focus()
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function("document.activeElement.scrollLeft > 0")


def test_its_own_style_is_in_force(opened: Any) -> None:
    tab = opened(RUNNER, PHONE)
    assert tab.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')") == "#0B4F62"
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(22, 35, 43)"


def test_an_exercise_leads_to_its_card(opened: Any) -> None:
    tab = opened(RUNNER, PHONE)
    tab.locator(".thumbnails li").nth(1).click()
    assert tab.url.endswith("#exercise-2")
    assert abs(tab.locator("#exercise-2").bounding_box()["y"]) < 60


def test_the_code_is_drawn_as_it_was_made(opened: Any) -> None:
    scale = 4
    code = opened(RUNNER, DESKTOP, scale).locator(".scannable svg")
    made = qr_code(RUNNER.plan.profile.clinician.booking_url or "")
    side = made.modules + 2 * QUIET_ZONE
    image = Image.open(io.BytesIO(code.screenshot())).convert("L").resize((side * 9, side * 9))
    dark = {
        Bar(x, y, 1)
        for x in range(made.modules)
        for y in range(made.modules)
        if int(image.getpixel(((x + QUIET_ZONE) * 9 + 4, (y + QUIET_ZONE) * 9 + 4))) < 128  # type: ignore[arg-type]
    }
    assert dark == {Bar(x + i, y, 1) for x, y, length in made.bars for i in range(length)}


# -- to a screen reader ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["runner", "runner-mono", "older-walker", "referral", "clinician"])
def test_no_rule_of_the_accessibility_guidelines_is_broken(opened: Any, name: str) -> None:
    found = _checked(opened(PAGES[name], PHONE))
    assert {"color-contrast-enhanced", "heading-order"} <= {rule["id"] for rule in found["passes"]}
    assert _nodes(found["violations"]) == []


@pytest.mark.parametrize("name", ["runner", "referral"])
def test_no_rule_is_broken_or_in_doubt_where_nothing_is_scrolled_away(opened: Any, name: str) -> None:
    """The contrast of words inside drawings and of single digits is not measured: their colours stand elsewhere too."""
    found = _checked(opened(PAGES[name], DESKTOP))
    doubts = [(rule, html) for rule, html in _nodes(found["incomplete"]) if not re.match(r"<text |<strong>\d<", html)]
    assert _nodes(found["violations"]) + doubts == []


def _checked(tab: Tab) -> dict[str, Any]:
    tab.evaluate(f"() => {{ {AXE} }}")
    found: dict[str, Any] = tab.evaluate("rules => axe.run(rules)", RULES)
    return found


def _nodes(rules: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(rule["id"], node["html"][:120]) for rule in rules for node in rule["nodes"]]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_dose_is_read_number_by_number(opened: Any, width: int) -> None:
    tab = opened(RUNNER, width)
    for place, card in enumerate(every(RUNNER.handout, ExerciseCard)):
        strip = tab.locator(".dose-strip").nth(place)
        heard = [squeezed(item.inner_text()) for item in strip.get_by_role("listitem").all()]
        assert heard == [squeezed(f"{line.value} {line.words}") for line in (*card.dose.large, *card.dose.small)]
        assert _heard(tab, ".dose-strip", place)[-1] == card.dose.effort


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_tables_are_read_row_by_row(opened: Any, width: int) -> None:
    """Also where cells stand one below the other."""
    tab = opened(RUNNER, width)
    rows = [squeezed(row.text_content() or "") for row in tab.get_by_role("row").all()]
    for table in every(RUNNER.handout, IfThenTable):
        for row in table.rows:
            told = [row.verb, *("".join(span.text for span in phrase) for phrase in (row.condition, row.action))]
            assert squeezed("".join(told)) in rows
            named = tab.get_by_role("rowheader", name=row.verb, exact=True)
            assert named.count() >= 1
    for table in every(RUNNER.handout, WeekTable):
        for week_row in table.rows:
            row = tab.get_by_role("row", name=f"{week_row.number} {week_row.name} ")
            cells = row.first.get_by_role("cell").all()
            assert [squeezed(cell.inner_text()) for cell in cells] == [
                squeezed(f"{cell.dose} {cell.load}") for cell in week_row.cells
            ]
    headers = [each.text_content() for each in tab.get_by_role("columnheader").all()]
    assert {label for table in every(RUNNER.handout, Table) for label in table.header} <= set(headers)


def test_the_card_is_read_in_order(opened: Any) -> None:
    card = every(RUNNER.handout, ExerciseCard)[0]
    heard = " ".join(_heard(opened(RUNNER, DESKTOP), ".card", 0))
    order = [
        card.name,
        card.side_label,
        card.why[-1].text.strip(),
        *(picture.alt for picture in card.pictures),
        card.dose.large[0].words,
        card.dose.effort,
        *("".join(span.text for span in step) for step in card.steps),
        card.think_of.text,
        card.watch_for.text,
        card.easier.text,
        card.harder.text,
    ]
    places = [heard.find(squeezed(words)) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def _heard(tab: Tab, selector: str, place: int) -> list[str]:
    """What a screen reader says of an element, piece by piece."""
    tree = tab.locator(selector).nth(place).aria_snapshot()
    return [
        said
        for line in tree.splitlines()
        if (said := re.sub(r"^\s*- (?:[a-z]+:? ?)?|\[.*\]|:$", "", line).strip().strip('"'))
    ]


# -- on paper --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", MOST_PAGES)
def test_it_prints_on_few_whole_pages(opened: Any, name: str, paper: str) -> None:
    page = PAGES[name]
    pages = _printed(opened(page, DESKTOP), paper)
    assert len(pages) <= MOST_PAGES[name]
    footer = page.handout.footer
    for number, text in enumerate(pages, 1):
        assert footer.page.format(page=number, pages=len(pages)) in text
        assert squeezed(footer.left) in text
        assert len(text) > 200 or len(pages) == 1  # no sheet for a line or two
    for box in every(page.handout, GetHelp):
        assert box.heading in pages[0]
        assert all(sign in pages[0] for _, signs in box.rows for sign in signs)
    for card in every(page.handout, ExerciseCard):
        assert _on_one_sheet(card, pages)


def test_large_print_has_one_exercise_a_sheet(opened: Any) -> None:
    page = PAGES["large-print"]
    pages = _printed(opened(page, DESKTOP), "A4")
    for card in every(page.handout, ExerciseCard):
        assert _on_one_sheet(card, pages)


def _on_one_sheet(card: ExerciseCard, pages: list[str]) -> bool:
    ends = (card.why[-1].text, card.harder.text)
    return any(all(squeezed(each) in text for each in ends) for text in pages)


def _printed(tab: Tab, paper: str) -> list[str]:
    """The text of each sheet."""
    document = pypdfium2.PdfDocument(tab.pdf(format=paper))
    return [squeezed(sheet.get_textpage().get_text_range().replace("\ufffe", "-")) for sheet in document]


# -- as it was written -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_the_browser_repairs_nothing(opened: Any, name: str) -> None:
    """Its tree is the one that was written, element by element."""
    page = PAGES[name]
    built = opened(page, DESKTOP).evaluate(
        "[...document.documentElement.querySelectorAll('*')].map(each => [each.localName, each.children.length])"
    )
    assert built == [[each.name, len(each.children)] for each in read(page.html.replace("viewBox", "viewbox")).every()]
