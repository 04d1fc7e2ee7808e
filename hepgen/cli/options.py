"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class IsoDate(click.ParamType):
    """A day, year-month-day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error for anything else."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fail(f"{value!r} is not a date; write year-month-day, such as 2026-11-20.", param, ctx)


def profile_argument(function: F) -> F:
    """One profile."""
    return click.argument("profile", type=click.Path(path_type=Path))(function)


def profiles_argument(function: F) -> F:
    """One or more profiles."""
    return click.argument(
        "profiles", metavar="PROFILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
    )(function)


def pack_option(function: F) -> F:
    """Clinics' packs."""
    return click.option(
        "--pack",
        "packs",
        metavar="DIR",
        multiple=True,
        type=click.Path(path_type=Path),
        help="A clinic's content folder, laid over hepgen's own. May be given several times.",
    )(function)


def today_option(function: F) -> F:
    """The day of the plan."""
    return click.option(
        "--today",
        metavar="DATE",
        type=IsoDate(),
        default=date.today,
        show_default="the day on the calendar",
        help="The day of the plan, year-month-day. The same day gives the same document.",
    )(function)


def json_option(function: F) -> F:
    """An answer that a program reads."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")(function)


def chosen(value: str, known: tuple[str, ...], option: str) -> str:
    """The value when it is known.

    Raises:
        click.BadParameter: It is not; the message lists what is.
    """
    if value not in known:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(known)}.", param_hint=option)
    return value
