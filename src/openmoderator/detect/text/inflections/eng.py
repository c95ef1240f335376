"""English inflections by rule: what endings a term of the list may take.

Covers the regular endings and the spellings people use for them on purpose (-z, -in, -a).
Irregular forms are written out in the list. Only spelling; nothing here knows meanings.
"""

import re
from collections.abc import Iterator
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule

_VOWELS: Final = "aeiou"
_SIBILANT: Final = re.compile("(?:s|x|z|ch|sh)$")
_DOUBLED: Final = re.compile(f"^[^{_VOWELS}]*(?:qu)?[{_VOWELS}][^{_VOWELS}wxyh]$")


def _plural(word: str) -> Iterator[str]:
    if _SIBILANT.search(word):
        yield word + "es"
    elif word.endswith("y") and word[-2] not in _VOWELS:
        yield word[:-1] + "ies"
    else:
        yield word + "s"
        yield word + "z"


def _verb(word: str) -> Iterator[str]:
    yield from _plural(word)
    stem = _stem(word)
    for ending in ("ed", "ing", "in"):
        yield stem + ending


def _doer(word: str) -> Iterator[str]:
    for ending in ("er", "ers", "erz", "a", "as", "az"):
        yield _stem(word) + ending


def _degrees(word: str) -> Iterator[str]:
    stem = word[:-1] + "i" if word.endswith("y") else _stem(word)
    yield stem + "er"
    yield stem + "est"


def _quality(word: str) -> Iterator[str]:
    for ending in ("y", "ier", "iest"):
        yield _stem(word) + ending


def _stem(word: str) -> str:
    """`word` before an ending that begins with a vowel: shit -> shitt, bugge -> bugg."""
    if word.endswith("e"):
        return word[:-1]
    return word + word[-1] if _DOUBLED.match(word) else word


RULES: Final[dict[str, Rule]] = {
    "n": _plural,
    "v": _verb,
    "er": _doer,
    "a": _degrees,
    "y": _quality,
}
