"""Blocks that stand on more than one page."""

from __future__ import annotations

from hepgen.handout.blocks import ClinicHeader, Facts, GetHelp, Link
from hepgen.handout.sections.material import Material


def clinic_header(material: Material) -> ClinicHeader:
    """Whose page it is: the clinic, or the physiotherapist where no clinic is named."""
    who = material.clinician
    booking = Link(who.booking_url, material.texts.say("facts.booking")) if who.booking_url else None
    logo = material.brand.logo if material.brand else None
    return ClinicHeader(who.clinic or who.name, who.phone or "", booking, logo)


def facts(material: Material) -> Facts:
    """For whom, when, by whom, and the next visit; where none is booked, the day to be seen again by."""
    texts, plan = material.texts, material.plan
    pairs = [
        (texts.say("facts.name"), plan.profile.patient.name),
        (texts.say("facts.date"), texts.date(plan.made_on)),
        (texts.say("facts.clinician"), material.clinician.name),
    ]
    if plan.review_on is not None:
        booked = plan.profile.plan.review_on is not None
        pairs.append((texts.say("facts.review" if booked else "facts.review_due"), texts.date(plan.review_on)))
    return Facts(tuple(pairs))


def get_help(material: Material) -> GetHelp:
    """The signs that cannot wait (evidence 6.2: the box on every plan), sorted by what to do."""
    texts = material.texts
    rows = tuple(
        (texts.say(f"help.{what}"), texts.lines(f"help.{what}_signs", part=material.part))
        for what in ("emergency", "today", "advice", "call")
    )
    return GetHelp(texts.say("help.heading"), rows)
