"""What a snapshot keeps of its entries, and what becomes of a damaged file."""

import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmoderator.detect.image.hashes import (
    Fingerprint,
    HashEntry,
    HashMatch,
    HashSnapshot,
    NotAFingerprint,
    Query,
    SnapshotDamaged,
    build,
)
from openmoderator.detect.image.hashes.fingerprint import OWN_SIZE, VIEWS
from openmoderator.detect.image.hashes.layout import HEADER_BYTES, VERSION
from openmoderator.detect.image.hashes.windows import PARTS

RNG = random.Random(11)
VALUES = [RNG.randbytes(32) for _ in range(40)]
NOBODYS = Query(b"", b"", b"n" * 16, b"n" * 32)


def asked(value: bytes, view: int = 0) -> Query:
    """One hash."""
    return Query(value, bytes([view]), b"n" * 16, b"n" * 32)


def opened(path: Path, *entries: HashEntry, bands_from: int = 1) -> HashSnapshot:
    """A snapshot of the entries."""
    build(entries, path, bands_from=bands_from)
    return HashSnapshot.open(path)


def with_parts(content_id: int, first: int, quality: int = 100) -> HashEntry:
    """A picture of which every part has a hash of its own."""
    rng = random.Random(first)
    hashes = b"".join(rng.randbytes(32) for _ in PARTS)
    return HashEntry(content_id, Fingerprint(hashes, bytes([quality] * len(PARTS))))


def part(entry: HashEntry, number: int) -> bytes:
    """The hash of one part."""
    return entry.fingerprint.hashes[number * 32 :][:32]


def test_the_same_picture_has_score_one_and_each_bit_takes_a_64th(tmp_path: Path) -> None:
    value = VALUES[0]
    one_off = bytes([value[0] ^ 1]) + value[1:]
    listed = opened(tmp_path / "a", HashEntry(5, Fingerprint.of_pdq(value)))
    assert listed.match(asked(value)) == (HashMatch(5, 0, 1.0, False),)
    assert listed.match(asked(one_off)) == (HashMatch(5, 1, 1 - 1 / 64, False),)


def test_what_was_turned_or_is_a_part_never_has_score_one(tmp_path: Path) -> None:
    entry = with_parts(5, 1)
    listed = opened(tmp_path / "a", entry)
    (turned,) = listed.match(asked(part(entry, 0), VIEWS.index("turned left")))
    (piece,) = listed.match(asked(part(entry, 3)))
    assert (turned.score, turned.view, turned.part) == (1 - 1 / 64, "turned left", "whole")
    assert (piece.score, piece.view, piece.part) == (1 - 1 / 64, "as it is", PARTS[3].name)


def test_the_hash_in_the_pictures_own_size_counts_as_the_picture_itself(tmp_path: Path) -> None:
    listed = opened(tmp_path / "a", HashEntry(5, Fingerprint.of_pdq(VALUES[0])))
    assert listed.match(asked(VALUES[0], OWN_SIZE))[0].score == 1.0


def test_a_picture_that_is_found_in_several_ways_comes_once_with_the_best(tmp_path: Path) -> None:
    entry = with_parts(5, 1)
    listed = opened(tmp_path / "a", entry, with_parts(6, 2))
    query = Query(part(entry, 2) + part(entry, 0), b"\1\0", b"n" * 16, b"n" * 32)
    assert listed.match(query) == (HashMatch(5, 0, 1.0, False),)


def test_the_best_match_comes_first_and_equals_in_the_order_of_their_ids(tmp_path: Path) -> None:
    value = VALUES[0]
    near = bytes([value[0] ^ 3]) + value[1:]
    entries = [HashEntry(9, Fingerprint.of_pdq(near)), HashEntry(8, Fingerprint.of_pdq(value))]
    entries.append(HashEntry(3, Fingerprint.of_pdq(value)))
    found = opened(tmp_path / "a", *entries).match(asked(value))
    assert [match.content_id for match in found] == [3, 8, 9]


@pytest.mark.parametrize("kind", ["md5", "sha256"])
def test_the_bytes_of_a_file_match_exactly_and_only_they(tmp_path: Path, kind: str) -> None:
    digests = [RNG.randbytes(16 if kind == "md5" else 32) for _ in range(50)]
    digests.append(digests[7][:8] + bytes(len(digests[7]) - 8))
    make = Fingerprint.of_md5 if kind == "md5" else Fingerprint.of_sha256
    listed = opened(
        tmp_path / "a", *(HashEntry(100 + place, make(one)) for place, one in enumerate(digests))
    )
    for place, one in enumerate(digests):
        md5, sha256 = (one, b"n" * 32) if kind == "md5" else (b"n" * 16, one)
        assert listed.match(Query(b"", b"", md5, sha256)) == (HashMatch(100 + place, 0, 1.0, True),)
    assert listed.match(NOBODYS) == ()


def test_flat_pictures_match_by_their_bytes_only(tmp_path: Path) -> None:
    flat = Fingerprint(VALUES[0], bytes([49]), md5=b"m" * 16, sha256=b"s" * 32)
    listed = opened(tmp_path / "a", HashEntry(1, flat))
    assert listed.rows == 0
    assert listed.match(asked(VALUES[0])) == ()
    assert [m.exact for m in listed.match(Query(b"", b"", b"m" * 16, b"s" * 32))] == [True]


def test_an_empty_list_matches_nothing(tmp_path: Path) -> None:
    listed = opened(tmp_path / "a")
    assert (listed.pictures, listed.rows) == (0, 0)
    assert listed.match(asked(VALUES[0])) == ()
    assert listed.match(NOBODYS) == ()


def test_the_file_depends_on_the_entries_and_not_on_their_order(tmp_path: Path) -> None:
    entries = [with_parts(number, number) for number in range(30)]
    entries.append(HashEntry(70, Fingerprint.of_md5(b"m" * 16)))
    opened(tmp_path / "a", *entries)
    RNG.shuffle(entries)
    opened(tmp_path / "b", *entries)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_long_lists_keep_the_whole_pictures_and_the_most_useful_parts(tmp_path: Path) -> None:
    entries = [with_parts(number, number) for number in range(20)]
    build(entries, tmp_path / "a", max_rows=45, bands_from=1)
    listed = HashSnapshot.open(tmp_path / "a")
    assert listed.rows == 40
    assert [m.content_id for m in listed.match(asked(part(entries[4], 0)))] == [4]
    assert [m.part for m in listed.match(asked(part(entries[4], 1)))] == [PARTS[1].name]
    assert listed.match(asked(part(entries[4], 2))) == ()
    build(entries, tmp_path / "a", max_rows=3, bands_from=1)
    assert HashSnapshot.open(tmp_path / "a").rows == 20


def test_progress_is_told_how_many_entries_were_read(tmp_path: Path) -> None:
    told: list[int] = []
    build([with_parts(number, 1) for number in range(5_000)], tmp_path / "a", told.append)
    assert told == [4_096, 5_000]


def test_a_failed_build_leaves_the_old_snapshot_and_no_other_file(tmp_path: Path) -> None:
    opened(tmp_path / "a", HashEntry(1, Fingerprint.of_pdq(VALUES[0])))
    before = (tmp_path / "a").read_bytes()
    with pytest.raises(OverflowError):
        build([HashEntry(2**63, Fingerprint.of_pdq(VALUES[0]))], tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a small snapshot."""
    path = tmp_path_factory.mktemp("good") / "a"
    md5 = HashEntry(99, Fingerprint.of_md5(b"m" * 16))
    opened(path, *(with_parts(number, number) for number in range(3)), md5, bands_from=10_000)
    return path.read_bytes()


def test_a_file_cut_off_anywhere_is_damaged(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut"
    for length in (*range(200), *range(200, len(good), 611), len(good) - 1):
        path.write_bytes(good[:length])
        with pytest.raises(SnapshotDamaged, match="cut"):
            HashSnapshot.open(path)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_single_changed_bit_is_damage(
    good: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(good) - 1).filter(lambda one: one not in UNUSED))
    bit = data.draw(st.integers(0, 7))
    path = tmp_path_factory.getbasetemp() / "changed"
    path.write_bytes(good[:place] + bytes([good[place] ^ 1 << bit]) + good[place + 1 :])
    with pytest.raises(SnapshotDamaged):
        HashSnapshot.open(path)


HEADER = struct.Struct("<8sII6QI")
UNUSED = range(HEADER.size + 4, HEADER_BYTES)


@settings(max_examples=40, deadline=None)
@given(numbers=st.lists(st.integers(0, 2**64 - 1), min_size=6, max_size=6))
def test_absurd_numbers_in_a_header_with_a_right_checksum_are_damage(
    good: bytes, tmp_path_factory: pytest.TempPathFactory, numbers: list[int]
) -> None:
    header = HEADER.pack(b"OMhashes", VERSION, HEADER_BYTES, *numbers, 0)
    path = tmp_path_factory.getbasetemp() / "absurd"
    check = struct.pack("<I", zlib.crc32(header))
    path.write_bytes(header + check + good[HEADER.size + 4 :])
    with pytest.raises(SnapshotDamaged):
        HashSnapshot.open(path)


def test_another_version_is_named(good: bytes, tmp_path: Path) -> None:
    fields = list(HEADER.unpack_from(good))
    fields[1] = 2
    header = HEADER.pack(*fields)
    path = tmp_path / "later"
    path.write_bytes(header + struct.pack("<I", zlib.crc32(header)) + good[HEADER.size + 4 :])
    with pytest.raises(SnapshotDamaged, match="version 2 instead of 1"):
        HashSnapshot.open(path)


@given(
    count=st.integers(0, 30),
    md5=st.none() | st.binary(min_size=16, max_size=16),
    sha256=st.none() | st.binary(min_size=32, max_size=32),
    reference=st.none() | st.binary(min_size=32, max_size=32),
)
def test_a_fingerprint_comes_back_from_its_bytes(
    count: int, md5: bytes | None, sha256: bytes | None, reference: bytes | None
) -> None:
    rng = random.Random(count)
    one = Fingerprint(rng.randbytes(32 * count), rng.randbytes(count), md5, sha256, reference)
    assert Fingerprint.from_bytes(one.to_bytes()) == one


@given(stored=st.binary(max_size=80) | st.binary(max_size=80).map(lambda rest: b"OMfp" + rest))
def test_bytes_that_are_no_fingerprint_are_refused(stored: bytes) -> None:
    try:
        found = Fingerprint.from_bytes(stored)
    except NotAFingerprint:
        return
    assert found.to_bytes() == stored


def test_what_others_know_a_picture_by_is_its_reference_hash_or_that_of_the_whole() -> None:
    assert Fingerprint(VALUES[0], b"d", reference=VALUES[1]).pdq == VALUES[1]
    assert Fingerprint.of_pdq(VALUES[0]).pdq == VALUES[0]
    assert Fingerprint(VALUES[0], bytes([49])).pdq is None
    assert Fingerprint.of_md5(b"m" * 16).pdq is None
