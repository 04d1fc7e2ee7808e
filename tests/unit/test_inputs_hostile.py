"""Any file, however broken, gets an answer: a profile, or a list of problems; never another error or a long wait."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profile_fixture import PROFILE, problems

QUICK = settings(max_examples=150, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])

JSON = json.dumps(tomllib.loads(PROFILE), default=date.isoformat, indent=1)
FORMATS = [("profile.toml", PROFILE), ("profile.json", JSON)]

fragments = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["[", "]", "{", "}", '"', "'", '"""', "=", "\n", "#", "\\", "\0", "\ufeff", "null", "1e999", "-0", "0x"]
    ),
    st.sampled_from(
        ["1991-04-12", "true", "[[patient]]", "[patient]", "patient.name = 1\n", "name", "0.1.2", "9" * 400]
    ),
)


@pytest.mark.parametrize(("name", "text"), FORMATS)
@QUICK
@given(data=st.data())
def test_a_damaged_profile(name: str, text: str, tmp_path: Path, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 60)))
        text = text[:start] + data.draw(fragments) + text[end:]
    for problem in problems(tmp_path, text.encode("utf-8", "surrogatepass"), name):
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
        assert problem.what


@pytest.mark.parametrize("name", ["profile.toml", "profile.json"])
@QUICK
@given(content=st.binary(max_size=300))
def test_any_bytes(name: str, tmp_path: Path, content: bytes) -> None:
    problems(tmp_path, content, name)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PLACES = [
    (table, field) for table, fields in tomllib.loads(PROFILE).items() if isinstance(fields, dict) for field in fields
]


@QUICK
@given(place=st.sampled_from(PLACES), value=values)
def test_any_value_in_any_field(tmp_path: Path, place: tuple[str, str], value: object) -> None:
    document = json.loads(JSON)
    document[place[0]][place[1]] = value
    for problem in problems(tmp_path, json.dumps(document), "profile.json"):
        assert problem.what


def with_excluded(exercises: Iterable[str]) -> bytes:
    document = json.loads(JSON)
    document["plan"]["exclude"] = [*exercises]
    return json.dumps(document, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("profile.toml", b"a = " + b"[" * 250_000),
        ("profile.toml", b"a = " + b"{a=" * 80_000),
        ("profile.toml", b"[" + b"a." * 120_000 + b"a]"),
        ("profile.toml", b"\n".join(b".".join([b"a%d" % n] * 19) + b" = 1" for n in range(3000))),
        ("profile.toml", b"".join(b"[[a]]\n" for _ in range(40_000))),
        ("profile.toml", b"".join(b"k%d = 1\n" % n for n in range(20_000))),
        ("profile.toml", b"x = {" + b".".join([b"a"] * 100_000) + b" = 1}"),
        ("profile.toml", b'"' * 250_000),
        ("profile.toml", b" " * 250_000 + b"x"),
        ("profile.toml", b"x = '" + "\u202e".encode() * 80_000 + b"'"),
        ("profile.json", b"[" * 250_000),
        ("profile.json", b'{"a":' * 40_000),
        ("profile.json", b"{" + b",".join(b'"k%d":1' % n for n in range(20_000)) + b"}"),
        ("profile.json", b"{" + b",".join([b'"k":1'] * 40_000) + b"}"),
        ("profile.json", b'{"a": [' + b"1," * 120_000 + b"1]}"),
        ("profile.json", b"{" + b",".join(b'"%x":1' % n for n in range(25_000)) + b',"1":2}'),
        ("profile.json", b"{" + b",".join(b'"%x":1' % (n % 12_000) for n in range(24_000)) + b"}"),
        ("profile.json", with_excluded(f"zzx{number:05}" for number in range(18_000))),
        ("profile.json", with_excluded(["\u202e"] * 20_000)),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[:14]!r}",
)
def test_a_file_made_to_be_slow_is_answered_in_seconds(name: str, content: bytes, tmp_path: Path) -> None:
    start = time.process_time()
    told = problems(tmp_path, content, name)
    assert time.process_time() - start < 5
    assert 0 < len(told) <= 101
    assert len("\n".join(map(str, told))) < 100_000, "more than a person can read"
