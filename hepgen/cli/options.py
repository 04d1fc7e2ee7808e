"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from hepgen.app import Format, MakeRequest
    from hepgen.handout.look import PaperName
    from hepgen.model.library import Library
    from hepgen.packs.content import Content

F = TypeVar("F", bound=Callable[..., Any])


input_path = click.Path(path_type=Path, readable=False)
"""A file to read. Whether it can be read is told by who reads it, as is all else about an input."""


def iso_date(value: str | date) -> date:
    """A day written year-month-day.

    Raises:
        click.BadParameter: It is written otherwise, or there is no such day.
    """
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date; write year-month-day: 2026-11-20.") from None


def profile_argument(function: F) -> F:
    """One profile."""
    return click.argument("profile", type=input_path)(function)


def profiles_argument(function: F) -> F:
    """One or more profiles."""
    return click.argument("profiles", metavar="PROFILE...", nargs=-1, required=True, type=input_path)(function)


def pack_option(function: F) -> F:
    """Clinics' packs."""
    return click.option(
        "--pack",
        metavar="DIR",
        multiple=True,
        type=input_path,
        help="A clinic's content folder, laid over hepgen's own. May be given several times.",
    )(function)


def _plausible(_: click.Context, __: click.Parameter, day: date) -> date:
    """Neither a slip nor a computer whose clock is wrong dates a plan, and every date that follows exists."""
    if not 2000 <= day.year < 3000:
        raise click.BadParameter(f"{day} is not a day of a plan.")
    return day


def today_option(function: F) -> F:
    """The day of the plan."""
    return click.option(
        "--today",
        metavar="DATE",
        type=iso_date,
        callback=_plausible,
        default=date.today,
        show_default="the day on the calendar",
        help="The day of the plan, year-month-day. The same day gives the same document.",
    )(function)


def document_options(function: F) -> F:
    """What a document is, and how it looks; `requested` turns them into a request."""
    options = (
        click.option("--format", type=click.Choice(["pdf", "html", "txt", "json"]), default="pdf", show_default=True,
                     help="json is the plan, to be edited and given back."),
        click.option("--template", metavar="NAME", default="standard", show_default=True, help="The layout."),
        click.option("--theme", metavar="NAME", default="colour", show_default=True,
                     help="The colours; mono for laser printers."),
        click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True),
        click.option("--lang", metavar="CODE", help="The handout's language.  [default: the patient's]"),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def requested(
    content: Content, today: date, *, form: Format, template: str, theme: str, paper: PaperName, lang: str | None
) -> MakeRequest:
    """The request of the document options.

    Raises:
        click.BadParameter: The content has no such template, theme or language.
    """
    from hepgen.app import CLINICIAN_TEMPLATE, REFERRAL_TEMPLATE, MakeRequest

    of_handouts = tuple({*content.templates} - {REFERRAL_TEMPLATE, CLINICIAN_TEMPLATE})
    return MakeRequest(
        today=today,
        format=form,
        template=chosen(template, of_handouts, "--template"),
        theme=chosen(theme, tuple(content.themes), "--theme"),
        paper=paper,
        language=lang and chosen(lang, content.languages, "--lang"),
    )


def tell_remarks(content: Content, request: MakeRequest) -> None:
    """Say on standard error what became of a clinic's colour, where there are colours."""
    for remark in content.remarks([request.theme]) if request.format in ("pdf", "html") else ():
        click.echo(str(remark), err=True)


def json_option(function: F) -> F:
    """An answer that a program reads."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")(function)


def known_exercise(exercise: str, library: Library) -> str:
    """The id when the library has it.

    Raises:
        click.BadParameter: It has not; the message names the nearest.
    """
    from hepgen.model.complaints import did_you_mean

    if exercise not in library.exercises:
        hint = did_you_mean(exercise, library.exercises)
        raise click.BadParameter(f"There is no exercise {exercise!r}. {hint}".strip(), param_hint="EXERCISE")
    return exercise


def chosen(value: str, known: tuple[str, ...], option: str) -> str:
    """The value when it is known.

    Raises:
        click.BadParameter: It is not; the message lists what is.
    """
    if value not in known:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(sorted(known))}.", param_hint=option)
    return value
