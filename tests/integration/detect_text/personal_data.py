"""The labelled bench of personal data: reading it, and precision and recall of each kind.

    python -m tests.integration.detect_text.personal_data

prints the table of docs/pii.md and what is wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openmoderator.detect.text.pii import PiiFindings, find_pii

FILE = Path(__file__).parent / "personal_data.tsv"
MARKED = re.compile(r"\[\[(.+?)\]\]")
POSTCODE = re.compile(r"[0-9][A-Z]{2}$")
KINDS = (
    "EmailRegular",
    "EmailSuspected",
    "PhoneUS",
    "PhoneUK",
    "AddressUS",
    "AddressUK",
    "IPV4",
    "IPV6",
    "SSN",
    "IBAN",
    "CreditCard",
)
Spot = tuple[str, int, int]
"""A kind with the start and the end of what was found."""


@dataclass(frozen=True)
class Sample:
    """A text with what has to be found in it."""

    text: str
    wanted: frozenset[Spot]


def samples() -> Iterator[Sample]:
    """Every line of the bench; the marks are taken out of its text."""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("# "):
            continue
        kind, marked = line.split("\t", 1)
        text, wanted = "", set()
        for number, part in enumerate(MARKED.split(marked)):
            if number % 2:
                wanted.add((kind, len(text), len(text) + len(part)))
            text += part
        yield Sample(text, frozenset(wanted))


def spots(found: PiiFindings) -> Iterator[Spot]:
    """What was found, by the kinds of the bench."""
    for email in found.emails:
        yield f"Email{email.sub_type}", email.start, email.end
    for phone in found.phones:
        yield f"Phone{phone.country_code}", phone.start, phone.end
    for address in found.addresses:
        country = "UK" if POSTCODE.search(address.text) else "US"
        yield f"Address{country}", address.start, address.end
    for ip in found.ip_addresses:
        yield ip.sub_type, ip.start, ip.end
    for name, findings in (
        ("SSN", found.ssns),
        ("IBAN", found.ibans),
        ("CreditCard", found.credit_cards),
    ):
        for finding in findings:
            yield name, finding.start, finding.end


def is_second_reading(spot: Spot, wanted: frozenset[Spot]) -> bool:
    """A number reported again as another kind, as the old service did (contract 4.1)."""
    twice = {"PhoneUS": ("PhoneUK",), "EmailRegular": ("EmailSuspected",)}.get(spot[0], ())
    return any(kind in twice and start < spot[2] and spot[1] < end for kind, start, end in wanted)


@dataclass
class Tally:
    """How often each kind was found, was missed and was found wrongly."""

    right: Counter[str]
    missed: Counter[str]
    wrong: Counter[str]
    notes: list[str]

    def recall(self, kind: str) -> float:
        """Share of what is there that was found."""
        return self.right[kind] / (self.right[kind] + self.missed[kind])

    def precision(self, kind: str) -> float:
        """Share of what was found that is there."""
        return self.right[kind] / max(1, self.right[kind] + self.wrong[kind])


def tally() -> Tally:
    """The whole bench, once."""
    result = Tally(Counter(), Counter(), Counter(), [])
    for sample in samples():
        got = set(spots(find_pii(sample.text)))
        result.right.update(kind for kind, _, _ in sample.wanted & got)
        for kind, start, end in sample.wanted - got:
            result.missed[kind] += 1
            result.notes.append(f"missed {kind} '{sample.text[start:end]}' in '{sample.text}'")
        for spot in got - sample.wanted:
            if not is_second_reading(spot, sample.wanted):
                result.wrong[spot[0]] += 1
                piece = sample.text[spot[1] : spot[2]]
                result.notes.append(f"wrong {spot[0]} '{piece}' in '{sample.text}'")
    return result


def main() -> None:
    """The table, then every mistake."""
    result = tally()
    lines = ["| Kind | There | Found | Wrong | Recall | Precision |", "|---|---|---|---|---|---|"]
    for kind in KINDS:
        there = result.right[kind] + result.missed[kind]
        cells = (kind, there, result.right[kind], result.wrong[kind])
        rates = f"{result.recall(kind):.3f} | {result.precision(kind):.3f}"
        lines.append(f"| {' | '.join(map(str, cells))} | {rates} |")
    sys.stdout.write("\n".join([*lines, *result.notes]) + "\n")


if __name__ == "__main__":
    main()
