"""What a command line leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

TODAY = "2026-11-22"


class Answer(NamedTuple):
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Hepgen = Callable[..., Answer]
