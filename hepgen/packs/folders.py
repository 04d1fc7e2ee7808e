"""Where content lies: the folders of the built-in pack and of the clinics' packs, one over the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hepgen.errors import Diagnostic, InvalidPack

CONTENT = ("exercise_library", "images", "templates")
"""The three folders of every pack."""


@dataclass(frozen=True, slots=True)
class PackFolder:
    """One pack on disk.

    Attributes:
        root: The folder that holds the three content folders.
        info: Its `pack.toml`.
    """

    root: Path
    info: Path


def builtin_folder() -> PackFolder:
    """hepgen's own content: beside the package in a checkout, inside it once installed.

    Raises:
        InvalidPack: The installation is broken.
    """
    package = Path(__file__).resolve().parents[1]
    for root in (package / "_data", package.parent):
        info = root / "exercise_library" / "pack.toml"
        if info.is_file():
            return PackFolder(root, info)
    raise InvalidPack([Diagnostic(str(package), "", "The exercise library is missing. Install hepgen again.")])


def clinic_folder(root: Path) -> PackFolder:
    """A folder given with `--pack`.

    Raises:
        InvalidPack: There is no such folder, or no `pack.toml` in it.
    """
    info = root / "pack.toml"
    if not _is_file(info):
        if not root.is_dir():
            raise InvalidPack([Diagnostic(str(root), "", "There is no such folder.")])
        hint = "A pack is a folder with pack.toml and any of " + ", ".join(CONTENT) + "."
        raise InvalidPack([Diagnostic(str(root), "", "The folder has no pack.toml.", hint=hint)])
    return PackFolder(root, info)


def _is_file(path: Path) -> bool:
    """Whether there is a regular file.

    Raises:
        InvalidPack: It may not be looked at. Passing it over could leave out a rule that keeps patients safe.
    """
    try:
        return path.is_file()
    except OSError as error:
        raise _unreadable(path, error) from None


def _files(folder: Path, pattern: str) -> list[Path]:
    """The regular files of a folder. Raises as `_is_file` does."""
    try:
        return [path for path in folder.glob(pattern) if _is_file(path)]
    except OSError as error:
        raise _unreadable(folder, error) from None


def _unreadable(path: Path, error: OSError) -> InvalidPack:
    return InvalidPack([Diagnostic(str(path), "", f"It cannot be read: {error.strerror}.")])


@dataclass(frozen=True, slots=True)
class Layers:
    """Packs one over the other: of files at the same place, that of the last pack counts, whole."""

    packs: tuple[PackFolder, ...]

    def find(self, relative: str) -> Path | None:
        """The file at that place, or None where no pack has one."""
        for pack in reversed(self.packs):
            path = pack.root / relative
            if _is_file(path):
                return path
        return None

    def files(self, folder: str, pattern: str) -> dict[str, Path]:
        """File name without suffix → file, for all files of a folder, sorted by name."""
        found: dict[str, Path] = {}
        for pack in self.packs:
            found |= {path.stem: path for path in _files(pack.root / folder, pattern)}
        return dict(sorted(found.items()))

    def folders(self, folder: str, file: str) -> tuple[Path, ...]:
        """The file of that name in each folder inside a folder, of the last pack that has it."""
        found: dict[str, Path] = {}
        for pack in self.packs:
            found |= {path.parent.name: path for path in _files(pack.root / folder, f"*/{file}")}
        return tuple(path for _, path in sorted(found.items()))


def layers(packs: Sequence[Path]) -> Layers:
    """The built-in pack with the given ones over it.

    Raises:
        InvalidPack: One of them is no pack.
    """
    return Layers((builtin_folder(), *map(clinic_folder, packs)))
