"""`--lang`: the handout and the reasons in another language, and what cannot be had in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import TODAY, Hepgen
from pseudo_language import LANGUAGE, pseudo_language_pack

MAKE = ("make", "--today", TODAY, "--format", "txt", "--lang", "es")


@pytest.mark.parametrize(("profile", "code", "title"), [
    ("anna.toml", 0, "Ejercicios para su rodilla derecha"),
    ("flag.toml", 5, "Qué hacer ahora"),
])  # fmt: skip
def test_the_handout_is_in_the_language(profile: str, code: int, title: str, hepgen: Hepgen, clinic: Path) -> None:
    assert hepgen(*MAKE, profile).code == code
    assert title in (clinic / profile).with_suffix(".txt").read_text(encoding="utf-8")


def test_the_clinicians_page_is_in_the_language(hepgen: Hepgen, clinic: Path) -> None:
    assert hepgen(*MAKE, "anna.toml", "--clinician").code == 0
    assert "Página del profesional" in (clinic / "anna-clinician.txt").read_text(encoding="utf-8")


def test_a_plan_of_another_language_is_refused(hepgen: Hepgen, clinic: Path) -> None:
    assert hepgen("make", "--today", TODAY, "--format", "json", "anna.toml", "-o", "plan.json").code == 0
    answer = hepgen(*MAKE, "plan.json", "-o", "plan.txt")
    assert (answer.code, answer.out) == (3, "")
    assert 'The sentences of this plan are in "en", and a handout in "es" is asked for.' in answer.err
    assert "Make it anew from the profile." in answer.err
    assert not (clinic / "plan.txt").exists()


def test_reasons_are_told_in_the_language(hepgen: Hepgen) -> None:
    english, spanish = (hepgen("explain", "anna.toml", "--today", TODAY, "--lang", lang) for lang in ("en", "es"))
    assert english.code == spanish.code == 0
    assert "Fills the place" in english.out
    assert "Ocupa el lugar" in spanish.out


@pytest.mark.parametrize("command", ["make", "explain"])
def test_an_unknown_language_is_refused(command: str, hepgen: Hepgen) -> None:
    answer = hepgen(command, "anna.toml", "--lang", "zz")
    assert answer.code == 2
    assert "'zz' is not one of en, es." in answer.err


def test_a_language_without_a_measure_is_told_once(hepgen: Hepgen, tmp_path: Path) -> None:
    told = hepgen("library", "check", "--pack", pseudo_language_pack(tmp_path / "language")).err.splitlines()
    assert [line.partition(":")[0] for line in told if "reading ease" in line] == [LANGUAGE]
