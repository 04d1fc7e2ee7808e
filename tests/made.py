"""Handouts made by the product from its own content: the PDF, and the tree that it was drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from read_pdf import ReadPdf

from hepgen.app import DEFAULT_TEMPLATE, REFERRAL_TEMPLATE, MakeRequest, make
from hepgen.handout.blocks import Handout
from hepgen.handout.compose import compose
from hepgen.handout.look import PaperName
from hepgen.handout.text import Texts
from hepgen.inputs.identifiers import AUTO
from hepgen.model.plan import Plan
from hepgen.packs.content import Content

TODAY = date(2026, 11, 25)


@dataclass(frozen=True)
class MadeHandout:
    """A finished document.

    Attributes:
        plan: What it tells.
        pdf: The file.
        handout: The tree that the plan is told in, composed a second time.
    """

    plan: Plan
    pdf: bytes
    handout: Handout

    @cached_property
    def read(self) -> ReadPdf:
        """The file, read."""
        return ReadPdf(self.pdf)


def made_from(profile: Path, content: Content, paper: PaperName = "a4", theme: str = "colour") -> MadeHandout:
    """The handout of a profile, as `hepgen make` makes it."""
    made = make(profile, content, MakeRequest(today=TODAY, paper=paper, theme=theme))
    return MadeHandout(made.plan, made.document, composed_from(made.plan, content))


def composed_from(plan: Plan, content: Content, template: str | None = None) -> Handout:
    """The tree of a plan, a referral or a hold: the patient's, or of a template."""
    look = content.templates[template or (DEFAULT_TEMPLATE if plan.outcome == "plan" else REFERRAL_TEMPLATE)]
    person = plan.profile.plan.person
    drawn = content.people[0] if person == AUTO else person
    texts, library = Texts(content.strings(plan.language), plan.language), content.library_in(plan.language)
    return compose(plan, library, texts, look, lambda id_, frame: content.drawing(id_, drawn, frame))
