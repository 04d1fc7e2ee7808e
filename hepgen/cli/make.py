"""`hepgen make`: profiles → handouts."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hepgen.cli.options import chosen, pack_option, profiles_argument, today_option
from hepgen.cli.several import for_each
from hepgen.errors import EXIT_DONE, EXIT_NOT_NOW

if TYPE_CHECKING:
    from hepgen.app import Format
    from hepgen.handout.look import PaperName

_TO_STDOUT = Path("-")
_PLAN_SUFFIX = "-plan"


@click.command("make")
@profiles_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(allow_dash=True, readable=False),
    help="Where to; a folder takes one file for each profile; - is standard output.  [default: this folder]",
)
@click.option("--format", type=click.Choice(["pdf", "txt", "json"]), default="pdf", show_default=True,
              help="json is the plan, to be edited and given back.")  # fmt: skip
@click.option("--template", metavar="NAME", default="standard", show_default=True, help="The layout.")
@click.option("--theme", metavar="NAME", default="colour", show_default=True,
              help="The colours; mono for laser printers.")  # fmt: skip
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--lang", metavar="CODE", help="The handout's language.  [default: the patient's]")
@pack_option
@today_option
@click.pass_context
def command(
    context: click.Context,
    profiles: tuple[Path, ...],
    output: str | None,
    format: Format,  # noqa: A002  # the option and its variable are called so
    template: str,
    theme: str,
    paper: PaperName,
    lang: str | None,
    pack: tuple[Path, ...],
    today: date,
) -> None:
    """Make the handout of each PROFILE (TOML or JSON), or of a plan in JSON that was edited.

    When screening finds a reason against exercises now, the page that says what to do instead is written, and
    the exit code is 5.
    """
    targets = _targets(profiles, output, format)

    from hepgen.app import REFERRAL_TEMPLATE, MakeRequest, make
    from hepgen.outputs import write_atomically, write_to_stdout
    from hepgen.packs.content import open_content

    content = open_content(pack)
    request = MakeRequest(
        today=today,
        format=format,
        template=chosen(template, tuple({*content.templates} - {REFERRAL_TEMPLATE}), "--template"),
        theme=chosen(theme, tuple(content.themes), "--theme"),
        paper=paper,
        language=lang and chosen(lang, content.languages, "--lang"),
    )

    def work(profile: Path) -> int:
        made = make(profile, content, request)
        target = targets[profile]
        if target == _TO_STDOUT:
            write_to_stdout(made.document)
        else:
            write_atomically(target, made.document)
            click.echo(f"{target}: written.", err=True)
        if made.plan.outcome == "plan":
            return EXIT_DONE
        click.echo(f"{profile}: no exercises now ({made.plan.outcome}). The page says what to do.", err=True)
        return EXIT_NOT_NOW

    context.exit(for_each(targets, work))


def _targets(profiles: tuple[Path, ...], output: str | None, form: str) -> dict[Path, Path]:
    """Profile → file to write; refused when two would meet, or one would replace a profile."""
    if output is None or (Path(output) != _TO_STDOUT and Path(output).is_dir()):
        targets = {profile: Path(output or "") / _file_name(profile, form) for profile in profiles}
    elif len(profiles) == 1 and not output.endswith(("/", os.sep)):
        targets = {profiles[0]: Path(output)}
    else:
        what = f"{output!r} is not a folder; give an existing folder for several profiles."
        raise click.BadParameter(what, param_hint="--output")
    if len(set(map(_real, targets.values()))) < len(targets):
        raise click.UsageError("Two profiles of the same name would give the same file; make them one by one.")
    given = set(map(_real, profiles))
    for target in targets.values():
        if target != _TO_STDOUT and _real(target) in given:
            raise click.UsageError(f"{str(target)!r} is a profile and would be replaced; name another with -o.")
    return targets


def _real(path: Path) -> str:
    """The path without links, as far as they can be followed."""
    try:
        return os.path.realpath(path)
    except OSError:  # the current folder is gone
        return str(path)


def _file_name(profile: Path, form: str) -> str:
    """Named after the profile's file, so nothing about the patient enters that was not there."""
    stem = profile.stem.removesuffix(_PLAN_SUFFIX) or profile.stem
    return f"{stem}{_PLAN_SUFFIX}.json" if form == "json" else f"{stem}.{form}"
