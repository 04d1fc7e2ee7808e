"""Whatever is typed is text on the page: it makes no element, no attribute, no style and no address."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from handout_fixture import draw, template
from html_tree import Element, read
from hypothesis import given
from hypothesis import strategies as st
from sample_handout import sample_handout

from hepgen.handout.blocks import Footer, Handout, Link, Section
from hepgen.packs.content import open_content
from hepgen.render.html.document import render_html
from hepgen.render.html.markup import Markup, css_string, element, link, text, together

KEPT = {"id", "language", "level", "kind", "url", "page"}
"""Fields that no one types; and addresses, which have tests of their own."""
HOSTILE = (
    "<img src=x onerror=1>",
    "</style><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp; &#x3c;i&#x3e;",
    "]]><!--",
    '"; } body { display: none } @import url(//x.example);',
    "\\3c /style\\3e  \\",
    "{page} {pages} %s {0}",
)

typed = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=30).filter(
    lambda each: each.strip() == each
)


HANDOUT = sample_handout(draw)
THEME = open_content().themes["colour"]
TEMPLATE = template()


def rewritten(tree: Any, words: str) -> Any:
    """The tree with the words in place of every text that is not empty."""
    if isinstance(tree, str):
        return words if tree else tree
    if not isinstance(tree, tuple):
        return tree
    names = getattr(tree, "_fields", None)
    if names is None:
        return tuple(rewritten(part, words) for part in tree)
    parts = {name: rewritten(part, words) for name, part in zip(names, tree, strict=True) if name not in KEPT}
    return tree._replace(**parts)


def shape(page: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and the names of their attributes, in order."""
    return [(each.name, tuple(each.attributes)) for each in page.every()]


@cache
def plain(length: int) -> list[tuple[str, tuple[str, ...]]]:
    """The shape of a page whose texts are harmless and as long."""
    return shape(read(render_html(rewritten(HANDOUT, "x" * length), TEMPLATE, THEME)))


@given(typed | st.sampled_from(HOSTILE))
def test_text_comes_back_as_text(words: str) -> None:
    page = read(render_html(rewritten(HANDOUT, words), TEMPLATE, THEME))
    assert shape(page) == plain(len(words))
    leaves = [each for each in page.every() if not each.children and each.name not in ("style", "path")]
    around = {each.text.replace(words, "").strip() for each in leaves}
    assert {each for each in around if not each.isdigit()} == {""}
    assert {each.attributes["aria-label"] for each in page.every("svg") if "aria-label" in each.attributes} == {words}
    (style,) = page.every("style")
    assert style.text.count("{") == style.text.count("}")
    assert "<" not in style.text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.org",
        "https:example.org",
        "https://example.org/a b",
        "vbscript:x",
        "",
    ],
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert "href" not in link(address, "words")


@pytest.mark.parametrize(
    "address", ["https://example.org/book?a=1&b=2", "HTTP://EXAMPLE.ORG", 'https://example.org/"x']
)
def test_addresses_of_the_web_are_links(address: str) -> None:
    (made,) = read(f"<p>{link(address, 'words')}</p>").every("a")
    assert made.attributes == {"href": address}


def test_a_booking_address_of_another_kind_is_told_but_not_linked() -> None:
    def hidden(tree: Any) -> Any:
        if isinstance(tree, Link):
            return Link("javascript:alert(1)", tree.label)
        if not isinstance(tree, tuple):
            return tree
        return tree._make(map(hidden, tree)) if hasattr(tree, "_make") else tuple(map(hidden, tree))

    page = read(render_html(hidden(HANDOUT), TEMPLATE, THEME))
    assert {each.attributes["href"][:1] for each in page.every("a") if each.attributes["href"]} <= {"#", "t"}
    assert "Scan to book or change a visit" in page.text


def test_markup_that_is_tampered_with_is_text_again() -> None:
    bold = element("strong", "a & b")
    assert text(bold) == bold == "<strong>a &amp; b</strong>"
    assert text(bold + "!") == "&lt;strong&gt;a &amp;amp; b&lt;/strong&gt;!"
    assert isinstance(together(bold, "<"), Markup)
    assert together(bold, None, "<") == "<strong>a &amp; b</strong>&lt;"


def test_attributes() -> None:
    made = element("td", None, class_='a "b"', aria_hidden=True, colspan=2, title=None, hidden=False)
    assert made == '<td class="a &quot;b&quot;" aria-hidden colspan="2"></td>'


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_string_of_a_style_sheet_holds_only_letters_digits_and_numbers(words: str) -> None:
    written = css_string(words)
    assert written[0] == written[-1] == '"'
    inside = written[1:-1]
    assert not set(inside) & set('"<>{};:/\n')
    assert len(inside) >= len(words)


def test_a_document_whose_first_section_has_no_title_is_called_by_its_own() -> None:
    cards = next(each for each in HANDOUT.sections if each.id == "cards")
    page = read(render_html(HANDOUT._replace(sections=(cards,)), TEMPLATE, THEME))
    assert [each.text for each in page.every("h1")] == [HANDOUT.title]
    assert page.every("nav") == page.every("header")[:0]


def test_a_page_without_clinic_has_no_header() -> None:
    section = Section("note", "Title", "", "Note", ())
    handout = Handout("de", "Title", "id", HANDOUT.made_on, Footer("left", "Seite {page}", "right"), (section,))
    page = read(render_html(handout, TEMPLATE, THEME))
    assert page.attributes["lang"] == "de"
    assert [each.name for each in page.every("body")[0].children] == ["main", "footer"]
