"""The picture detectors of a process: each loaded once, on first use, whatever the thread."""

from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from openmoderator.detect.image.faces import FaceDetector
from openmoderator.detect.image.nudity import NudityDetector
from openmoderator.detect.image.ocr import TextReader
from openmoderator.detect.image.picture import Picture


class ImageDetectors:
    """Lazily loaded detectors; every attribute and `warm` may be used from many threads."""

    def __init__(
        self, nudity_model: Path | None = None, nudity_temperature: float | None = None
    ) -> None:
        """Take another model or temperature for adult and racy scores (see `NudityDetector`)."""
        self._loading = Lock()
        self._nudity_model = nudity_model
        self._nudity_temperature = nudity_temperature

    @property
    def nudity(self) -> NudityDetector:
        """Adult and racy scores."""
        with self._loading:
            return self._nudity

    @property
    def faces(self) -> FaceDetector:
        """Where faces are."""
        with self._loading:
            return self._faces

    @property
    def ocr(self) -> TextReader:
        """The text in a picture."""
        with self._loading:
            return self._ocr

    def warm(self) -> None:
        """Load every model and run it once, so that no request waits for that.

        Raises ModelFileError if a model file is missing or damaged.
        """
        picture = _written_picture()
        self.nudity.score(picture)
        self.faces.detect(picture)
        self.ocr.read(picture)

    @cached_property
    def _nudity(self) -> NudityDetector:
        return NudityDetector(self._nudity_model, self._nudity_temperature)

    @cached_property
    def _faces(self) -> FaceDetector:
        return FaceDetector()

    @cached_property
    def _ocr(self) -> TextReader:
        return TextReader()


def _written_picture() -> Picture:
    """A word on white: the models that read a line run only where one is found."""
    image = Image.new("RGB", (160, 64), "white")
    ImageDraw.Draw(image).text((16, 16), "Ready", "black", ImageFont.load_default(size=32))
    return Picture(image, "png", "image/png")


_choices: dict[str, Any] = {}


def choose_image_models(nudity_model: Path | None, nudity_temperature: float | None) -> None:
    """Settle what `image_detectors` gives from now on; called once, when a process starts."""
    _choices.update(nudity_model=nudity_model, nudity_temperature=nudity_temperature)
    image_detectors.cache_clear()


@cache
def image_detectors() -> ImageDetectors:
    """The detectors of this process; their models load when used."""
    return ImageDetectors(**_choices)
