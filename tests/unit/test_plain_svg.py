"""SVG from other programs: filled paths are read as they are meant, and all else is refused with a reason."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hepgen.figures.drawing import Contour
from hepgen.figures.emblem import Area, Emblem
from hepgen.figures.path_data import read_outlines
from hepgen.figures.pdf import emblem_operators
from hepgen.figures.plain_svg import read_plain_svg


def svg(inside: str, view_box: str = "0 0 100 50", more: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}" {more}>{inside}</svg>'


def path(data: str, more: str = "") -> str:
    return f'<path d="{data}" {more}/>'


SQUARE = path("M0 0H10V10H0Z")


def placed(data: str) -> list[Contour]:
    return [outline.contour(lambda point: (round(point.real), round(point.imag))) for outline in read_outlines(data)]


# -- path data -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    ["M1,2L4,2L4,6z", "m1 2 3 0 0 4z", "M1 2h3v4z", "M1 2H4V6", "m1,2l3,0l0,4zM9 9z", "M1 2 4 2 4 6", "M1 2L4 2 4 6Z"],
)
def test_one_shape_is_the_same_however_it_is_written(data: str) -> None:
    assert placed(data) == [Contour(False, (1, 2, 4, 2, 4, 6))]


@pytest.mark.parametrize(
    ("data", "points"),
    [
        ("M0 0C1 2 3 4 5 6", (0, 0, 1, 2, 3, 4, 5, 6)),
        ("M1 1c1 2 3 4 5 6", (1, 1, 2, 3, 4, 5, 6, 7)),
        ("M0 0C0 6 3 6 6 0S12 6 12 0", (0, 0, 0, 6, 3, 6, 6, 0, 9, -6, 12, 6, 12, 0)),
        ("M0 0S3 6 6 0", (0, 0, 0, 0, 3, 6, 6, 0)),
        ("M0 0Q3 6 6 0", (0, 0, 2, 4, 4, 4, 6, 0)),
        ("M0 0Q3 6 6 0T12 0", (0, 0, 2, 4, 4, 4, 6, 0, 8, -4, 10, -4, 12, 0)),
        ("M0 0L3 6Q6 6 9 6", (0, 0, 1, 2, 2, 4, 3, 6, 5, 6, 7, 6, 9, 6)),
    ],
)
def test_curves_become_cubic_ones(data: str, points: tuple[int, ...]) -> None:
    assert placed(data) == [Contour(True, points)]


def test_what_follows_a_closed_outline_begins_where_that_began() -> None:
    assert placed("M1 1h4v4zl-3 0 0 -3z") == [Contour(False, (1, 1, 5, 1, 5, 5)), Contour(False, (1, 1, -2, 1, -2, -2))]


def test_numbers_may_touch() -> None:
    assert placed("M1.5.5-3-4e0L+2.-1") == placed("M1.5 0.5 L-3 -4 L2 -1")


@pytest.mark.parametrize("data", ["L1 1", "1 1", "M1", "M1 1L2", "M1 1z2", "M1 1LM2 2", "M1 1C1 1 2 2 3", "M#"])
def test_malformed_path_data_are_refused(data: str) -> None:
    with pytest.raises(ValueError, match="a path is malformed"):
        read_outlines(data)


@pytest.mark.parametrize("data", ["M1 1a5 5 0 0 1 10 10", "M1 1x"])
def test_arcs_and_unknown_commands_are_refused_by_name(data: str) -> None:
    with pytest.raises(ValueError, match=f"uses the command '{data[4]}'; turn arcs into curves"):
        read_outlines(data)


@given(st.text("MLHVCSQTZmlhvcsqtz0123456789.-+eE, A\n", max_size=60))
def test_any_path_data_are_read_or_refused(data: str) -> None:
    try:
        outlines = read_outlines(data)
    except ValueError:
        return
    assert all(outline.segments for outline in outlines)


# -- the file --------------------------------------------------------------------------------------------------------


def test_a_plain_picture_is_read_whole() -> None:
    text = svg(
        '<title>Northbank</title><g fill="#abc" id="a"><path d="M0 0H10V10Z"/>'
        '<path style="fill:#0B4F62;fill-rule:evenodd;stroke:none;stroke-width:1" d="M20 0H30V10Z"/></g>'
        '<path fill="none" d="M0 0H1V1Z"/><path class="x" d="M40 0h10v10z"/><!-- done -->'
    )
    assert read_plain_svg(text) == Emblem(
        10_000,
        5_000,
        (
            Area("#AABBCC", False, (Contour(False, (0, 0, 1000, 0, 1000, 1000)),)),
            Area("#0B4F62", True, (Contour(False, (2000, 0, 3000, 0, 3000, 1000)),)),
            Area("#000000", False, (Contour(False, (4000, 0, 5000, 0, 5000, 1000)),)),
        ),
    )


def test_the_view_box_is_the_whole_picture() -> None:
    read = read_plain_svg(svg(path("M-5 10H5V20H-5Z"), "-5,10 20 40"))
    assert (read.width, read.height) == (5_000, 10_000)
    assert read.areas[0].contours == (Contour(False, (0, 0, 2500, 0, 2500, 2500, 0, 2500)),)


def test_what_other_programs_note_down_is_passed_over() -> None:
    noted = '<metadata>m</metadata><i:view xmlns:i="http://example.org/i" zoom="2"/><desc>d</desc>'
    more = 'xmlns:i="http://example.org/i" i:version="1" width="3cm" fill="white" data-name="l" xml:space="preserve"'
    assert read_plain_svg('<?xml version="1.0"?>\n' + svg(noted + SQUARE, more=more)).areas[0].colour == "#FFFFFF"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not well-formed XML"),
        ("\x89PNG\r\n", "not well-formed XML"),
        ("<svg", "not well-formed XML"),
        ("<html/>", "not SVG"),
        ('<svg viewBox="0 0 1 1"/>', "not SVG"),
        ("<!DOCTYPE svg [<!ENTITY a 'aa'>]>" + svg(SQUARE), "document type"),
        (svg(SQUARE, "0 0 0 10"), "viewBox is empty"),
        (svg(SQUARE, "0 0 1e999 10"), "viewBox is empty or too large"),
        (svg(SQUARE, "0 0 100%"), "viewBox is missing or malformed"),
        (svg(""), "nothing is drawn"),
        (svg(path("M0 0Z")), "nothing is drawn"),
        (svg(path("M0 0H10V10Z", 'fill="none"')), "nothing is drawn"),
        (svg(path("M0 0H1e999V10Z")), "far outside"),
        (svg(path("M0 0H1e7V10Z")), "far outside"),
        (svg("<script>alert(1)</script>"), "it holds <script>; turn every object into a filled path, or use a PNG"),
        (svg("<text>Northbank</text>"), "it holds <text>"),
        (svg('<image href="file:///etc/passwd"/>'), "it holds <image>"),
        (svg('<use href="http://example.org/x.svg"/>'), "it holds <use>"),
        (svg("<style>path{fill:red}</style>" + SQUARE), "it holds <style>"),
        (svg('<circle r="5"/>'), "it holds <circle>"),
        (svg(svg(SQUARE)), "it holds <svg>"),
        (svg(path("M0 0H9V9Z", 'transform="scale(2)"')), "it uses 'transform'"),
        (svg(path("M0 0H9V9Z", 'stroke="#000000"')), "it uses 'stroke'"),
        (svg(path("M0 0H9V9Z", 'opacity="0.5"')), "it uses 'opacity'"),
        (svg(path("M0 0H9V9Z", 'onclick="x()"')), "it uses 'onclick'"),
        (svg(path("M0 0H9V9Z", 'style="display:none"')), "it uses 'display'"),
        (svg(f'<g clip-path="url(#a)">{SQUARE}</g>'), "it uses 'clip-path'"),
        (svg(path("M0 0H9V9Z", 'fill="url(#gradient)"')), r"it fills with 'url\(#gradient\)'"),
        (svg(path("M0 0H9V9Z", 'fill="rebeccapurple"')), "it fills with 'rebeccapurple'"),
        (svg(path("M0 0H9V9Z", 'fill-rule="winding"')), "its fill-rule is 'winding'"),
        (svg("<g>" * 11 + SQUARE + "</g>" * 11), "nested too deeply"),
        (svg("<g>" * 20_000 + "</g>" * 20_000), "nested too deeply"),
        (svg(path("M0 0A9 9 0 0 0 5 5Z")), "turn arcs into curves"),
    ],
)
def test_whatever_is_not_plain_is_refused_with_a_reason(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_plain_svg(text)


def test_it_is_painted_by_numbers_and_operators_only() -> None:
    emblem = read_plain_svg(svg(path("M0 0H9V9Z", 'fill-rule="evenodd"') + path("M0 0Q9 0 9 9Z", 'fill="#F00"')))
    tokens = emblem_operators(emblem).split()
    assert all(re.fullmatch(r"-?\d+(\.\d+)?|q|Q|cm|m|l|c|h|f\*?|rg|g", token) for token in tokens)
    assert [token for token in tokens if token.startswith("f")] == ["f*", "f"]
