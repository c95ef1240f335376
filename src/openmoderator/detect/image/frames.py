"""Further frames of an animation or pages of a file, spread evenly over it. Reads no bytes.

The first frame stands for the picture wherever one is needed; these are for detectors that
must see the worst of it. What is cut off or too large ends the reading, never the request.
"""

from collections.abc import Iterator
from typing import Final

from PIL import Image

from openmoderator.detect.image.upright import rgb, upright

MOST_FRAMES: Final = 16
"""Looked at in all, the first one counted in."""
MOST_SEEKS: Final = 1_000
"""An animation is decoded frame by frame up to the wanted one; later frames are not seen."""


def further_frames(image: Image.Image, max_pixels: int) -> tuple[Image.Image, ...]:
    """Up to MOST_FRAMES - 1 frames after the first, as upright RGB of their own sizes.

    Together with the first they hold at most `max_pixels`, and at most four times as many are
    decoded on the way. `image` is an opened file, its first frame loaded.
    """
    left = max_pixels - image.width * image.height
    if not getattr(image, "is_animated", False) or left < image.width * image.height:
        return ()
    frames = []
    for frame in _frames(image, max_pixels):
        left -= frame.width * frame.height
        frames.append(frame)
        if left < frame.width * frame.height:
            break
    return tuple(frames)


def places(count: int, most: int = MOST_FRAMES) -> tuple[int, ...]:
    """The indexes to look at among `count` frames behind the first, the last one included."""
    wanted = min(count, most) - 1
    return tuple(round((step + 1) * (count - 1) / wanted) for step in range(wanted))


def _frames(image: Image.Image, max_pixels: int) -> Iterator[Image.Image]:
    """Until one is damaged or too large: pages may differ in size."""
    pixels = max(1, image.width * image.height)
    most = min(MOST_FRAMES, max_pixels // pixels)
    try:
        for index in places(min(_count(image), MOST_SEEKS, 4 * max_pixels // pixels), most):
            image.seek(index)
            if image.width * image.height > max_pixels:
                return
            image.load()
            yield rgb(upright(image))
    except Exception:  # as in decode: readers raise whatever they like; the first frame stands
        return


def _count(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1))
