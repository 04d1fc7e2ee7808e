"""The plan: the clinician's document, and the JSON that other programs read and clinicians edit.

The names are a promise to users; more may be added. A referral or a hold has no exercises.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hepgen.model.base import Certainty, Identifier, LanguageCode, Model, Pain, Side
from hepgen.model.library import LoadKind, Urgency
from hepgen.model.profile import Override, Profile

Outcome = Literal["plan", "referral", "hold"]
WeekKind = Literal["build", "recovery", "test"]
RunningAdvice = Literal["keep", "walk-run", "walk-first", "later", "no"]
"""Keep running · the walk–run sessions · first walk 30 minutes · not at this stage · not while a precaution applies."""
Change = Literal["reps", "hold_s", "load", "rung", "sets"]
RunFocus = Literal["walk-run", "distance", "keep", "speed", "uphill", "downhill", "easier"]
"""What a week of running is about: the one thing that grows, the same as before, or less."""
Tempo = Annotated[str, StringConstraints(pattern=r"^([1-9]-\d-\d|\d-[1-9]-\d|\d-\d-[1-9])$")]
"""Seconds there–still–back, not all of them none."""
Told = Annotated[str, StringConstraints(max_length=300)]
"""A sentence or two for the patient; longer ones would push the page apart."""
MOST_KM = 300.0
"""Of one run, and of one week of running."""
MOST_RUNNING_WEEKS = 208
"""After them a distance counts as out of reach."""
MOST_SECONDS = 3600
"""Of one hold, or of one bout of a timed exercise."""
Verdict = Literal["chosen", "rejected", "reserve"]


class Load(Model):
    """What is moved beside the body. `kg` for kind "kg", `band` (light, medium, heavy) for kind "band"."""

    kind: LoadKind = "body"
    kg: Annotated[float, Field(ge=0, le=300)] | None = None
    band: Identifier | None = None


class Dosage(Model):
    """One dose in FITT-VP terms. See `hepgen.model.library.DosageScheme` for the fields.

    Attributes:
        bout: `hold_s` counts time on the move, not a hold.
    """

    sets: Annotated[int, Field(ge=1, le=10)]
    reps: Annotated[int, Field(ge=1, le=100)]
    hold_s: Annotated[int, Field(ge=1, le=MOST_SECONDS)] | None = None
    bout: bool = False
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
        apart_from: Exercises that are done on other days, since together they load the joint too much.
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
    apart_from: tuple[Identifier, ...] = ()
    dosage: Dosage
    minutes: Annotated[float, Field(ge=0, le=120)]
    because: tuple[Told, ...]
    sources: tuple[str, ...]
    certainty: Certainty
    progress_when: Told
    regress_when: Told


class ScheduledExercise(Model):
    """What one exercise looks like in one week."""

    id: Identifier
    sets: Annotated[int, Field(ge=1, le=10)]
    reps: Annotated[int, Field(ge=1, le=100)]
    hold_s: Annotated[int, Field(ge=1, le=MOST_SECONDS)] | None = None
    bout: bool = False
    load: Load = Load()
    per_week: Annotated[int, Field(ge=1, le=7)]
    changed: Change | None = None
    """The one thing that stepped up this week."""


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


class RunWeek(Model):
    """One week of the running calendar, if the weeks before went to plan.

    Attributes:
        longest_km: The longest single run at most. None where it is not known how far the patient runs; in walk–run
            weeks minutes count.
        total_km: About so much in the whole week; None where it is not known.
    """

    week: Annotated[int, Field(ge=1, le=MOST_RUNNING_WEEKS)]
    starts_on: date
    focus: RunFocus
    longest_km: Annotated[float, Field(ge=0, le=MOST_KM)] | None = None
    total_km: Annotated[float, Field(ge=0, le=MOST_KM)] | None = None


class RunningOutlook(Model):
    """Whether the target date leaves time for the target distance.

    Attributes:
        ready_on: The first day by which the rules allow it. Where it is not known how far the patient runs, no
            earlier day will do. None: not within years.
        enough: Whether the target date is not before it; None where that hangs on `needs_km`.
        needs_km: How far the patient must be able to run for the date to do. None where it is known how far the
            patient runs, or where nothing would do.
        needs_from: When that counts: after the walk–run levels. None: now.
    """

    target_km: Annotated[float, Field(gt=0, le=MOST_KM)]
    target_date: date
    ready_on: date | None
    enough: bool | None
    needs_km: Annotated[float, Field(gt=0, le=MOST_KM)] | None = None
    needs_from: date | None = None


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
        override: Who decided to go on although the rule holds the plan, and why.
    """

    rule: Identifier
    action: Literal["block", "hold", "modify", "inform"]
    because: str
    source: str
    found: str = ""
    urgency: Urgency | None = None
    where: str | None = None
    patient: str | None = None
    override: Override | None = None


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


class PlanChange(Model):
    """What a revision changed, or kept, and why.

    Attributes:
        exercise: Exercise id of the plan before, or of one that is new; empty for a change of the plan as a whole.
        change: Harder (a dose, a rung, a stage), the same, less of it, easier, left out, or new.
        becomes: The exercise that takes its place: the next rung, or the one below.
        rule: The row of the decision table, or the rule about the whole plan.
        because: Why, for the clinician.
        patient: The same for the patient, one plain sentence.
    """

    exercise: str
    change: Literal["up", "same", "less", "down", "out", "new"]
    becomes: Identifier | None = None
    rule: str
    because: str
    patient: Told
    source: str


class PlanOrigin(Model):
    """The first plan of a chain of revisions: what improvement is measured against."""

    plan_id: str
    starts_on: date
    worst_pain: Pain


class PackStamp(Model):
    """Which content made the plan."""

    id: Identifier
    version: str
    sha256: str


class Plan(Model):
    """A plan, a referral or a hold, as written to JSON. `profile` is what it was made from.

    Attributes:
        language: What its sentences are written in.
        running_advice: What the patient may do about running now; None when running was not asked about.
        km_max: The longest single run allowed now, in kilometres; None when no recent run is known.
        running_weeks: The running calendar: the plan's weeks, then in outline the weeks to the target date, at most a
            year in all.
        running_outlook: Whether the target date is far enough away; None without a target distance and date, or
            where nothing can be said of it yet.
        revises: Id of the plan before; None for a first plan.
        origin: The first plan of the chain; None for a first plan.
        changes: What became of the plan before, its exercises in their order after what concerns the whole.
    """

    schema_: Literal[1] = Field(1, alias="schema")
    outcome: Outcome
    plan_id: str
    hepgen: str
    packs: tuple[PackStamp, ...]
    made_on: date
    language: LanguageCode = "en"
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
    running_weeks: tuple[RunWeek, ...] = ()
    running_outlook: RunningOutlook | None = None
    step_rate: StepRate | None = None
    review_on: date | None = None
    decisions: tuple[Decision, ...] = ()
    revises: str | None = None
    origin: PlanOrigin | None = None
    changes: tuple[PlanChange, ...] = ()
    profile: Profile
