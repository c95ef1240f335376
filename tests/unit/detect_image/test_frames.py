"""Animations and files of pages: which frames are looked at, and how hostile ones end."""

import io
import itertools
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from openmoderator.detect.image.decode import DecodeLimits, decode
from openmoderator.detect.image.frames import MOST_FRAMES, places


def animation(kind: str, count: int, side: int = 32) -> bytes:
    """Frames of rising brightness: frame number i is grey i * 255 / (count - 1)."""
    frames = [
        Image.new("RGB", (side, side), (round(i * 255 / max(1, count - 1)),) * 3)
        for i in range(count)
    ]
    buffer = io.BytesIO()
    lossless = {"lossless": True} if kind == "WEBP" else {}
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], **lossless)
    return buffer.getvalue()


def shades(data: bytes, limits: DecodeLimits | None = None) -> list[int]:
    """The brightness of each frame that a detector would see."""
    picture = decode(data, limits or DecodeLimits())
    return [image.convert("L").getpixel((0, 0)) for image in picture.frames]  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_every_frame_of_a_short_animation_is_seen(kind: str) -> None:
    seen = shades(animation(kind, 5))
    assert len(seen) == 5
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 255)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF"])
def test_of_a_long_animation_sixteen_frames_from_first_to_last_are_seen(kind: str) -> None:
    seen = shades(animation(kind, 100))
    assert len(seen) == MOST_FRAMES
    assert (seen[0], seen[-1]) == (0, 255)
    steps = [later - earlier for earlier, later in itertools.pairwise(seen)]
    assert max(steps) - min(steps) <= 6


def test_a_still_picture_has_one_frame() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20)).save(buffer, "JPEG")
    assert len(decode(buffer.getvalue()).frames) == 1


def test_all_frames_together_keep_within_the_limit_of_pixels() -> None:
    limits = DecodeLimits(max_pixels=3 * 32 * 32)
    assert len(shades(animation("WEBP", 10), limits)) == 3


def test_a_page_larger_than_the_limit_is_not_decoded() -> None:
    buffer = io.BytesIO()
    pages = [Image.new("RGB", (10, 10)), Image.new("RGB", (400, 400))]
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    assert len(decode(buffer.getvalue(), DecodeLimits(max_pixels=10_000)).frames) == 1


@pytest.mark.parametrize("kind", ["GIF", "TIFF"])
def test_an_animation_that_breaks_off_keeps_the_frames_before_the_break(kind: str) -> None:
    data = animation(kind, 6, side=64)
    assert 1 <= len(shades(data[: len(data) * 2 // 3])) < 6


def gif_frame(side: int) -> bytes:
    """One more frame of a GIF, of one pixel in the far corner of a canvas of that side."""
    head = struct.pack("<cHHHHB", b",", side - 1, side - 1, 1, 1, 0)
    return head + b"\x02\x02\x44\x01\x00"


def test_a_gif_whose_last_frame_is_damaged_shows_the_frames_before_it() -> None:
    damaged = animation("GIF", 5)[:-1] + b",\0\0"
    assert len(shades(damaged)) == 5


def test_a_gif_whose_second_frame_is_damaged_has_its_first() -> None:
    assert len(shades(animation("GIF", 1)[:-1] + b",\0\0")) == 1


def test_a_gif_that_widens_its_canvas_in_a_skipped_frame_is_never_decoded_so_wide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes, load = [], GifImageFile.load

    def noted(image: GifImageFile) -> object:
        sizes.append(image.width * image.height)
        return load(image)

    monkeypatch.setattr(GifImageFile, "load", noted)
    small = gif_frame(32)
    bomb = animation("GIF", 1)[:-1] + small + gif_frame(3_000) + small * 40 + b";"
    assert len(shades(bomb, DecodeLimits(max_pixels=100_000))) >= 1
    assert max(sizes) <= 100_000


@given(st.integers(min_value=1, max_value=5_000), st.integers(min_value=2, max_value=40))
def test_places_are_different_ordered_and_reach_the_last_frame(count: int, most: int) -> None:
    found = places(count, most)
    assert len(found) == min(count, most) - 1
    assert list(found) == sorted(set(found))
    assert all(0 < place < count for place in found)
    assert not found or found[-1] == count - 1
