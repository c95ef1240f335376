"""US mailing addresses: number, street, city, state, ZIP; or a post office box.

Without a ZIP code the writing must be that of an address (capitals and a comma); with one,
any case will do. Street words are those of USPS Publication 28 that people write.
"""

import re

from openmoderator.detect.text.pii.values import Address

_STREET_WORD = (
    "street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|"
    "square|sq|terrace|ter|trail|trl|parkway|pkwy|circle|cir|highway|hwy|loop|alley|aly|plaza|"
    "crossing|xing|pike|row|run|path|commons|point|broadway|route"
)
_STATE_CODE = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|"
    "NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR|GU|VI|AS|MP"
)
_STATE_NAME = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    "Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|"
    "New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    "Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming|Puerto Rico|District of Columbia"
)
_ZIP = r"[0-9]{5}(?:-[0-9]{4})?"
_HOUSE = r"(?<![\w.,#$-])[0-9]{1,6}(?:-[0-9]{1,4})?[A-Za-z]?"
_PART = r"[ \t]{1,3}"
_BREAK = r"(?:,[ \t]{0,3}\n?|[ \t]{0,3}\n|[ \t])[ \t]{0,3}"
_UNIT = (
    rf"(?:,?{_PART}(?:apt|apartment|suite|ste|unit|floor|fl|room|rm|#)\.?[ \t]{{0,2}}#?\w{{1,8}})?"
)
_BOX = r"(?<![\w.])p\.?[ \t]?o\.?[ \t]?box[ \t]{1,3}[0-9]{1,8}"


def _pattern(word: str, comma: str, zip_code: str) -> str:
    """One address whose names are spelled as `word`, whose city comes behind `comma`."""
    road = rf"(?i:{_STREET_WORD})\b\.?(?:{_PART}[0-9]{{1,4}}\b)?"
    street = rf"{_HOUSE}(?:{_PART}{word}){{0,5}}?{_PART}{road}"
    quarter = rf"(?:{_PART}(?i:[NSEW]|[NS][EW]|north|south|east|west)\b\.?)?"
    city = rf"{word}(?:{_PART}{word}){{0,3}}?"
    state = rf"(?:{_STATE_CODE}|(?i:{_STATE_NAME}))\b\.?"
    line = rf"(?:{street}{quarter}(?i:{_UNIT})|(?i:{_BOX}))"
    return rf"{line}{comma}{city}{_BREAK}{state}{zip_code}"


_PROPER = r"(?:[A-Z0-9][\w'.-]{0,29}|of|the|de|la)"
_WORD = r"[\w'.-]{1,30}"
_COMMA = r"(?:,[ \t]{0,3}\n?|[ \t]{0,3}\n)[ \t]{0,3}"
_ENDING = rf",?{_PART}{_ZIP}\b"
_PATTERNS = (
    re.compile(_pattern(_PROPER, _COMMA, f"(?:{_ENDING})?")),
    re.compile(_pattern(_PROPER, _BREAK, _ENDING)),
    re.compile(_pattern(_WORD, _COMMA, _ENDING), re.IGNORECASE),
)
"""With a comma before the city; without, but with a ZIP; with both, and then in any case."""


def find_addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses in the order of the text, the longer of two that overlap."""
    spans = [found.span() for pattern in _PATTERNS for found in pattern.finditer(text)]
    kept: list[Address] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1].end:
            kept.append(Address(text[start:end], start))
    return tuple(kept)
