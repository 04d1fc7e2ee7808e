"""What became of each measurement: one that changes nothing in the plan is never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hepgen.clinical.case import Case
from hepgen.clinical.dose import MEASURED_RESERVE_MIN, is_of_worked_side, mastered, mastery_reps, measured
from hepgen.clinical.select import Selection
from hepgen.clinical.wording import Reason, say
from hepgen.model.plan import Decision
from hepgen.model.profile import Baseline


def unused_baselines(decisions: Sequence[Decision], selection: Selection, case: Case) -> Iterator[Decision]:
    """A decision about the plan for each measurement that it does not use, with the reason.

    Args:
        decisions: What was decided of every exercise, later rungs included.
        selection: What passed the filters.
        case: The patient.
    """
    decided = {decision.exercise: decision for decision in decisions if decision.exercise}
    for baseline in dict.fromkeys(case.profile.baseline):
        why = _why_unused(baseline, decided.get(baseline.exercise), selection, case)
        if why is not None:
            exercise = case.library.exercises[baseline.exercise]
            because = say(case.library, "baseline-unused", exercise=exercise.name, because=why)
            source = say(case.library, "source-profile")
            yield Reason(f"baseline:{exercise.id}", because, source).decide("rejected")


def _why_unused(baseline: Baseline, decision: Decision | None, selection: Selection, case: Case) -> str | None:
    """Why the measurement changes nothing; None when the plan uses it."""
    library, profile = case.library, case.profile
    exercise = library.exercises[baseline.exercise]
    if decision is None:
        return say(library, "baseline-no-dose")
    if decision.verdict == "rejected":
        return decision.because
    scheme = selection.eligible[exercise.id].scheme
    if not is_of_worked_side(baseline, exercise, profile.problem.side):
        return say(library, "baseline-other-side")
    if baseline != measured(exercise, profile):
        return say(library, "baseline-weaker")
    if baseline.reps_in_reserve is None:
        return say(library, "baseline-no-reserve")
    if scheme.hold_s is not None or scheme.reps_in_reserve is None:
        return say(library, "baseline-not-counted")
    if decision.verdict == "chosen":
        return None
    if mastered(exercise, scheme, profile) is None:
        return say(library, "baseline-not-mastered", reps=mastery_reps(scheme), reserve=MEASURED_RESERVE_MIN)
    return decision.because
