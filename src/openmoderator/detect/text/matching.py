"""Finds the terms of a list in a text through every reading of it: whole words, and in scripts
without spaces anywhere.

Linear in the length of the text. Which readings there are is told in `readings`; which finds
count, in `places`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from openmoderator.detect.text.automaton import Automaton, Hit, Verbatim, long_enough
from openmoderator.detect.text.kana import inside_a_kana_word
from openmoderator.detect.text.lexicon import Entry
from openmoderator.detect.text.masked import MaskedIndex
from openmoderator.detect.text.places import (
    Found,
    apart,
    harmful,
    is_name,
    matches,
    stands_alone,
)
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.reading import Reading
from openmoderator.detect.text.readings import Readings
from openmoderator.detect.text.segments import SMALL_WORDS, covering
from openmoderator.detect.text.spellings import Spelling, innocents_of, spellings_of
from openmoderator.detect.text.values import TermMatch

_BOTH: Final = 2


class TermIndex:
    """The compiled form of a list of entries of one language (ISO 639-3).

    Immutable, so any number of threads may share it.
    """

    def __init__(
        self, entries: Iterable[Entry], list_id: int = 0, language: str | None = None
    ) -> None:
        entries = tuple(entries)
        self.list_id = list_id
        self.language = language or (entries[0].language if entries else "eng")
        terms = [spelling for entry in entries for spelling in spellings_of(entry)]
        innocents = [spelling for entry in entries for spelling in innocents_of(entry)]
        inside = [*_inside(entries), *(one for one in [*terms, *innocents] if one.unspaced)]
        inside += [
            one for entry in entries if "inside" in entry.rules for one in innocents_of(entry)
        ]
        self._verbatim = Verbatim(one for one in terms if one.has_signs)
        self._words = Automaton(
            (one for one in [*terms, *innocents] if not one.unspaced), whole_words=True
        )
        self._inside = Automaton(dict.fromkeys(inside), whole_words=False)
        words = [term for term in terms if " " not in term.text]
        self._spelled_out = Automaton([*words, *SMALL_WORDS], whole_words=False)
        self._masked = MaskedIndex(terms)

    def find(self, text: str | Prepared) -> tuple[TermMatch, ...]:
        """Return the terms of a text; one that several lists are looked up in comes prepared."""
        return self.find_prepared(Prepared(text) if isinstance(text, str) else text)

    def find_prepared(self, prepared: Prepared) -> tuple[TermMatch, ...]:
        """Return the terms in the order of the text, the longest of those that overlap."""
        text, readings = prepared.text, prepared.readings(self.language)
        if not len(readings.folded):
            return ()
        found = [
            *self._in_words(readings, text),
            *self._as_listed(readings),
            *self._in_disguise(readings, text),
        ]
        found = [*harmful(found), *prepared.mirrored(self._backwards)]
        return matches(apart(found), text, self.list_id)

    def _backwards(self, prepared: Prepared) -> Iterator[Found]:
        readings = prepared.readings(self.language)
        return harmful([*self._in_words(readings, prepared.text)])

    def _in_words(self, readings: Readings, text: str) -> Iterator[Found]:
        plain, folded = readings.plain, readings.folded.text
        for hit in self._words.find(plain):
            found = _located(plain, hit)
            if _alone(plain, folded, hit) and not is_name(found, text) and _is_split(found, text):
                yield found
        for hit in self._inside.find(plain):
            found = _located(plain, hit)
            if not hit.spelling.unspaced or not inside_a_kana_word(text, found.start, found.end):
                yield found

    def _as_listed(self, readings: Readings) -> Iterator[Found]:
        for hit in self._verbatim.find(readings.folded.text):
            yield Found(hit.spelling, *readings.folded.span(hit.start, hit.end))

    def _in_disguise(self, readings: Readings, text: str) -> Iterator[Found]:
        folded = readings.folded.text
        for reading in readings.leet:
            words = (hit for hit in self._words.find(reading) if _alone(reading, folded, hit))
            hits = (hit for hit in words if reading.is_disguised(hit.start, hit.end))
            yield from (one for one in _guilty(reading, hits) if _is_split(one, text))
            inside = self._inside.find(reading)
            disguised = (hit for hit in inside if reading.is_disguised(hit.start, hit.end))
            yield from _guilty(reading, disguised)
        for spelling, start, end in self._masked.find(readings):
            yield Found(spelling, *readings.folded.span(start, end))
        if (parted := readings.parted) is not None:
            yield from _guilty(parted, self._parted(parted))
        if (spelled := readings.spelled_out) is not None:
            filling = covering(spelled, self._spelled_out.find(spelled.reading))
            yield from _guilty(spelled.reading, filling)

    def _parted(self, parted: Reading) -> Iterator[Hit]:
        """Long enough words with signs left out inside them; split ones are split enough."""
        for automaton in (self._words, self._inside):
            for hit in automaton.find(parted):
                if (
                    long_enough(hit)
                    and not hit.spelling.split
                    and parted.is_disguised(hit.start, hit.end)
                ):
                    yield hit


def _inside(entries: Iterable[Entry]) -> Iterator[Spelling]:
    """The terms that are found within longer words too, as they stand in the list."""
    for entry in entries:
        if "inside" in entry.rules:
            yield next(iter(spellings_of(entry)))


def _guilty(reading: Reading, hits: Iterable[Hit]) -> Iterator[Found]:
    """Only plain writing makes a phrase innocent, so disguised ones are passed over."""
    return (_located(reading, hit) for hit in hits if hit.spelling.severity)


def _located(reading: Reading, hit: Hit) -> Found:
    return Found(hit.spelling, *reading.letters.span(hit.start, hit.end))


def _alone(reading: Reading, folded: str, hit: Hit) -> bool:
    """Whether the hit stands alone. Its places count one space before the folded text."""
    return reading.drawn or stands_alone(folded, hit.start - 1, hit.end - 1)


def _is_split(found: Found, text: str) -> bool:
    """Whether a word split in two is parted by nothing but one space, and stands apart."""
    if not found.spelling.split:
        return True
    before, behind = text[max(0, found.start - 1) : found.start], text[found.end : found.end + 1]
    parts = text[found.start : found.end].split(" ")
    apart_enough = (not before or before.isspace()) and behind not in {"'", "’", "-"}
    lettered = all(any(map(str.isalpha, part)) for part in parts)
    return len(parts) == _BOTH and lettered and apart_enough
