"""Finds the terms of a snapshot in a text: candidates by hash, verified letter by letter.

The same readings as for built-in terms, but that nothing is starred out or split in two, and
that no part of a longer word counts but in scripts without spaces.
"""

from collections.abc import Iterator
from typing import Final

from openmoderator.detect.text.alphabets import Alphabet, alphabet_named
from openmoderator.detect.text.automaton import Automaton, Hit, long_enough
from openmoderator.detect.text.exact import Exact
from openmoderator.detect.text.letters import is_kind, letters_of
from openmoderator.detect.text.mapped.keys import spellings_of
from openmoderator.detect.text.mapped.layout import Facts
from openmoderator.detect.text.mapped.lookup import Candidate, Lookup
from openmoderator.detect.text.mapped.query import Source
from openmoderator.detect.text.mapped.windows import ANYWHERE, EXACT
from openmoderator.detect.text.places import Found, stands_alone
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.reading import Reading
from openmoderator.detect.text.segments import SMALL_WORDS, covering
from openmoderator.detect.text.spellings import Spelling

_SPELLED_SHORTEST: Final = 3
_SPACED_LETTER: Final = is_kind(b"LH")
_SMALL: Final = Automaton(SMALL_WORDS, whole_words=False)


class Finder:
    """One snapshot, looked up in prepared texts."""

    def __init__(self, facts: Facts, lookup: Lookup) -> None:
        self._name = facts.alphabet
        self._lookup = lookup
        self._alphabet = alphabet_named(facts.alphabet)

    def find(self, prepared: Prepared) -> Iterator[Found]:
        """Yield every find, overlapping ones too."""
        folded = prepared.read_in(self._alphabet).folded.text
        spelled: dict[Source, list[Hit]] = {}
        for candidate in self._lookup.find(prepared.query(self._alphabet)):
            source = candidate.source
            if source.exact is not None:
                yield from self._same(candidate, source.exact)
            for hit in self._hits(candidate):
                if source.spelled_out is not None:
                    spelled.setdefault(source, []).append(hit)
                elif _counts(source, hit, folded):
                    yield _located(source, hit)
        for source, hits in spelled.items():
            yield from _filling(source, hits)

    def _hits(self, candidate: Candidate) -> Iterator[Hit]:
        """The candidate as a hit if it is what is written."""
        source, reading = candidate.source, candidate.source.reading
        if reading is None:
            return
        if source.kind == ANYWHERE and not _ends_free(self._alphabet, reading, candidate.end):
            return
        start, end = int(reading.places[candidate.start]), int(reading.places[candidate.end])
        written = reading.letters.text[start:end]
        key = reading.key[candidate.start : candidate.end]
        for spelling in self._spellings(candidate):
            if spelling.key == key and spelling.fits(written):
                yield Hit(spelling, start, end)
                return

    def _same(self, candidate: Candidate, exact: Exact) -> Iterator[Found]:
        """The candidate as a find if it stands in the text as it is."""
        if candidate.source.kind == EXACT and not exact.borders[candidate.end]:
            return
        written = exact.letters.text[candidate.start : candidate.end]
        for spelling in self._spellings(candidate):
            if spelling.text == written:
                yield Found(spelling, *exact.letters.span(candidate.start, candidate.end))
                return

    def _spellings(self, candidate: Candidate) -> Iterator[Spelling]:
        for kind, spelling in spellings_of(self._name, candidate.term):
            if kind == candidate.source.kind:
                yield spelling


def _counts(source: Source, hit: Hit, folded: str) -> bool:
    """Whether a hit that is written right also stands right."""
    reading = source.reading
    assert reading is not None
    if source.parted:
        return long_enough(hit) and reading.is_disguised(hit.start, hit.end)
    if hit.spelling.unspaced or reading.drawn:
        return True
    return stands_alone(folded, hit.start - 1, hit.end - 1)


def _filling(source: Source, hits: list[Hit]) -> Iterator[Found]:
    """Terms of three letters and more that fill a run with each other and small words."""
    assert source.reading is not None
    assert source.spelled_out is not None
    long = [
        hit for hit in hits if len(hit.spelling.text) >= _SPELLED_SHORTEST or hit.spelling.unspaced
    ]
    if long:
        for hit in covering(source.spelled_out, [*long, *_SMALL.find(source.reading)]):
            if hit.spelling.severity:
                yield _located(source, hit)


def _ends_free(alphabet: Alphabet, reading: Reading, end: int) -> bool:
    """Whether a piece ends where no word of letters goes on."""
    kinds = letters_of(alphabet).kinds(reading.key_codes[end - 1 : end + 1])
    return not _SPACED_LETTER[kinds].all() or len(kinds) < _BOTH_SIDES


_BOTH_SIDES: Final = 2


def _located(source: Source, hit: Hit) -> Found:
    assert source.reading is not None
    return Found(hit.spelling, *source.reading.letters.span(hit.start, hit.end))
