"""The pieces of a reading that are looked up, hashed once for all lists.

Rows of words, and stretches of characters. Knows no terms and no file.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from openmoderator.detect.text.folded import SPACE, Codes, Places
from openmoderator.detect.text.mapped.hashing import Hashed, Hashes

WORDS: Final = 1
ANYWHERE: Final = 2
EXACT: Final = 3
RAW: Final = 4
HEADS: Final = 16
"""Salts: what a piece is looked up as, and the same for the beginnings of longer pieces."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Pieces of one text with their hashes, all of one length."""

    starts: Places
    ends: Places
    hashes: Hashes


class Windows:
    """All pieces of the code points of one key."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._rows: dict[int, Pieces] = {}

    @cached_property
    def hashed(self) -> Hashed:
        """The code points, ready for hashing."""
        return Hashed(self._codes)

    @cached_property
    def _spaces(self) -> Places:
        return np.flatnonzero(self._codes == SPACE)

    def rows(self, count: int) -> Pieces:
        """Every row of `count` words of a key that begins and ends with a space."""
        if count not in self._rows:
            starts, ends = self._spaces[:-count] + 1, self._spaces[count:]
            self._rows[count] = self.pieces(starts, ends, WORDS)
        return self._rows[count]

    def rows_as_heads(self, count: int) -> Pieces:
        """The rows of `count` words as beginnings of longer ones."""
        if -count not in self._rows:
            starts, ends = self._spaces[:-count] + 1, self._spaces[count:]
            self._rows[-count] = self.pieces(starts, ends, WORDS + 2 * HEADS)
        return self._rows[-count]

    def rows_at(self, starts: Places, count: int) -> Pieces:
        """The rows of `count` words that begin at `starts`, where there are so many words."""
        first = np.searchsorted(self._spaces, starts)
        starts = starts[first + count - 1 < len(self._spaces)]
        first = np.searchsorted(self._spaces, starts)
        return self.pieces(starts, self._spaces[first + count - 1], WORDS)

    def stretches(self, starts: Places, length: int, salt: int) -> Pieces:
        """The stretches of `length` characters from each of `starts`, as far as they reach."""
        starts = starts[starts + length <= len(self._codes)]
        return self.pieces(starts, starts + length, salt)

    def pieces(self, starts: Places, ends: Places, salt: int) -> Pieces:
        """The pieces from each start to its end."""
        return Pieces(starts, ends, self.hashed.of(starts, ends, salt))
