"""What the colours of tags are called on pages, and the shape that goes with each.

A colour is never the only sign: whoever cannot tell two colours apart tells their shapes.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Swatch:
    """A colour of the palette: its name in the row, its words, and its shape in 12 by 12 units."""

    name: str
    label: str | Promise
    shape: str


USUAL = Swatch("", _("Usual"), "M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z")
SWATCHES = (
    USUAL,
    Swatch("red", _("Red, diamond"), "M6 0l6 6-6 6-6-6z"),
    Swatch("orange", _("Orange, triangle"), "M6 1l6 10H0z"),
    Swatch(
        "yellow",
        _("Yellow, star"),
        "M6 0l1.6 4.2H12L8.500 6.900 9.800 11.500 6 8.700l-3.800 2.800L3.500 6.900 0 4.200h4.400z",
    ),
    Swatch("green", _("Green, square"), "M1 1h10v10H1z"),
    Swatch("teal", _("Teal, cross"), "M4 0h4v4h4v4H8v4H4V8H0V4h4z"),
    Swatch("blue", _("Blue, arrow down"), "M0 1h12L6 11z"),
    Swatch("violet", _("Violet, half"), "M6 0a6 6 0 0 1 0 12z"),
    Swatch("pink", _("Pink, bar"), "M0 4h12v4H0z"),
)
_BY_NAME = {swatch.name: swatch for swatch in SWATCHES}


def swatch(name: str) -> Swatch:
    """The swatch of a stored colour; the usual one where the palette has no such name."""
    return _BY_NAME.get(name, USUAL)
