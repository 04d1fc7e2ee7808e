"""A clinic's marks, as its pack holds them: the `[clinic]` of `pack.toml`, and the logo that it names."""

from __future__ import annotations

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.figures.emblem import Emblem
from hepgen.figures.raster import Raster
from hepgen.handout.blocks import Logo
from hepgen.handout.brand import LOGO_MM, Brand, in_accent
from hepgen.handout.look import Theme
from hepgen.model.library import Clinic
from hepgen.packs.files import read_bytes, read_document
from hepgen.packs.folders import Layers, PackFolder

_MOST_BYTES = 5 * 1024 * 1024
_MOST_SVG_BYTES = 256 * 1024
"""A logo that is drawn with more is an illustration, and would make every handout as heavy."""

_DOTS_PER_MM = 300 / 25.4
"""What a printer makes use of."""


def read_brand(folder: PackFolder, clinic: Clinic) -> Brand:
    """The marks of a pack's clinic.

    Raises:
        InvalidPack: The logo cannot be used.
    """
    logo = None if clinic.logo is None else Logo(_image(folder, clinic.logo), clinic.name)
    return Brand(clinic.name, logo, clinic.accent, clinic.note or "")


def accent_remark(folder: PackFolder, clinic: Clinic, theme: Theme) -> Diagnostic | None:
    """What became of the clinic's accent, where it is not used as it is."""
    worn = in_accent(theme, clinic.accent).page.accent
    if clinic.accent is None or not theme.takes_accent or worn == clinic.accent.upper():
        return None
    what = f'"{clinic.accent}" is too light to be read well; the theme "{theme.id}" darkens it to "{worn}".'
    return read_document(folder.info).problem(("clinic", "accent"), what)


def _image(folder: PackFolder, inside: str) -> Raster | Emblem:
    """The picture of that path below the pack."""
    path = Layers((folder,)).find(inside)
    if path is None:
        raise _refused(folder, "There is no such file in the pack.")
    if not path.resolve().is_relative_to(folder.root.resolve()):
        raise _refused(folder, "This link leads out of the pack.")
    suffix = path.suffix.lower()
    if suffix == ".svg":
        return _emblem(folder, read_bytes(path, _MOST_SVG_BYTES))
    from hepgen.pictures.raster import UnusablePicture, read_raster

    width, height = (round(length * _DOTS_PER_MM) for length in LOGO_MM)
    try:
        return read_raster(read_bytes(path, _MOST_BYTES), suffix, (width, height))
    except UnusablePicture as unusable:
        raise _refused(folder, f"The picture {unusable}.") from None


def _emblem(folder: PackFolder, content: bytes) -> Emblem:
    from hepgen.figures.plain_svg import read_plain_svg

    try:
        return read_plain_svg(content.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError:
        raise _refused(folder, "The SVG is not UTF-8 text.") from None
    except ValueError as error:
        raise _refused(folder, f"The SVG cannot be used: {error}.") from None


def _refused(folder: PackFolder, what: str) -> InvalidPack:
    return InvalidPack([read_document(folder.info).problem(("clinic", "logo"), what)])
