"""Italian inflections by rule, as written without accents.

`n` plural; `g` plural and the other gender; `d` diminutives, augmentatives, pejoratives; `v`
the whole conjugation of a regular verb in -are, -ere or -ire, with the pronouns that are
written in one word with it.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, either, endings, respelled, swap

_PLURAL: Final = either(
    swap("ca", "che"),
    swap("ga", "ghe"),
    swap("a", "e"),
    swap("co", "chi", "ci"),
    swap("go", "ghi"),
    swap("io", "i"),
    swap("o", "i"),
    swap("e", "i"),
)
_GENDERS: Final = either(
    swap("tore", "tori", "trice", "trici"),
    swap("one", "oni", "ona", "one"),
    swap("co", "chi", "ci", "ca", "che"),
    swap("io", "i", "ia", "ie"),
    swap("o", "i", "a", "e"),
    swap("a", "e", "o", "i"),
    swap("e", "i"),
)
_SIZES: Final = respelled(
    either(
        *(
            swap(
                end,
                *endings("""
        ino ini ina ine one oni ona etto etti etta ette
        accio acci accia acce
    """),
            )
            for end in "aoe"
        )
    ),
    {"c": "ch", "g": "gh"},
    "ie",
    dropped=1,
)
_ARE: Final = swap(
    "are",
    *endings("""
        o i a iamo ate ano avo avi ava avamo avate avano ai asti o ammo aste arono ero erai
        era eremo erete eranno erei eresti erebbe erebbero ino assi asse assero ando ar
        ato ata ati ate ante anti
    """),
)
_ERE: Final = swap(
    "ere",
    *endings("""
        o i e iamo ete ono evo evi eva evamo evate evano ero erai era eremo erete eranno
        erei eresti erebbe erebbero a ano essi esse essero endo er uto uta uti ute
    """),
)
_IRE: Final = swap(
    "ire",
    *endings("""
        o i e iamo ite ono ivo ivi iva ivamo ivano iro irai ira iremo irete iranno irei
        iresti irebbe a ano issi isse endo ir ito ita iti ite
    """),
)
_PRONOUNS: Final = endings(
    "mi ti si ci vi lo la li le ne gli melo mela meli mele telo tela selo sela cela"
)


def _joined(*moods: str) -> tuple[str, ...]:
    return tuple(mood + pronoun for mood in moods for pronoun in _PRONOUNS)


_WITH_PRONOUNS: Final = either(
    swap("are", *_joined("ar", "a", "ando", "ate")),
    swap("ere", *_joined("er", "i", "endo", "ete")),
    swap("ire", *_joined("ir", "i", "endo", "ite")),
)


def _verb(word: str) -> Iterator[str]:
    return chain(either(_ARE, _ERE, _IRE)(word), _WITH_PRONOUNS(word))


RULES: Final[dict[str, Rule]] = {
    "n": _PLURAL,
    "g": _GENDERS,
    "d": _SIZES,
    "v": respelled(_verb, {"c": "ch", "g": "gh"}, "ie", dropped=3),
}
