"""Read a profile or a plan: valid and understood, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from hepgen.errors import Diagnostic, InvalidInput
from hepgen.inputs.characters import character_problems, composed, texts
from hepgen.inputs.files import read_text
from hepgen.inputs.identifiers import Known, unknown_identifiers
from hepgen.inputs.sanity import contradictions
from hepgen.model.plan import Plan
from hepgen.model.positions import Location
from hepgen.model.profile import Profile
from hepgen.model.reading import Document, Language, Unreadable, parse, told, validate

_LANGUAGES: dict[str, Language] = {".toml": "toml", ".json": "json"}

_LINES_ALLOWED = frozenset({"text", "note", "because"})
"""Fields that may hold several lines."""


@dataclass(frozen=True, slots=True)
class GivenPlan:
    """A plan, and the document that knows the line of each of its fields."""

    plan: Plan
    document: Document


@dataclass(frozen=True, slots=True)
class Given:
    """What a file held.

    Attributes:
        value: The profile, or the plan that a clinician gives back.
        document: The text it came from, which knows the line of each field.
    """

    value: Profile | Plan
    document: Document


def read_input(path: Path, known: Known) -> Given:
    """Read a profile (TOML or JSON), or a plan (JSON with "schema" and "outcome").

    Raises:
        InvalidInput: With every problem found, in the order of the file.
    """
    return understood(parsed_file(path), known)


def understood(document: Document, known: Known) -> Given:
    """The profile or the plan that a document holds.

    Raises:
        InvalidInput: With every problem found, in the order of the text.
    """
    value = validate(document, Plan) if _is_plan(document) else validate(document, Profile)
    problems = value if isinstance(value, tuple) else _meaning(value, document, known)
    found = told(document, chain(problems, unprintable(document, known)))
    if found or isinstance(value, tuple):
        raise InvalidInput(found)
    return Given(value, document)


def read_plan(path: Path, known: Known) -> GivenPlan:
    """Read a plan with exercises that was made some time ago.

    Raises:
        InvalidInput: As `read_input`, and when the file holds a profile, a referral or a hold, or a plan of the future.
    """
    document = parsed_file(path)
    if not _is_plan(document):
        what = "This is not a plan."
        raise InvalidInput([Diagnostic(str(path), "", what, "the JSON that `hepgen make --format json` writes")])
    plan = validate(document, Plan)
    problems = plan if isinstance(plan, tuple) else _meaning_of_last(plan, document, known)
    found = told(document, chain(problems, unprintable(document, known)))
    if found or isinstance(plan, tuple):
        raise InvalidInput(found)
    return GivenPlan(plan, document)


def read_profile(path: Path, known: Known) -> Profile:
    """Read a profile.

    Raises:
        InvalidInput: As `read_input`, and when the file holds a plan.
    """
    given = read_input(path, known)
    if isinstance(given.value, Plan):
        raise InvalidInput([Diagnostic(str(path), "", "This is a plan.", "a profile")])
    return given.value


def parsed_file(path: Path) -> Document:
    """Read a TOML or JSON file, letters and accents joined so that fonts can print them.

    Raises:
        InvalidInput: It is neither, or is empty.
    """
    text = read_text(path)
    if not text.strip():
        raise InvalidInput([Diagnostic(str(path), "", "The file is empty.")])
    language = _LANGUAGES.get(path.suffix.lower())
    if language is None:
        what = "The file's name does not say what it is."
        raise InvalidInput([Diagnostic(str(path), "", what, "a name ending in .toml or .json")])
    try:
        document = parse(str(path), text, language)
    except Unreadable as error:
        raise InvalidInput([error.diagnostic]) from None
    return replace(document, data=composed(document.data))


def unprintable(document: Document, known: Known) -> Iterator[Diagnostic]:
    """Every text that cannot be printed as it is."""
    for location, text in texts(document.data):
        names = [part for part in location if isinstance(part, str)]
        lines = bool(names) and names[-1] in _LINES_ALLOWED
        for what in character_problems(text, known.unprintable, lines=lines):
            yield document.problem(location, what)


def _meaning(
    value: Profile | Plan, document: Document, known: Known, outlived: frozenset[Location] = frozenset()
) -> Iterator[Diagnostic]:
    """What is wrong with valid fields; `outlived` are dates that may be past."""
    profile: Profile = value.profile if isinstance(value, Plan) else value
    prefix: Location = ("profile",) if isinstance(value, Plan) else ()
    if isinstance(value, Plan) and value.outcome != "plan" and value.exercises:
        yield document.problem(("outcome",), f"A {value.outcome} has no exercises.")
    if isinstance(value, Plan) and value.made_on > known.today:
        yield document.problem(("made_on",), f"The plan was made after today ({known.today}).")
    yield from unknown_identifiers(profile, document, prefix, known)
    for location, what in contradictions(profile, known.today):
        if location not in outlived:
            yield document.problem(prefix + location, what)


def _is_plan(document: Document) -> bool:
    return "schema" in document.data and "outcome" in document.data


def _meaning_of_last(plan: Plan, document: Document, known: Known) -> Iterator[Diagnostic]:
    """What is wrong with a plan that was given some time ago: its goal's day and its visit may have come since."""
    yield from _meaning(plan, document, known, frozenset({("goals", "target_date"), ("plan", "review_on")}))
    if plan.outcome != "plan":
        what = f"A {plan.outcome} has no exercises to go on with."
        yield document.problem(("outcome",), what, hint="Make a plan from the profile instead.")
