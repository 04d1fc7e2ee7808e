"""The diary: two weeks of boxes, one page to bring back."""

from __future__ import annotations

from datetime import timedelta

from hepgen.handout.blocks import Diary, DiaryRow, Paragraph, Section
from hepgen.handout.sections.material import Material

_WEEKS = 2
_QUESTION_LINES = 3


def diary(material: Material) -> Section:
    """The first two weeks of the plan, from the day that it starts."""
    texts, schedule = material.texts, material.plan.schedule[:_WEEKS]
    start = schedule[0].starts_on
    return Section(
        id="diary",
        title=texts.say("diary.title"),
        subtitle=texts.say("diary.subtitle"),
        bookmark=texts.say("diary.title"),
        blocks=(
            Paragraph(texts.phrase("diary.intro")),
            Diary(
                weeks=tuple(
                    texts.say("diary.week", week=week.week, date=texts.day_month(week.starts_on)) for week in schedule
                ),
                days=tuple(texts.short_weekday(start + timedelta(days=day)) for day in range(7)),
                rows=_rows(material),
                questions_label=texts.say("diary.questions"),
                question_lines=_QUESTION_LINES,
            ),
        ),
    )


def _rows(material: Material) -> tuple[DiaryRow, ...]:
    texts = material.texts
    rows = [
        DiaryRow(texts.say("diary.exercise", n=material.number(planned.id), name=material.name(planned.id)), "tick")
        for planned in material.plan.exercises
        if planned.from_week <= _WEEKS
    ]
    if material.runs_now:
        rows.append(DiaryRow(texts.say("diary.run"), "tick"))
    elif material.plan.running_advice == "walk-first":
        rows.append(DiaryRow(texts.say("diary.walk"), "tick"))
    rows.append(DiaryRow(texts.say("diary.pain_during"), "number"))
    rows.append(DiaryRow(texts.say("diary.pain_morning"), "number"))
    return tuple(rows)
