"""One painter for each kind of block: a block goes in, measured boxes come out. The table below is the whole list."""

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
from hepgen.render.pdf.components.card import card_boxes
from hepgen.render.pdf.components.diary import diary_boxes
from hepgen.render.pdf.components.fridge import facts_boxes, in_short_boxes, thumbnails_boxes
from hepgen.render.pdf.components.letterhead import letterhead_boxes
from hepgen.render.pdf.components.pain import get_help_boxes, if_then_boxes, traffic_light_boxes
from hepgen.render.pdf.components.prose import PROSE, callout_boxes, prose_boxes, table_boxes
from hepgen.render.pdf.components.weeks import week_table_boxes
from hepgen.render.pdf.flow import Box
from hepgen.render.pdf.style import Style
from hepgen.render.pdf.tagging import Node

Painter = Callable[[Any, Style, Node], list[Box]]

PAINTERS: dict[type, Painter] = {
    Callout: callout_boxes,
    ClinicHeader: letterhead_boxes,
    Diary: diary_boxes,
    ExerciseCard: card_boxes,
    Facts: facts_boxes,
    GetHelp: get_help_boxes,
    IfThenTable: if_then_boxes,
    InShort: in_short_boxes,
    Table: table_boxes,
    Thumbnails: thumbnails_boxes,
    TrafficLight: traffic_light_boxes,
    WeekTable: week_table_boxes,
}


def boxes_of(blocks: Sequence[Block], style: Style, parent: Node) -> list[Box]:
    """The boxes of consecutive blocks, in reading order; runs of prose are set together."""
    boxes: list[Box] = []
    for is_prose, group in groupby(blocks, key=lambda block: isinstance(block, PROSE)):
        if is_prose:
            boxes += prose_boxes(list(group), style, parent)
        else:
            for block in group:
                boxes += PAINTERS[type(block)](block, style, parent)
    return boxes
