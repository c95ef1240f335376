"""Adult and racy scores of a picture, by the MobileNetV2 of nsfwjs. Knows no thresholds.

The picture is prepared as nsfwjs does it: 224 x 224 pixels by bilinear sampling with aligned
corners (no smoothing), values divided by 255.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image

from openmoderator.detect.image.picture import Picture
from openmoderator.detect.image.turns import MODEL_TURNS
from openmoderator.detect.models.store import Floats, open_model

SIZE: Final = 224
CLASSES: Final = ("Drawing", "Hentai", "Neutral", "Porn", "Sexy")


@dataclass(frozen=True, slots=True)
class NudityScores:
    """Probabilities from 0 to 1; `racy` is never below `adult`."""

    adult: float
    racy: float


class NudityDetector:
    """Loads its model when made; `score` may be called from many threads."""

    def __init__(self) -> None:
        self._network = open_model("nsfw_mobilenet_v2")

    def score(self, picture: Picture) -> NudityScores:
        """adult = Porn + Hentai; racy = adult + Sexy, for what is explicit is suggestive too."""
        chances = dict(zip(CLASSES, self.probabilities(picture), strict=True))
        adult = min(1.0, chances["Porn"] + chances["Hentai"])
        return NudityScores(adult, min(1.0, adult + chances["Sexy"]))

    def probabilities(self, picture: Picture) -> tuple[float, ...]:
        """One probability for each of CLASSES; together 1."""
        batch = prepared(picture)
        with MODEL_TURNS:
            (rows,) = self._network.run(["probabilities"], {"pixels": batch})
        return tuple(float(value) for value in rows[0])


def prepared(picture: Picture) -> Floats:
    """Shape (1, 3, 224, 224), values 0..1."""
    step_x, step_y = (picture.width - 1) / (SIZE - 1), (picture.height - 1) / (SIZE - 1)
    # Pillow samples at pixel centres (+ 0.5); aligned corners put the first at 0, the last at
    # the last pixel.
    corners = (step_x, 0.0, 0.5 - step_x / 2, 0.0, step_y, 0.5 - step_y / 2)
    affine, bilinear = Image.Transform.AFFINE, Image.Resampling.BILINEAR
    small = picture.image.transform((SIZE, SIZE), affine, corners, bilinear)
    planes = np.asarray(small).transpose(2, 0, 1).astype(np.float32)
    return np.asarray(planes[None] / np.float32(255))
