"""A plain patient for each condition, with or without running: what holds for them holds for most."""

from __future__ import annotations

from datetime import date

from made import TODAY

from hepgen.clinical.plan import make_plan
from hepgen.clinical.screen import screen
from hepgen.model.library import Library
from hepgen.model.plan import Plan
from hepgen.model.profile import Clinician, Goals, Patient, Problem, Profile, Running, Screening
from hepgen.model.screening import Cleared


def plain_plan(condition: str, library: Library, *, runs: bool) -> Plan:
    """The plan of somebody of 36 whose knee is calm, who has nothing at home, and in whom screening finds nothing."""
    screened = screen(_profile(condition, runs=runs), library, TODAY)
    assert isinstance(screened, Cleared)
    return make_plan(screened, library, TODAY, packs=(), version="0")


def _profile(condition: str, *, runs: bool) -> Profile:
    running = Running(weekly_km=20.0, longest_run_km_30d=8.0, pain_running=2, step_rate_spm=158, can_walk_30_min=True)
    return Profile(
        patient=Patient(name="Plain Patient", date_of_birth=date(1990, 5, 1)),
        problem=Problem(condition=condition, side="right", worst_pain=4, pain_next_morning=0, irritability="low"),
        screening=Screening(completed_on=TODAY, red_flags=()),
        goals=Goals(activity="running" if runs else "walking"),
        running=running if runs else None,
        clinician=Clinician(name="Sam Taylor"),
    )
