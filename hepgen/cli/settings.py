"""Defaults for options from a file: `./hepgen.toml`, else `hepgen.toml` in the user's settings folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from hepgen.errors import Diagnostic, InvalidInput

NAME = "hepgen.toml"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file.

    One table for each command, with options named as on the command line: `[make]`, `theme = "mono"`.
    """

    path: Path

    @classmethod
    def find(cls) -> SettingsFile | None:
        """The file in the current folder, else the user's own, else None."""
        for folder in (Path(), Path(click.get_app_dir("hepgen"))):
            if (folder / NAME).is_file():
                return cls(folder / NAME)
        return None

    def defaults(self, group: click.Group, context: click.Context) -> dict[str, Any]:
        """What click takes as `default_map`.

        Raises:
            InvalidInput: The file is not TOML, or names a command or an option that does not exist.
        """
        try:
            content = tomllib.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise InvalidInput([Diagnostic(str(self.path), "", f"The settings cannot be read: {error}.")]) from None
        problems = [*self._problems(content, group, context)]
        if problems:
            raise InvalidInput(problems)
        return {
            command: {_parameter(name): value for name, value in table.items()} for command, table in content.items()
        }

    def _problems(self, content: dict[str, Any], group: click.Group, context: click.Context) -> Iterator[Diagnostic]:
        commands = group.list_commands(context)
        for name, table in content.items():
            command = group.get_command(context, name)
            if command is None or not isinstance(table, dict):
                yield Diagnostic(str(self.path), name, "This is not a table of a command.", ", ".join(commands))
                continue
            options = {each.name for each in command.params if isinstance(each, click.Option)}
            for option in table:
                if _parameter(option) not in options:
                    known = ", ".join(sorted(each.replace("_", "-") for each in options if each))
                    yield Diagnostic(str(self.path), f"{name}.{option}", "There is no such option.", known)


def _parameter(option: str) -> str:
    """The name click uses inside."""
    return option.replace("-", "_")
