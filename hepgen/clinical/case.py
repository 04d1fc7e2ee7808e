"""One patient at one stage: everything that is settled before exercises are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hepgen.clinical.course import FIRST, Course
from hepgen.clinical.screen import age_on
from hepgen.clinical.stage import StageChoice, choose_stage
from hepgen.model.base import LoadLevel
from hepgen.model.library import (
    Condition,
    DosageScheme,
    Exercise,
    FindingRule,
    IrritabilitySwitch,
    Library,
    PainCaps,
    Role,
    Stage,
)
from hepgen.model.profile import Profile
from hepgen.model.screening import Cleared

ADULT_FROM = 18
"""Age in years from which the adult pain caps apply (evidence section 3)."""

StageDose = tuple[Stage, DosageScheme]
"""A stage of a condition, and how an exercise is dosed there."""

LEVELS: tuple[LoadLevel, ...] = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Case:
    """A cleared patient, the stage chosen, and what the library says about both.

    Attributes:
        switches: Irritability switches that apply (evidence 8.3).
        findings: Rules of the patient's findings, in the condition's order.
        caps: Pain caps in force.
        running_share: Share of the usual running in the first week; 0.7 means 30 % less, after a flare.
        course: What the plan goes on from.
    """

    cleared: Cleared
    library: Library
    condition: Condition
    choice: StageChoice
    switches: tuple[IrritabilitySwitch, ...]
    findings: tuple[FindingRule, ...]
    caps: PainCaps
    running_share: float = 1.0
    course: Course = FIRST

    @property
    def profile(self) -> Profile:
        """The patient's profile."""
        return self.cleared.profile

    @property
    def stage(self) -> Stage:
        """The stage of the plan."""
        return self.choice.stage

    def ladders_for(self, role: Role) -> tuple[str, ...]:
        """Ladders that may fill a role: its own, or gentler ones while the joint is irritable."""
        for switch in self.switches:
            if switch.role == role.id:
                return switch.ladders
        return role.ladders

    def dose_at_stage(self, exercise: Exercise) -> StageDose | None:
        """How the exercise is dosed at the plan's stage; None when it is not."""
        scheme = exercise.conditions.get(self.condition.id, {}).get(self.stage.id)
        return None if scheme is None else (self.stage, self.library.dosages[scheme])

    def nearest_dose(self, exercise: Exercise) -> StageDose | None:
        """The dose of the plan's stage, else of the nearest earlier one, else of the nearest later one.

        For exercises that a clinician insists on: another stage's dose is the library's own, never a guess.
        """
        doses = exercise.conditions.get(self.condition.id, {})
        here = self.condition.stage_number(self.stage.id)
        stages = self.condition.stages
        for stage in (*reversed(stages[:here]), *stages[here:]):
            if stage.id in doses:
                return stage, self.library.dosages[doses[stage.id]]
        return None

    def ladder_of(self, exercise: Exercise) -> str | None:
        """The id of the exercise's ladder, or None."""
        place = self.library.ladder_of(exercise.id)
        return None if place is None else place[0].id


def open_case(cleared: Cleared, library: Library, today: date, course: Course = FIRST) -> Case:
    """Settles stage, irritability, findings and pain caps of a cleared patient, on the course of an earlier plan."""
    profile = cleared.profile
    condition = library.conditions[profile.problem.condition]
    # A child whose knee hurts more than its cap allows in an exercise stays at the first stage.
    most_pain = None if _is_adult(profile, today) else condition.pain_rule.under_18.exercise_max
    return Case(
        cleared=cleared,
        library=library,
        condition=condition,
        choice=course.stage or choose_stage(profile.problem, condition, library, most_pain),
        switches=tuple(switch for switch in condition.irritability if _irritable(profile, switch)),
        findings=tuple(rule for rule in condition.findings if rule.finding in profile.problem.findings),
        caps=_caps(profile, condition, today, course),
        running_share=course.running_share,
        course=course,
    )


def _caps(profile: Profile, condition: Condition, today: date, course: Course) -> PainCaps:
    """Those of the plan before, else the condition's for the patient's age."""
    if course.pain_rule is not None:
        return PainCaps(exercise_max=course.pain_rule.exercise_max, running_max=course.pain_rule.running_max)
    return condition.pain_rule.adult if _is_adult(profile, today) else condition.pain_rule.under_18


def _is_adult(profile: Profile, today: date) -> bool:
    return age_on(profile.patient.date_of_birth, today) >= ADULT_FROM


def _irritable(profile: Profile, switch: IrritabilitySwitch) -> bool:
    problem = profile.problem
    return problem.worst_pain >= switch.worst_pain_min or problem.irritability == "high"
