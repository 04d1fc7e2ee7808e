"""A final name holds something whole: the new file, or the one before."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hepgen.errors import NotWritten
from hepgen.outputs import write_atomically

OLD, NEW = b"the handout before", b"the new handout" * 1000


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "handout.pdf"
    path.write_bytes(OLD)
    yield path
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == [], "a temporary file was left"


def test_the_file_is_whole_and_private(target: Path) -> None:
    write_atomically(target, NEW)
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_file_may_be_empty(target: Path) -> None:
    write_atomically(target, b"")
    assert target.read_bytes() == b""


CALLS = {
    "open": errno.EACCES,
    "fsync": errno.EIO,
    "write": errno.ENOSPC,
    "replace": errno.EROFS,
}


@pytest.mark.parametrize(("call", "number"), CALLS.items())
def test_whatever_call_fails_the_older_file_is_unharmed(
    call: str, number: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    if call == "write":
        real = os.fdopen

        class Full:
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                self.file = real(*args, **kwargs)

            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_: object) -> None:
                self.file.close()

            def write(self, data: memoryview) -> int:
                self.file.write(data[:10])
                return int(fail())

        monkeypatch.setattr(os, "fdopen", Full)
    elif call == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(os, call, fail)
    with pytest.raises(NotWritten, match=r"handout\.pdf: The file was not written: "):
        write_atomically(target, NEW)
    monkeypatch.undo()
    assert target.read_bytes() == OLD


def test_short_writes_are_continued(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fdopen

    class Slow:
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self.file = real(*args, **kwargs)

        def __enter__(self) -> Slow:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def fileno(self) -> int:
            return int(self.file.fileno())

        def write(self, data: memoryview) -> int:
            return int(self.file.write(data[:7]))

    monkeypatch.setattr(os, "fdopen", Slow)
    write_atomically(target, NEW)
    assert target.read_bytes() == NEW


def test_an_interruption_leaves_nothing_behind(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, NEW)
    assert target.read_bytes() == OLD


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_after(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_fsync(descriptor)

    def replace(path: Path, to: Path) -> Path:
        order.append("rename")
        return real_replace(path, to)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_atomically(target, NEW)
    assert order == ["file", "rename", "folder"]


def test_the_temporary_name_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = Path.replace

    def replace(path: Path, to: Path) -> Path:
        seen.append(path.name)
        return real(path, to)

    monkeypatch.setattr(Path, "replace", replace)
    write_atomically(tmp_path / "Anna Kowalska.pdf", NEW)
    assert "Anna" not in seen[0]
    assert "Kowalska" not in seen[0]


def test_a_link_is_followed_and_stays(target: Path) -> None:
    link = target.with_name("link.pdf")
    link.symlink_to(target.name)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder", "a folder of that name is in the way"),
        ("missing/x.pdf", "the folder does not exist"),
        ("file.txt/x.pdf", "a part of the path is not a folder"),
        ("pipe", "that is not a regular file"),
        ("circle", ""),
        ("x" * 300, "the name is too long"),
        ("a\0b", "the path is not valid"),
    ],
)
def test_an_impossible_target_is_told(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(NotWritten) as caught:
        write_atomically(tmp_path / name, NEW)
    assert reason in caught.value.diagnostics[0].what
    assert sorted(each.name for each in tmp_path.iterdir()) == ["circle", "file.txt", "folder", "pipe"]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_closed_terminal_leaves_nothing_behind(ending: signal.Signals, target: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; import hepgen.cli.main as cli;"
        "from hepgen.outputs import write_atomically;"
        f"os.fsync = lambda _: os.kill(os.getpid(), {int(ending)});"
        f"cli.run = lambda _: write_atomically(Path({str(target)!r}), b'new'); cli.main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert done.returncode != 0
    assert target.read_bytes() == OLD
