"""What is found in a text, and who finds, as shared by the finders of this room."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from openmoderator.detect.text.prepared import Prepared


@dataclass(frozen=True, slots=True)
class TermMatch:
    """One term of a list in a text.

    `start` and `end` are code points of the text as given, so `text[start:end]` is what was
    written there, disguise included. `term` is the spelling of the list: lower case in a
    built-in one, as it was added in a custom one (contract 4.1).
    `severity` goes from 1 (mild) to 3 (strong). `list_id` 0 is the built-in list, a custom
    list has its own id.
    """

    term: str
    start: int
    end: int
    severity: int
    list_id: int = 0


class TermFinder(Protocol):
    """One list of terms of one language (ISO 639-3), ready to be looked up in any text."""

    @property
    def list_id(self) -> int: ...

    @property
    def language(self) -> str: ...

    def find(self, prepared: "Prepared") -> tuple[TermMatch, ...]:
        """Return the terms in the order of the text, none overlapping another."""
        ...
