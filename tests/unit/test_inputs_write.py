"""A profile that hepgen writes is one that it reads, and says what else could stand in it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from profile_fixture import TODAY, known, problems
from strategies import profiles

from hepgen.inputs.schema import plan_schema, profile_schema
from hepgen.inputs.write import write_profile_toml
from hepgen.model.annotations import fields, models, step
from hepgen.model.profile import Clinician, Patient, Problem, Profile, Screening
from hepgen.model.reading import parse, validate

MINIMAL = Profile(
    patient=Patient(name='Jo "Joey" \\ Bloggs\x7f', date_of_birth=date(1984, 2, 3)),
    problem=Problem(condition="patellofemoral-pain", side="left", worst_pain=4),
    screening=Screening(completed_on=TODAY, red_flags=()),
    clinician=Clinician(name="Sam Taylor"),
)


@settings(max_examples=50)
@given(profiles(known().library, TODAY))
def test_what_is_written_is_read_back_equal(profile: Profile) -> None:
    assert validate(parse("profile.toml", write_profile_toml(profile), "toml"), Profile) == profile


def test_control_characters_survive_the_way() -> None:
    assert validate(parse("profile.toml", write_profile_toml(MINIMAL), "toml"), Profile) == MINIMAL


def test_every_field_is_shown_as_a_value_or_a_comment() -> None:
    text = write_profile_toml(MINIMAL)
    for table, annotation in fields(Profile).items():
        (model,) = models(annotation) or models(step(annotation, 0))
        for name in fields(model):
            assert f"{name} =" in text.partition(f"[{table}]")[2], f"{table}.{name}"


def test_comments_name_closed_lists() -> None:
    assert "# irritability =  # low | moderate | high" in write_profile_toml(MINIMAL)


def test_the_written_file_needs_nothing_more(tmp_path: Path) -> None:
    plain = MINIMAL.model_copy(update={"patient": Patient(name="Jo", date_of_birth=date(1984, 2, 3))})
    assert problems(tmp_path, write_profile_toml(plain)) == ()
    assert tomllib.loads(write_profile_toml(plain))["screening"]["red_flags"] == []


def test_schemas_complete_the_ids() -> None:
    profile, plan = profile_schema(known()), plan_schema(known())
    for schema in (profile, plan):
        assert "locked-knee" in schema["$defs"]["Screening"]["properties"]["red_flags"]["items"]["enum"]
        assert schema["$defs"]["PlanRequest"]["properties"]["person"]["enum"] == ["auto", "man", "woman"]
    assert "schema" in plan["properties"]
