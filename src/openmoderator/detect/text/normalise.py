"""Folding of a text for matching, with the way back to the places of the original.

Folds case, compatibility forms (full width, enclosed, ligatures), look-alike letters, accents
and marks, and drops what cannot be seen. Leetspeak, separators and repeats change what a word
could mean and are other readings of the folded text (`readings`); `skeleton` is their common
ground. Nothing here knows any term.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from openmoderator.detect.text.lookalikes import FOREIGN, LATIN_VARIANTS

LEET: Final = {
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "i", "|": "i", "+": "t", "(": "c", "<": "c", "{": "c",
    "€": "e", "£": "l", "¢": "c", "¥": "y", "©": "c", "®": "r", "×": "x", "§": "s",
}  # fmt: skip
"""Digits and signs that stand for a letter. What stands for i may stand for l as well."""

_MARKS: Final = (
    (0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
    (0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180F),
)  # fmt: skip
_BLANKS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
_NEEDS_FOLDING: Final = re.compile(r"[^\t\n\v\f\r -~]")
_LATIN_LETTER: Final = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made from another: `offsets[i]` is the code point it has `text[i]` from.

    Offsets never fall; one character of the original can give several here, or none.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that `text[start:end]` was made from.

        `start` < `end`. What was dropped inside is included, what was dropped around is not.
        """
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """Return `text` as it is compared: lower case, plain letters, nothing invisible.

    Letters of another alphabet become the Latin ones that they look like where Latin is
    written: in a word that has Latin letters, and in a text that has some and whose letters
    of other alphabets all look like Latin ones.
    """
    if not _NEEDS_FOLDING.search(text):
        return Folded(text.lower(), range(len(text)))
    plain = _unfold(text)
    everywhere = _reads_as_latin(plain.text)
    pieces: list[str] = []
    offsets: list[int] = []
    for word in re.finditer(r"\w+|\W+", plain.text):
        foreign = everywhere or _LATIN_LETTER.search(word.group()) is not None
        for place, character in enumerate(word.group(), word.start()):
            folded = _fold_letter(character, foreign)
            pieces.append(folded)
            offsets.extend([plain.offsets[place]] * len(folded))
    return Folded("".join(pieces), offsets)


def skeleton(folded: Folded) -> Folded:
    """Return what all disguises of one spelling share: letters only, no repeats, l as i.

    Two spellings with different skeletons are never disguises of each other.
    """
    letters: list[str] = []
    offsets: list[int] = []
    for character, offset in zip(folded.text, folded.offsets, strict=True):
        letter = letter_class(character)
        if letter and (not letters or letters[-1] != letter):
            letters.append(letter)
            offsets.append(offset)
    return Folded("".join(letters), offsets)


def letter_class(character: str) -> str:
    """Return the letter that `character` may stand for, `i` also for l; empty for none."""
    if character.isalpha():
        return "i" if character == "l" else character
    return letter_class(LEET[character]) if character in LEET else ""


def _reads_as_latin(text: str) -> bool:
    """Whether Latin is written, and every other letter could be taken for a Latin one."""
    if not _LATIN_LETTER.search(text):
        return False
    others = {letter for letter in set(text) if letter.isalpha() and not letter.isascii()}
    return all(letter in FOREIGN or letter in LATIN_VARIANTS for letter in others)


def _unfold(text: str) -> Folded:
    """The text in its compatibility form, in its own case, without what cannot be seen."""
    pieces: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        plain = _plain(character)
        pieces.append(plain)
        offsets.extend([offset] * len(plain))
    return Folded("".join(pieces), offsets)


@lru_cache(maxsize=1 << 16)
def _plain(character: str) -> str:
    if character in LATIN_VARIANTS:
        return LATIN_VARIANTS[character]
    shown = (part for part in unicodedata.normalize("NFKC", character) if not _is_hidden(part))
    return "".join(map(_without_marks, shown))


def _without_marks(character: str) -> str:
    """The base letter of an accented one. Syllables and signs of other scripts stay whole."""
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[:1], decomposed[1:]
    return base if marks and all(map(_is_hidden, marks)) else character


def _is_hidden(character: str) -> bool:
    code = ord(character)
    if any(first <= code <= last for first, last in _MARKS) or character in _BLANKS:
        return True
    category = unicodedata.category(character)
    return category == "Cf" or (category == "Cc" and not character.isspace())


@lru_cache(maxsize=1 << 16)
def _fold_letter(character: str, foreign: bool) -> str:
    letter = FOREIGN.get(character, character) if foreign else character
    lowered = LATIN_VARIANTS.get(letter, letter).casefold()
    return "".join(part for part in lowered if not _is_hidden(part))


def join(parts: Iterable[Folded]) -> Folded:
    """Return the parts as one text, one space between and around them.

    A space carries the offset of the character before it, the first one that behind it.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    for part in parts:
        pieces.append(" ")
        offsets.append(offsets[-1] if offsets else part.offsets[0])
        pieces.append(part.text)
        offsets.extend(part.offsets)
    if offsets:
        pieces.append(" ")
        offsets.append(offsets[-1])
    return Folded("".join(pieces), offsets)
