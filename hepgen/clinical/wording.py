"""The sentences of decisions, read from the library's `wording.toml`; code holds only their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hepgen.model.base import Side
from hepgen.model.library import Library
from hepgen.model.plan import Decision, Verdict

_DIARY = {
    # one exercise: the rows of the decision table
    "above-cap-again": "exercise cap",
    "sharp": "",
    "above-cap": "cap",
    "worse-twice": "",
    "missed-three-weeks": "days",
    "missed-week": "days",
    "worse-once": "",
    "worse-settled": "",
    "no-entries": "",
    "silent": "days",
    "not-known": "",
    "amber": "quiet cap",
    "below-target": "",
    "above-target": "quiet",
    "as-planned": "quiet",
    # one exercise: what comes before the table
    "limits": "",
    "wait": "",
    "at-limit": "",
    "begun-again": "after",
    "gate-on": "stage",
    "gate-kept": "stage",
    "gate-up": "stage",
    "gate-out": "stage",
    # the plan as a whole
    "flare": "rise",
    "gate": "before stage",
    "gate-held": "stage",
    "gate-last": "stage",
    "not-improving": "now first weeks",
    "worse-two-weeks": "now before",
    "ask-worst-pain": "weeks",
    "running-less": "",
}

KEYS: Mapping[str, frozenset[str]] = {
    key: frozenset(placeholders.split())
    for key, placeholders in {
        # small words
        "side-left": "",
        "side-right": "",
        "side-both": "",
        "unknown": "",
        "decimal": "",
        "tissue-patellofemoral-joint": "",
        "tissue-patellar-tendon": "",
        "load-low": "",
        "load-medium": "",
        "load-high": "",
        "irritability-low": "",
        "irritability-moderate": "",
        "irritability-high": "",
        "band-light": "",
        "band-medium": "",
        "band-heavy": "",
        # where a reason comes from when it is no study
        "source-profile": "",
        "source-clinician": "",
        "source-convention": "",
        "source-number": "",
        "source-schedule": "",
        "source-diary": "",
        # the stage
        "stage-explicit": "stage",
        "stage-met": "stage",
        "stage-held": "stage higher missing",
        "gate-worst-pain": "max value",
        "gate-next-morning": "max value",
        "gate-irritability": "allowed value",
        # rejected
        "excluded": "",
        "screening": "found tag because",
        "equipment": "items",
        "equipment-weight": "items",
        "floor": "",
        "kneeling": "",
        "weight-bearing": "",
        "apart-no-day": "",
        "runs-not": "",
        "undrawn": "",
        "no-dose": "",
        "stage": "stage",
        "tissue-load": "tissue level max stage",
        "tissue-load-irritable": "tissue level max because",
        "irritable-ladder": "role because",
        # chosen
        "chosen-include": "",
        "chosen-include-against": "against",
        "chosen-include-off-stage": "against stage",
        "chosen-role": "role ladder",
        "chosen-measured": "role ladder reps reserve",
        "chosen-preferred": "role finding",
        "chosen-add": "finding",
        "chosen-rung": "before week",
        # reserve
        "reserve-ladder": "other ladder",
        "reserve-role": "role other",
        "reserve-finding": "finding other",
        "reserve-room": "max",
        "reserve-time": "minutes",
        "reserve-unasked": "",
        "reserve-goes-on": "",
        # the plan as a whole
        "role-empty": "role",
        "role-room": "role max",
        "finding-unused": "finding",
        "finding-step-rate": "finding low high",
        "finding-no-step-rate": "finding",
        "no-weights": "found because",
        "screening-age": "on days most",
        "baseline-unused": "exercise because",
        "baseline-no-dose": "",
        "baseline-other-side": "",
        "baseline-weaker": "",
        "baseline-no-reserve": "",
        "baseline-not-counted": "",
        "baseline-not-mastered": "reps reserve",
        "number-many": "count",
        "number-too-many": "count",
        "number-included": "count max",
        "sets-off": "exercise sets usual minutes",
        "time-over": "minutes budget",
        "days": "days names",
        "apart": "jumps others jump_days other_days",
        "schedule": "",
        "running-keep": "cap morning",
        "running-walk-run": "",
        "running-walk-first": "",
        "running-later": "stage",
        "running-no": "found",
        "running-no-start": "found",
        "running-longest": "percent days",
        "running-calendar": "rise every easier hold",
        "running-cut": "percent weeks",
        "running-share": "percent",
        "running-held": "stage",
        "running-flat": "stage",
        "running-date-enough": "km date ready",
        "running-date-near": "km date ready",
        "running-date-open": "km date ready needs",
        "running-date-never": "km date",
        "step-rate": "own below",
        "no-exercise": "",
        "no-exercise-found": "",
        "no-exercise-where": "",
        "no-exercise-patient": "",
        # a revision: what the diary comes to, each with its sentence for the patient
        **{f"diary-{rule}": placeholders for rule, placeholders in _DIARY.items()},
        **{f"diary-{rule}-patient": "" for rule in _DIARY},
        "diary-stage-stays": "stage",
        "diary-too-far": "exercise",
        "diary-rung-up-patient": "before",
        "diary-rung-down-patient": "before",
        "diary-lowest-patient": "",
        "diary-dropped-patient": "",
        # what is done about it
        "diary-move-same": "after",
        "diary-move-dose": "before after",
        "diary-move-rung-up": "other after",
        "diary-move-rung-down": "other after",
        "diary-move-lowest": "after",
        "diary-move-out": "",
        "diary-move-stage-back": "stage",
        "diary-move-stage-again": "stage",
        "diary-dose-hold": "seconds",
        "diary-dose-kg": "kg",
        "diary-dose-band": "band",
        # for the patient
        "because-role": "",
        "because-include": "",
        "because-rung": "before",
    }.items()
}
"""Every key there must be, with the placeholders it may use. `because-role-<role id>` may be added."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: the rule, its words, and where they come from."""

    rule: str
    because: str
    source: str

    def decide(self, verdict: Verdict, exercise: str = "") -> Decision:
        """The decision about an exercise, or about the plan as a whole."""
        return Decision(exercise=exercise, verdict=verdict, rule=self.rule, because=self.because, source=self.source)


def fill(sentence: str, **values: object) -> str:
    """The sentence with its `{placeholders}` filled; one that has no value stays as it is.

    Unlike `str.format` it reaches no attributes, so that a sentence of a pack stays a sentence.
    """
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), sentence)


def say(library: Library, key: str, **values: object) -> str:
    """The library's sentence of that key, filled; numbers are written its language's way.

    Raises:
        KeyError: The library has no such sentence.
    """
    return fill(library.wording[key], **{name: _written(value, library) for name, value in values.items()})


def side_word(library: Library, side: Side) -> str:
    """The side in words."""
    return say(library, f"side-{side}")


def role_name(library: Library, role: str) -> str:
    """What clinicians call a place in the programme."""
    return library.vocabulary["roles"][role].name


def listed(words: Iterable[str]) -> str:
    """Words or source keys in one line."""
    return ", ".join(words)


def _written(value: object, library: Library) -> object:
    return f"{value:g}".replace(".", library.wording["decimal"]) if isinstance(value, float) else value
