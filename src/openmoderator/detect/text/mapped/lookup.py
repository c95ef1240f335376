"""Looks pieces of a text up in the arrays of a snapshot: first in bit fields, then by bisection.

Gives terms whose hash is equal; whether they are what is written is judged in `finding`.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.folded import Places
from openmoderator.detect.text.mapped.building import HEAD, HEAD_WORDS
from openmoderator.detect.text.mapped.hashing import Hashes
from openmoderator.detect.text.mapped.layout import Arrays, Facts
from openmoderator.detect.text.mapped.windows import HEADS, Pieces, Windows

Candidate = tuple[int, int, str]
"""Start and end in the code points that were looked up, and a term of the list."""

_ALL_BITS: Final = 64


class _Bits:
    """A field of bits over the leading bits of hashes; see `building.bits_of`."""

    def __init__(self, field: NDArray[np.uint8]) -> None:
        self._field = field
        self._shift = np.uint64(_ALL_BITS - (len(field) * 8).bit_length() + 1)

    def may_have(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Whether each hash may be there; False is sure, True not."""
        places = hashes >> self._shift
        bits = self._field[places >> np.uint64(3)] >> (places & np.uint64(7)).astype(np.uint8)
        return np.asarray(bits & np.uint8(1), np.bool_)


class Lookup:
    """The arrays of one snapshot; any number of threads may ask."""

    def __init__(self, facts: Facts, arrays: Arrays) -> None:
        self._facts = facts
        self._hashes: Hashes = arrays["hashes"]
        self._owners = arrays["owners"]
        self._filter = _Bits(arrays["filter"])
        self._heads = _Bits(arrays["heads"])
        self._offsets = arrays["offsets"]
        self._terms = arrays["terms"]

    def term(self, owner: int) -> str:
        """The term as it was added."""
        first, last = int(self._offsets[owner]), int(self._offsets[owner + 1])
        return self._terms[first:last].tobytes().decode("utf-8", "surrogatepass")

    def rows(self, windows: Windows) -> Iterator[Candidate]:
        """Rows of whole words."""
        counts = self._facts.words
        for count in counts:
            if count <= HEAD_WORDS:
                yield from self._known(windows.rows(count))
        if counts and counts[-1] > HEAD_WORDS:
            heads = windows.rows_as_heads(HEAD_WORDS)
            starts = heads.starts[self._heads.may_have(heads.hashes)]
            for count in counts if len(starts) else ():
                if count > HEAD_WORDS:
                    yield from self._known(windows.rows_at(starts, count))

    def stretches(
        self, windows: Windows, starts: Places, lengths: tuple[int, ...], kind: int
    ) -> Iterator[Candidate]:
        """Stretches of characters of one kind that begin at `starts`."""
        if not len(starts) or not lengths:
            return
        for length in lengths:
            if length < HEAD:
                yield from self._known(windows.stretches(starts, length, kind))
        if lengths[-1] >= HEAD:
            heads = windows.stretches(starts, HEAD, kind + HEADS)
            starts = heads.starts[self._heads.may_have(heads.hashes)]
            for length in lengths if len(starts) else ():
                if length >= HEAD:
                    yield from self._known(windows.stretches(starts, length, kind))

    def _known(self, pieces: Pieces) -> Iterator[Candidate]:
        found = np.flatnonzero(self._filter.may_have(pieces.hashes))
        if not len(found):
            return
        hashes = pieces.hashes[found]
        first = np.searchsorted(self._hashes, hashes, "left")
        behind = np.searchsorted(self._hashes, hashes, "right")
        for at in np.flatnonzero(behind > first).tolist():
            start, end = int(pieces.starts[found[at]]), int(pieces.ends[found[at]])
            for owner in dict.fromkeys(self._owners[first[at] : behind[at]].tolist()):
                yield start, end, self.term(owner)
