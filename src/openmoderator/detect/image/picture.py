"""The decoded picture that every detector takes: pixels, never a file still to be read."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Picture:
    """An upright RGB picture: EXIF orientation applied, transparency laid on white.

    `image` is a Pillow image of mode RGB and is never changed. `format` is the short name
    of the file format ("png", "jpeg", ...), `media_type` its MIME type. `further` holds some of
    the later frames or pages, where the file has any.
    """

    image: Image.Image
    format: str
    media_type: str
    further: tuple[Image.Image, ...] = ()

    @property
    def width(self) -> int:
        """Pixels from left to right, at least 1."""
        return self.image.width

    @property
    def height(self) -> int:
        """Pixels from top to bottom, at least 1."""
        return self.image.height

    @cached_property
    def pixels(self) -> Pixels:
        """Shape (height, width, 3), RGB, read-only. Made on first use: the copy is not free."""
        pixels = np.asarray(self.image)
        pixels.flags.writeable = False
        return pixels

    @property
    def frames(self) -> tuple[Image.Image, ...]:
        """The picture itself and the further ones."""
        return (self.image, *self.further)

    @classmethod
    def of(cls, pixels: Pixels) -> "Picture":
        """A picture of ready pixels of shape (height, width, 3), RGB."""
        return cls(Image.fromarray(np.ascontiguousarray(pixels)), "png", "image/png")
