"""Polish inflections by rule, as written without marks (and l for the barred letter).

Nouns: `m` masculine on a consonant, `mk` on -ek with -k-, `f` feminine in -a, `fk` in -ka (with
-ce and -ek), `n` neuter in -o. `a` adjectives and participles in -y or -i. Verbs: `ac` like
jebac (jebie), `am` like spierdalac (spierdala), `ic` like pierdolic, `bic` like wkurwic
(wkurwie), `nac` like pierdolnac. `p` before a verb's rule sets the prefixes of verbs: `pac`,
`pam`, `pic`, `pnac`.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add, endings, swap

_PREFIXES: Final = (*endings("do na nad o ob od po pod prze przy roz s u w wy z za poroz powy"),)
_ADJECTIVE: Final = endings("e ego emu ym ej ych ymi a")
_PAST: Final = endings("li l la lo ly lem lam les las lismy lysmy liscie lyscie lby laby liby")


def _adjective(word: str) -> Iterator[str]:
    """Endings behind -y or -i; the masculine plural of -ny and -ty ends in -ni and -ci."""
    stem = word[:-1]
    if word[-1] == "y":
        yield from (stem + ending for ending in (*_ADJECTIVE, "o"))
        yield stem[:-1] + "ci" if stem.endswith("t") else stem + "i"
    elif word[-1] == "i":
        yield from (stem + ending for ending in endings("ie iego iemu im iej ich imi a"))


def _noun_nie(word: str) -> Iterator[str]:
    stem = word.removesuffix("e")
    return (stem + ending for ending in ("e", "a", "u", "em", "om", "ach", "ami"))


def _verb_ac(word: str) -> Iterator[str]:
    """jebac: jebie, jebal, jebany, jebanie."""
    if not word.endswith("ac"):
        return
    stem = word[:-2]
    yield from (stem + "a" + ending for ending in _PAST)
    yield from (stem + end for end in endings("ie iesz iemy iecie ia iac e i ac ano"))
    yield from _adjective(stem + "any")
    yield from (stem + "any", stem + "iacy", stem + "iaca", stem + "iace")
    yield from _noun_nie(stem + "anie")


def _verb_am(word: str) -> Iterator[str]:
    """spierdalac: spierdala, spierdalaj, spierdalal, spierdalany, spierdalanie."""
    if not word.endswith("ac"):
        return
    stem = word[:-1]
    yield from (stem + ending for ending in _PAST)
    yield from (
        stem + end for end in ("", *endings("m sz my cie ja jac j jmy jcie jze no jacy jaca"))
    )
    yield from _adjective(stem + "ny")
    yield stem + "ny"
    yield from _noun_nie(stem + "nie")


def _verb_ic(word: str) -> Iterator[str]:
    """pierdolic: pierdole, pierdoli, pierdol, pierdolil, pierdolony, pierdolenie."""
    if not word.endswith("ic"):
        return
    stem = word[:-2]
    yield from (stem + "i" + ending for ending in _PAST)
    yield from (stem + end for end in ("", *endings("e isz i imy icie a ac my cie acy aca ono")))
    yield from _adjective(stem + "ony")
    yield stem + "ony"
    yield from _noun_nie(stem + "enie")


def _verb_bic(word: str) -> Iterator[str]:
    """wkurwic: wkurwie, wkurwi, wkurw, wkurwil, wkurwiony, wkurwienie."""
    if not word.endswith("ic"):
        return
    stem = word[:-1]
    yield from (stem + ending for ending in _PAST)
    yield from (stem + end for end in ("", *endings("e sz my cie a ac acy ony ono")))
    yield from (word[:-2], word[:-2] + "cie")
    yield from _adjective(stem + "ony")
    yield from _noun_nie(stem + "enie")


def _verb_nac(word: str) -> Iterator[str]:
    """pierdolnac: pierdolne, pierdolnie, pierdolnij, pierdolnal, pierdolnela, pierdolniety."""
    if not word.endswith("nac"):
        return
    stem = word[:-2]
    yield from (stem + end for end in endings("e iesz ie iemy iecie a ij ijmy ijcie ieto"))
    yield from (stem + end for end in endings("al alem ales ela elam elas eli ely elo"))
    yield from (stem + end for end in endings("iety ieci iecie iecia"))
    yield from _adjective(stem + "iety")


def _prefixed(rule: Rule) -> Rule:
    def prefixed(word: str) -> Iterator[str]:
        for prefix in _PREFIXES:
            yield from chain((prefix + word,), (prefix + form for form in rule(word)))

    return prefixed


RULES: Final[dict[str, Rule]] = {
    "m": add(*endings("a owi em ie u y e i owie ow om ami ach")),
    "mk": swap("ek", *endings("ka kowi kiem ku ki kow kom kami kach")),
    "f": swap("a", *endings("y ie e o om ami ach i"), ""),
    "fk": swap("ka", "ki", "ce", "ke", "ko", "ek", "kom", "kami", "kach"),
    "n": swap("o", *endings("a u em ie om ami ach")),
    "a": _adjective,
    "ac": _verb_ac,
    "am": _verb_am,
    "ic": _verb_ic,
    "bic": _verb_bic,
    "nac": _verb_nac,
    "pac": _prefixed(_verb_ac),
    "pam": _prefixed(_verb_am),
    "pic": _prefixed(_verb_ic),
    "pnac": _prefixed(_verb_nac),
}
