"""HTML pages made by the product from its own content, and the trees that they were made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from html_tree import Element, read
from made import TODAY, composed_from

from hepgen.app import CLINICIAN_TEMPLATE, DEFAULT_TEMPLATE, MakeRequest, clinician_page, make
from hepgen.handout.blocks import Handout
from hepgen.model.plan import Plan
from hepgen.packs.content import Content, open_content

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
PROFILES = sorted([*EXAMPLES.glob("*.toml"), *(Path(__file__).parents[1] / "profiles").glob("*.toml")])
THEMES = ("colour", "mono")


@dataclass(frozen=True)
class Page:
    """A finished page.

    Attributes:
        plan: What it tells.
        handout: The tree that it was made from, composed a second time.
        html: The file.
    """

    plan: Plan
    handout: Handout
    html: str

    @cached_property
    def read(self) -> Element:
        """The page, read strictly."""
        return read(self.html)


@cache
def content() -> Content:
    """hepgen's own."""
    return open_content()


@cache
def patient_page(profile: Path, theme: str = "colour", template: str = DEFAULT_TEMPLATE) -> Page:
    """What `hepgen make --format html` writes."""
    made = make(profile, content(), MakeRequest(today=TODAY, format="html", theme=theme, template=template))
    drawn_in = template if made.plan.outcome == "plan" else None
    return Page(made.plan, composed_from(made.plan, content(), drawn_in), made.document.decode())


@cache
def record_page(profile: Path, theme: str = "colour") -> Page:
    """What `hepgen make --format html --clinician` writes beside it."""
    plan = patient_page(profile, theme).plan
    document = clinician_page(plan, content(), MakeRequest(today=TODAY, format="html", theme=theme))
    return Page(plan, composed_from(plan, content(), CLINICIAN_TEMPLATE), document.decode())
