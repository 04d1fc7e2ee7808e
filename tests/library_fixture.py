"""A small library of invented exercises, so that tests of the reasoning do not depend on the real content."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hepgen.model.base import LoadLevel, Range
from hepgen.model.library import (
    Avoidance,
    BuildUp,
    Condition,
    DosageScheme,
    DoseLimits,
    EducationSection,
    Exercise,
    ExerciseText,
    FindingRule,
    FrameText,
    IrritabilitySwitch,
    Ladder,
    Library,
    LongestRun,
    Myth,
    PainCaps,
    PainRule,
    Role,
    RunningLadder,
    RunningRules,
    ScreeningRule,
    Source,
    Stage,
    StageEntry,
    Term,
    TissueLoads,
    Trigger,
    WalkRunLevel,
)
from hepgen.model.plan import PackStamp
from hepgen.model.profile import Profile

TODAY = date(2026, 11, 20)
"""A Friday."""

PACKS = (PackStamp(id="fixture", version="1", sha256="0" * 64),)
VERSION = "0.0.0"
SORE = "sore-hinge"
SOURCES = ("Key1",)

_WORDING = Path(__file__).parents[1] / "exercise_library" / "wording.toml"


def profile(**changes: Any) -> Profile:
    """A profile that states only what must be stated, with changes by dotted name (`problem__side="left"`)."""
    data: dict[str, Any] = {
        "patient": {"name": "Jo Bloggs", "date_of_birth": date(1984, 2, 3)},
        "problem": {"condition": SORE, "side": "right", "worst_pain": 3.0, "pain_next_morning": 0.0},
        "screening": {"completed_on": TODAY, "red_flags": ()},
        "clinician": {"name": "Sam Taylor"},
        "goals": {},
        "context": {},
        "plan": {},
    }
    for name, value in changes.items():
        table, _, field = name.partition("__")
        if field:
            data.setdefault(table, {})[field] = value
        else:
            data[table] = value
    return Profile.model_validate(data)


def library() -> Library:
    """The whole fixture. Stages: quiet, grow, strong (only a clinician sets the last)."""
    return Library(
        language="en",
        exercises={one.id: one for one in _exercises()},
        ladders={one.id: one for one in _ladders()},
        conditions={SORE: _condition()},
        dosages={one.id: one for one in _schemes()},
        screening=_screening(),
        running=_running(),
        vocabulary=_vocabulary(),
        sources={"Key1": Source(key="Key1", citation="A paper.", found_at="A journal.", verified="primary")},
        wording=tomllib.loads(_WORDING.read_text(encoding="utf-8")),
    )


def with_exercise(library: Library, exercise: Exercise) -> Library:
    """The library with one exercise added or replaced."""
    return replace(library, exercises={**library.exercises, exercise.id: exercise})


def exercise(id_: str, conditions: dict[str, str], **fields: Any) -> Exercise:
    """One exercise of the fixture's condition; `conditions` maps stage to scheme."""
    given: dict[str, Any] = {
        "id": id_,
        "name": id_.replace("-", " ").capitalize(),
        "region": "knee",
        "position": "standing",
        "kind": "strength",
        "sides": "one",
        "muscles": ("quadriceps",),
        "loads": loads("low"),
        "conditions": {SORE: conditions} if conditions else {},
        "text": ExerciseText(
            name=id_[:32], steps=("Stand.", "Move."), cue="Slow.", fault="Fast.", easier="Less.", harder="More."
        ),
        "frames": (FrameText(name="start", alt="Standing."), FrameText(name="end", alt="Moved.")),
        "certainty": "weak",
        "sources": SOURCES,
    }
    return Exercise(**(given | fields))


def loads(joint: LoadLevel, tendon: LoadLevel = "low") -> TissueLoads:
    """Tissue loads."""
    return TissueLoads(patellofemoral_joint=joint, patellar_tendon=tendon)


def _exercises() -> tuple[Exercise, ...]:
    return (
        exercise("bend-a-little", {"quiet": "easy", "grow": "easy"}, sides="both"),
        exercise(
            "bend-more", {"grow": "strength", "strong": "strength"}, loads=loads("medium"), load_kinds=("body", "kg")
        ),
        exercise(
            "bend-deep",
            {"strong": "strength"},
            loads=loads("high"),
            avoid={SORE: Avoidance(stages=("quiet", "grow"), because="Too deep too early.", sources=SOURCES)},
        ),
        exercise("press-the-towel", {"quiet": "hold"}, position="long-sitting", household=("towel",)),
        exercise(
            "pull-the-band",
            {"quiet": "easy", "grow": "strength"},
            equipment=("resistance-band",),
            load_kinds=("body", "band"),
            position="sitting",
        ),
        exercise("lie-and-lift", {"quiet": "easy", "grow": "strength"}, position="side-lying", tags=("floor",)),
        exercise(
            "lift-weight",
            {"grow": "strength", "strong": "strength"},
            equipment=("dumbbell",),
            load_kinds=("kg",),
            sides="both",
            tags=("heavy",),
        ),
        exercise("raise-the-bridge", {"quiet": "easy", "grow": "easy"}, position="supine", tags=("supine", "floor")),
        exercise("push-the-wall", {"quiet": "hold", "grow": "hold"}, household=("wall",)),
        exercise("rise-on-toes", {"quiet": "easy", "grow": "easy", "strong": "strength"}, sides="both"),
        exercise("rise-on-one", {"grow": "strength", "strong": "strength"}, load_kinds=("body", "kg")),
        exercise("kneel-and-reach", {"quiet": "hold", "grow": "hold"}, position="half-kneeling", tags=("kneeling",)),
        exercise("ease-the-calf", {"quiet": "stretch", "grow": "stretch"}, trains=("stiff-ankle",)),
        exercise("hop", {"grow": "easy", "strong": "easy"}, tags=("impact",), loads=loads("low", "high")),
        exercise("leap", {"strong": "jump"}, kind="plyometric", tags=("impact",), loads=loads("low", "medium")),
        exercise("stand-on-one", {"quiet": "hold", "grow": "hold"}, tags=("single-leg-balance",)),
        exercise("shoulder-the-bar", {"strong": "heavy"}, load_kinds=("kg",), sides="both"),
        exercise("not-drawn", {"quiet": "easy"}, drawn=False),
        exercise("elsewhere", {}),
    )


def _ladders() -> tuple[Ladder, ...]:
    rungs = {
        "bend": ("bend-a-little", "bend-more", "bend-deep"),
        "extend": ("press-the-towel", "pull-the-band"),
        "lift": ("lie-and-lift", "lift-weight"),
        "bridge": ("raise-the-bridge",),
        "press": ("push-the-wall",),
        "rise": ("rise-on-toes", "rise-on-one"),
    }
    return tuple(
        Ladder(
            id=id_,
            name=f"The ladder {id_}.",
            rungs=ids,
            step_up="Step up when pain stays at {cap} or less.",
            stay="Stay.",
            step_down="Step down above {cap}.",
            certainty="expert-opinion",
            sources=SOURCES,
        )
        for id_, ids in rungs.items()
    )


def _schemes() -> tuple[DosageScheme, ...]:
    strength: dict[str, Any] = {
        "purpose": "Strength.",
        "sets": Range(low=3, high=3),
        "reps": Range(low=8, high=12),
        "rest_s": 60,
        "tempo": "3-1-3",
        "reps_in_reserve": Range(low=2, high=3),
        "per_week": Range(low=2, high=3),
        "certainty": "moderate",
        "sources": SOURCES,
    }
    easy = strength | {
        "purpose": "Activation.",
        "sets": Range(low=2, high=3),
        "reps": Range(low=10, high=15),
        "rest_s": 30,
        "tempo": "2-1-2",
        "reps_in_reserve": Range(low=4, high=5),
        "per_week": Range(low=4, high=7),
        "step_reps": 2,
    }
    hold = strength | {
        "purpose": "Holds.",
        "sets": Range(low=3, high=5),
        "reps": Range(low=1, high=1),
        "hold_s": Range(low=20, high=45),
        "tempo": None,
        "reps_in_reserve": None,
        "effort": Range(low=5, high=6),
        "per_week": Range(low=4, high=7),
        "step_reps": 0,
        "step_hold_s": 5,
    }
    stretch = hold | {
        "purpose": "Range.",
        "sets": Range(low=2, high=3),
        "hold_s": Range(low=30, high=30),
        "effort": None,
        "per_week": Range(low=5, high=7),
        "per_day": 1,
        "step_hold_s": 0,
    }
    jump = strength | {
        "purpose": "Jumps.",
        "tempo": None,
        "reps_in_reserve": None,
        "effort": Range(low=4, high=6),
        "per_week": Range(low=1, high=2),
    }
    heavy = strength | {
        "purpose": "Fewer as it gets heavier.",
        "reps": Range(low=6, high=12, start=12),
        "step_reps": 0,
        "repetition_maxima": (12, 10, 8, 6),
    }
    return (
        DosageScheme(id="jump", **jump),
        DosageScheme(id="heavy", **heavy),
        DosageScheme(id="strength", **strength),
        DosageScheme(id="easy", **easy),
        DosageScheme(id="hold", **hold),
        DosageScheme(id="stretch", **stretch),
    )


def _stage(id_: str, entry: StageEntry, roles: tuple[Role, ...], joint: LoadLevel) -> Stage:
    return Stage(
        id=id_,
        name=f"Stage {id_}",
        plain_name=id_.capitalize(),
        goal="Do well.",
        entry=entry,
        roles=roles,
        max_patellofemoral_load=joint,
        progress_when=("Go on when pain is {cap} or less.",),
        regress_when=("Go back when it is more.",),
        certainty="expert-opinion",
        sources=SOURCES,
    )


def _condition() -> Condition:
    knee = Role(id="knee", ladders=("bend", "extend"))
    hip = Role(id="hip", ladders=("lift", "bridge", "press"))
    support = Role(id="support", ladders=("rise",))
    extra = Role(id="extra", ladders=("extend",), optional=True)
    return Condition(
        id=SORE,
        name="Sore hinge",
        plain_name="A sore hinge",
        body_part="knee",
        pain_rule=PainRule(
            adult=PainCaps(exercise_max=4, running_max=2),
            under_18=PainCaps(exercise_max=3, running_max=1),
            next_morning="No worse next morning.",
            certainty="moderate",
            sources=SOURCES,
        ),
        stages=(
            _stage("quiet", StageEntry(auto=True), (knee, hip, support), "low"),
            _stage(
                "grow",
                StageEntry(auto=True, worst_pain_max=5, pain_next_morning_max=0),
                (knee, hip, support, extra),
                "medium",
            ),
            _stage("strong", StageEntry(auto=False), (knee, hip, support), "high"),
        ),
        irritability=(
            IrritabilitySwitch(
                worst_pain_min=6,
                role="knee",
                ladders=("extend",),
                max_patellofemoral_load="low",
                because="The joint is irritable.",
                sources=SOURCES,
            ),
        ),
        findings=(
            FindingRule(
                finding="weak-hip",
                plain="your hip is weak",
                prefer=("raise-the-bridge",),
                because="Your {side} hip is weak.",
                certainty="weak",
                sources=SOURCES,
            ),
            FindingRule(
                finding="stiff-ankle",
                plain="your ankle is stiff",
                add=("ease-the-calf", "kneel-and-reach"),
                because="Your {side} ankle is stiff.",
                certainty="weak",
                sources=SOURCES,
            ),
            FindingRule(
                finding="weak-thigh",
                plain="your thigh is weak",
                prefer=("pull-the-band",),
                add=("press-the-towel",),
                because="Your {side} thigh is weak.",
                certainty="weak",
                sources=SOURCES,
            ),
        ),
        goals={"running": "You want to run.", "stairs": "You want to climb stairs."},
        education=(EducationSection(id="what", heading="What.", certainty="weak", sources=SOURCES),),
        myths=(Myth(heard="Rest.", answer="Move.", sources=SOURCES),),
        running=RunningRules(
            may_keep_running=True,
            keep_next_morning_max=1,
            from_stage="grow",
            step_rate_below=170,
            step_rate_rise_percent=Range(low=5, high=10),
            answers=("slow-steps",),
            certainty="weak",
            sources=SOURCES,
        ),
        review_weeks=Range(low=3, high=6),
        certainty="weak",
        sources=SOURCES,
    )


def _screening() -> tuple[ScreeningRule, ...]:
    def rule(id_: str, action: str, when: Trigger, **fields: Any) -> ScreeningRule:
        level = {"block": "red-flag", "hold": "contraindication"}.get(action, "precaution")
        given: dict[str, Any] = {
            "id": id_,
            "level": level,
            "when": when,
            "action": action,
            "plain_name": id_.replace("-", " "),
            "because": f"Because of {id_}.",
            "sources": SOURCES,
        }
        return ScreeningRule(**(given | fields))

    return (
        rule("brittle", "modify", Trigger(condition="brittle"), forbid_tags=("impact", "heavy")),
        rule(
            "unsettled",
            "hold",
            Trigger(condition="unsettled"),
            urgency="soon",
            where="the clinic",
            patient="Not now.",
            patient_overridden="Take it easy.",
            forbid_tags=("impact",),
            limits=DoseLimits(start_low=True),
            no_running=True,
        ),
        rule("hinge-and-pill", "modify", Trigger(medication="pill", problem=(SORE,)), forbid_tags=("heavy",)),
        rule("elbow-and-pill", "block", Trigger(medication="pill", problem=("sore-elbow",))),
        rule("blocked", "hold", Trigger(red_flag="stuck"), urgency="urgent", where="the clinic"),
        rule("smoke", "block", Trigger(red_flag="smoke"), urgency="same-day", where="the doctor"),
        rule("fire", "block", Trigger(red_flag="fire"), urgency="emergency", where="the hospital"),
        rule(
            "pressure",
            "modify",
            Trigger(condition="pressure"),
            limits=DoseLimits(hold_s_max=15, effort_max=5, reps_in_reserve_min=4),
        ),
        rule("cracked", "modify", Trigger(condition="cracked"), forbid_tags=("impact",), no_running=True),
        rule("thinner", "inform", Trigger(medication="thinner"), patient="Tell us about bruises."),
        rule("child", "hold", Trigger(age_below=16), urgency="routine", where="the clinic"),
        rule(
            "older",
            "modify",
            Trigger(age_from=65),
            limits=DoseLimits(reps_in_reserve_min=4, per_week_max=2, sets_max=2, start_low=True),
        ),
        rule(
            "pregnant",
            "modify",
            Trigger(pregnancy_weeks_from=16),
            forbid_tags=("supine",),
            no_new_running=True,
        ),
        rule(
            "injected",
            "modify",
            Trigger(steroid_within_days=Range(low=0, high=13)),
            forbid_tags=("heavy", "impact"),
        ),
        rule("heavy-body", "inform", Trigger(body_mass_index_from=30.0)),
        rule("older-and-brittle", "inform", Trigger(condition="brittle", age_from=70)),
        rule("not-on-leg", "inform", Trigger(weight_bearing=("partial", "none"))),
    )


def _running() -> RunningLadder:
    return RunningLadder(
        levels=(
            WalkRunLevel(walk_min=4, run_min=1, rounds=4),
            WalkRunLevel(walk_min=3, run_min=2, rounds=4),
            WalkRunLevel(walk_min=0, run_min=20, rounds=1),
        ),
        sessions_per_week=3,
        clean_sessions_per_level=2,
        warm_up_walk_min=5,
        longest_run=LongestRun(days=30, rise_percent=10, certainty="moderate", sources=SOURCES),
        build_up=BuildUp(
            week_rise_percent=10,
            easier_every=4,
            easier_percent=25,
            weeks_at_target=3,
            certainty="expert-opinion",
            sources=SOURCES,
        ),
        certainty="expert-opinion",
        sources=SOURCES,
    )


def _vocabulary() -> dict[str, dict[str, Term]]:
    kinds = {
        "findings": ("weak-hip", "stiff-ankle", "weak-thigh", "slow-steps", "unanswered"),
        "equipment": ("resistance-band", "dumbbell", "backpack", "barbell", "chair"),
        "red-flags": ("smoke", "fire", "stuck"),
        "conditions": ("brittle", "unsettled", "pressure", "cracked"),
        "medication": ("thinner", "pill"),
        "tags": ("impact", "heavy", "supine", "floor", "kneeling", "single-leg-balance"),
        "roles": ("knee", "hip", "support", "extra"),
    }
    return {
        kind: {id_: Term(id=id_, name=id_.replace("-", " "), plain=id_.replace("-", " ")) for id_ in ids}
        for kind, ids in kinds.items()
    }
