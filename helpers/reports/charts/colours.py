"""Colours of areas and bars: even steps from dark to light, and the ink that can be read on them."""

from matplotlib import colormaps
from matplotlib.colors import to_hex, to_rgb

STEPS = "cividis"
"""Nuñez, Anderton and Renslow (2018): looks the same to the colour-blind, and keeps its order in grey."""
DARKEST, LIGHTEST = 0.08, 0.96


def shade(share: float) -> str:
    """The colour so far from dark (0) to light (1)."""
    return to_hex(colormaps[STEPS](DARKEST + (LIGHTEST - DARKEST) * share))


def shades(n: int) -> list[str]:
    """So many colours from dark to light."""
    return [shade(place / max(n - 1, 1)) for place in range(n)]


def ink(colour: str) -> str:
    """White or black, whichever stands out more from a colour (WCAG 2.2's relative luminance)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "white" if light < 0.179 else "black"
