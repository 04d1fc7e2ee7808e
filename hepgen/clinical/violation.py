"""What an edited plan may not do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that an edited plan may not do.

    Attributes:
        field: Dotted path in the plan ("exercises[0].dosage.sets").
        what: What is wrong.
        allowed: What would be accepted; empty when `what` says it already.
    """

    field: str
    what: str
    allowed: str = ""
