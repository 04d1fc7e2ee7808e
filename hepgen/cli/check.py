"""`hepgen check`: is the profile valid, and what does screening say?"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from hepgen.cli.attention import attention
from hepgen.cli.options import json_option, pack_option, profiles_argument, today_option
from hepgen.cli.several import for_each
from hepgen.errors import EXIT_DONE, EXIT_NOT_NOW, HepgenError, InvalidPack


@click.command("check")
@profiles_argument
@pack_option
@today_option
@json_option
@click.pass_context
def command(
    context: click.Context, profiles: tuple[Path, ...], pack: tuple[Path, ...], today: date, as_json: bool
) -> None:
    """Validate and screen each PROFILE; nothing is written.

    The exit code is 3 when a profile is invalid and 5 when screening says: no exercises now.
    """
    from hepgen.app import check
    from hepgen.packs.content import open_content

    content = open_content(pack)
    answers: list[dict[str, Any]] = []

    def work(profile: Path) -> int:
        try:
            plan = check(profile, content, today)
        except InvalidPack:
            raise
        except HepgenError as error:
            answers.append(
                {"file": str(profile), "valid": False, "problems": [asdict(each) for each in error.diagnostics]}
            )
            raise
        actions = [action.model_dump(mode="json") for action in plan.screening.actions]
        answer = {"file": str(profile), "valid": True, "outcome": plan.outcome, "stage": plan.stage, "actions": actions}
        answers.append(answer)
        if not as_json:
            click.echo(f"{profile}: valid; outcome: {plan.outcome}.")
            if plan.stage is not None:
                click.echo(f"  stage: {plan.stage}: {plan.stage_because}")
            for decision in attention(plan):
                click.echo(f"  {decision.rule}: {decision.because}")
            for action in plan.screening.actions:
                click.echo(f"  {action.action}: {action.rule}: {action.because} [{action.source}]")
        return EXIT_DONE if plan.outcome == "plan" else EXIT_NOT_NOW

    code = for_each(profiles, work)
    if as_json:
        click.echo(json.dumps(answers, ensure_ascii=False, indent=2))
    context.exit(code)
