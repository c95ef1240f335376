"""The English words and how common they are: the list of symspellpy's wheel, 82,765 words.

Loaded when the first word is looked up, then shared by all threads. Knows no text.
"""

import importlib.util
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from symspellpy import SymSpell, Verbosity  # type: ignore[import-untyped]

from openmoderator.detect.text.autocorrect.errors import DictionaryError

_FILE: Final = "frequency_dictionary_en_82_765.txt"
_FARTHEST: Final = 2
_PREFIX: Final = 5
"""Letters of a word that are indexed: 5 instead of 7 takes a quarter of the memory."""
_RARE: Final = 230_000
"""Words that are written less often are known, but nothing is corrected to them: half of all."""
_NO_WORDS: Final = frozenset({"thats", "whats", "theres", "heres", "wheres", "hes", "shes"})
"""Listed, since they are often written so, and still never meant."""
_loading = threading.Lock()


class Dictionary:
    """Words with their counts in a large body of text; immutable after it was made."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._contracted = {word.replace("'", ""): word for word in counts if "'" in word}
        self._near = SymSpell(max_dictionary_edit_distance=_FARTHEST, prefix_length=_PREFIX)
        for word, count in counts.items():
            if count >= _RARE and word.isalpha():
                self._near.create_dictionary_entry(word, count)

    def count(self, word: str) -> int:
        """How often the word is written; 0 for one that is not listed, and for `thats`."""
        return 0 if word in _NO_WORDS else self._counts.get(word, 0)

    def contraction(self, word: str) -> str | None:
        """`don't` for `dont`, unless that is a word too: `wont`, `its`."""
        if word in _NO_WORDS:
            return f"{word[:-1]}'s"
        return None if word in self._counts else self._contracted.get(word)

    def near(self, word: str, distance: int) -> Iterator[tuple[str, int]]:
        """The words within `distance` (1 or 2) edits, swapped neighbours being one; with counts."""
        for found in self._near.lookup(word, Verbosity.ALL, max_edit_distance=distance):
            yield found.term, found.count


def dictionary() -> Dictionary:
    """The dictionary of the process. Raises DictionaryError when the file is missing."""
    with _loading:
        return _load()


@cache
def _load() -> Dictionary:
    spec = importlib.util.find_spec("symspellpy")
    path = Path(spec.origin).with_name(_FILE) if spec and spec.origin else Path(_FILE)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        return Dictionary({word: int(count) for word, count in map(str.split, lines)})
    except (OSError, ValueError) as error:
        raise DictionaryError from error
