"""Defaults for options from a file: `./hepgen.toml`, else `hepgen.toml` in the user's settings folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from hepgen.errors import Diagnostic, InvalidInput

NAME = "hepgen.toml"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file, or none.

    One table for each command, with options named as on the command line: `[make]`, `theme = "mono"`.
    """

    path: Path | None

    @classmethod
    def find(cls) -> SettingsFile:
        """The file in the current folder, else the user's own."""
        for folder in (Path(), Path(click.get_app_dir("hepgen"))):
            if (folder / NAME).is_file():
                return cls(folder / NAME)
        return cls(None)

    def defaults(self) -> dict[str, Any]:
        """What click takes as `default_map`.

        Raises:
            InvalidInput: The file is not TOML, or holds something else than tables.
        """
        if self.path is None:
            return {}
        try:
            tables = tomllib.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise self._invalid("", f"The settings cannot be read: {error}.") from None
        for name, table in tables.items():
            if not isinstance(table, dict):
                raise self._invalid(
                    name, "This is not a table.", "one table for each command, such as [make]"
                )
        return {
            name: {key.replace("-", "_"): value for key, value in table.items()}
            for name, table in tables.items()
        }

    def _invalid(self, field: str, what: str, allowed: str = "") -> InvalidInput:
        return InvalidInput([Diagnostic(str(self.path), field, what, allowed)])
