"""A handout in a made-up language says nothing but what stands in files that translators write, and holds it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from handout_words import printed
from handout_words import words as counted
from made import TODAY, MadeHandout, composed_from
from page_layout import lone_headings, outside, overlapping, torn_cards
from pseudo_language import LANGUAGE, accented, pseudo_language_pack, unaccented

from hepgen.app import CLINICIAN_TEMPLATE, Format, MakeRequest, make, revise
from hepgen.handout.look import PaperName
from hepgen.model.plan import Plan
from hepgen.packs.check import check_library
from hepgen.packs.content import Content, open_content
from hepgen.render.text import render_text
from tests.cases.case import cases, plan_of

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
SEVERAL = [ROOT / "examples" / f"{name}.toml" for name in ("runner", "older-walker", "pregnant", "hot-swollen-knee")]
"""A runner, a precaution, many things to hold on to, and a red flag."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The content in force with the language."""
    return open_content([pseudo_language_pack(tmp_path_factory.mktemp("language"))])


def requested(form: Format) -> MakeRequest:
    return MakeRequest(today=TODAY, format=form, language=LANGUAGE)


def test_placeholders_marks_and_units_stay() -> None:
    told = accented("**Stop** {n} sets, 20 cm or {n}\u00a0min.")
    assert told == "**Śţóóp** {n} śééţś, 20 cm óóŕ {n}\u00a0min."
    assert accented("Side step-down", most=15) == "Śííđé śţép-đóŵń"


def test_it_is_a_third_longer(content: Content) -> None:
    english, longer = ("".join(strings(content.strings(language))) for language in ("en", LANGUAGE))
    assert len(longer) / len(english) == pytest.approx(1.35, abs=0.02)


def test_the_language_is_whole(content: Content) -> None:
    assert [problem for problem in check_library(content, TODAY) if not problem.file.startswith("images/")] == []


# -- the patient's page ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", EXAMPLES, ids=lambda path: path.stem)
def test_the_text_is_all_translated(profile: Path, content: Content) -> None:
    made = make(profile, content, requested("txt"))
    assert foreign(made.document.decode(), made.plan) == []


@cache
def printed_in(language: str, profile: Path, paper: PaperName, content: Content) -> MadeHandout:
    made = make(profile, content, MakeRequest(today=TODAY, language=language, paper=paper))
    return MadeHandout(made.plan, made.document, composed_from(made.plan, content))


@pytest.mark.parametrize("profile", SEVERAL, ids=lambda path: path.stem)
def test_the_pdf_is_all_translated(profile: Path, content: Content) -> None:
    made = printed_in(LANGUAGE, profile, "a4", content)
    read = made.read
    said = [read.title, read.text, *(element.alt for element in read.elements), *(title for title, _ in read.bookmarks)]
    footers = ["".join(read.decoration(page)) for page in range(len(read.pages))]
    assert foreign("\n".join((*said, *footers)), made.plan) == []


@pytest.mark.parametrize(("language", "paper"), [(LANGUAGE, "a4"), (LANGUAGE, "letter"), ("es", "a4")])
@pytest.mark.parametrize("profile", SEVERAL, ids=lambda path: path.stem)
def test_longer_words_stay_on_their_page(profile: Path, language: str, paper: PaperName, content: Content) -> None:
    made = printed_in(language, profile, paper, content)
    assert outside(made.read) == overlapping(made.read) == lone_headings(made.read) == []
    assert torn_cards(made.read, made.handout) == []
    assert counted(made.read.text) == counted("\n".join(printed(made.handout)))


@pytest.mark.parametrize("profile", SEVERAL, ids=lambda path: path.stem)
def test_the_web_page_is_all_translated(profile: Path, content: Content) -> None:
    made = make(profile, content, requested("html"))
    page = WebPage()
    page.feed(made.document.decode())
    assert foreign("\n".join(page.said), made.plan) == []


class WebPage(HTMLParser):
    """What a web page says, seen or heard."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.said += [value or "" for name, value in attrs if name in ("alt", "aria-label", "title", "placeholder")]

    def handle_data(self, data: str) -> None:
        if self.lasttag != "style":
            self.said.append(data)


# -- the clinician's page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", EXAMPLES, ids=lambda path: path.stem)
def test_the_clinicians_page_is_all_translated(profile: Path, content: Content) -> None:
    assert foreign_in_record(make(profile, content, requested("json")).plan, content) == []


def test_both_pages_of_every_case_are_all_translated(content: Content) -> None:
    for case in cases():
        plan = plan_of(case, content.library_in(LANGUAGE))
        assert foreign(render_text(composed_from(plan, content)), plan) == [], case.id
        assert foreign_in_record(plan, content) == [], case.id


def test_what_a_revision_says_is_all_translated(content: Content, tmp_path: Path) -> None:
    last = tmp_path / "plan.json"
    last.write_bytes(make(ROOT / "examples" / "runner.toml", content, requested("json")).document)
    later = replace(requested("txt"), today=date(2026, 12, 14))
    made = revise(last, ROOT / "examples" / "runner-diary.csv", content, later)
    assert made.plan.changes
    assert foreign(made.document.decode(), made.plan) == []
    assert foreign_in_record(made.plan, content) == []


def foreign_in_record(plan: Plan, content: Content) -> list[str]:
    """Words of the clinician's page that nobody translated: what is cited, names of rules and of schemes stay."""
    sources, codes = content.library.sources, content.library.conditions[plan.condition].codes
    kept = {source.citation for source in sources.values()} | {planned.scheme for planned in plan.exercises}
    kept |= {one.rule for one in (*plan.decisions, *plan.changes, *plan.screening.actions)}
    named = [
        "hepgen",
        plan.hepgen,
        plan.plan_id,
        plan.revises or plan.plan_id,
        *sources,
        *codes.values(),
        *(system.upper() for system in codes),
    ]
    named += [name for pack in plan.packs for name in (pack.id, pack.version, pack.sha256[:8])]
    naming = re.compile("|".join(map(re.escape, sorted(named, key=len, reverse=True))))
    told = (text for text in printed(composed_from(plan, content, CLINICIAN_TEMPLATE)) if text not in kept)
    return foreign("\n".join(naming.sub("", text) for text in told), plan)


def foreign(text: str, plan: Plan) -> list[str]:
    """Words that nobody translated and nobody typed."""
    profile = plan.profile.model_dump(mode="json")
    free = (profile["patient"]["name"], profile["clinician"], profile["goals"]["text"], profile["plan"]["note"])
    names = [measure["name"] for measure in profile["measures"]]
    typed = {word for value in strings([*free, *names, profile["screening"]["overrides"]]) for word in words(value)}
    known = typed | {word[0] for word in typed} | {*words(plan.plan_id)}  # the footer holds the initials
    return [word for word in unaccented(text) if word not in known]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def strings(data: Any) -> Iterator[str]:
    """Every text in parsed data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from strings(item)
