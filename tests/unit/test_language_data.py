"""Dates, numbers and lists are written as the Unicode locale data (CLDR) has them for each language."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal

from hepgen.handout.text import Texts
from hepgen.packs.content import open_content

CONTENT = open_content()
COUNTRIES = {"en": "en_GB"}
"""Languages that are written for a country other than the one that the locale data take."""

MONDAY = date(2027, 1, 4)
WEEK = [MONDAY + timedelta(days=day) for day in range(7)]
MONTHS = [date(2027, month, 3) for month in range(1, 13)]


@pytest.fixture(params=CONTENT.languages)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def texts(language: str) -> Texts:
    return Texts(CONTENT.strings(language), language)


@pytest.fixture
def locale(language: str) -> Locale:
    return Locale.parse(COUNTRIES.get(language, language).replace("-", "_"))


def test_months_and_days_have_their_names(texts: Texts, locale: Locale, language: str) -> None:
    words = CONTENT.strings(language)["format"]
    assert words["months"] == [get_month_names("wide", locale=locale)[month] for month in range(1, 13)]
    assert words["short_months"] == [get_month_names("abbreviated", locale=locale)[month] for month in range(1, 13)]
    assert [texts.weekday(day) for day in WEEK] == [get_day_names("wide", locale=locale)[day] for day in range(7)]
    assert [texts.short_weekday(day) for day in WEEK] == [
        get_day_names("abbreviated", locale=locale)[day] for day in range(7)
    ]


@pytest.mark.parametrize("day", MONTHS, ids=str)
def test_dates_have_their_order(day: date, texts: Texts, locale: Locale) -> None:
    assert texts.date(day) == format_date(day, "long", locale=locale)
    assert texts.day_month(day) == format_skeleton("MMMMd", day, locale=locale)
    assert texts.short_date(day) == format_skeleton("MMMd", day, locale=locale)


@pytest.mark.parametrize("number", [0, 7, 0.5, 2.25, 12.5, 100.0])
def test_numbers_have_their_decimal_sign(number: float, texts: Texts, locale: Locale, language: str) -> None:
    assert texts.number(number) == format_decimal(number, "0.##", locale=locale)
    assert CONTENT.library_in(language).wording["decimal"] == CONTENT.strings(language)["format"]["decimal"]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_lists_have_their_separators(count: int, texts: Texts, locale: Locale) -> None:
    items = ["1", "2", "3", "4"][:count]
    assert texts.join(items) == format_list(items, locale=locale)
