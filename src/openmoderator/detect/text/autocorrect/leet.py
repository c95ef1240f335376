"""Signs and digits that stand for letters inside a word: `qu!ck`, `f0x`. One word at a time."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Final

_MEANINGS: Final = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "li", "+": "t", "€": "e", "£": "l",
}  # fmt: skip
_SIGNS: Final = re.escape("".join(_MEANINGS))
_INSIDE: Final = re.compile(rf"[^\W\d_][{_SIGNS}]+[^\W\d_]|^[$0135][^\W\d_]{{3}}")
_MOST_SIGNS: Final = 4


def is_disguised(word: str) -> bool:
    """Whether signs stand among letters, and are no more than them."""
    signs = sum(character in _MEANINGS for character in word)
    return 0 < signs <= min(_MOST_SIGNS, sum(map(str.isalpha, word))) and bool(_INSIDE.search(word))


def undisguised(word: str, count: Callable[[str], int]) -> str | None:
    """The commonest word that `word` (lower case) can be read as, or None."""
    return max((form for form in _readings(word) if count(form)), key=count, default=None)


def _readings(word: str) -> Iterator[str]:
    choices = (_MEANINGS.get(character, character) for character in word)
    return map("".join, product(*choices))
