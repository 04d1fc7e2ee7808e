"""Parsed content files, kept between runs: reading TOML is a sixth of a cold start, reading this is a fiftieth.

What a text parses to is kept under the hash of that very text, so an entry is never stale; a file that is damaged,
missing or not writable is as good as none. It lies in the user's cache folder and holds only what packs hold.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

from hepgen.errors import NotWritten

_NAME = "parsed-content-1.json"
_MOST = 4000
"""Entries kept; beyond them those of this run alone."""

_MOST_BYTES = 64 * 1024 * 1024

_DIGEST = 64
"""Characters of the checksum that the file begins with."""


def cache_folder() -> Path:
    """Where this user's programs keep what they can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "hepgen" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "hepgen"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hepgen"


class ParsedTexts:
    """Text → its parsed data, remembered from run to run.

    Attributes:
        path: The file; None to remember for this run alone.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._kept: dict[str, Any] | None = None
        self._used: dict[str, Any] = {}
        self._is_new = False

    def get(self, text: str) -> dict[str, Any] | None:
        """The data of a text that was parsed before, or None."""
        if self._kept is None:
            self._kept = self._load()
        key = _key(text)
        data = self._kept.get(key)
        if isinstance(data, dict):
            self._used[key] = data
            return data
        return None

    def put(self, text: str, data: dict[str, Any]) -> None:
        """Remember what a text parsed to."""
        self._used[_key(text)] = data
        self._is_new = True

    def save(self) -> None:
        """Keep what is new for the next run; in vain where nothing can be written."""
        if not self._is_new or self.path is None:
            return
        from hepgen.outputs import write_atomically

        kept = self._kept or {}
        entries = {**kept, **self._used} if len(kept) < _MOST else self._used
        payload = json.dumps(dict(filter(_can_be_kept, entries.items())), ensure_ascii=False).encode()
        with suppress(OSError, NotWritten):
            if self.path.is_symlink():  # whose target is somebody's file
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, sha256(payload).hexdigest().encode() + payload)
        self._is_new = False

    def _load(self) -> dict[str, Any]:
        if self.path is None:
            return {}
        try:
            status = self.path.lstat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
                return {}
            content = self.path.read_bytes()
            digest, payload = content[:_DIGEST], content[_DIGEST:]
            kept = json.loads(payload) if sha256(payload).hexdigest().encode() == digest else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}


def _key(text: str) -> str:
    return blake2b(text.encode(), digest_size=20).hexdigest()


def _can_be_kept(entry: tuple[str, Any]) -> bool:
    """JSON has no dates, so the few files that hold one are parsed each time."""
    try:
        json.dumps(entry[1])
    except (TypeError, ValueError):
        return False
    return True


def _place() -> Path | None:
    """None where nobody's home is known, or it is told from the current folder, which is another one each time."""
    with suppress(RuntimeError):
        place = cache_folder() / _NAME
        return place if place.is_absolute() else None
    return None


PARSED = ParsedTexts(_place())
"""Those of this process."""
