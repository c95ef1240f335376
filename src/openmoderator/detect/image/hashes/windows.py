"""The parts of a listed picture that get hashes of their own, so that crops of it are found.

PDQ forgives a crop of one to two hundredths of a side and no more; a part finds the crops that
are that near to it. Nothing here hashes: parts are boxes and 64 x 64 planes.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from openmoderator.detect.image.hashes.pdq import Plane, luma

Box = tuple[float, float, float, float]

GRID: Final = 64
BASE_SIDE: Final = 512
SIDES: Final = (0.05, 0.10, 0.20, 0.30)
CENTRES: Final = (0.05, 0.10, 0.20, 0.15, 0.30, 0.25)
# A frame is as plain as JPEG leaves it, and no more than this much of a side.
FRAME_SPREAD: Final = 24
FRAME_SHARE: Final = 0.3
FRAME_LEAST: Final = 0.005


@dataclass(frozen=True, slots=True)
class Part:
    """A part by name; `box` as fractions of the sides, None where it depends on the picture."""

    name: str
    box: Box | None


def _parts() -> tuple[Part, ...]:
    """The most useful first: long lists drop the last ones (see `building`)."""
    centred = [
        Part(f"centre without {share:.0%}", (share / 2, share / 2, 1 - share / 2, 1 - share / 2))
        for share in CENTRES
    ]
    sided = [
        Part(f"without {share:.0%} at the {side}", box)
        for share in SIDES
        for side, box in (
            ("bottom", (0.0, 0.0, 1.0, 1 - share)),
            ("top", (0.0, share, 1.0, 1.0)),
            ("right", (0.0, 0.0, 1 - share, 1.0)),
            ("left", (share, 0.0, 1.0, 1.0)),
        )
    ]
    whole, framed = Part("whole", (0.0, 0.0, 1.0, 1.0)), Part("inside its frame", None)
    return (whole, *centred[:3], framed, Part("centre square", None), *centred[3:], *sided)


PARTS: Final = _parts()


def base_of(image: Image.Image) -> Image.Image:
    """The image, shrunk by a whole number so that its smaller side keeps at least 512 px."""
    factor = min(image.size) // BASE_SIDE
    return image.reduce(factor) if factor > 1 else image


def plane_of(base: Image.Image, box: Box) -> Plane:
    """The luma of a part as 64 x 64: always this size, by averages weighted as a triangle.

    The reference takes such a picture as it is. Larger ones it blurs and samples in a way that
    depends on their exact size: a copy at half the size is then 17 bits away, here 2.
    """
    width, height = base.size
    pixels = (box[0] * width, box[1] * height, box[2] * width, box[3] * height)
    return luma(base.resize((GRID, GRID), Image.Resampling.BILINEAR, box=pixels))


def box_of(part: Part, base: Image.Image) -> Box | None:
    """Where the part is in this picture, None if it has no such part."""
    if part.box is not None:
        return part.box
    return square(base.width, base.height) if part.name == "centre square" else frame(base)


def square(width: int, height: int) -> Box | None:
    """The middle square, None when the picture nearly is one."""
    side = min(width, height)
    across, along = (1 - side / width) / 2, (1 - side / height) / 2
    return (across, along, 1 - across, 1 - along) if max(across, along) > 0.01 else None


def frame(base: Image.Image) -> Box | None:
    """What lies inside a plain frame or between plain bars, None when there is neither."""
    grey = np.asarray(base.convert("L"))
    top, bottom = _plain(grey), _plain(grey[::-1])
    left, right = _plain(grey.T), _plain(grey.T[::-1])
    height, width = grey.shape
    box = (left / width, top / height, 1 - right / width, 1 - bottom / height)
    least = max(box[0], box[1], 1 - box[2], 1 - box[3])
    within = min(box[2] - box[0], box[3] - box[1]) >= 1 - 2 * FRAME_SHARE
    return box if within and least >= FRAME_LEAST else None


def _plain(lines: npt.NDArray[np.uint8]) -> int:
    """How many lines from the first on are one colour, the same for all; at most 30 %."""
    most = lines[: max(1, round(len(lines) * FRAME_SHARE))]
    low, high = most.min(axis=1), most.max(axis=1)
    spread = np.maximum.accumulate(high).astype(np.int16) - np.minimum.accumulate(low)
    return int((spread <= FRAME_SPREAD).sum())
