"""How hard patients' text is to read, in each language that has a measure."""

from __future__ import annotations

import pytest

from hepgen.handout.readability import Measure, long_sentences, measure_of, sentences
from hepgen.handout.syllables import in_english, in_spanish

ENGLISH_WORDS = {
    1: "knee stairs moved sore hinge whole shoes does breathe weight times miles",
    2: "muscle muscles little people quiet rested lifted pushes table trouble higher raises metres",
    3: "exercise patella gradual radio easier heavier serious video area",
    4: "elevation kilometre",
    6: "iliotibial",
}

SPANISH_WORDS = {
    1: "y o pie muy hay que quien bien cien dio fue buey guion kg",
    2: "leer caer peor día frío oír raíz guía búho baúl aquí seguir agua hueso ciudad siempre pausa cambiáis",
    3: "rodilla ahora estire aguante cuídese músculo rótula línea prohíbe",
    4: "ejercicio escalera vehículo continúe averigüe",
    5: "estiramiento rehabilitar fisiología",
    6: "fisioterapeuta",
    7: "antiinflamatorio",
}


def words(by_count: dict[int, str]) -> list[tuple[str, int]]:
    return [(word, count) for count, listed in by_count.items() for word in listed.split()]


def measured(language: str) -> Measure:
    measure = measure_of(language)
    assert measure is not None
    return measure


@pytest.mark.parametrize(("word", "count"), words(ENGLISH_WORDS))
def test_english_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert in_english(word) == count


@pytest.mark.parametrize(("word", "count"), words(SPANISH_WORDS))
def test_spanish_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert in_spanish(word) == in_spanish(word.upper()) == count


def test_english_is_graded_by_flesch_and_kincaid() -> None:
    # 6 words, 1 sentence, 6 syllables; 2 sentences of 3 words of 2 syllables
    english = measured("en")
    assert english.of("Bend your knee and then stand.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert english.of("Gentle muscle lowers. Gentle muscle lowers.") == pytest.approx(0.39 * 3 + 11.8 * 2 - 15.59)


def test_spanish_is_measured_by_the_perspicuity_of_szigriszt_and_pazos() -> None:
    # 6 words, 1 sentence, 12 syllables; 2 sentences, 4 words, 8 syllables
    spanish = measured("es")
    assert spanish.of("Doble la rodilla y baje despacio.") == pytest.approx(206.835 - 62.3 * 12 / 6 - 6)
    assert spanish.of("¿Duele poco? Siga igual.") == pytest.approx(206.835 - 62.3 * 8 / 4 - 4 / 2)


def test_a_text_is_too_hard_on_the_wrong_side_of_its_measure() -> None:
    hard = {
        "en": "Sophisticated coordination necessitates considerable determination.",
        "es": "Intensifique progresivamente la musculatura extensora mediante contracciones isométricas.",
    }
    easy = {"en": "Bend your knee. Go slowly.", "es": "Doble la rodilla. Vaya despacio."}
    for language, limit in (("en", "at most 6"), ("es", "at least 65")):
        assert measured(language).too_hard(hard[language]).endswith(limit)
        assert measured(language).too_hard(easy[language]) == ""


def test_a_country_has_its_languages_measure_and_others_have_none() -> None:
    assert measure_of("es-MX") is measure_of("es")
    assert measure_of("cy") is None


def test_items_of_a_list_are_sentences_and_numbers_are_not_words() -> None:
    assert sentences("Lift your hips\n3 × 10\nLower them: slowly.") == ["Lift your hips", "Lower them:", "slowly."]
    for language in ("en", "es"):
        assert measured(language).of("3 × 10") is None
        assert measured(language).too_hard("3 × 10") == ""


@pytest.mark.parametrize("word", ["go", "día"])
def test_twenty_words_are_enough_for_a_sentence(word: str) -> None:
    assert long_sentences(f"{word} " * 20) == []
    assert len(long_sentences(f"{word} " * 21)) == 1
