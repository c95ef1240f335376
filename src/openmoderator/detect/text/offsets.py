"""Positions in UTF-16 code units, the unit of every offset on the Azure wire (contract 4.1).

Everything else in this room counts code points, as Python slices do. Lone surrogates count
one unit, as they do in the runtimes that made them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_offset(text: str, index: int) -> int:
    """Return the UTF-16 offset of the code point offset `index`, 0 <= index <= len(text)."""
    return utf16_offsets(text, (index,))[0]


def utf16_offsets(text: str, indexes: Iterable[int]) -> tuple[int, ...]:
    """Return the UTF-16 offsets of many code point offsets of one text, in the given order.

    Costs one pass over the text, whatever the number of indexes.
    """
    if text.isascii():
        return tuple(indexes)
    astral = [found.start() for found in _ASTRAL.finditer(text)]
    return tuple(index + bisect_left(astral, index) for index in indexes)
