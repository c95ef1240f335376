"""The hashes are, bit for bit, those of the reference implementation (pdqhash 0.2.8).

The pictures are the packaged ones of scikit-image, all in lossless PNG, and some that are drawn
here. `GOLDEN` was made by the reference, compiled for the purpose; it is no dependency.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import skimage.data
from PIL import Image
from tests.unit.detect_image.pdq_golden import GOLDEN, GOLDEN_DIHEDRAL

from openmoderator.detect.image.hashes.dihedral import dihedral
from openmoderator.detect.image.hashes.pdq import luma, pdq, pdq_of, spectrum_of

FOLDER = Path(skimage.data.__file__).parent


def drawn(width: int, height: int, step: int) -> npt.NDArray[np.uint8]:
    """Bent stripes in three colours, by whole numbers alone: the same everywhere."""
    y, x = np.mgrid[0:height, 0:width].astype(np.int64)
    bend = (x * x * 3 + y * y * 5 + x * y * 7) // (width + height + step)
    colours = (bend * step + 37 * x, bend * 2 + 11 * y, x * y // (step + 3))
    return np.stack([colour % 256 for colour in colours], axis=-1).astype(np.uint8)


def named(name: str) -> Image.Image:
    """A packaged picture, or ``drawn 640 480 3``; greys and transparency as they lie."""
    if name.startswith("drawn"):
        width, height, step = map(int, name.split()[1:])
        return Image.fromarray(drawn(width, height, step))
    with Image.open(FOLDER / name) as image:
        return image.convert("RGB")


@pytest.mark.parametrize(("name", "value", "quality"), GOLDEN)
def test_hash_and_quality_are_those_of_the_reference(name: str, value: str, quality: int) -> None:
    image = named(name)
    for found in (pdq(luma(image)), pdq_of(image)):
        assert (found.hash.hex(), found.quality) == (value, quality)


@pytest.mark.parametrize(("name", "values"), GOLDEN_DIHEDRAL)
def test_the_hashes_of_all_orientations_are_those_of_the_reference(
    name: str, values: tuple[str, ...]
) -> None:
    spectrum, _ = spectrum_of(luma(named(name)))
    assert tuple(one.hex() for one in dihedral(spectrum)) == values


def test_a_picture_with_a_side_below_five_pixels_has_no_hash_as_in_the_reference() -> None:
    image = Image.fromarray(drawn(200, 4, 3))
    assert pdq_of(image) == pdq(luma(image))
    assert (pdq_of(image).hash, pdq_of(image).quality) == (bytes(32), 0)


def test_half_of_the_bits_are_set_because_each_term_is_compared_with_the_median() -> None:
    found = pdq_of(named("drawn 300 200 7"))
    assert int.from_bytes(found.hash).bit_count() == 128
