"""Dutch inflections by rule.

`n` plural in -en (or -n behind -e), `s` plural in -s, `d` diminutives, `a` the endings of an
adjective, `v` a regular verb in -en. The spelling of open and closed syllables is kept: lul
gives lullen, aap gives apen, teef gives teven.
"""

import re
from collections.abc import Iterator
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add

_VOWELS: Final = "aeiou"
_CLOSED: Final = re.compile(f"(?:^|[^{_VOWELS}])[{_VOWELS}][^{_VOWELS}jwxy]$")
_LONG: Final = re.compile(f"([aeou])\\1([^{_VOWELS}])$")
_UNTOUCHED: Final = re.compile(f"(?:be|ge|ver|ont).*[{_VOWELS}]")
"""Participles that take no ge-: those of a prefix with a stem behind it."""
_VOICELESS: Final = frozenset("tkfschpx")


def _open(word: str) -> str:
    """The stem before -e or -en."""
    if _CLOSED.search(word):
        return word + word[-1]
    shortened = _LONG.sub(r"\1\2", word)
    voiced = shortened.endswith(("f", "s")) and shortened[-2:-1] not in "cfhkpst"
    if voiced and (shortened != word or word[-3:-1] in {"ie", "oe", "eu", "ij", "ui", "ou"}):
        return shortened[:-1] + {"f": "v", "s": "z"}[shortened[-1]]
    return shortened


def _closed(stem: str) -> str:
    """The stem of a verb that stands without ending: neukk is none, so neuk; zeik; bef of beff."""
    if len(stem) > 1 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return stem[:-1]
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    if re.search(f"(?:^|[^{_VOWELS}])[aeou][^{_VOWELS}]$", stem):
        return hard[:-1] + hard[-2] + hard[-1]
    return hard


def _plural(word: str) -> Iterator[str]:
    yield word + "n" if word.endswith("e") else _open(word) + "en"


def _small(word: str) -> Iterator[str]:
    endings = ("je", "tje", "etje") if word[-1] in "lnr" else ("tje",)
    if word[-1] in "tdkpfgsc" or word.endswith("ch"):
        endings = ("je",)
    for ending in endings:
        doubled = word + word[-1] if ending == "etje" else word
        yield doubled + ending
        yield doubled + ending + "s"


def _adjective(word: str) -> Iterator[str]:
    yield _open(word) + "e"
    yield _open(word) + ("der" if word.endswith("r") else "er")


def _verb(word: str) -> Iterator[str]:
    stem = word.removesuffix("en")
    if stem == word:
        return
    bare = _closed(stem)
    past = "t" if stem[-1] in _VOICELESS else "d"
    yield from (bare, stem + "e", word + "d", word + "de")
    yield bare if bare.endswith("t") else bare + "t"
    yield bare + past + "e"
    yield bare + past + "en"
    yield from _participles(bare if bare.endswith(past) else bare + past)


def _participles(bare: str) -> Iterator[str]:
    lead = "" if _UNTOUCHED.match(bare) else "ge"
    yield lead + bare
    yield lead + _open(bare) + "e"


RULES: Final[dict[str, Rule]] = {
    "n": _plural,
    "s": add("s"),
    "d": _small,
    "a": _adjective,
    "v": _verb,
}
