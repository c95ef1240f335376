"""Japanese words by their kana: where one begins, as far as the script tells.

Knows no terms.
"""

import re
from typing import Final

_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc-\u30fe\uff66-\uff9f]")
_HIRAGANA: Final = re.compile("[\u3041-\u3096\u309d-\u309e\u30fc]")
_SHORT: Final = 2


def inside_a_kana_word(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins in the middle of a word written in the same kana.

    A run of katakana is one word: what begins inside it is part of another, as the term in
    "ロマンコメディ". Hiragana tells this of two letters only: "まあほんと".
    """
    before = text[start - 1 : start]
    if _KATAKANA.match(text, start):
        return _KATAKANA.match(before) is not None
    short = end - start <= _SHORT and _HIRAGANA.match(text, start) is not None
    return short and _HIRAGANA.match(before) is not None
