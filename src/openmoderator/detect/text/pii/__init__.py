"""Personal data in a text: e-mail, telephone, address, IP address, SSN (contract 4.1), and
bank account and card numbers, which the old service did not know.

Finds what is written, never asks the network whether it exists. Every finder is linear in
the length of the text and takes any text, NUL and lone surrogates included.
"""

import re
from collections.abc import Iterable
from typing import TypeVar

from openmoderator.detect.text.pii.addresses import find_addresses
from openmoderator.detect.text.pii.cards import find_cards
from openmoderator.detect.text.pii.emails import find_emails
from openmoderator.detect.text.pii.ibans import find_ibans
from openmoderator.detect.text.pii.networks import find_ip_addresses
from openmoderator.detect.text.pii.phones import find_phones
from openmoderator.detect.text.pii.ssns import find_ssns
from openmoderator.detect.text.pii.uk_addresses import find_uk_addresses
from openmoderator.detect.text.pii.values import (
    Address,
    CreditCard,
    Email,
    Finding,
    Iban,
    IpAddress,
    Phone,
    PiiFindings,
    Ssn,
)
from openmoderator.detect.text.spans import Covered

F = TypeVar("F", bound=Finding)

__all__ = [
    "Address",
    "CreditCard",
    "Email",
    "Finding",
    "Iban",
    "IpAddress",
    "Phone",
    "PiiFindings",
    "Ssn",
    "find_pii",
]


_DIGIT = re.compile("[0-9]")


def find_pii(text: str) -> PiiFindings:
    """Return everything that looks like personal data; starts are code points of `text`."""
    emails = find_emails(text)
    # All but e-mail has digits, and telling that there are none is quick.
    if _DIGIT.search(text) is None:
        # (IP version 6 needs one as well: see `networks`.)
        return PiiFindings(emails=emails)
    ibans, cards = find_ibans(text), find_cards(text)
    taken = _covered((*ibans, *cards))
    return PiiFindings(
        emails=emails,
        phones=_outside(taken, find_phones(text)),
        addresses=tuple(sorted((*find_addresses(text), *find_uk_addresses(text)), key=_start)),
        ip_addresses=find_ip_addresses(text),
        ssns=_outside(taken, find_ssns(text)),
        ibans=ibans,
        credit_cards=_outside(_covered(ibans), cards),
    )


def _start(finding: Finding) -> int:
    return finding.start


def _covered(found: Iterable[Finding]) -> Covered:
    return Covered((one.start, one.end) for one in found)


def _outside(taken: Covered, found: tuple[F, ...]) -> tuple[F, ...]:
    """Those that are no part of a longer number."""
    return tuple(one for one in found if not taken.touches(one.start, one.end))
