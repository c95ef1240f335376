"""Turkish inflections by rule: `n` nouns and adjectives with their chains of endings.

As written without dots and tails (but for the dotless i): the vowel of an ending follows the
last vowel of the word. Chains go as far as plural, possessor and case, and "you are".
"""

from collections.abc import Iterator
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule

_NARROW: Final = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u"}
"""The narrow vowel of an ending; u also stands for its dotted form."""
_WIDE: Final = {"a": "a", "ı": "a", "e": "e", "i": "e", "o": "ae", "u": "ae"}
"""The wide vowel; behind o and u the missing dots leave both open."""
_SOFT: Final = {"k": "g", "c": "c", "t": "d", "p": "b"}


def _noun(word: str) -> Iterator[str]:
    yield from _singular(word)
    last = _last_vowel(word)
    for wide in _WIDE[last]:
        plural = f"{word}l{wide}r"
        yield plural
        yield from _with_case(plural)


def _singular(word: str) -> Iterator[str]:
    narrow = _NARROW[_last_vowel(word)]
    yield from (word + end.replace("I", narrow) for end in ("lIk", "sIn", "sInIz", "ca", "ce"))
    yield from (word + end for end in ("dır", "dir", "tır", "tir", "ysa", "yse"))
    yield from _with_case(word)


def _with_case(word: str) -> Iterator[str]:
    """Cases and possessors: behind a vowel with y, n or s between."""
    last = _last_vowel(word)
    narrow = _NARROW[last]
    stem, ends_in_vowel = _softened(word), word[-1] in _NARROW
    for wide in _WIDE[last]:
        joined = (f"{word}y{wide}" if ends_in_vowel else stem + wide,)
        yield from (
            *joined,
            f"{word}d{wide}",
            f"{word}t{wide}",
            f"{word}d{wide}n",
            f"{word}t{wide}n",
            f"{word}l{wide}",
        )
    if ends_in_vowel:
        yield from (
            word + end.replace("I", narrow) for end in ("yI", "nIn", "m", "n", "sI", "sInI")
        )
    else:
        yield from (stem + end.replace("I", narrow) for end in ("I", "In", "Im", "ImI", "InI"))


def _softened(word: str) -> str:
    """The word as it is before a vowel: k becomes g, and so on, in words of two syllables."""
    several = sum(letter in _NARROW for letter in word) > 1
    return word[:-1] + _SOFT[word[-1]] if several and word[-1] in _SOFT else word


def _last_vowel(word: str) -> str:
    return next((letter for letter in reversed(word) if letter in _NARROW), "e")


RULES: Final[dict[str, Rule]] = {"n": _noun}
