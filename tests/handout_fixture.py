"""A small library and a plan made from it, written by hand so that tests of the handout need no planner."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hepgen.figures.drawing import Contour, Drawing, Shape, Side
from hepgen.handout.blocks import Handout
from hepgen.handout.brand import Brand
from hepgen.handout.compose import compose
from hepgen.handout.look import Template
from hepgen.handout.text import Texts
from hepgen.model.library import Condition, DosageScheme, Exercise, Library, RunningLadder, Term
from hepgen.model.plan import (
    Dosage,
    Load,
    Plan,
    PlannedExercise,
    PlanPainRule,
    ScheduledExercise,
    ScreeningAction,
    ScreeningRecord,
    Week,
)
from hepgen.model.profile import Profile

TEMPLATES = Path(__file__).parents[1] / "templates"
START = date(2026, 11, 23)


def english() -> dict[str, Any]:
    """The strings file."""
    return tomllib.loads((TEMPLATES / "strings" / "en.toml").read_text(encoding="utf-8"))


def template(name: str = "standard") -> Template:
    text = (TEMPLATES / "handouts" / f"{name}.toml").read_text(encoding="utf-8")
    return Template.model_validate(tomllib.loads(text), strict=False)


def exercise(identifier: str, name: str, *, one_leg: bool = True, gentle: bool = True) -> Exercise:
    side = "{side} leg works" if one_leg else ""
    who = "your {side} leg, not your {other} leg" if one_leg else "both legs"
    return Exercise.model_validate(
        {
            "id": identifier,
            "name": f"Clinical {name.lower()}",
            "region": "knee",
            "position": "standing",
            "kind": "strength",
            "sides": "one" if one_leg else "both",
            "muscles": ("quadriceps",),
            "loads": {"patellofemoral_joint": "low", "patellar_tendon": "low"},
            "conditions": {"sore-knee": {**({"calm": "strength"} if gentle else {}), "build": "strength"}},
            "text": {
                "name": name,
                "side_label": side,
                "steps": (f"Stand on {who}.", "Bend slowly.", "Stand up tall."),
                "cue": "Push the floor away.",
                "fault": "Your knee falls in.",
                "easier": "Hold on to a chair.",
                "harder": "Hold a heavy bag.",
            },
            "frames": (
                {"name": "start", "alt": f"Stand tall on {who}."},
                {"name": "end", "alt": f"Bend {who}."},
            ),
            "certainty": "moderate",
            "sources": ("Barton15",),
        }
    )


def condition() -> Condition:
    sources = {"certainty": "moderate", "sources": ("Willy19",)}
    stage = {
        "goal": "Make your thigh and hip stronger.",
        "entry": {"auto": True},
        "roles": ({"id": "knee", "ladders": ("step",)},),
        "progress_when": ("It is easy.",),
        "regress_when": ("It hurts.",),
        **sources,
    }
    return Condition.model_validate(
        {
            "id": "sore-knee",
            "name": "patellofemoral pain",
            "plain_name": "Runner’s knee",
            "body_part": "knee",
            "pain_rule": {
                "adult": {"exercise_max": 4, "running_max": 2},
                "under_18": {"exercise_max": 3, "running_max": 2},
                "next_morning": "no worse than the day before? Carry on.",
                **sources,
            },
            "stages": (
                {"id": "calm", "name": "Calm", "plain_name": "calm", **stage},
                {"id": "build", "name": "Build", "plain_name": "build", "leave": ("Jumps.", "Hills."), **stage},
            ),
            "findings": (),
            "goals": {},
            "education": (
                {"id": "what", "heading": "What is it?", "paragraphs": ("Pain round your kneecap.",), **sources},
                {
                    "id": "run",
                    "heading": "Can I run?",
                    "points": ("Most people can.",),
                    "runners_only": True,
                    "certainty": "weak",
                    "sources": ("Esculier18",),
                },
            ),
            "myths": (
                {"heard": "Clicks are bad.", "answer": "They are common.", "sources": ("Willy19",)},
                {"heard": "Runs are bad.", "answer": "They are not.", "about_running": True, "sources": ("Willy19",)},
            ),
            "running": {
                "may_keep_running": True,
                "keep_next_morning_max": 1,
                "from_stage": "build",
                "notes": ("Stay on the flat.",),
                **sources,
            },
            "measures": (
                {
                    "id": "AKPS",
                    "name": "Anterior Knee Pain Scale",
                    "low": 0.0,
                    "high": 100.0,
                    "better": "higher",
                    "change_that_matters": 10.0,
                    "sources": ("Crossley04",),
                },
            ),
            "review_weeks": {"low": 2, "high": 6},
            **sources,
        }
    )


def scheme(identifier: str, **changes: Any) -> DosageScheme:
    """A dosage scheme; of all its fields the handout reads only what it says about days."""
    return DosageScheme.model_validate(
        {
            "id": identifier,
            "purpose": "Strength.",
            "sets": {"low": 1, "high": 5},
            "reps": {"low": 1, "high": 20},
            "rest_s": 60,
            "per_week": {"low": 1, "high": 7},
            "certainty": "moderate",
            "sources": ("Barton15",),
            **changes,
        }
    )


def library() -> Library:
    exercises = (
        exercise("step-down", "Side step-down", gentle=False),
        exercise("leg-lift", "Side leg lift"),
        exercise("heel-raise", "Heel raise", one_leg=False),
        exercise("wall-sit", "Wall sit", one_leg=False),
        exercise("lunge", "Step-back lunge", gentle=False),
    )
    return Library(
        language="en",
        exercises={one.id: one for one in exercises},
        ladders={},
        conditions={"sore-knee": condition()},
        dosages={"strength": scheme("strength"), "jumps": scheme("jumps", spacing="Leave 2 days between these.")},
        screening=(),
        running=RunningLadder.model_validate(
            {
                "levels": (
                    {"walk_min": 4, "run_min": 1, "rounds": 4},
                    {"walk_min": 0, "run_min": 30, "rounds": 1},
                ),
                "sessions_per_week": 3,
                "clean_sessions_per_level": 2,
                "warm_up_walk_min": 5,
                "longest_run": {
                    "days": 30,
                    "rise_percent": 10,
                    "certainty": "moderate",
                    "sources": ("Frandsen25",),
                },
                "build_up": {
                    "week_rise_percent": 10,
                    "easier_every": 4,
                    "easier_percent": 25,
                    "weeks_at_target": 3,
                    "certainty": "expert-opinion",
                    "sources": ("DES",),
                },
                "certainty": "moderate",
                "sources": ("Frandsen25",),
            }
        ),
        vocabulary={"regions": {"knee": Term(id="knee", name="Knee", plain="knee")}},
        sources={},
        wording={},
    )


def profile(**changes: Any) -> Profile:
    """A profile; `changes` replace whole tables."""
    return Profile.model_validate(
        {
            "patient": {"name": "Sam Okafor", "date_of_birth": date(1991, 4, 12)},
            "problem": {"condition": "sore-knee", "side": "right", "worst_pain": 5.0},
            "screening": {"completed_on": date(2026, 11, 20), "red_flags": ()},
            "clinician": {
                "name": "Anna Lindqvist",
                "clinic": "Riverside Physiotherapy",
                "phone": "020 7946 0123",
                "booking_url": "https://example.org/book",
            },
            **changes,
        }
    )


def planned(identifier: str, side: str = "right", **changes: Any) -> PlannedExercise:
    """A planned exercise; `changes` may hold its `dosage` and any of its fields."""
    return PlannedExercise.model_validate(
        {
            "id": identifier,
            "side": side,
            "scheme": "strength",
            "dosage": dosage(),
            "minutes": 5.5,
            "because": (f"{identifier} makes your thigh stronger.",),
            "sources": ("Barton15",),
            "certainty": "moderate",
            "progress_when": "It is easy.",
            "regress_when": "It hurts.",
            **changes,
        }
    )


def dosage(**changes: Any) -> Dosage:
    values = {"sets": 3, "reps": 8, "rest_s": 60, "tempo": "3-1-3", "reps_in_reserve": 3, "per_week": 3}
    return Dosage.model_validate({**values, **changes})


def holds(**changes: Any) -> Dosage:
    return Dosage.model_validate(
        {"sets": 5, "reps": 1, "hold_s": 30, "rest_s": 120, "effort": 5, "per_week": 3, **changes}
    )


def rounds(**changes: Any) -> Dosage:
    return Dosage.model_validate(
        {"sets": 3, "reps": 1, "hold_s": 30, "bout": True, "rest_s": 60, "effort": 5, "per_week": 2, **changes}
    )


EXERCISES = (
    planned("step-down"),
    planned("leg-lift", dosage=dosage(reps=10, load=Load(kind="kg", kg=2.5))),
    planned("heel-raise", "both", dosage=dosage(reps=12, load=Load(kind="band", band="light"))),
    planned("wall-sit", "both", dosage=holds()),
    planned("lunge", from_week=5, replaces="step-down"),
)


def weeks(exercises: Iterable[PlannedExercise], number: int = 6) -> tuple[Week, ...]:
    """Every exercise at its dose in all its weeks; week 4 is easy."""
    exercises = tuple(exercises)
    replaced = {one.replaces: one.from_week for one in exercises if one.replaces}

    def scheduled(one: PlannedExercise, week: int) -> ScheduledExercise:
        dose = one.dosage
        return ScheduledExercise(
            id=one.id,
            sets=max(1, dose.sets - 1) if week == 4 else dose.sets,
            reps=dose.reps,
            hold_s=dose.hold_s,
            bout=dose.bout,
            load=dose.load,
            per_week=dose.per_week,
        )

    return tuple(
        Week(
            week=week,
            starts_on=START + timedelta(weeks=week - 1),
            kind="recovery" if week == 4 else "build",
            exercises=tuple(
                scheduled(one, week) for one in exercises if one.from_week <= week < replaced.get(one.id, number + 1)
            ),
        )
        for week in range(1, number + 1)
    )


def plan(exercises: Iterable[PlannedExercise] = EXERCISES, cap: int = 4, **changes: Any) -> Plan:
    exercises = tuple(exercises)
    values: dict[str, Any] = {
        "schema": 1,
        "outcome": "plan",
        "plan_id": "K7Q4-M2XR",
        "hepgen": "0",
        "packs": (),
        "made_on": START,
        "condition": "sore-knee",
        "side": "right",
        "stage": "build",
        "screening": ScreeningRecord(),
        "pain_rule": PlanPainRule(
            exercise_max=cap, running_max=2, next_morning="no worse than the day before? Carry on."
        ),
        "exercises": exercises,
        "schedule": weeks(exercises),
        "review_on": date(2026, 12, 15),
        "profile": profile(),
    }
    return Plan.model_validate({**values, **changes})


def referral(outcome: str = "referral", **changes: Any) -> Plan:
    """A page instead of a plan; `changes` replace fields of what was found."""
    action = ScreeningAction.model_validate(
        {
            "rule": "hot-swollen-joint",
            "action": "block" if outcome == "referral" else "hold",
            "because": "Septic arthritis must be ruled out.",
            "source": "Glos",
            "found": "a hot, swollen knee",
            "urgency": "same-day" if outcome == "referral" else None,
            "where": "The emergency department" if outcome == "referral" else None,
            "patient": "Do not eat or drink until you have been seen.",
            **changes,
        }
    )
    return plan(
        (),
        outcome=outcome,
        stage=None,
        pain_rule=None,
        schedule=(),
        review_on=None,
        screening=ScreeningRecord(actions=(action,)),
    )


def draw(exercise_id: str, frame: str) -> Drawing:
    """Drawings of the right side, a triangle wide at the left; the two-legged ones are symmetrical."""
    side: Side = "symmetrical" if exercise_id in ("heel-raise", "wall-sit") else "right"
    mark = None if side == "symmetrical" else (10, 40)
    shape = Shape("ink", (Contour(False, (0, 0, 60, 0, 0, 90)),))
    return Drawing(100, 100, 50, 95, side, mark, frame, (shape,))


def composed(made: Plan | None = None, brand: Brand | None = None, **changes: Any) -> Handout:
    """The handout of the plan (or of the sample plan with changes) in English."""
    made = plan(**changes) if made is None else made
    name = "standard" if made.outcome == "plan" else "referral"
    return compose(made, library(), Texts(english(), "en"), template(name), draw, brand)
