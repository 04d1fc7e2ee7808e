"""The fridge page: everything needed to do the exercises, on one page."""

from __future__ import annotations

import math
from datetime import timedelta

from hepgen.handout.blocks import (
    Block,
    Callout,
    InShort,
    KeyNumber,
    Level,
    PainBand,
    Phrase,
    Section,
    Span,
    Thumbnail,
    Thumbnails,
    TrafficLight,
)
from hepgen.handout.phrases import amber_range, dose, green_range, one_less, red_range
from hepgen.handout.sections.common import clinic_header, facts, get_help
from hepgen.handout.sections.material import Material
from hepgen.handout.sections.note import short_goal, short_note
from hepgen.handout.text import upper_first
from hepgen.model.plan import PlannedExercise


def fridge(material: Material) -> Section:
    """The first page of a plan."""
    texts = material.texts
    blocks: list[Block] = [
        clinic_header(material),
        facts(material),
        _in_short(material),
        _thumbnails(material),
        _traffic_light(material),
        get_help(material),
    ]
    if material.precautions:
        blocks.append(_precautions(material))
    if (note := short_note(material)) is not None:
        blocks.append(Callout(texts.say("note.title", name=material.clinician.name), (Span(note),)))
    return Section(
        id="fridge",
        title=fridge_title(material),
        subtitle=_subtitle(material),
        bookmark=texts.say("fridge.bookmark"),
        blocks=tuple(blocks),
    )


def fridge_title(material: Material) -> str:
    """The title, with the side in words; it names no patient."""
    texts, side = material.texts, material.plan.side
    if side == "both":
        return texts.say("fridge.title_both", part=material.part)
    return texts.say("fridge.title", side=texts.say(f"side.{side}"), part=material.part)


def _subtitle(material: Material) -> str:
    condition, stage = material.condition, material.stage
    return material.texts.say(
        "fridge.subtitle",
        plain=upper_first(condition.plain_name),
        medical=condition.name,
        n=condition.stage_number(stage.id),
        stages=len(condition.stages),
        stage=stage.plain_name,
    )


def _in_short(material: Material) -> InShort:
    texts, plan, exercises = material.texts, material.plan, material.from_start
    days = {planned.dosage.per_week for planned in exercises}
    minutes = math.ceil(sum(planned.minutes for planned in exercises))
    last_day = plan.schedule[-1].starts_on + timedelta(days=6)

    def number(what: str, value: str, n: int, **values: str) -> KeyNumber:
        unit = texts.say(f"fridge.numbers.{what}", n=n)
        return KeyNumber(value, unit, texts.say(f"fridge.numbers.{what}_detail", **values))

    return InShort(
        heading=texts.say("fridge.summary"),
        goal=_goal(material),
        numbers=(
            number("exercises", texts.number(len(exercises)), len(exercises)),
            number("days", texts.span(min(days), max(days)), max(days)),
            number("minutes", texts.number(minutes), minutes),
            number("weeks", texts.number(len(plan.schedule)), len(plan.schedule), date=texts.day_month(last_day)),
        ),
    )


def _goal(material: Material) -> Phrase:
    """The patient's own words where there are some, else what this stage is for."""
    if (goal := short_goal(material.plan)) is not None:
        return material.texts.phrase("fridge.goal", goal=goal)
    return material.texts.phrase("fridge.stage_goal", goal=material.stage.goal)


def _thumbnails(material: Material) -> Thumbnails:
    texts, exercises = material.texts, material.from_start
    n = len(exercises)
    in_full = _in_full(material)
    return Thumbnails(
        heading=texts.say("fridge.thumbnails", n=n, count=texts.count(n)),
        aside=texts.say("fridge.thumbnails_aside", n=n) if in_full else "",
        items=tuple(_thumbnail(material, planned) for planned in exercises),
        lines=tuple(_later(material, planned) for planned in material.plan.exercises if planned not in exercises),
    )


def _thumbnail(material: Material, planned: PlannedExercise) -> Thumbnail:
    return Thumbnail(
        number=material.number(planned.id),
        name=material.name(planned.id),
        dose=dose(material.texts, planned.dosage),
        side=_side(material, planned),
        pictures=material.pictures(planned),
        cue="" if _in_full(material) else material.told(planned, material.exercise(planned).text.cue),
    )


def _in_full(material: Material) -> bool:
    """Whether the handout tells each exercise on a card too."""
    return "cards" in material.template.sections


def _side(material: Material, planned: PlannedExercise) -> str:
    if material.in_turn(planned):
        return material.texts.say("side.each_leg")
    label = material.exercise(planned).text.side_label
    return material.filled(planned, label) if label else material.texts.say("side.both_legs")


def _later(material: Material, planned: PlannedExercise) -> Phrase:
    texts, name = material.texts, material.name(planned.id)
    if planned.replaces is None:
        return texts.phrase("fridge.later_added", week=planned.from_week, name=name)
    replaced = material.name(planned.replaces)
    return texts.phrase("fridge.later", week=planned.from_week, name=name, replaced=replaced)


def _traffic_light(material: Material) -> TrafficLight:
    texts, rule = material.texts, material.pain_rule
    cap = rule.exercise_max
    amber = amber_range(texts, cap)
    bands = [_band(material, "go", green_range(texts, cap))]
    if amber is not None:
        bands.append(_band(material, "care", amber))
    bands.append(_band(material, "stop", red_range(texts, cap)))
    lines = [_next_morning(material)]
    if material.runs_now:
        lines.append(texts.phrase("pain.running", range=texts.span(0, rule.running_max)))
    return TrafficLight(texts.say("pain.heading"), texts.say("pain.aside"), tuple(bands), tuple(lines))


def _next_morning(material: Material) -> Phrase:
    """The check, and what to do when it fails: less for once, or the flare plan where the handout holds it."""
    texts = material.texts
    less = one_less(texts, material.usual_doses(material.plan.exercises), n=1)
    check = texts.phrase("pain.next_morning", rule=material.pain_rule.next_morning, less=less)
    if "weeks" not in material.template.sections:
        return check
    return (*check, Span(" "), *texts.phrase("pain.longer", heading=texts.say("flare.heading")))


def _precautions(material: Material) -> Callout:
    """They stand on the first page, for the exercises can be done from it alone; one alone needs no list."""
    heading = material.texts.say("fridge.health")
    told = tuple((Span(sentence),) for sentence in material.precautions)
    if len(told) == 1:
        return Callout(heading, told[0])
    return Callout(heading, material.texts.phrase("fridge.health_meaning"), told)


def _band(material: Material, level: Level, pain: str) -> PainBand:
    say = material.texts.say
    return PainBand(level, pain, say(f"pain.{level}.name"), say(f"pain.{level}.action"))
