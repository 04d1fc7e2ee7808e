"""One readable case: a patient who differs from a plain one in what the file says, and what must come of it.

A case file lies in the folder of its condition. All in it but `why` is optional:

    title = "Hot knee"                     # what the docs call it
    why = "…"                              # why the expectation is right, for a physiotherapist
    sources = ["Glos"]

    [profile.problem]                      # as in a profile; `condition` is the folder's name
    worst_pain = 7
    pain_next_morning = "not known"        # takes away what is known of the plain patient

    [profile.context]
    equipment = "everything"               # all that the vocabulary names, or a list as in a profile

    [expect]
    outcome = "plan"                       # plan | referral | hold
    stage = "calm"
    gives = ["quad-set"]                   # all of these, in the first week
    gives_one_of = [["step-up", "squat"]]  # one of each list, in the first week
    never = ["wall-sit"]                   # in no week
    no_tags = ["impact"]                   # no exercise of any week has them
    no_positions = ["supine"]              # likewise
    apart = [["squat-jump", "split-squat"]] # both given, and on different days
    rejected = { squat = "irritability" }  # exercise → the rule that kept it out (its beginning)
    fires = ["hypertension-controlled"]    # screening rules
    does_not_fire = ["osteoporosis"]
    running = "keep"                       # advice; "none" where running was not asked about
    exercises_at_most = 4
    minutes_at_most = 20
    sets_at_most = 2                       # of any exercise in any week; likewise hold_s_at_most, days_at_most
    jump_days_at_most = 2                  # days a week of any jump
    bout_s_at_least = 600                  # seconds of every bout: time on the move, not a hold
    reserve_at_least = 4                   # repetitions left, of every exercise that counts them
    effort_at_most = 6                     # out of 10, of every exercise that states it
    pain_cap = 3
    running_pain_cap = 2
    longest_run_km_at_most = 6.6           # of one run now; the plan must state a limit
    first_week_km_at_most = 21.0           # of the first week of running; the plan must state it
    step_rate = [166, 174]                 # steps a minute to aim at; [] for none
    review_weeks_at_most = 3               # from the start of the plan
    no_kilograms = true
    kilograms_at_most = { split-squat = 10 }  # in the first week, where it must have kilograms
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from hepgen.clinical.plan import make_plan, make_referral
from hepgen.clinical.screen import screen
from hepgen.model.library import Library
from hepgen.model.plan import Plan
from hepgen.model.profile import Profile
from hepgen.model.screening import Referral
from hepgen.packs.content import open_content

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 25)

_PLAIN: dict[str, dict[str, Any]] = {
    "patient": {"name": "Case Patient", "date_of_birth": date(1990, 5, 1)},
    "problem": {"side": "right", "worst_pain": 4, "pain_next_morning": 0, "irritability": "low"},
    "screening": {"completed_on": TODAY, "red_flags": []},
    "clinician": {"name": "Sam Taylor"},
}
"""A patient of 36 whose knee is calm, who has nothing at home, and in whom screening finds nothing."""

NOT_KNOWN = "not known"
EVERYTHING = "everything"


class Expected(BaseModel):
    """What must come of a case; None or empty: not looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outcome: str = "plan"
    stage: str | None = None
    gives: tuple[str, ...] = ()
    gives_one_of: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    no_tags: tuple[str, ...] = ()
    no_positions: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    rejected: dict[str, str] = {}
    fires: tuple[str, ...] = ()
    does_not_fire: tuple[str, ...] = ()
    running: str | None = None
    exercises_at_most: int | None = None
    minutes_at_most: int | None = None
    sets_at_most: int | None = None
    hold_s_at_most: int | None = None
    days_at_most: int | None = None
    jump_days_at_most: int | None = None
    bout_s_at_least: int | None = None
    reserve_at_least: int | None = None
    effort_at_most: int | None = None
    pain_cap: int | None = None
    running_pain_cap: int | None = None
    longest_run_km_at_most: float | None = None
    first_week_km_at_most: float | None = None
    step_rate: tuple[int, ...] | None = None
    review_weeks_at_most: int | None = None
    no_kilograms: bool = False
    kilograms_at_most: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Case:
    """A case as read. `given` is what the file states of the patient."""

    id: str
    condition: str
    title: str
    why: str
    sources: tuple[str, ...]
    given: dict[str, dict[str, Any]]
    profile: Profile
    expect: Expected


def cases() -> Iterator[Case]:
    """All cases, in the order of their files."""
    for path in sorted(FOLDER.glob("*/*.toml")):
        yield read_case(path)


def read_case(path: Path) -> Case:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    condition, given = path.parent.name, data.get("profile", {})
    merged = {table: {**values, **given.get(table, {})} for table, values in _PLAIN.items()}
    merged["problem"]["condition"] = condition
    merged = given | {table: _known(values) for table, values in merged.items()}
    if merged.get("context", {}).get("equipment") == EVERYTHING:
        merged["context"] = merged["context"] | {"equipment": sorted(library().vocabulary["equipment"])}
    unknown = data.keys() - {"title", "why", "sources", "profile", "expect"}
    assert not unknown, f"{path.name}: {unknown}"
    return Case(
        id=f"{condition}/{path.stem}",
        condition=condition,
        title=data["title"],
        why=data["why"],
        sources=tuple(data.get("sources", ())),
        given=given,
        profile=Profile.model_validate_json(_json(merged)),
        expect=Expected.model_validate(data.get("expect", {})),
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value != NOT_KNOWN}


def _json(value: Any) -> str:
    import json

    return json.dumps(value, default=date.isoformat)


@cache
def library() -> Library:
    return open_content().library


def plan_of(case: Case, told_in: Library | None = None) -> Plan:
    """What the software makes of the case, in the language of a library; None: the original."""
    content = library() if told_in is None else told_in
    patient = case.profile.patient.model_copy(update={"language": content.language})
    screened = screen(case.profile.model_copy(update={"patient": patient}), content, TODAY)
    if isinstance(screened, Referral):
        return make_referral(screened, content, TODAY, packs=(), version="0")
    return make_plan(screened, content, TODAY, packs=(), version="0")
