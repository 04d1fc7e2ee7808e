"""What a row of the decision table does to one exercise of the plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hepgen.clinical.case import Case
from hepgen.clinical.course import CarriedOn
from hepgen.clinical.progress import Prescription
from hepgen.clinical.revision.changes import ChangeKind, dose_words, of_exercise, patient, rule
from hepgen.clinical.revision.sessions import QUIET_PAIN
from hepgen.clinical.revision.standing import Line
from hepgen.clinical.revision.steps import easiest, lighter, one_less, rung_back, step_back
from hepgen.clinical.wording import Reason
from hepgen.model.library import Library
from hepgen.model.plan import PlanChange


@dataclass(frozen=True, slots=True)
class Moved:
    """An exercise of the plan, and how it goes on.

    Attributes:
        rule: The row that decided, or the rule that came before it.
        now: How it goes on; None when it is left out for now.
        kind: What sort of change that is.
        move: What is done, by the key of its words.
    """

    line: Line
    rule: str
    now: Prescription | None
    kind: ChangeKind
    move: str

    @property
    def id(self) -> str | None:
        """Of the exercise that it goes on with."""
        return None if self.now is None else self.now.exercise.id

    def change(self, case: Case) -> PlanChange:
        """The change in words."""
        return of_exercise(self.line.id, self.kind, self._why(case), self._for_patient(case.library), self.id)

    def carried(self, case: Case) -> CarriedOn | None:
        """How the next plan is to keep it; None when it is left out."""
        if self.now is None:
            return None
        why = self._why(case)
        return CarriedOn(
            scheme=self.now.scheme,
            dosage=self.now.dosage,
            why=Reason(f"diary:{why.rule}", why.because, why.source),
            because=(*self.line.because, self._for_patient(case.library)),
            insisted=self.line.insisted or self.move == "rung-down",
            steady=self.line.row.steady,
        )

    def _why(self, case: Case) -> Reason:
        library, history = case.library, self.line.history
        values = {
            "before": dose_words(self.line.before, library),
            "after": "" if self.now is None else dose_words(self.now.dosage, library),
            "exercise": self.line.now.exercise.name,
            "other": "" if self.now is None else self.now.exercise.name,
            "cap": case.caps.exercise_max,
            "quiet": QUIET_PAIN,
            "stage": case.stage.name,
            "days": history.days_off or history.days_silent,
        }
        return rule(library, self.rule, self.move, **values)

    def _for_patient(self, library: Library) -> str:
        if self.move in ("rung-up", "rung-down", "lowest"):
            return patient(library, self.move, before=self.line.name)
        return patient(library, self.rule)


def moved(line: Line, taken: Collection[str], case: Case) -> Moved:
    """What the row does; a step up is not taken here, since only one exercise of a plan takes it.

    Args:
        line: The exercise.
        taken: Ids that other exercises of the plan have, or go on with.
        case: The patient, at the plan's stage.
    """
    now = line.now
    match line.row.move:
        case "rung":
            return _easier(line, rung_back(now, taken, case)) or _easier(line, easiest(now, case)) or left_out(line)
        case "back":
            return _easier(line, step_back(now, taken, case)) or _kept(line, "lowest")
        case "less":
            return _easier(line, one_less(now, case)) or _kept(line, "lowest")
        case "lighter":
            return _easier(line, lighter(now, case)) or _kept(line, "lowest")
    return stays(line, line.row.id)


def stays(line: Line, rule_id: str) -> Moved:
    """It goes on as it is, or as today's bounds allow."""
    if line.now.dosage != line.before:
        return Moved(line, "limits", line.now, "less", "dose")
    return _kept(line, "same", rule_id)


def stepped(line: Line, now: Prescription) -> Moved:
    """It steps up."""
    return Moved(line, line.row.id, now, "up", "dose" if now.exercise == line.now.exercise else "rung-up")


def left_out(line: Line, rule_id: str | None = None) -> Moved:
    """It is left out for now."""
    return Moved(line, rule_id or line.row.id, None, "out", "out")


def _easier(line: Line, now: Prescription | None) -> Moved | None:
    if now is None:
        return None
    if now.exercise != line.now.exercise:
        return Moved(line, line.row.id, now, "down", "rung-down")
    return Moved(line, line.row.id, now, "less", "dose")


def _kept(line: Line, move: str, rule_id: str | None = None) -> Moved:
    return Moved(line, rule_id or line.row.id, line.now, "same", move)
