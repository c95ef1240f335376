"""A text folded once for all lists that are looked up in it.

Made for one call and used by one thread. Knows no list.
"""

from openmoderator.detect.text.alphabets import Alphabet, alphabet_of
from openmoderator.detect.text.exact import Exact
from openmoderator.detect.text.mapped.query import Query
from openmoderator.detect.text.readings import Readings


class Prepared:
    """A text with its readings, each made on first use: five lists cost one folding."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._readings: dict[Alphabet, Readings] = {}
        self._queries: dict[Alphabet, Query] = {}

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
