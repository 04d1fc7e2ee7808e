"""Which fields of a profile hold identifiers, and what the library knows of them.

One table serves the check of a profile and the JSON Schema that editors complete from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from hepgen.clinical.screen import can_override
from hepgen.errors import Diagnostic
from hepgen.model.complaints import did_you_mean, listed, quoted
from hepgen.model.library import Library
from hepgen.model.positions import Location
from hepgen.model.profile import Profile
from hepgen.model.reading import Document

AUTO = "auto"
"""The value of a stage or a person that hepgen chooses."""

_LISTED_AT_MOST = 25


@dataclass(frozen=True, slots=True)
class Known:
    """What a profile may refer to.

    Attributes:
        library: The content in force.
        people: Ids of the people who can be drawn.
        languages: Languages that handouts exist in; None when the language is chosen elsewhere.
        today: The day of the plan, against which dates are judged.
        unprintable: Characters of a text that no font can print, each with its index.
    """

    library: Library
    people: tuple[str, ...]
    languages: tuple[str, ...] | None
    today: date
    unprintable: Callable[[str], Iterable[tuple[str, int]]]


class IdentifierField(NamedTuple):
    """One field that holds an id or a list of ids, and the ids that it may hold."""

    table: str
    name: str
    noun: str
    known: Callable[[Known], Iterable[str]]


def _vocabulary(kind: str) -> Callable[[Known], Iterable[str]]:
    return lambda known: known.library.vocabulary[kind]


def _exercises(known: Known) -> Iterable[str]:
    return known.library.exercises


def _people(known: Known) -> Iterable[str]:
    return (AUTO, *known.people)


FIELDS = (
    IdentifierField("problem", "condition", "condition", lambda known: known.library.conditions),
    IdentifierField("problem", "findings", "finding", _vocabulary("findings")),
    IdentifierField("screening", "red_flags", "red flag", _vocabulary("red-flags")),
    IdentifierField("screening", "conditions", "condition", _vocabulary("conditions")),
    IdentifierField("screening", "medication", "medication", _vocabulary("medication")),
    IdentifierField("context", "equipment", "piece of equipment", _vocabulary("equipment")),
    IdentifierField("baseline", "exercise", "exercise", _exercises),
    IdentifierField("plan", "include", "exercise", _exercises),
    IdentifierField("plan", "exclude", "exercise", _exercises),
    IdentifierField("plan", "person", "person", _people),
)


def unknown_identifiers(profile: Profile, document: Document, prefix: Location, known: Known) -> Iterator[Diagnostic]:
    """Every id that the library does not know, with the nearest one that it does."""
    for field in FIELDS:
        allowed = tuple(field.known(known))
        seen: set[tuple[Location, str]] = set()
        for location, value in _values(profile, field):
            if value not in allowed:
                yield _unknown(document, prefix + location, field.noun, value, allowed)
            # Twice in one list: probably another id was meant the second time.
            elif isinstance(location[-1], int) and (location[:-1], value) in seen:
                yield document.problem(prefix + location, f"{quoted(value)} stands in the list twice.")
            seen.add((location[:-1], value))
    yield from _unknown_stage(profile, document, prefix, known)
    yield from _wrong_overrides(profile, document, prefix, known)
    language = profile.patient.language
    if known.languages is not None and language not in known.languages:
        what = f"There are no handouts in {quoted(language)}."
        yield document.problem((*prefix, "patient", "language"), what, listed(known.languages))


def _values(profile: Profile, field: IdentifierField) -> Iterator[tuple[Location, str]]:
    """Each id in the field, with its place; `baseline` is a list of tables, the others are tables."""
    holder: Any = getattr(profile, field.table)
    places = enumerate(holder) if isinstance(holder, tuple) else [(None, holder)]
    for index, table in places:
        location: Location = (field.table, field.name) if index is None else (field.table, index, field.name)
        value = getattr(table, field.name)
        if isinstance(value, tuple):
            yield from (((*location, number), item) for number, item in enumerate(value))
        else:
            yield location, value


def _unknown_stage(profile: Profile, document: Document, prefix: Location, known: Known) -> Iterator[Diagnostic]:
    stage, condition_id = profile.problem.stage, profile.problem.condition
    if condition_id in known.library.conditions:
        stages = (AUTO, *(each.id for each in known.library.conditions[condition_id].stages))
        if stage not in stages:
            yield _unknown(document, (*prefix, "problem", "stage"), f"stage of {condition_id}", stage, stages)


def _wrong_overrides(profile: Profile, document: Document, prefix: Location, known: Known) -> Iterator[Diagnostic]:
    """Overrides of what no rule holds, or of what nobody may override."""
    rules = {rule.id: rule for rule in known.library.screening}
    holds = tuple(sorted(id_ for id_, rule in rules.items() if can_override(rule)))
    seen: set[str] = set()
    for index, override in enumerate(profile.screening.overrides):
        location = (*prefix, "screening", "overrides", index, "rule")
        if override.rule not in rules:
            yield _unknown(document, location, "screening rule", override.rule, holds)
        elif override.rule not in holds:
            what = f"{quoted(override.rule)} cannot be overridden: it does not hold a plan."
            if rules[override.rule].action == "block":
                what = f"{quoted(override.rule)} cannot be overridden: it is a red flag."
            yield document.problem(location, what, listed(holds))
        elif override.rule in seen:
            yield document.problem(location, f"{quoted(override.rule)} is overridden twice.")
        seen.add(override.rule)


def _unknown(document: Document, location: Location, noun: str, value: str, allowed: tuple[str, ...]) -> Diagnostic:
    shown = listed(allowed) if len(allowed) <= _LISTED_AT_MOST else ""
    return document.problem(location, f"{quoted(value)} is not a known {noun}.", shown, did_you_mean(value, allowed))


def add_to_schema(schema: dict[str, Any], known: Known) -> None:
    """Write the known ids into the JSON Schema of a profile, so that an editor completes them."""
    models: Mapping[str, str] = {
        "problem": "Problem", "screening": "Screening", "context": "Context", "baseline": "Baseline",
        "plan": "PlanRequest",
    }  # fmt: skip
    for field in FIELDS:
        place = schema["$defs"][models[field.table]]["properties"][field.name]
        target = place["items"] if place.get("type") == "array" else place
        target["enum"] = sorted(field.known(known))
