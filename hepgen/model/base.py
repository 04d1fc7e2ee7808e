"""The one base of all models, and the small value types they share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator


class Model(BaseModel):
    """Frozen and strict: an unknown field, a number as text or an infinity is refused, never bent into shape.

    `defer_build` keeps the start fast: a command pays only for the models it uses.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        defer_build=True,
        hide_input_in_errors=True,  # a traceback must not quote a patient
    )


class Translated:
    """Marks text that every language has its own of; all else in a content file is the same in all languages."""


Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""A kebab-case id that profiles, packs and other programs rely on."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
"""A language, and if need be the country ("en", "pt-BR")."""

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
"""One line that a person typed: a name, a phone number."""

LongText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""A few paragraphs that a person typed: a note, a goal."""

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=300)]
"""A page to open; only ever shown as text, a link or a QR code, never fetched."""

Pain = Annotated[float, Field(ge=0, le=10)]
"""Numeric pain rating, 0 (none) to 10 (worst imaginable)."""

Side = Literal["left", "right", "both"]
Irritability = Literal["low", "moderate", "high"]
LoadLevel = Literal["low", "medium", "high"]
Certainty = Literal["strong", "moderate", "weak", "conflicting", "expert-opinion"]
"""How sure the sources are; the handout and the clinician's page say so in words."""


class Range(Model):
    """Inclusive whole-number bounds of one dose variable.

    Attributes:
        low: Smallest value allowed.
        high: Largest value allowed.
        start: Where an unmeasured patient starts; None for the low end. A clinician may go below it.
    """

    low: int = Field(ge=0)
    high: int = Field(ge=0)
    start: int | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.low > self.high:
            raise ValueError(f"low ({self.low}) is above high ({self.high})")
        if self.start is not None and self.start not in self:
            raise ValueError(f"start ({self.start}) is not between low ({self.low}) and high ({self.high})")
        return self

    @property
    def first(self) -> int:
        """Where an unmeasured patient starts."""
        return self.low if self.start is None else self.start

    def at_most(self, most: int | None) -> Range:
        """The part up to `most`; just `most` where all lies above it. None: all of it."""
        return self if most is None else self._narrowed(min(self.low, most), min(self.high, most))

    def at_least(self, least: int | None) -> Range:
        """The part from `least`; just `least` where all lies below it. None: all of it."""
        return self if least is None else self._narrowed(max(self.low, least), max(self.high, least))

    def _narrowed(self, low: int, high: int) -> Range:
        start = None if self.start is None else min(max(self.start, low), high)
        return Range(low=low, high=high, start=start)

    def clamp(self, value: int) -> int:
        """The nearest value inside the bounds."""
        return min(max(value, self.low), self.high)

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int | float) and self.low <= value <= self.high
