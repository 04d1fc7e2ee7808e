"""What a clinician must not overlook before a patient gets the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hepgen.model.plan import Decision, Plan
    from hepgen.packs.content import Content

_SCREENING_AGE = "screening-age"
"""The rule of the decision that screening is to be repeated."""


def attention(plan: Plan) -> Iterator[Decision]:
    """The decisions of a plan that ask the clinician to do something first."""
    yield from (decision for decision in plan.decisions if decision.rule == _SCREENING_AGE)


def language_awaits_review(plan: Plan, content: Content) -> str:
    """That no clinician has read the translation that the plan is told in; empty where one has."""
    language = content.strings(plan.language)["language"]
    return f"its texts in {language['name']} await a clinician's review." if language["awaiting_review"] else ""
