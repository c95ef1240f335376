"""How large the detection network sees a picture, and where it must look again. Pure arithmetic.

Measured on the sets of `bench.ocr`: on plain paper letters are found from about 6 pixels in the
look on, on photographs from about 10. The time of a look grows with its pixels.
"""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from openmoderator.detect.image.lines import Box
from openmoderator.detect.image.picture import Pixels

# The first look: whole up to this long side, then at half size down to this short side.
FIRST_LONG: Final = 640
HALF: Final = 0.5
FIRST_SHORT: Final = 720
# The most pixels of one look (0.8 s and 0.5 GB on one core); larger pictures are seen smaller.
MOST_PIXELS: Final = 2_500_000
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


def bounded(scale: float, width: int, height: int, pixels: float) -> float:
    """The scale, or the one at which the look has no more than so many pixels."""
    return float(min(scale, (max(0.0, pixels) / (width * height)) ** 0.5))


def fine_areas(pixels: Pixels, seen: Sequence[Box]) -> list[Box]:
    """Boxes around detail as fine as small print that lies outside of what was seen.

    Neighbouring pixels of letters differ much, in a good part of a small area; most of what
    photographs show changes more slowly. The smallest box comes first.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    edges = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8)) >= CONTRAST
    for left, top, right, bottom in seen:
        edges[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = False
    blocks = (max(1, grey.shape[1] // BLOCK), max(1, grey.shape[0] // BLOCK))
    density = cv2.resize(edges.astype(np.float32), blocks, interpolation=cv2.INTER_AREA)
    dense = cv2.dilate((density >= DENSITY).astype(np.uint8), np.ones((5, 7), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(dense)
    size = (grey.shape[1], grey.shape[0])
    boxes = (_scaled(stats[index].tolist(), size, blocks) for index in range(1, count))
    return sorted(boxes, key=_area)


def fine_looks(areas: Sequence[Box], first: float) -> list[tuple[Box, float]]:
    """The areas with the scale to look at them: full size while MOST_PIXELS in all last.

    Then smaller, as long as that is larger than the first look was.
    """
    found: list[tuple[Box, float]] = []
    left = float(MOST_PIXELS)
    for area in areas:
        scale = bounded(1.0, area[2] - area[0], area[3] - area[1], left)
        if scale <= first:
            break
        found.append((area, scale))
        left -= _area(area) * scale**2
    return found


def _scaled(stat: list[int], size: tuple[int, int], blocks: tuple[int, int]) -> Box:
    """A component's left, top, width and height in blocks as a box in pixels, rounded out."""
    left, top, width, height = stat[:4]
    return (
        left * size[0] // blocks[0],
        top * size[1] // blocks[1],
        -(-(left + width) * size[0] // blocks[0]),
        -(-(top + height) * size[1] // blocks[1]),
    )


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
