"""From what was seen in a picture to the answers of the wire (contract 3). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from openmoderator.api.azure.shapes import pairs
from openmoderator.detect.image.faces import Face
from openmoderator.detect.image.nudity import NudityScores
from openmoderator.detect.image.ocr import OcrResult

if TYPE_CHECKING:
    from openmoderator.lists.snapshots import ListMatch

Json: TypeAlias = dict[str, Any]
Info: TypeAlias = Iterable[Sequence[str]]


def evaluation(scores: NudityScores, adult: float, racy: float, info: Info) -> Json:
    """Evaluate; `adult` and `racy` are the scores from which the flags are set."""
    is_adult, is_racy = scores.adult >= adult, scores.racy >= racy
    return {
        "AdultClassificationScore": scores.adult,
        "IsImageAdultClassified": is_adult,
        "RacyClassificationScore": scores.racy,
        "IsImageRacyClassified": is_racy,
        "AdvancedInfo": pairs(info),
        "Result": is_adult or is_racy,
    }


def found_faces(faces: Sequence[Face], scale: float, info: Info) -> Json:
    """FindFaces; boxes of a picture that was made `scale` times as large."""
    boxes = [
        {
            "Left": round(face.left / scale),
            "Top": round(face.top / scale),
            "Right": round(face.right / scale),
            "Bottom": round(face.bottom / scale),
        }
        for face in faces
    ]
    return {
        "Faces": boxes,
        "Count": len(boxes),
        "AdvancedInfo": pairs(info),
        "Result": bool(boxes),
    }


def ocr(result: OcrResult, info: Info) -> Json:
    """OCR."""
    return {
        "Metadata": pairs(info),
        "Language": result.language,
        "Text": result.text,
        "Candidates": [
            {"Text": one.text, "Confidence": one.confidence} for one in result.candidates
        ],
    }


def matched(matches: Sequence[ListMatch], *, details: bool) -> Json:
    """Match; the best match first, as they are given."""
    return {"IsMatch": bool(matches), "Matches": [_match(one, details) for one in matches]}


def _match(one: ListMatch, details: bool) -> Json:
    shown: Json = {
        "Score": one.match.score,
        "MatchId": one.match.content_id,
        "Source": str(one.list_id),
        "Tags": list(one.tags),
        "Label": one.label,
    }
    if details:
        shown["Details"] = {
            "Distance": one.match.distance,
            "Exact": one.match.exact,
            "AddedAt": one.added_at.isoformat(),
        }
    return shown
