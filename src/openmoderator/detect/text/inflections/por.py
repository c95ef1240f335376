"""Portuguese inflections by rule, as written without accents: European and Brazilian.

`n` plural; `g` plural and the other gender; `d` diminutives and augmentatives; `v` the whole
conjugation of a regular verb in -ar, -er or -ir. Pronouns behind a hyphen are words of their
own here.
"""

from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add, either, endings, respelled, swap

_PLURAL: Final = either(
    swap("ao", "oes", "aos"),
    swap("al", "ais"),
    swap("el", "eis"),
    swap("ol", "ois"),
    swap("m", "ns"),
    swap("r", "res"),
    swap("z", "zes"),
    swap("s", "ses"),
    add("s"),
)
_GENDERS: Final = either(
    swap("ao", "oes", "ona", "onas", "oa", "oas"),
    swap("eiro", "eiros", "eira", "eiras"),
    swap("o", "os", "a", "as"),
    swap("or", "ores", "ora", "oras"),
    swap("a", "as", "o", "os"),
    swap("e", "es"),
)
_SIZES: Final = respelled(
    either(
        swap("a", "inha", "inhas", "ona", "onas"),
        swap("o", "inho", "inhos", "ao", "oes"),
    ),
    {"g": "gu", "c": "qu"},
    "i",
    dropped=1,
)
_AR: Final = swap(
    "ar",
    *endings("""
        o as a amos ais am ei aste ou astes aram ava avas avamos avam aras ara aremos arei
        arao aria arias ariamos ariam e es emos em asse asses assemos assem ares armos
        arem ando ado ada ados adas
    """),
)
_ER: Final = swap(
    "er",
    *endings("""
        o es e emos eis em i este eu estes eram ia ias iamos iam eras era eremos erei erao
        eria erias eriamos eriam a as amos am esse esses essemos essem eres ermos erem
        endo ido ida idos idas
    """),
)
_IR: Final = swap(
    "ir",
    *endings("""
        o es e imos is em i iste iu istes iram ia ias iamos iam iras ira iremos irei irao
        iria irias iriamos iriam a as amos am isse isses issemos issem ires irmos irem
        indo ido ida idos idas
    """),
)

RULES: Final[dict[str, Rule]] = {
    "n": _PLURAL,
    "g": _GENDERS,
    "d": _SIZES,
    "v": respelled(either(_AR, _ER, _IR), {"g": "gu", "c": "qu"}, "e", dropped=2),
}
