"""Pictures for tests of likeness: coarse patterns that differ as much as photographs do."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image


def pattern(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A patchwork of its own for each seed, the same at every size."""
    patches = np.random.default_rng(seed).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return Image.fromarray(patches).resize(size, Image.Resampling.BICUBIC)


def as_png(image: Image.Image) -> bytes:
    """The file of an image, without loss."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def as_jpeg(image: Image.Image, quality: int = 60) -> bytes:
    """The file of an image, with loss."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
