"""German inflections by rule, as written with a, o, u for the letters with two dots.

Of nouns `n` stands for those with -n or -en (Fotze), `e` for those with -e (Arsch), `s` for
those with -s (Homo), `er` for doers in -er with their feminine. `a` are the endings of an
adjective with its degrees, `v` is a regular verb in -en, `sep` one with a prefix that is
written apart where it is no infinitive (verpissen has `v`, anscheissen has `sep`).
"""

from collections.abc import Iterator
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add, either, swap

_CASES: Final = ("e", "en", "er", "es", "em")
_PREFIXES: Final = ("ab", "an", "auf", "aus", "durch", "ein", "herum", "rum", "rein", "voll", "zu")
_UNTOUCHED: Final = ("be", "ver", "zer", "er", "ent", "ge")
"""Prefixes with which the participle takes no ge-."""


def _verb(word: str) -> Iterator[str]:
    stem = word.removesuffix("en")
    if stem == word:
        return
    link = "e" if stem.endswith(("t", "d")) else ""
    yield from (stem, stem + "e", stem + "en", stem + "st", stem + "t")
    yield from (stem + link + end for end in ("t", "te", "ten", "test", "tet", "st"))
    yield from _adjective(stem + "end")
    yield from _participle("" if stem.startswith(_UNTOUCHED) else "ge", stem + link + "t")


def _participle(lead: str, participle: str) -> Iterator[str]:
    yield lead + participle
    for case in _CASES:
        yield lead + participle + case


def _separable(word: str) -> Iterator[str]:
    prefix = next((prefix for prefix in _PREFIXES if word.startswith(prefix)), None)
    if prefix is None:
        return
    plain = word.removeprefix(prefix)
    stem = plain.removesuffix("en")
    link = "e" if stem.endswith(("t", "d")) else ""
    yield f"{prefix}zu{plain}"
    yield from (prefix + form for form in _verb(plain))
    yield from _participle(f"{prefix}ge", f"{stem}{link}t")


def _adjective(word: str) -> Iterator[str]:
    yield word
    for case in _CASES:
        yield word + case
        yield word + "er" + case
        yield word + "st" + case
    yield word + "ste"


def _doer(word: str) -> Iterator[str]:
    if word.endswith("er"):
        for ending in ("s", "n", "in", "innen"):
            yield word + ending


RULES: Final[dict[str, Rule]] = {
    "n": either(swap("e", "en"), swap("er", "ern"), swap("el", "eln", "els"), add("en")),
    "e": add("e", "es", "s", "en"),
    "s": add("s"),
    "er": _doer,
    "a": _adjective,
    "v": _verb,
    "sep": _separable,
}
