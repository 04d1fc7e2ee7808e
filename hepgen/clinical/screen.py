"""The safety gate: which screening rules apply, and whether a plan may be made (evidence section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.model.library import DoseLimits, Library, ScreeningRule, Trigger
from hepgen.model.profile import Profile
from hepgen.model.screening import Cleared, Referral, Screened

SCREENING_KEEPS_DAYS = 28
"""Answers older than this are to be asked again: a cautious convention, since no source names a time."""

_BY_ACTION = ("block", "hold", "modify", "inform")
_BY_URGENCY = ("emergency", "same-day", "urgent", "soon", "routine", None)


def screen(profile: Profile, library: Library, today: date) -> Screened:
    """Clears a profile for planning, with limits, or refers it.

    Args:
        profile: A profile whose identifiers are known to the library.
        library: The clinical content.
        today: The day of the plan; ages and intervals are counted to it.

    Raises:
        InvalidPack: No screening rule names a condition or medication of the profile, or none stops for a red flag
            of it. Passing over it in silence could harm, so content that has no answer makes no plan.
    """
    fired = tuple(rule for rule in library.screening if applies(rule.when, profile, today))
    if any(forbids_running(rule, profile) for rule in fired):
        fired = tuple(rule for rule in fired if rule.when.may_run is None)
    _require_answers(profile, library, fired)
    if any(rule.action == "block" for rule in fired):
        return Referral(profile, "referral", most_urgent_first(fired))
    holds = {rule.id: rule for rule in fired if rule.action == "hold"}
    overrides = {one.rule: one for one in profile.screening.overrides if can_override(holds.get(one.rule))}
    if holds.keys() - overrides.keys():
        return Referral(profile, "hold", most_urgent_first(fired))
    return Cleared(
        profile=profile,
        fired=fired,
        forbidden_tags=_forbidden_tags(fired),
        limits=strictest(rule.limits for rule in fired),
        running_allowed=not any(forbids_running(rule, profile) for rule in fired),
        overrides=overrides,
    )


def can_override(rule: ScreeningRule | None) -> bool:
    """True for a hold, which a clinician may override by name; what a red flag fires stays, whatever its action."""
    if rule is None or rule.action != "hold":
        return False
    return rule.level != "red-flag" and rule.when.red_flag is None


def forbids_running(rule: ScreeningRule, profile: Profile) -> bool:
    """True when the rule allows no running, or no start of it and the patient does not run now."""
    runs_now = profile.running is not None and profile.running.weekly_km not in (None, 0)
    return rule.no_running or (rule.no_new_running and not runs_now)


def applies(when: Trigger, profile: Profile, today: date) -> bool:
    """True when everything the trigger names holds. What is not known does not hold."""
    stated, patient = profile.screening, profile.patient
    age = age_on(patient.date_of_birth, today)
    tests = (
        when.red_flag is None or when.red_flag in stated.red_flags,
        when.condition is None or when.condition in stated.conditions,
        when.medication is None or when.medication in stated.medication,
        when.problem is None or profile.problem.condition in when.problem,
        when.age_below is None or age < when.age_below,
        when.age_from is None or age >= when.age_from,
        when.pregnancy_weeks_from is None or pregnant_at_end(profile, today) >= when.pregnancy_weeks_from,
        when.steroid_within_days is None
        or (
            stated.steroid_injection_on is not None
            and (today - stated.steroid_injection_on).days in when.steroid_within_days
        ),
        when.weight_bearing is None or stated.weight_bearing in when.weight_bearing,
        when.may_run is None or profile.running is not None,
        when.body_mass_index_from is None or _body_mass_index(profile) >= when.body_mass_index_from,
    )
    return when != Trigger() and all(tests)


def pregnant_at_end(profile: Profile, today: date) -> int:
    """Weeks of pregnancy in the last week of the plan, which has to be safe to its end; 0 when not pregnant.

    They were counted on the day of the screening; the plan starts today or later, and takes its weeks.
    """
    asked = profile.screening
    if not asked.pregnancy_weeks:
        return 0
    starts_on = max(today, profile.plan.start_on or today)
    return asked.pregnancy_weeks + (starts_on - asked.completed_on).days // 7 + profile.plan.weeks - 1


def age_on(born: date, day: date) -> int:
    """Age in completed years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def most_urgent_first(rules: Iterable[ScreeningRule]) -> tuple[ScreeningRule, ...]:
    """Blocks before holds before precautions, and within each the most urgent first."""
    return tuple(sorted(rules, key=lambda rule: (_BY_ACTION.index(rule.action), _BY_URGENCY.index(rule.urgency))))


def strictest(limits: Iterable[DoseLimits]) -> DoseLimits:
    """For each limit the value that allows least."""
    all_limits = tuple(limits)
    return DoseLimits(
        hold_s_max=_least(limit.hold_s_max for limit in all_limits),
        reps_in_reserve_min=max(
            (limit.reps_in_reserve_min for limit in all_limits if limit.reps_in_reserve_min is not None),
            default=None,
        ),
        effort_max=_least(limit.effort_max for limit in all_limits),
        per_week_max=_least(limit.per_week_max for limit in all_limits),
        sets_max=_least(limit.sets_max for limit in all_limits),
        start_low=any(limit.start_low for limit in all_limits),
    )


def _least(values: Iterable[int | None]) -> int | None:
    return min((value for value in values if value is not None), default=None)


def _forbidden_tags(fired: Iterable[ScreeningRule]) -> dict[str, ScreeningRule]:
    """Tag → the first rule that forbids it."""
    forbidden: dict[str, ScreeningRule] = {}
    for rule in fired:
        for tag in rule.forbid_tags:
            forbidden.setdefault(tag, rule)
    return forbidden


def _body_mass_index(profile: Profile) -> float:
    """Kilograms per square metre; 0 when height or weight is not known."""
    height, weight = profile.patient.height_cm, profile.patient.weight_kg
    return 0.0 if height is None or weight is None else weight / (height / 100) ** 2


def _require_answers(profile: Profile, library: Library, fired: Iterable[ScreeningRule]) -> None:
    """Every red flag stated must stop the plan; every condition and medication must be named by a rule."""
    stated, triggers = profile.screening, tuple(rule.when for rule in library.screening)
    stopped = {rule.when.red_flag for rule in fired if rule.action in ("block", "hold")}
    answered = (
        ("red_flags", stated.red_flags, stopped, "no rule stops for"),
        ("conditions", stated.conditions, {when.condition for when in triggers}, "no rule names"),
        ("medication", stated.medication, {when.medication for when in triggers}, "no rule names"),
    )
    unanswered = [
        (field, f"{missing} '{identifier}'")
        for field, ids, known, missing in answered
        for identifier in ids
        if identifier not in known
    ]
    if unanswered:
        raise InvalidPack(
            Diagnostic("exercise_library/screening", f"screening.{field}", what) for field, what in unanswered
        )
