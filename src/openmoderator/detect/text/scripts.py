"""Scripts by their letters: which are written without spaces, which marks carry no meaning,
and which of several forms of a letter stands for all.

Knows single characters only; words are the business of `normalise`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_MARKS: Final = (
    (0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
    (0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180F), (0x483, 0x489), (0x2DE0, 0x2DFF),
    (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED),
)  # fmt: skip
"""Marks that sit on letters without making other letters: accents, harakat, niqqud."""

_BLANKS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u0640")
"""What looks like nothing, and the tatweel that only stretches Arabic words."""

_NUKTA: Final = 7
_ONE_FORM: Final = {
    "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ٱ": "ا",
    "ँ": "ं", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "‘": "'", "’": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "〜": "ー", "～": "ー",
}  # fmt: skip
"""Letters and signs of which people write one for the other."""

_KEPT: Final = frozenset("йЙїЇ")
_KATAKANA: Final = range(0x30A1, 0x30F7)
_TO_HIRAGANA: Final = 0x60

UNSPACED: Final = (
    (0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3041, 0x30FF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF), (0x20000, 0x323AF),
)  # fmt: skip
"""Thai, Lao, Myanmar, Khmer, kana and Han: nothing parts their words."""

_FIRST_SYLLABIC: Final = 0x3005
_LAST_SYLLABIC: Final = 0x323AF
HANGUL: Final = (0xAC00, 0xD7A3)
_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS: Final = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
SYLLABLE: Final = re.compile(f"([{_INITIALS}])([{_VOWELS}])(?:([{_FINALS}])(?![{_VOWELS}]))?")
"""A Korean syllable written letter by letter."""


def is_unspaced(character: str) -> bool:
    """Whether `character` belongs to a script that puts no spaces between words."""
    code = ord(character)
    return any(first <= code <= last for first, last in UNSPACED)


def is_hidden(character: str) -> bool:
    """Whether `character` is invisible, or a mark that is dropped in matching."""
    code = ord(character)
    if any(first <= code <= last for first, last in _MARKS) or character in _BLANKS:
        return True
    category = unicodedata.category(character)
    return (
        category == "Cf"
        or (category == "Cc" and not character.isspace())
        or unicodedata.combining(character) == _NUKTA
    )


@lru_cache(maxsize=1 << 14)
def plain(character: str) -> str:
    """The compatibility form of one character, in its own case, without accents; one form of
    the letters that people take for each other, hiragana for katakana, digits in ASCII.
    """
    shown = (part for part in unicodedata.normalize("NFKC", character) if not is_hidden(part))
    return "".join(map(_one_form, shown))


def compose(jamo: str) -> str:
    """The syllable of two or three Korean letters that `SYLLABLE` matched."""
    found = SYLLABLE.fullmatch(jamo)
    if found is None:
        return jamo
    first, vowel, last = found.groups()
    index = (_INITIALS.index(first) * len(_VOWELS) + _VOWELS.index(vowel)) * (len(_FINALS) + 1)
    return chr(HANGUL[0] + index + (_FINALS.index(last) + 1 if last else 0))


def _one_form(character: str) -> str:
    if (form := _ONE_FORM.get(character)) is not None:
        return form
    code = ord(character)
    if code in _KATAKANA:
        return chr(code - _TO_HIRAGANA)
    if (digit := unicodedata.decimal(character, -1)) >= 0:
        return str(digit)
    return _COMPATIBLE_JAMO.get(character) or _without_marks(character)


def _without_marks(character: str) -> str:
    """The base letter of an accented one. Syllables and signs of other scripts stay whole."""
    if character in _KEPT:
        return character
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[:1], decomposed[1:]
    return base if marks and all(map(is_hidden, marks)) else character


def _jamo_forms() -> dict[str, str]:
    """Conjoining Korean letters (what NFKC makes) as the letters that stand alone."""
    letters = map(chr, range(0x3131, 0x3164))
    alone = {unicodedata.normalize("NFKC", letter): letter for letter in letters}
    finals = {chr(0x11A8 + place): letter for place, letter in enumerate(_FINALS)}
    return {form: letter for form, letter in (finals | alone).items() if len(form) == 1}


_COMPATIBLE_JAMO: Final = _jamo_forms()


def is_syllabic(character: str) -> bool:
    """Whether a sign of the script is a syllable or a word: Korean, kana, Han."""
    code = ord(character)
    return HANGUL[0] <= code <= HANGUL[1] or _FIRST_SYLLABIC <= code <= _LAST_SYLLABIC
