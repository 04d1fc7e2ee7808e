"""Read one content file into a type, or say what is wrong with it and where."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.model.base import Model
from hepgen.model.complaints import quoted, value_at
from hepgen.model.positions import Location
from hepgen.model.reading import Document, Part, Unreadable, parse, validate
from hepgen.packs.parsed import PARSED

M = TypeVar("M", bound=Model)
T = TypeVar("T")

_MAX_BYTES = 2 * 1024 * 1024


class UnknownId(InvalidPack, KeyError):
    """Content names something that no file holds. As a mapping's own error it is a KeyError too."""


class Lazy(Mapping[str, T], Generic[T]):
    """A mapping whose keys are found, and whose values are made, when first asked for."""

    def __init__(self, keys: Callable[[], Iterable[str]], load: Callable[[str], T]) -> None:
        self._find_keys = keys
        self._load = load
        self._loaded: dict[str, T] = {}

    @cached_property
    def _keys(self) -> dict[str, None]:
        return dict.fromkeys(self._find_keys())

    def __getitem__(self, key: str) -> T:
        if key not in self._loaded:
            if key not in self._keys:
                what = f"Nothing is called {quoted(key)}."
                raise UnknownId([Diagnostic("exercise_library", "", what, hint="hepgen library check tells more.")])
            self._loaded[key] = self._load(key)
        return self._loaded[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def one_per_file(
    files: Mapping[str, Path], model: type[M], read: Callable[[Path, type[M]], Document] | None = None
) -> Lazy[M]:
    """A mapping over files: the id of each value is its file's name.

    Args:
        files: Name → file.
        model: What each file holds.
        read: How a file is read; None: as it is.
    """

    def load(name: str) -> M:
        path = files[name]
        return named(read_document(path) if read is None else read(path, model), path.stem, model)

    return Lazy(lambda: files, load)


def one_per_table(document: Callable[[], Document], location: Location, model: type[M], key: str) -> Lazy[M]:
    """A mapping over the tables of one file, each named by its key: `[findings.calf-weakness]`."""
    return Lazy(
        lambda: _tables(document(), location),
        lambda name: read_model(Part(document(), (*location, name), {key: name}), model),
    )


def _tables(document: Document, location: Location) -> Iterable[str]:
    tables = value_at(document.data, location)
    if not isinstance(tables, dict):
        raise InvalidPack([document.problem(location, "This is not a table of tables.")])
    return tables


def read_bytes(path: Path | str, most: int = _MAX_BYTES) -> bytes:
    """A file of a pack.

    Raises:
        InvalidPack: It cannot be read or has more bytes than that.
    """
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # cheaper, and every handout reads hundreds
            if os.fstat(file.fileno()).st_size > most:
                raise _refused(path, f"The file is larger than {most / 2**20:g} MB.")
            return file.read()
    except OSError as error:
        raise _refused(path, f"The file cannot be read: {error.strerror}.") from None


def read_text(path: Path) -> str:
    """A text file of a pack. Line ends are made alike, and letter and accent one character, so that fonts can print it.

    Raises:
        InvalidPack: It cannot be read, is too large, or is not UTF-8.
    """
    try:
        text = read_bytes(path).decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _refused(path, "The file is not UTF-8 text.") from None
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def read_document(path: Path) -> Document:
    """Parse a TOML file, unless the same text was parsed before.

    Raises:
        InvalidPack: It cannot be read or is not TOML.
    """
    text = read_text(path)
    data = PARSED.get(text)
    if data is not None:
        return Document(str(path), "toml", text, data)
    try:
        document = parse(str(path), text, "toml")
    except Unreadable as error:
        raise InvalidPack([error.diagnostic]) from None
    PARSED.put(text, document.data)
    return document


def read_model(part: Document | Part, model: type[M]) -> M:
    """A document, or a table in it, as a model.

    Raises:
        InvalidPack: With every problem in it.
    """
    value = validate(part, model)
    if isinstance(value, tuple):
        raise InvalidPack(value)
    return value


def named(document: Document, name: str, model: type[M]) -> M:
    """A document whose file's name is its id; the id may be written in it, and must then be the same.

    Raises:
        InvalidPack: With every problem in it.
    """
    if document.data.get("id", name) != name:
        raise InvalidPack([document.problem(("id",), "The id differs from the file's name.", f'"{name}"')])
    return read_model(Part(document, (), {"id": name}), model)


def _refused(path: Path | str, what: str) -> InvalidPack:
    return InvalidPack([Diagnostic(str(path), "", what)])
