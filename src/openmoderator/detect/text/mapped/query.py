"""What of one text is looked up in snapshots: gathered and hashed once, for any number of them.

What each kind of term may be is made when a snapshot first has terms of it. Knows no terms.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.exact import Exact
from openmoderator.detect.text.folded import SPACE, Places
from openmoderator.detect.text.letters import UNSPACED, is_kind, letters_of
from openmoderator.detect.text.mapped.hashing import Hashes
from openmoderator.detect.text.mapped.windows import (
    ANYWHERE,
    EXACT,
    RAW,
    ROW_HEADS,
    STRETCH_HEADS,
    WORDS,
    Spans,
    Windows,
)
from openmoderator.detect.text.reading import Reading, SpelledOut
from openmoderator.detect.text.readings import Readings

_SPACED_LETTER: Final = is_kind(b"LH")
_WORD_OR_BLANK: Final = is_kind(b"LDNS")
_NEWLINE: Final = 10
_LAST_ASCII: Final = 127


@dataclass(frozen=True, eq=False)
class Source:
    """One key with the pieces that are looked up in it. `reading` is None for exact ones;
    `parted` and `spelled_out` tell which reading it is.
    """

    windows: Windows
    spans: Spans
    kind: int
    reading: Reading | None = None
    exact: Exact | None = None
    parted: bool = False
    spelled_out: SpelledOut | None = None

    @cached_property
    def hashes(self) -> Hashes:
        """The hashes of `spans`, one by one."""
        return self.windows.hashes(self.spans)


@dataclass(frozen=True, eq=False)
class Part:
    """The pieces of some sources in a row: those of source `i` end at `ends[i]`. `heads` are
    those that are beginnings of longer pieces: of stretches or, above that, of rows.
    """

    sources: tuple[Source, ...]
    hashes: Hashes
    heads: Places
    ends: tuple[int, ...]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> "Part":
        """The part made of all sources that have anything to look up."""
        kept = tuple(source for source in sources if len(source.spans))
        if not kept:
            return cls((), np.zeros(0, np.uint64), np.zeros(0, np.int64), ())
        salts = np.concatenate([source.spans.salts for source in kept])
        hashes = np.concatenate([source.hashes for source in kept])
        ends = accumulate(len(source.spans) for source in kept)
        return cls(kept, hashes, salts & (ROW_HEADS + STRETCH_HEADS), tuple(ends))

    def source_of(self, piece: int) -> tuple[Source, int]:
        """The source of a piece, and which one of it the piece is."""
        index = bisect_right(self.ends, piece)
        return self.sources[index], piece - (self.ends[index - 1] if index else 0)


class Query:
    """All pieces of one text, read in one alphabet."""

    def __init__(self, readings: Readings, raw: Callable[[], Exact]) -> None:
        self._readings = readings
        self._letters = letters_of(readings.alphabet)
        self._raw = raw
        self._makers = {
            WORDS: self._word_sources,
            ANYWHERE: self._anywhere_sources,
            EXACT: self._exact_sources,
            RAW: self._raw_sources,
        }
        self._by_kind: dict[int, tuple[Source, ...]] = {}
        self._parts: dict[tuple[int, ...], Part] = {}

    def part(self, kinds: tuple[int, ...]) -> Part:
        """Everything that terms of these kinds may be."""
        if kinds not in self._parts:
            self._parts[kinds] = Part.of(source for kind in kinds for source in self._sources(kind))
        return self._parts[kinds]

    def _sources(self, kind: int) -> tuple[Source, ...]:
        if kind not in self._by_kind:
            self._by_kind[kind] = tuple(self._makers[kind]())
        return self._by_kind[kind]

    def _exact_sources(self) -> Iterator[Source]:
        exact = self._readings.exact
        starts = (exact.borders[:-1] & (exact.codes != SPACE)).nonzero()[0]
        return _exact_source(exact, starts, EXACT)

    def _raw_sources(self) -> Iterator[Source]:
        raw = self._raw()
        starts = ((raw.codes > _LAST_ASCII) | ~_WORD_OR_BLANK[raw.kinds]).nonzero()[0]
        return _exact_source(raw, starts, RAW)

    def _word_sources(self) -> Iterator[Source]:
        for reading, parted in self._read():
            spans = reading.windows.rows()
            if reading.before is not None:
                longer = spans.salts == WORDS + ROW_HEADS
                spans = spans.only(longer | _disguised(reading, spans))
            yield Source(reading.windows, spans, WORDS, reading, parted=parted)
        yield from self._spelled(WORDS)

    def _anywhere_sources(self) -> Iterator[Source]:
        for reading, parted in self._read():
            kinds = self._letters.kinds(reading.key_codes)
            unspaced = kinds == UNSPACED
            if unspaced.any():
                starts = np.flatnonzero(unspaced | _word_starts(_SPACED_LETTER[kinds]))
                spans = reading.windows.stretches(starts, ANYWHERE)
                yield Source(reading.windows, spans, ANYWHERE, reading, parted=parted)
        if (self._readings.kinds == UNSPACED).any():
            yield from self._spelled(ANYWHERE)

    def _spelled(self, kind: int) -> Iterator[Source]:
        if (spelled := self._readings.spelled_out) is not None:
            reading = spelled.reading
            starts = np.flatnonzero(reading.key_codes != _NEWLINE)
            spans = reading.windows.stretches(starts, kind)
            yield Source(reading.windows, spans, kind, reading, spelled_out=spelled)

    def _read(self) -> Iterator[tuple[Reading, bool]]:
        yield self._readings.plain, False
        for reading in self._readings.leet:
            yield reading, False
        if (parted := self._readings.parted) is not None:
            yield parted, True


def _exact_source(exact: Exact, starts: Places, kind: int) -> Iterator[Source]:
    yield Source(exact.windows, exact.windows.stretches(starts, kind), kind, exact=exact)


def _disguised(reading: Reading, spans: Spans) -> NDArray[np.bool_]:
    """Which pieces differ from plain words: the others are looked up there."""
    assert reading.before is not None
    assert reading.behind is not None
    starts, ends = reading.places[spans.starts], reading.places[spans.ends]
    return np.asarray(reading.behind[ends] > reading.before[starts])


def _word_starts(letters: NDArray[np.bool_]) -> NDArray[np.bool_]:
    begins = letters.copy()
    begins[1:] &= ~letters[:-1]
    return begins
