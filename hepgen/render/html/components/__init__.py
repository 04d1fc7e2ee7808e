"""One writer for each kind of block: a block goes in, markup comes out. The table below is the whole list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from hepgen.handout.blocks import (
    Block,
    Callout,
    ClinicHeader,
    Diary,
    ExerciseCard,
    Facts,
    GetHelp,
    IfThenTable,
    InShort,
    Table,
    Thumbnails,
    TrafficLight,
    WeekTable,
)
from hepgen.render.html.components.card import card
from hepgen.render.html.components.diary import diary
from hepgen.render.html.components.fridge import facts, in_short, thumbnails
from hepgen.render.html.components.letterhead import letterhead
from hepgen.render.html.components.pain import get_help, if_then, traffic_light
from hepgen.render.html.components.prose import PROSE, callout, prose
from hepgen.render.html.components.tables import plain_table
from hepgen.render.html.components.weeks import week_table
from hepgen.render.html.markup import Markup, together
from hepgen.render.html.scope import Scope

Writer = Callable[[Any, Scope], Markup]

WRITERS: dict[type, Writer] = {
    Callout: callout,
    ClinicHeader: letterhead,
    Diary: diary,
    ExerciseCard: card,
    Facts: facts,
    GetHelp: get_help,
    IfThenTable: if_then,
    InShort: in_short,
    Table: plain_table,
    Thumbnails: thumbnails,
    TrafficLight: traffic_light,
    WeekTable: week_table,
}


def written(blocks: Sequence[Block], scope: Scope) -> Markup:
    """Consecutive blocks in reading order; runs of prose are set together."""
    parts: list[Markup] = []
    for is_prose, group in groupby(blocks, key=lambda block: isinstance(block, PROSE)):
        if is_prose:
            parts.append(prose(list(group), scope))
        else:
            parts += [WRITERS[type(block)](block, scope) for block in group]
    return together(*parts)
