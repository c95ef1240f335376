"""What is found in a text, as values shared by the finders of this room."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TermMatch:
    """One offensive term in a text.

    `start` and `end` are code points of the text as given, so `text[start:end]` is what was
    written there, disguise included. `term` is the spelling of the list, lower case.
    `severity` goes from 1 (mild) to 3 (strong). `list_id` 0 is the built-in list
    (contract 4.1), a custom list has its own id.
    """

    term: str
    start: int
    end: int
    severity: int
    list_id: int = 0
