"""The search finds what comparing with everything finds, at every distance up to 31."""

import random
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmoderator.detect.image.hashes import (
    DistanceTooFar,
    Fingerprint,
    HashEntry,
    HashSnapshot,
    Query,
    build,
)
from openmoderator.detect.image.hashes.bands import (
    WORDS,
    directory,
    near,
    near_by_counting,
    words_of,
)

Planted = list[tuple[int, int]]
BANDED, COUNTED = 1, 1_000_000


def changed(value: bytes, bits: int, rng: random.Random) -> bytes:
    """The hash with exactly so many bits turned over."""
    number = int.from_bytes(value)
    for bit in rng.sample(range(256), bits):
        number ^= 1 << bit
    return number.to_bytes(32)


def distance(one: bytes, other: bytes) -> int:
    """Differing bits, the plain way."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def asked(value: bytes) -> Query:
    """One upright hash of a file that nobody has."""
    return Query(value, b"\0", bytes(16), bytes(32))


def snapshot(folder: Path, entries: list[HashEntry], bands_from: int) -> HashSnapshot:
    """The entries as a file, mapped."""
    build(entries, folder / "hashes", bands_from=bands_from)
    return HashSnapshot.open(folder / "hashes")


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    distances=st.lists(st.integers(0, 40) | st.sampled_from([31, 32]), max_size=40),
    reach=st.integers(0, 31),
)
@pytest.mark.parametrize("bands_from", [BANDED, COUNTED])
def test_match_finds_exactly_what_comparing_with_everything_finds(
    bands_from: int, seed: int, distances: list[int], reach: int
) -> None:
    rng = random.Random(seed)
    value = rng.randbytes(32)
    listed = [changed(value, bits, rng) for bits in distances]
    listed += [rng.randbytes(32) for _ in range(60)]
    rng.shuffle(listed)
    entries = [HashEntry(number, Fingerprint.of_pdq(one)) for number, one in enumerate(listed)]
    with tempfile.TemporaryDirectory() as folder:
        found = snapshot(Path(folder), entries, bands_from).match(asked(value), reach)
    expected = {
        number: distance(value, one)
        for number, one in enumerate(listed)
        if distance(value, one) <= reach
    }
    assert {match.content_id: match.distance for match in found} == expected
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)


@pytest.mark.parametrize("bits", [0, 1, 15, 16, 30, 31])
def test_a_hash_at_any_distance_up_to_31_is_found(tmp_path: Path, bits: int) -> None:
    rng = random.Random(bits)
    values = [rng.randbytes(32) for _ in range(300)]
    entries = [
        HashEntry(number, Fingerprint.of_pdq(changed(value, bits, rng)))
        for number, value in enumerate(values)
    ]
    listed = snapshot(tmp_path, entries, BANDED)
    for number, value in enumerate(values):
        (found,) = listed.match(asked(value))
        assert (found.content_id, found.distance) == (number, bits)


def test_a_hash_with_two_changes_in_nearly_every_band_is_still_found(tmp_path: Path) -> None:
    pattern = bytes([3, 0] * 15 + [1, 0])  # 31 bits: two in fifteen bands, one in the last
    value = random.Random(1).randbytes(32)
    other = bytes(one ^ flip for one, flip in zip(value, pattern, strict=True))
    listed = snapshot(tmp_path, [HashEntry(7, Fingerprint.of_pdq(other))], BANDED)
    assert [match.distance for match in listed.match(asked(value))] == [31]


def test_a_hash_at_distance_32_is_not_found(tmp_path: Path) -> None:
    pattern = bytes([3, 0] * 16)
    value = random.Random(2).randbytes(32)
    other = bytes(one ^ flip for one, flip in zip(value, pattern, strict=True))
    for bands_from in (BANDED, COUNTED):
        listed = snapshot(tmp_path, [HashEntry(7, Fingerprint.of_pdq(other))], bands_from)
        assert listed.match(asked(value)) == ()


@pytest.mark.parametrize("bands_from", [BANDED, COUNTED])
def test_the_opposite_hash_is_as_far_as_can_be(tmp_path: Path, bands_from: int) -> None:
    value = random.Random(3).randbytes(32)
    opposite = bytes(255 - byte for byte in value)
    listed = snapshot(tmp_path, [HashEntry(7, Fingerprint.of_pdq(opposite))], bands_from)
    assert listed.match(asked(value)) == ()


@pytest.mark.parametrize("asked_for", [-1, 32, 256])
def test_a_distance_that_the_index_cannot_answer_is_refused(tmp_path: Path, asked_for: int) -> None:
    listed = snapshot(tmp_path, [], BANDED)
    with pytest.raises(DistanceTooFar, match="0 to 31"):
        listed.match(asked(bytes(32)), asked_for)


def test_each_pair_comes_once_however_many_bands_agree() -> None:
    words = words_of(random.Random(4).randbytes(32) * 3)
    found = near(words[:1], words, directory(words), 31)
    assert sorted(found.rows.tolist()) == [0, 1, 2]
    assert found.distances.tolist() == [0, 0, 0]


def near_in_bands(asked_words: np.ndarray, words: np.ndarray, reach: int) -> set[tuple[int, int]]:
    """Pairs found by the multi-index."""
    return pairs(lambda: near(asked_words, words, directory(words), reach))


def pairs(search: Callable[[], object]) -> set[tuple[int, int]]:
    """Asked hash and row of what was found."""
    found = search()
    return set(zip(found.asked.tolist(), found.rows.tolist(), strict=True))  # type: ignore[attr-defined]


def test_a_list_of_pictures_much_alike_is_searched_in_little_memory_and_completely() -> None:
    random_bits = np.random.default_rng(3)
    centre = random_bits.integers(0, 2**63, WORDS, dtype=np.uint64)
    words = np.tile(centre, (40_000, 1))
    for _ in range(5):
        column = random_bits.integers(0, WORDS, len(words))
        bits = random_bits.integers(0, 64, len(words)).astype(np.uint64)
        words[np.arange(len(words)), column] ^= np.uint64(1) << bits
    asked = np.stack([random_bits.integers(0, 2**63, WORDS, dtype=np.uint64), centre])
    tracemalloc.start()
    try:
        found = near(asked, words, directory(words), 31)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sorted(found.rows.tolist()) == list(range(len(words)))
    assert set(found.asked.tolist()) == {1}
    assert peak < 30_000_000  # By the buckets alone it were 80 MB, and 2 MB of them the answer.


def test_a_picture_too_flat_to_have_a_hash_is_near_nothing() -> None:
    words = np.arange(4 * WORDS, dtype=np.uint64).reshape(-1, WORDS)
    assert len(near(words[:0], words, directory(words), 31).rows) == 0


def test_several_hashes_are_searched_at_once_without_mixing_them_up() -> None:
    rng = random.Random(5)
    values = [rng.randbytes(32) for _ in range(9)]
    listed = [changed(values[number % 9], number % 40, rng) for number in range(2_000)]
    words, wanted = words_of(b"".join(listed)), words_of(b"".join(values))
    expected = {
        (place, row)
        for place, value in enumerate(values)
        for row, other in enumerate(listed)
        if distance(value, other) <= 31
    }
    assert near_in_bands(wanted, words, 31) == expected
    assert pairs(lambda: near_by_counting(wanted, words, 31)) == expected
