"""Personal data in a text: e-mail, telephone, US address, IP address, SSN (contract 4.1).

Finds what is written, never asks the network whether it exists. Every finder is linear in
the length of the text and takes any text, NUL and lone surrogates included.
"""

from openmoderator.detect.text.pii.addresses import find_addresses
from openmoderator.detect.text.pii.emails import find_emails
from openmoderator.detect.text.pii.networks import find_ip_addresses
from openmoderator.detect.text.pii.phones import find_phones
from openmoderator.detect.text.pii.ssns import find_ssns
from openmoderator.detect.text.pii.values import (
    Address,
    Email,
    Finding,
    IpAddress,
    Phone,
    PiiFindings,
    Ssn,
)

__all__ = [
    "Address",
    "Email",
    "Finding",
    "IpAddress",
    "Phone",
    "PiiFindings",
    "Ssn",
    "find_pii",
]


def find_pii(text: str) -> PiiFindings:
    """Return everything that looks like personal data; starts are code points of `text`."""
    return PiiFindings(
        emails=find_emails(text),
        phones=find_phones(text),
        addresses=find_addresses(text),
        ip_addresses=find_ip_addresses(text),
        ssns=find_ssns(text),
    )
