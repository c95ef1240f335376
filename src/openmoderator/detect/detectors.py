"""The picture detectors of a process: each loaded once, on first use, whatever the thread."""

from functools import cached_property
from threading import Lock
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from openmoderator.detect.image.faces import FaceDetector
from openmoderator.detect.image.nudity import NudityDetector
from openmoderator.detect.image.ocr import TextReader
from openmoderator.detect.image.picture import Picture


class ImageDetectors:
    """Lazily loaded detectors; every attribute and `warm` may be used from many threads."""

    def __init__(self) -> None:
        self._loading = Lock()

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
        return NudityDetector()

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


_DETECTORS: Final = ImageDetectors()


def image_detectors() -> ImageDetectors:
    """The detectors of this process; their models load when used."""
    return _DETECTORS
