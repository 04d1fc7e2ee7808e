"""The load plan week by week, and the same told as bars under its columns."""

from __future__ import annotations

from hepgen.handout.blocks import WeekCell, WeekColumn, WeekRow, WeekTable
from hepgen.render.html.components.fridge import disc
from hepgen.render.html.components.tables import scrolling
from hepgen.render.html.markup import Markup, element, some
from hepgen.render.html.scope import Scope
from hepgen.render.html.signs import bar, step_up


def week_table(block: WeekTable, scope: Scope) -> Markup:
    """Head, rows, and the totals with their bars. Easy weeks are told by tint, words and a hollow bar."""
    corner = element("th", element("strong", block.week_label), some("small", block.date_label), scope="col")
    head = element("tr", corner, *map(_week, block.weeks))
    most = max(block.totals) or 1
    totals = (
        element("td", str(total), bar(total / most, hollow=week.easy), class_=_easy(week))
        for week, total in zip(block.weeks, block.totals, strict=True)
    )
    title, words = block.total_label
    label = element("th", element("strong", title), some("small", words), scope="row")
    name = block.heading or scope.title
    table = element(
        "table",
        element("thead", head),
        element("tbody", *(_row(row, block) for row in block.rows)),
        element("tfoot", element("tr", label, *totals)),
        class_="weeks",
        aria_label=name,
    )
    frame = scrolling(name, table)
    return element("section", scope.heading(block.heading), frame) if block.heading else frame


def _easy(week: WeekColumn) -> str | None:
    return "easy" if week.easy else None


def _week(week: WeekColumn) -> Markup:
    parts = (element("strong", week.number), some("small", week.date), some("small", week.note, class_="note"))
    return element("th", *parts, scope="col", class_=_easy(week))


def _row(row: WeekRow, block: WeekTable) -> Markup:
    name = element("th", element("span", disc(row.number), " ", element("span", row.name)), scope="row")
    return element("tr", name, *(_cell(cell, week) for cell, week in zip(row.cells, block.weeks, strict=True)))


def _cell(cell: WeekCell, week: WeekColumn) -> Markup:
    dose = some("strong", cell.dose, step_up() if cell.changed else None, class_="up" if cell.changed else None)
    return element("td", dose, some("small", cell.load), class_=_easy(week))
