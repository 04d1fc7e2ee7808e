"""Whether a colour can be read on another, and what to make of one that cannot.

Luminance and contrast are those of WCAG 2.2 (definitions "relative luminance" and "contrast ratio"). Colours are sRGB,
"#RRGGBB".
"""

from __future__ import annotations

from collections.abc import Iterable

WHITE = "#FFFFFF"

_WEIGHTS = (0.2126, 0.7152, 0.0722)
_FLARE = 0.05
"""Light that a screen or a page reflects anyway, as a share of white."""


def luminance(colour: str) -> float:
    """How light a colour is, from 0 (black) to 1 (white)."""
    return sum(weight * _linear(channel / 255) for weight, channel in zip(_WEIGHTS, _channels(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 (alike) to 21 (black and white), whichever lies on the other."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + _FLARE) / (darker + _FLARE)


def darkened(colour: str, ground: str, ratio: float) -> str:
    """The colour, no darker than it must be to have the ratio on a lighter ground; hue and saturation stay.

    Raises:
        ValueError: Not even black has that ratio there.
    """
    channels = _channels(colour)
    brightest = max(channels)
    for value in range(brightest, -1, -1):
        darker = _hexadecimal(channel * value / max(brightest, 1) for channel in channels)
        if contrast(darker, ground) >= ratio:
            return darker
    raise ValueError(f"nothing has a contrast of {ratio:g} to 1 on {ground}")


def thinned(colour: str, least: float) -> str:
    """The colour mixed with as little white as gives the mixture at least that luminance (0 to 1)."""
    mixtures = (
        _hexadecimal(255 - (255 - channel) * share / 255 for channel in _channels(colour))
        for share in range(255, -1, -1)
    )
    return next(mixture for mixture in mixtures if luminance(mixture) >= least)


def _linear(value: float) -> float:
    """Light from a channel's code, each between 0 and 1 (IEC 61966-2-1)."""
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _hexadecimal(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel):02X}" for channel in channels)
