"""A pack's fingerprint, kept in each plan: the same stamp means the same content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache

from hepgen.packs.folders import CONTENT, PackFolder


@lru_cache(maxsize=32)
def fingerprint(pack: PackFolder) -> str:
    """SHA-256 (hexadecimal) over path and content of every TOML file of the pack; taken once per process.

    Pictures do not count: hashing them would cost every handout more than its plan, and drawings follow from
    their poses, which count. Line ends do not count either, since a checkout may change them.
    """
    digest = hashlib.sha256()
    for name, path in sorted(_files(pack)):
        with open(path, "rb") as file:  # noqa: PTH123
            content = file.read().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(pack: PackFolder) -> Iterator[tuple[str, str]]:
    """Name inside the pack, and path. As plain strings: every handout walks some two hundred files here."""
    root = str(pack.root)
    yield pack.info.name, str(pack.info)
    for folder in CONTENT:
        for directory, _, names in os.walk(os.path.join(root, folder)):  # noqa: PTH118
            inside = directory[len(root) + 1 :].replace(os.sep, "/")
            yield from ((f"{inside}/{name}", f"{directory}/{name}") for name in names if name.endswith(".toml"))
