"""A translation is whole or refused, belongs to the very file that it translates, and changes no fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from made import TODAY, composed_from
from pack_fixture import KINDS, LIBRARY, built_in, overlaid, pack

from hepgen.app import MakeRequest, explain, make
from hepgen.errors import EXIT_INVALID_INPUT, Diagnostic, InvalidInput, InvalidPack
from hepgen.model.annotations import marked
from hepgen.model.base import Model, Translated
from hepgen.model.library import Library
from hepgen.model.plan import Plan
from hepgen.packs.check import check_library
from hepgen.packs.check_texts import unmeasured
from hepgen.packs.content import Content, open_content
from hepgen.packs.files import read_document
from hepgen.packs.translate import ORIGINAL, in_language
from hepgen.render.text import render_text
from tests.cases.case import cases, plan_of

ROOT = LIBRARY.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
SPANISH = "translations/es"
STEP_UP = "exercises/knee/step-up.toml"


@cache
def content() -> Content:
    return open_content()


TRANSLATIONS = tuple(language for language in content().languages if language != ORIGINAL)


def refused(attempt: Callable[[], Any]) -> tuple[Diagnostic, ...]:
    with pytest.raises(InvalidPack) as error:
        attempt()
    return error.value.diagnostics


# -- whole or refused ------------------------------------------------------------------------------------------------

MISSING, EMPTY, UNKNOWN = "This text is missing.", "A text is missing.", "The original has no such text here"
PLACEHOLDERS, LENGTH = "The placeholders differ from the original's.", "This list has"
CUE = 'cue = "Arriba, enderece bien el cuerpo."\n'
CALM = '[[stages]]\nid = "calm"\n'
FAULTS = [
    (STEP_UP, CUE, "", "text.cue", MISSING),
    (STEP_UP, CUE, 'cue = " "\n', "text.cue", EMPTY),
    (STEP_UP, CUE, "cue = 7\n", "text.cue", EMPTY),
    (STEP_UP, CUE, CUE + 'breathing = "Respire."\n', "text.breathing", UNKNOWN),
    (STEP_UP, "[text]", '[texts]\nnote = "Bien."\n[text]', "texts", UNKNOWN),
    (STEP_UP, "[text]", "[conditions.gout]\n[text]", "conditions.gout", UNKNOWN),
    (STEP_UP, "[text]", '[conditions]\npatellofemoral-pain = []\n[text]', "conditions.patellofemoral-pain", UNKNOWN),
    (STEP_UP, "[text]", "loads_measured = false\n[text]", "loads_measured", UNKNOWN),
    (STEP_UP, "[text]", 'muscles = ["quadriceps"]\n[text]', "muscles", LENGTH),
    (STEP_UP, 'name = "end"', 'name = "middle"', "frames[1].name", UNKNOWN),
    (STEP_UP, "steps = [", 'steps = ["Suba.",', "text.steps", LENGTH),
    (STEP_UP, "pie {side_masculine} en el escalón.\"", "pie en el escalón.\"", "text.steps[1]", PLACEHOLDERS),
    (STEP_UP, "Arriba,", "Arriba, {side},", "text.cue", PLACEHOLDERS),
    (STEP_UP, "Arriba,", "Arriba, {lado},", "text.cue", PLACEHOLDERS),
    ("conditions/patellofemoral-pain.toml", CALM, CALM.replace("calm", "build"), "stages[0].id", UNKNOWN),
    ("conditions/patellofemoral-pain.toml", CALM, CALM + "[[stages]]\n", "stages", LENGTH),
    ("ladders/step.toml", "{cap}", "5", "stay", PLACEHOLDERS),
    ("screening/red-flags.toml", 'id = "locked-knee"', 'id = "rapid-effusion"', "rules[7].id", UNKNOWN),
    ("dosages.toml", "[isometric-tendon]", "[isometric-tendon]\nrest_s = 5", "isometric-tendon.rest_s", UNKNOWN),
    ("vocabulary.toml", "[equipment.worktop]", "[equipment.encimera]", "equipment.encimera", UNKNOWN),
    ("wording.toml", "side-left = ", "side-izquierda = ", "side-left", MISSING),
]  # fmt: skip


def with_translation(folder: Path, file: str, text: str) -> Content:
    """The content in force with another Spanish text of a file."""
    return overlaid(folder, {f"exercise_library/{SPANISH}/{file}": text})


@pytest.mark.parametrize(("file", "before", "after", "field", "what"), FAULTS)
def test_a_fault_is_told_with_file_and_field(
    file: str, before: str, after: str, field: str, what: str, tmp_path: Path
) -> None:
    text = built_in(f"{SPANISH}/{file}")
    assert before in text
    layers = with_translation(tmp_path, file, text.replace(before, after, 1)).layers
    kind = KINDS[file.partition("/")[0]]
    told = refused(lambda: in_language(layers, read_document(LIBRARY / file), kind, "es"))
    assert any(problem.field == field and problem.what.startswith(what) for problem in told), told
    assert {problem.file for problem in told} == {str(tmp_path / "exercise_library" / SPANISH / file)}


def test_a_fault_has_its_line_and_stops_that_language_alone(tmp_path: Path) -> None:
    text = built_in(f"{SPANISH}/{STEP_UP}").replace("Arriba,", "Arriba, {lado},")
    faulty = with_translation(tmp_path, STEP_UP, text)
    (problem,) = refused(lambda: faulty.library_in("es").exercises["step-up"])
    assert problem.line == text[: text.index("cue =")].count("\n") + 1
    assert check_library(faulty, TODAY) == (problem,)
    assert faulty.library.exercises["step-up"] == content().library.exercises["step-up"]


def test_two_missing_texts_are_two_problems_and_a_list_of_another_length_is_one(tmp_path: Path) -> None:
    text = built_in(f"{SPANISH}/{STEP_UP}")
    shorter = "\n".join(line for line in text.splitlines() if not line.startswith(("cue =", "fault =")))
    faulty = with_translation(tmp_path / "shorter", STEP_UP, shorter)
    assert len(refused(lambda: faulty.library_in("es").exercises["step-up"])) == 2
    longer = with_translation(tmp_path / "longer", STEP_UP, text.replace("steps = [", 'steps = ["Suba.",'))
    assert len(refused(lambda: longer.library_in("es").exercises["step-up"])) == 1


STRINGS = [
    ('contact_separator = "  "', "", "footer.contact_separator", "This text is missing."),
    ('name = "Para"', 'name = "Para"\nsurname = "De"', "facts.surname", "This text is unknown."),
    ('name = "Para"', 'name = ""', "facts.name", "This text is empty."),
    ("Página {page} de {pages}", "Página {page}", "footer.page", "The placeholder {pages} is missing."),
    ("Página {page} de {pages}", "Página {page} de {all}", "footer.page", "The placeholder {all} is unknown here."),
    ('short_weekdays = ["lun", ', "short_weekdays = [", "format.short_weekdays", "This list has 6 texts."),
    ("**Por qué para usted:**", "**Por qué para usted:", "cards.why", "A pair of ** is not closed."),
    ('direction = "ltr"', 'direction = "rtl"', "language.direction", "Languages that are written from right to left"),
]


@pytest.mark.parametrize(("before", "after", "field", "what"), STRINGS)
def test_the_words_of_a_language_are_whole_or_refused(
    before: str, after: str, field: str, what: str, tmp_path: Path
) -> None:
    text = (ROOT / "templates" / "strings" / "es.toml").read_text(encoding="utf-8")
    assert before in text
    faulty = overlaid(tmp_path, {"templates/strings/es.toml": text.replace(before, after, 1)})
    told = refused(lambda: faulty.strings("es"))
    assert {(problem.file, problem.field) for problem in told} == {
        (str(tmp_path / "templates" / "strings" / "es.toml"), field)
    }
    assert any(problem.what.startswith(what) for problem in told), told


# -- which translation belongs to which file -------------------------------------------------------------------------


def clinics(**changes: str) -> dict[str, str]:
    """Files of a pack that renames the step-up; language → the name there."""
    places = {"en": (STEP_UP, "Step-up"), "es": (f"{SPANISH}/{STEP_UP}", "Subida al escalón")}
    return {
        f"exercise_library/{place}": built_in(place).replace(f'name = "{usual}"', f'name = "{changes[language]}"')
        for language, (place, usual) in places.items()
        if language in changes
    }


def test_a_clinics_exercise_without_its_translation_is_refused(tmp_path: Path) -> None:
    untranslated = overlaid(tmp_path, clinics(en="Up the step"))
    assert untranslated.library.exercises["step-up"].text.name == "Up the step"
    (problem,) = refused(lambda: untranslated.library_in("es").exercises["step-up"])
    assert problem.file == str(tmp_path / "exercise_library" / STEP_UP)
    assert "no translation" in problem.what
    assert f"exercise_library/{SPANISH}/{STEP_UP}" in problem.hint
    assert check_library(untranslated, TODAY) == (problem,)


def test_a_clinics_exercise_with_its_translation_works(tmp_path: Path) -> None:
    both = overlaid(tmp_path, clinics(en="Up the step", es="Arriba"))
    assert both.library.exercises["step-up"].text.name == "Up the step"
    assert both.library_in("es").exercises["step-up"].text.name == "Arriba"
    assert check_library(both, TODAY) == ()


def test_a_clinic_may_change_a_translation_alone_and_another_one_may_add_it(tmp_path: Path) -> None:
    changed = overlaid(tmp_path / "changed", clinics(es="Arriba"))
    assert changed.library.exercises["step-up"] == content().library.exercises["step-up"]
    assert changed.library_in("es").exercises["step-up"].text.name == "Arriba"
    packs = [pack(tmp_path / "first", clinics(en="Up the step")), pack(tmp_path / "second", clinics(es="Arriba"))]
    assert open_content(packs).library_in("es").exercises["step-up"].text.name == "Arriba"
    (problem,) = refused(lambda: open_content(packs[::-1]).library_in("es").exercises["step-up"])
    assert "no translation" in problem.what


# -- every language of the repository --------------------------------------------------------------------------------


def test_every_language_is_whole() -> None:
    assert TRANSLATIONS
    told = check_library(content(), TODAY)
    assert [problem for problem in told if not problem.file.startswith("images/")] == []
    assert unmeasured(content()) == ()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_translation_lies_where_nothing_asks_for_it(language: str) -> None:
    folder = LIBRARY / "translations" / language
    assert [path for path in folder.rglob("*.toml") if not (LIBRARY / path.relative_to(folder)).is_file()] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_changes_no_fact(language: str) -> None:
    translated, original = content().library_in(language), content().library
    assert [*_facts(translated)] == [*_facts(original)]
    assert translated.exercises["step-up"].name != original.exercises["step-up"].name


def _facts(library: Library) -> Iterator[Any]:
    """All that the library holds beside its texts."""
    tables = (library.exercises, library.ladders, library.conditions, library.dosages, *library.vocabulary.values())
    yield from map(_without_texts, chain(library.screening, *(table.values() for table in tables)))
    yield library.running, {**library.sources}, [*library.wording]


def _without_texts(model: Model) -> Any:
    """A model as plain values; of a text that is translated, only whether it is there."""
    data = model.model_dump(mode="json")
    for *way, last in marked(type(model), data, Translated):
        table: Any = data
        for part in way:
            table = table[part]
        table[last] = bool(table[last])
    return data


# -- handouts --------------------------------------------------------------------------------------------------------


def requested(language: str | None) -> MakeRequest:
    return MakeRequest(today=TODAY, format="json", language=language)


@pytest.mark.parametrize("language", TRANSLATIONS)
@pytest.mark.parametrize("profile", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_told_in_every_language(profile: Path, language: str) -> None:
    plan = make(profile, content(), requested(language)).plan
    assert plan.language == plan.profile.patient.language == language
    assert _decided(plan) == _decided(make(profile, content(), requested(None)).plan)
    handout = composed_from(plan, content())
    assert handout.language == language
    assert render_text(handout) != render_text(composed_from(make(profile, content(), requested(None)).plan, content()))


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_case_is_told_in_every_language(language: str) -> None:
    outcomes = set()
    for case in cases():
        plan = plan_of(case, content().library_in(language))
        assert _decided(plan) == _decided(plan_of(case)), case.id
        assert render_text(composed_from(plan, content()))
        outcomes.add(plan.outcome)
    assert outcomes == {"plan", "referral", "hold"}


def _decided(plan: Plan) -> tuple[Any, ...]:
    """What a plan comes to, its sentences left out."""
    exercises = [(one.id, one.dosage, one.minutes, one.from_week, one.replaces) for one in plan.exercises]
    decisions = [(one.exercise, one.verdict, one.rule) for one in plan.decisions]
    actions = [(one.rule, one.action, one.urgency) for one in plan.screening.actions]
    return plan.outcome, plan.stage, exercises, plan.schedule, plan.running_weeks, decisions, actions


def test_a_plan_stays_in_its_language(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(make(EXAMPLES[-1], content(), requested(None)).document)
    with pytest.raises(InvalidInput) as error:
        make(plan, content(), requested("es"))
    (problem,) = error.value.diagnostics
    assert error.value.exit_code == EXIT_INVALID_INPUT
    assert (problem.file, problem.field) == (str(plan), "language")
    assert problem.what == 'The sentences of this plan are in "en", and a handout in "es" is asked for.'
    assert problem.hint == "Make it anew from the profile."


@pytest.mark.parametrize("asked_again", [None, "es"])
def test_a_plan_made_in_another_language_can_be_made_again(asked_again: str | None, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    made = make(EXAMPLES[-1], content(), requested("es"))
    plan.write_bytes(made.document)
    again = make(plan, content(), requested(asked_again))
    assert again.document == made.document
    with pytest.raises(InvalidInput):
        make(plan, content(), requested("en"))


def test_reasons_are_told_in_another_language() -> None:
    english, spanish = (explain(EXAMPLES[-1], content(), TODAY, language) for language in ("en", "es"))
    assert _decided(english.plan) == _decided(spanish.plan)
    assert english.sources == spanish.sources
    told = [{decision.because for decision in explained.plan.decisions} for explained in (english, spanish)]
    assert told[0].isdisjoint(told[1])
