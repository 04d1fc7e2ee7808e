"""Fields that contradict each other or the calendar. Each is valid alone, so no type can catch it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hepgen.clinical.screen import age_on
from hepgen.model.positions import Location, dotted
from hepgen.model.profile import Profile, Running

Contradiction = tuple[Location, str]
"""Where, and what is wrong, in one sentence."""

_OLDEST = 120
_FURTHEST = timedelta(days=366)
_PREGNANT_FROM, _PREGNANT_TO = 10, 60


def contradictions(profile: Profile, today: date) -> Iterator[Contradiction]:
    """Every contradiction in the profile."""
    yield from _dates(profile, today)
    yield from _numbers(profile, today)
    yield from _plan(profile)
    yield from _baseline(profile)


def _dates(profile: Profile, today: date) -> Iterator[Contradiction]:
    born = profile.patient.date_of_birth
    if born > today:
        yield ("patient", "date_of_birth"), f"The date of birth is after today ({today})."
        return
    if age_on(born, today) > _OLDEST:
        yield ("patient", "date_of_birth"), f"The patient would be more than {_OLDEST} years old."
    past: list[tuple[Location, date | None]] = [
        (("patient", "email_consent_on"), profile.patient.email_consent_on),
        (("problem", "onset"), profile.problem.onset),
        (("screening", "completed_on"), profile.screening.completed_on),
        (("screening", "steroid_injection_on"), profile.screening.steroid_injection_on),
        *((("measures", index, "on"), measure.on) for index, measure in enumerate(profile.measures)),
    ]
    for location, day in past:
        if day is not None and day > today:
            yield location, f"{day} is after today ({today})."
        elif day is not None and day < born:
            yield location, f"{day} is before the date of birth."
    target = profile.goals.target_date
    if target is not None and target < today:
        yield ("goals", "target_date"), f"{target} is before today ({today})."
    start, review = profile.plan.start_on, profile.plan.review_on
    for name, day in (("start_on", start), ("review_on", review)):
        if day is not None and day < born:
            yield ("plan", name), f"{day} is before the date of birth."
        elif day is not None and day - today > _FURTHEST:
            yield ("plan", name), f"{day} is more than a year after today ({today})."
    if review is not None and review < (start or today):
        yield ("plan", "review_on"), f"The review ({review}) is before the start ({start or today})."


def _numbers(profile: Profile, today: date) -> Iterator[Contradiction]:
    problem, running = profile.problem, profile.running
    if problem.usual_pain is not None and problem.usual_pain > problem.worst_pain:
        what = f"The usual pain ({problem.usual_pain:g}) is above the worst pain ({problem.worst_pain:g})."
        yield ("problem", "usual_pain"), what
    age = age_on(profile.patient.date_of_birth, today)
    if profile.screening.pregnancy_weeks and not _PREGNANT_FROM <= age <= _PREGNANT_TO:
        yield ("screening", "pregnancy_weeks"), f"A pregnancy is stated at the age of {age}."
    if running is None:
        return
    yield from _distances(running)


def _distances(running: Running) -> Iterator[Contradiction]:
    """Runs that cannot have been run."""
    longest, weekly = running.longest_run_km_30d, running.weekly_km
    if longest is None:
        return
    if weekly == 0 and longest > 0:
        what = f"No running now (weekly_km 0), but a run of {longest:g} km in the last 30 days: state a week of those."
        yield ("running", "weekly_km"), what
    weeks = [km for km in (weekly, running.usual_weekly_km) if km is not None]
    if len(weeks) == 2 and longest > max(weeks):
        what = f"The longest run ({longest:g} km) is longer than any week ({max(weeks):g} km)."
        yield ("running", "longest_run_km_30d"), what


def _plan(profile: Profile) -> Iterator[Contradiction]:
    plan = profile.plan
    for index, exercise in enumerate(plan.include):
        if exercise in plan.exclude:
            yield ("plan", "include", index), f'"{exercise}" is in plan.exclude as well.'
    if len(plan.include) > plan.max_exercises:
        what = f"{len(plan.include)} exercises are asked for, but plan.max_exercises is {plan.max_exercises}."
        yield ("plan", "include"), what


def _baseline(profile: Profile) -> Iterator[Contradiction]:
    side = profile.problem.side
    seen: dict[tuple[str, str | None], Location] = {}
    for index, measured in enumerate(profile.baseline):
        location: Location = ("baseline", index)
        if side != "both" and measured.side not in {None, "both", side}:
            what = f"The {measured.side} side was measured, but the problem is on the {side}."
            yield (*location, "side"), what
        first = seen.setdefault((measured.exercise, measured.side), location)
        if first != location:
            yield (*location, "exercise"), f'"{measured.exercise}" was measured already in {dotted(first)}.'
