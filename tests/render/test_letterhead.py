"""A clinic's logo and colour on paper: seen where they belong, named to those who do not see, no page the longer."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, get_args

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
import pytest
from handout_fixture import composed, plan, profile, referral
from page_layout import outside, overlapping
from PIL import Image, ImageChops
from read_pdf import ReadPdf, failures

from hepgen.figures.plain_svg import read_plain_svg
from hepgen.handout.blocks import ClinicHeader, Handout, Link, Logo
from hepgen.handout.brand import LOGO_MM, Brand, in_accent
from hepgen.handout.look import PaperName
from hepgen.packs.content import open_content
from hepgen.pictures.raster import read_raster
from hepgen.render.lengths import MM
from hepgen.render.pdf.components.letterhead import letterhead_boxes
from hepgen.render.pdf.document import render_pdf
from hepgen.render.pdf.style import DENSITIES, Style
from hepgen.render.pdf.tagging import Node

CONTENT = open_content()
TEMPLATE, COLOUR = CONTENT.templates["standard"], CONTENT.themes["colour"]
GREEN = (0, 160, 60)
"""Nowhere on a page but in the logo."""
NAME = "Riverside Physiotherapy"
SCALE = 4
"""Pixels a point when a page is looked at."""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}"><path fill="#00A03C" d="M0 0H{0}V{1}H0Z"/></svg>'

SIZES = {
    "square": (600, 600),
    "wide": (1800, 300),
    "very wide": (4000, 80),
    "very tall": (80, 4000),
    "huge": (5000, 4000),
    "small": (48, 24),
}
"""In pixels."""


@cache
def picture(width: int, height: int) -> Logo:
    file = io.BytesIO()
    Image.new("RGB", (width, height), GREEN).save(file, "PNG")
    return Logo(read_raster(file.getvalue(), ".png", (709, 213)), NAME)


def emblem(width: int, height: int) -> Logo:
    return Logo(read_plain_svg(SVG.format(width, height)), NAME)


def branded(logo: Logo | None, made: Any = None, **brand: Any) -> Handout:
    return composed(made, Brand(NAME, logo, **brand))


def printed(handout: Handout, paper: PaperName = "a4", accent: str | None = None) -> bytes:
    return render_pdf(handout, TEMPLATE, in_accent(COLOUR, accent), paper)


def without_booking() -> Any:
    return plan(profile=profile(clinician={"name": "Anna Lindqvist", "clinic": NAME, "phone": "020 7946 0123"}))


def first_page(pdf: bytes) -> Image.Image:
    image: Image.Image = pdfium.PdfDocument(pdf)[0].render(scale=SCALE).to_pil().convert("RGB")
    return image


def seen(pdf: bytes, colour: tuple[int, int, int]) -> tuple[float, float, float, float]:
    """Left, top, width, height in mm of what is painted in that colour on the first page."""
    page = first_page(pdf)
    distance = ImageChops.difference(page, Image.new("RGB", page.size, colour)).convert("L")
    box = distance.point(lambda value: 255 * (value < 8)).getbbox()
    assert box is not None, "it is not to be seen"
    left, top, right, bottom = (edge / SCALE / MM for edge in box)
    return left, top, right - left, bottom - top


# -- on the page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [picture, emblem])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_logo_is_seen_at_the_upper_left_in_its_proportions(
    make: Callable[[int, int], Logo], size: tuple[int, int]
) -> None:
    logo = make(*size)
    left, top, width, height = seen(printed(branded(logo)), GREEN)
    assert (left, top) == pytest.approx((TEMPLATE.margin_mm, TEMPLATE.margin_mm), abs=0.2)
    assert width <= LOGO_MM[0] + 0.2
    assert height <= LOGO_MM[1] + 0.2
    pixel = 25.4 / 72 / SCALE
    assert width / height == pytest.approx(logo.image.width / logo.image.height, rel=0.02 + pixel / min(width, height))


def test_a_small_picture_is_not_blown_up() -> None:
    _, _, width, height = seen(printed(branded(picture(48, 24))), GREEN)
    assert (width, height) == pytest.approx((48 / 96 * 25.4, 24 / 96 * 25.4), abs=0.2)
    assert seen(printed(branded(emblem(48, 24))), GREEN)[3] == pytest.approx(LOGO_MM[1], abs=0.2)


@pytest.mark.parametrize("paper", get_args(PaperName))
@pytest.mark.parametrize("make", [plan, without_booking, referral])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_logo_makes_a_handout_longer_or_covers_anything(
    size: tuple[int, int], make: Callable[[], Any], paper: PaperName
) -> None:
    made = make()
    pdf = ReadPdf(printed(branded(picture(*size), made), paper))
    assert outside(pdf) == overlapping(pdf) == []
    assert len(pdf.pages) == len(ReadPdf(printed(branded(None, made), paper)).pages)


@pytest.mark.parametrize("booking", [None, Link("https://example.org", "Scan to book or change a visit")])
@pytest.mark.parametrize("name", [NAME, "Physiotherapie- und Sportzentrum am Alten Marktplatz", "Physio"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_only_a_page_with_room_gives_a_logo_more_height(size: tuple[int, int], name: str, booking: Link | None) -> None:
    bare = ClinicHeader(name, "020 7946 0123", booking)
    for density in DENSITIES:
        style = replace(Style.of(TEMPLATE, COLOUR, "a4"), density=density)
        (with_logo,) = letterhead_boxes(bare._replace(logo=picture(*size)), style, Node("Sect"))
        (without,) = letterhead_boxes(bare, style, Node("Sect"))
        assert without.height <= with_logo.height
        assert with_logo.height <= max(without.height, 18 * MM if density == 0 else 0) + 0.01


def test_a_page_without_a_logo_is_as_it_was() -> None:
    assert printed(branded(None)) == printed(composed())
    assert printed(composed(), accent=None) == render_pdf(composed(), TEMPLATE, COLOUR, "a4")


def test_the_same_logo_gives_the_same_bytes() -> None:
    first = printed(branded(picture(600, 600)))
    picture.cache_clear()
    assert printed(branded(picture(600, 600))) == first


# -- in the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [picture, emblem])
@pytest.mark.parametrize("outcome", [plan, referral])
def test_it_stays_accessible_and_made_to_last(make: Callable[[int, int], Logo], outcome: Callable[[], Any]) -> None:
    assert failures(printed(branded(make(600, 200), outcome()), accent="#FFAA00")) == []


@pytest.mark.parametrize("make", [picture, emblem])
def test_the_logo_is_read_first_by_the_clinic_s_name(make: Callable[[int, int], Logo]) -> None:
    first, second, *_ = ReadPdf(printed(branded(make(600, 200)))).elements
    assert (first.role, first.alt, first.text, first.page) == ("Figure", NAME, "", 0)
    assert second.text.startswith(NAME)


def test_a_picture_is_stored_once_opaque_and_with_the_very_pixels() -> None:
    rainbow = Image.frombytes("RGB", (300, 90), bytes(number * 7 % 200 for number in range(300 * 90 * 3)))
    file = io.BytesIO()
    rainbow.save(file, "PNG")
    pdf = printed(branded(Logo(read_raster(file.getvalue(), ".png", (709, 213)), NAME)))
    assert b"/SMask" not in pdf
    assert pdf.count(b"/Subtype/Image") == 1
    images = pdfium.PdfDocument(pdf)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    (stored,) = [image.get_bitmap().to_pil().convert("RGB") for image in images]
    assert stored.tobytes() == rainbow.tobytes()


# -- the accent ------------------------------------------------------------------------------------------------------


def test_the_accent_is_seen_and_the_theme_s_own_is_gone() -> None:
    pdf = printed(branded(None), accent="#7A2E5D")
    assert seen(pdf, (0x7A, 0x2E, 0x5D))[0] == pytest.approx(TEMPLATE.margin_mm, abs=1)
    assert seen(pdf, (0xF5, 0xEF, 0xF2))[2] == pytest.approx(180, abs=1), "the tinted box"
    with pytest.raises(AssertionError, match="not to be seen"):
        seen(pdf, (0x0B, 0x4F, 0x62))
