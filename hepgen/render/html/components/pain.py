"""What pain means: the traffic light, the stop box, and the if–then rules with the same three signs."""

from __future__ import annotations

from hepgen.handout.blocks import GetHelp, IfThenTable, PainBand, TrafficLight
from hepgen.render.html.components.fridge import headed
from hepgen.render.html.components.prose import paragraphs
from hepgen.render.html.components.tables import folding_table
from hepgen.render.html.markup import Markup, element, phrase
from hepgen.render.html.scope import Scope
from hepgen.render.html.signs import sign


def traffic_light(block: TrafficLight, scope: Scope) -> Markup:
    """Sign, range in large numbers, its name in words, one action; then the lines below."""
    bands = element("ul", *map(_band, block.bands), class_="bands", role="list")
    return element(
        "section", headed(scope.heading(block.heading), block.aside), bands, *paragraphs(block.lines), class_="pain"
    )


def _band(band: PainBand) -> Markup:
    words = element(
        "div",
        element("p", band.range, class_="range"),
        element("p", element("strong", band.name)),
        element("p", band.action),
    )
    return element("li", sign(band.level), words)


def get_help(block: GetHelp, scope: Scope) -> Markup:
    """The stop box: rows sorted by what to do."""
    rows = (element("div", element("dt", action), element("dd", " ".join(signs))) for action, signs in block.rows)
    heading = element("div", sign("stop"), scope.heading(block.heading))
    return element("section", heading, element("dl", *rows), class_="get-help")


def if_then(block: IfThenTable, scope: Scope) -> Markup:
    """Sign and verb, condition, action: rows that read as sentences."""
    header = ("", block.condition_label, block.action_label)
    rows = [
        (element("span", sign(row.level), row.verb), phrase(row.condition), phrase(row.action)) for row in block.rows
    ]
    table = folding_table(Markup(), header, rows, block.heading, "if-then")
    return element("section", scope.heading(block.heading), table, *paragraphs(block.lines))
