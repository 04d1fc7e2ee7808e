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
    return understood(_parsed(path), known)


def understood(document: Document, known: Known) -> Given:
    """The profile or the plan that a document holds.

    Raises:
        InvalidInput: With every problem found, in the order of the text.
    """
    is_plan = "schema" in document.data and "outcome" in document.data
    value = validate(document, Plan) if is_plan else validate(document, Profile)
    problems = value if isinstance(value, tuple) else _meaning(value, document, known)
    found = told(document, chain(problems, _unprintable(document, known)))
    if found or isinstance(value, tuple):
        raise InvalidInput(found)
    return Given(value, document)


def read_profile(path: Path, known: Known) -> Profile:
    """Read a profile.

    Raises:
        InvalidInput: As `read_input`, and when the file holds a plan.
    """
    given = read_input(path, known)
    if isinstance(given.value, Plan):
        raise InvalidInput([Diagnostic(str(path), "", "This is a plan.", "a profile")])
    return given.value


def _parsed(path: Path) -> Document:
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


def _unprintable(document: Document, known: Known) -> Iterator[Diagnostic]:
    for location, text in texts(document.data):
        names = [part for part in location if isinstance(part, str)]
        lines = bool(names) and names[-1] in _LINES_ALLOWED
        for what in character_problems(text, known.unprintable, lines=lines):
            yield document.problem(location, what)


def _meaning(value: Profile | Plan, document: Document, known: Known) -> Iterator[Diagnostic]:
    profile: Profile = value.profile if isinstance(value, Plan) else value
    prefix: Location = ("profile",) if isinstance(value, Plan) else ()
    if isinstance(value, Plan) and value.outcome != "plan" and value.exercises:
        yield document.problem(("outcome",), f"A {value.outcome} has no exercises.")
    yield from unknown_identifiers(profile, document, prefix, known)
    for location, what in contradictions(profile, known.today):
        yield document.problem(prefix + location, what)
