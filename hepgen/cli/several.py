"""Do the same for several profiles: all are tried, each problem is told, and the worst exit code is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from hepgen.errors import EXIT_DONE, HepgenError, InvalidPack


def for_each(profiles: Iterable[Path], work: Callable[[Path], int]) -> int:
    """Work on each profile and return the highest exit code.

    A profile that fails does not keep the others from their handouts; a broken pack stops all, being theirs too.
    """
    worst = EXIT_DONE
    for profile in profiles:
        try:
            code = work(profile)
        except InvalidPack:
            raise
        except HepgenError as error:
            click.echo(str(error), err=True)
            code = error.exit_code
        worst = max(worst, code)
    return worst
