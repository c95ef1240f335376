"""Pillow images of any mode and orientation, made upright and plain RGB. Reads no bytes."""

from typing import Final

import numpy as np
from PIL import ExifTags, Image

WHITE: Final = (255, 255, 255)
WIDE_MODES: Final = frozenset({"I", "F", "I;16", "I;16L", "I;16B", "I;16N"})


# EXIF 2.3, tag 0x0112: how the stored rows have to be turned to stand upright.
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(image: Image.Image) -> Image.Image:
    """Turn as the EXIF orientation says; unreadable EXIF means as it lies."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # EXIF is a second, often broken file inside the first
        return image
    turn = TURNS.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def rgb(image: Image.Image) -> Image.Image:
    """8-bit RGB without transparency: what shines through is white."""
    if image.mode in WIDE_MODES:
        return _narrow(image).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        flat = Image.new("RGB", layer.size, WHITE)
        flat.paste(layer, mask=layer)
        return flat
    # A copy costs as much as a third of the decoding; only files of many frames can still change.
    if image.mode == "RGB" and not getattr(image, "is_animated", False):
        return image
    return image.convert("RGB")


def _narrow(image: Image.Image) -> Image.Image:
    """8-bit grey of deeper samples: 16 bit by its full range, others by their own range.

    32-bit integers and floats have no agreed white: floats within 0..1 are shares of white,
    samples within 0..255 are taken as they are, else the darkest sample becomes black and the
    brightest white.
    """
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    samples = np.nan_to_num(np.asarray(image, dtype=np.float32), posinf=0.0, neginf=0.0)
    low, high = float(samples.min()), float(samples.max())
    if image.mode == "F" and low >= 0 and 0 < high <= 1:
        samples = samples * 255
    elif low < 0 or high > 255:
        scale = 255.0 / (high - low or 1.0)
        samples = np.clip(samples * scale - low * scale, 0, 255)
    return Image.fromarray(np.rint(samples).astype(np.uint8))
