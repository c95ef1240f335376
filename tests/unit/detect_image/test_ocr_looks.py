"""How large a picture is looked at, and where again."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from openmoderator.detect.image.ocr import looks
from openmoderator.detect.image.picture import Pixels

SIDES = st.integers(1, 30_000)


def photograph_like() -> Image.Image:
    """A gradient with grain, 1600 x 1200."""
    base = np.linspace((20, 40, 90), (150, 190, 110), 1200)[:, None, :]
    grain = np.random.default_rng(5).normal(0, 10, (1200, 1600, 3))
    return Image.fromarray(np.clip(base + grain, 0, 255).astype(np.uint8))


def pixels(image: Image.Image) -> Pixels:
    return np.asarray(image)


def test_small_pictures_are_looked_at_as_they_are() -> None:
    assert looks.first_scale(640, 480) == 1
    assert looks.first_scale(100, 20) == 1


def test_large_pictures_are_first_looked_at_at_half_size_or_less() -> None:
    assert looks.first_scale(1280, 960) == 0.5
    assert looks.first_scale(4000, 3000) == 0.24


def test_long_screenshots_are_not_shrunk_to_their_length() -> None:
    assert looks.first_scale(1000, 10_000) == 0.5


@settings(deadline=None)
@given(SIDES, SIDES)
def test_no_look_has_more_pixels_than_the_most(width: int, height: int) -> None:
    scale = looks.first_scale(width, height)
    assert 0 < scale <= 1
    assert scale * width * scale * height <= looks.MOST_PIXELS * 1.001


@settings(deadline=None)
@given(SIDES, SIDES)
def test_a_closer_look_is_bounded_too(width: int, height: int) -> None:
    scale = looks.closer_scale(width, height)
    assert 0 < scale <= looks.MOST_GROWTH
    assert scale * width * scale * height <= looks.MOST_CLOSE_PIXELS * 1.001


def test_grain_and_gradients_are_not_taken_for_small_print() -> None:
    assert looks.fine_areas(pixels(photograph_like()), []) == []


def test_small_print_is_looked_at_again_unless_it_was_seen() -> None:
    image = photograph_like()
    font = ImageFont.load_default(size=13)
    ImageDraw.Draw(image).text((900, 700), "all of this is quite small", "white", font)
    (area,) = looks.fine_areas(pixels(image), [])
    assert area[0] <= 900
    assert area[1] <= 700
    assert area[2] >= 1040
    assert area[3] >= 713
    assert looks.fine_areas(pixels(image), [(890, 690, 1080, 725)]) == []


def test_areas_stay_inside_the_picture_the_smallest_first() -> None:
    picture = np.full((900, 900, 3), 128, np.uint8)
    noise = np.random.default_rng(1).integers(0, 256, (300, 300, 3), dtype=np.uint8)
    picture[:300, :300], picture[700:800, 700:850] = noise, noise[:100, :150]
    small, large = looks.fine_areas(picture, [])
    assert small[0] <= 700 <= 850 <= small[2] <= 900
    assert large[:2] == (0, 0)
    assert 300 <= large[2] <= 400


def test_fine_areas_are_looked_at_in_full_size_while_the_pixels_last() -> None:
    small, large, rest = (0, 0, 1000, 1000), (0, 0, 2000, 3000), (0, 0, 2100, 3000)
    looked = looks.fine_looks([small, large, rest], first=0.3)
    assert [area for area, _ in looked] == [small, large]
    assert looked[0][1] == 1
    assert abs(looked[1][1] - 0.5) < 1e-6


def test_an_area_is_not_looked_at_again_no_larger_than_before() -> None:
    assert looks.fine_looks([(0, 0, 8000, 6000)], first=0.3) == []


def test_pictures_smaller_than_a_block_are_no_error() -> None:
    for shape in ((1, 1, 3), (1, 500, 3), (7, 9, 3)):
        looks.fine_areas(np.zeros(shape, np.uint8), [])
