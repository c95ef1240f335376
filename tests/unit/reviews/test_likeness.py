"""When two texts or two pictures are alike, before any of them is stored."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from openmoderator.detect.image.decode import decode
from openmoderator.reviews.likeness import Likeness, of_picture, of_text
from openmoderator.reviews.neighbours import MAX_DISTANCE, bands, probes

HASHES = st.binary(min_size=32, max_size=32)


def drawn(seed: int, size: tuple[int, int]) -> Image.Image:
    patches = np.random.default_rng(seed).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return Image.fromarray(patches).resize(size, Image.Resampling.BICUBIC)


def likeness(image: Image.Image, form: str = "PNG", **options: object) -> Likeness:
    out = io.BytesIO()
    image.save(out, form, **options)
    return of_picture(decode(out.getvalue()), out.getvalue())


def distance(one: bytes | None, other: bytes | None) -> int:
    assert one is not None
    assert other is not None
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("buy now", "  buy \n\t now "),
        ("cafe\u0301", "caf\u00e9"),
        ("a\u00a0b", "a b"),
        ("", " \n"),
    ],
)
def test_texts_that_differ_only_in_white_space_or_composition_are_alike(
    one: str, other: str
) -> None:
    assert of_text(one) == of_text(other)


@pytest.mark.parametrize(("one", "other"), [("buy now", "Buy now"), ("ab", "a b"), ("a", "a.")])
def test_texts_that_read_otherwise_are_not(one: str, other: str) -> None:
    assert of_text(one) != of_text(other)


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_has_a_digest_even_with_half_a_character(text: str) -> None:
    assert len(of_text(text).digest) == 64


def test_a_smaller_worse_copy_of_a_picture_is_near_it() -> None:
    copy = likeness(drawn(1, (200, 150)), "JPEG", quality=40)
    assert distance(likeness(drawn(1, (800, 600))).pdq, copy.pdq) <= MAX_DISTANCE


def test_another_picture_is_far_from_it() -> None:
    one, other = likeness(drawn(1, (320, 240))), likeness(drawn(2, (320, 240)))
    assert distance(one.pdq, other.pdq) > MAX_DISTANCE


def test_a_flat_picture_is_like_its_own_bytes_only() -> None:
    teal = likeness(Image.new("RGB", (300, 200), "teal"))
    navy = likeness(Image.new("RGB", (300, 200), "navy"))
    assert teal.pdq is None
    assert teal.digest != navy.digest


def test_what_moves_is_like_its_own_bytes_only() -> None:
    first = drawn(1, (320, 240))
    moving = likeness(first, "GIF", save_all=True, append_images=[drawn(2, (320, 240))])
    assert likeness(first, "GIF").pdq is not None
    assert moving.pdq is None


@given(HASHES, st.sets(st.integers(0, 255), max_size=MAX_DISTANCE))
def test_hashes_within_reach_share_a_word_that_is_looked_for(pdq: bytes, flipped: set[int]) -> None:
    other = int.from_bytes(pdq) ^ sum(1 << bit for bit in flipped)
    assert set(probes(pdq)) & set(bands(other.to_bytes(32)))


@given(HASHES)
def test_the_words_of_a_hash_keep_their_places(pdq: bytes) -> None:
    words = [band & 0xFFFF for band in bands(pdq)]
    assert b"".join(word.to_bytes(2) for word in words) == pdq
    assert [band >> 16 for band in bands(pdq)] == list(range(16))
