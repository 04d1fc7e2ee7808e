"""A patient profile: what the physiotherapist knows when the session ends.

Field names and units are a promise to users. Absent (None) always means "not known", never "no".
Identifiers (conditions, findings, red flags, equipment …) are checked against the library by `hepgen.inputs`,
because they are content, not code.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hepgen.model.base import (
    Identifier,
    Irritability,
    LanguageCode,
    LongText,
    Model,
    Pain,
    ShortText,
    Side,
    WebAddress,
)

StepRate = Annotated[int, Field(ge=100, le=240)]


class Patient(Model):
    """Who the handout is for."""

    name: ShortText
    date_of_birth: date
    email: (
        Annotated[str, StringConstraints(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$", max_length=254)] | None
    ) = None
    language: LanguageCode = "en"
    email_consent_on: date | None = None
    height_cm: Annotated[float, Field(ge=50, le=250)] | None = None
    weight_kg: Annotated[float, Field(ge=10, le=400)] | None = None


class Problem(Model):
    """The working hypothesis and how it behaves. The physiotherapist's judgement; hepgen never diagnoses."""

    condition: Identifier
    side: Side
    worst_pain: Pain
    usual_pain: Pain | None = None
    pain_next_morning: Pain | None = None
    onset: date | None = None
    irritability: Irritability | None = None
    findings: tuple[Identifier, ...] = ()
    stage: Identifier = "auto"


class Override(Model):
    """A clinician's decision to go on although a screening rule holds the plan. A red flag cannot be overridden.

    Attributes:
        rule: Id of the rule that holds.
        by: Who decides, and answers for it.
        reason: Why it is safe for this patient.
    """

    rule: Identifier
    by: ShortText
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=400)]


class Screening(Model):
    """The answers to the safety questions: stated, never assumed. An empty list says "asked, and there is none"."""

    completed_on: date
    red_flags: tuple[Identifier, ...]
    conditions: tuple[Identifier, ...] = ()
    medication: tuple[Identifier, ...] = ()
    pregnancy_weeks: Annotated[int, Field(ge=0, le=42)] = 0
    steroid_injection_on: date | None = None
    weight_bearing: Literal["full", "partial", "none"] = "full"
    overrides: tuple[Override, ...] = ()


class Goals(Model):
    """What the patient wants to do again, in the patient's own words."""

    text: LongText | None = None
    activity: Literal["running", "walking", "stairs", "sport", "work", "daily-life"] | None = None
    target_date: date | None = None


class Running(Model):
    """What a runner does now and did before. Distances in kilometres."""

    weekly_km: Annotated[float, Field(ge=0, le=300)] | None = None
    usual_weekly_km: Annotated[float, Field(ge=0, le=300)] | None = None
    longest_run_km_30d: Annotated[float, Field(ge=0, le=200)] | None = None
    pain_running: Pain | None = None
    step_rate_spm: StepRate | None = None
    can_walk_30_min: bool | None = None
    target_km: Annotated[float, Field(gt=0, le=300)] | None = None


class Context(Model):
    """What the patient has and can do at home."""

    equipment: tuple[Identifier, ...] = ()
    minutes_per_session: Annotated[int, Field(ge=5, le=120)] = 20
    days_per_week: Annotated[int, Field(ge=1, le=7)] = 3
    can_get_on_floor: bool = True
    can_kneel: bool = True
    increments_kg: Annotated[float, Field(gt=0, le=20)] | None = None


class Baseline(Model):
    """One exercise as measured in the clinic: the most reliable start of a dose."""

    exercise: Identifier
    reps: Annotated[int, Field(ge=1, le=100)]
    load_kg: Annotated[float, Field(ge=0, le=300)] | None = None
    reps_in_reserve: Annotated[int, Field(ge=0, le=10)] | None = None
    side: Side | None = None


class Measure(Model):
    """One outcome score (the number only; questionnaires are copyrighted)."""

    name: ShortText
    score: Annotated[float, Field(ge=0, le=1000)]
    on: date


class PlanRequest(Model):
    """What the physiotherapist asks of the plan."""

    weeks: Annotated[int, Field(ge=1, le=26)] = 6
    max_exercises: Annotated[int, Field(ge=1, le=8)] = 4
    start_on: date | None = None
    review_on: date | None = None
    include: tuple[Identifier, ...] = ()
    exclude: tuple[Identifier, ...] = ()
    person: Identifier = "auto"
    note: LongText | None = None


class Clinician(Model):
    """Who is responsible for the plan, and how to reach them."""

    name: ShortText
    registration: ShortText | None = None
    clinic: ShortText | None = None
    phone: ShortText | None = None
    booking_url: WebAddress | None = None


class Profile(Model):
    """Everything that is known about one patient on one day."""

    patient: Patient
    problem: Problem
    screening: Screening
    clinician: Clinician
    goals: Goals = Goals()
    running: Running | None = None
    context: Context = Context()
    baseline: tuple[Baseline, ...] = ()
    measures: tuple[Measure, ...] = ()
    plan: PlanRequest = PlanRequest()
