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
    if left < image.width * image.height:
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
        count = min(_count(image), MOST_SEEKS, 4 * max_pixels // pixels)
        for index in places(count, most) if count > 1 else ():
            if not _reached(image, index, max_pixels):
                return
            image.load()
            yield rgb(upright(image))
    except Exception:  # as in decode: readers raise whatever they like; the first frame stands
        return


def _reached(image: Image.Image, index: int, max_pixels: int) -> bool:
    """Go to that frame, unless one on the way has too many pixels.

    A frame of a GIF may widen the canvas, and going on from it decodes it: so each is judged.
    """
    for step in range(image.tell() + 1, index + 1):
        image.seek(step)
        if image.width * image.height > max_pixels:
            return False
    return True


def _count(image: Image.Image) -> int:
    """How many frames can be reached; what stands before a damaged one counts."""
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:  # as above: a broken last frame must not hide the ones before it
        count = image.tell() + 1
        image.seek(0)
        return count
