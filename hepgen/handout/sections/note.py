"""What people wrote freely: short texts stand on the fridge page, long ones get room of their own."""

from __future__ import annotations

from hepgen.handout.blocks import Block, Heading, Paragraph, Section, Span
from hepgen.handout.sections.material import Material
from hepgen.model.plan import Plan

_SHORT = 200
"""Characters of one paragraph that the fridge page still holds."""


def short_note(material: Material) -> str | None:
    """The physiotherapist's note, if it fits the fridge page; precautions have the first claim to the room there."""
    return None if material.precautions else _if_short(material.plan.profile.plan.note)


def short_goal(plan: Plan) -> str | None:
    """The goal in the patient's words, if it fits the fridge page."""
    return _if_short(plan.profile.goals.text)


def note(material: Material) -> Section | None:
    """What the fridge page does not hold, in full, and what the clinic wants to say; None when there is neither.

    The clinic's words alone need no title, which could cost a page.
    """
    texts, plan = material.texts, material.plan
    blocks: list[Block] = []
    goal, written = plan.profile.goals.text, plan.profile.plan.note
    if goal is not None and short_goal(plan) is None:
        blocks += [Heading(texts.say("note.goal")), *_paragraphs(goal)]
    if written is not None and short_note(material) is None:
        blocks += [Heading(texts.say("note.title", name=material.clinician.name)), *_paragraphs(written)]
    title = texts.say("note.page_title") if blocks else ""
    if material.brand is not None and material.brand.note:
        heading = texts.say("note.title", name=material.brand.name)
        blocks += [Heading(heading), *_paragraphs(material.brand.note)]
    if not blocks:
        return None
    return Section("note", title, "", texts.say("note.page_title"), tuple(blocks))


def _if_short(text: str | None) -> str | None:
    return text if text is not None and len(text) <= _SHORT and "\n" not in text else None


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph((Span(line.strip()),)) for line in text.splitlines() if line.strip()]
