"""What a line says: the recognition network on one cut at a time, and which way up it stands.

Each line is read at its own width: a batch would be as wide as its longest line, and for pictures
with a few words most of that would be computed for nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from openmoderator.detect.image.ocr.finder import normalised
from openmoderator.detect.image.picture import Pixels
from openmoderator.detect.image.spaces import SpacedDecoder
from openmoderator.detect.image.turns import on_free_cores
from openmoderator.detect.models.store import Floats, open_model

HEIGHT: Final = 48
WIDTH_STEP: Final = 8
WIDEST: Final = 4_800
ANGLE_WIDTH: Final = 192
ANGLE_OUTPUT: Final = "save_infer_model/scale_0.tmp_1"
# From this chance on the angle network is believed that a line is not on its head.
UPRIGHT: Final = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cut says, "" for nothing; the mean confidence of its characters, 0..1."""

    text: str
    confidence: float


class LineRecogniser:
    """Loads its models when made; may be used from many threads."""

    def __init__(self) -> None:
        from rapidocr.ch_ppocr_rec.utils import CTCLabelDecode  # slow to import: only here

        self._network = open_model("ocr_recognition")
        self._angle = open_model("ocr_angle")
        characters = (self._network.property("character") or "").splitlines()
        self._decode = SpacedDecoder(CTCLabelDecode(character=characters))

    def read(self, cuts: Sequence[Pixels]) -> list[Reading]:
        """One reading for each cut, which runs from left to right."""
        return on_free_cores(self._line, cuts)

    def stands_upright(self, cut: Pixels) -> bool:
        """Whether the angle network is sure that the line is not on its head."""
        (chances,) = self._angle.run([ANGLE_OUTPUT], {"x": _fitted(cut, ANGLE_WIDTH)})
        return float(chances[0, 0]) >= UPRIGHT

    def _line(self, cut: Pixels) -> Reading:
        width = min(WIDEST, max(WIDTH_STEP, math.ceil(HEIGHT * cut.shape[1] / cut.shape[0])))
        values = _fitted(cut, math.ceil(width / WIDTH_STEP) * WIDTH_STEP, width)
        chances = self._network.run(["fetch_name_0"], {"x": values})[0]
        lines: Any = self._decode(chances)[0]
        text, confidence = lines[0]
        return Reading(" ".join(str(text).split()), float(confidence))


def _fitted(cut: Pixels, width: int, most: int | None = None) -> Floats:
    """The cut at HEIGHT, at most `most` wide, with grey to its right up to `width`."""
    wide = min(most or width, math.ceil(HEIGHT * cut.shape[1] / cut.shape[0]))
    sized = np.asarray(cv2.resize(cut, (max(1, wide), HEIGHT)), np.uint8)
    values = normalised(sized)
    return np.pad(values, ((0, 0), (0, 0), (0, 0), (0, width - values.shape[3])))
