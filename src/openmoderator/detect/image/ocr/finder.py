"""Where lines of text are: one look of the detection network at a picture of one size.

Finds boxes only. Which size to look at is decided in `looks`.
"""

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from openmoderator.detect.image.ocr.cuts import reading_way
from openmoderator.detect.image.ocr.values import Corners
from openmoderator.detect.image.picture import Pixels
from openmoderator.detect.models.store import Floats, open_model

# The network halves five times.
STEP: Final = 32
# Below this side, letters that touch the edge are not seen: some of the edge is repeated.
NARROW: Final = 64
MARGIN: Final = 16
# As rapidocr sets them, but with a lower score: what is unsure is looked at more closely.
PIXEL_SCORE: Final = 0.3
BOX_SCORE: Final = 0.4
UNCLIP: Final = 1.6
MOST_BOXES: Final = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A box that may hold a line, and the network's score of it, 0..1."""

    corners: Corners
    score: float


class LineFinder:
    """Loads its model when made; `find` may be called from many threads."""

    def __init__(self) -> None:
        from rapidocr.ch_ppocr_det.utils import DBPostProcess  # slow to import: only here

        self._network = open_model("ocr_detection")
        self._boxes: Any = DBPostProcess(
            thresh=PIXEL_SCORE,
            box_thresh=BOX_SCORE,
            max_candidates=MOST_BOXES,
            unclip_ratio=UNCLIP,
            use_dilation=True,
        )

    def find(self, pixels: Pixels, scale: float) -> list[Found]:
        """Boxes in pixels of the given RGB picture, looked at `scale` times its size."""
        margin = MARGIN if min(pixels.shape[:2]) < NARROW else 0
        if margin:
            edges = (margin, margin, margin, margin)
            pixels = np.asarray(cv2.copyMakeBorder(pixels, *edges, cv2.BORDER_REPLICATE), np.uint8)
        (chances,) = self._network.run(["fetch_name_0"], {"x": normalised(_sized(pixels, scale))})
        boxes, scores = self._boxes(chances, pixels.shape[:2])
        return [
            Found(reading_way(np.asarray(box, np.float32) - margin), float(score))
            for box, score in zip(boxes, scores, strict=True)
        ]


def _sized(pixels: Pixels, scale: float) -> Pixels:
    """The picture scaled, each side a multiple of STEP."""
    height, width = (max(1, round(side * scale / STEP)) * STEP for side in pixels.shape[:2])
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=way), np.uint8)


def normalised(pixels: Pixels) -> Floats:
    """RGB pixels as a batch of one, BGR, -1..1, as all three networks were trained."""
    values = pixels[:, :, ::-1].astype(np.float32) / np.float32(127.5) - np.float32(1)
    return np.ascontiguousarray(values.transpose(2, 0, 1)[None])
