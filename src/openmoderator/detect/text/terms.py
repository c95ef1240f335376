"""The built-in list of offensive terms, loaded once for the process.

English only so far. What is found and what is not is told in docs/text.md.
"""

import threading
from functools import cache

from openmoderator.detect.text.lexicon import read_entries
from openmoderator.detect.text.matching import TermIndex
from openmoderator.detect.text.values import TermMatch

__all__ = ["TermMatch", "built_in_terms", "find_terms"]

_loading = threading.Lock()


def find_terms(text: str) -> tuple[TermMatch, ...]:
    """Return the built-in terms of `text` in its order, none overlapping another.

    Takes any text. Raises TermDataError when the package's own list is damaged.
    """
    return built_in_terms().find(text)


def built_in_terms() -> TermIndex:
    """Return the compiled list; the lock keeps two first callers from building it twice."""
    with _loading:
        return _load()


@cache
def _load() -> TermIndex:
    return TermIndex(read_entries("eng"))
