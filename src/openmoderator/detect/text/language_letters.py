"""Letters and small words that only some languages have: what they say about the candidates of
the model, which weighs them for short texts.

Written from the alphabets and grammars of the languages. A word with a letter that a language
does not have speaks against that language, weakly: names and quotations bring such letters too.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from openmoderator.detect.text.language_words import SMALL_WORDS

_LETTERS: Final = {
    # Latin
    "ł": "pol hsb dsb vec", "ąę": "pol lit", "ś": "pol hsb dsb", "ź": "pol hsb dsb", "ż": "pol mlt",
    "ř": "ces hsb", "ů": "ces", "ě": "ces hsb dsb", "ľĺŕ": "slk", "ő": "hun", "űŰ": "hun",
    "čšž": "ces slk slv hrv bos srp hbs lit lav est fin hsb dsb sme vep tuk",
    "ć": "hrv bos srp hbs pol hsb dsb", "đ": "hrv bos srp hbs vie sme",
    "șțŞţ": "ron tur aze kur diq tuk krc tat", "ă": "ron vie", "ơư": "vie",
    "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ": "vie yor",
    "ı": "tur aze tat diq kaz", "ğ": "tur aze tat", "ə": "aze", "ħġċ": "mlt",
    "þ": "isl", "ð": "isl fao", "ŵŷ": "cym", "ãõ": "por est gug vie vec mwl",
    "ñ": "spa glg ast eus bre tgl fil que tat wol min ilo war ceb cbk gug arg tuk",
    "¿¡": "spa ast glg arg cbk", "ß": "deu bar gsw pfl nds ksh",
    "å": "swe dan nob nno fin frr wln", "æ": "dan nob nno isl fao", "ø": "dan nob nno fao",
    "ėįų": "lit", "ūā": "lav lit", "ēī": "lav", "ķļņģ": "lav", "ŭĉĝĥĵŝ": "epo",
    "ŀ": "cat", "œ": "fra oci bre",
    # Cyrillic
    "ў": "bel uzb", "ї": "ukr rue", "є": "ukr rue", "ґ": "ukr rue", "і": "ukr bel kaz rue kom",
    "ђћ": "srp hbs bos", "љњџ": "srp mkd hbs bos", "ј": "srp mkd hbs bos aze", "ѓќѕ": "mkd",
    "ә": "kaz tat bak uig xal", "ғ": "kaz tgk uzb bak uig", "қ": "kaz tgk uzb uig",
    "ұ": "kaz", "һ": "kaz tat bak bxr sah xal", "ң": "kaz kir tat bak tyv sah tuk xal",
    "ө": "kaz kir tat bak mon bxr tyv sah xal", "ү": "kaz kir tat bak mon bxr tyv sah xal",
    "җ": "tat xal tuk", "ҙҫҡ": "bak", "ӣӯҳҷ": "tgk",
    "ё": "rus bel tgk mon kir uzb tat bak chv kom",
    "ы": "rus bel kaz kir tat bak chv sah tyv mon bxr krc lez kom mhr mrj myv che",
    "э": "rus bel kaz kir tat bak chv sah tyv mon bxr krc lez kom mhr mrj myv che tgk uzb",
    "ъ": "bul rus lez krc ava che tat tgk uzb oss",
    # Arabic
    "ٹڈڑ": "urd pnb", "ےں": "urd pnb", "ټډړښځڅۍګڼ": "pus", "ڵڕۆێ": "ckb kur", "ڀٿٽڏڊڙڄڃ": "snd",
    "ۈۋۇې": "uig pus", "پچگ": "fas urd pnb pus ckb uig snd azb mzn lrc kur glk",
    "ة": "ara arz pus", "ى": "ara arz pus fas uig", "أإ": "ara arz", "ھ": "urd pnb uig ckb snd",
    # Bengali and Devanagari
    "ৰৱ": "asm", "য়": "ben asm bpy", "ळ": "mar gom san new",
}  # fmt: skip
_COSTS_LETTER: Final = 1.5
_GIVES_WORD: Final = 2.0
_GIVES_SHARED_WORD: Final = 0.5
_MOST: Final = 6.0
"""In natural logarithms of probability; the last bounds what letters and words can do. A word
that several of the lists have says less."""


def _by_letter() -> dict[str, frozenset[str]]:
    users: dict[str, frozenset[str]] = {}
    for letters, languages in _LETTERS.items():
        for letter in letters.lower():
            users[letter] = users.get(letter, frozenset()) | frozenset(languages.split())
    return users


_USERS: Final = _by_letter()
_TELLING: Final = re.compile(f"[{''.join(_USERS)}]")
_OWNERS: Final = Counter(word for words in SMALL_WORDS.values() for word in words)
_APOSTROPHE: Final = re.compile("['\u2019]")
_AROUND: Final = ".,;:!?…\"'()[]«»„“”’‘¿¡।،؟۔·-–—"


def weighed(sample: str, candidates: Iterable[tuple[str, float]]) -> str:
    """The likeliest of (language, logarithm of its probability), letters and words considered."""
    words = _words(sample.lower())
    telling = [users for word in words if (users := _users_of(word))]
    return max(candidates, key=lambda one: one[1] + _said(one[0], words, telling))[0]


def _words(sample: str) -> list[str]:
    """The words as written, and the parts of those with an apostrophe."""
    whole = [word for written in sample.split() if (word := written.strip(_AROUND))]
    return whole + [part for word in whole for part in _APOSTROPHE.split(word)[1:]]


def _users_of(word: str) -> list[frozenset[str]]:
    return [_USERS[letter] for letter in _TELLING.findall(word)]


def _said(language: str, words: list[str], telling: list[list[frozenset[str]]]) -> float:
    """What letters and words say for the language, or against it."""
    against = sum(any(language not in users for users in word) for word in telling)
    small = SMALL_WORDS.get(language, frozenset())
    known = [word for word in words if word in small]
    given = sum(_GIVES_WORD if _OWNERS[word] == 1 else _GIVES_SHARED_WORD for word in known)
    return min(given, _MOST) - min(against * _COSTS_LETTER, _MOST)
