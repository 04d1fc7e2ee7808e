"""`hepgen make`: profiles → handouts."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hepgen.cli.attention import attention, language_awaits_review
from hepgen.cli.options import (
    document_options,
    pack_option,
    profiles_argument,
    requested,
    tell_remarks,
    today_option,
)
from hepgen.cli.several import for_each
from hepgen.cli.targets import TO_STDOUT, file_name, real, store
from hepgen.errors import EXIT_DONE, EXIT_NOT_NOW

if TYPE_CHECKING:
    from hepgen.app import Format
    from hepgen.handout.look import PaperName

_CLINICIAN_SUFFIX = "-clinician"


@click.command("make")
@profiles_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(allow_dash=True, readable=False),
    help="Where to; a folder takes one file for each profile; - is standard output.  [default: this folder]",
)
@document_options
@click.option("--clinician", is_flag=True, help="Write the clinician's page too, beside the handout.")
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
    clinician: bool,
    pack: tuple[Path, ...],
    today: date,
) -> None:
    """Make the handout of each PROFILE (TOML or JSON), or of a plan in JSON that was edited.

    When screening finds a reason against exercises now, the page that says what to do instead is written, and
    the exit code is 5.
    """
    targets = _targets(profiles, output, format)
    if clinician:
        _require_room_for_pages(targets, format)

    from hepgen.app import clinician_page, make
    from hepgen.packs.content import open_content

    content = open_content(pack)
    request = requested(content, today, form=format, template=template, theme=theme, paper=paper, lang=lang)
    tell_remarks(content, request)

    def work(profile: Path) -> int:
        made = make(profile, content, request)
        target = targets[profile]
        page = clinician_page(made.plan, content, request) if clinician else None
        store(target, made.document)
        if page is not None:
            store(_clinician_target(target), page)
        for decision in attention(made.plan):
            click.echo(f"{profile}: {decision.because}", err=True)
        if awaits := language_awaits_review(made.plan, content):
            click.echo(f"{profile}: {awaits}", err=True)
        if made.plan.outcome == "plan":
            return EXIT_DONE
        click.echo(f"{profile}: no exercises now ({made.plan.outcome}). The page says what to do.", err=True)
        return EXIT_NOT_NOW

    context.exit(for_each(targets, work))


def _targets(profiles: tuple[Path, ...], output: str | None, form: str) -> dict[Path, Path]:
    """Profile → file to write; refused when two would meet, or one would replace a profile."""
    if output is None or (Path(output) != TO_STDOUT and Path(output).is_dir()):
        targets = {profile: Path(output or "") / file_name(profile.stem, form) for profile in profiles}
    elif len(profiles) == 1 and not output.endswith(("/", os.sep)):
        targets = {profiles[0]: Path(output)}
    else:
        what = f"{output!r} is not a folder; give an existing folder for several profiles."
        raise click.BadParameter(what, param_hint="--output")
    if len(set(map(real, targets.values()))) < len(targets):
        raise click.UsageError("Two profiles of the same name would give the same file; make them one by one.")
    given = set(map(real, profiles))
    for target in targets.values():
        if target != TO_STDOUT and real(target) in given:
            raise click.UsageError(f"{str(target)!r} is a profile and would be replaced; name another with -o.")
    return targets


def _clinician_target(target: Path) -> Path:
    return target.with_name(f"{target.stem}{_CLINICIAN_SUFFIX}{target.suffix}")


def _require_room_for_pages(targets: dict[Path, Path], form: str) -> None:
    """The clinician's page needs a file of its own that nothing else is written to."""
    if form == "json":
        raise click.UsageError("--clinician goes with pdf, html or txt; the plan in JSON holds it all.")
    if TO_STDOUT in targets.values():
        raise click.UsageError("--clinician writes a second file; name the first with -o.")
    taken = {*map(real, targets), *map(real, targets.values())}
    for target in targets.values():
        page = _clinician_target(target)
        if real(page) in taken:
            raise click.UsageError(f"{str(page)!r} would be written twice; make the profiles one by one.")
        taken.add(real(page))
