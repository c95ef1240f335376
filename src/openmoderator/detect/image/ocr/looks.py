"""How large the detection network sees a picture, and where it must look again. Pure arithmetic.

Measured on the sets of `bench.ocr`: on plain paper letters are found from about 6 pixels in the
look on, on photographs from about 10. The time of a look grows with its pixels.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final

import cv2
import numpy as np

from openmoderator.detect.image.lines import Box
from openmoderator.detect.image.picture import Pixels

# The first look: whole up to this long side, then at half size down to this short side.
FIRST_LONG: Final = 640
HALF: Final = 0.5
FIRST_SHORT: Final = 720
# The most pixels of one look (1.3 s on one core); larger pictures are seen smaller.
MOST_PIXELS: Final = 4_000_000
# A closer look brings what is unsure to this height, never more than so many times as large.
CLOSE_HEIGHT: Final = 80
MOST_GROWTH: Final = 3.0
MOST_CLOSE_PIXELS: Final = 500_000

# Fine detail: neighbours that differ by this much, in so large a part of a block.
CONTRAST: Final = 70
BLOCK: Final = 16
DENSITY: Final = 0.3


def first_scale(width: int, height: int) -> float:
    """The scale of the first look, at most 1."""
    short, long = sorted((width, height))
    scale = min(1.0, max(FIRST_LONG / long, min(HALF, FIRST_SHORT / short)))
    return bounded(scale, width, height, MOST_PIXELS)


def closer_scale(width: int, height: int) -> float:
    """The scale of a closer look at a cut of that size."""
    scale = min(MOST_GROWTH, max(1.0, CLOSE_HEIGHT / height))
    return bounded(scale, width, height, MOST_CLOSE_PIXELS)


def bounded(scale: float, width: int, height: int, pixels: int) -> float:
    """The scale, or the one at which the look has no more than so many pixels."""
    return float(min(scale, (pixels / (width * height)) ** 0.5))


def fine_areas(pixels: Pixels, seen: Sequence[Box]) -> list[Box]:
    """Boxes around detail as fine as small print that lies outside of what was seen.

    Neighbouring pixels of letters differ much, in a good part of a small area; most of what
    photographs show changes more slowly. The boxes have MOST_PIXELS in all at most.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    edges = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8)) >= CONTRAST
    for left, top, right, bottom in seen:
        edges[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = False
    blocks = (max(1, grey.shape[1] // BLOCK), max(1, grey.shape[0] // BLOCK))
    density = cv2.resize(edges.astype(np.float32), blocks, interpolation=cv2.INTER_AREA)
    dense = cv2.dilate((density >= DENSITY).astype(np.uint8), np.ones((5, 7), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(dense)
    factors = (grey.shape[1] / blocks[0], grey.shape[0] / blocks[1])
    return _within([_scaled(stats[index].tolist(), factors) for index in range(1, count)])


def _scaled(stat: list[int], factors: tuple[float, float]) -> Box:
    """A component's left, top, width and height in blocks as a box in pixels."""
    left, top, width, height = stat[:4]
    across, down = factors
    return (
        int(left * across),
        int(top * down),
        ceil((left + width) * across),
        ceil((top + height) * down),
    )


def _within(areas: list[Box]) -> list[Box]:
    """The smallest areas, as many as MOST_PIXELS allow."""
    kept, pixels = [], 0
    for box in sorted(areas, key=_pixels):
        pixels += _pixels(box)
        if pixels <= MOST_PIXELS:
            kept.append(box)
    return kept


def _pixels(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
