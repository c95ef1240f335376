"""Which word is meant by one that is in no dictionary: how likely a slip, how common a word.

One word in, one word or none out; knows nothing of what stands around it.
"""

import math
import re
from functools import lru_cache
from typing import Final

from openmoderator.detect.text.autocorrect.dictionary import Dictionary

_VOWELS: Final = frozenset("aeiouy")
_SWAP, _DOUBLE, _VOWEL, _MISSED, _EXTRA, _LETTER = 0.8, 0.8, 1.3, 1.5, 1.8, 2.2
_FIRST, _FIRST_SWAP = 2.0, 0.3
"""What slips cost, in powers of ten of how common a word is: swapped neighbours, a letter once
instead of twice or the other way round, a vowel for a vowel, a letter missed, one too many, any
other letter; and on top of that the first letter, which people rarely get wrong."""
_LEAST: Final = {3: 7.3, 4: 5.2, 5: 4.4, 6: 3.9}
"""The score that a word of so many letters needs; longer ones as the last."""
_SECOND_SLIP_FROM: Final = 7
_LONGEST: Final = 24
_STRETCHED: Final = re.compile(r"(.)\1{2,}")
_SLIP_AT_MOST: Final = 9.0


class Corrector:
    """Finds the word that is meant, and keeps what it found for words that come again."""

    def __init__(self, words: Dictionary) -> None:
        self._words = words
        self.meant = lru_cache(maxsize=1 << 14)(self._meant)

    def _meant(self, word: str) -> str | None:
        """The word for an unknown one in lower case, or None where nothing is likely enough."""
        if contraction := self._words.contraction(word):
            return contraction
        if short := self._unstretched(word):
            return short
        if not _shortest() <= len(word) <= _LONGEST:
            return None
        distance = 2 if len(word) >= _SECOND_SLIP_FROM else 1
        scored = [
            (math.log10(count) - slip_cost(word, near), near)
            for near, count in self._words.near(word, distance)
        ]
        score, best = max(scored, default=(0.0, ""))
        return best if best and score >= _LEAST[min(len(word), max(_LEAST))] else None

    def _unstretched(self, word: str) -> str | None:
        """`so` for `sooo`, `hello` for `hellooo`: the commoner of one letter and two."""
        if not _STRETCHED.search(word):
            return None
        forms = {_STRETCHED.sub(keep, word) for keep in (r"\1", r"\1\1")}
        best = max(forms, key=self._words.count)
        return best if self._words.count(best) else None


def _shortest() -> int:
    return min(_LEAST)


def slip_cost(written: str, meant: str) -> float:
    """What it costs to get from `meant` to `written`, at most `_SLIP_AT_MOST`."""
    rows = [[0.0] * (len(meant) + 1) for _ in range(len(written) + 1)]
    for i in range(len(written) + 1):
        for j in range(len(meant) + 1):
            if i or j:
                rows[i][j] = _cheapest(rows, written, meant, i, j)
    if written[:1] == meant[:1]:
        return min(rows[-1][-1], _SLIP_AT_MOST)
    first = _FIRST_SWAP if _swapped(written, meant, 2, 2) else _FIRST
    return min(rows[-1][-1] + first, _SLIP_AT_MOST)


def _cheapest(rows: list[list[float]], written: str, meant: str, i: int, j: int) -> float:
    ways = []
    if i and j:
        ways.append(rows[i - 1][j - 1] + _replaced(written[i - 1], meant[j - 1]))
    if i:
        ways.append(rows[i - 1][j] + (_DOUBLE if _repeats(written, i - 1) else _EXTRA))
    if j:
        ways.append(rows[i][j - 1] + (_DOUBLE if _repeats(meant, j - 1) else _MISSED))
    if _swapped(written, meant, i, j):
        ways.append(rows[i - 2][j - 2] + _SWAP)
    return min(ways)


def _replaced(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return _VOWEL if one in _VOWELS and other in _VOWELS else _LETTER


def _repeats(word: str, place: int) -> bool:
    return place > 0 and word[place] == word[place - 1]


def _swapped(written: str, meant: str, i: int, j: int) -> bool:
    return (
        i > 1
        and j > 1
        and written[i - 2 : i] == meant[j - 2 : j][::-1]
        and written[i - 1] != written[i - 2]
    )
