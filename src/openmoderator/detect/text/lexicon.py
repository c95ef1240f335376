"""A list of terms as data: entries read from a file, the spellings that its rules make.

Knows the file format and what belongs to a term; finding is the business of `matching`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from openmoderator.detect.text.errors import TermDataError
from openmoderator.detect.text.inflections import FIRST_WORD, forms, rules_of
from openmoderator.detect.text.normalise import fold

_COLUMNS: Final = 5
_FLAGS: Final = frozenset({"x", "name", "inside"})
_DATA: Final = resources.files("openmoderator.detect.text") / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a term, how strong it is, how it varies, where it is innocent.

    `language` is an ISO 639-3 code and says whose rules `rules` are.
    """

    term: str
    severity: int
    rules: frozenset[str]
    spellings: tuple[str, ...]
    innocent: tuple[str, ...]
    language: str = "eng"

    def forms(self) -> Iterator[str]:
        """Yield every spelling once: the term, its inflections, the further ones of the list.

        A form that is listed as innocent is none: so a list excepts words from its rules.
        """
        inflected = forms(self.term, sorted(self.rules - _FLAGS), self.language)
        made = dict.fromkeys((self.term, *inflected, *self.spellings))
        yield from (form for form in made if form not in self.innocent)


def listed_languages() -> tuple[str, ...]:
    """Return the ISO 639-3 codes of the languages that have a list, sorted."""
    files = (Path(file.name) for file in _DATA.iterdir())
    return tuple(sorted(file.stem for file in files if file.suffix == ".tsv"))


def read_entries(language: str) -> tuple[Entry, ...]:
    """Return the built-in list of an ISO 639-3 language, in the order of its file.

    Raises TermDataError for a line that is not what the head of the file says.
    """
    lines = (_DATA / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(
        _entry(line, language, f"{language}.tsv line {number}")
        for number, line in enumerate(lines, 1)
        if line and not line.startswith("#")
    )


def _entry(line: str, language: str, place: str) -> Entry:
    cells = line.split("\t")
    if not 3 <= len(cells) <= _COLUMNS or cells[1] not in {"1", "2", "3"}:
        raise TermDataError(place, "expected term, severity 1 to 3 and rules, parted by tabs")
    term, severity, rules, spellings, innocent = (*cells, *[""] * (_COLUMNS - len(cells)))
    return Entry(
        term=_spelling(term, language, place),
        severity=int(severity),
        rules=_rules(rules, language, place),
        spellings=_spellings(spellings, language, place),
        innocent=_spellings(innocent, language, place),
        language=language,
    )


def _rules(written: str, language: str, place: str) -> frozenset[str]:
    rules = frozenset(written.split(","))
    unknown = {rule.removeprefix(FIRST_WORD) for rule in rules - _FLAGS} - rules_of(language).keys()
    if unknown:
        raise TermDataError(place, f"no rule {sorted(unknown)} in this language")
    return rules


def _spellings(written: str, language: str, place: str) -> tuple[str, ...]:
    return tuple(_spelling(item, language, place) for item in written.split(",") if item)


def _spelling(written: str, language: str, place: str) -> str:
    """`written`, which must be what a text is compared as, so that nothing is listed in vain."""
    if fold(written, language).text != written or written != " ".join(written.split()):
        raise TermDataError(place, f"{written!r} is not folded")
    return written
