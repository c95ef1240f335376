"""PDQ in numpy: the hash and quality of a picture, bit for bit those of the reference.

The algorithm is the published one (PDQ, Facebook 2019): luma, two Jarosz box passes, decimation
to 64 x 64, the lowest 16 x 16 cosine terms without the constant ones, one bit for each term
above the median. Passes and decimation are linear, so they are one step for each side length.
Never reads files, never compares hashes.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

Plane = npt.NDArray[np.float32]
Spectrum = npt.NDArray[np.float32]

HASH_BYTES: Final = 32
MIN_SIDE: Final = 5
LUMA: Final = (0.299, 0.587, 0.114)
_GRID: Final = 64
_TERMS: Final = 16
_STRIP: Final = 8


@dataclass(frozen=True, slots=True)
class Pdq:
    """One hash: 32 bytes in the order of the reference's hexadecimal form, and its quality.

    `quality` is 0..100 by the reference's gradient measure; it advises to trust 50 and more.
    """

    hash: bytes
    quality: int


NO_PDQ: Final = Pdq(bytes(HASH_BYTES), 0)


def luma(image: Image.Image) -> Plane:
    """Brightness 0..255 of shape (height, width), with the weights of the reference."""
    red, green, blue = (np.asarray(band) for band in image.split())
    bright = red * LUMA[0]
    bright += green * LUMA[1]
    bright += blue * LUMA[2]
    return bright.astype(np.float32)


def spectrum_of(plane: Plane) -> tuple[Spectrum, int]:
    """The 16 x 16 cosine terms of the plane, and its quality. Both sides at least 5."""
    height, width = plane.shape
    return _terms(reduction(width).rows(reduction(height).rows(plane).T).T)


def bits_of(spectrum: Spectrum) -> bytes:
    """The hash of the terms: a bit is set where a term exceeds the (lower) median."""
    flat = spectrum.reshape(-1)
    median = np.partition(flat, flat.size // 2 - 1)[flat.size // 2 - 1]
    return np.packbits((flat > median)[::-1]).tobytes()


def pdq(plane: Plane) -> Pdq:
    """Hash and quality of a plane; zeros for one with a side below 5 px, as the reference has."""
    if min(plane.shape) < MIN_SIDE:
        return NO_PDQ
    spectrum, quality = spectrum_of(plane)
    return Pdq(bits_of(spectrum), quality)


def pdq_of(image: Image.Image) -> Pdq:
    """The same of an RGB image in its own size, by strips: large ones need little memory."""
    if min(image.size) < MIN_SIDE:
        return NO_PDQ
    across, along = reduction(image.width), reduction(image.height)
    strips = [_strip(image, along.part(rows, rows + _STRIP)) for rows in range(0, _GRID, _STRIP)]
    spectrum, quality = _terms(across.rows(np.concatenate(strips).T).T)
    return Pdq(bits_of(spectrum), quality)


def _strip(image: Image.Image, along: "Reduction") -> Plane:
    """Some of the 64 lines, from the rows of the image that they are made of."""
    top, bottom = int(along.places.min()), int(along.places.max()) + 1
    plane = luma(image.crop((0, top, image.width, bottom)))
    return Reduction(along.places - top, along.weights).rows(plane)


@dataclass(frozen=True, slots=True)
class Reduction:
    """How `side` samples become 64: of each, the places it is made of and their weights.

    Both of shape (64, taps). Few taps are not zero (7 for 512), so that gathering them costs a
    tenth of a whole matrix product, and does not wake the threads of the BLAS library.
    """

    places: npt.NDArray[np.intp]
    weights: Plane

    def rows(self, plane: Plane) -> Plane:
        """The plane (side, n) as (64, n)."""
        rows: Plane = np.einsum("gt,gtn->gn", self.weights, plane[self.places])
        return rows

    def part(self, first: int, last: int) -> "Reduction":
        """Only some of the 64."""
        return Reduction(self.places[first:last], self.weights[first:last])


@lru_cache(maxsize=512)
def reduction(side: int) -> Reduction:
    """Two blurs and 64 samples at the centres of their cells, as one step; 4 KB at most."""
    samples = ((np.arange(_GRID) + 0.5) * side / _GRID).astype(np.intp)
    box = _box(side)
    matrix = np.eye(_GRID) if side == _GRID else box[samples] @ box
    first = (matrix > 0).argmax(axis=1)
    taps = int((matrix > 0).sum(axis=1).max())
    places = np.minimum(first[:, None] + np.arange(taps), side - 1)
    weights = np.take_along_axis(matrix, places, axis=1)
    weights[first[:, None] + np.arange(taps) >= side] = 0
    return Reduction(places, weights.astype(np.float32))


def _box(side: int) -> npt.NDArray[np.float64]:
    """The running mean of the reference: its window is 1/128 of the side, rounded up.

    An even window reaches one further to the right; at the borders it is cut.
    """
    window = (side + 2 * _GRID - 1) // (2 * _GRID)
    ahead = (window + 2) // 2
    place = np.arange(side)
    first = np.maximum(place - (window - ahead), 0)[:, None]
    last = np.minimum(place + ahead, side)[:, None]
    inside = (place >= first) & (place < last)
    means: npt.NDArray[np.float64] = inside / (last - first)
    return means


def _cosines() -> Plane:
    """Rows 1..16 of the 64-point cosine transform."""
    terms = np.arange(1, _TERMS + 1)[:, None]
    turns = np.pi / 2 / _GRID * terms * (2 * np.arange(_GRID) + 1)
    cosines: Plane = (np.sqrt(2 / _GRID) * np.cos(turns)).astype(np.float32)
    return cosines


def _terms(small: Plane) -> tuple[Spectrum, int]:
    """The cosine terms of a plane of 64 x 64, and its quality."""
    spectrum = (_COSINES @ small @ _COSINES.T).astype(np.float32, copy=False)
    return spectrum, _quality(small)


def _quality(small: Plane) -> int:
    """Sum of the noticeable steps between neighbours, scaled to 0..100 by the reference's 90."""
    steps = (np.diff(small, axis=0), np.diff(small, axis=1))
    total = sum(
        int(np.abs((step * np.float32(100) / np.float32(255)).astype(np.int32)).sum())
        for step in steps
    )
    return min(total // 90, 100)


_COSINES: Final = _cosines()
