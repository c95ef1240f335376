"""Which engine reads which language. Knows letters and codes, not how to read.

The recognition network carries its own list of 18,708 characters. A language counts as readable
when every letter that it writes is among them; a test compares.
"""

from collections.abc import Set as AbstractSet
from typing import Final

from openmoderator.detect.text.language_codes import (
    UNDETERMINED,
    UnknownLanguage,
    parse_language,
)
from openmoderator.errors import BadInput

DEFAULT: Final = "eng"

_LATIN: Final = """
afr áèéêëîïôöúûü; aze çəğıöşü; bos čćđšž; bre âêîôûùüñ; cat àçèéíïòóúü; ces áčďéěíňóřšťúůýž
cym âêîôûŵŷ; dan æåø; deu äöüß; eng abcdefghijklmnopqrstuvwxyz; est äõöüšž; eus ñ; fil ñ; fin äåöšž
fra àâæçèéêëîïôœùûüÿ; gle áéíóú; glg áéíñóúü; hrv čćđšž; hun áéíóöőúüű; ind é; isl áæðéíóöúýþ
ita àèéìíîòóùú; kur çêîşû; lat āēīōū; lav āčēģīķļņšūž; lit ąčęėįšųūž; ltz äéëöü; mlt ċġħż
mri āēīōū; msa é; nld áèéëïóöü; nno æåøò; nob æåøò; oci àáçèéíòóúü; pol ąćęłńóśźż
por àáâãçéêíóôõúü; que ñ; roh àèéìòù; ron âăîșțşţ; slk áäčďéíĺľňóôŕšťúýž; slv čšž; sme áčđŋšŧž
sot š; spa áéíñóúü; sqi çë; swa '; swe äåéö; tuk äçňöşüýž; tur âçğıîöşüû; vol äöü; xho '; zul '
"""
_OTHER: Final = """
jpn あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん
jpn アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンー
zho 的一是不了人我在有他这中大来上国個們這來國說時會學沒過你好吗謝謝谢
"""


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in (_LATIN + _OTHER).replace(";", "\n").split("\n"):
        code, _, letters = entry.strip().partition(" ")
        if code:
            found[code] = found.get(code, "") + letters
    return found


LETTERS: Final = _table()
"""The letters, beside a to z, of each language that the models read, by ISO 639-3 (a sample of
them for Chinese and Japanese)."""

PACKS: Final = {"zho": ("chi_sim", "chi_tra"), "srp": ("srp", "srp_latn"), "kur": ("kmr",)}
"""Tesseract's names of language data where they differ from ISO 639-3."""


class LanguageNotReadable(BadInput):
    """No engine on this machine can read the language; the message says which can be read."""

    def __init__(self, code: str, packs: AbstractSet[str]) -> None:
        more = f", and Tesseract here {', '.join(sorted(packs))}" if packs else ""
        wanted = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in packs_for(code))
        super().__init__(
            f"Text in the language {code} cannot be read here. The models read "
            f"{', '.join(sorted(LETTERS))}{more}. Tesseract with its language data adds others: "
            f"on Debian, install tesseract-ocr {wanted}."
        )


def ocr_code(language: str | None) -> str:
    """The ISO 639-3 code that is meant; English for none. Raises UnknownLanguage."""
    if language is None or not language.strip():
        return DEFAULT
    code = parse_language(language)
    if code is None:
        raise UnknownLanguage(language)
    return DEFAULT if code == UNDETERMINED else code


def packs_for(code: str) -> tuple[str, ...]:
    """What Tesseract calls the language data of the language."""
    return PACKS.get(code, (code,))


def needed_packs(code: str, installed: AbstractSet[str]) -> tuple[str, ...]:
    """The language data that Tesseract has to read with; none when the models read the language.

    Raises LanguageNotReadable when neither can.
    """
    if code in LETTERS:
        return ()
    usable = tuple(name for name in packs_for(code) if name in installed)
    if not usable:
        raise LanguageNotReadable(code, installed)
    return usable
