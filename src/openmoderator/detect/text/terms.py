"""The built-in lists of offensive terms, each loaded once for the process when first asked for.

What is found and what is not is told in docs/terms.md.
"""

import threading
from functools import cache
from typing import Final

from openmoderator.detect.text.lexicon import read_entries
from openmoderator.detect.text.matching import TermIndex
from openmoderator.detect.text.values import TermMatch

__all__ = ["BUILT_IN_LANGUAGES", "TermMatch", "built_in_terms", "find_terms"]

BUILT_IN_LANGUAGES: Final = (
    "eng", "por", "spa", "fra", "deu", "ita", "nld", "pol", "rus", "tur", "ara", "hin", "jpn",
    "kor", "zho",
)  # fmt: skip
"""The languages with a list, ISO 639-3."""

_loading = threading.Lock()


def find_terms(text: str) -> tuple[TermMatch, ...]:
    """Return the built-in English terms of `text` in its order, none overlapping another.

    Takes any text. Raises TermDataError when the package's own list is damaged.
    """
    return built_in_terms().find(text)


def built_in_terms(language: str = "eng") -> TermIndex:
    """Return the compiled list of one of `BUILT_IN_LANGUAGES`; the lock keeps two first callers
    from building it twice. Raises KeyError for another language.
    """
    with _loading:
        return _load(language)


@cache
def _load(language: str) -> TermIndex:
    if language not in BUILT_IN_LANGUAGES:
        raise KeyError(language)
    return TermIndex(read_entries(language), language=language)
