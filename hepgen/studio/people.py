"""The people who are drawn: proportions and hair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Person:
    """An average build of 1.72 m; ratios after Drillis & Contini.

    Attributes:
        id: The name of the folder that holds the drawings.
        female: Narrower shoulders, slimmer waist and limbs, softer jaw.
        hair: Short, or a ponytail.
        hip_half_width: From the midline to the hip joint (m).
        shoulder_reach: From the sternoclavicular pivot sideways to the shoulder joint (m).
    """

    id: str
    female: bool
    hair: Literal["short", "ponytail"]
    hip_half_width: float
    shoulder_reach: float


PEOPLE = {
    person.id: person
    for person in (
        Person("woman", female=True, hair="ponytail", hip_half_width=0.091, shoulder_reach=0.128),
        Person("man", female=False, hair="short", hip_half_width=0.088, shoulder_reach=0.140),
    )
}
