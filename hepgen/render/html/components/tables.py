"""Tables. On a narrow screen one of words folds, each cell under its label; one of numbers scrolls inside its frame."""

from __future__ import annotations

from collections.abc import Sequence

from hepgen.handout.blocks import Table
from hepgen.render.html.markup import Content, Markup, element, phrase, some, void
from hepgen.render.html.scope import Scope
from hepgen.render.html.stylesheet import width_class

_SHORT = 16
"""Characters of the longest cell in a table whose columns stay side by side on a phone."""

Row = tuple[Content, ...]
"""Its first cell is its header."""


def plain_table(block: Table, scope: Scope) -> Markup:
    """A plain table under its caption."""
    rows = [tuple(map(phrase, row)) for row in block.rows]
    caption, name = some("caption", block.caption), block.caption or scope.title
    label = None if block.caption else name
    longest = max((sum(len(span.text) for span in cell) for row in block.rows for cell in row), default=0)
    if longest > _SHORT:
        return folding_table(caption, block.header, rows, label, shares=block.shares)
    head = element("tr", *(element("th", label, scope="col") for label in block.header))
    body = (
        element("tr", element("th", row[0], scope="row"), *(element("td", cell) for cell in row[1:])) for row in rows
    )
    return scrolling(name, element("table", caption, element("thead", head), element("tbody", *body), aria_label=label))


def scrolling(name: str, table: Markup) -> Markup:
    """A frame that a table wider than the screen is scrolled in, also with the keys."""
    return element("div", table, class_="scrolling", role="group", aria_label=name, tabindex=0)


def folding_table(
    caption: Markup,
    header: Sequence[str],
    rows: Sequence[Row],
    label: str | None,
    kind: str = "",
    shares: Sequence[int] = (),
) -> Markup:
    """A table that folds.

    Args:
        caption: The element; may be empty, then `label` names the table.
        header: The columns' headers; they label the cells of a folded row.
        rows: The rows.
        label: The table's name for screen readers.
        kind: A class of its own.
        shares: How the columns share the width; empty where the browser is to choose.
    """
    cells = (element("th", label, scope="col") if label else element("td") for label in header)
    return element(
        "table",
        caption,
        some("colgroup", *(void("col", class_=width_class(share / sum(shares))) for share in shares)),
        element("thead", element("tr", *cells)),
        element("tbody", *(_folding_row(header, row) for row in rows)),
        class_=" ".join(filter(None, ("folding", kind, "shared" if shares else ""))),
        aria_label=label,
    )


def _folding_row(header: Sequence[str], row: Row) -> Markup:
    labels = [label or None for label in header]
    first = element("th", row[0], scope="row", data_label=labels[0])
    rest = (
        element("td", element("span", cell), data_label=label) for label, cell in zip(labels[1:], row[1:], strict=True)
    )
    return element("tr", first, *rest)
