"""Finds the terms of a snapshot in a text: candidates by hash, verified letter by letter.

The same readings as for built-in terms, but that nothing is starred out or split in two, and
that no part of a longer word counts but in scripts without spaces.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from openmoderator.detect.text.alphabets import alphabet_named
from openmoderator.detect.text.automaton import Automaton, Hit, long_enough
from openmoderator.detect.text.exact import Exact
from openmoderator.detect.text.folded import Places
from openmoderator.detect.text.letters import UNSPACED, is_kind, letters_of
from openmoderator.detect.text.mapped.keys import spellings_of
from openmoderator.detect.text.mapped.layout import Facts
from openmoderator.detect.text.mapped.lookup import Candidate, Lookup
from openmoderator.detect.text.mapped.windows import ANYWHERE, EXACT, RAW, WORDS
from openmoderator.detect.text.places import Found, stands_alone
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.readings import Reading, Readings, SpelledOut
from openmoderator.detect.text.segments import SMALL_WORDS, covering
from openmoderator.detect.text.spellings import Spelling

_SPELLED_SHORTEST: Final = 3
_SPACED_LETTER: Final = is_kind(b"LH")
_WORD: Final = is_kind(b"LHDN")
_SMALL: Final = Automaton(SMALL_WORDS, whole_words=False)


class Finder:
    """One snapshot, looked up in prepared texts."""

    def __init__(self, facts: Facts, lookup: Lookup) -> None:
        self._facts = facts
        self._lookup = lookup
        self._alphabet = alphabet_named(facts.alphabet)
        self._letters = letters_of(self._alphabet)

    def find(self, prepared: Prepared) -> Iterator[Found]:
        """Yield every find, overlapping ones too."""
        readings = prepared.read_in(self._alphabet)
        if self._facts.words or self._facts.anywhere:
            yield from self._in_readings(readings)
        if self._facts.exact:
            yield from self._exact(readings.exact)
        if self._facts.raw:
            yield from self._raw(prepared.raw)

    def _in_readings(self, readings: Readings) -> Iterator[Found]:
        folded = readings.folded.text
        for reading in (readings.plain, *readings.leet):
            for hit in self._hits(reading):
                if (
                    hit.spelling.unspaced
                    or reading.drawn
                    or stands_alone(folded, hit.start - 1, hit.end - 1)
                ):
                    yield _located(reading, hit)
        if (parted := readings.parted) is not None:
            for hit in self._hits(parted):
                if long_enough(hit) and parted.spans_dropped(hit.start, hit.end):
                    yield _located(parted, hit)
        if (spelled := readings.spelled_out) is not None:
            yield from self._spelled_out(spelled)

    def _hits(self, reading: Reading) -> Iterator[Hit]:
        rows = self._lookup.rows(reading.windows)
        yield from self._verified(reading, rows, WORDS)
        if not self._facts.anywhere:
            return
        kinds = self._letters.kinds(reading.key_codes)
        unspaced = kinds == UNSPACED
        if unspaced.any():
            spaced = _SPACED_LETTER[kinds]
            begins = spaced.copy()
            begins[1:] &= ~spaced[:-1]
            starts = np.flatnonzero(unspaced | begins)
            found = self._lookup.stretches(reading.windows, starts, self._facts.anywhere, ANYWHERE)
            free = (one for one in found if _ends_free(spaced, one[1]))
            yield from self._verified(reading, free, ANYWHERE)

    def _spelled_out(self, spelled: SpelledOut) -> Iterator[Found]:
        """Terms of three letters and more that fill a run with each other and small words."""
        reading = spelled.reading
        starts = np.arange(len(reading.key_codes))
        found = [
            *self._lookup.stretches(reading.windows, starts, self._facts.letters, WORDS),
            *self._lookup.stretches(reading.windows, starts, self._facts.anywhere, ANYWHERE),
        ]
        hits = [
            hit
            for kind in (WORDS, ANYWHERE)
            for hit in self._verified(reading, found, kind)
            if len(hit.spelling.text) >= _SPELLED_SHORTEST or hit.spelling.unspaced
        ]
        if hits:
            for hit in covering(spelled, [*hits, *_SMALL.find(reading)]):
                if hit.spelling.severity:
                    yield _located(reading, hit)

    def _verified(
        self, reading: Reading, candidates: Iterable[Candidate], kind: int
    ) -> Iterator[Hit]:
        for start, end, term in candidates:
            first, behind = int(reading.places[start]), int(reading.places[end])
            written = reading.letters.text[first:behind]
            for spelling in self._spellings(term, kind):
                if spelling.key == reading.key[start:end] and spelling.fits(written):
                    yield Hit(spelling, first, behind)
                    break

    def _spellings(self, term: str, kind: int) -> Iterator[Spelling]:
        for known, spelling in spellings_of(self._facts.alphabet, term):
            if known == kind:
                yield spelling

    def _exact(self, exact: Exact) -> Iterator[Found]:
        starts = np.flatnonzero(exact.borders[:-1])
        return self._same(exact, starts, self._facts.exact, EXACT)

    def _raw(self, raw: Exact) -> Iterator[Found]:
        starts = np.flatnonzero((raw.codes > _LAST_ASCII) | ~_WORD[raw.kinds])
        return self._same(raw, starts, self._facts.raw, RAW)

    def _same(
        self, exact: Exact, starts: Places, lengths: tuple[int, ...], kind: int
    ) -> Iterator[Found]:
        for start, end, term in self._lookup.stretches(exact.windows, starts, lengths, kind):
            if kind == EXACT and not exact.borders[end]:
                continue
            written = exact.letters.text[start:end]
            for spelling in self._spellings(term, kind):
                if spelling.text == written:
                    yield Found(spelling, *exact.letters.span(start, end))
                    break


_LAST_ASCII: Final = 127


def _ends_free(spaced: "np.ndarray[tuple[int], np.dtype[np.bool_]]", end: int) -> bool:
    """Whether a piece ends where no word of letters goes on."""
    return end >= len(spaced) or not (spaced[end - 1] and spaced[end])


def _located(reading: Reading, hit: Hit) -> Found:
    return Found(hit.spelling, *reading.letters.span(hit.start, hit.end))
