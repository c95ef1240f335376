"""French inflections by rule, as written without accents.

`n` plural; `g` plural and feminine; `v` the whole conjugation of a regular verb in -er, with
the participle in both genders; `ir` the same of a verb like finir.
"""

from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add, either, endings, respelled, swap

_PLURAL: Final = either(swap("eau", "eaux"), swap("s", "s"), swap("x", "x"), add("s"))
_GENDERS: Final = either(
    swap("eux", "euse", "euses"),
    swap("eur", "eurs", "euse", "euses"),
    swap("on", "ons", "onne", "onnes"),
    swap("et", "ets", "ette", "ettes"),
    swap("ot", "ots", "otte", "ottes"),
    swap("er", "ers", "ere", "eres"),
    swap("ien", "iens", "ienne", "iennes"),
    swap("if", "ifs", "ive", "ives"),
    swap("e", "es", "ee", "ees"),
    swap("s", "se", "ses"),
    add("s", "e", "es"),
)
_ER: Final = respelled(
    swap(
        "er",
        *endings("""
        e es ons ez ent ant ais ait ions iez aient ai as a ames ates erent erai eras
        era erons erez eront erais erait erions eriez eraient asse asses assent
        ee ees
    """),
    ),
    {"g": "ge"},
    "ao",
    dropped=2,
)
_IR: Final = swap(
    "ir",
    *endings("""
        is it issons issez issent issant issais issait issaient issions irai iras ira
        irons irez iront irais irait iraient i ie ies isse isses irent
    """),
)

RULES: Final[dict[str, Rule]] = {"n": _PLURAL, "g": _GENDERS, "v": _ER, "ir": _IR}
