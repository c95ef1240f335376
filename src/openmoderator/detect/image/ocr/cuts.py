"""Cutting lines out of a picture: upright, and never much larger than the recogniser needs."""

from typing import Final

import cv2
import numpy as np

from openmoderator.detect.image.ocr.values import Corners, sides
from openmoderator.detect.image.picture import Pixels

# Cuts of lines higher than this are taken from a smaller copy: the recogniser sees 48 pixels.
HIGH: Final = 96
LONGEST: Final = 6_000


class Sheet:
    """The pixels of a picture and its halved copies, made when needed. For one thread."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        self._levels = [pixels]

    def _level(self, level: int) -> Pixels:
        """The picture, halved `level` times."""
        while len(self._levels) <= level:
            above = self._levels[-1]
            size = (max(1, above.shape[1] // 2), max(1, above.shape[0] // 2))
            half = cv2.resize(above, size, interpolation=cv2.INTER_AREA)
            self._levels.append(np.asarray(half, np.uint8))
        return self._levels[level]

    def cut(self, corners: Corners) -> Pixels:
        """What the corners enclose, with the reading direction to the right."""
        source = self._level(max(0, int(sides(corners)[1] // HIGH).bit_length() - 1))
        factors = (source.shape[1] / self.pixels.shape[1], source.shape[0] / self.pixels.shape[0])
        points = (corners * np.array(factors)).astype(np.float32)
        width, height = (max(1, round(side)) for side in sides(points))
        width = min(width, LONGEST)
        cut = cv2.warpPerspective(
            source,
            cv2.getPerspectiveTransform(points, _outline(width, height)),
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(cut, np.uint8)


def _outline(width: float, height: float) -> Corners:
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)


def reading_way(corners: Corners) -> Corners:
    """Corners clockwise from the top left; of an upright narrow box, along its long side.

    A narrow box is taken as running downwards; what stands on its head is found out by reading.
    """
    length, height = sides(corners)
    return np.roll(corners, -1, axis=0) if height >= 1.5 * length else corners


def flipped(corners: Corners) -> Corners:
    """The same box read from the other end."""
    return np.roll(corners, 2, axis=0)


def grown(corners: Corners, margin: float) -> Corners:
    """The box with `margin` pixels more on every side."""
    right = _unit(corners[1] + corners[2] - corners[0] - corners[3])
    down = _unit(corners[3] + corners[2] - corners[0] - corners[1])
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    moves = [margin * (across * right + along * down) for across, along in signs]
    return (corners + np.array(moves)).astype(np.float32)


def _unit(vector: Corners) -> Corners:
    return (vector / max(1e-6, float(np.linalg.norm(vector)))).astype(np.float32)


def back_from_cut(points: Corners, corners: Corners, cut: Pixels) -> Corners:
    """Points of a cut (x, y) as points of the picture that it was cut from by `corners`."""
    height, width = cut.shape[:2]
    matrix = cv2.getPerspectiveTransform(_outline(width, height), corners.astype(np.float32))
    moved = cv2.perspectiveTransform(points.reshape(1, -1, 2).astype(np.float32), matrix)
    return np.asarray(moved[0], np.float32)
