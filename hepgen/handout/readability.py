"""How hard a text is to read: a measure for each language that has one, and sentences that are too long in any.

Patients' text is written for a reading age of 9 to 11 (NHS service manual). English is measured by the school grade of
Flesch and Kincaid, at most 6; Spanish by the perspicuity of Szigriszt-Pazos, at least 65, which the INFLESZ scale calls
"quite easy" (Barrio-Cantalejo 2008). A single sentence says little, so texts are measured section by section.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hepgen.handout.syllables import in_english, in_spanish

MOST_WORDS = 20
"""Of a sentence."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of one language: base + per_length × words a sentence + per_weight × syllables a word.

    Attributes:
        name: What it is called, in messages.
        syllables: Counts those of a word.
        base, per_length, per_weight: The formula.
        least, most: Values that are easy enough; None where that end is open.
    """

    name: str
    syllables: Callable[[str], int]
    base: float
    per_length: float
    per_weight: float
    least: float | None = None
    most: float | None = None

    def of(self, text: str) -> float | None:
        """The value of a text; None when it holds no words."""
        words = _WORD.findall(text)
        if not words:
            return None
        weight = sum(map(self.syllables, words)) / len(words)
        return self.base + self.per_length * len(words) / len(sentences(text)) + self.per_weight * weight

    def too_hard(self, text: str) -> str:
        """The value and what it should be, in words; "" when the text is easy enough."""
        value = self.of(text)
        if value is not None and self.most is not None and value > self.most:
            return f"{self.name} {value:.1f}, at most {self.most:g}"
        if value is not None and self.least is not None and value < self.least:
            return f"{self.name} {value:.1f}, at least {self.least:g}"
        return ""


_MEASURES = {
    "en": Measure("school grade", in_english, -15.59, 0.39, 11.8, most=6),
    "es": Measure("perspicuity", in_spanish, 206.835, -1, -62.3, least=65),
}


def measure_of(language: str) -> Measure | None:
    """The measure of a language, whatever the country ("es-MX"); None where none is known."""
    return _MEASURES.get(language.partition("-")[0])


def sentences(text: str) -> list[str]:
    """The sentences and list items that hold words; a colon or semicolon ends one, as it does in speech."""
    return [part for part in _SENTENCE_END.split(text.strip()) if _WORD.search(part)]


def long_sentences(text: str) -> list[str]:
    """Those of more than twenty words."""
    return [sentence for sentence in sentences(text) if len(_WORD.findall(sentence)) > MOST_WORDS]
