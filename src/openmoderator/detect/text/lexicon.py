"""A list of terms as data: entries read from a file, the spellings that its rules make.

Knows the file format and what belongs to a term; finding is the business of `matching`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Final

from openmoderator.detect.text.errors import TermDataError
from openmoderator.detect.text.inflections import inflect
from openmoderator.detect.text.normalise import fold

_COLUMNS: Final = 5
_FLAGS: Final = frozenset({"x", "name", "inside"})
_DATA: Final = resources.files("openmoderator.detect.text") / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a term, how strong it is, how it varies, where it is innocent."""

    term: str
    severity: int
    rules: frozenset[str]
    spellings: tuple[str, ...]
    innocent: tuple[str, ...]

    def forms(self) -> Iterator[str]:
        """Yield every spelling once: as listed, inflected, and phrases without their spaces."""
        made = [self.term, *self.spellings]
        made += [form for rule in sorted(self.rules - _FLAGS) for form in inflect(self.term, rule)]
        yield from dict.fromkeys(made)


def read_entries(language: str) -> tuple[Entry, ...]:
    """Return the built-in list of an ISO 639-3 language, in the order of its file.

    Raises TermDataError for a line that is not what the head of the file says.
    """
    lines = (_DATA / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(
        _entry(line, f"{language}.tsv line {number}")
        for number, line in enumerate(lines, 1)
        if line and not line.startswith("#")
    )


def _entry(line: str, place: str) -> Entry:
    cells = line.split("\t")
    if not 3 <= len(cells) <= _COLUMNS or cells[1] not in {"1", "2", "3"}:
        raise TermDataError(place, "expected term, severity 1 to 3 and rules, parted by tabs")
    term, severity, rules, spellings, innocent = (*cells, *[""] * (_COLUMNS - len(cells)))
    return Entry(
        term=_spelling(term, place),
        severity=int(severity),
        rules=frozenset(rules.split(",")),
        spellings=tuple(_spelling(item, place) for item in spellings.split(",") if item),
        innocent=tuple(_spelling(item, place) for item in innocent.split(",") if item),
    )


def _spelling(written: str, place: str) -> str:
    if fold(written).text != written or written != " ".join(written.split()):
        raise TermDataError(place, f"{written!r} is not folded")
    return written
