"""Custom terms as one file that any number of processes map: built once, opened in no time.

What a custom term finds is told in docs/terms.md. Nothing here knows teams, lists or storage.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from openmoderator.detect.text.alphabets import alphabet_of
from openmoderator.detect.text.mapped import layout
from openmoderator.detect.text.mapped.building import arrays_of
from openmoderator.detect.text.mapped.finding import Finder
from openmoderator.detect.text.mapped.layout import Facts
from openmoderator.detect.text.mapped.lookup import Lookup
from openmoderator.detect.text.places import Found, apart, matches
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.values import TermMatch

__all__ = ["TermSnapshot", "build", "verify"]

verify = layout.verify


def build(
    terms: Iterable[str],
    target: Path,
    progress: Callable[[int], None] | None = None,
    *,
    language: str = "",
) -> None:
    """Write the snapshot of `terms` to `target`, replacing what is there in one step.

    `language` (ISO 639-3) is that of the terms: it decides how a few languages fold their
    letters. The same terms in any order, repeated or not, give the same bytes; empty ones are
    left out. `progress` is told the number of terms done, the last time all of them.
    """
    facts, arrays = arrays_of(alphabet_of(language), terms, progress)
    layout.write(target, facts, arrays)


class TermSnapshot:
    """The terms of one list in one language, mapped. Any number of threads may share it."""

    def __init__(self, list_id: int, language: str, facts: Facts, lookup: Lookup) -> None:
        self.list_id = list_id
        self.language = language
        self._count = facts.count
        self._finder = Finder(facts, lookup)

    @classmethod
    def open(cls, path: Path, list_id: int, language: str) -> "TermSnapshot":
        """Map the file at `path`. Reads its head only; `verify` reads all.

        Raises SnapshotDamaged for a file that is cut short or no snapshot, OSError for none.
        """
        facts, arrays = layout.read(path)
        return cls(list_id, language, facts, Lookup(facts, arrays))

    def __len__(self) -> int:
        return self._count

    def find(self, prepared: Prepared) -> tuple[TermMatch, ...]:
        """Return the terms in the order of the text, the longest of those that overlap.

        Of terms that differ in nothing that counts, one in lower case is named, else the first.
        """
        found = [*self._finder.find(prepared), *prepared.mirrored(self._finder.find)]
        return matches(apart(sorted(found, key=_by_term)), prepared.text, self.list_id)


def _by_term(found: Found) -> str:
    return found.spelling.term
