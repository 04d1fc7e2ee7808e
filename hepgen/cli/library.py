"""`hepgen library`: look at the exercises, check the content, draw the figures."""

from __future__ import annotations

import click

from hepgen.cli.library_check import check
from hepgen.cli.library_draw import draw, preview
from hepgen.cli.library_list import list_, show


@click.group("library")
def command() -> None:
    """The exercises and all other content."""


for _subcommand in (list_, show, check, preview, draw):
    command.add_command(_subcommand)
