"""Understanding it: what it is, what helps, what is not true, and how sure anybody can be."""

from __future__ import annotations

from collections.abc import Iterator

from hepgen.handout.blocks import Block, BulletList, Heading, Paragraph, Section, Span, Table
from hepgen.handout.sections.material import Material
from hepgen.model.library import EducationSection, OutcomeMeasure
from hepgen.model.profile import Measure

_UNSURE = {"weak": "weak", "conflicting": "conflicting", "expert-opinion": "expert_opinion"}


def understanding(material: Material) -> Section:
    """The education of the condition, with what this patient's stage and scores add to it."""
    texts = material.texts
    return Section(
        id="understanding",
        title=texts.say("understanding.title", part=material.part),
        subtitle="",
        bookmark=texts.say("understanding.bookmark"),
        blocks=tuple(_blocks(material)),
    )


def _blocks(material: Material) -> Iterator[Block]:
    yield from _next_stage(material)
    for section in material.condition.education:
        if material.is_runner or not section.runners_only:
            yield from _education(material, section)
    yield _myths(material)
    yield from _scores(material)


def _next_stage(material: Material) -> Iterator[Block]:
    """The stage now, its gate to the next, and what waits until then; in the last stage, what keeps it."""
    condition, texts, stage = material.condition, material.texts, material.stage
    number, last = condition.stage_number(stage.id), len(condition.stages)
    yield Heading(texts.say("understanding.stage_heading"))
    yield Paragraph(texts.phrase("understanding.stage", n=number, stages=last, stage=stage.plain_name, goal=stage.goal))
    if number < last:
        yield Paragraph(texts.phrase("understanding.stage_next", n=len(stage.progress_when)))
        yield BulletList(tuple((Span(gate),) for gate in stage.progress_when))
    if stage.leave:
        yield Paragraph(texts.phrase("understanding.leave", n=len(stage.leave)))
        yield BulletList(tuple((Span(thing),) for thing in stage.leave))


def _education(material: Material, section: EducationSection) -> Iterator[Block]:
    yield Heading(section.heading)
    for paragraph in section.paragraphs:
        yield Paragraph((Span(paragraph),))
    if section.points:
        yield BulletList(tuple((Span(point),) for point in section.points))
    if section.certainty in _UNSURE:
        yield Paragraph(material.texts.phrase(f"certainty.{_UNSURE[section.certainty]}"))


def _myths(material: Material) -> Table:
    texts, may_run = material.texts, material.plan.running_advice not in (None, "no")
    told = [myth for myth in material.condition.myths if may_run or not myth.about_running]
    return Table(
        caption=texts.say("understanding.myths"),
        header=(texts.say("understanding.heard"), texts.say("understanding.known")),
        rows=tuple(((Span(myth.heard),), (Span(myth.answer),)) for myth in told),
    )


def _scores(material: Material) -> Iterator[Block]:
    """The scores that the condition's measures give a meaning to."""
    known = {name.casefold(): measure for measure in material.condition.measures for name in (measure.id, measure.name)}
    scores = [
        (score, known[score.name.casefold()])
        for score in material.plan.profile.measures
        if score.name.casefold() in known
    ]
    if scores:
        yield Heading(material.texts.say("understanding.score_heading"))
    for score, measure in scores:
        yield _score(material, score, measure)


def _score(material: Material, score: Measure, measure: OutcomeMeasure) -> Paragraph:
    texts = material.texts
    told = texts.phrase(
        "understanding.score",
        name=measure.id,
        measure=measure.name,
        score=score.score,
        date=texts.date(score.on),
        low=measure.low,
        high=measure.high,
    )
    meaning = texts.phrase(f"understanding.score_{measure.better}", change=measure.change_that_matters)
    return Paragraph((*told, Span(" "), *meaning))
