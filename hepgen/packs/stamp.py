"""A pack's fingerprint, kept in each plan: the same stamp means the same content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache

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
        content = read_bytes(path).replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(pack: PackFolder) -> Iterator[tuple[str, str]]:
    """Name inside the pack, and path. As plain strings: every handout walks some two hundred files here."""
    yield pack.info.name, str(pack.info)
    for name in CONTENT:
        yield from _inside(f"{pack.root}{os.sep}{name}", name)


def _inside(folder: str, inside: str) -> Iterator[tuple[str, str]]:
    """The regular TOML files of a folder: no pipe, which makes a reader wait for ever, nor device, which has no end.

    Raises:
        InvalidPack: It may not be looked at. A pack may lack a folder, but what is there counts or is refused.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _inside(entry.path, f"{inside}/{entry.name}")
                elif entry.name.endswith(".toml") and entry.is_file():
                    yield f"{inside}/{entry.name}", entry.path
    except FileNotFoundError:
        return
    except OSError as error:
        raise InvalidPack([Diagnostic(folder, "", f"It cannot be read: {error.strerror}.")]) from None
