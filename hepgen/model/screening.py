"""What screening answers: either the way is clear, with limits, or the patient needs something else first.

`plan()` accepts only a `Cleared`, so screening cannot be skipped; and only `hepgen.clinical.screen` makes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hepgen.model.library import DoseLimits, ScreeningRule
from hepgen.model.profile import Override, Profile


@dataclass(frozen=True, slots=True)
class Cleared:
    """No red flag, nothing to hold: a plan may be made within these limits.

    Attributes:
        profile: The profile that was screened.
        fired: Precautions that apply (modify, inform) and holds that were overridden, in library order.
        forbidden_tags: Tag → the rule that forbids it.
        limits: The strictest of all limits.
        running_allowed: False when a precaution forbids running to this patient.
        overrides: Rule id → the clinician's decision to go on, of each hold that applies.
    """

    profile: Profile
    fired: tuple[ScreeningRule, ...]
    forbidden_tags: dict[str, ScreeningRule]
    limits: DoseLimits
    running_allowed: bool
    overrides: dict[str, Override]


@dataclass(frozen=True, slots=True)
class Referral:
    """No exercise plan now.

    Attributes:
        outcome: "referral" when a red flag blocks, "hold" when a clinician must decide first.
        fired: All rules that apply, the most urgent first.
    """

    profile: Profile
    outcome: Literal["referral", "hold"]
    fired: tuple[ScreeningRule, ...]


Screened = Cleared | Referral
