"""Letters drawn of several signs: `|<` for k, `()` for o, `\\/\\/` for w.

Knows the drawings only; whether what comes out is a term is decided elsewhere.
"""

import re
from typing import Final

import numpy as np

from openmoderator.detect.text.folded import Folded, codes_of

_DRAWINGS: Final = {
    r"\/\/": "w", r"|\/|": "m", r"/\/\\": "m", r"|\|": "n", r"/\/": "n", r"/-\\": "a",
    r"]-[": "h", "|-|": "h", ")-(": "h", "|_|": "u", "(_)": "u", r"\_/": "u", "|_": "l",
    r"\/": "v", r"/\\": "a", "|<": "k", "|{": "k", "|(": "k", "|3": "b", "|)": "d", "[)": "d",
    "()": "o", "[]": "o", "<>": "o", "|=": "f", "|>": "p", "><": "x", "}{": "h", "vv": "w",
}  # fmt: skip
_MEANT: Final = {drawing.replace("\\\\", "\\"): letter for drawing, letter in _DRAWINGS.items()}
_DRAWN: Final = re.compile("|".join(map(re.escape, sorted(_MEANT, key=len, reverse=True))))
_BESIDE: Final = re.compile(rf"\w[©¢@$]?(?:{_DRAWN.pattern})|(?:{_DRAWN.pattern})\w")


def read_drawn(folded: Folded) -> Folded | None:
    """Return the text with drawings as letters, or None where none stands beside a letter."""
    if _BESIDE.search(folded.text) is None:
        return None
    pieces: list[str] = []
    kept: list[int] = []
    ends = folded.ends.copy()
    last = 0
    for found in _DRAWN.finditer(folded.text):
        pieces += (folded.text[last : found.start()], _MEANT[found.group()])
        kept += range(last, found.start() + 1)
        ends[found.start()] = folded.ends[found.end() - 1]
        last = found.end()
    pieces.append(folded.text[last:])
    kept += range(last, len(folded))
    places = np.array(kept, np.int64)
    return Folded(codes_of("".join(pieces)), folded.starts[places], ends[places])
