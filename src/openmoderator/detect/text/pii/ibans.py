"""International bank account numbers, judged by their length and check digits (ISO 13616).

An addition of ours: the old service did not report them.
"""

import re
from typing import Final

from openmoderator.detect.text.pii.values import Iban

_START = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}")
_NEXT = re.compile(r" ?([A-Z0-9])")
_LENGTHS: Final = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FO GL NL SD FK",
        19: "MK SI",
        20: "AT BA EE KZ LT LU XK MN",
        21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM TL SO",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}
"""Characters of a number by its country, as the registry of ISO 13616 has them."""


def find_ibans(text: str) -> tuple[Iban, ...]:
    """Return the numbers in the order of the text, written together or in groups."""
    found = []
    for start in _START.finditer(text):
        written = _written(text, start.start())
        if written and _is_right(written.replace(" ", "")):
            found.append(Iban(written, start.start()))
    return tuple(found)


def _written(text: str, start: int) -> str:
    """As many characters as the country's numbers have; nothing where more or fewer stand."""
    end = start + 4
    for _ in range(_LENGTHS.get(text[start : start + 2], 0) - 4):
        following = _NEXT.match(text, end)
        if following is None:
            return ""
        end = following.end()
    whole = end > start + 4 and not text[end : end + 1].isalnum()
    return text[start:end] if whole else ""


def _is_right(number: str) -> bool:
    """The check of ISO 7064: letters as 10 to 35, the first four characters last, modulo 97."""
    digits = "".join(str(int(sign, 36)) for sign in number[4:] + number[:4])
    return int(digits) % 97 == 1
