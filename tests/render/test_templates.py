"""Each template in each language: valid, on its pages, and no longer than a patient is to be given."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import TODAY
from page_layout import lone_headings, outside, overlapping
from read_pdf import ReadPdf, failures

from hepgen.app import MakeRequest, make
from hepgen.handout.look import PaperName
from hepgen.packs.content import Content, open_content

EXAMPLES = Path(__file__).parents[2] / "examples"
MOST_PAGES, MOST_BYTES = 8, 300_000
"""Of a standard handout in English."""


@pytest.fixture(scope="module")
def content() -> Content:
    return open_content()


@pytest.mark.parametrize(
    ("example", "paper", "theme"), [("runner", "a4", "colour"), ("young-footballer", "letter", "mono")]
)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("template", ["standard", "large-print", "one-page"])
def test_every_template_is_valid_and_keeps_to_its_pages(
    template: str, language: str, example: str, paper: PaperName, theme: str, content: Content
) -> None:
    request = MakeRequest(today=TODAY, template=template, language=language, paper=paper, theme=theme)
    pdf = make(EXAMPLES / f"{example}.toml", content, request).document
    read = ReadPdf(pdf)
    assert failures(pdf) == []
    assert outside(read) == []
    assert overlapping(read) == []
    assert lone_headings(read) == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("example", sorted(path.stem for path in EXAMPLES.glob("*.toml")))
def test_a_standard_handout_is_short_and_light(example: str, paper: PaperName, content: Content) -> None:
    pdf = make(EXAMPLES / f"{example}.toml", content, MakeRequest(today=TODAY, paper=paper)).document
    assert len(ReadPdf(pdf).pages) <= MOST_PAGES
    assert len(pdf) <= MOST_BYTES
