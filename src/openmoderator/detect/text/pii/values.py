"""The personal data that can be found in a text, as values. No finding logic here."""

from dataclasses import dataclass, fields
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data: `text` as written, `start` in code points of the text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The code point offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Email(Finding):
    """An address; `detected` is what it means, `Suspected` when it was written disguised."""

    detected: str
    sub_type: Literal["Regular", "Suspected"]


@dataclass(frozen=True, slots=True)
class Phone(Finding):
    """A telephone number of the United States or the United Kingdom."""

    country_code: Literal["US", "UK"]


@dataclass(frozen=True, slots=True)
class IpAddress(Finding):
    """An internet address."""

    sub_type: Literal["IPV4", "IPV6"]


@dataclass(frozen=True, slots=True)
class Address(Finding):
    """A mailing address of the United States or the United Kingdom."""


@dataclass(frozen=True, slots=True)
class Ssn(Finding):
    """A social security number of the United States."""


@dataclass(frozen=True, slots=True)
class Iban(Finding):
    """An international bank account number."""


@dataclass(frozen=True, slots=True)
class CreditCard(Finding):
    """The number of a payment card."""


@dataclass(frozen=True, slots=True)
class PiiFindings:
    """All findings of one text, each kind in the order of the text; true when there is any."""

    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    ip_addresses: tuple[IpAddress, ...] = ()
    ssns: tuple[Ssn, ...] = ()
    ibans: tuple[Iban, ...] = ()
    credit_cards: tuple[CreditCard, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def any(self) -> bool:
        """Whether anything was found."""
        return bool(self)
