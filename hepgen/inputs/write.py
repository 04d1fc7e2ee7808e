"""Write a profile as a TOML file that a person goes on with: what is known, and what could be added."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from hepgen.model.annotations import fields, literals, models, required, step
from hepgen.model.profile import Profile

SCHEMA_FILE = "profile.schema.json"
"""Where an editor looks for the JSON Schema, beside the profile."""

_HEAD = f"""\
#:schema ./{SCHEMA_FILE}
# A patient profile for hepgen. Fields after a "#" may be filled in; lines you do not need may go.
# An editor that knows TOML completes and checks the fields after: hepgen schema profile > {SCHEMA_FILE}
"""


def write_profile_toml(profile: Profile) -> str:
    """The profile as TOML. Fields that are not known follow as comments: nothing must be looked up."""
    return "\n".join([_HEAD, *_tables(profile)])


def _tables(profile: Profile) -> Iterator[str]:
    given = profile.model_dump(exclude_none=True)
    for name, annotation in fields(Profile).items():
        (model,) = models(annotation) or models(step(annotation, 0))
        value = given.get(name)
        if isinstance(value, tuple):
            rows = value or ({},)
            mark = "" if value else "# "
            yield from ("\n".join(_table(f"{mark}[[{name}]]", model, row, mark)) + "\n" for row in rows)
        else:
            mark = "# " if value is None else ""
            yield "\n".join(_table(f"{mark}[{name}]", model, value or {}, mark)) + "\n"


def _table(head: str, model: Any, given: dict[str, Any], mark: str) -> Iterator[str]:
    yield head
    for name, annotation in fields(model).items():
        if given.get(name) == () and models(step(annotation, 0)):
            example = ", ".join(f'{field} = "…"' for field in fields(models(step(annotation, 0))[0]))
            yield f"# {name} = [{{ {example} }}]"
        elif name in given:
            yield f"{mark}{name} = {_toml(given[name])}"
        else:
            closed = " | ".join(literals(annotation))
            needed = "required" if name in required(model) else ""
            remark = "; ".join(filter(None, (needed, closed)))
            yield f"# {name} =" + (f"  # {remark}" if remark else "")


def _toml(value: Any) -> str:
    """A value as TOML. JSON's strings, numbers and true/false are TOML as well."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {_toml(item)}' for name, item in value.items())} }}"
    if isinstance(value, str):
        # TOML knows JSON's escapes but allows no delete character unescaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return json.dumps(value)
