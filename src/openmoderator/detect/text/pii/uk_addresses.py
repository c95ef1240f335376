"""UK mailing addresses: house, street, town and the postcode that ends them.

The postcode is looked for first; without one nothing is reported, for streets and towns alone
are no address of somebody.
"""

import re
from collections.abc import Iterator

from openmoderator.detect.text.pii.values import Address

_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])"
)
_WORD = r"(?:[A-Z][\w'\u2019-]{0,29}|of|on|upon|the|and|le|in)\b\.?"
_BREAK = r"(?:,[ \t]{0,2}\n?|[ \t]{1,3}|[ \t]{0,2}\n)[ \t]{0,2}"
_PLACE = r"(?:(?:Flat|Unit|Apartment|Apt|Suite|Floor)[ ]\w{1,5},?[ ])?"
_BEFORE = re.compile(
    rf"(?<![\w.,-]){_PLACE}(?<![\w.-])[0-9]{{1,4}}[A-Za-z]?(?:-[0-9]{{1,4}})?,?"
    rf"(?:{_BREAK}{_WORD}){{1,9}}{_BREAK}\Z"
)
_LONGEST = 120


def find_uk_addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses in the order of the text."""
    return tuple(_find(text))


def _find(text: str) -> Iterator[Address]:
    end = 0
    for code in _POSTCODE.finditer(text):
        offset = max(end, code.start() - _LONGEST)
        if before := _BEFORE.search(text[offset : code.start()]):
            start, end = offset + before.start(), code.end()
            yield Address(text[start:end], start)
