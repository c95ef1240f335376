"""Scripts that name a language by themselves, by the blocks of Unicode.

Only what the script says; languages that share one are told apart by the model and `letters`.
"""

from bisect import bisect_right
from collections import Counter
from typing import Final

_BLOCKS: Final = (
    (0x0370, 0x03FF, "ell"),
    (0x0530, 0x058F, "hye"),
    (0x0590, 0x05FF, "heb"),
    (0x0780, 0x07BF, "div"),
    (0x0A00, 0x0A7F, "pan"),
    (0x0A80, 0x0AFF, "guj"),
    (0x0B00, 0x0B7F, "ori"),
    (0x0B80, 0x0BFF, "tam"),
    (0x0C00, 0x0C7F, "tel"),
    (0x0C80, 0x0CFF, "kan"),
    (0x0D00, 0x0D7F, "mal"),
    (0x0D80, 0x0DFF, "sin"),
    (0x0E00, 0x0E7F, "tha"),
    (0x0E80, 0x0EFF, "lao"),
    (0x0F00, 0x0FFF, "bod"),
    (0x1000, 0x109F, "mya"),
    (0x1100, 0x11FF, "kor"),
    (0x1200, 0x139F, "amh"),
    (0x13A0, 0x13FF, "chr"),
    (0x1400, 0x167F, "iku"),
    (0x1780, 0x17FF, "khm"),
    (0x1F00, 0x1FFF, "ell"),
    (0x3041, 0x30FF, "jpn"),
    (0x3131, 0x318E, "kor"),
    (0x31F0, 0x31FF, "jpn"),
    (0x3400, 0x4DBF, "zho"),
    (0x4E00, 0x9FFF, "zho"),
    (0xAB70, 0xABBF, "chr"),
    (0xAC00, 0xD7A3, "kor"),
    (0xF900, 0xFAFF, "zho"),
    (0xFF66, 0xFF9D, "jpn"),
    (0x20000, 0x323AF, "zho"),
)
_STARTS: Final = [first for first, _, _ in _BLOCKS]
_YIDDISH: Final = frozenset("\u05f0\u05f1\u05f2\u05b7\u05b8\ufb1f\ufb2e\ufb2f")
"""Ligatures and the vowel points of alef, which Yiddish writes and Hebrew leaves out."""
_YIDDISH_SHARE: Final = 0.02
_TIGRINYA: Final = frozenset("ቐቑቒቓቕቖኸኹኺኻኼኽኾዀዂዃዄዅ")
_TIGRINYA_SHARE: Final = 0.05
_EASTERN: Final = frozenset({"jpn", "kor", "zho"})


def language_of_script(sample: str) -> str | None:
    """The language whose script most letters of `sample` are of; None where none says it.

    Japanese is told by kana among Han characters, Yiddish and Tigrinya by signs of their own.
    """
    if sample.isascii():
        return None
    signs = Counter(sample)
    counts: Counter[str] = Counter()
    for sign, number in signs.items():
        if (language := _of(sign)) is not None:
            counts[language] += number
    letters = sum(number for sign, number in signs.items() if sign.isalpha())
    eastern = sum(counts[language] for language in _EASTERN)
    if eastern * 2 > letters:
        if counts["kor"] > counts["jpn"] + counts["zho"]:
            return "kor"
        return "jpn" if counts["jpn"] else "zho"
    best, most = max(counts.items(), key=lambda pair: pair[1], default=("", 0))
    return _refined(best, signs, most) if most * 2 > letters else None


def _of(sign: str) -> str | None:
    code = ord(sign)
    block = _BLOCKS[bisect_right(_STARTS, code) - 1]
    return block[2] if block[0] <= code <= block[1] and not sign.isascii() else None


def _refined(language: str, signs: Counter[str], most: int) -> str:
    if language == "heb" and sum(signs[sign] for sign in _YIDDISH) > most * _YIDDISH_SHARE:
        return "yid"
    if language == "amh" and sum(signs[sign] for sign in _TIGRINYA) > most * _TIGRINYA_SHARE:
        return "tir"
    return language
