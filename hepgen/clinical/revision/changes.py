"""What a revision says of each change, from the library's sentences: the rule, and what was done about it."""

from __future__ import annotations

from typing import Literal

from hepgen.clinical.wording import Reason, say
from hepgen.model.library import Library
from hepgen.model.plan import Dosage, PlanChange

ChangeKind = Literal["up", "same", "less", "down", "out", "new"]


def rule(library: Library, id_: str, move: str | None = None, **values: object) -> Reason:
    """A rule of the revision in words, then what is done, when a move is named."""
    words = say(library, f"diary-{id_}", **values)
    if move is not None:
        words = f"{words} {say(library, f'diary-move-{move}', **values)}"
    return Reason(id_, words, say(library, "source-diary"))


def patient(library: Library, id_: str, **values: object) -> str:
    """The same rule in one plain sentence for the patient."""
    return say(library, f"diary-{id_}-patient", **values)


def of_plan(library: Library, kind: ChangeKind, reason: Reason) -> PlanChange:
    """A change of the plan as a whole."""
    return of_exercise("", kind, reason, patient(library, reason.rule))


def of_exercise(
    exercise: str, kind: ChangeKind, reason: Reason, patient: str, becomes: str | None = None
) -> PlanChange:
    """A change of one exercise."""
    return PlanChange(
        exercise=exercise,
        change=kind,
        becomes=None if becomes == exercise else becomes,
        rule=reason.rule,
        because=reason.because,
        patient=patient,
        source=reason.source,
    )


def dose_words(dosage: Dosage, library: Library) -> str:
    """A dose in short: "3 × 8", "3 × 1 × 30 s", "3 × 8, 10 kg"."""
    words = f"{dosage.sets} × {dosage.reps}"
    if dosage.hold_s is not None:
        words += say(library, "diary-dose-hold", seconds=dosage.hold_s)
    if dosage.load.kg is not None:
        words += say(library, "diary-dose-kg", kg=dosage.load.kg)
    if dosage.load.band is not None:
        words += say(library, "diary-dose-band", band=say(library, f"band-{dosage.load.band}"))
    return words
