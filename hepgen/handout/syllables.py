"""Spoken syllables, counted from the spelling; a word never has fewer than one."""

from __future__ import annotations

import re

# -- English ---------------------------------------------------------------------------------------------------------

_SILENT_E = re.compile(r"(?:[^laeiouy]|[aeiouy]l|rl)(?<!tr)(?<!br)e$")
_SILENT_ED = re.compile(r"[^td]ed$")
_SILENT_ES = re.compile(r"(?:[^aeiouyscxzghl]|[aeiouy]l)(?<!tr)es$")
_VOWELS = re.compile(r"[aeiouy]+")
_TWO_VOWELS = re.compile(r"(?<![tscx])i[ao]|[^qg]ua|(?<!p)eo(?!u)|[aeiou]ing$|uo|ie[rt]$|cien|[rd]ea$")
"""Neighbouring vowels that are spoken one by one, as in "diary", "gradual", "doing", "quiet"."""


def in_english(word: str) -> int:
    """By the rules of English spelling; right for nine words in ten."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(letters)) + len(_TWO_VOWELS.findall(letters))
    if len(letters) > 2 and any(ending.search(letters) for ending in (_SILENT_E, _SILENT_ED, _SILENT_ES)):
        count -= 1
    return max(count, 1)


# -- Spanish ---------------------------------------------------------------------------------------------------------

_SILENT = re.compile(r"(?<!c)h|(?<=[qg])u(?=[eiéí])")
"""The h of "ahora" and the u of "que" and "seguir"; that of "averigüe" is spoken."""
_FINAL_Y = re.compile(r"y$")
_VOWEL_GROUP = re.compile(r"[aeiouáéíóúü]+")
_NUCLEUS = re.compile(r"[aeoáéíóú]|i(?=i)|(?<=i)i")
"""A strong vowel, or a weak one that its accent or its twin makes a syllable of its own: "día", "antiinflamatorio"."""


def in_spanish(word: str) -> int:
    """By the rules of the Spanish academies: weak vowels (i, u) lean on their neighbour, strong ones part ("cae")."""
    letters = _FINAL_Y.sub("i", _SILENT.sub("", word.lower()))
    return max(sum(max(len(_NUCLEUS.findall(group)), 1) for group in _VOWEL_GROUP.findall(letters)), 1)
