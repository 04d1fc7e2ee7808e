"""Back to running: what a runner does now, with every minute and kilometre worked out."""

from __future__ import annotations

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
from hepgen.model.plan import RunSession

_EXAMPLE_KM = 5
"""The longest run that the rule is told with when the runner's own is not known."""


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
        yield from _longest_run(material)
        yield from _step_rate(material)
        yield from _notes(material)


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
    texts, now = material.texts, material.plan.profile.running
    pain = texts.span(0, material.pain_rule.running_max)
    yield _paragraph(material, "running.keep.lead")
    yield BulletList(texts.phrases("running.keep.rules", range=pain, part=material.part))
    if now is not None and now.weekly_km is not None:
        yield _paragraph(material, "running.keep.distance", distance=_kilometres(material, now.weekly_km))
    yield _paragraph(material, "running.keep.order")
    yield _paragraph(material, "running.keep.broken")


def _walk_run(material: Material) -> Iterator[Block]:
    yield _paragraph(material, "running.sessions")
    yield _sessions(material)
    if minutes := material.library.running.warm_up_walk_min:
        yield _paragraph(material, "running.warm_up", n=minutes)
    yield _moving_on(material)


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
        cells.append(texts.say("running.none") if first.km_max is None else _kilometres(material, first.km_max))
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


def _longest_run(material: Material) -> Iterator[Block]:
    """No single run much over the longest of the last 30 days [Frandsen25]."""
    known, furthest = material.plan.profile.running, material.plan.km_max
    yield Heading(material.texts.say("running.longest_heading"))
    if known is not None and known.longest_run_km_30d and furthest is not None:
        longest = _kilometres(material, known.longest_run_km_30d)
        yield _paragraph(material, "running.longest", longest=longest, furthest=_kilometres(material, furthest))
    else:
        yield _paragraph(material, "running.longest_unknown", **_example(material))
    yield _paragraph(material, "running.longest_why")


def _example(material: Material) -> dict[str, str]:
    rise = _EXAMPLE_KM * material.library.running.longest_run_rise_percent / 100
    return {
        "longest": _kilometres(material, _EXAMPLE_KM),
        "furthest": _kilometres(material, _EXAMPLE_KM + rise),
    }


def _step_rate(material: Material) -> Iterator[Block]:
    rate = material.plan.step_rate
    if rate is None:
        return
    yield Heading(material.texts.say("running.step_rate_heading"))
    yield _paragraph(material, "running.step_rate", own=rate.own, low=rate.low, high=rate.high)
    yield _paragraph(material, "running.step_rate_why", part=material.part)


def _notes(material: Material) -> Iterator[Block]:
    if notes := material.condition.running.notes:
        yield Heading(material.texts.say("running.notes_heading"))
        yield BulletList(tuple((Span(note),) for note in notes))
