"""From a screened text to the native answer; places in the unit that was asked for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Final

from openmoderator.api.azure import text_shapes
from openmoderator.api.native import schema
from openmoderator.detect.text.offsets import utf16_offsets
from openmoderator.detect.text.pii import Finding, PiiFindings
from openmoderator.detect.text.screened import Screened

_KINDS: Final = {
    "emails": "email",
    "phones": "phone",
    "addresses": "address",
    "ip_addresses": "ip_address",
    "ssns": "ssn",
    "ibans": "iban",
    "credit_cards": "credit_card",
}


def text_result(
    found: Screened, unit: schema.OffsetUnit, thresholds: text_shapes.Thresholds
) -> schema.TextResult:
    """The result of one text."""
    return schema.TextResult(
        language=found.language,
        normalized_text=found.normalized,
        autocorrected_text=found.autocorrected,
        terms=_terms(found, unit),
        pii=None if found.pii is None else _personal_data(found.original, found.pii, unit),
        classification=_categories(found, thresholds),
    )


def spans(
    text: str, places: Sequence[tuple[int, int]], unit: schema.OffsetUnit
) -> list[tuple[int, int]]:
    """Start and length in `unit` of places given by start and end in code points."""
    if unit == "codepoint":
        return [(start, end - start) for start, end in places]
    starts = utf16_offsets(text, [start for start, _ in places])
    ends = utf16_offsets(text, [end for _, end in places])
    return [(start, end - start) for start, end in zip(starts, ends, strict=True)]


def _terms(found: Screened, unit: schema.OffsetUnit) -> list[schema.TermInText]:
    terms = found.terms
    originals = [(term.original_index, term.original_index + term.length) for term in terms]
    placed = spans(found.original, originals, unit)
    normal = spans(found.normalized, [(term.index, term.index) for term in terms], unit)
    return [
        schema.TermInText(
            term=term.term,
            start=start,
            length=length,
            normalized_start=place,
            severity=term.severity,
            list_id=term.list_id,
        )
        for term, (start, length), (place, _) in zip(terms, placed, normal, strict=True)
    ]


def _personal_data(
    original: str, found: PiiFindings, unit: schema.OffsetUnit
) -> list[schema.PersonalData]:
    """All kinds together, in the order of the text."""
    pieces = [
        (_KINDS[field.name], piece)
        for field in fields(found)
        for piece in getattr(found, field.name)
    ]
    pieces.sort(key=lambda one: (one[1].start, one[1].end, one[0]))
    places = spans(original, [(piece.start, piece.end) for _, piece in pieces], unit)
    return [
        schema.PersonalData(
            kind=kind, text=piece.text, start=start, length=length, details=_details(piece)
        )
        for (kind, piece), (start, length) in zip(pieces, places, strict=True)
    ]


def _details(piece: Finding) -> dict[str, str]:
    """What a kind says besides text and place."""
    own = (field.name for field in fields(piece) if field.name not in ("text", "start"))
    return {name: str(getattr(piece, name)) for name in own}


def _categories(found: Screened, thresholds: text_shapes.Thresholds) -> schema.Categories | None:
    shown = text_shapes.classification(found.classification, thresholds)
    if found.classification is None or shown is None:
        return None
    return schema.Categories(
        sexual=found.classification.sexual,
        suggestive=found.classification.suggestive,
        offensive=found.classification.offensive,
        review_recommended=shown["ReviewRecommended"],
    )
