"""Cutting boxes out of a picture, and finding the way back."""

import numpy as np
import pytest

from openmoderator.detect.image.ocr.cuts import Sheet, back_from_cut, flipped, grown, reading_way
from openmoderator.detect.image.ocr.values import Corners, corners_of, sides
from openmoderator.detect.image.ocr.views import turned, views
from openmoderator.detect.image.picture import Pixels


def ramp(width: int = 400, height: int = 300) -> Pixels:
    """Red grows to the right, green downwards."""
    across = np.linspace(0, 255, width)[None, :].repeat(height, 0)
    down = np.linspace(0, 255, height)[:, None].repeat(width, 1)
    return np.stack([across, down, np.zeros_like(across)], axis=2).astype(np.uint8)


SLANTED = np.array([(60, 120), (260, 80), (268, 118), (68, 158)], np.float32)


def test_an_upright_cut_is_what_the_box_encloses() -> None:
    picture = ramp()
    cut = Sheet(picture).cut(corners_of((50, 60, 150, 90)))
    assert cut.shape == (30, 100, 3)
    assert np.abs(cut.astype(int) - picture[60:90, 50:150].astype(int)).max() <= 1


def test_a_slanted_box_is_cut_out_level() -> None:
    cut = Sheet(ramp()).cut(SLANTED)
    assert cut.shape[1] == round(sides(SLANTED)[0])
    assert cut[0, 0, 0] < cut[0, -1, 0]
    assert cut[0, 0, 1] > cut[0, -1, 1]


def test_huge_lines_are_cut_from_a_smaller_copy() -> None:
    cut = Sheet(ramp(2000, 1000)).cut(corners_of((0, 0, 2000, 800)))
    assert 96 <= cut.shape[0] <= 192


def test_points_of_a_cut_are_found_again_in_the_picture() -> None:
    cut = Sheet(ramp()).cut(SLANTED)
    height, width = cut.shape[:2]
    whole = corners_of((0, 0, width, height))
    assert np.allclose(back_from_cut(whole, SLANTED, cut), SLANTED, atol=0.5)


def test_narrow_boxes_are_read_along_their_long_side() -> None:
    box = corners_of((10, 10, 30, 200))
    assert sides(reading_way(box)) == (190, 20)
    assert np.array_equal(reading_way(corners_of((0, 0, 90, 20))), corners_of((0, 0, 90, 20)))


def test_flipping_twice_changes_nothing() -> None:
    assert np.array_equal(flipped(flipped(SLANTED)), SLANTED)
    assert np.array_equal(flipped(SLANTED)[0], SLANTED[2])


def test_a_grown_box_has_the_margin_on_every_side() -> None:
    assert np.allclose(grown(corners_of((50, 60, 150, 90)), 10), corners_of((40, 50, 160, 100)))


def middle_of(pixels: Pixels, corners: Corners) -> list[float]:
    left, top = (corners.min(axis=0) + 2).astype(int)
    right, bottom = (corners.max(axis=0) - 2).astype(int)
    return [float(value) for value in pixels[top:bottom, left:right].mean(axis=(0, 1))]


@pytest.mark.parametrize("degrees", [90, 180, 270, 12, -12])
def test_what_a_turned_view_shows_lies_in_the_picture_where_it_says(degrees: float) -> None:
    picture = ramp()
    view = turned(picture, degrees)
    box = corners_of((150, 150, 180, 180))
    there = middle_of(view.pixels, box)
    here = middle_of(picture, view.in_picture(box))
    assert np.allclose(there, here, atol=4)


def test_every_view_shows_the_whole_picture() -> None:
    picture = ramp()
    outline = corners_of((0, 0, 400, 300))
    for view in views(picture):
        height, width = view.pixels.shape[:2]
        shown = view.in_picture(corners_of((0, 0, width, height)))
        assert (shown.min(axis=0) <= outline.min(axis=0) + 1).all()
        assert (shown.max(axis=0) >= outline.max(axis=0) - 1).all()


def test_no_view_of_a_long_strip_is_much_larger_than_the_strip() -> None:
    strip = np.zeros((1, 30_000, 3), np.uint8)
    assert max(view.pixels.size for view in views(strip)) <= 2 * strip.size
