"""What every section is made from, and the little that several of them derive from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.figures.drawing import Drawing, mirrored
from hepgen.handout.blocks import Picture
from hepgen.handout.brand import Brand
from hepgen.handout.look import Template
from hepgen.handout.text import MASCULINE, Texts, fill, upper_first
from hepgen.model.library import Condition, Exercise, Library, Stage
from hepgen.model.plan import Plan, PlannedExercise, PlanPainRule, ScheduledExercise
from hepgen.model.profile import Clinician

DrawingOf = Callable[[str, str], Drawing]
"""(exercise id, frame name) → the stored drawing, whichever side it shows."""


@dataclass(frozen=True, slots=True)
class Material:
    """A plan with all that is needed to tell it.

    Attributes:
        template: The layout; a section may point only to sections that it has.
        brand: The clinic's marks; None where no pack names a clinic.
    """

    plan: Plan
    library: Library
    texts: Texts
    drawing: DrawingOf
    template: Template
    brand: Brand | None = None

    @property
    def condition(self) -> Condition:
        """The working hypothesis of the plan."""
        return self.library.conditions[self.plan.condition]

    @property
    def part(self) -> str:
        """The body part in plain words ("knee")."""
        return self.library.vocabulary["regions"][self.condition.body_part].plain

    @property
    def clinician(self) -> Clinician:
        """Who answers for the plan."""
        return self.plan.profile.clinician

    @property
    def pain_rule(self) -> PlanPainRule:
        """The pain rule of a plan; a referral has none, and no section that asks."""
        assert self.plan.pain_rule is not None
        return self.plan.pain_rule

    @property
    def is_runner(self) -> bool:
        """Whether running was asked about."""
        return self.plan.running_advice is not None

    @property
    def runs_now(self) -> bool:
        """Whether the patient runs, or walks and runs, during this plan."""
        return self.plan.running_advice in ("keep", "walk-run")

    @property
    def stage(self) -> Stage:
        """The stage of a plan; a referral has none, and no section that asks."""
        assert self.plan.stage is not None
        return self.condition.stage(self.plan.stage)

    @property
    def from_start(self) -> tuple[PlannedExercise, ...]:
        """The exercises of the first week."""
        return tuple(planned for planned in self.plan.exercises if planned.from_week == 1)

    @property
    def precautions(self) -> tuple[str, ...]:
        """What the patient must keep to because of a precaution that applied."""
        actions = self.plan.screening.actions
        return tuple(action.patient for action in actions if action.patient is not None)

    def usual_doses(self, exercises: Sequence[PlannedExercise]) -> tuple[ScheduledExercise, ...]:
        """The doses of these exercises in all weeks but the easy ones."""
        ids = {planned.id for planned in exercises}
        weeks = (week for week in self.plan.schedule if week.kind != "recovery")
        return tuple(item for week in weeks for item in week.exercises if item.id in ids)

    def number(self, exercise_id: str) -> int:
        """The number that the exercise carries throughout the handout, from 1."""
        return [planned.id for planned in self.plan.exercises].index(exercise_id) + 1

    def exercise(self, planned: PlannedExercise) -> Exercise:
        """The library's exercise behind a planned one."""
        return self.library.exercises[planned.id]

    def name(self, exercise_id: str) -> str:
        """The exercise's plain name."""
        return self.library.exercises[exercise_id].text.name

    def in_turn(self, planned: PlannedExercise) -> bool:
        """One leg works at a time, and both are to be trained."""
        return planned.side == "both" and self.exercise(planned).sides == "one"

    def told(self, planned: PlannedExercise, template: str) -> str:
        """A sentence of the library, with the worked and the other side in words and a capital first letter."""
        return upper_first(self.filled(planned, template))

    def filled(self, planned: PlannedExercise, template: str) -> str:
        """The same for a piece of a sentence: the first letter stays as it is.

        Raises:
            InvalidPack: The exercise's text names something else than a side.
        """
        work, rest = {"right": ("right", "left"), "left": ("left", "right"), "both": ("working", "other")}[planned.side]
        sides = {
            name + suffix: self.texts.say(f"side{table}.{word}")
            for suffix, table in (("", ""), (MASCULINE, ".masculine"))
            for name, word in (("side", work), ("other", rest))
        }
        try:
            return fill(template, sides)
        except KeyError as unknown:
            exercise = self.exercise(planned)
            file = f"exercise_library/exercises/{exercise.region}/{exercise.id}.toml"
            what = f"unknown placeholder {{{unknown.args[0]}}}"
            raise InvalidPack([Diagnostic(file, "text", what, "{side}, {other}")]) from None

    def pictures(self, planned: PlannedExercise) -> tuple[Picture, ...]:
        """All frames of the exercise, showing the side that works."""
        return tuple(
            self._picture(planned, frame.name, self.told(planned, frame.alt)) for frame in self.exercise(planned).frames
        )

    def _picture(self, planned: PlannedExercise, frame: str, alt: str) -> Picture:
        """A picture names a side only where one side is meant; each leg in turn looks like either."""
        drawing, label = self.drawing(planned.id, frame), ""
        if drawing.side != "symmetrical" and planned.side != "both":
            label = upper_first(self.texts.say(f"side.{planned.side}"))
            if drawing.side != planned.side:
                drawing = mirrored(drawing)
        return Picture(drawing, alt, self.texts.say(f"cards.{frame}"), label)

    def side_and_part(self) -> str:
        """The place of the problem: "right knee"; "knee, both sides"."""
        if self.plan.side == "both":
            return self.texts.say("side.both_parts", part=self.part)
        return self.texts.say("side.one_part", side=self.texts.say(f"side.{self.plan.side}"), part=self.part)
