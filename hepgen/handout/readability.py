"""How hard English text is to read: the Flesch–Kincaid school grade, and sentences that are too long.

Patients' text is written for a reading age of 9 to 11 (NHS service manual), which is school grade 6 at most. The grade
of a single sentence means little, so texts are measured section by section.
"""

from __future__ import annotations

import re

MOST_GRADE = 6.0
MOST_WORDS = 20
"""Of a section, and of a sentence."""

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_SILENT_E = re.compile(r"(?:[^laeiouy]|[aeiouy]l|rl)(?<!tr)(?<!br)e$")
_SILENT_ED = re.compile(r"[^td]ed$")
_SILENT_ES = re.compile(r"(?:[^aeiouyscxzghl]|[aeiouy]l)(?<!tr)es$")
_VOWELS = re.compile(r"[aeiouy]+")
_TWO_VOWELS = re.compile(r"(?<![tscx])i[ao]|[^qg]ua|(?<!p)eo(?!u)|[aeiou]ing$|uo|ie[rt]$|cien|[rd]ea$")
"""Neighbouring vowels that are spoken one by one, as in "diary", "gradual", "doing", "quiet"."""


def grade(text: str) -> float:
    """The Flesch–Kincaid grade: 0.39 × words a sentence + 11.8 × syllables a word − 15.59; 0 without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(map(syllable_count, words))
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * syllables / len(words) - 15.59


def sentences(text: str) -> list[str]:
    """The sentences and list items that hold words; a colon or semicolon ends one, as it does in speech."""
    return [part for part in _SENTENCE_END.split(text.strip()) if _WORD.search(part)]


def long_sentences(text: str) -> list[str]:
    """Those of more than twenty words."""
    return [sentence for sentence in sentences(text) if len(_WORD.findall(sentence)) > MOST_WORDS]


def syllable_count(word: str) -> int:
    """Spoken syllables, by the rules of English spelling; right for nine words in ten, and never below one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(letters)) + len(_TWO_VOWELS.findall(letters))
    if len(letters) > 2 and any(ending.search(letters) for ending in (_SILENT_E, _SILENT_ED, _SILENT_ES)):
        count -= 1
    return max(count, 1)
