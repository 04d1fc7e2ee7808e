"""Store a result so that its final name always holds something whole: the new file or the one before."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from hepgen.errors import Diagnostic, NotWritten

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk may only be read",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EFBIG: "the file may not grow so large",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the links lead in a circle",
}


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, complete and on the disk, or leave everything as it was.

    The bytes go to a file beside the target (same disk, neutral name), then to the disk, and only then under
    the final name. A symbolic link is followed: the file it leads to is replaced and the link stays.

    Raises:
        NotWritten: Nothing was stored; an older file of that name is unharmed.
    """
    try:
        target = path.resolve()
        _refuse_special(path, target)
        _replace(target, data)
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a null character in the path
        number = error.errno if isinstance(error, OSError) else None
        reason = _REASONS.get(number or 0) or (error.strerror if isinstance(error, OSError) else None)
        raise NotWritten([_refusal(path, reason or "the path is not valid")]) from None


def write_to_stdout(data: bytes) -> None:
    """Write to standard output, all of it.

    Raises:
        NotWritten: It is closed.
        OSError: See `refused_by_stdout`.
    """
    if sys.stdout is None:
        raise NotWritten([_refusal(Path("-"), "standard output is closed")])
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def refused_by_stdout(error: OSError) -> NotWritten | None:
    """What to tell when there is no room behind standard output (`> file`); None when the error has another cause."""
    if error.errno is None or error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}:
        return None
    return NotWritten([_refusal(Path("-"), _REASONS.get(error.errno, "the device failed"))])


def _refuse_special(path: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        mode = target.stat().st_mode
        if stat.S_ISDIR(mode):
            raise NotWritten([_refusal(path, "a folder of that name is in the way")])
        if not stat.S_ISREG(mode):
            raise NotWritten([_refusal(path, "that is not a regular file")])


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".hepgen-{os.urandom(8).hex()}.tmp")
    # O_EXCL: never follow or reuse what another program may have put at that name.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            remaining = memoryview(data)
            while remaining:
                remaining = remaining[file.write(remaining) :]
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:  # also Ctrl-C: no half file stays behind
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; systems that cannot sync a folder (Windows) do it by themselves."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # a network disk without the call
            raise
    finally:
        os.close(descriptor)


def _refusal(path: Path, reason: str) -> Diagnostic:
    return Diagnostic(str(path), "", f"The file was not written: {reason}.")
