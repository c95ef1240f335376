"""From what was found in a text to the answers of the wire (contract 4): names, order, nulls
and what is left out. Offsets become those of a unit. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from openmoderator.detect.text.offsets import utf16_offsets
from openmoderator.detect.text.pii import Email, Finding, IpAddress, Phone, PiiFindings
from openmoderator.detect.text.screened import Screened, ScreenOptions

if TYPE_CHECKING:
    from openmoderator.detect.text.categories import Classification

Json: TypeAlias = dict[str, Any]
Thresholds: TypeAlias = tuple[float, float, float]
"""Scores of the three categories from which a review is recommended."""

_KINDS: Final = (
    ("Email", "emails"),
    ("IPA", "ip_addresses"),
    ("Phone", "phones"),
    ("Address", "addresses"),
    ("SSN", "ssns"),
)
_ADDED: Final = (("IBAN", "ibans"), ("CreditCard", "credit_cards"))
"""Beyond the record; under names of their own, and only where one was found."""


def screen(found: Screened, options: ScreenOptions, thresholds: Thresholds) -> Json:
    """Screen (contract 4.1), without what every answer has."""
    shown: Json = {"OriginalText": found.original, "NormalizedText": found.normalized}
    if options.autocorrect:
        shown["AutoCorrectedText"] = found.autocorrected or ""
    shown["Misrepresentation"] = None
    if found.pii is not None:
        shown["PII"] = pii(found.original, found.pii)
    if options.classify:
        shown["Classification"] = classification(found.classification, thresholds)
    return shown | {"Language": found.language, "Terms": _terms(found) or None}


def pii(original: str, found: PiiFindings) -> Json:
    """The five recorded kinds whatever was found, further ones where something was."""
    recorded = {name: _findings(original, getattr(found, field)) for name, field in _KINDS}
    added = {name: _findings(original, getattr(found, field)) for name, field in _ADDED}
    return recorded | {name: findings for name, findings in added.items() if findings}


def classification(found: Classification | None, thresholds: Thresholds) -> Json | None:
    """The three scores; null where the classifier does not know the language."""
    if found is None:
        return None
    scores = (found.sexual, found.suggestive, found.offensive)
    recommended = any(
        score >= threshold for score, threshold in zip(scores, thresholds, strict=True)
    )
    return {
        "ReviewRecommended": recommended,
        **{f"Category{number}": {"Score": score} for number, score in enumerate(scores, 1)},
    }


def _terms(found: Screened) -> list[Json]:
    places = utf16_offsets(found.normalized, [term.index for term in found.terms])
    originals = utf16_offsets(found.original, [term.original_index for term in found.terms])
    return [
        {"Index": place, "OriginalIndex": original, "ListId": term.list_id, "Term": term.term}
        for term, place, original in zip(found.terms, places, originals, strict=True)
    ]


def _findings(original: str, findings: Sequence[Finding]) -> list[Json]:
    offsets = utf16_offsets(original, [finding.start for finding in findings])
    return [
        {**_kind(finding), "Text": finding.text, "Index": offset}
        for finding, offset in zip(findings, offsets, strict=True)
    ]


def _kind(finding: Finding) -> Json:
    """What is said about a finding besides its text and place."""
    if isinstance(finding, Email):
        return {"Detected": finding.detected, "SubType": finding.sub_type}
    if isinstance(finding, IpAddress):
        return {"SubType": finding.sub_type}
    return {"CountryCode": finding.country_code} if isinstance(finding, Phone) else {}
