"""Exact search for hashes within 31 bits of a given one: the multi-index, on arrays alone.

256 bits are 16 bands of 16. Two hashes that differ in at most 31 bits have a band in which they
differ in at most one, so it is enough to look into 17 buckets of each band and to count the bits
of what lies there: nothing is missed (multi-index hashing, Norouzi et al. 2012). Knows no files.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.intp]

WORDS: Final = 4
BANDS: Final = 16
BUCKETS: Final = 1 << 16
# How far the pigeonhole argument carries: two bits in each of 16 bands would be 32.
REACH: Final = 2 * BANDS - 1
_PROBES: Final = np.array([0, *(1 << bit for bit in range(16))], dtype=np.uint16)
_BLOCK: Final = 1 << 16
# Where pictures are much alike (frames of a film) they crowd the same buckets. An asked hash that
# would meet more than one row in so many there is compared with every row once instead: that
# takes no longer, and memory of one block.
CROWDED: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of asked hash and listed row that are near, with the number of differing bits."""

    asked: Rows
    rows: Rows
    distances: npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Bands:
    """Where each row stands in each band: `postings` of shape (16, rows) sorted by band value,
    and `starts` of shape (16, 65537), the place in them where each value begins."""

    starts: npt.NDArray[np.uint32]
    postings: npt.NDArray[np.uint32]


def words_of(hashes: bytes) -> Words:
    """Hashes of 32 bytes, one after the other, as an array of shape (n, 4)."""
    return np.frombuffer(hashes, dtype="<u8").reshape(-1, WORDS)


def directory(words: Words) -> Bands:
    """The bands of all rows."""
    keys = words.view("<u2").reshape(-1, BANDS)
    starts = np.zeros((BANDS, BUCKETS + 1), dtype=np.uint32)
    postings = np.empty((BANDS, len(words)), dtype=np.uint32)
    for band in range(BANDS):
        key = np.ascontiguousarray(keys[:, band])
        postings[band] = np.argsort(key, kind="stable")  # 16 bits: numpy sorts them by radix
        np.cumsum(np.bincount(key, minlength=BUCKETS), out=starts[band, 1:])
    return Bands(starts, postings)


def near(asked: Words, words: Words, bands: Bands, distance: int) -> Found:
    """All pairs within `distance` (at most REACH) of rows and asked hashes, each pair once."""
    first, counts = _buckets(asked, bands, len(words))
    crowded = counts.sum(axis=1) * CROWDED > len(words)
    sparse, dense = np.flatnonzero(~crowded), np.flatnonzero(crowded)
    places = _ranges(first[sparse].reshape(-1), counts[sparse].reshape(-1))
    rows = bands.postings.reshape(-1).take(places).astype(np.intp)
    owners = np.repeat(sparse, counts[sparse].sum(axis=1))
    found = _unique(_verified(asked, words, owners, rows, distance))
    if not len(dense):
        return found
    rest = near_by_counting(asked[dense], words, distance)
    return Found(
        np.concatenate([found.asked, dense[rest.asked]]),
        np.concatenate([found.rows, rest.rows]),
        np.concatenate([found.distances, rest.distances]),
    )


def _buckets(asked: Words, bands: Bands, rows: int) -> tuple[Rows, Rows]:
    """Where in all postings the buckets of each asked hash begin, and how full they are."""
    keys = asked.view("<u2").reshape(-1, BANDS)
    probes = (keys[:, :, None] ^ _PROBES).astype(np.intp)
    probes += np.arange(BANDS)[:, None] * (BUCKETS + 1)
    starts = bands.starts.reshape(-1)
    first = starts.take(probes).astype(np.intp)
    counts = starts.take(probes + 1) - first
    first += np.arange(BANDS)[:, None] * rows
    shape = (len(asked), BANDS * len(_PROBES))  # Not -1: nothing may be asked.
    return first.reshape(shape), counts.reshape(shape)


def near_by_counting(asked: Words, words: Words, distance: int) -> Found:
    """The same by comparing everything; for few rows this is faster, and needs no bands."""
    found = [
        _verified(asked, words, np.full(len(part), one), part, distance)
        for one in range(len(asked))
        for part in _blocks(len(words))
    ]
    if not found:
        nothing = np.empty(0, dtype=np.intp)
        return Found(nothing, nothing, nothing.astype(np.uint16))
    return Found(
        np.concatenate([part.asked for part in found]),
        np.concatenate([part.rows for part in found]),
        np.concatenate([part.distances for part in found]),
    )


def _blocks(rows: int) -> list[Rows]:
    """All row numbers in pieces, so that memory stays small."""
    return [np.arange(start, min(start + _BLOCK, rows)) for start in range(0, rows, _BLOCK)]


def _ranges(first: Rows, counts: Rows) -> Rows:
    """`counts[i]` consecutive numbers from `first[i]` on, one range after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(first - ends + counts, counts) + np.arange(total)


def _verified(asked: Words, words: Words, owners: Rows, rows: Rows, distance: int) -> Found:
    """Count the bits of each candidate and keep the near ones."""
    bits = words.take(rows, axis=0)
    bits ^= asked.take(owners, axis=0)
    ones = np.bitwise_count(bits)
    # Two words have at most 128 bits: their sum fits a byte, that of four does not.
    left, right = ones[:, 0] + ones[:, 1], ones[:, 2] + ones[:, 3]
    kept = np.flatnonzero((left <= distance) & (right <= distance))
    distances = left[kept].astype(np.uint16) + right[kept]
    within = distances <= distance
    kept = kept[within]
    return Found(owners[kept], rows[kept], distances[within])


def _unique(found: Found) -> Found:
    """A pair that is near in several bands is found several times."""
    pairs = np.stack((found.asked, found.rows))
    _, first = np.unique(pairs, axis=1, return_index=True)
    return Found(found.asked[first], found.rows[first], found.distances[first])
