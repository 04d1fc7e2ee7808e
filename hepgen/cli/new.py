"""`hepgen new`: asks for what a handout needs, and writes a profile to go on with."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hepgen.cli.options import iso_date, pack_option, today_option

if TYPE_CHECKING:
    from hepgen.packs.content import Content

_NONE = "none"
_SIDES = ("left", "right", "both")


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--name", help="The patient's name.")
@click.option("--born", metavar="DATE", type=iso_date, help="Date of birth, year-month-day.")
@click.option("--condition", help="The working hypothesis.")
@click.option("--side", type=click.Choice(_SIDES))
@click.option("--worst-pain", type=click.FloatRange(0, 10), help="Worst pain of the last 7 days, 0 to 10.")
@click.option("--screened-on", metavar="DATE", type=iso_date, help="When the safety questions were asked.")
@click.option("--red-flags", metavar="IDS", help="Separated by commas; none: asked, and there is none.")
@click.option("--equipment", metavar="IDS", help="What the patient has at home, separated by commas, or none.")
@click.option("--goal", help="What the patient wants to do again, in the patient's words.")
@click.option("--clinician", help="The clinician's name.")
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
@pack_option
@today_option
def command(
    file: Path,
    name: str | None,
    born: date | None,
    condition: str | None,
    side: str | None,
    worst_pain: float | None,
    screened_on: date | None,
    red_flags: str | None,
    equipment: str | None,
    goal: str | None,
    clinician: str | None,
    force: bool,
    pack: tuple[Path, ...],
    today: date,
) -> None:
    """Ask for a patient profile and write it to FILE (TOML).

    What is given as an option is not asked. What is not asked stands in the file as a comment.
    """
    if file.suffix.lower() != ".toml":
        raise click.BadParameter("The name of a profile ends in .toml.", param_hint="FILE")
    if file.exists() and not force:
        raise click.UsageError(f"{str(file)!r} exists already; --force replaces it.")

    from hepgen.inputs.write import write_profile_toml
    from hepgen.outputs import write_atomically
    from hepgen.packs.content import open_content

    content = open_content(pack)
    ask = _Questions(content)
    answers: dict[str, Any] = {
        "patient": {
            "name": ask.text(name, "Patient's name", "--name"),
            "date_of_birth": ask.date(born, "Date of birth (year-month-day)", "--born"),
        },
        "problem": {
            "condition": ask.one(condition, "Working hypothesis", "--condition", content.library.conditions),
            "side": ask.one(side, "Side", "--side", _SIDES),
            "worst_pain": ask.pain(worst_pain, "Worst pain in the last 7 days (0 to 10)", "--worst-pain"),
        },
        "screening": {
            "completed_on": ask.date(screened_on, "Safety questions asked on", "--screened-on", today),
            "red_flags": ask.several(red_flags, "Red flags found", "--red-flags", "red-flags"),
        },
        "clinician": {"name": ask.text(clinician, "Your name", "--clinician")},
        "context": {"equipment": ask.several(equipment, "Equipment at home", "--equipment", "equipment")},
    }
    if goal:
        answers["goals"] = {"text": goal}
    write_atomically(file, write_profile_toml(_profile(file, answers, content, today)).encode())
    click.echo(f"{file}: written. Go on with: hepgen make {file}", err=True)


def _profile(file: Path, answers: dict[str, Any], content: Content, today: date) -> Any:
    """The profile, checked like one that is read: what is written here, `hepgen make` accepts."""
    from hepgen.app import known_to
    from hepgen.inputs.read import understood
    from hepgen.model.reading import Document

    return understood(Document(str(file), "toml", "", answers), known_to(content, today)).value


class _Questions:
    """Asks at the prompt, on stderr; where nobody can answer, names the option instead."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def text(self, given: str | None, question: str, option: str) -> str:
        return given if given is not None else self._ask(question, option, str)

    def date(self, given: date | None, question: str, option: str, default: date | None = None) -> date:
        return given if given is not None else self._ask(question, option, iso_date, default)

    def pain(self, given: float | None, question: str, option: str) -> float:
        return given if given is not None else self._ask(question, option, click.FloatRange(0, 10))

    def one(self, given: str | None, question: str, option: str, known: Collection[str]) -> str:
        if given is None:
            given = self._ask(question, option, click.Choice(list(known)))
        return _known([given], known, option)[0]

    def several(self, given: str | None, question: str, option: str, kind: str) -> list[str]:
        """Ids of one kind of the vocabulary; "none" must be said, since silence is no answer."""
        terms = self._content.library.vocabulary[kind]
        if given is None:
            for term in terms.values():
                click.echo(f"  {term.id}: {term.name}", err=True)
            given = self._ask(f"{question} (ids separated by commas, or {_NONE})", option, str)
        words = [word.strip() for word in given.split(",") if word.strip()]
        if words == [_NONE]:
            return []
        if not words:
            raise click.BadParameter(f"Name ids, or {_NONE}.", param_hint=option)
        return _known(words, terms, option)

    @staticmethod
    def _ask(question: str, option: str, kind: Any, default: Any = None) -> Any:
        if sys.stdin is None or not sys.stdin.isatty():
            raise click.UsageError(f"Nobody is there to answer {question!r}; give {option}.")
        return click.prompt(question, type=kind, default=default, err=True)


def _known(words: Iterable[str], known: Collection[str], option: str) -> list[str]:
    from hepgen.model.complaints import did_you_mean

    given = list(words)
    for word in given:
        if word not in known:
            hint = did_you_mean(word, known) or f"Known: {', '.join(known)}."
            raise click.BadParameter(f"{word!r} is not known. {hint}", param_hint=option)
    return given
