"""A text folded once for all lists that are looked up in it.

Made for one call and used by one thread. Knows no list.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from openmoderator.detect.text.alphabets import Alphabet, alphabet_of
from openmoderator.detect.text.exact import Exact
from openmoderator.detect.text.mapped.query import Query
from openmoderator.detect.text.places import Found
from openmoderator.detect.text.readings import Readings

_OVERRIDDEN: Final = re.compile("\u202e([^\u202c\u202d\u202e\n]{2,200})")


class Prepared:
    """A text with its readings, each made on first use: five lists cost one folding."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._readings: dict[Alphabet, Readings] = {}
        self._queries: dict[Alphabet, Query] = {}
        self._turned: list[tuple[int, Prepared]] | None = None

    def raw(self) -> Exact:
        """Return the text unfolded, with one space for any blank and no emoji presentation."""
        return Exact.of_text(self.text)

    def readings(self, language: str = "") -> Readings:
        """Return the readings in the alphabet of a language (ISO 639-3)."""
        return self.read_in(alphabet_of(language))

    def query(self, alphabet: Alphabet) -> Query:
        """Return what is looked up in snapshots of terms in `alphabet`."""
        if alphabet not in self._queries:
            self._queries[alphabet] = Query(self.read_in(alphabet), self.raw)
        return self._queries[alphabet]

    def read_in(self, alphabet: Alphabet) -> Readings:
        """Return the readings in `alphabet`."""
        if alphabet not in self._readings:
            self._readings[alphabet] = Readings(alphabet, self.text)
        return self._readings[alphabet]

    def mirrored(self, find: "Callable[[Prepared], Iterable[Found]]") -> Iterator[Found]:
        """Yield what `find` finds in the pieces that are shown from right to left on demand
        (U+202E), read as they are shown; at their places in this text.
        """
        for end, turned in self._overridden():
            for found in find(turned):
                yield replace(found, start=end - found.end, end=end - found.start)

    def _overridden(self) -> "list[tuple[int, Prepared]]":
        """The pieces turned round, each with the place of its end in this text."""
        if self._turned is None:
            pieces = _OVERRIDDEN.finditer(self.text) if "\u202e" in self.text else ()
            self._turned = [(piece.end(1), Prepared(piece[1][::-1])) for piece in pieces]
        return self._turned
