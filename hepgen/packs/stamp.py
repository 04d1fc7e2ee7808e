"""A pack's fingerprint, kept in each plan: the same stamp means the same content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from hepgen.packs.folders import CONTENT, PackFolder

_TEXT = frozenset({".toml", ".svg"})
"""Their line ends do not count, since a checkout may change them."""

_CONTENT_SUFFIXES = _TEXT | {".png", ".jpg", ".jpeg", ".webp"}


@lru_cache(maxsize=32)
def fingerprint(pack: PackFolder) -> str:
    """SHA-256 (hexadecimal) over path and content of every file of the pack; taken once per process."""
    digest = hashlib.sha256()
    for name, path in sorted(_content_files(pack)):
        with path.open("rb") as file:
            content = file.read()
        if path.suffix in _TEXT:
            content = content.replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _content_files(pack: PackFolder) -> Iterator[tuple[str, Path]]:
    yield pack.info.name, pack.info
    for folder in CONTENT:
        for directory, _, names in os.walk(pack.root / folder):
            for name in names:
                path = Path(directory, name)
                if path.suffix in _CONTENT_SUFFIXES:
                    yield path.relative_to(pack.root).as_posix(), path
