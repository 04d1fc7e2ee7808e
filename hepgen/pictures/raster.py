"""From the file that a clinic has to the pixels that are printed, and nothing else of it."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from hepgen.figures.raster import Raster

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
"""Suffix → what must be in a file of that name."""

MOST_PIXELS = 40_000_000

_FAINTEST = 250
"""What is lighter cannot be told from paper (of 255)."""

_HEAVY = 100_000
"""Bytes beyond which a picture is no sign but a photograph, for which half the dots are enough."""


class UnusablePicture(Exception):  # the reason is the text; callers turn it into their own error
    """The file is refused; the text says why, to stand after its name."""


def read_raster(content: bytes, suffix: str, most: tuple[int, int]) -> Raster:
    """Read a picture: turned as its camera says, flat on white, cut to what can be seen, scaled down to what is needed.

    Of an animation it is the first frame. Nothing but pixels is kept: no place, camera, comment, profile or thumbnail.

    Args:
        content: The file.
        suffix: Of its name, one of `FORMATS`.
        most: Width and height in pixels that the result has at most; a photograph has half of that.

    Raises:
        UnusablePicture: It holds another format than its name says, is damaged, too large, or invisible on paper.
    """
    from PIL import Image

    form = FORMATS[suffix]
    try:
        with warnings.catch_warnings(action="ignore"):  # about oddities of a file that is used or refused anyway
            image = Image.open(BytesIO(content), formats=(form,))
            if image.width * image.height > MOST_PIXELS:  # as its head says; nothing is decoded yet
                raise Image.DecompressionBombError
            return _written(_cut(_flat(image)), most)
    except UnusablePicture:
        raise
    except Image.DecompressionBombError:
        raise UnusablePicture(f"has more than {MOST_PIXELS // 1_000_000} million pixels") from None
    except Exception:
        # Decoders meet hostile bytes here: whatever they raise, the file is not what its name says.
        raise UnusablePicture(f"is not a {form} picture, or is damaged") from None


def _flat(image: Image) -> Image:
    """The first frame upright, as RGB on white paper."""
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip instead of scaling
        return image.convert("F").point(lambda value: value / 257 + 0.5).convert("L").convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _cut(image: Image) -> Image:
    """Without empty margins."""
    seen = image.convert("L").point(lambda value: 255 * (value < _FAINTEST)).getbbox()
    if seen is None:
        raise UnusablePicture("cannot be seen on white paper")
    return image.crop(seen)


def _written(image: Image, most: tuple[int, int]) -> Raster:
    from PIL import Image

    image.thumbnail(most, Image.Resampling.LANCZOS)
    raster = _packed(image)
    return raster if len(raster.png) <= _HEAVY else _packed(image.reduce(2))


def _packed(image: Image) -> Raster:
    from PIL import Image

    pixels = Image.frombytes("RGB", image.size, image.tobytes())  # Pillow would write what it knows of the file
    file = BytesIO()
    pixels.save(file, "PNG", compress_level=9)
    return Raster(*pixels.size, file.getvalue())
