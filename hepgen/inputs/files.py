"""Open an input file within limits: whatever the path holds, the answer is text or one clear message."""

from __future__ import annotations

import stat
from pathlib import Path

from hepgen.errors import Diagnostic, InvalidInput

MAX_BYTES = 256 * 1024
"""Far more than any profile or plan needs, and little enough that no parser can be made to suffer."""


def read_text(path: Path) -> str:
    """The text of a UTF-8 file; a byte order mark is dropped.

    Raises:
        InvalidInput: Missing, not a regular file, unreadable, too large, or not UTF-8.
    """
    content = _read_bytes(path)
    try:
        return content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(path, "The file is not UTF-8 text.", "Save it as UTF-8.", line) from None


def _read_bytes(path: Path) -> bytes:
    try:
        # Asked before opening, since opening a pipe or a device may wait for ever.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _refused(path, "This is a folder.", "Name a profile inside it.")
        if not stat.S_ISREG(mode):
            raise _refused(path, "This is not a regular file.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refused(path, "There is no such file.") from None
    except PermissionError:
        raise _refused(path, "The file may not be read (permission denied).") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the path is not valid"
        raise _refused(path, f"The file cannot be read: {reason}.") from None
    if len(content) > MAX_BYTES:
        raise _refused(path, f"The file is larger than {MAX_BYTES // 1024} kB.")
    return content


def _refused(path: Path, what: str, hint: str = "", line: int | None = None) -> InvalidInput:
    return InvalidInput([Diagnostic(str(path), "", what, hint=hint, line=line)])
