"""Looks pieces of a text up in the arrays of a snapshot: first in a bit field, then by bisection.

Gives terms whose hash is equal; whether they are what is written is judged in `finding`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.folded import Places
from openmoderator.detect.text.mapped.hashing import Hashes
from openmoderator.detect.text.mapped.layout import Arrays, Facts
from openmoderator.detect.text.mapped.query import Part, Query, Source
from openmoderator.detect.text.mapped.windows import (
    ANYWHERE,
    EXACT,
    HEAD_LETTERS,
    HEAD_WORDS,
    RAW,
    ROW_HEADS,
    STRETCH_HEADS,
    WORDS,
)

_ALL_BITS: Final = 64


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of `source`, and a term of the list that it may be."""

    source: Source
    start: int
    end: int
    term: str


class Lookup:
    """The arrays of one snapshot; any number of threads may ask."""

    def __init__(self, facts: Facts, arrays: Arrays) -> None:
        self._hashes: Hashes = arrays["hashes"]
        self._heads: Hashes = arrays["heads"]
        self._owners = arrays["owners"]
        self._filter: NDArray[np.uint8] = arrays["filter"]
        self._shift = np.uint64(_ALL_BITS - (len(self._filter) * 8).bit_length() + 1)
        self._offsets = arrays["offsets"]
        self._terms = arrays["terms"]
        self.kinds = tuple(
            kind
            for kind, lengths in (
                (WORDS, facts.words),
                (ANYWHERE, facts.anywhere),
                (EXACT, facts.exact),
                (RAW, facts.raw),
            )
            if lengths
        )
        self._counts = _above(facts.words, HEAD_WORDS)
        self._lengths = {
            WORDS: _above(facts.letters, HEAD_LETTERS - 1),
            ANYWHERE: _above(facts.anywhere, HEAD_LETTERS - 1),
            EXACT: _above(facts.exact, HEAD_LETTERS - 1),
            RAW: _above(facts.raw, HEAD_LETTERS - 1),
        }

    def find(self, query: Query) -> Iterator[Candidate]:
        """Yield what the pieces of a text may be."""
        part = query.part(self.kinds)
        likely = self._may_have(part.hashes).nonzero()[0]
        if not len(likely):
            return
        hashes, head = part.hashes[likely], part.heads[likely]
        is_head = head != 0
        direct = likely[~is_head]
        for at, place in _known(self._hashes, hashes[~is_head]):
            source, piece = part.source_of(int(direct[at]))
            yield from self._candidates(
                source, source.spans.starts, source.spans.ends, piece, place
            )
        known = [at for at, _ in _known(self._heads, hashes[is_head])]
        if known:
            heads = is_head.nonzero()[0][known]
            yield from self._longer(part, likely[heads[head[heads] == ROW_HEADS]], rows=True)
            yield from self._longer(part, likely[heads[head[heads] == STRETCH_HEADS]], rows=False)

    def _longer(self, part: Part, heads: Places, *, rows: bool) -> Iterator[Candidate]:
        """What begins with the likely `heads`."""
        if not len(heads):
            return
        index = np.searchsorted(part.ends, heads, "right")
        for number in sorted(set(index.tolist())):
            source = part.sources[number]
            before = part.ends[number - 1] if number else 0
            begins = source.spans.starts[heads[index == number] - before]
            starts, ends = self._measured(source, begins, rows=rows)
            hashes = source.windows.hashes_as(starts, ends, source.kind)
            likely = self._may_have(hashes).nonzero()[0]
            for at, place in _known(self._hashes, hashes[likely]):
                yield from self._candidates(source, starts, ends, int(likely[at]), place)

    def _measured(self, source: Source, begins: Places, *, rows: bool) -> tuple[Places, Places]:
        """The pieces of all lengths of the list that begin there."""
        if rows:
            return source.windows.longer_rows(begins, self._counts)
        return source.windows.longer_stretches(begins, self._lengths[source.kind])

    def _candidates(
        self, source: Source, starts: Places, ends: Places, piece: int, place: int
    ) -> Iterator[Candidate]:
        start, end = int(starts[piece]), int(ends[piece])
        for term in self._terms_of(place):
            yield Candidate(source, start, end, term)

    def _terms_of(self, place: int) -> Iterator[str]:
        """The terms of the hash at `place` and of the equal ones behind it, each once."""
        last = place
        while last < len(self._hashes) and self._hashes[last] == self._hashes[place]:
            last += 1
        for owner in np.unique(self._owners[place:last]).tolist():
            first, end = int(self._offsets[owner]), int(self._offsets[owner + 1])
            yield self._terms[first:end].tobytes().decode("utf-8", "surrogatepass")

    def _may_have(self, hashes: Hashes) -> NDArray[np.uint8]:
        """Zero for a hash that is not there for sure."""
        places = hashes >> self._shift
        bits = self._filter[(places >> np.uint64(3)).astype(np.intp)]
        return np.asarray(bits & _BIT[(places & np.uint64(7)).astype(np.intp)], np.uint8)


_BIT: Final = np.left_shift(1, np.arange(8)).astype(np.uint8)


def _known(shelf: Hashes, hashes: Hashes) -> Iterator[tuple[int, int]]:
    """Which of the hashes are on the shelf, each with its first place there."""
    if not len(hashes) or not len(shelf):
        return
    first = shelf.searchsorted(hashes)
    there = shelf[np.minimum(first, len(shelf) - 1)] == hashes
    for at in there.nonzero()[0].tolist():
        yield at, int(first[at])


def _above(lengths: tuple[int, ...], most: int) -> Places:
    return np.array([length for length in lengths if length > most], np.int64)
