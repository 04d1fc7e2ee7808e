"""Back to running: what a runner does now and week by week, with every minute, kilometre and date worked out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from hepgen.handout.blocks import (
    Block,
    BulletList,
    Heading,
    IfThen,
    IfThenTable,
    Level,
    Paragraph,
    Phrase,
    Section,
    Span,
    Table,
)
from hepgen.handout.phrases import above, green_range
from hepgen.handout.sections.material import Material
from hepgen.model.plan import RunSession, RunWeek

_EXAMPLE_KM = 5
"""The longest run that the rule is told with when the runner's own is not known."""

_KILOMETRES = {"longest": "longest_km", "total": "total_km"}
"""Columns of the calendar that only those have whose distances are known, and where they come from."""


def running(material: Material) -> Section | None:
    """The running page; None where running was not asked about."""
    if not material.is_runner:
        return None
    title = material.texts.say("running.title")
    return Section(id="running", title=title, subtitle="", bookmark=title, blocks=tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    match material.plan.running_advice:
        case "keep":
            yield from _keep_running(material)
        case "walk-run":
            yield from _walk_run(material)
        case "walk-first":
            yield from _walk_first(material)
        case "later" | "no" as variant:
            yield from _not_now(material, variant)
    if material.runs_now:
        yield Heading(material.texts.say("running.distance_heading"))
        yield _longest_run(material)
        yield from _goal(material)
        yield from _step_rate(material)
        yield from _notes(material)
    elif material.plan.running_outlook is not None:
        yield Heading(material.texts.say("running.goal_heading"))
        yield from _goal(material)


def _paragraph(material: Material, key: str, **values: str | int) -> Paragraph:
    return Paragraph(material.texts.phrase(key, **values))


def _not_now(material: Material, variant: str) -> Iterator[Block]:
    pain = green_range(material.texts, material.pain_rule.exercise_max)
    yield _paragraph(material, f"running.{variant}.lead", part=material.part)
    yield _paragraph(material, f"running.{variant}.next", range=pain)


def _walk_first(material: Material) -> Iterator[Block]:
    texts = material.texts
    pain = texts.span(0, material.pain_rule.running_max)
    yield _paragraph(material, "running.walk_first.lead")
    yield _paragraph(material, "running.walk_first.ready")
    yield BulletList(texts.phrases("running.walk_first.rules", range=pain, part=material.part))
    yield _paragraph(material, "running.walk_first.next")


def _keep_running(material: Material) -> Iterator[Block]:
    texts = material.texts
    pain = texts.span(0, material.pain_rule.running_max)
    yield _paragraph(material, "running.keep.lead")
    yield BulletList(texts.phrases("running.keep.rules", range=pain, part=material.part))
    yield _paragraph(material, "running.keep.broken")
    yield from _cut(material)
    yield from _calendar(material)


def _cut(material: Material) -> Iterator[Block]:
    """Less running first, after overload: in kilometres where the calendar has none."""
    rules = material.condition.running
    if rules.cut_weeks is None or rules.cut_percent is None:
        return
    yield _paragraph(material, "running.keep.cut", n=rules.cut_weeks, part=material.part)
    if not any(week.total_km for week in material.plan.running_weeks):
        left, whole = (_kilometres(material, km) for km in ((100 - rules.cut_percent) / 10, 10))
        yield _paragraph(material, "running.keep.cut_share", left=left, whole=whole)


def _walk_run(material: Material) -> Iterator[Block]:
    yield _paragraph(material, "running.sessions")
    yield _sessions(material)
    if minutes := material.library.running.warm_up_walk_min:
        yield _paragraph(material, "running.warm_up", n=minutes)
    yield _moving_on(material)
    yield from _calendar(material)


def _last_level(material: Material) -> str:
    """How long the run of the last walk–run level is."""
    return _minutes(material, material.library.running.levels[-1].run_min)


def _calendar(material: Material) -> Iterator[Block]:
    """The plan's weeks; equal ones share a line. Nothing where it would say no more than the walk–run sessions."""
    texts, plan = material.texts, material.plan
    weeks = plan.running_weeks[: len(plan.schedule)]
    columns = [column for column, km in _KILOMETRES.items() if any(getattr(week, km) is not None for week in weeks)]
    if not weeks or not (columns or plan.running_advice == "keep"):
        return
    yield Table(
        caption=texts.say("running.calendar.caption"),
        header=tuple(texts.say(f"running.calendar.{column}") for column in ("week", "focus", *columns)),
        rows=tuple(
            _week_row(material, list(alike), columns)
            for _, alike in groupby(weeks, key=lambda week: (week.focus, week.longest_km, week.total_km))
        ),
    )
    if columns:
        yield _paragraph(material, "running.calendar.soft")


def _week_row(material: Material, alike: list[RunWeek], columns: list[str]) -> tuple[Phrase, ...]:
    first = alike[0]
    cells = [
        _numbers(material, first.week, alike[-1].week),
        material.texts.say(f"running.focus.{first.focus}"),
        *(_kilometres_or_none(material, getattr(first, _KILOMETRES[column])) for column in columns),
    ]
    return tuple((Span(cell),) for cell in cells)


def _sessions(material: Material) -> Table:
    """The runs in order, numbered through; equal ones share a line. A limit is a column only when it changes."""
    texts, sessions = material.texts, material.plan.running
    has_limit = len({session.km_max for session in sessions}) > 1
    columns = ["runs", "week", "walk", "run", "rounds", "total", *(["furthest"] if has_limit else [])]
    rows, done = [], 0
    for _, group in groupby(sessions, key=lambda run: (run.walk_min, run.run_min, run.rounds, run.km_max)):
        alike = list(group)
        rows.append(_session_row(material, alike, done + 1, has_limit=has_limit))
        done += len(alike)
    return Table(
        caption=texts.say("running.table"),
        header=tuple(texts.say(f"running.{column}") for column in columns),
        rows=tuple(rows),
    )


def _session_row(material: Material, alike: list[RunSession], number: int, *, has_limit: bool) -> tuple[Phrase, ...]:
    texts, first = material.texts, alike[0]
    walks = material.library.running.warm_up_walk_min * 2
    total = walks + first.rounds * (first.walk_min + first.run_min)
    cells = [
        _numbers(material, number, number + len(alike) - 1),
        _numbers(material, first.week, alike[-1].week),
        _minutes(material, first.walk_min),
        _minutes(material, first.run_min),
        texts.number(first.rounds),
        texts.say("dose.minutes", n=total),
    ]
    if has_limit:
        cells.append(_kilometres_or_none(material, first.km_max))
    return tuple((Span(cell),) for cell in cells)


def _numbers(material: Material, first: int, last: int) -> str:
    """ "1", "1 and 2", "1 to 3"."""
    texts = material.texts
    if last == first + 1:
        return texts.join([texts.number(first), texts.number(last)])
    return texts.span(first, last)


def _minutes(material: Material, minutes: int) -> str:
    return material.texts.say("dose.minutes", n=minutes) if minutes else material.texts.say("running.none")


def _kilometres(material: Material, kilometres: float) -> str:
    return material.texts.say("dose.kilometres", n=kilometres)


def _kilometres_or_none(material: Material, kilometres: float | None) -> str:
    return material.texts.say("running.none") if kilometres is None else _kilometres(material, kilometres)


def _moving_on(material: Material) -> IfThenTable:
    texts, cap = material.texts, material.pain_rule.running_max
    pain = texts.span(0, cap)
    clean = material.library.running.clean_sessions_per_level

    def rule(level: Level, verb: str, condition: Phrase) -> IfThen:
        say = texts.say
        return IfThen(level, say(f"running.rules.{verb}"), condition, texts.phrase(f"running.rules.{verb}_then"))

    return IfThenTable(
        heading=texts.say("running.rules.heading"),
        condition_label=texts.say("rules.condition"),
        action_label=texts.say("rules.action"),
        rows=(
            rule("go", "up", texts.phrase("running.rules.up_if", n=clean, range=pain)),
            rule("care", "stay", texts.phrase("running.rules.stay_if", range=pain)),
            rule(
                "stop",
                "down",
                texts.phrase("running.rules.down_if", range=above(texts, cap), part=material.part),
            ),
        ),
    )


def _longest_run(material: Material) -> Paragraph:
    """No single run much over the longest of the last 30 days [Frandsen25]."""
    texts, known, plan = material.texts, material.plan.profile.running, material.plan
    recent = None if known is None else known.longest_run_km_30d
    key, distances = "longest_unknown", _example(material)
    if recent and any(week.longest_km is not None for week in plan.running_weeks):
        key, distances = "longest_weeks", {"longest": _kilometres(material, recent)}
    elif recent and plan.km_max is not None:
        key = "longest"
        distances = {"longest": _kilometres(material, recent), "furthest": _kilometres(material, plan.km_max)}
    return _paragraph(material, f"running.{key}", why=texts.say("running.longest_why"), **distances)


def _example(material: Material) -> dict[str, str]:
    rise = _EXAMPLE_KM * material.library.running.longest_run.rise_percent / 100
    return {
        "longest": _kilometres(material, _EXAMPLE_KM),
        "furthest": _kilometres(material, _EXAMPLE_KM + rise),
    }


def _goal(material: Material) -> Iterator[Block]:
    """Whether the date of the goal leaves enough time, said as it is."""
    texts, view = material.texts, material.plan.running_outlook
    if view is None:
        return
    goal = {"distance": _kilometres(material, view.target_km), "date": texts.date(view.target_date)}
    if view.ready_on is None:
        yield _paragraph(material, "running.goal.never", **goal)
    elif view.enough is False:
        weeks = math.ceil((view.ready_on - view.target_date).days / 7)
        yield _paragraph(material, "running.goal.near", n=weeks, ready=texts.date(view.ready_on), **goal)
    elif view.needs_km is None:
        yield _paragraph(material, "running.goal.enough", ready=texts.date(view.ready_on), **goal)
    elif view.needs_from is None:
        yield _paragraph(material, "running.goal.open_now", needs=_kilometres(material, view.needs_km), **goal)
    else:
        goal |= {"day": texts.date(view.needs_from), "minutes": _last_level(material)}
        yield _paragraph(material, "running.goal.open", needs=_kilometres(material, view.needs_km), **goal)


def _step_rate(material: Material) -> Iterator[Block]:
    rate = material.plan.step_rate
    if rate is None:
        return
    yield Heading(material.texts.say("running.step_rate_heading"))
    yield _paragraph(material, "running.step_rate", own=rate.own, low=rate.low, high=rate.high, part=material.part)


def _notes(material: Material) -> Iterator[Block]:
    texts = material.texts
    keeps = material.plan.running_advice == "keep"
    order = (
        texts.phrase("running.order") if keeps else texts.phrase("running.order_later", minutes=_last_level(material))
    )
    yield Heading(texts.say("running.notes_heading"))
    yield BulletList((*((Span(note),) for note in material.condition.running.notes), order))
