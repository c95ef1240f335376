"""Pieces of one key that may be terms: rows of words, and stretches of characters.

Short pieces stand for themselves, longer ones are found by their beginnings and measured out
later. Knows no terms and no file.
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
"""Salts: what a piece is looked up as."""
STRETCH_HEADS: Final = 16
ROW_HEADS: Final = 32
"""Added to a salt: the beginnings of longer pieces."""

HEAD_LETTERS: Final = 4
HEAD_WORDS: Final = 2


@dataclass(frozen=True, eq=False)
class Spans:
    """Pieces of one key by their places, and the salts they are hashed with."""

    starts: Places
    ends: Places
    salts: Places

    def __len__(self) -> int:
        return len(self.starts)

    @classmethod
    def join(cls, parts: "list[Spans]") -> "Spans":
        """Return all pieces in a row."""
        return cls(
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
            np.concatenate([part.salts for part in parts]),
        )

    def only(self, chosen: Places) -> "Spans":
        """Return the chosen pieces; `chosen` may be indexes or flags."""
        return Spans(self.starts[chosen], self.ends[chosen], self.salts[chosen])


class Windows:
    """All pieces of the code points of one key."""

    def __init__(self, codes: Codes) -> None:
        self.codes = codes

    @cached_property
    def _hashed(self) -> Hashed:
        return Hashed(self.codes)

    @cached_property
    def _spaces(self) -> Places:
        return np.flatnonzero(self.codes == SPACE)

    def hashes(self, spans: Spans) -> Hashes:
        """Return the hash of each piece."""
        return self._hashed.of(spans.starts, spans.ends, spans.salts)

    def rows(self) -> Spans:
        """Every word and pair of words of a key that begins and ends with a space, and the pairs
        again as beginnings of what is longer.
        """
        spaces, longer = self._spaces, WORDS + ROW_HEADS
        return Spans.join(
            [
                *(
                    _spans(spaces[:-count] + 1, spaces[count:], WORDS)
                    for count in range(1, HEAD_WORDS + 1)
                ),
                _spans(spaces[: -HEAD_WORDS - 1] + 1, spaces[HEAD_WORDS:-1], longer),
            ]
        )

    def hashes_as(self, starts: Places, ends: Places, salt: int) -> Hashes:
        """Return the hash of each piece from a start to its end, all with one salt."""
        return self._hashed.of(starts, ends, np.asarray(salt))

    def longer_rows(self, starts: Places, counts: Places) -> tuple[Places, Places]:
        """Starts and ends of the rows of each number of words that begin at `starts`, as far as
        the words reach.
        """
        last = (np.searchsorted(self._spaces, starts)[:, None] + (counts - 1)).ravel()
        starts = np.repeat(starts, len(counts))
        fits = last < len(self._spaces)
        return starts[fits], self._spaces[last[fits]]

    def stretches(self, starts: Places, kind: int) -> Spans:
        """The stretches of up to three characters from each of `starts`, and four of them as
        beginnings of what is longer.
        """
        parts = []
        for length in range(1, HEAD_LETTERS + 1):
            starts = starts[starts + length <= len(self.codes)]
            salt = kind if length < HEAD_LETTERS else kind + STRETCH_HEADS
            parts.append(_spans(starts, starts + length, salt))
        return Spans.join(parts)

    def longer_stretches(self, starts: Places, lengths: Places) -> tuple[Places, Places]:
        """Starts and ends of the stretches of each of `lengths` that begin at `starts`, as far
        as they reach.
        """
        ends = (starts[:, None] + lengths).ravel()
        starts = np.repeat(starts, len(lengths))
        fits = ends <= len(self.codes)
        return starts[fits], ends[fits]


def _spans(starts: Places, ends: Places, salt: int) -> Spans:
    return Spans(starts, ends, np.full(len(starts), salt))
