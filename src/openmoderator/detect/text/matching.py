"""Finds the terms of a list in a text, whole words only, through every reading of it.

Linear in the length of the text. Which readings there are is told in `readings`; when a piece
of text is innocent although a term stands in it, is decided here.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from openmoderator.detect.text.automaton import Automaton, Hit
from openmoderator.detect.text.lexicon import Entry
from openmoderator.detect.text.masked import MaskedIndex
from openmoderator.detect.text.normalise import Folded, fold
from openmoderator.detect.text.readings import (
    Reading,
    read_leet,
    read_masked,
    read_parted,
    read_plain,
    read_spaced,
)
from openmoderator.detect.text.segments import SMALL_WORDS, covering
from openmoderator.detect.text.spellings import Spelling, innocents_of, spellings_of
from openmoderator.detect.text.values import TermMatch

_PARTED_SHORTEST = 4
_DIGITS_OR_SIGNS = frozenset("0123456789@$€£¢")
_NEXT_NAME = re.compile(r"\s[A-Z][a-z]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A spelling at `start` to `end` of the original text, in code points."""

    spelling: Spelling
    start: int
    end: int


class TermIndex:
    """The compiled form of a list of entries; immutable, so any number of threads may share it."""

    def __init__(self, entries: Iterable[Entry], list_id: int = 0) -> None:
        entries = tuple(entries)
        terms = [spelling for entry in entries for spelling in spellings_of(entry)]
        innocents = [spelling for entry in entries for spelling in innocents_of(entry)]
        inside = [
            Spelling(entry.term, entry.term, entry.severity)
            for entry in entries
            if "inside" in entry.rules
        ]
        self._list_id = list_id
        self._words = Automaton([*terms, *innocents], whole_words=True)
        self._inside = Automaton(inside, whole_words=False)
        self._spelled_out = Automaton(
            [*(term for term in terms if " " not in term.text), *SMALL_WORDS], whole_words=False
        )
        self._masked = MaskedIndex(terms)

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return the terms in the order of the text, the longest of those that overlap."""
        folded = fold(text)
        if not folded.text:
            return ()
        found = [*self._in_words(folded, text), *self._in_disguise(folded)]
        return tuple(
            TermMatch(
                one.spelling.term,
                one.start,
                _with_marks(text, one.end),
                one.spelling.severity,
                self._list_id,
            )
            for one in _apart(_harmful(found))
        )

    def _in_words(self, folded: Folded, text: str) -> Iterator[_Found]:
        plain = read_plain(folded)
        for hit in self._words.find(plain):
            found = _located(plain, hit)
            if _stands_alone(folded.text, hit) and not _is_name(found, text):
                yield found
        yield from (_located(plain, hit) for hit in self._inside.find(plain))

    def _in_disguise(self, folded: Folded) -> Iterator[_Found]:
        for reading in read_leet(folded):
            hits = (hit for hit in self._words.find(reading) if _stands_alone(folded.text, hit))
            yield from _guilty(reading, hits)
            yield from _guilty(reading, self._inside.find(reading))
        for word in read_masked(folded):
            if spelling := self._masked.find(word.text):
                yield _Found(spelling, *word.span(0, len(word.text)))
        parted = read_parted(folded)
        long = (hit for hit in self._words.find(parted) if hit.end - hit.start >= _PARTED_SHORTEST)
        yield from _guilty(parted, long)
        for run in read_spaced(folded):
            filling = covering(self._spelled_out.find(run), len(run.letters.text))
            yield from _guilty(run, filling)


def _guilty(reading: Reading, hits: Iterable[Hit]) -> Iterator[_Found]:
    """Only plain writing makes a phrase innocent, so disguised ones are passed over."""
    return (_located(reading, hit) for hit in hits if hit.spelling.severity)


def _located(reading: Reading, hit: Hit) -> _Found:
    return _Found(hit.spelling, *reading.letters.span(hit.start, hit.end))


def _stands_alone(folded: str, hit: Hit) -> bool:
    """Whether no digit or sign ties the word to a letter: `dick@site.test` is an address.

    Offsets of the hit count one space more than the folded text has at its beginning.
    """
    before, behind = (
        folded[max(0, hit.start - 3) : hit.start - 1],
        folded[hit.end - 1 : hit.end + 1],
    )
    tied_before = len(before) > 1 and before[1] in _DIGITS_OR_SIGNS and before[0].isalpha()
    tied_behind = len(behind) > 1 and behind[0] in _DIGITS_OR_SIGNS and behind[1].isalpha()
    return not tied_before and not tied_behind


def _is_name(found: _Found, text: str) -> bool:
    """Whether a term that is a given name too is written like one: "Dick Smith" and not "dick"."""
    if not found.spelling.name:
        return False
    written = text[found.start : found.end]
    return written.istitle() and _NEXT_NAME.match(text, found.end) is not None


def _harmful(found: list[_Found]) -> Iterator[_Found]:
    """The terms that stand in no innocent phrase."""
    phrases = sorted((one.start, one.end) for one in found if not one.spelling.severity)
    starts = [start for start, _ in phrases]
    ends = list(accumulate((end for _, end in phrases), max))
    for one in found:
        place = bisect_right(starts, one.start)
        if one.spelling.severity and not (place and ends[place - 1] >= one.end):
            yield one


def _apart(found: Iterable[_Found]) -> Iterator[_Found]:
    """The earliest and of those the longest, none overlapping another.

    Of one place the spelling that the list has as such, before a phrase run together.
    """
    border = 0
    for one in sorted(found, key=_rank):
        if one.start >= border:
            border = one.end
            yield one


def _rank(one: _Found) -> tuple[int, int, bool]:
    return one.start, -one.end, one.spelling.text != one.spelling.term


def _with_marks(text: str, end: int) -> int:
    """The end of a match with the combining marks that its last letter carries."""
    while end < len(text) and unicodedata.category(text[end]) in {"Mn", "Me"}:
        end += 1
    return end
