"""No exercises now: what was found, what to do, how soon and where. Calm, and one page."""

from __future__ import annotations

from hepgen.handout.blocks import Block, Callout, InShort, Paragraph, Phrase, Section, Span, Table
from hepgen.handout.sections.common import clinic_header, facts, get_help
from hepgen.handout.sections.material import Material
from hepgen.handout.text import upper_first
from hepgen.model.plan import ScreeningAction


def referral(material: Material) -> Section:
    """The page of a referral (a red flag) or a hold (the physiotherapist decides first)."""
    texts, outcome = material.texts, material.plan.outcome
    blocks: list[Block] = [
        clinic_header(material),
        facts(material),
        _first(material),
        _lead(material),
        _what_was_found(material),
        Callout(
            heading=texts.say("referral.do"),
            meaning=texts.phrase(f"referral.{outcome}.meaning"),
            actions=_actions(material),
        ),
    ]
    if _most_urgent(material).urgency != "emergency":  # signs to wait for would contradict "now"
        blocks.append(get_help(material))
    return Section(
        id="referral",
        title=referral_title(material),
        subtitle=texts.say("referral.subtitle", place=material.side_and_part()),
        bookmark=referral_title(material),
        blocks=tuple(blocks),
    )


def referral_title(material: Material) -> str:
    """The title; it names no patient."""
    return material.texts.say(f"referral.{material.plan.outcome}.title")


def _deciding(material: Material) -> tuple[ScreeningAction, ...]:
    """What stops the plan, most urgent first as screening sorted it."""
    return tuple(one for one in material.plan.screening.actions if one.action in ("block", "hold"))


def _most_urgent(material: Material) -> ScreeningAction:
    return _deciding(material)[0]


def _lead(material: Material) -> Paragraph:
    """Calm where there is time, plain where there is none."""
    presses = _most_urgent(material).urgency in ("emergency", "same-day")
    key = "referral.lead_now" if presses else f"referral.{material.plan.outcome}.lead"
    return Paragraph(material.texts.phrase(key))


def _first(material: Material) -> InShort:
    """The one thing to do first: where the most urgent sign sends the patient."""
    texts, most_urgent = material.texts, _most_urgent(material)
    where = texts.say("referral.here") if most_urgent.where is None else most_urgent.where
    return InShort(texts.say("referral.first"), (Span(where, strong=True),), ())


def _what_was_found(material: Material) -> Table:
    texts = material.texts
    return Table(
        caption=texts.say("referral.found"),
        header=(texts.say("referral.sign"), texts.say("referral.how_soon"), texts.say("referral.where")),
        rows=tuple(_found(material, action) for action in _deciding(material)),
    )


def _found(material: Material, action: ScreeningAction) -> tuple[Phrase, ...]:
    texts = material.texts
    urgency = "hold" if action.urgency is None else action.urgency.replace("-", "_")
    where = texts.say("referral.here") if action.where is None else action.where
    cells = (action.found, texts.say(f"referral.urgency.{urgency}"), where)
    return tuple((Span(upper_first(cell)),) for cell in cells)


def _actions(material: Material) -> tuple[Phrase, ...]:
    texts, phone = material.texts, material.clinician.phone
    told = dict.fromkeys(action.patient for action in _deciding(material) if action.patient is not None)
    return (
        *((Span(sentence),) for sentence in told),
        *texts.phrases(f"referral.{material.plan.outcome}.actions", part=material.part),
        texts.phrase("referral.call_phone", phone=phone) if phone else texts.phrase("referral.call"),
    )
