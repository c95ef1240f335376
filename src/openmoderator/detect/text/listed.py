"""Which lists a text is looked up in, and what they find there together.

Knows which languages share a list; finding is the business of each list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from openmoderator.detect.text.autocorrect import Correction, corrected
from openmoderator.detect.text.extract import Extract
from openmoderator.detect.text.lexicon import listed_languages
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.spans import Covered
from openmoderator.detect.text.terms import built_in_terms
from openmoderator.detect.text.values import TermFinder, TermMatch

_ENGLISH: Final = "eng"
_LISTED_UNDER: Final = {
    "gsw": "deu",
    "bar": "deu",
    "pfl": "deu",
    "arz": "ara",
    "wuu": "zho",
    "yue": "zho",
}
"""Varieties that detection tells apart and that are written with the words of a list."""
_NOWHERE: Final = Covered(())
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Half an emoji of a text that was cut: no letter, and not every list can be asked with it."""


@dataclass(frozen=True)
class ApplyingLists:
    """The lists for a text in `language`, which was `given` by the caller or else detected.

    Given: the built-in and the custom lists of that language. Detected: the built-in list of
    that language, the built-in English one (short texts are often taken for another language)
    and every custom list.
    """

    language: str
    custom: Sequence[TermFinder]
    given: bool

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return the terms in the order of the text.

        Built-in matches do not overlap each other; each custom list stands for itself.
        """
        prepared = Prepared(_SURROGATE.sub("\ufffd", text))
        found = [*self._built_in(prepared)]
        for finder in self._custom():
            found += finder.find(prepared)
        return tuple(sorted(found, key=_order))

    def find_again(
        self, text: str, corrections: Sequence[Correction], found: Sequence[TermMatch]
    ) -> tuple[TermMatch, ...]:
        """Return `found` and what only the corrected text shows, in the places of `text`.

        Only a term that holds a corrected word counts, where its list found nothing before.
        """
        if not corrections:
            return tuple(found)
        again = _corrected_extract(text, corrections)
        changed = _covered(corrections)
        lists = {match.list_id for match in found}
        before = {one: _covered(m for m in found if m.list_id == one) for one in lists}
        added = []
        for match in self.find(again.text):
            start, end = again.span(match.start, match.end)
            placed = replace(match, start=start, end=end)
            known = before.get(match.list_id, _NOWHERE)
            if changed.touches(start, end) and not known.touches(start, end):
                added.append(placed)
        return tuple(sorted([*found, *added], key=_order))

    def _built_in(self, prepared: Prepared) -> Iterator[TermMatch]:
        """The earliest and of those the longest match; of equal ones that of the own language."""
        own = _LISTED_UNDER.get(self.language, self.language)
        languages = [own] if self.given else [own, _ENGLISH]
        lists = [name for name in dict.fromkeys(languages) if name in _listed()]
        matches = [match for name in lists for match in built_in_terms(name).find(prepared)]
        border = 0
        for match in sorted(matches, key=lambda match: (match.start, -match.end)):
            if match.start >= border:
                border = match.end
                yield match

    def _custom(self) -> Iterator[TermFinder]:
        own = {self.language, _LISTED_UNDER.get(self.language)}
        return (one for one in self.custom if not self.given or one.language in own)


@cache
def _listed() -> frozenset[str]:
    return frozenset(listed_languages())


def _order(match: TermMatch) -> tuple[int, int, int]:
    return match.start, match.list_id, match.end


def _covered(places: Iterable[TermMatch | Correction]) -> Covered:
    return Covered((one.start, one.end) for one in places)


def _corrected_extract(text: str, corrections: Sequence[Correction]) -> Extract:
    """The corrected text; each letter of a correction stands for the whole word it corrects."""
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for one in (*corrections, Correction(len(text), len(text), "")):
        starts += [*range(done, one.start), *[one.start] * len(one.text)]
        ends += [*range(done + 1, one.start + 1), *[one.end] * len(one.text)]
        done = one.end
    return Extract(corrected(text, corrections), starts, ends)
