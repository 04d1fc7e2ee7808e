"""What a plan goes on from: exercises, doses and limits of the plan before it, as the diary leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hepgen.clinical.stage import StageChoice
from hepgen.clinical.wording import Reason
from hepgen.model.library import DosageScheme, Role, Stage
from hepgen.model.plan import Dosage, PlanPainRule


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """An exercise that the next plan keeps in place, with the dose it goes on with.

    Attributes:
        scheme, dosage: Its dose, brought into the bounds of scheme and precautions where it is used.
        why: Why it goes on so, for the clinician.
        because: Why it is in the plan, for the patient, one plain sentence each.
        insisted: The clinician put it in, or it is an easier rung: stage and tissue load do not bind it.
        steady: It steps up by no week of the next plan.
    """

    scheme: DosageScheme
    dosage: Dosage
    why: Reason
    because: tuple[str, ...]
    insisted: bool = False
    steady: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What is settled before the next plan is made. Without anything it is the course of a first plan.

    Attributes:
        stage: The stage and why; None to choose it from the profile.
        carried: Exercise id → how it goes on, in plan order.
        stopped: Exercise id → why it is not given for now.
        roles: Roles of the plan before, when the next plan goes on in its stage: only a place that an exercise
            leaves is filled again. None when all places are filled anew.
        pain_rule: The pain rule of the plan before, which a clinician may have edited.
        running_share: Share of the usual running in the first week.
        steps_up: Whether anything steps up from week to week by itself.
        turn: Place of the exercise whose turn it is to step up first.
        review_weeks: Weeks to the review; None for the condition's interval.
    """

    stage: StageChoice | None = None
    carried: Mapping[str, CarriedOn] = field(default_factory=dict)
    stopped: Mapping[str, Reason] = field(default_factory=dict)
    roles: frozenset[str] | None = None
    pain_rule: PlanPainRule | None = None
    running_share: float = 1.0
    steps_up: bool = True
    turn: int = 0
    review_weeks: int | None = None

    @property
    def goes_on(self) -> bool:
        """True when the next plan goes on in the stage of the plan before."""
        return self.roles is not None

    def steps_up_by_itself(self, exercise_id: str) -> bool:
        """Whether the exercise may step up from week to week."""
        carried = self.carried.get(exercise_id)
        return self.steps_up and (carried is None or not carried.steady)

    def open_roles(self, stage: Stage) -> tuple[Role, ...]:
        """Roles of the stage that may be filled."""
        return tuple(role for role in stage.roles if self.roles is None or role.id in self.roles)


FIRST = Course()
"""Of a plan that goes on from none."""
