"""Ways to show a picture to an engine so that it finds what it missed as it is.

Each view knows where its points lie in the picture. Contrast is raised place by place, light
letters become dark ones, small print becomes larger, and text in any direction comes level.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from openmoderator.detect.image.ocr.values import Corners
from openmoderator.detect.image.picture import Pixels

TURNS: Final = (90, 180, 270, 12, -12)
GROWTH: Final = 2.0
# Contrast limited adaptive equalisation: at most so steep, in so many tiles a side.
STEEPNESS: Final = 6.0
TILES: Final = 6
# A long strip turned a little is mostly free corners: no view has more room than this.
MOST_ROOM: Final = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """RGB pixels to look at, `growth` times as large as usual, and the way back: 2 x 3 affine."""

    pixels: Pixels
    growth: float
    back: Corners

    def in_picture(self, corners: Corners) -> Corners:
        """Points of the view as points of the picture."""
        return (corners @ self.back[:, :2].T + self.back[:, 2]).astype(np.float32)


def views(pixels: Pixels) -> Iterator[View]:
    """All further views, each made when asked for."""
    same = np.array([(1, 0, 0), (0, 1, 0)], np.float32)
    strong = contrasted(pixels)
    yield View(strong, 1.0, same)
    yield View(np.asarray(255 - strong, np.uint8), 1.0, same)
    yield View(strong, GROWTH, same)
    for degrees in TURNS:
        width, height = turned_size(pixels, degrees)
        if width * height <= MOST_ROOM * pixels.shape[0] * pixels.shape[1]:
            yield turned(pixels, degrees)


def contrasted(pixels: Pixels) -> Pixels:
    """The picture with its contrast raised place by place; colours stay what they are."""
    lab = cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB)
    lab[:, :, 0] = cv2.createCLAHE(STEEPNESS, (TILES, TILES)).apply(lab[:, :, 0])
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), np.uint8)


def turned_size(pixels: Pixels, degrees: float) -> tuple[int, int]:
    """Width and height of the picture once it is turned."""
    height, width = pixels.shape[:2]
    cosine, sine = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
    return (
        max(1, round(width * cosine + height * sine)),
        max(1, round(width * sine + height * cosine)),
    )


def turned(pixels: Pixels, degrees: float) -> View:
    """The whole picture turned counter-clockwise; the corners that come free repeat the edge."""
    height, width = pixels.shape[:2]
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), np.float64)
    size = turned_size(pixels, degrees)
    matrix[:, 2] += (np.array(size) - (width, height)) / 2
    moved = cv2.warpAffine(
        pixels, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    back = np.asarray(cv2.invertAffineTransform(matrix), np.float32)
    return View(np.asarray(moved, np.uint8), 1.0, back)
