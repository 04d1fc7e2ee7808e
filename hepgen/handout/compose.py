"""From a plan to the document of meaning: each section of the template is asked for its part."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.handout.blocks import Footer, Handout, Section
from hepgen.handout.brand import Brand
from hepgen.handout.look import Template
from hepgen.handout.sections.cards import cards
from hepgen.handout.sections.diary import diary
from hepgen.handout.sections.fridge import fridge, fridge_title
from hepgen.handout.sections.material import DrawingOf, Material
from hepgen.handout.sections.note import note
from hepgen.handout.sections.record import reasons, record, reporting
from hepgen.handout.sections.referral import referral, referral_title
from hepgen.handout.sections.running import running
from hepgen.handout.sections.understanding import understanding
from hepgen.handout.sections.weeks import weeks
from hepgen.handout.text import Texts
from hepgen.model.library import Library
from hepgen.model.plan import Plan

NO_BREAK = "\u00a0"
"""A space at which no line ends."""

SectionMaker = Callable[[Material], Section | None]

_FOR_THE_RECORD: Mapping[str, SectionMaker] = {
    "record": record,
    "reasons": reasons,
    "reporting": reporting,
}

_OF_A_PLAN: Mapping[str, SectionMaker] = {
    **_FOR_THE_RECORD,
    "fridge": fridge,
    "cards": cards,
    "weeks": weeks,
    "running": running,
    "understanding": understanding,
    "note": note,
    "diary": diary,
}

_WITHOUT_A_PLAN: Mapping[str, SectionMaker] = {**_FOR_THE_RECORD, "referral": referral}


def compose(
    plan: Plan, library: Library, texts: Texts, template: Template, drawing: DrawingOf, brand: Brand | None = None
) -> Handout:
    """The handout of a plan, a referral or a hold, with final text in reading order.

    Args:
        plan: A verified plan, or a referral or hold.
        library: The content it was made from; every id of the plan is in it.
        texts: The words of the handout's language.
        template: Which sections, in which order. A referral or hold needs a template without those of a plan.
        drawing: The stored drawing of an exercise's frame; it is mirrored here to the side that works.
        brand: The clinic's marks, if there are any.

    Raises:
        InvalidPack: The template has a section that this outcome knows nothing about, or a text is missing.
    """
    makers = _OF_A_PLAN if plan.outcome == "plan" else _WITHOUT_A_PLAN
    unknown = [section for section in template.sections if section not in makers]
    if unknown:
        file = f"templates/handouts/{template.id}.toml"
        what = f"no such section in a {plan.outcome}: {', '.join(unknown)}"
        raise InvalidPack([Diagnostic(file, "sections", what, ", ".join(makers))])
    material = Material(plan, library, texts, drawing, template, brand)
    made = [section for section in (makers[name](material) for name in template.sections) if section is not None]
    if not made:
        file = f"templates/handouts/{template.id}.toml"
        raise InvalidPack([Diagnostic(file, "sections", "These sections say nothing of this plan.")])
    return Handout(
        language=texts.language,
        title=fridge_title(material) if plan.outcome == "plan" else referral_title(material),
        plan_id=plan.plan_id,
        made_on=plan.made_on,
        footer=_footer(material),
        sections=tuple(made),
    )


def _footer(material: Material) -> Footer:
    texts, who = material.texts, material.clinician
    separator = texts.say("footer.separator")
    identity = (
        initials(material.plan.profile.patient.name),
        material.side_and_part(),
        texts.say("footer.plan", plan=material.plan.plan_id),
    )
    contact = (who.clinic or who.name, who.phone and who.phone.replace(" ", NO_BREAK))
    return Footer(
        left=separator.join(identity),
        page=texts.say("footer.page", page="{page}", pages="{pages}"),
        right=texts.say("footer.contact_separator").join(filter(None, contact)),
    )


def initials(name: str) -> str:
    """First and last initial ("S.O."): enough to bring a loose page home, too little to tell who it is."""
    first, *others = name.split()
    return "".join(f"{word[0].upper()}." for word in (first, *others[-1:]))
