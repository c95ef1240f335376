"""What each character of a folded text can be in a word, as one byte for each.

The bytes are what readings look for their patterns in, so that one small pattern serves every
script: vowel signs of Hindi and Thai are letters here, which they are not to `re`.
"""

import threading
import unicodedata
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.alphabets import Alphabet
from openmoderator.detect.text.folded import Codes
from openmoderator.detect.text.scripts import HANGUL, is_unspaced

LETTER: Final = ord("L")
UNSPACED: Final = ord("C")
HANGUL_LETTER: Final = ord("H")
LEET_DIGIT: Final = ord("D")
DIGIT: Final = ord("N")
BLANK: Final = ord("S")
QUOTE: Final = ord("Q")
STRONG_SIGN: Final = ord("A")
LEET_SIGN: Final = ord("E")
MASK: Final = ord("M")
UNDERSCORE: Final = ord("U")
PUNCTUATION: Final = ord("P")
OTHER: Final = ord("X")

ANY_LETTER: Final = b"LCH"
"""Letters: of scripts with spaces, of scripts without, Korean syllables."""
ANY_DIGIT: Final = b"DN"
ANY_LEET: Final = b"DAE"

_CODE_POINTS: Final = 0x110000
_SIGNS: Final = {"'": QUOTE, '"': QUOTE, "@": STRONG_SIGN, "$": STRONG_SIGN, "_": UNDERSCORE}
_MASKS: Final = frozenset("*#")
_PUNCTUATION: Final = frozenset(
    ",;:?[]>\u3001\u3002\u300c\u300d\u300e\u300f\u3010\u3011\u300a\u300b\u060c\u061b\u061f\u0964"
)

Kinds = NDArray[np.uint8]


def is_kind(kinds: bytes) -> NDArray[np.bool_]:
    """Return a table by which `table[array of kinds]` tells which of them are among `kinds`."""
    table = np.zeros(256, np.bool_)
    table[list(kinds)] = True
    return table


class Letters:
    """The kinds of the characters of one alphabet, and the letters that keys are made of."""

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._kinds = np.zeros(_CODE_POINTS, np.uint8)
        self._keyed = {sign: self._letter(letter) for sign, letter in alphabet.leet.items()}
        self._keyed["l"] = "i"
        self.keyed = str.maketrans(self._keyed)
        self.signs = str.maketrans(dict(alphabet.leet))
        highest = max(map(ord, self._keyed)) + 1
        self._key_codes = np.arange(highest + 1, dtype=np.uint32)
        self._key_codes[list(map(ord, self._keyed))] = [*map(ord, self._keyed.values())]

    def kinds(self, codes: Codes) -> Kinds:
        """Return the kind of each character."""
        kinds = self._kinds[codes]
        if not kinds.all():
            for code in map(int, np.unique(codes[kinds == 0])):
                self._kinds[code] = self.kind(chr(code))
            kinds = self._kinds[codes]
        return kinds

    def key_codes(self, codes: Codes) -> Codes:
        """Return the letters that the characters stand for: signs as letters, l as i."""
        last = len(self._key_codes) - 1
        low = self._key_codes[np.minimum(codes, last)]
        return np.where(codes < last, low, codes)

    def class_of(self, character: str) -> str:
        """Return the letter that `character` may stand for, `i` also for l; empty for none."""
        if character in self._keyed:
            return self._keyed[character]
        return character if self.kind(character) in ANY_LETTER else ""

    def _letter(self, letter: str) -> str:
        return "i" if letter == "l" else letter

    def kind(self, character: str) -> int:
        """Return the kind of one character."""
        if character.isspace():
            return BLANK
        if character.isalpha() or unicodedata.category(character) in {"Mn", "Mc"}:
            return self._kind_of_letter(character)
        if character.isalnum():
            return LEET_DIGIT if character in self._alphabet.leet else DIGIT
        if character in _MASKS:
            return MASK
        if character in _PUNCTUATION:
            return PUNCTUATION
        return _SIGNS.get(character, LEET_SIGN if character in self._alphabet.leet else OTHER)

    def _kind_of_letter(self, character: str) -> int:
        if is_unspaced(character):
            return UNSPACED
        return HANGUL_LETTER if HANGUL[0] <= ord(character) <= HANGUL[1] else LETTER


_making = threading.Lock()


@cache
def _made(alphabet: Alphabet) -> Letters:
    return Letters(alphabet)


def letters_of(alphabet: Alphabet) -> Letters:
    """Return the process-wide letters of an alphabet."""
    with _making:
        return _made(alphabet)
