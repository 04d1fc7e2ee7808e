"""The locator finds each field's line in any way TOML and JSON let it be written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profile_fixture import PROFILE

from hepgen.model.positions import Location, dotted, json_lines, line_of, parse_dotted, toml_lines

TOML = '''\
# a comment with [brackets] and = signs
top = "a # no comment"
[plain]
value = [1, [2,
  3], "]"]
"quoted key" = { a = 1, b.c = { d = "}" } }
long = """
[not] a = header
"quotes" inside"""
literal = \'\'\'
x = 1\'\'\'
dotted . "k.ey" = 2026-11-20

[[list]]
a = 1
[[list]]
a = 2
  [list.inner]
  b = 3
  [[list.deep]]
  c = 4
'''


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("top",), 2),
        (("plain",), 3),
        (("plain", "value"), 4),
        (("plain", "value", 0), 4),
        (("plain", "value", 1, 1), 5),
        (("plain", "value", 2), 5),
        (("plain", "quoted key", "b", "c", "d"), 6),
        (("plain", "long"), 7),
        (("plain", "literal"), 10),
        (("plain", "dotted", "k.ey"), 12),
        (("list", 0), 14),
        (("list", 1, "a"), 17),
        (("list", 1, "inner", "b"), 19),
        (("list", 1, "deep", 0, "c"), 21),
        (("list", 1, "missing"), 16),
        (("nowhere",), None),
    ],
)
def test_toml(location: Location, line: int | None) -> None:
    assert line_of(location, toml_lines(TOML)) == line


def test_json() -> None:
    text = '{\n "a": {"b": [1,\n  {"c": "}]"}]},\n "d\\"e": null\n}'
    lines = json_lines(text)
    found = {dotted(location): line for location, line in lines.items() if location}
    assert found == {"a": 2, "a.b": 2, "a.b[0]": 2, "a.b[1]": 3, "a.b[1].c": 3, 'd"e': 4}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_every_place_of_any_json_has_a_line(value: object) -> None:
    text = json.dumps(value, indent=1)
    lines = json_lines(text)
    assert max(lines.values()) <= len(text.split("\n"))
    assert set(lines) == set(places(value))


def places(value: object, location: Location = ()) -> list[Location]:
    children: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    return [location, *(place for part, item in children for place in places(item, (*location, part)))]


def test_dotted_and_back() -> None:
    location = ("exercises", 12, "dosage", "sets")
    assert dotted(location) == "exercises[12].dosage.sets"
    assert parse_dotted(dotted(location)) == location


def test_the_profile_needs_no_search() -> None:
    assert line_of(("clinician", "name"), toml_lines(PROFILE)) == PROFILE.count("\n", 0, PROFILE.index("Sam")) + 1
