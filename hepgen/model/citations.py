"""Which entries of the bibliography a plan rests on."""

from __future__ import annotations

import re

from hepgen.model.library import Library, Source
from hepgen.model.plan import Plan

_SEPARATOR = re.compile(r"[,;]\s*")


def sources_of(plan: Plan, library: Library) -> tuple[Source, ...]:
    """The sources that its decisions, its screening and its doses name, in order of their keys."""
    lines = [decision.source for decision in plan.decisions]
    lines += [action.source for action in plan.screening.actions]
    named = {word for line in lines for word in _SEPARATOR.split(line)}
    named |= {key for exercise in plan.exercises for key in exercise.sources}
    return tuple(library.sources[key] for key in sorted(named) if key in library.sources)
