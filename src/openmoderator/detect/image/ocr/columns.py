"""From pieces of text in any direction to lines in reading order.

The picture is turned in thought so that most of the text runs to the right; there `lines` joins
and orders upright boxes. Text in other directions is placed by the box around it.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from openmoderator.detect.image.lines import Box, OcrLine, reading_lines
from openmoderator.detect.image.ocr.values import Corners, Piece, around, corners_of, sides

# Directions within this many degrees are the same one.
ALIKE: Final = 12.0
# A picture is not turned for less than this: boxes are never quite level.
LEVEL: Final = 1.5
RIGHT_ANGLE: Final = 90


def ordered(pieces: Sequence[Piece], width: int, height: int) -> tuple[OcrLine, ...]:
    """The lines of the pieces; boxes in whole pixels within the width and height."""
    turn = _turn(direction(pieces))
    placed = [
        OcrLine(piece.text, piece.confidence, around(piece.corners @ turn)) for piece in pieces
    ]
    return tuple(
        OcrLine(line.text, line.confidence, _back(line.box, turn, width, height))
        for line in reading_lines(placed)
    )


def direction(pieces: Sequence[Piece]) -> float:
    """The degrees, clockwise, by which most of the text is turned: 0 where it is about level."""
    angles = [_degrees(piece.corners) for piece in pieces]
    weights = [_weight(piece.corners) for piece in pieces]
    if not pieces:
        return 0.0
    alike = [
        [index for index, angle in enumerate(angles) if abs(_between(angle, one)) <= ALIKE]
        for one in angles
    ]
    best = max(alike, key=lambda group: sum(weights[index] for index in group))
    middle = angles[best[0]]
    off = np.average(
        [_between(angles[index], middle) for index in best],
        weights=[weights[index] for index in best],
    )
    return _snapped(middle + float(off))


def _snapped(degrees: float) -> float:
    """The angle, or the right angle that it nearly is."""
    nearest = round(degrees / RIGHT_ANGLE) * RIGHT_ANGLE
    return float(nearest if abs(degrees - nearest) <= LEVEL else degrees)


def _degrees(corners: Corners) -> float:
    across, down = (corners[1] + corners[2] - corners[0] - corners[3]).tolist()
    return math.degrees(math.atan2(down, across))


def _between(one: float, other: float) -> float:
    """The smaller way from the other angle to the one, -180..180."""
    return (one - other + 180) % 360 - 180


def _weight(corners: Corners) -> float:
    """Long lines tell the direction best; a single letter hardly tells it."""
    length, height = sides(corners)
    return max(1e-3, length - height)


def _turn(degrees: float) -> Corners:
    """The matrix that points (as rows) are multiplied with to make the direction level."""
    angle = math.radians(degrees)
    sine, cosine = math.sin(angle), math.cos(angle)
    return np.array([(cosine, -sine), (sine, cosine)], np.float32)


def _back(box: Box, turn: Corners, width: int, height: int) -> Box:
    """The upright box in the picture around a box in the turned one."""
    left, top, right, bottom = around(corners_of(box) @ turn.T)
    return max(0, left), max(0, top), min(width, right), min(height, bottom)
