"""Many spellings looked up in a reading in one pass, by Aho-Corasick over their keys.

Holds keys only; each hit is verified by its spelling. Knows nothing of texts or severity.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from openmoderator.detect.text.reading import Reading
from openmoderator.detect.text.scripts import is_syllabic
from openmoderator.detect.text.spellings import Spelling

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_SHORTEST: Final = 4
_SHORTEST_SYLLABIC: Final = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling at `letters[start:end]` of a reading."""

    spelling: Spelling
    start: int
    end: int


class Automaton:
    """Finds every occurrence, overlapping ones too; whole words, or anywhere."""

    def __init__(self, spellings: Iterable[Spelling], *, whole_words: bool) -> None:
        by_key: dict[str, list[Spelling]] = defaultdict(list)
        for spelling in spellings:
            by_key[spelling.key].append(spelling)
        self._border = 1 if whole_words else 0
        space = " " * self._border
        self._spellings = tuple(by_key.values())
        self._keys = AhoCorasick(
            (f"{space}{key}{space}" for key in by_key), matchkind=MatchKind.Standard
        )

    def find(self, reading: Reading) -> Iterator[Hit]:
        """Yield the verified hits; costs one pass, and a second one only when there are any."""
        if not self._spellings:
            return
        for index, start, end in self._keys.find_matches_as_indexes(reading.key, overlapping=True):
            first = int(reading.places[start + self._border])
            behind = int(reading.places[end - self._border])
            written = reading.letters.text[first:behind]
            for spelling in self._spellings[index]:
                if spelling.fits(written):
                    yield Hit(spelling, first, behind)


class Verbatim:
    """Finds spellings with digits or signs in them as they stand in a folded text."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._spellings = tuple(spellings)
        self._texts = AhoCorasick(
            (spelling.text for spelling in self._spellings), matchkind=MatchKind.Standard
        )

    def find(self, folded: str) -> Iterator[Hit]:
        """Yield the places of `folded` with one of them, in scripts with spaces as whole words."""
        if not self._spellings:
            return
        whole = _LONE_SURROGATE.sub("\ufffd", folded)  # The automaton takes no other text.
        for index, start, end in self._texts.find_matches_as_indexes(whole, overlapping=True):
            around = folded[max(0, start - 1) : start] + folded[end : end + 1]
            spelling = self._spellings[index]
            if spelling.unspaced or not any(map(str.isalnum, around)):
                yield Hit(spelling, start, end)


def long_enough(hit: Hit) -> bool:
    """Whether a word with signs inside is long enough to be a disguise and no abbreviation."""
    syllabic = is_syllabic(hit.spelling.text[0])
    return hit.end - hit.start >= (_SHORTEST_SYLLABIC if syllabic else _SHORTEST)
