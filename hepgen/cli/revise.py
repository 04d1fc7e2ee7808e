"""`hepgen revise`: the next plan from the last one and what happened, and what changed and why."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hepgen.cli.attention import attention, language_awaits_review
from hepgen.cli.options import document_options, input_path, pack_option, requested, tell_remarks, today_option
from hepgen.cli.targets import PLAN_SUFFIX, TO_STDOUT, file_name, real, store
from hepgen.errors import EXIT_DONE, EXIT_NOT_NOW

if TYPE_CHECKING:
    from hepgen.app import Format
    from hepgen.handout.look import PaperName
    from hepgen.model.plan import Plan, PlanChange

_DAY = re.compile(r"-\d{4}-\d\d-\d\d$")


@click.command("revise")
@click.argument("plan", type=input_path)
@click.argument("diary", type=input_path)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(allow_dash=True, readable=False),
    help="Where to; - is standard output.  [default: this folder, the plan's name and the day]",
)
@document_options
@pack_option
@today_option
@click.pass_context
def command(
    context: click.Context,
    plan: Path,
    diary: Path,
    output: str | None,
    format: Format,  # noqa: A002  # the option and its variable are called so
    template: str,
    theme: str,
    paper: PaperName,
    lang: str | None,
    pack: tuple[Path, ...],
    today: date,
) -> None:
    """Make the next plan and its handout from PLAN and DIARY, and tell what changed and why.

    PLAN is the JSON of `make --format json` or of an earlier revision. DIARY is TOML or CSV: date, exercise, sets,
    reps, load, pain, pain_next_morning, missed. What changed goes to standard output, or to standard error when the
    document goes there. When screening finds a reason against exercises now, the page that says what to do instead is
    written, and the exit code is 5.
    """
    target = _target(plan, diary, output, format, today)

    from hepgen.app import revise
    from hepgen.packs.content import open_content

    content = open_content(pack)
    request = requested(content, today, form=format, template=template, theme=theme, paper=paper, lang=lang)
    tell_remarks(content, request)
    made = revise(plan, diary, content, request)
    store(target, made.document)
    click.echo("\n".join(_told(made.plan)), err=target == TO_STDOUT)
    if awaits := language_awaits_review(made.plan, content):
        click.echo(f"{plan}: {awaits}", err=True)
    if made.plan.outcome == "plan":
        context.exit(EXIT_DONE)
    click.echo(f"{plan}: no exercises now ({made.plan.outcome}). The page says what to do.", err=True)
    context.exit(EXIT_NOT_NOW)


def _target(plan: Path, diary: Path, output: str | None, form: str, today: date) -> Path:
    """The file to write, which replaces neither input, nor by itself the handout of the plan before."""
    if output is None or (Path(output) != TO_STDOUT and Path(output).is_dir()):
        stem = _DAY.sub("", plan.stem.removesuffix(PLAN_SUFFIX))
        target = Path(output or "") / file_name(f"{stem}-{today}", form)
    elif output.endswith(("/", os.sep)):
        raise click.BadParameter(f"{output!r} is not a folder.", param_hint="--output")
    else:
        target = Path(output)
    if target != TO_STDOUT and real(target) in {real(plan), real(diary)}:
        raise click.UsageError(f"{str(target)!r} is an input and would be replaced; name another with -o.")
    return target


def _told(plan: Plan) -> Iterator[str]:
    """What changed and why, a line each."""
    begins = f", from {plan.schedule[0].starts_on}" if plan.schedule else ""
    stage = f", stage {plan.stage}" if plan.stage else ""
    yield f"{plan.revises} → {plan.plan_id}: {plan.outcome}{stage}{begins}"
    for action in plan.screening.actions:
        yield f"  screening: {action.action}: {action.because} ({action.rule}) [{action.source}]"
    for decision in attention(plan):
        yield f"  the plan: {decision.because} ({decision.rule}) [{decision.source}]"
    yield from map(_line, plan.changes)


def _line(change: PlanChange) -> str:
    name = change.exercise or "the plan"
    if change.becomes is not None:
        name = f"{name} → {change.becomes}"
    return f"  {name}: {change.change}: {change.because} ({change.rule}) [{change.source}]"
