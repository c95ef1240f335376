"""Hindi inflections by rule, in Devanagari and as written with Latin letters.

`m` masculine nouns in -aa (-e, -on), `f` feminine nouns in -ii (-iyaan, -iyon), `c` nouns on a
consonant (-on, -en); `lm`, `lf`, `lc` the same in Latin letters.
"""

from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add, swap

RULES: Final[dict[str, Rule]] = {
    "m": swap("ा", "े", "ों", "ो", "ी"),
    "f": swap("ी", "ियां", "ियों", "ियो", "ीयों"),
    "c": add("ों", "ो", "ें", "ी", "े"),
    "lm": swap("a", "e", "o", "on", "i"),
    "lf": swap("i", "iyan", "iyaan", "iyon", "iyo", "iya"),
    "lc": add("o", "on", "i", "e", "s"),
}
