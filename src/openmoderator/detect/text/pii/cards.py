"""Numbers of payment cards, judged by issuer, length and check digit (ISO/IEC 7812).

An addition of ours: the old service did not report them.
"""

import re
from typing import Final

from openmoderator.detect.text.pii.values import CreditCard

_NUMBER = re.compile(
    r"(?<![\w.,+/-])(?<![0-9][ ])[0-9](?:[ -]?[0-9]){11,18}(?![\w/]|[ .,-][0-9])", re.ASCII
)
_ISSUERS: Final = (
    (re.compile("4"), frozenset({13, 16, 19})),  # Visa
    (re.compile("5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)"), frozenset({16})),  # Mastercard
    (re.compile("3[47]"), frozenset({15})),  # American Express
    (re.compile("6011|65|64[4-9]"), frozenset({16, 19})),  # Discover
    (re.compile("30[0-5]|36|38|39"), frozenset({14})),  # Diners Club
    (re.compile("35(?:2[89]|[3-8])"), frozenset({16})),  # JCB
    (re.compile("5018|5020|5038|5893|6304|6759|676[1-3]"), frozenset(range(12, 20))),  # Maestro
)


def find_cards(text: str) -> tuple[CreditCard, ...]:
    """Return the numbers in the order of the text, with or without blanks or dashes."""
    return tuple(
        CreditCard(found.group(), found.start())
        for found in _NUMBER.finditer(text)
        if _is_card(found.group().replace(" ", "").replace("-", ""))
    )


def _is_card(digits: str) -> bool:
    issued = any(start.match(digits) and len(digits) in lengths for start, lengths in _ISSUERS)
    return issued and _check(digits)


def _check(digits: str) -> bool:
    """Luhn's sum: every second digit from the right doubled, its digits added; modulo 10."""
    values = [int(digit) for digit in reversed(digits)]
    doubled = [sum(divmod(2 * value, 10)) for value in values[1::2]]
    return (sum(values[0::2]) + sum(doubled)) % 10 == 0
