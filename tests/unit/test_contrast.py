"""Colours: what can be read on what, and what an accent becomes that cannot."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hepgen.figures.contrast import WHITE, contrast, darkened, luminance, thinned

colours = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
grounds = st.sampled_from((WHITE, "#E9F2F4", "#F0F0FF"))


def channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#FFFFFF", "#000000", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#0000FF", "#FFFF00", 8.0),
        ("#0B4F62", "#FFFFFF", 9.1),
    ],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.02)


@given(colours, colours)
def test_contrast_has_no_direction_and_is_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.000001
    assert 0 <= luminance(one) <= 1.000001


@given(colours, grounds)
@example("#FFFFFF", WHITE)
@example("#FFFF00", WHITE)
@example("#000000", WHITE)
def test_what_is_darkened_can_be_read_and_keeps_its_hue(colour: str, ground: str) -> None:
    darker = darkened(colour, ground, 7)
    assert contrast(darker, ground) >= 7
    before, after = channels(colour), channels(darker)
    for channel, kept in zip(before, after, strict=True):  # hue and saturation: the channels' ratios, but for rounding
        assert abs(kept * max(before) - channel * max(after)) <= max(before) / 2


@given(colours)
def test_nothing_is_darkened_more_than_it_must_be(colour: str) -> None:
    darker = darkened(colour, WHITE, 7)
    if contrast(colour, WHITE) >= 7:
        assert darker == colour
    else:
        brightest = max(channels(colour))
        step = (max(channels(darker)) + 1) / brightest
        lighter = "#" + "".join(f"{round(channel * step):02X}" for channel in channels(colour))
        assert contrast(lighter, WHITE) < 7


def test_a_contrast_that_not_even_black_has_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing has a contrast of 7 to 1 on #333333"):
        darkened("#FF0000", "#333333", 7)


@given(colours, st.floats(0, 1))
def test_what_is_thinned_is_as_light_as_asked_for_and_no_other_hue(colour: str, least: float) -> None:
    paler = thinned(colour, least)
    assert luminance(paler) >= least or paler == WHITE
    before, after = channels(colour), channels(paler)
    for one, other in ((0, 1), (1, 2), (0, 2)):
        assert (before[one] - before[other]) * (after[one] - after[other]) >= 0
    if luminance(colour) >= least:
        assert paler == colour
