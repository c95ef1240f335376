"""Russian inflections by rule.

Nouns: `m` masculine on a consonant, `mj` on -j, `f` feminine in -a, `n` neuter in -o. `a`
adjectives and participles. Verbs: `eb` the commonest one, `it` like drochit', `aj` like
zaebyvat', `nut` like ebanut'. `p` before a verb's rule sets the prefixes of verbs: `peb`, `pit`,
`pnut`, `paj`. Every verb also with the endings -sya and -s'.
"""

from collections.abc import Iterator
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add, endings, swap

_PREFIXES: Final = endings("вы до за на о об от по под при про раз рас с у из ис пере недо")
_HARD: Final = frozenset({"об", "под", "раз", "с", "из", "от"})
_PAST: Final = endings("л ла ло ли в вший вшая вшие вшего")
_ADJECTIVE: Final = endings("ый ий ой ая ое ые ого ому ым ом ой ую ых ыми о")
_PARTICIPLE: Final = endings("ный ная ное ные ного ному ным ной ную ных ными на но ны")


def _adjective(word: str) -> Iterator[str]:
    stem = word[:-2]
    return (stem + ending for ending in _ADJECTIVE if stem + ending != word)


def _eb(word: str) -> Iterator[str]:
    """ebat': ebu, ebet, ebal, ebi, ebannyi."""
    stem = word.removesuffix("ать")
    yield from (stem + end for end in endings("у ешь ет ем ете ут и ите"))
    yield from (stem + "а" + end for end in _PAST)
    yield from (f"{stem}ан{end}" for end in _PARTICIPLE)
    yield from (stem + "ан" + end for end in endings("ый ая ое ые ого ому ым ой ую ых"))


def _it(word: str) -> Iterator[str]:
    """drochit': drochu, drochit, drochil, drochi, drochennyi."""
    stem = word.removesuffix("ить")
    yield from (stem + end for end in endings("у ю ишь ит им ите ят ат и"))
    yield from (stem + "и" + end for end in _PAST)
    yield from (f"{stem}ен{end}" for end in _PARTICIPLE)


def _aj(word: str) -> Iterator[str]:
    """zaebyvat': zaebyvayu, zaebyvaet, zaebyval, zaebyvai."""
    stem = word.removesuffix("ть")
    yield from (stem + end for end in endings("ю ешь ет ем ете ют й йте ющий ющая ющие"))
    yield from (stem + end for end in _PAST)


def _nut(word: str) -> Iterator[str]:
    """ebanut': ebanu, ebanet, ebanul, ebani, ebanutyi."""
    stem = word.removesuffix("уть")
    yield from (stem + end for end in endings("у ешь ет ем ете ут и ите"))
    yield from (stem + "у" + end for end in (*_PAST, *endings("тый тая тое тые того")))


def _reflexive(rule: Rule) -> Rule:
    """The forms of `rule` also with -sya behind a consonant and -s' behind a vowel."""

    def made(word: str) -> Iterator[str]:
        for form in (word, *rule(word)):
            yield form
            yield form + ("сь" if form[-1] in "аеиоуюя" else "ся")

    return made


def _prefixed(rule: Rule) -> Rule:
    """The forms of `rule` with every prefix too; before e some take the hard sign."""

    def made(word: str) -> Iterator[str]:
        for form in (word, *rule(word)):
            yield form
            for prefix in _PREFIXES:
                yield prefix + form
                if prefix in _HARD and form.startswith("е"):
                    yield f"{prefix}ъ{form}"

    return made


_CASES: Final = endings("а у ом е ы и ов ам ами ах")

RULES: Final[dict[str, Rule]] = {
    "m": add(*_CASES),
    "mj": swap("й", *endings("я ю ем е и ев ям ями ях")),
    "f": swap("а", *endings("ы и у е ой ою ам ами ах"), ""),
    "n": swap("о", *endings("а у ом е ам ами ах"), ""),
    "a": _adjective,
    "eb": _reflexive(_eb),
    "it": _reflexive(_it),
    "aj": _reflexive(_aj),
    "nut": _reflexive(_nut),
    "peb": _prefixed(_reflexive(_eb)),
    "pit": _prefixed(_reflexive(_it)),
    "paj": _prefixed(_reflexive(_aj)),
    "pnut": _prefixed(_reflexive(_nut)),
}
