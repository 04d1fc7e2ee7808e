"""`hepgen library check`: is the content fit to be used?"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from hepgen.cli.options import json_option, pack_option, today_option
from hepgen.errors import EXIT_DONE, EXIT_INVALID_PACK, InvalidPack


@click.command("check")
@pack_option
@today_option
@json_option
@click.pass_context
def check(context: click.Context, pack: tuple[Path, ...], today: date, as_json: bool) -> None:
    """Check all content: files, ids, ladders, doses, sources, texts, drawings.

    The exit code is 4 when something is wrong.
    """
    from hepgen.packs.check import check_library
    from hepgen.packs.check_texts import unmeasured
    from hepgen.packs.content import open_content

    content = open_content(pack)
    problems = check_library(content, today)
    if as_json:
        click.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
    for problem in () if as_json else problems:
        click.echo(str(problem))
    for language in unmeasured(content):
        click.echo(f"{language}: reading ease is not measured in this language; let readers try it.", err=True)
    with suppress(InvalidPack):  # a theme that cannot be read is told above
        for remark in content.remarks(content.themes):
            click.echo(str(remark), err=True)
    click.echo(f"{len(problems)} problems.", err=True)
    context.exit(EXIT_INVALID_PACK if problems else EXIT_DONE)
