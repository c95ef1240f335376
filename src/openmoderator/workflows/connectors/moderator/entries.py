"""From what detectors found to answers and metadata: keys, order and texts of contract 9.4.

Scores are cut to the three decimals that the job shows *before* they are compared, so that
a result always explains its decision and can be replayed from what was stored. Offsets are
UTF-16 code units (contract 4.1). Finds nothing itself.
"""

import json
from collections.abc import Sequence
from typing import Final, TypeAlias

from openmoderator.detect.image.faces import Face
from openmoderator.detect.image.nudity import NudityScores
from openmoderator.detect.image.ocr import OcrResult
from openmoderator.detect.text.categories import Classification
from openmoderator.detect.text.offsets import utf16_offsets
from openmoderator.detect.text.pii import Email, Finding, IpAddress, Phone, PiiFindings
from openmoderator.detect.text.values import TermMatch
from openmoderator.workflows.connectors.base import ConnectorAnswer, Value
from openmoderator.workflows.connectors.moderator import outputs
from openmoderator.workflows.connectors.moderator.thresholds import Thresholds

Answers: TypeAlias = dict[str, ConnectorAnswer]
"""By output name: all that one call of a detector answers."""
Entries: TypeAlias = Sequence[tuple[str, str]]

MATCH_TERMS: Final = "matchTerms"
SCORE_DECIMALS: Final = 3


def of_nudity(scores: NudityScores, thresholds: Thresholds) -> Answers:
    """Four outputs of one call; a score that reaches its threshold sets the flag."""
    adult, racy = round(scores.adult, SCORE_DECIMALS), round(scores.racy, SCORE_DECIMALS)
    return _answers(
        {
            outputs.ADULT_SCORE: adult,
            outputs.IS_ADULT: adult >= thresholds.adult,
            outputs.RACY_SCORE: racy,
            outputs.IS_RACY: racy >= thresholds.racy,
        }
    )


def of_ocr(result: OcrResult) -> Answers:
    """The text with its recorded line ends; text of blanks only counts as none."""
    return _answers({outputs.HAS_TEXT: bool(result.text.strip()), outputs.OCR_TEXT: result.text})


def of_faces(faces: Sequence[Face]) -> Answers:
    return _answers({outputs.HAS_FACES: bool(faces), outputs.FACE_COUNT: len(faces)})


def of_matches(ids: Sequence[int]) -> Answers:
    """The ids stand with commas between them, the nearest first; empty without a match."""
    found = ",".join(str(one) for one in ids)
    return _answers({outputs.HAS_MATCH: bool(ids), outputs.MATCH_IDS: found})


def of_terms(text: str, matches: Sequence[TermMatch]) -> Answers:
    """`matchTerms` is there also when nothing was found: `[]`."""
    offsets = utf16_offsets(text, [match.start for match in matches])
    terms = [
        {
            "Term": match.term,
            "Index": offset,
            "ListId": str(match.list_id),
            "OriginalIndex": str(offset),
        }
        for match, offset in zip(matches, offsets, strict=True)
    ]
    return _answers({outputs.HAS_PROFANITY: bool(matches)}, [(MATCH_TERMS, _json(terms))])


def of_pii(text: str, found: PiiFindings) -> Answers:
    """One key for each kind that was found, with the shapes of Screen (contract 4.1)."""
    kinds: tuple[tuple[str, Sequence[Finding]], ...] = (
        ("text.detectedEmail", found.emails),
        ("text.detectedPhoneNumber", found.phones),
        ("text.detectedAddress", found.addresses),
        ("text.detectedIPAddress", found.ip_addresses),
        ("text.detectedSSN", found.ssns),
    )
    detected = [(key, _json(_items(text, findings))) for key, findings in kinds if findings]
    return _answers({outputs.HAS_PII: bool(found)}, detected)


def of_language(code: str) -> Answers:
    return _answers({outputs.LANGUAGE: code})


def of_categories(found: Classification | None, thresholds: Thresholds) -> Answers:
    """Three scores and what follows from them; all 0 in a language that is not classified."""
    given = (found.sexual, found.suggestive, found.offensive) if found else (0.0, 0.0, 0.0)
    scores = [round(score, SCORE_DECIMALS) for score in given]
    reached = any(
        score >= limit for score, limit in zip(scores, thresholds.categories, strict=True)
    )
    recommended = found is not None and reached
    return _answers(
        {
            outputs.REVIEW_RECOMMENDED: recommended,
            **dict(zip(outputs.CATEGORY_SCORES, scores, strict=True)),
        }
    )


def _answers(values: dict[str, Value], more: Entries = ()) -> Answers:
    """Every output with the entries of all: one call, one set of metadata."""
    own = tuple((name, _text(value)) for name, value in values.items())
    metadata = (*own, *more)
    return {name: ConnectorAnswer(value, metadata) for name, value in values.items()}


def _text(value: Value) -> str:
    """True and False as recorded, counts whole, scores with three decimals."""
    if isinstance(value, float):
        return f"{value:.{SCORE_DECIMALS}f}"
    return str(value)


def _items(text: str, findings: Sequence[Finding]) -> list[dict[str, str | int]]:
    offsets = utf16_offsets(text, [finding.start for finding in findings])
    return [
        {**_kind(finding), "Text": finding.text, "Index": offset}
        for finding, offset in zip(findings, offsets, strict=True)
    ]


def _kind(finding: Finding) -> dict[str, str | int]:
    """What Screen says about a finding besides its text and place."""
    if isinstance(finding, Email):
        return {"Detected": finding.detected, "SubType": finding.sub_type}
    if isinstance(finding, IpAddress):
        return {"SubType": finding.sub_type}
    return {"CountryCode": finding.country_code} if isinstance(finding, Phone) else {}


def _json(items: object) -> str:
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))
