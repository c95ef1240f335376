"""Letters that look like Latin ones, checked by eye; by looks, never by sound.

Upper and lower case differ (Cyrillic "Н" looks like H, Greek "ν" like v), so the table is
applied before the case is folded. Compatibility forms are NFKC's business and not listed.
"""

from typing import Final

_CYRILLIC: Final = (
    "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXԌGԚQԜWҮYҺHЬBЗEБB"
    "аaвbеeѕsіiјjкkмmнhоoрpсcтtуyхxԁdԛqԝwүyһhьbгrпnиuѵvзe"
)
_GREEK: Final = "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCϺM" + "αaβbγyεeηnιiκkμuνvοoρpςsσoτtυuχxωwϲcϳj"
_LATIN: Final = "ıiƖlłlŁLøoØOđdĐDħhĦHŧtŦTƒfɑaɡgɩiɪiʟlƀbɓbƈcɗdɠgƙkƥpƭtƴyȥzʋvɯwəeɛeɔcƧS"
_SMALL_CAPITALS: Final = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhᴊjᴋkᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz"
_ARMENIAN: Final = "օoսuհhոnցg"
_ENCLOSED_FIRSTS: Final = (0x1F150, 0x1F170)
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _pairs(table: str) -> dict[str, str]:
    return dict(zip(table[::2], table[1::2], strict=True))


FOREIGN: Final = _pairs(_CYRILLIC + _GREEK + _ARMENIAN)
"""Letters of other alphabets: folded only where the writing is Latin otherwise."""

LATIN_VARIANTS: Final = _pairs(_LATIN + _SMALL_CAPITALS) | {
    chr(first + place): letter
    for first in _ENCLOSED_FIRSTS
    for place, letter in enumerate(_LETTERS)
}
"""Latin letters in other shapes: always folded."""
