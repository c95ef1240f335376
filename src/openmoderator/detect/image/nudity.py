"""Adult and racy scores of a picture, by a network of nsfwjs. Knows no thresholds.

The picture is prepared as nsfwjs does it: a square (224 x 224 pixels for the model that comes
along) by bilinear sampling with aligned corners and no smoothing, values divided by 255.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from openmoderator.detect.errors import ModelFileError
from openmoderator.detect.image.calibration import OUR_TEMPERATURE, tempered
from openmoderator.detect.image.picture import Picture
from openmoderator.detect.image.turns import MODEL_TURNS
from openmoderator.detect.models.store import Floats, Network, open_model

CLASSES: Final = ("Drawing", "Hentai", "Neutral", "Porn", "Sexy")
INPUT, OUTPUT = "pixels", "probabilities"


@dataclass(frozen=True, slots=True)
class NudityScores:
    """Probabilities from 0 to 1; `racy` is never below `adult`."""

    adult: float
    racy: float


class NudityDetector:
    """Loads its model when made; `score` may be called from many threads.

    `model` is the ONNX file of another network with the same five classes (see
    docs/evaluate.md); its scores are taken as they are unless a `temperature` (above 0) is
    given. Raises ModelFileError where it cannot be used.
    """

    def __init__(self, model: Path | None = None, temperature: float | None = None) -> None:
        self._network = open_model("nsfw_mobilenet_v2") if model is None else _opened(model)
        self.size = int(self._network.input_shape(INPUT)[2])
        """Pixels on a side of what the network sees."""
        self._temperature = temperature or default_temperature(model)

    def score(self, picture: Picture) -> NudityScores:
        """adult = Porn + Hentai; racy = adult + Sexy, for what is explicit is suggestive too.

        Of an animation or a file of pages the highest score of its frames counts.
        """
        return worst(scores_of(row) for row in self._rows(picture))

    def probabilities(self, picture: Picture) -> tuple[float, ...]:
        """One probability for each of CLASSES for the first frame; together 1."""
        return next(iter(self._rows(Picture(picture.image, "", ""))))

    def raw(self, picture: Picture) -> tuple[tuple[float, ...], ...]:
        """The network's own probabilities, a row for each frame: what a calibration starts from."""
        return tuple(tuple(map(float, self._run(frame))) for frame in picture.frames)

    def _rows(self, picture: Picture) -> Iterable[tuple[float, ...]]:
        for frame in picture.frames:
            yield tuple(map(float, tempered(self._run(frame), self._temperature)))

    def _run(self, image: Image.Image) -> Floats:
        batch = prepared(image, self.size)
        with MODEL_TURNS:
            (rows,) = self._network.run([OUTPUT], {INPUT: batch})
        first: Floats = rows[0]
        return first


def default_temperature(model: Path | None) -> float:
    """The one that was found for our model; for another model, none (1)."""
    return OUR_TEMPERATURE if model is None else 1.0


def scores_of(probabilities: tuple[float, ...]) -> NudityScores:
    """The two scores from one probability for each of CLASSES."""
    chances = dict(zip(CLASSES, probabilities, strict=True))
    adult = min(1.0, chances["Porn"] + chances["Hentai"])
    return NudityScores(adult, min(1.0, adult + chances["Sexy"]))


def worst(scores: Iterable[NudityScores]) -> NudityScores:
    """The highest of each score, of at least one."""
    found = list(scores)
    return NudityScores(max(one.adult for one in found), max(one.racy for one in found))


def prepared(image: Image.Image, size: int) -> Floats:
    """Shape (1, 3, size, size), values 0..1."""
    step_x, step_y = (image.width - 1) / (size - 1), (image.height - 1) / (size - 1)
    # Pillow samples at pixel centres (+ 0.5); aligned corners put the first at 0, the last at
    # the last pixel.
    corners = (step_x, 0.0, 0.5 - step_x / 2, 0.0, step_y, 0.5 - step_y / 2)
    affine, bilinear = Image.Transform.AFFINE, Image.Resampling.BILINEAR
    small = image.transform((size, size), affine, corners, bilinear)
    planes = np.asarray(small).transpose(2, 0, 1).astype(np.float32)
    return np.asarray(planes[None] / np.float32(255))


def _opened(model: Path) -> Network:
    """A network of the same kind as ours, told by its input, output and named classes."""
    if not model.is_file():
        message = f"The model file {model} is missing: check OPENMODERATOR_NUDITY_MODEL."
        raise ModelFileError(message)
    try:
        network = Network(model.read_bytes())
        _, channels, height, width = network.input_shape(INPUT)
    except Exception as error:  # onnxruntime raises many kinds for a file that is no model
        raise ModelFileError(_misfit(model)) from error
    if channels != 3 or height != width or network.property("classes") != ",".join(CLASSES):
        raise ModelFileError(_misfit(model))
    return network


def _misfit(model: Path) -> str:
    return (
        f"The file {model} is no model for adult and racy scores: it needs an input '{INPUT}' of"
        f" shape (n, 3, size, size), an output '{OUTPUT}' and the property"
        f" classes={','.join(CLASSES)}. scripts/models/convert_nsfwjs.py makes one."
    )
