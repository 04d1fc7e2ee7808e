"""The diary: what happened since a plan was given, and what the clinician asked again at the visit."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hepgen.model.base import Identifier, LongText, Model, Pain
from hepgen.model.plan import MOST_SECONDS
from hepgen.model.profile import Screening


class Entry(Model):
    """One exercise on one day. None means that it was not written down, never "none".

    Attributes:
        sets, reps, hold_s: What was done: sets, repetitions a set, seconds of one hold.
        load_kg, band: What was moved beside the body.
        pain: Worst pain during the exercise.
        pain_next_morning: How much worse the next morning was than before, as in a profile; 0 for no worse.
        missed: It was planned and not done.
        settled: Of a worse morning: whether it was back to usual within 24 hours.
        sharp: Sharp pain, or the joint gave way.
    """

    date: datetime.date
    exercise: Identifier
    sets: Annotated[int, Field(ge=0, le=20)] | None = None
    reps: Annotated[int, Field(ge=0, le=200)] | None = None
    hold_s: Annotated[int, Field(ge=0, le=MOST_SECONDS)] | None = None
    load_kg: Annotated[float, Field(ge=0, le=300)] | None = None
    band: Literal["light", "medium", "heavy"] | None = None
    pain: Pain | None = None
    pain_next_morning: Pain | None = None
    missed: bool = False
    settled: bool | None = None
    sharp: bool = False


class Diary(Model):
    """What `hepgen revise` goes by.

    Attributes:
        plan_id: The plan it was kept for, as printed at the foot of the handout; None when it is not stated.
        screening: The answers to the safety questions, asked again; None when the last ones are still to count.
        worst_pain: Worst pain of the last 7 days.
        gate_passed: The clinician states that every gate out of the stage is passed. Without it no stage rises.
        start_on: First day of the next plan's first week; None for the next Monday.
        note: What the clinician writes to the patient this time; the note of the last visit is not said twice.
    """

    plan_id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")] | None = None
    screening: Screening | None = None
    worst_pain: Pain | None = None
    gate_passed: bool = False
    start_on: datetime.date | None = None
    note: LongText | None = None
    entries: Annotated[tuple[Entry, ...], Field(max_length=5000)] = ()
