"""The reading grade of patients' text."""

from __future__ import annotations

import pytest

from hepgen.handout.readability import grade, long_sentences, sentences, syllable_count

SYLLABLES = {
    1: "knee stairs moved sore hinge whole shoes does breathe weight times miles",
    2: "muscle muscles little people quiet rested lifted pushes table trouble higher raises metres",
    3: "exercise patella gradual radio easier heavier serious video area",
    4: "elevation kilometre",
    6: "iliotibial",
}


@pytest.mark.parametrize(("word", "count"), [(word, n) for n, words in SYLLABLES.items() for word in words.split()])
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllable_count(word) == count


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # 6 words, 1 sentence, 6 syllables; 2 sentences of 3 words of 2 syllables
    assert grade("Bend your knee and then stand.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade("Gentle muscle lowers. Gentle muscle lowers.") == pytest.approx(0.39 * 3 + 11.8 * 2 - 15.59)


def test_items_of_a_list_are_sentences_and_numbers_are_not_words() -> None:
    assert sentences("Lift your hips\n3 × 10\nLower them: slowly.") == ["Lift your hips", "Lower them:", "slowly."]
    assert grade("3 × 10") == 0.0


def test_twenty_words_are_enough_for_a_sentence() -> None:
    assert long_sentences("go " * 20) == []
    assert len(long_sentences("go " * 21)) == 1
