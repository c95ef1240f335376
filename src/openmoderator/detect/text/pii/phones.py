"""US and UK telephone numbers, judged by phonenumbers (the numbering plans themselves).

One number may be found twice: the tail of `+44 870 608 4000` is also a US number, as the old
service had it (contract 4.1). Digits inside longer numbers, dates and addresses are passed over.
"""

import re
from collections.abc import Iterator
from typing import Literal

import phonenumbers

from openmoderator.detect.text.pii.values import Phone

_BEFORE = r"(?<![\w+#/=.-])(?<!\w\.)"
_AFTER = r"(?!\w|[-./:@]\d)"
_NO_ROW = r"(?:(?<=\+44 )|(?<![0-9] ))"
"""Not within a row of numbers; the tail of a UK number is one on its own, as it was."""
_US = re.compile(
    rf"{_BEFORE}{_NO_ROW}(?P<number>(?:\+1[ .-]?|1[ .-])?"
    rf"(?:\([2-9]\d\d\)[ .-]?|[2-9]\d\d(?P<gap>[ .-]?))[2-9]\d\d[ .-]?\d{{4}}){_AFTER}",
    re.ASCII,
)
_UK = re.compile(
    rf"{_BEFORE}(?P<number>(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?[1-9]|\(?0[1-9])"
    rf"(?:[ ().-]{{0,2}}\d){{8,9}}){_AFTER}",
    re.ASCII,
)
_UK_CODE = 44
_MOBILE_OR_DRAMA = re.compile(r"7[4-9][0-9]{8}|1632960[0-9]{3}")
_ORDER_BEFORE = re.compile(
    r"\b(?:order|invoice|tracking|ticket|case|item|serial|account|ref(?:erence)?|isbn|id|sku|part)"
    r"(?:[ \t]{1,2}(?:number|no\.?|id|code))?[ \t]{0,2}[:#=]?[ \t]{0,2}#?\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 32


def find_phones(text: str) -> tuple[Phone, ...]:
    """Return the numbers in the order of the text."""
    found = (*_find(text, _UK, "GB", "UK"), *_find(text, _US, "US", "US"))
    return tuple(sorted(found, key=lambda phone: phone.start))


def _find(
    text: str, pattern: re.Pattern[str], region: str, country: Literal["US", "UK"]
) -> Iterator[Phone]:
    for found in pattern.finditer(text):
        written = found["number"]
        if not _is_order(text, written, found.start()) and _is_number(written, region):
            yield Phone(written, found.start(), country)


def _is_order(text: str, written: str, start: int) -> bool:
    """Whether bare digits stand behind a word that says they are no telephone number."""
    if not written.isdigit():
        return False
    return _ORDER_BEFORE.search(text[max(0, start - _LOOK_BACK) : start]) is not None


def _is_number(written: str, region: str) -> bool:
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return False
    if region == "GB":
        return _is_british(number)
    return phonenumbers.is_valid_number_for_region(number, region) or _is_formatted(
        written, region, number
    )


def _is_british(number: phonenumbers.PhoneNumber) -> bool:
    """A number that is handed out, or of the ranges that are kept for films and examples."""
    national = phonenumbers.national_significant_number(number)
    return number.country_code == _UK_CODE and (
        phonenumbers.is_valid_number(number) or _MOBILE_OR_DRAMA.fullmatch(national) is not None
    )


def _is_formatted(written: str, region: str, number: phonenumbers.PhoneNumber) -> bool:
    """A number set out as a US one counts although its area is not handed out (yet)."""
    possible = phonenumbers.is_possible_number(number) and number.country_code == 1
    return region == "US" and possible and written[-8:-4].strip("0123456789") != ""
