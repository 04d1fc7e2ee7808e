"""Defaults for options from a file: `./hepgen.toml`, else `hepgen.toml` in the user's settings folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hepgen.errors import Diagnostic, InvalidInput

if TYPE_CHECKING:
    from hepgen.model.positions import Location
    from hepgen.model.reading import Document

NAME = "hepgen.toml"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file.

    One table for each command, with options named as on the command line: `[make]`, `theme = "mono"`; a command
    inside another has its table there: `[library.preview]`.
    """

    path: Path

    @classmethod
    def find(cls) -> SettingsFile | None:
        """The file in the current folder, else the user's own, else None."""
        for folder in (Path(), Path(click.get_app_dir("hepgen"))):
            with suppress(OSError):  # a settings folder that is another user's
                if (folder / NAME).is_file():
                    return cls(folder / NAME)
        return None

    def defaults(self, group: click.Group, context: click.Context) -> dict[str, Any]:
        """What click takes as `default_map`.

        Raises:
            InvalidInput: The file is not TOML, or names a command or an option that does not exist.
        """
        from hepgen.inputs.files import read_text
        from hepgen.model.reading import Unreadable, parse

        try:
            document = parse(str(self.path), read_text(self.path), "toml")
        except Unreadable as error:
            raise InvalidInput([error.diagnostic]) from None
        reader = _Reader(document, context)
        defaults = reader.commands(group, document.data, ())
        if reader.problems:
            raise InvalidInput(reader.problems)
        return defaults


class _Reader:
    """Turns tables into what click would find on the command line, and collects what is wrong with them."""

    def __init__(self, document: Document, context: click.Context) -> None:
        self.problems: list[Diagnostic] = []
        self._document = document
        self._context = context

    def commands(self, group: click.Group, table: dict[str, Any], location: Location) -> dict[str, Any]:
        defaults: dict[str, Any] = {}
        for name, inner in table.items():
            command = group.get_command(self._context, name)
            if command is None or not isinstance(inner, dict):
                known = ", ".join(group.list_commands(self._context))
                self._refuse((*location, name), "This is not a table of a command.", known)
            elif isinstance(command, click.Group):
                defaults[name] = self.commands(command, inner, (*location, name))
            else:
                defaults[name] = self._options(command, inner, (*location, name))
        return defaults

    def _options(self, command: click.Command, table: dict[str, Any], location: Location) -> dict[str, Any]:
        from hepgen.model.complaints import quoted

        known = {_written(option): option for option in command.params if isinstance(option, click.Option)}
        defaults: dict[str, Any] = {}
        for name, value in table.items():
            option = known.get(name.replace("_", "-"))
            if option is None:
                self._refuse((*location, name), "There is no such option.", ", ".join(sorted(known)))
            elif wanted := _wanted(option, value):
                given = quoted(value)
                what = f"{given[:1].upper()}{given[1:]} is the wrong kind of value."
                self._refuse((*location, name), what, wanted)
            elif option.name is not None:
                defaults[option.name] = _as_typed(value)
        return defaults

    def _refuse(self, location: Location, what: str, allowed: str) -> None:
        self.problems.append(self._document.problem(location, what, allowed))


def _written(option: click.Option) -> str:
    """The option's name as on the command line, without its hyphens in front."""
    return max(option.opts, key=len).lstrip("-")


def _wanted(option: click.Option, value: Any) -> str:
    """What kind of value the option takes; empty when this is one."""
    if option.is_flag:
        return "" if isinstance(value, bool) else "true or false"
    if option.multiple:
        fits = isinstance(value, list) and not any("\0" in str(item) for item in value)
        return "" if fits else "a list in square brackets"
    if isinstance(value, list | dict):
        return "one value"
    return "text without null characters" if "\0" in str(value) else ""


def _as_typed(value: Any) -> Any:
    """The value as if it had been typed, so that the option itself reads and judges it."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return value if isinstance(value, bool) else str(value)
