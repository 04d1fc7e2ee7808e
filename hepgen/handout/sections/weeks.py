"""The weeks: the load plan, when to step up, stay or step down, and what to do in a flare."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from hepgen.handout.blocks import (
    Block,
    Callout,
    IfThen,
    IfThenTable,
    Paragraph,
    Phrase,
    Section,
    Span,
    WeekCell,
    WeekColumn,
    WeekRow,
    WeekTable,
)
from hepgen.handout.phrases import above, amber_range, below_cell, dose, dose_cell, green_range, one_less
from hepgen.handout.sections.material import Material
from hepgen.model.plan import PlannedExercise, ScheduledExercise, Week

_FLARE_RUNNING = 0.7
"""Share of the weekly distance left in a flare: 30 % less running for a week (expert opinion)."""


def weeks(material: Material) -> Section:
    """All weeks of the plan, so many in a table as the template says."""
    texts, schedule, many = material.texts, material.plan.schedule, material.template.weeks_per_table
    tables = [schedule[start : start + many] for start in range(0, len(schedule), many)]
    blocks: list[Block] = [*_changes(material), Paragraph(_intro(material))]
    blocks += [_table(material, table, with_heading=len(tables) > 1) for table in tables]
    blocks += _spacing(material)
    blocks += _easy_weeks(material)
    blocks += [_rules(material), _flare(material)]
    return Section(
        id="weeks",
        title=texts.say("weeks.title", n=len(schedule), count=texts.count(len(schedule))),
        subtitle="",
        bookmark=texts.say("weeks.bookmark"),
        blocks=tuple(blocks),
    )


def _changes(material: Material) -> Iterator[Block]:
    """What is new since the last plan; what is said of one exercise stands on its card."""
    told = dict.fromkeys(change.patient for change in material.plan.changes if not change.exercise and change.patient)
    if told:
        yield Callout(material.texts.say("weeks.changed"), tuple(_spans(told)))


def _spans(sentences: Iterable[str]) -> Iterator[Span]:
    for number, sentence in enumerate(sentences):
        yield Span(f" {sentence}" if number else sentence)


def _intro(material: Material) -> Phrase:
    """How to read a cell, told with cells of this plan: one that moves, one that holds."""
    texts, first = material.texts, material.plan.schedule[0].exercises
    sentences = [texts.say("weeks.intro", n=len(material.plan.schedule))]
    for holds in (False, True):
        example = next((item for item in first if (item.hold_s is not None) == holds), None)
        if example is not None:
            cell, meaning = dose_cell(texts, example), dose(texts, example)
            sentences.append(texts.say("weeks.explain", cell=cell, dose=meaning))
    return (Span(" ".join(sentences)),)


def _table(material: Material, table: Sequence[Week], *, with_heading: bool) -> WeekTable:
    texts = material.texts
    counts_seconds = all(item.hold_s is not None for week in material.plan.schedule for item in week.exercises)
    numbers = texts.span(table[0].week, table[-1].week)
    return WeekTable(
        heading=texts.say("weeks.table_heading", n=len(table), weeks=numbers) if with_heading else "",
        week_label=texts.say("weeks.week"),
        date_label=texts.say("weeks.starting", weekday=texts.weekday(table[0].starts_on)),
        weeks=tuple(_column(material, week) for week in table),
        rows=tuple(_rows(material, table)),
        total_label=(
            texts.say("weeks.total"),
            texts.say("weeks.total_seconds" if counts_seconds else "weeks.total_times"),
        ),
        totals=tuple(_total(material, week, counts_seconds=counts_seconds) for week in table),
    )


def _column(material: Material, week: Week) -> WeekColumn:
    texts = material.texts
    notes = {"build": "", "recovery": texts.say("weeks.easy"), "test": texts.say("weeks.test")}
    return WeekColumn(
        number=texts.number(week.week),
        date=texts.short_date(week.starts_on),
        easy=week.kind == "recovery",
        note=notes[week.kind],
    )


def _rows(material: Material, table: Sequence[Week]) -> Iterator[WeekRow]:
    for planned in material.plan.exercises:
        cells = tuple(_cell(material, planned, week) for week in table)
        if any(cell.dose for cell in cells):
            yield WeekRow(material.number(planned.id), material.name(planned.id), cells)


def _cell(material: Material, planned: PlannedExercise, week: Week) -> WeekCell:
    for item in week.exercises:
        if item.id == planned.id:
            below = below_cell(material.texts, item)
            return WeekCell(dose_cell(material.texts, item), below, changed=item.changed is not None)
    return WeekCell("")


def _total(material: Material, week: Week, *, counts_seconds: bool) -> int:
    """Repetitions (a hold counts as one) or seconds of one day, of both legs where each works in turn."""
    planned = {planned.id: planned for planned in material.plan.exercises}

    def daily(item: ScheduledExercise) -> int:
        each = item.hold_s if counts_seconds and item.hold_s is not None else 1
        legs = 2 if material.in_turn(planned[item.id]) else 1
        return item.sets * item.reps * each * legs * planned[item.id].dosage.per_day

    return sum(map(daily, week.exercises))


def _spacing(material: Material) -> Iterator[Block]:
    """How the days fall, said once for all exercises that share it."""
    texts = material.texts
    alike: dict[str, list[PlannedExercise]] = {}
    for planned in material.plan.exercises:
        spacing = material.library.dosages[planned.scheme].spacing
        if spacing is not None:
            alike.setdefault(spacing, []).append(planned)
    for spacing, exercises in alike.items():
        numbers = _numbers(material, exercises)
        yield Paragraph(texts.phrase("weeks.spacing", n=len(exercises), numbers=numbers, spacing=spacing))


def _easy_weeks(material: Material) -> list[Block]:
    texts = material.texts
    easy = [texts.number(week.week) for week in material.plan.schedule if week.kind == "recovery"]
    return [Paragraph(texts.phrase("weeks.easy_because", n=len(easy), weeks=texts.join(easy)))] if easy else []


def _rules(material: Material) -> IfThenTable:
    texts, cap = material.texts, material.pain_rule.exercise_max
    green, amber = green_range(texts, cap), amber_range(texts, cap)
    weeks, exercises = len(material.plan.schedule), material.plan.exercises
    less_of_it, less = (_one_less(material, exercises, n=n) for n in (1, len(exercises)))
    step_up = _step_up_if(material, green)
    stay = (
        texts.phrase("rules.stay_if_no_amber", part=material.part)
        if amber is None
        else texts.phrase("rules.stay_if", range=amber, part=material.part)
    )
    step_down = texts.phrase("rules.step_down_if", range=above(texts, cap), part=material.part)
    return IfThenTable(
        heading=texts.say("rules.heading"),
        condition_label=texts.say("rules.condition"),
        action_label=texts.say("rules.action"),
        rows=(
            IfThen("go", texts.say("rules.step_up"), step_up, texts.phrase("rules.step_up_then", n=weeks)),
            IfThen("care", texts.say("rules.stay"), stay, texts.phrase("rules.stay_then", less=less_of_it)),
            IfThen("stop", texts.say("rules.step_down"), step_down, texts.phrase("rules.step_down_then", n=weeks)),
        ),
        lines=(
            texts.phrase("rules.first_week"),
            texts.phrase("rules.missed_week", less=less),
            texts.phrase("rules.missed_three"),
        )
        if weeks > 1
        else (),
    )


def _step_up_if(material: Material, green: str) -> Phrase:
    """Told with the repetitions in reserve where one number fits all exercises that count them."""
    reserves = {planned.dosage.reps_in_reserve for planned in material.from_start} - {None}
    if len(reserves) == 1 and (reserve := reserves.pop()):
        return material.texts.phrase("rules.step_up_if_reserve", range=green, n=reserve)
    return material.texts.phrase("rules.step_up_if", range=green)


def _one_less(material: Material, exercises: Sequence[PlannedExercise], *, n: int) -> str:
    return one_less(material.texts, material.usual_doses(exercises), n)


def _flare(material: Material) -> Callout:
    texts = material.texts
    return Callout(
        heading=texts.say("flare.heading"),
        meaning=texts.phrase("flare.meaning"),
        actions=(*_flare_exercises(material), *_flare_running(material), *_flare_end(material)),
    )


def _flare_exercises(material: Material) -> Iterator[Phrase]:
    """Rest from what belongs to a later stage than the first, keep the rest going."""
    texts, exercises = material.texts, material.plan.exercises
    skip = [planned for planned in exercises if _is_for_calmer_days(material, planned)]
    keep = [planned for planned in exercises if planned not in skip]
    if not keep:
        yield texts.phrase("flare.skip_all", n=len(skip))
    elif not skip:
        yield texts.phrase("flare.keep_all", n=len(keep), less=_one_less(material, keep, n=len(keep)))
    else:
        yield texts.phrase("flare.skip", n=len(skip), numbers=_numbers(material, skip))
        numbers, less = _numbers(material, keep), _one_less(material, keep, n=len(keep))
        yield texts.phrase("flare.keep", n=len(keep), numbers=numbers, less=less)


def _is_for_calmer_days(material: Material, planned: PlannedExercise) -> bool:
    """Whether the condition gives the exercise no dose in its first stage, the one for an irritable knee."""
    condition = material.condition
    stages = material.exercise(planned).conditions.get(condition.id, {})
    return condition.stages[0].id not in stages


def _numbers(material: Material, exercises: Sequence[PlannedExercise]) -> str:
    return material.texts.join([material.texts.number(material.number(planned.id)) for planned in exercises])


def _flare_running(material: Material) -> Iterator[Phrase]:
    """Less than in any week of this plan, so that one distance is right in all of them."""
    texts, plan = material.texts, material.plan
    usual = min((week.total_km for week in plan.running_weeks if week.total_km and week.focus != "easier"), default=0)
    less = math.floor(usual * _FLARE_RUNNING * 2) / 2
    if plan.running_advice == "walk-run":
        yield texts.phrase("flare.run_less_table")
    elif plan.running_advice == "keep" and less:
        yield texts.phrase("flare.run_less_km", less=texts.say("dose.kilometres", n=less))
    elif plan.running_advice == "keep":
        yield texts.phrase("flare.run_less")


def _flare_end(material: Material) -> Iterator[Phrase]:
    texts, phone = material.texts, material.clinician.phone
    yield texts.phrase("flare.normal", n=len(material.plan.schedule))
    yield texts.phrase("flare.settle_phone", phone=phone) if phone else texts.phrase("flare.settle")
