"""Which of several readings of one place stays. Pure geometry and arithmetic."""

from collections.abc import Iterable, Sequence
from typing import Final

import cv2

from openmoderator.detect.image.ocr.values import Corners, Piece

# Below the first, a text is no answer; from the second on nothing better is looked for.
CONFIDENCE: Final = 0.5
SURE: Final = 0.9
# Boxes that share this part of the smaller one are one place.
SAME_PLACE: Final = 0.5


def merged(kept: Sequence[Piece], others: Iterable[Piece]) -> list[Piece]:
    """The pieces of both; where two stand in one place, what is surer, then what says more."""
    result = list(kept)
    for piece in others:
        rivals = [one for one in result if same_place(one, piece)]
        if worth([piece]) > worth(rivals):
            result = [one for one in result if not _among(one, rivals)] + [piece]
    return result


def worth(pieces: Sequence[Piece]) -> tuple[float, int, float]:
    """What decides between readings of one place; nothing at all is worth least."""
    sureness = confidence(pieces)
    return min(sureness, SURE), sum(len(piece.text) for piece in pieces), sureness


def confidence(pieces: Sequence[Piece]) -> float:
    """The mean over the characters, 0..1; 0 for none."""
    characters = sum(len(piece.text) for piece in pieces)
    total = sum(piece.confidence * len(piece.text) for piece in pieces)
    return total / characters if characters else 0.0


def same_place(one: Piece, other: Piece) -> bool:
    """Whether the two boxes share a good part of the smaller one."""
    (left, top, right, bottom), (left2, top2, right2, bottom2) = one.box, other.box
    if min(right, right2) <= max(left, left2) or min(bottom, bottom2) <= max(top, top2):
        return False
    shared = cv2.intersectConvexConvex(one.corners, other.corners)[0]
    smaller = min(_area(one.corners), _area(other.corners))
    return smaller > 0 and shared >= SAME_PLACE * smaller


def _area(corners: Corners) -> float:
    return float(cv2.contourArea(corners))


def _among(one: Piece, pieces: Iterable[Piece]) -> bool:
    return any(one is piece for piece in pieces)
