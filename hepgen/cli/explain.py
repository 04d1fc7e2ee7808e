"""`hepgen explain`: why each exercise is in the plan or not, and what supports it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hepgen.cli.options import chosen, json_option, pack_option, profile_argument, today_option
from hepgen.errors import EXIT_DONE, EXIT_NOT_NOW

if TYPE_CHECKING:
    from hepgen.app import Explained
    from hepgen.model.plan import Dosage, Plan, Verdict

_VERDICTS: tuple[tuple[Verdict, str], ...] = (
    ("chosen", "Chosen"),
    ("reserve", "In reserve"),
    ("rejected", "Not given"),
)


@click.command("explain")
@profile_argument
@pack_option
@today_option
@click.option("--lang", metavar="CODE", default="en", show_default=True, help="The language of the reasons.")
@json_option
@click.pass_context
def command(
    context: click.Context, profile: Path, pack: tuple[Path, ...], today: date, lang: str, as_json: bool
) -> None:
    """Tell why each exercise was chosen for PROFILE, which were not and why, with the sources."""
    from hepgen.app import explain
    from hepgen.packs.content import open_content

    content = open_content(pack)
    explained = explain(profile, content, today, chosen(lang, content.languages, "--lang"))
    if as_json:
        click.echo(json.dumps(_as_data(explained), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_as_text(explained)))
    context.exit(EXIT_DONE if explained.plan.outcome == "plan" else EXIT_NOT_NOW)


def _as_data(explained: Explained) -> dict[str, Any]:
    plan = explained.plan.model_dump(mode="json", by_alias=True)
    kept = ("outcome", "plan_id", "condition", "side", "stage", "stage_because", "screening", "exercises", "decisions")
    sources = {source.key: source.model_dump(mode="json", exclude={"key"}) for source in explained.sources}
    return {name: plan[name] for name in kept} | {"sources": sources}


def _as_text(explained: Explained) -> Iterator[str]:
    plan = explained.plan
    stage = f", stage {plan.stage}" if plan.stage else ""
    yield f"{plan.condition}, {plan.side}{stage}: {plan.outcome}"
    if plan.stage_because:
        yield f"  {plan.stage_because}"
    if plan.screening.actions:
        yield "\nScreening"
        for action in plan.screening.actions:
            yield f"  {action.action}: {action.rule}: {action.because} [{action.source}]"
    yield from _doses(plan)
    for verdict, heading in _VERDICTS:
        decisions = [decision for decision in plan.decisions if decision.verdict == verdict]
        if decisions:
            yield f"\n{heading}"
        for decision in decisions:
            name = decision.exercise or "the plan"
            yield f"  {name}: {decision.because} ({decision.rule}) [{decision.source}]"
    if explained.sources:
        yield "\nSources"
        for source in explained.sources:
            yield f"  [{source.key}] {source.citation} ({source.verified})"


def _doses(plan: Plan) -> Iterator[str]:
    if plan.exercises:
        yield "\nDoses"
    for exercise in plan.exercises:
        week = f", from week {exercise.from_week}" if exercise.from_week > 1 else ""
        support = f"certainty: {exercise.certainty} [{', '.join(exercise.sources)}]"
        yield f"  {exercise.id}, {exercise.side}{week}: {_dose(exercise.dosage)}; {exercise.scheme}; {support}"


def _dose(dosage: Dosage) -> str:
    hold = f" × {dosage.hold_s} s" if dosage.hold_s is not None else ""
    return f"{dosage.sets} × {dosage.reps}{hold}, {dosage.per_day} a day, {dosage.per_week} days a week"
