"""A handout as one HTML file: no script, nothing to fetch, the same bytes for the same handout."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from hepgen.figures.palette import Palette
from hepgen.figures.raster import Raster
from hepgen.handout.blocks import ClinicHeader, ExerciseCard, Handout, Section
from hepgen.handout.look import Template, Theme
from hepgen.render.html.components import written
from hepgen.render.html.components.letterhead import letterhead
from hepgen.render.html.figures import Figures
from hepgen.render.html.markup import Markup, element, some, void
from hepgen.render.html.scope import Scope
from hepgen.render.html.stylesheet import stylesheet


def render_html(handout: Handout, template: Template, theme: Theme) -> str:
    """Write a handout.

    The one heading of level 1 is the first section's title, or the document's where that section has none; every
    other section opens with a heading of level 2.

    Args:
        handout: What to say.
        template, theme: How it looks. The paper is whatever it is printed on.

    Returns:
        The whole file.

    Raises:
        ValueError: A figure colour is missing.
    """
    header, sections = _parted(handout.sections)
    figures = Figures(Palette(theme.figure), enlarged=template.large_drawings)
    carded = frozenset(
        block.number for section in sections for block in section.blocks if isinstance(block, ExerciseCard)
    )
    main = [
        _section(
            section, number, handout, Scope(2 + min(number, 1), section.title or section.bookmark, carded, figures)
        )
        for number, section in enumerate(sections)
    ]
    body = element(
        "body",
        some("header", letterhead(header) if header else None),
        element("main", *main),
        element("footer", element("p", handout.footer.left), element("p", handout.footer.right)),
    )
    pictured = header is not None and header.logo is not None and isinstance(header.logo.image, Raster)
    head = _head(handout, stylesheet(template, theme, handout.footer), pictured=pictured)
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=handout.language)}\n"


def _head(handout: Handout, style: str, *, pictured: bool) -> Markup:
    """The policy allows the one style sheet by its hash, a logo of pixels where there is one, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    if pictured:
        policy += "; img-src data:"
    return element(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="robots", content="noindex"),
        void("meta", name="format-detection", content="telephone=no"),
        void("meta", name="dcterms.identifier", content=handout.plan_id),
        void("meta", name="dcterms.created", content=handout.made_on.isoformat()),
        element("title", handout.title),
        element("style", Markup(style)),
    )


def _parted(sections: tuple[Section, ...]) -> tuple[ClinicHeader | None, tuple[Section, ...]]:
    """The clinic's header, which stands before the title, and the sections without it."""
    first, *others = sections
    if first.blocks and isinstance(first.blocks[0], ClinicHeader):
        return first.blocks[0], (first._replace(blocks=first.blocks[1:]), *others)
    return None, sections


def _section(section: Section, number: int, handout: Handout, scope: Scope) -> Markup:
    """The first opens with the document's title and links to the others; one without a title has its bookmark's."""
    name = f"{section.id}-title"
    if number == 0:
        title, contents = element("h1", section.title or handout.title, id=name), _contents(handout.sections[1:])
    else:
        title, contents = element("h2", scope.title, id=name), Markup()
    kind = "opening" if section.title else "opening unprinted"
    return element(
        "section",
        element("div", title, some("p", section.subtitle, class_="subtitle"), class_=kind),
        contents,
        written(section.blocks, scope),
        id=section.id,
        class_="sheet",
        aria_labelledby=name,
    )


def _contents(others: tuple[Section, ...]) -> Markup:
    """Links to sections."""
    links = (element("li", element("a", section.bookmark, href=f"#{section.id}")) for section in others)
    return element("nav", element("ul", *links, role="list")) if others else Markup()
