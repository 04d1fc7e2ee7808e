"""The exercise library as types: what a physiotherapist writes in TOML and everybody else reads.

Each class mirrors one kind of file below `exercise_library/`; `hepgen.packs` reads them, `hepgen.clinical` reasons over
them, and neither adds meaning of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from hepgen.model.base import (
    Certainty,
    Identifier,
    Irritability,
    LoadLevel,
    Model,
    Range,
    ShortText,
    Translated,
    WebAddress,
)

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600), Translated()]
ShortName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Translated()]
CardName = Annotated[str, StringConstraints(min_length=2, max_length=32), Translated()]
SideLabel = Annotated[str, StringConstraints(max_length=32), Translated()]
Quoted = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
"""As its source has it, in every language."""
PicturePath = Annotated[
    str, StringConstraints(pattern=r"^([^./\\:][^/\\:]*/)*[^./\\:][^/\\:]*\.(?i:png|jpe?g|webp|svg)$", max_length=200)
]
"""Where a picture lies below its pack; no name in it begins with a dot, so it cannot lead out."""
AnyColour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
SourceKeys = Annotated[tuple[str, ...], Field(min_length=1)]
"""Keys of `evidence.toml`; a clinical statement without one is refused."""

LoadKind = Literal["body", "kg", "band"]
Action = Literal["block", "hold", "modify", "inform"]
Urgency = Literal["emergency", "same-day", "urgent", "soon", "routine"]


# -- dosages.toml ------------------------------------------------------------------------------------------------


class DosageScheme(Model):
    """A named prescription in FITT-VP terms, with the bounds no plan may leave (`dosages.toml`).

    Exactly one of `reps` and `hold_s` steps up from week to week: `hold_s` for holds, `reps` otherwise.

    Attributes:
        purpose: What the scheme is for, in words for clinicians.
        sets: Sets a session.
        reps: Repetitions a set (of holds: how many holds in a set, usually 1).
        hold_s: Seconds of one hold, or of one bout; None for counted repetitions.
        bout: `hold_s` counts time on the move (rolling, skipping, running), not a hold.
        rest_s: Seconds of rest between sets.
        tempo: Seconds down–pause–up, such as "3-1-3"; None for holds.
        reps_in_reserve: Repetitions that could still be done well at the end of a set (lower is harder); None where
            effort is not counted in repetitions.
        effort: Effort in words of the rating scale 0–10 for holds (e.g. Range 5–6); None otherwise.
        per_week: Days a week.
        per_day: Times a day.
        step_reps: Repetitions added in one step up.
        step_hold_s: Seconds added in one step up.
        repetition_maxima: Repetitions a set as the load rises, lightest first (12, 10, 8 …); each step up makes the
            load heavier by a tenth at most and goes on to the next. Empty where repetitions come before load.
        spacing: How the days fall, for the patient ("Leave 2 days between these sessions.").
        certainty, sources: How well the numbers are supported, and by what.
    """

    id: Identifier
    purpose: Sentence
    sets: Range
    reps: Range
    hold_s: Range | None = None
    bout: bool = False
    rest_s: Annotated[int, Field(ge=0, le=300)]
    tempo: Annotated[str, StringConstraints(pattern=r"^\d-\d-\d$")] | None = None
    reps_in_reserve: Range | None = None
    effort: Range | None = None
    per_week: Range
    per_day: Annotated[int, Field(ge=1, le=3)] = 1
    step_reps: Annotated[int, Field(ge=0, le=5)] = 1
    step_hold_s: Annotated[int, Field(ge=0, le=300)] = 0
    repetition_maxima: tuple[Annotated[int, Field(ge=1, le=100)], ...] = ()
    spacing: Sentence | None = None
    certainty: Certainty
    sources: SourceKeys


# -- exercises/<region>/<id>.toml ----------------------------------------------------------------------------------


class TissueLoads(Model):
    """How hard the exercise loads the tissues that the conditions of the knee are about."""

    patellofemoral_joint: LoadLevel
    patellar_tendon: LoadLevel


class Avoidance(Model):
    """Stages of a condition in which the exercise must not be given, and why."""

    stages: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    because: Sentence
    sources: SourceKeys


class FrameText(Model):
    """The alternative text of one drawing: the movement, not the picture."""

    name: Literal["start", "middle", "end"]
    alt: Sentence


class ExerciseText(Model):
    """What the patient reads. `{side}` and `{other}` stand for the worked and the other side.

    Attributes:
        name: Plain name that the patient sees first ("Side step-down").
        side_label: Which side does what ("{side} leg on the step"); empty for both legs alike.
        steps: At most five instructions of at most fifteen words.
        cue: The one thing to think of.
        fault: The usual mistake ("watch for").
        easier, harder: How to take a little off or add a little, staying on this rung.
        breathing: Optional line, for holds and heavy work.
    """

    name: CardName
    side_label: SideLabel = ""
    steps: Annotated[tuple[Sentence, ...], Field(min_length=2, max_length=5)]
    cue: Sentence
    fault: Sentence
    easier: Sentence
    harder: Sentence
    breathing: Sentence | None = None


class Exercise(Model):
    """One exercise: its text, what it needs, what it loads, and how it is dosed at each stage of each condition.

    Attributes:
        name: Name among clinicians ("Lateral step-down").
        sides: "both" when both legs do the same at once; "one" when one leg works; "alternating" when both sides
            take turns within a set, whichever side hurts, and each counts as one repetition.
        equipment: Must be in the patient's list. `household`: found in any home (wall, towel, mat), so assumed.
        loads: Tissue load, relative; `loads_measured` when that very task was measured, else inferred.
        load_kinds: How it may be made heavier at home, after body weight.
        conditions: condition id → stage id → dosage scheme id: where it belongs, and how it is dosed there.
        avoid: condition id → stages in which it must not be given.
        trains: Findings that it answers (`vocabulary.toml`).
        drawn: False while its drawings are still to be made: it is then never given.
    """

    id: Identifier
    name: ShortName
    region: Identifier
    position: Identifier
    kind: Identifier
    sides: Literal["one", "both", "alternating"]
    equipment: tuple[Identifier, ...] = ()
    household: tuple[Identifier, ...] = ()
    muscles: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    tags: tuple[Identifier, ...] = ()
    loads: TissueLoads
    loads_measured: bool = False
    load_kinds: tuple[LoadKind, ...] = ("body",)
    conditions: dict[Identifier, dict[Identifier, Identifier]]
    avoid: dict[Identifier, Avoidance] = Field(default_factory=dict)
    trains: tuple[Identifier, ...] = ()
    drawn: bool = True
    text: ExerciseText
    frames: Annotated[tuple[FrameText, ...], Field(min_length=2, max_length=3)]
    certainty: Certainty
    sources: SourceKeys


# -- ladders/<id>.toml ---------------------------------------------------------------------------------------------


class Ladder(Model):
    """Exercises from regression to progression; a plan moves one rung at a time.

    Attributes:
        rungs: Exercise ids, easiest first. Rung numbers count from 1.
        step_up, stay, step_down: The rule in words for the patient, with `{cap}` for the plan's pain cap.
    """

    id: Identifier
    name: Sentence
    rungs: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    step_up: Sentence
    stay: Sentence
    step_down: Sentence
    certainty: Certainty
    sources: SourceKeys


# -- conditions/<id>.toml ------------------------------------------------------------------------------------------


class PainCaps(Model):
    """Pain allowed (0–10) while exercising and while running."""

    exercise_max: Annotated[int, Field(ge=0, le=5)]
    running_max: Annotated[int, Field(ge=0, le=5)]


class PainRule(Model):
    """The pain rule of a condition; `under_18` replaces the caps for children and adolescents."""

    adult: PainCaps
    under_18: PainCaps
    next_morning: Sentence
    certainty: Certainty
    sources: SourceKeys


class StageEntry(Model):
    """What must be known and true for hepgen to propose a stage by itself. None: not asked for.

    A stage with `auto` false needs a gate that a profile cannot show; only a clinician sets it.
    """

    auto: bool
    worst_pain_max: Annotated[float, Field(ge=0, le=10)] | None = None
    pain_next_morning_max: Annotated[float, Field(ge=0, le=10)] | None = None
    irritability: tuple[Irritability, ...] | None = None


class Role(Model):
    """A place in the programme ("knee", "hip", "support") and the ladders that can fill it, preferred first.

    Attributes:
        optional: Filled only when a finding asks for it and room is left.
    """

    id: Identifier
    ladders: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    optional: bool = False


class Stage(Model):
    """One stage of a condition, with the gates in and out.

    Attributes:
        plain_name: What the patient reads ("Build").
        goal: What this stage is for, for the patient.
        progress_when, regress_when: The gates, one plain sentence each.
        leave: What to leave for a later stage, for the patient, one plain sentence each.
        roles: The programme's places, most important first.
        max_patellofemoral_load: Highest tissue load allowed at this stage.
    """

    id: Identifier
    name: Sentence
    plain_name: ShortName
    goal: Sentence
    entry: StageEntry
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    max_patellofemoral_load: LoadLevel = "high"
    max_patellar_tendon_load: LoadLevel = "high"
    progress_when: tuple[Sentence, ...]
    regress_when: tuple[Sentence, ...]
    leave: tuple[Sentence, ...] = ()
    certainty: Certainty
    sources: SourceKeys


class IrritabilitySwitch(Model):
    """When the joint is irritable, gentler ladders replace a role's own (evidence 8.3).

    Attributes:
        worst_pain_min: Applies from this worst pain upwards (or when irritability is "high").
        role, ladders: The role concerned, and the ladders it is filled from instead.
        max_patellofemoral_load: Highest load allowed while it applies.
    """

    worst_pain_min: Annotated[float, Field(ge=0, le=10)]
    role: Identifier
    ladders: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    max_patellofemoral_load: LoadLevel
    because: Sentence
    sources: SourceKeys


class FindingRule(Model):
    """What a clinical finding changes in the programme, and how it is said to the patient.

    Attributes:
        plain: The finding as the patient understands it ("your ankle is stiff").
        prefer: Exercise ids preferred within the roles.
        add: Exercise ids of which one is added as an optional item when room is left.
        because: The line "why this one for you", naming the finding; may use {side}.
    """

    finding: Identifier
    plain: Sentence
    prefer: tuple[Identifier, ...] = ()
    add: tuple[Identifier, ...] = ()
    because: Sentence
    certainty: Certainty
    sources: SourceKeys


class EducationSection(Model):
    """One headed part of "understanding it". `paragraphs` and `points` are plain text at reading age 9–11."""

    id: Identifier
    heading: Sentence
    paragraphs: tuple[Sentence, ...] = ()
    points: tuple[Sentence, ...] = ()
    runners_only: bool = False
    certainty: Certainty
    sources: SourceKeys


class Myth(Model):
    """What people often hear, and what the evidence lets us say.

    Attributes:
        about_running: It means nothing to somebody who does not run, and confuses who must not.
    """

    heard: Sentence
    answer: Sentence
    about_running: bool = False
    sources: SourceKeys


class RunningRules(Model):
    """How running is handled in a condition.

    Attributes:
        may_keep_running: Running can go on from day 1 while the running pain cap holds, the next morning is no
            worse and the joint is not highly irritable.
        keep_next_morning_max: Largest next-morning change with which running still goes on.
        from_stage: Earliest stage for walk–run sessions.
        notes: Extra rules for the patient (flat ground first …).
        step_rate_below: Suggest a higher step rate only when the runner's own is below this (steps a minute).
        step_rate_rise_percent: (low, high) percent of the runner's own rate.
        answers: Findings that these rules answer, and no exercise.
        distance_from_stage, speed_and_hills_from_stage: Earliest stages at which a plan adds them to what the patient
            runs; None: at any stage.
        cut_percent, cut_weeks: Who keeps running first runs so much less for so many weeks (after overload); None:
            no cut.
    """

    may_keep_running: bool
    keep_next_morning_max: Annotated[float, Field(ge=0, le=10)]
    from_stage: Identifier
    notes: tuple[Sentence, ...] = ()
    step_rate_below: Annotated[int, Field(ge=140, le=200)] | None = None
    step_rate_rise_percent: Range | None = None
    answers: tuple[Identifier, ...] = ()
    distance_from_stage: Identifier | None = None
    speed_and_hills_from_stage: Identifier | None = None
    cut_percent: Annotated[int, Field(ge=1, le=50)] | None = None
    cut_weeks: Annotated[int, Field(ge=1, le=4)] | None = None
    certainty: Certainty
    sources: SourceKeys

    @model_validator(mode="after")
    def _whole_cut(self) -> RunningRules:
        if (self.cut_percent is None) != (self.cut_weeks is None):
            raise ValueError("cut_percent and cut_weeks belong together")
        return self


class OutcomeMeasure(Model):
    """A score worth tracking, and the smallest change that usually matters."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    name: Sentence
    low: float
    high: float
    better: Literal["higher", "lower"]
    change_that_matters: float
    sources: SourceKeys


class Condition(Model):
    """A working hypothesis, whole: stages and gates, pain rule, programme roles, education, running."""

    id: Identifier
    name: Sentence
    plain_name: Sentence
    body_part: Identifier
    codes: dict[str, str] = Field(default_factory=dict)
    pain_rule: PainRule
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    irritability: tuple[IrritabilitySwitch, ...] = ()
    findings: tuple[FindingRule, ...]
    goals: dict[str, Sentence]
    education: Annotated[tuple[EducationSection, ...], Field(min_length=1)]
    myths: Annotated[tuple[Myth, ...], Field(min_length=1)]
    running: RunningRules
    measures: tuple[OutcomeMeasure, ...] = ()
    review_weeks: Range
    certainty: Certainty
    sources: SourceKeys

    def stage(self, stage_id: str) -> Stage:
        """The stage of that id; KeyError when the condition has none."""
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise KeyError(stage_id)

    def stage_number(self, stage_id: str) -> int:
        """Its place, from 1."""
        return [stage.id for stage in self.stages].index(stage_id) + 1


# -- screening/<topic>.toml ----------------------------------------------------------------------------------------


class Trigger(Model):
    """When a screening rule applies: the conditions named here must all hold. At least one is named.

    Attributes:
        red_flag, condition, medication: That id is in the profile's list.
        problem: The working hypothesis is one of these conditions.
        age_below, age_from: Age in whole years on the day of the plan.
        pregnancy_weeks_from: That many weeks or more when the plan ends.
        steroid_within_days: Last steroid injection at most that many days ago.
        weight_bearing: The profile says so.
        body_mass_index_from: Both height and weight known, and the index at least this.
        may_run: Running was asked about, and no rule that applies forbids it.
    """

    red_flag: Identifier | None = None
    condition: Identifier | None = None
    medication: Identifier | None = None
    problem: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    age_below: int | None = None
    age_from: int | None = None
    pregnancy_weeks_from: int | None = None
    steroid_within_days: Range | None = None
    weight_bearing: tuple[Literal["full", "partial", "none"], ...] | None = None
    body_mass_index_from: float | None = None
    may_run: Literal[True] | None = None


class DoseLimits(Model):
    """Limits that a precaution puts on every dose. None: no limit.

    Attributes:
        start_low: What was not measured starts at the low end of its range, also where the scheme starts higher.
    """

    hold_s_max: int | None = None
    reps_in_reserve_min: int | None = None
    effort_max: int | None = None
    per_week_max: int | None = None
    sets_max: int | None = None
    start_low: bool = False


class ScreeningRule(Model):
    """One red flag, contraindication or precaution.

    Attributes:
        level: red flag (block), contraindication (hold) or precaution (modify, inform).
        plain_name: What was found, for the clinician and the referral page ("a hot, swollen joint").
        urgency, where: For block and hold: how soon, and where the patient goes.
        patient: What the patient should know or do, at most a few plain sentences.
        patient_overridden: What the patient reads instead when a clinician overrides a hold.
        forbid_tags: Exercises with any of these tags are not given; of a hold, when it is overridden.
        limits: Limits on every dose; of a hold, when it is overridden.
        no_running: No running while it applies.
        no_new_running: Somebody who does not run now does not start while it applies.
        no_more_running: What is run now may go on, and grows no further while it applies.
        because: Why, for the clinician.
    """

    id: Identifier
    level: Literal["red-flag", "contraindication", "precaution"]
    when: Trigger
    action: Action
    plain_name: Sentence
    urgency: Urgency | None = None
    where: Sentence | None = None
    patient: Sentence | None = None
    patient_overridden: Sentence | None = None
    forbid_tags: tuple[Identifier, ...] = ()
    limits: DoseLimits = DoseLimits()
    no_running: bool = False
    no_new_running: bool = False
    no_more_running: bool = False
    because: Sentence
    sources: SourceKeys


# -- running.toml, vocabulary.toml, evidence.toml, pack.toml -------------------------------------------------------


class WalkRunLevel(Model):
    """One level of the walk–run ladder: `rounds` times `walk_min` then `run_min` minutes."""

    walk_min: Annotated[int, Field(ge=0, le=60)]
    run_min: Annotated[int, Field(ge=0, le=60)]
    rounds: Annotated[int, Field(ge=1, le=20)]


class LongestRun(Model):
    """No run is longer than the longest of the last `days` by more than `rise_percent` (evidence 4.1)."""

    days: Annotated[int, Field(ge=14, le=60)]
    rise_percent: Annotated[int, Field(ge=0, le=10)]
    certainty: Certainty
    sources: SourceKeys


class BuildUp(Model):
    """How running grows after the walk–run levels: conventions of coaches and clinicians (evidence 4.1, 4.3).

    Attributes:
        week_rise_percent: A week's distance rises by this at most.
        easier_every, easier_percent: Every so many weeks, one with so much less.
        weeks_at_target: Weeks at a distance before it is raced.
    """

    week_rise_percent: Annotated[int, Field(ge=0, le=30)]
    easier_every: Annotated[int, Field(ge=2, le=12)]
    easier_percent: Annotated[int, Field(ge=0, le=50)]
    weeks_at_target: Annotated[int, Field(ge=1, le=12)]
    certainty: Certainty
    sources: SourceKeys


class RunningLadder(Model):
    """The walk–run levels, and the rules of moving between them and beyond (evidence section 4)."""

    levels: Annotated[tuple[WalkRunLevel, ...], Field(min_length=1)]
    sessions_per_week: Annotated[int, Field(ge=1, le=4)]
    clean_sessions_per_level: Annotated[int, Field(ge=1, le=4)]
    warm_up_walk_min: Annotated[int, Field(ge=0, le=15)]
    longest_run: LongestRun
    build_up: BuildUp
    certainty: Certainty
    sources: SourceKeys


class Term(Model):
    """An identifier with the words for it, among clinicians and for patients."""

    id: Identifier
    name: Sentence
    plain: Sentence


class Source(Model):
    """One entry of the bibliography. `verified` says what was read: the paper, an abstract or a digest of it."""

    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9·-]+$")]
    citation: Quoted
    found_at: Quoted
    verified: Literal["primary", "secondary", "unverified", "design"]


class Clinic(Model):
    """The clinic of a pack: fills what a profile leaves open about where its clinician works, and marks its handouts.

    Attributes:
        logo: A picture in the pack, by its path there.
        accent: The colour of titles, numbers and arrows, in themes that take it.
        note: What the clinic wants to say in each handout, in one paragraph.
    """

    name: ShortText
    phone: ShortText | None = None
    email: ShortText | None = None
    booking_url: WebAddress | None = None
    logo: PicturePath | None = None
    accent: AnyColour | None = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)] | None = None


class PackInfo(Model):
    """`pack.toml`: whose content it is, and how fresh. A clinic's own pack names the clinic."""

    id: Identifier
    name: Quoted
    version: Quoted
    licence: Quoted
    reviewed_by: tuple[Quoted, ...] = ()
    review_due: date | None = None
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """All clinical content, as the pure functions of `hepgen.clinical` see it.

    The mappings may read their files lazily; they behave as constants.

    Attributes:
        language: What its texts are written in.
        vocabulary: kind ("findings", "equipment", …) → id → Term.
        wording: key → sentence with {placeholders} (`wording.toml`): reasons for clinicians, default "because" for
            patients. `hepgen.clinical.wording` names the keys it needs.
    """

    language: str
    exercises: Mapping[str, Exercise]
    ladders: Mapping[str, Ladder]
    conditions: Mapping[str, Condition]
    dosages: Mapping[str, DosageScheme]
    screening: tuple[ScreeningRule, ...]
    running: RunningLadder
    vocabulary: Mapping[str, Mapping[str, Term]]
    sources: Mapping[str, Source]
    wording: Mapping[str, str]

    def ladder_of(self, exercise_id: str) -> tuple[Ladder, int] | None:
        """The ladder that holds the exercise and its rung (from 1), or None."""
        for ladder in self.ladders.values():
            if exercise_id in ladder.rungs:
                return ladder, ladder.rungs.index(exercise_id) + 1
        return None
