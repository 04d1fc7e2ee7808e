"""A pack's fingerprint, kept in each plan: the same stamp means the same content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.packs.files import read_bytes
from hepgen.packs.folders import CONTENT, PackFolder


@lru_cache(maxsize=32)
def fingerprint(pack: PackFolder) -> str:
    """SHA-256 (hexadecimal) over path and content of every TOML file of the pack; taken once per process.

    Pictures do not count: hashing them would cost every handout more than its plan, and drawings follow from
    their poses, which count. Line ends do not count either, since a checkout may change them.
    """
    digest = hashlib.sha256()
    for name, path in sorted(_files(pack)):
        content = read_bytes(Path(path)).replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(pack: PackFolder) -> Iterator[tuple[str, str]]:
    """Name inside the pack, and path. As plain strings: every handout walks some two hundred files here."""
    root = str(pack.root)
    yield pack.info.name, str(pack.info)
    for folder in CONTENT:
        for directory, _, names in os.walk(os.path.join(root, folder), onerror=_unreadable):  # noqa: PTH118
            inside = directory[len(root) + 1 :].replace(os.sep, "/")
            paths = ((name, f"{directory}/{name}") for name in names if name.endswith(".toml"))
            # Neither a pipe, which makes a reader wait for ever, nor a device, which has no end.
            yield from ((f"{inside}/{name}", path) for name, path in paths if os.path.isfile(path))  # noqa: PTH113


def _unreadable(error: OSError) -> None:
    """A folder may be missing, but what is there must be readable: a pack's rules count or the pack is refused."""
    if not isinstance(error, FileNotFoundError):
        raise InvalidPack([Diagnostic(str(error.filename), "", f"The folder cannot be read: {error.strerror}.")])
