"""The plan's stage: the clinician's, or the highest whose gates are known and met (evidence 1.2)."""

from __future__ import annotations

from dataclasses import dataclass

from hepgen.clinical.wording import Reason, listed, say
from hepgen.model.library import Condition, Library, Stage
from hepgen.model.profile import Problem

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class StageChoice:
    """The stage and why."""

    stage: Stage
    why: Reason


def choose_stage(problem: Problem, condition: Condition, library: Library, most_pain: int | None = None) -> StageChoice:
    """The stage the clinician states, else the highest one whose gates are all known and met, else the first.

    Args:
        problem, condition, library: What is wrong, and the content.
        most_pain: Worst pain with which anybody of this age enters a later stage; None for the condition's own.

    Raises:
        KeyError: The condition has no stage of the stated id.
    """
    if problem.stage != AUTO:
        stage = condition.stage(problem.stage)
        because = say(library, "stage-explicit", stage=stage.name)
        return StageChoice(stage, Reason("stage", because, say(library, "source-clinician")))
    automatic = [stage for stage in condition.stages if stage.entry.auto]
    passed = [stage for stage in automatic if not _missing(stage, problem, library, most_pain)]
    stage = passed[-1] if passed else condition.stages[0]
    here = condition.stage_number(stage.id)
    higher = [other for other in automatic if condition.stage_number(other.id) > here]
    if not higher:
        because = say(library, "stage-met", stage=stage.name)
        return StageChoice(stage, Reason("stage", because, listed(stage.sources)))
    missing = listed(_missing(higher[0], problem, library, most_pain))
    because = say(library, "stage-held", stage=stage.name, higher=higher[0].name, missing=missing)
    return StageChoice(stage, Reason("stage", because, listed(higher[0].sources)))


def _missing(stage: Stage, problem: Problem, library: Library, most_pain: int | None) -> list[str]:
    """The gates into a stage that are not known or not met, in words."""
    entry, unknown = stage.entry, say(library, "unknown")
    missing = []
    if entry.worst_pain_max is not None:
        most = entry.worst_pain_max if most_pain is None else min(entry.worst_pain_max, most_pain)
        if problem.worst_pain > most:
            missing.append(say(library, "gate-worst-pain", max=most, value=problem.worst_pain))
    if entry.pain_next_morning_max is not None:
        morning = problem.pain_next_morning
        if morning is None or morning > entry.pain_next_morning_max:
            value = unknown if morning is None else morning
            missing.append(say(library, "gate-next-morning", max=entry.pain_next_morning_max, value=value))
    if entry.irritability is not None and problem.irritability not in entry.irritability:
        allowed = listed(say(library, f"irritability-{level}") for level in entry.irritability)
        value = say(library, f"irritability-{problem.irritability}") if problem.irritability else unknown
        missing.append(say(library, "gate-irritability", allowed=allowed, value=value))
    return missing
