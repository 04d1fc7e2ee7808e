"""Where a result goes: standard output, or a file that replaces no input."""

from __future__ import annotations

import os
from pathlib import Path

import click

TO_STDOUT = Path("-")
PLAN_SUFFIX = "-plan"
"""What a plan's file name ends in, and the name of a handout made from it does not."""


def store(target: Path, document: bytes) -> None:
    """Write to standard output, or to the file, whole; the file is named on standard error.

    Raises:
        NotWritten: The result could not be stored.
    """
    from hepgen.outputs import write_atomically, write_to_stdout

    if target == TO_STDOUT:
        write_to_stdout(document)
    else:
        write_atomically(target, document)
        click.echo(f"{target}: written.", err=True)


def real(path: Path) -> str:
    """The path without links, as far as they can be followed."""
    try:
        return os.path.realpath(path)
    except OSError:  # the current folder is gone
        return str(path)


def file_name(stem: str, form: str) -> str:
    """Named after the file it was made from, so nothing about the patient enters that was not there."""
    stem = stem.removesuffix(PLAN_SUFFIX) or stem
    return f"{stem}{PLAN_SUFFIX}.json" if form == "json" else f"{stem}.{form}"
