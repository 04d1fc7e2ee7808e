"""JSON Schemas of what hepgen reads and writes, for editors and other programs."""

from __future__ import annotations

from typing import Any

from hepgen.inputs.identifiers import Known, add_to_schema
from hepgen.model.plan import Plan
from hepgen.model.profile import Profile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def profile_schema(known: Known) -> dict[str, Any]:
    """The schema of a profile, with the ids that the library knows."""
    schema = Profile.model_json_schema()
    add_to_schema(schema, known)
    return {"$schema": _DIALECT, **schema}


def plan_schema(known: Known) -> dict[str, Any]:
    """The schema of a plan, with the ids that the library knows."""
    schema = Plan.model_json_schema(by_alias=True)
    add_to_schema(schema, known)
    return {"$schema": _DIALECT, **schema}
