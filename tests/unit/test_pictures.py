"""Pictures from clinics: whatever lies in the file, clean pixels come out or one reason why not."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from hepgen.figures.raster import Raster
from hepgen.pictures.raster import UnusablePicture, read_raster

MOST = (709, 213)
RED, BLUE, WHITE = (200, 30, 30), (20, 60, 160), (255, 255, 255)


def sign(width: int = 60, height: int = 40) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height), fill=RED)
    return image


def file(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def raw_png(width: int, height: int, rows: bytes, depth: int = 8, kind: int = 2, more: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def opened(raster: Raster) -> Image.Image:
    image = Image.open(io.BytesIO(raster.png))
    assert image.size == (raster.width, raster.height)
    assert image.mode == "RGB"
    return image


def pixel(raster: Raster, x: int, y: int) -> tuple[int, ...]:
    found = opened(raster).getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def chunks(png: bytes) -> set[bytes]:
    kinds, place = set(), 8
    while place < len(png):
        kinds.add(png[place + 4 : place + 8])
        place += 12 + int.from_bytes(png[place : place + 4], "big")
    return kinds


# -- what is kept ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "form", "options", "near"),
    [
        (".png", "PNG", {}, 0),
        (".webp", "WEBP", {"lossless": True}, 0),
        (".webp", "WEBP", {"quality": 95}, 12),
        (".jpg", "JPEG", {"quality": 95}, 12),
        (".jpeg", "JPEG", {"quality": 95, "progressive": True}, 12),
    ],
)
def test_each_format_gives_its_pixels(suffix: str, form: str, options: dict[str, Any], near: int) -> None:
    raster = read_raster(file(sign(), form, **options), suffix, MOST)
    assert (raster.width, raster.height) == (60, 40)
    assert pixel(raster, 5, 20) == pytest.approx(RED, abs=near)
    assert pixel(raster, 55, 20) == pytest.approx(BLUE, abs=near)


def test_the_same_file_gives_the_same_bytes() -> None:
    content = file(sign(900, 400), "JPEG")
    assert read_raster(content, ".jpg", MOST) == read_raster(content, ".jpg", MOST)


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Sam Okafor's knee"
    exif.get_ifd(0x8825)[2] = (51.0, 27.0, 12.0)  # where it was taken
    profile = b"a colour profile, which says who made it"
    jpeg = file(sign(), "JPEG", exif=exif, comment=b"secret", icc_profile=profile)
    text = chunk(b"tEXt", b"Author\0Sam Okafor") + chunk(b"pHYs", struct.pack(">IIB", 1, 1, 1))
    png = raw_png(2, 1, b"\0" + bytes(RED + BLUE), more=text)
    webp = file(sign(), "WEBP", exif=exif, icc_profile=profile, xmp=b"<x/>")
    for content, suffix in ((jpeg, ".jpg"), (png, ".png"), (webp, ".webp")):
        raster = read_raster(content, suffix, MOST)
        assert chunks(raster.png) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 180), (6, 270), (8, 90)])
def test_it_stands_as_the_camera_says(orientation: int, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    raster = read_raster(file(sign(), exif=exif), ".png", MOST)
    assert opened(raster).tobytes() == sign().rotate(turn, expand=True).tobytes()


def test_of_an_animation_it_is_the_first_frame() -> None:
    others = [Image.new("RGB", (60, 40), "black")]
    for suffix, form in ((".png", "PNG"), (".webp", "WEBP")):
        content = file(sign(), form, save_all=True, append_images=others, lossless=True)
        assert opened(read_raster(content, suffix, MOST)).tobytes() == sign().tobytes()


def test_what_is_clear_becomes_paper() -> None:
    image = sign().convert("RGBA")
    image.paste((0, 0, 0, 0), (20, 10, 40, 30))
    image.paste((0, 0, 0, 128), (0, 0, 10, 10))
    for content, suffix in ((file(image), ".png"), (file(image, "WEBP", lossless=True), ".webp")):
        raster = read_raster(content, suffix, MOST)
        assert pixel(raster, 30, 20) == WHITE
        assert pixel(raster, 5, 5) == pytest.approx((127, 127, 127), abs=1)


def test_empty_margins_are_cut() -> None:
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    image.paste(sign(), (70, 11))
    assert opened(read_raster(file(image), ".png", MOST)).tobytes() == sign().tobytes()


@pytest.mark.parametrize(
    ("convert", "colour"),
    [
        (lambda image: image.convert("L"), (80, 80, 80)),
        (lambda image: image.convert("LA"), (80, 80, 80)),
        (lambda image: image.convert("P"), RED),
        (lambda image: image.convert("1"), None),
        (lambda image: image.convert("RGBA"), RED),
    ],
)
def test_every_kind_of_png_becomes_rgb(
    convert: Callable[[Image.Image], Image.Image], colour: tuple[int, ...] | None
) -> None:
    raster = read_raster(file(convert(sign())), ".png", MOST)
    if colour is not None:
        assert pixel(raster, 5, 20) == pytest.approx(colour, abs=30)


def test_a_clear_entry_of_a_palette_becomes_paper() -> None:
    image = Image.new("P", (30, 10), 1)
    image.putpalette([0, 0, 0, *RED, *BLUE])
    image.paste(0, (10, 0, 20, 10))
    raster = read_raster(file(image, transparency=0), ".png", MOST)
    assert [pixel(raster, x, 5) for x in (5, 15, 25)] == [RED, WHITE, RED]


def test_cmyk_becomes_rgb() -> None:
    raster = read_raster(file(sign().convert("CMYK"), "JPEG", quality=95), ".jpg", MOST)
    assert pixel(raster, 5, 20) == pytest.approx(RED, abs=12)


def test_sixteen_bits_become_eight() -> None:
    grey = raw_png(3, 1, b"\0" + struct.pack(">3H", 0, 0x8080, 0xF000), depth=16, kind=0)
    assert [pixel(read_raster(grey, ".png", MOST), x, 0)[0] for x in range(3)] == [0, 128, 239]
    colour = raw_png(1, 1, b"\0" + struct.pack(">3H", *(value * 257 for value in RED)), depth=16)
    assert pixel(read_raster(colour, ".png", MOST), 0, 0) == RED
    alpha = raw_png(2, 1, b"\0" + struct.pack(">8H", 0, 0, 0, 0xFFFF, 0, 0, 0, 0), depth=16, kind=6)
    assert opened(read_raster(alpha, ".png", MOST)).size == (1, 1)


@pytest.mark.parametrize(
    ("size", "result"),
    [((60, 40), (60, 40)), ((6000, 3000), (426, 213)), ((9000, 30), (709, 2)), ((7, 9000), (1, 213)), ((1, 1), (1, 1))],
)
def test_it_is_scaled_down_to_what_is_needed_and_never_up(size: tuple[int, int], result: tuple[int, int]) -> None:
    raster = read_raster(file(Image.new("L", size, 40)), ".png", MOST)
    assert (raster.width, raster.height) == result


def test_a_photograph_does_not_make_every_handout_heavy() -> None:
    noise = Image.frombytes("RGB", MOST, random.Random(1).randbytes(MOST[0] * MOST[1] * 3))
    raster = read_raster(file(noise), ".png", MOST)
    assert (raster.width, raster.height) == (355, 107)
    assert len(raster.png) < 120_000


def test_pillow_is_loaded_when_a_picture_is_read_and_not_before() -> None:
    program = "import sys, hepgen.pictures.raster, hepgen.packs.content; sys.exit('PIL' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


# -- what is refused -------------------------------------------------------------------------------------------------

PNG, JPEG, WEBP = file(sign()), file(sign(), "JPEG"), file(sign(), "WEBP")


@pytest.mark.parametrize(
    ("content", "suffix", "told"),
    [
        (b"", ".png", "is not a PNG picture, or is damaged"),
        (b"GIF89a" + bytes(50), ".png", "is not a PNG picture"),
        (b"<svg/>", ".jpg", "is not a JPEG picture"),
        (PNG, ".jpg", "is not a JPEG picture"),
        (JPEG, ".png", "is not a PNG picture"),
        (JPEG, ".webp", "is not a WEBP picture"),
        (PNG[: len(PNG) // 2], ".png", "is damaged"),
        (JPEG[: len(JPEG) // 2], ".jpeg", "is damaged"),
        (WEBP[: len(WEBP) // 2], ".webp", "is damaged"),
        (PNG[:-20] + b"?" + PNG[-19:], ".png", "is damaged"),
        (file(Image.new("RGB", (9, 9), "white")), ".png", "cannot be seen on white paper"),
        (file(Image.new("RGBA", (9, 9), (0, 0, 0, 0))), ".png", "cannot be seen on white paper"),
        (raw_png(8001, 5000, b""), ".png", "has more than 40 million pixels"),
        (raw_png(50_000, 50_000, b"", depth=1, kind=0), ".png", "has more than 40 million pixels"),
        (raw_png(2**31 - 1, 2**31 - 1, b""), ".png", "has more than 40 million pixels"),
        (raw_png(0, 0, b""), ".png", "is not a PNG picture"),
        (file(Image.new("1", (20_000, 20_000))), ".png", "has more than 40 million pixels"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_one_reason(content: bytes, suffix: str, told: str) -> None:
    with pytest.raises(UnusablePicture, match=told):
        read_raster(content, suffix, MOST)


@given(st.sampled_from(((PNG, ".png"), (JPEG, ".jpg"), (WEBP, ".webp"))), st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(picture: tuple[bytes, str], data: st.DataObject) -> None:
    content, suffix = bytearray(picture[0]), picture[1]
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        raster = read_raster(bytes(content), suffix, (40, 40))
    except UnusablePicture:
        return
    assert max(opened(raster).size) <= 40
