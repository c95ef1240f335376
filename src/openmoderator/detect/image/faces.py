"""Where faces are in a picture, by CenterFace. Says nothing about whose they are.

CenterFace (Xu and others, 2019) marks the middle of each face on a map of a quarter of the
picture's size, with the face's height and width beside it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from openmoderator.detect.image.picture import Picture
from openmoderator.detect.image.turns import MODEL_TURNS
from openmoderator.detect.models.store import Floats, open_model

LONG_SIDE: Final = 800
SECOND_LOOK: Final = 1_600
SMALL: Final = 24.0
"""Pixels of a face, as the network saw it, below which its neighbours may have been missed."""
MULTIPLE: Final = 32
STRIDE: Final = 4
SCORE: Final = 0.5
OVERLAP: Final = 0.3
MOST_CANDIDATES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Face:
    """A face in pixels of the upright picture (right and bottom exclusive); score 0..1."""

    left: int
    top: int
    right: int
    bottom: int
    score: float


class FaceDetector:
    """Loads its model when made; `detect` may be called from many threads.

    `least_score` (0..1): below it a mark is no face. The default is that of CenterFace itself.
    """

    def __init__(self, least_score: float = SCORE) -> None:
        self._network = open_model("centerface")
        self._least_score = least_score

    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """The faces, largest first.

        A picture larger than LONG_SIDE is looked at again, larger, where the first look found
        nothing or a face so small that others may have been lost.
        """
        boxes, scores = self._look(picture, LONG_SIDE)
        if max(picture.width, picture.height) > LONG_SIDE and _may_miss(boxes, picture):
            more_boxes, more_scores = self._look(picture, SECOND_LOOK)
            boxes = np.concatenate([boxes, more_boxes])
            scores = np.concatenate([scores, more_scores])
        faces = [_face(boxes[i], float(scores[i]), picture) for i in suppressed(boxes, scores)]
        real = [face for face in faces if face.right > face.left and face.bottom > face.top]
        return tuple(sorted(real, key=_order))

    def _look(self, picture: Picture, long_side: int) -> tuple[Floats, Floats]:
        """Boxes in pixels of the picture, and their scores."""
        batch, scale = prepared(picture, long_side)
        with MODEL_TURNS:
            heatmap, scales, offsets = self._network.run(
                ["heatmap", "scale", "offset"], {"pixels": batch}
            )
        boxes, scores = candidates(heatmap[0], scales[0], offsets[0], self._least_score)
        return np.asarray(boxes / np.float32(scale)), scores


def _may_miss(boxes: Floats, picture: Picture) -> bool:
    """Whether a look at LONG_SIDE found nothing, or a face near the limit of what it can see."""
    if not len(boxes):
        return True
    seen = LONG_SIDE / max(picture.width, picture.height)
    return float((boxes[:, 2] - boxes[:, 0]).min()) * seen < SMALL


def prepared(picture: Picture, long_side: int = LONG_SIDE) -> tuple[Floats, float]:
    """The network's input (1, 3, height, width; values 0..255), and its scale to the picture.

    The long side is at most `long_side`; black is added right and below up to a multiple of 32.
    """
    scale = min(1.0, long_side / max(picture.width, picture.height))
    width, height = (max(1, round(side * scale)) for side in (picture.width, picture.height))
    small = picture.image
    if scale < 1.0:
        small = small.resize((width, height), Image.Resampling.BILINEAR)
    rows, columns = (-(-side // MULTIPLE) * MULTIPLE for side in (height, width))
    batch = np.zeros((1, 3, rows, columns), dtype=np.float32)
    batch[0, :, :height, :width] = np.asarray(small).transpose(2, 0, 1)
    return batch, scale


def candidates(
    heatmap: Floats, scale: Floats, offset: Floats, least_score: float = SCORE
) -> tuple[Floats, Floats]:
    """Boxes (n, 4: left, top, right, bottom) and scores (n) of the marks above `least_score`.

    Shapes: heatmap (1, rows, columns); scale and offset (2, rows, columns), y before x.
    """
    rows, columns = np.nonzero(heatmap[0] > least_score)
    best = np.argsort(-heatmap[0, rows, columns], kind="stable")[:MOST_CANDIDATES]
    rows, columns = rows[best], columns[best]
    places = np.stack([rows, columns]).astype(np.float32)
    middles = (places + offset[:, rows, columns] + np.float32(0.5)) * STRIDE
    halves = np.exp(scale[:, rows, columns]) * (STRIDE / 2)
    corners = np.stack([middles - halves, middles + halves])  # (2 corners, y and x, n)
    boxes = corners[:, ::-1, :].reshape(4, -1).T
    return np.asarray(boxes, np.float32), np.asarray(heatmap[0, rows, columns], np.float32)


def suppressed(boxes: Floats, scores: Floats) -> list[int]:
    """Indexes to keep: of boxes that overlap by OVERLAP (shared area / joint area), the best."""
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    order: npt.NDArray[np.intp] = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    while len(order):
        first, rest = order[0], order[1:]
        kept.append(int(first))
        low = np.maximum(boxes[first, :2], boxes[rest, :2])
        high = np.minimum(boxes[first, 2:], boxes[rest, 2:])
        shared = np.prod(np.maximum(high - low, 0), axis=1)
        order = rest[shared < OVERLAP * (areas[first] + areas[rest] - shared)]
    return kept


def _face(box: Floats, score: float, picture: Picture) -> Face:
    """The box in whole pixels, inside the picture."""
    left, right = (int(np.clip(round(float(x)), 0, picture.width)) for x in (box[0], box[2]))
    top, bottom = (int(np.clip(round(float(y)), 0, picture.height)) for y in (box[1], box[3]))
    return Face(left, top, right, bottom, score)


def _order(face: Face) -> tuple[int, int, int]:
    """Largest area first; of equals the upper, then the left one."""
    return (-(face.right - face.left) * (face.bottom - face.top), face.top, face.left)
