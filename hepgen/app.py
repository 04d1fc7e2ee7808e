"""What hepgen does for its users, as plain functions; the command line and every later door call only these.

Each takes the content and a request and gives an answer; none prints, stores or asks. Whatever is wrong comes
as a `HepgenError`. A red flag is not an error: the answer then holds the page that says what to do now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from hepgen import __version__
from hepgen.clinical.plan import identified, make_plan, make_referral
from hepgen.clinical.screen import screen
from hepgen.clinical.verify import verify_plan
from hepgen.errors import InvalidInput, InvalidPack
from hepgen.figures.drawing import Drawing
from hepgen.handout.blocks import Handout, Picture
from hepgen.handout.brand import in_accent
from hepgen.handout.compose import compose
from hepgen.handout.look import PaperName, Template
from hepgen.handout.text import Texts
from hepgen.inputs.characters import character_problems, texts
from hepgen.inputs.identifiers import AUTO, Known
from hepgen.inputs.read import Given, read_input, read_plan
from hepgen.model.citations import sources_of
from hepgen.model.library import Clinic, Library, Source
from hepgen.model.plan import Plan
from hepgen.model.positions import parse_dotted
from hepgen.model.profile import Profile
from hepgen.model.reading import Document
from hepgen.model.screening import Cleared, Referral
from hepgen.packs.content import Content
from hepgen.packs.files import read_document
from hepgen.packs.translate import ORIGINAL

Format = Literal["pdf", "html", "txt", "json"]

DEFAULT_TEMPLATE = "standard"
REFERRAL_TEMPLATE = "referral"
CLINICIAN_TEMPLATE = "clinician"
"""The layout of a handout, of the page for a patient who gets no exercises now, and of the page for the record."""


@dataclass(frozen=True, slots=True)
class MakeRequest:
    """What is to be made of a profile.

    Attributes:
        today: The day of the plan; nothing else tells the time.
        format: What the document is.
        template, theme: Ids among the content's templates and themes (KeyError otherwise).
        language: Overrides the patient's language (KeyError when there are no such handouts); None to keep it.
    """

    today: date
    format: Format = "pdf"
    template: str = DEFAULT_TEMPLATE
    theme: str = "colour"
    paper: PaperName = "a4"
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """Which exercises to look at, and how; ids of the content's exercises, people and themes (KeyError otherwise)."""

    exercises: tuple[str, ...]
    person: str
    theme: str
    paper: PaperName
    today: date


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document: the handout, or for a referral or hold the page that says what to do now."""

    plan: Plan
    document: bytes


@dataclass(frozen=True, slots=True)
class Explained:
    """A plan with the sources that its decisions and doses name, in order of their keys."""

    plan: Plan
    sources: tuple[Source, ...]


def check(path: Path, content: Content, today: date) -> Plan:
    """Validate and screen a profile, or a plan that comes back, without making anything of it.

    Returns:
        The plan that `make` would draw; its `outcome` and `screening` say what screening found.
    """
    return _plan(read_input(path, known_to(content, today)), content, content.library, today)


def make(path: Path, content: Content, request: MakeRequest) -> Made:
    """Make the handout of a profile, or of a plan that a clinician has edited."""
    given = read_input(path, known_to(content, request.today, language_chosen=request.language is not None))
    language = _language(given.value, given.document, request.language)
    plan = _plan(given, content, content.library_in(language), request.today)
    return Made(plan, _document(plan, content, request))


def revise(plan_path: Path, diary_path: Path, content: Content, request: MakeRequest) -> Made:
    """Make the next plan and its handout from the last plan and what happened since.

    Args:
        plan_path: The plan as `make` or `revise` wrote it in JSON; a clinician may have edited it.
        diary_path: The diary, as TOML, JSON or CSV.
        content: The content in force.
        request: What is to be made of the next plan.
    """
    from hepgen.clinical.revision.revise import renewed  # a first plan needs none of this, and is made far more often
    from hepgen.clinical.revision.revise import revise as revise_plan
    from hepgen.inputs.diary import read_diary

    known = known_to(content, request.today, language_chosen=request.language is not None)
    given = read_plan(plan_path, known)
    plan = given.plan
    library = content.library_in(_language(plan, given.document, request.language))
    diary = read_diary(diary_path, plan, known)
    profile = _at_clinic(renewed(plan, diary, request.today), _clinic(content))
    screened = screen(profile, library, request.today)
    if isinstance(screened, Cleared):
        when_made = screen(plan.profile, library, plan.made_on)
        cleared = when_made if isinstance(when_made, Cleared) else screened
        _refuse_violations(given.document, plan, cleared, library)
    made = revise_plan(plan, diary, screened, library, request.today, packs=content.stamps, version=__version__)
    return Made(made, _document(made, content, request))


def clinician_page(plan: Plan, content: Content, request: MakeRequest) -> bytes:
    """The page for the record that goes with a plan, a referral or a hold: decisions, reasons, sources."""
    template = content.templates[CLINICIAN_TEMPLATE]
    return _rendered(plan, content, template, request)


def explain(path: Path, content: Content, today: date, language: str = ORIGINAL) -> Explained:
    """Why each exercise is in the plan or not, and what supports it, in a language of the content's."""
    library = content.library_in(language)
    plan = _plan(read_input(path, known_to(content, today, language_chosen=True)), content, library, today)
    return Explained(plan, sources_of(plan, library))


def preview(content: Content, request: PreviewRequest) -> bytes:
    """A contact sheet of exercises as a PDF: name and drawings of each."""
    from hepgen.render.pdf.contact_sheet import SheetItem, render_contact_sheet

    exercises = [content.library.exercises[each] for each in request.exercises]
    items = [
        SheetItem(exercise.name, exercise.id, tuple(
            Picture(content.drawing(exercise.id, request.person, frame.name), frame.alt)
            for frame in exercise.frames
        ))
        for exercise in exercises
    ]  # fmt: skip
    template, theme = content.templates[DEFAULT_TEMPLATE], content.themes[request.theme]
    return render_contact_sheet(items, content.packs[0].name, request.today, template, theme, request.paper)


def plan_json(plan: Plan) -> str:
    """The plan as other programs read it and clinicians edit it."""
    return json.dumps(plan.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2) + "\n"


def known_to(content: Content, today: date, *, language_chosen: bool = False) -> Known:
    """What a profile may refer to under this content.

    Args:
        content: The content in force.
        today: The day against which dates are judged.
        language_chosen: The profile's own language does not count, so any may stand there.
    """
    return Known(
        library=content.library,
        people=content.people,
        languages=None if language_chosen else content.languages,
        today=today,
        unprintable=_unprintable,
    )


def _unprintable(text: str) -> Iterable[tuple[str, int]]:
    from hepgen.render.pdf.fonts import missing_characters  # costs reportlab; only unusual text asks

    return missing_characters(text)


# -- profile or plan → plan ------------------------------------------------------------------------------------


def _language(given: Profile | Plan, document: Document, chosen: str | None) -> str:
    """The language to make the handout in: the one chosen, else the patient's.

    Raises:
        InvalidInput: A plan's sentences are written in another one.
    """
    profile = given.profile if isinstance(given, Plan) else given
    wanted = chosen or profile.patient.language
    if isinstance(given, Plan) and given.language != wanted:
        what = f'The sentences of this plan are in "{given.language}", and a handout in "{wanted}" is asked for.'
        raise InvalidInput([document.problem(("language",), what, hint="Make it anew from the profile.")])
    return wanted


def _plan(given: Given, content: Content, library: Library, today: date) -> Plan:
    profile = given.value.profile if isinstance(given.value, Plan) else given.value
    screened = screen(_at_clinic(_in(library.language, profile), _clinic(content)), library, today)
    if isinstance(screened, Referral):
        return make_referral(screened, library, today, packs=content.stamps, version=__version__)
    plan = make_plan(screened, library, today, packs=content.stamps, version=__version__)
    if isinstance(given.value, Profile) or not given.value.outcome == plan.outcome == "plan":
        return plan
    _refuse_violations(given.document, given.value, screened, library)
    return _reissued(given.value, plan)


def _in(language: str, profile: Profile) -> Profile:
    """The profile of somebody who reads that language."""
    patient = profile.patient.model_copy(update={"language": language})
    return profile if patient == profile.patient else profile.model_copy(update={"patient": patient})


def _reissued(edited: Plan, fresh: Plan) -> Plan:
    """The clinician's plan, made today with the content in force and what screening says of it today."""
    current = ("made_on", "hepgen", "packs", "screening", "profile")
    return identified(edited.model_copy(update={name: getattr(fresh, name) for name in current}))


def _refuse_violations(document: Document, plan: Plan, cleared: Cleared, library: Library) -> None:
    """A clinician may change much in a plan, but not past what keeps the patient safe."""
    problems = [
        document.problem(parse_dotted(violation.field), violation.what, violation.allowed)
        for violation in verify_plan(plan, cleared, library)
    ]
    if problems:
        raise InvalidInput(problems)


def _clinic(content: Content) -> Clinic | None:
    """The clinic of the packs.

    Raises:
        InvalidPack: Its words cannot be printed. A patient's were checked when the profile was read.
    """
    clinic = content.clinic
    for pack in content.layers.packs if clinic else ():
        document = read_document(pack.info)
        problems = [
            document.problem(("clinic", *location), what)
            for location, text in texts(document.data.get("clinic"))
            for what in character_problems(text, _unprintable, lines=False)
        ]
        if problems:
            raise InvalidPack(problems)
    return clinic


def _at_clinic(profile: Profile, clinic: Clinic | None) -> Profile:
    """The profile with the pack's clinic where the clinician's own is not stated."""
    if clinic is None:
        return profile
    stated = profile.clinician
    clinician = stated.model_copy(
        update={
            "clinic": stated.clinic or clinic.name,
            "phone": stated.phone or clinic.phone,
            "booking_url": stated.booking_url or clinic.booking_url,
        }
    )
    return profile.model_copy(update={"clinician": clinician})


# -- plan → document -----------------------------------------------------------------------------------------


def _document(plan: Plan, content: Content, request: MakeRequest) -> bytes:
    if request.format == "json":
        return plan_json(plan).encode()
    template = content.templates[request.template if plan.outcome == "plan" else REFERRAL_TEMPLATE]
    return _rendered(plan, content, template, request)


def _rendered(plan: Plan, content: Content, template: Template, request: MakeRequest) -> bytes:
    handout = _composed(plan, content, template)
    if request.format == "txt":
        from hepgen.render.text import render_text

        return render_text(handout).encode()
    theme = in_accent(content.themes[request.theme], content.brand and content.brand.accent)
    if request.format == "html":
        from hepgen.render.html.document import render_html

        return render_html(handout, template, theme).encode()
    from hepgen.render.pdf.document import render_pdf

    return render_pdf(handout, template, theme, request.paper)


def _composed(plan: Plan, content: Content, template: Template) -> Handout:
    wanted = plan.profile.plan.person
    person = content.people[0] if wanted == AUTO else wanted
    texts = Texts(content.strings(plan.language), plan.language)

    def drawing(exercise: str, frame: str) -> Drawing:
        return content.drawing(exercise, person, frame)

    return compose(plan, content.library_in(plan.language), texts, template, drawing, content.brand)
