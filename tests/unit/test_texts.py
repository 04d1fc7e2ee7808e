"""The words of a language: what fills a template, what is refused, how numbers and dates are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from handout_fixture import english
from hypothesis import given
from hypothesis import strategies as st

from hepgen.errors import InvalidPack
from hepgen.handout.blocks import Span
from hepgen.handout.text import Texts, check_strings, fill, upper_first
from hepgen.packs.content import open_content

CONTENT = open_content()
ENGLISH = Texts(english(), "en")
HANDOUT_CODE = Path(__file__).parents[2] / "hepgen" / "handout"


def texts(**strings: Any) -> Texts:
    return Texts({**english(), **strings}, "en")


def test_a_template_is_filled_and_its_strong_parts_are_spans() -> None:
    told = texts(a={"b": "**Dear {name},** do {n} sets."})
    assert told.phrase("a.b", name="Jo", n=3) == (Span("Dear Jo,", strong=True), Span(" do 3 sets."))
    assert told.say("a.b", name="Jo", n=3) == "Dear Jo, do 3 sets."


@pytest.mark.parametrize("hostile", ["**loud**", "{n}", "{name}", "<b>x</b>", "{", "a}b{", "\\g<0>", "%s"])
def test_a_value_is_never_read_as_markup_or_template(hostile: str) -> None:
    told = texts(a="**Dear** {name}: {n}")
    assert told.phrase("a", name=hostile, n=1) == (Span("Dear", strong=True), Span(f" {hostile}: 1"))


@given(st.text())
def test_any_value_comes_out_as_it_went_in(value: str) -> None:
    assert texts(a="<{name}>").say("a", name=value) == f"<{value}>"
    assert fill("{a}{b}", {"a": value, "b": "{a}"}) == value + "{a}"


def test_the_plural_form_follows_the_number() -> None:
    told = texts(sets={"one": "{n} set", "other": "{n} sets"})
    assert [told.say("sets", n=n) for n in (0, 1, 2)] == ["0 sets", "1 set", "2 sets"]


@pytest.mark.parametrize(
    ("strings", "key", "what"),
    [
        ({}, "fridge.nothing", "This text is missing."),
        ({}, "format.months", "A text is expected."),
        ({"a": "{name}"}, "a", "No value is given for {name}."),
        ({"a": "**open"}, "a", "A pair of ** is not closed."),
        ({"a": ["x"]}, "a", "A text is expected."),
        ({"a": {"one": "x"}}, "a.other", "This text is missing."),
    ],
)
def test_what_is_missing_or_malformed_is_refused_with_file_and_key(
    strings: dict[str, Any], key: str, what: str
) -> None:
    with pytest.raises(InvalidPack) as refused:
        texts(**strings).say(key.removesuffix(".other"), n=2)
    (problem,) = refused.value.diagnostics
    assert (problem.file, problem.field, problem.what) == ("templates/strings/en.toml", key, what)


def test_numbers_and_ranges() -> None:
    assert [ENGLISH.number(x) for x in (0, 3, 2.5, 1.25, 100.0, 4.0)] == ["0", "3", "2.5", "1.25", "100", "4"]
    assert [ENGLISH.count(n) for n in (1, 4, 12, 13)] == ["one", "four", "twelve", "13"]
    assert (ENGLISH.span(3, 4), ENGLISH.span(3, 3)) == ("3 to 4", "3")


def test_another_language_has_its_own_decimal_sign_and_order_of_a_date() -> None:
    german = Texts({"format": {**english()["format"], "decimal": ",", "date": "{day}. {month} {year}"}}, "de")
    assert german.number(2.5) == "2,5"
    assert german.date(date(2026, 4, 3)) == "3. April 2026"


def test_dates_and_days() -> None:
    day = date(2026, 11, 23)
    assert ENGLISH.date(day) == "23 November 2026"
    assert ENGLISH.day_month(day) == "23 November"
    assert ENGLISH.short_date(day) == "23 Nov"
    assert (ENGLISH.weekday(day), ENGLISH.short_weekday(day)) == ("Monday", "Mon")


def test_lists_in_running_text() -> None:
    assert [ENGLISH.join(items) for items in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


def test_a_capital_first_letter_leaves_the_rest() -> None:
    assert [upper_first(text) for text in ("", "right leg", "éa", "AKPS")] == ["", "Right leg", "Éa", "AKPS"]


def test_check_strings_finds_every_difference_from_the_reference() -> None:
    reference = {"a": "x {n}", "b": ["1", "2"], "c": {"one": "{n} y", "other": "{n} z"}, "d": "w"}
    strings = {"a": "x {m}", "b": ["1"], "c": {"one": "**y"}, "d": " ", "e": "?"}
    problems = check_strings(strings, reference, "templates/strings/fr.toml")
    assert [(problem.field, problem.what) for problem in problems] == [
        ("a", "The placeholder {m} is unknown here."),
        ("a", "The placeholder {n} is missing."),
        ("b", "This list has 1 texts."),
        ("c.one", "A pair of ** is not closed."),
        ("c.other", "This text is missing."),
        ("d", "This text is empty."),
        ("e", "This text is unknown."),
    ]
    assert {problem.file for problem in problems} == {"templates/strings/fr.toml"}
    assert check_strings(english(), english(), "en") == ()


@pytest.mark.parametrize("language", CONTENT.languages)
def test_no_sentence_of_the_strings_is_longer_than_twenty_words(language: str) -> None:
    for sentence in _sentences(CONTENT.strings(language)):
        assert len(sentence.split()) <= 20, sentence


def test_a_number_never_parts_from_its_unit() -> None:
    for unit in ("minutes", "seconds", "kilograms", "kilometres"):
        assert " " not in ENGLISH.say(f"dose.{unit}", n=2)


def _sentences(strings: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for entry in strings.values():
        if isinstance(entry, dict):
            found += _sentences(entry)
        else:
            for text in [entry] if isinstance(entry, str) else entry:
                found += re.split(r"(?<=[.?!])\s+", text)
    return found


def test_code_holds_no_sentence_for_patients() -> None:
    """A string literal of three or more words outside docstrings would be one."""
    for path in HANDOUT_CODE.rglob("*.py"):
        code = re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))
        for line in code.splitlines():
            to_the_author = re.search(r'Diagnostic\(|_invalid\(|yield f?"', line)
            for literal in re.findall(r'"([A-Z][a-z]+ [a-z]+ [^"]*)"', "" if to_the_author else line):
                pytest.fail(f"{path.name}: {literal}")
