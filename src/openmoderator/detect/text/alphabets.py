"""What folding and reading need to know of a language: its alphabet, not its words.

Most languages share the first alphabet: scripts are told apart letter by letter. Only where
one letter means different things in different languages there is an alphabet of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from openmoderator.detect.text.lookalikes import FOREIGN, LATIN_AS_CYRILLIC

LEET: Final = {
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "i", "|": "i", "+": "t", "(": "c", "<": "c", "{": "c",
    "€": "e", "£": "l", "¢": "c", "¥": "y", "©": "c", "®": "r", "×": "x", "§": "s",
    "¡": "i", "¦": "i", "†": "t",
}  # fmt: skip
"""Digits and signs that stand for a letter. What stands for i may stand for l as well."""

_CYRILLIC_LEET: Final = {
    "0": "о", "3": "з", "4": "ч", "6": "б", "8": "в", "9": "д", "@": "а", "1": "і", "$": "ѕ",
    "€": "е", "¢": "с", "©": "с", "×": "х",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Alphabet:
    """How a family of languages writes; compared by identity, made once.

    `foreign` are look-alikes from other alphabets, folded in words of letters of `script`;
    with `alone` also in words in which every letter is a look-alike. `letters` are
    folded as given here instead of losing their marks.
    """

    name: str
    script: str = "a-zA-Z"
    foreign: Mapping[str, str] = field(default_factory=lambda: FOREIGN)
    alone: bool = False
    leet: Mapping[str, str] = field(default_factory=lambda: LEET)
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def folds_ascii(self) -> bool:
        """Whether a text in ASCII needs more than lower case."""
        return self.alone or any(map(str.isascii, self.letters))


_LATIN: Final = Alphabet("")
_GERMAN: Final = Alphabet(
    "deu", letters={"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_SPANISH: Final = Alphabet("spa", letters={"ñ": "ñ", "Ñ": "Ñ"})
_TURKISH: Final = Alphabet("tur", letters={"ı": "ı", "I": "ı", "İ": "i"})
_CYRILLIC: Final = Alphabet(
    "rus",
    script="\u0400-\u052f",
    foreign=LATIN_AS_CYRILLIC,
    alone=True,
    leet=_CYRILLIC_LEET,
)
_IN_CYRILLIC: Final = "rus ukr bel bul mkd srp kaz kir mon tgk tat bak chv oss sah tyv che kom"
_BY_LANGUAGE: Final = {
    **dict.fromkeys(("deu", "gsw", "ltz"), _GERMAN),
    **dict.fromkeys(("spa", "glg", "eus", "ast"), _SPANISH),
    **dict.fromkeys(("tur", "aze", "crh"), _TURKISH),
    **dict.fromkeys(_IN_CYRILLIC.split(), _CYRILLIC),
}


def alphabet_of(language: str) -> Alphabet:
    """Return the alphabet of an ISO 639-3 language; the Latin one for every other."""
    return _BY_LANGUAGE.get(language, _LATIN)


def alphabet_named(name: str) -> Alphabet:
    """Return the alphabet with that `name`. Raises KeyError where there is none."""
    return {alphabet.name: alphabet for alphabet in (_LATIN, *_BY_LANGUAGE.values())}[name]
