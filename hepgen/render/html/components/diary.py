"""The diary: weeks of boxes to tick and numbers to write, and lines for questions. It is for paper."""

from __future__ import annotations

from hepgen.handout.blocks import Diary, DiaryRow
from hepgen.render.html.markup import Markup, element, together
from hepgen.render.html.scope import Scope


def diary(block: Diary, scope: Scope) -> Markup:  # noqa: ARG001  # a writer like all
    """One table a week, then the questions."""
    lines = [element("div", class_="write-line")] * block.question_lines
    questions = element("div", element("p", element("strong", block.questions_label)), *lines, class_="questions")
    return together(*(_week(week, block) for week in block.weeks), questions)


def _week(week: str, block: Diary) -> Markup:
    head = element("tr", element("td"), *(element("th", day, scope="col") for day in block.days))
    body = (_row(row, len(block.days)) for row in block.rows)
    return element("table", element("caption", week), element("thead", head), element("tbody", *body), class_="diary")


def _row(row: DiaryRow, days: int) -> Markup:
    place = element("td", element("span", class_=row.kind))
    return element("tr", element("th", row.label, scope="row"), *[place] * days)
