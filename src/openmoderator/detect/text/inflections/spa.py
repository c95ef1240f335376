"""Spanish inflections by rule, as written without accents: Spain and Latin America.

`n` plural; `g` plural and the other gender; `d` diminutives and augmentatives; `v` the whole
conjugation of a regular verb in -ar, -er or -ir with vosotros and vos, and with the pronouns
that are written in one word with it.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add, either, endings, respelled, swap

_PLURAL: Final = either(swap("z", "ces"), *(swap(end, end + "s") for end in "aeiou"), add("es"))
_GENDERS: Final = either(
    swap("on", "ones", "ona", "onas"),
    swap("or", "ores", "ora", "oras"),
    swap("an", "anes", "ana", "anas"),
    swap("in", "ines", "ina", "inas"),
    swap("o", "os", "a", "as"),
    swap("a", "as", "o", "os"),
    swap("e", "es", "a", "as"),
    swap("z", "ces"),
)
_SIZES: Final = respelled(
    either(
        swap("a", "ita", "itas", "ota", "otas", "on", "ona", "onas", "aza", "azas", "illa"),
        swap("o", "ito", "itos", "ote", "otes", "on", "ones", "azo", "azos", "illo", "illos"),
        swap("on", "oncito", "oncitos", "oncita", "oncete", "onazo", "onazos"),
    ),
    {"g": "gu", "c": "qu"},
    "i",
    dropped=1,
)
_AR: Final = swap(
    "ar",
    *endings("""
        o as a amos ais an e aste o asteis aron aba abas abamos abais aban ara aras aramos
        arais aran are aremos areis aria arias ariamos ariais arian es emos eis en ase ases
        asemos asen ad ando ado ada ados adas ar
    """),
)
_PAST_IR: Final = (
    *endings("""
        i iste io imos isteis ieron ia ias iamos iais ian a as amos ais an iera ieras
        ieramos ierais ieran iese ieses iesen iendo ido ida idos idas
    """),
)
_ER: Final = swap(
    "er",
    *_PAST_IR,
    *endings("o es e emos eis en era eras ere eremos ereis eran eria erias eriamos erian ed er"),
)
_IR: Final = swap(
    "ir",
    *_PAST_IR,
    *endings("o es e is en ira iras ire iremos ireis iran iria irias iriamos irian id ir"),
)
_PRONOUNS: Final = endings("me te se le les lo la los las nos mela melo melas telo tela selo sela")


def _joined(*moods: str) -> tuple[str, ...]:
    return tuple(mood + pronoun for mood in moods for pronoun in _PRONOUNS)


_WITH_PRONOUNS: Final = either(
    swap("ar", *_joined("a", "e", "en", "ar", "ando"), "aos"),
    swap("er", *_joined("e", "a", "an", "er", "iendo"), "eos"),
    swap("ir", *_joined("e", "i", "a", "an", "ir", "iendo"), "ios"),
)


def _verb(word: str) -> Iterator[str]:
    return chain(either(_AR, _ER, _IR)(word), _WITH_PRONOUNS(word))


RULES: Final[dict[str, Rule]] = {
    "n": _PLURAL,
    "g": _GENDERS,
    "d": _SIZES,
    "v": respelled(_verb, {"g": "gu", "c": "qu", "z": "c"}, "e", dropped=2),
}
