"""NormalizedText of Screen (contract 4.1): the text without markup, and a space behind
punctuation inside words (`site. test`, `255. 255. 255. 255`, `name@ site. test`).

Only this form of the wire; folding for matching is the business of `normalise`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_INSIDE: Final = re.compile(r"(?<=\w[.,:;?@])(?=\w)")
"""Signs that end a sentence or part of one, and the at sign. Apostrophes, hyphens and slashes
belong to words; the exclamation mark stands for a letter too often (`qu!ck`)."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` is the source with a space set before each source place of `gaps`, which rises."""

    text: str
    gaps: Sequence[int]

    def index(self, place: int) -> int:
        """Where the source character at `place` stands in `text`."""
        return place + bisect_right(self.gaps, place)


def normalise(text: str) -> Normalised:
    """Return the normalized form; a text without punctuation inside words is its own."""
    gaps = [found.start() for found in _INSIDE.finditer(text)]
    return Normalised(_INSIDE.sub(" ", text) if gaps else text, gaps)
