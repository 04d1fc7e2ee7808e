"""The plan: the clinician's document, and the JSON that other programs read and clinicians edit.

The names are a promise to users; more may be added. A referral or a hold has no exercises.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hepgen.model.base import Identifier, Model, Side
from hepgen.model.library import LoadKind, Urgency
from hepgen.model.profile import Profile

Outcome = Literal["plan", "referral", "hold"]
WeekKind = Literal["build", "recovery", "test"]
RunningAdvice = Literal["keep", "walk-run", "walk-first", "later", "no"]
"""Keep running · the walk–run sessions · first walk 30 minutes · not at this stage · not while a precaution applies."""
Tempo = Annotated[str, StringConstraints(pattern=r"^([1-9]-\d-\d|\d-[1-9]-\d|\d-\d-[1-9])$")]
"""Seconds there–still–back, not all of them none."""
Told = Annotated[str, StringConstraints(max_length=300)]
"""A sentence or two for the patient; longer ones would push the page apart."""
Verdict = Literal["chosen", "rejected", "reserve"]


class Load(Model):
    """What is moved beside the body. `kg` for kind "kg", `band` (light, medium, heavy) for kind "band"."""

    kind: LoadKind = "body"
    kg: Annotated[float, Field(ge=0, le=300)] | None = None
    band: Identifier | None = None


class Dosage(Model):
    """One dose in FITT-VP terms. See `hepgen.model.library.DosageScheme` for the fields."""

    sets: Annotated[int, Field(ge=1, le=10)]
    reps: Annotated[int, Field(ge=1, le=100)]
    hold_s: Annotated[int, Field(ge=1, le=300)] | None = None
    rest_s: Annotated[int, Field(ge=0, le=600)]
    tempo: Tempo | None = None
    load: Load = Load()
    reps_in_reserve: Annotated[int, Field(ge=0, le=10)] | None = None
    effort: Annotated[int, Field(ge=1, le=10)] | None = None
    per_week: Annotated[int, Field(ge=1, le=7)]
    per_day: Annotated[int, Field(ge=1, le=3)] = 1


class PlannedExercise(Model):
    """One exercise of the plan.

    Attributes:
        side: The side that works; "both" for both legs alike or alternating, or for each leg in turn when both
            sides hurt.
        ladder, rung: Where it stands; None for an exercise outside any ladder.
        scheme: The dosage scheme its bounds come from.
        from_week: First week in which it is done; above 1 for the next rung of a ladder.
        replaces: The exercise whose next rung it is.
        minutes: Time of one session of it, in minutes, both sides included.
        because: Why this one for this patient, one plain sentence each.
        sources, certainty: Support of the dose.
        progress_when, regress_when: Plain sentences.
    """

    id: Identifier
    side: Side
    ladder: Identifier | None = None
    rung: int | None = None
    scheme: Identifier
    from_week: Annotated[int, Field(ge=1, le=26)] = 1
    replaces: Identifier | None = None
    dosage: Dosage
    minutes: Annotated[float, Field(ge=0, le=120)]
    because: tuple[Told, ...]
    sources: tuple[str, ...]
    certainty: str
    progress_when: Told
    regress_when: Told


class ScheduledExercise(Model):
    """What one exercise looks like in one week."""

    id: Identifier
    sets: Annotated[int, Field(ge=1, le=10)]
    reps: Annotated[int, Field(ge=1, le=100)]
    hold_s: Annotated[int, Field(ge=1, le=300)] | None = None
    load: Load = Load()
    per_week: Annotated[int, Field(ge=1, le=7)]
    changed: str | None = None
    """The one thing that stepped up this week ("reps", "hold_s", "load", "rung", "sets"), or None."""


class Week(Model):
    """One week of the schedule. Recovery weeks are a convention among coaches, not a finding; the plan says so."""

    week: Annotated[int, Field(ge=1, le=26)]
    starts_on: date
    kind: WeekKind
    exercises: tuple[ScheduledExercise, ...]


class RunSession(Model):
    """One walk–run session. `km_max`: never run further than this (None when no recent run is known)."""

    week: Annotated[int, Field(ge=1, le=26)]
    session: Annotated[int, Field(ge=1, le=7)]
    walk_min: Annotated[int, Field(ge=0, le=120)]
    run_min: Annotated[int, Field(ge=0, le=300)]
    rounds: Annotated[int, Field(ge=1, le=20)]
    km_max: Annotated[float, Field(ge=0, le=300)] | None = None


class StepRate(Model):
    """The runner's own step rate and the target range, steps a minute."""

    own: Annotated[int, Field(ge=100, le=240)]
    low: Annotated[int, Field(ge=100, le=270)]
    high: Annotated[int, Field(ge=100, le=270)]


class ScreeningAction(Model):
    """One screening rule that applied.

    Attributes:
        because: Why, for the clinician.
        found: What was found, in plain words.
        urgency, where: How soon, and where the patient goes (block and hold).
        patient: What the patient should know or do.
    """

    rule: Identifier
    action: Literal["block", "hold", "modify", "inform"]
    because: str
    source: str
    found: str = ""
    urgency: Urgency | None = None
    where: str | None = None
    patient: str | None = None


class ScreeningRecord(Model):
    """What screening did."""

    actions: tuple[ScreeningAction, ...] = ()


class PlanPainRule(Model):
    """The pain rule in force for this patient."""

    exercise_max: Annotated[int, Field(ge=0, le=5)]
    running_max: Annotated[int, Field(ge=0, le=5)]
    next_morning: Told


class Decision(Model):
    """Why one exercise is, or is not, in the plan. The page, `explain` and the tests read the same record.

    Attributes:
        exercise: Exercise id; empty for a decision about the plan as a whole (its stage, its number of exercises).
        rule: The rule that decided ("equipment", "screening:osteoporosis", "role:knee", "stage" …).
    """

    exercise: str
    verdict: Verdict
    rule: str
    because: str
    source: str


class PackStamp(Model):
    """Which content made the plan."""

    id: Identifier
    version: str
    sha256: str


class Plan(Model):
    """A plan, a referral or a hold, as written to JSON. `profile` is what it was made from.

    Attributes:
        running_advice: What the patient may do about running now; None when running was not asked about.
        km_max: The longest single run allowed now, in kilometres; None when no recent run is known.
    """

    schema_: Literal[1] = Field(1, alias="schema")
    outcome: Outcome
    plan_id: str
    hepgen: str
    packs: tuple[PackStamp, ...]
    made_on: date
    condition: Identifier
    side: Side
    stage: Identifier | None = None
    stage_because: str = ""
    screening: ScreeningRecord
    pain_rule: PlanPainRule | None = None
    exercises: tuple[PlannedExercise, ...] = ()
    schedule: tuple[Week, ...] = ()
    running_advice: RunningAdvice | None = None
    km_max: Annotated[float, Field(ge=0, le=300)] | None = None
    running: tuple[RunSession, ...] = ()
    step_rate: StepRate | None = None
    review_on: date | None = None
    decisions: tuple[Decision, ...] = ()
    profile: Profile
