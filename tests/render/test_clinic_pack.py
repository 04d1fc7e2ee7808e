"""The example of a clinic's pack is sound, and a handout made with it wears its marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import TODAY
from page_layout import outside, overlapping
from read_pdf import ReadPdf, failures

from hepgen.app import MakeRequest, make
from hepgen.packs.content import Content, open_content

EXAMPLES = Path(__file__).parents[2] / "examples"
PACK = EXAMPLES / "clinic-pack"


@pytest.fixture(scope="module")
def content() -> Content:
    return open_content([PACK])


def test_it_shows_every_mark_and_nothing_has_to_be_said_of_it(content: Content) -> None:
    brand = content.brand
    assert brand is not None
    assert None not in brand
    assert brand.note
    assert content.remarks(content.themes) == ()


@pytest.mark.parametrize("name", ["runner", "pregnant", "hot-swollen-knee"])
def test_a_handout_wears_its_marks_and_is_no_longer(name: str, content: Content) -> None:
    profile = EXAMPLES / f"{name}.toml"
    made, without = (make(profile, one, MakeRequest(TODAY)) for one in (content, open_content()))
    pdf = ReadPdf(made.document)
    assert failures(made.document) == []
    assert outside(pdf) == overlapping(pdf) == []
    assert (pdf.elements[0].role, pdf.elements[0].alt) == ("Figure", "Harbour Street Physiotherapy")
    assert ("somebody else can have your place" in pdf.text.replace("\n", " ")) == (made.plan.outcome == "plan")
    assert len(pdf.pages) == len(ReadPdf(without.document).pages)
    assert make(profile, content, MakeRequest(TODAY)).document == made.document
