"""Groups of near-duplicate texts: MinHash over shingles of five characters, then checked.

Deterministic: the hash functions are fixed. Two texts are near-duplicates when their sets of
shingles overlap by 0.7 or more (Jaccard); groups are the transitive closure of that.
"""

import zlib
from collections import defaultdict
from typing import Final

import numpy as np
import numpy.typing as npt

BANDS: Final = 12
ROWS: Final = 3
ALIKE: Final = 0.7
_PRIME: Final = np.uint64(4294967291)

Numbers = npt.NDArray[np.uint64]


def groups_of(texts: list[str]) -> list[int]:
    """A group number for each text; near-duplicates have the same one."""
    shingles = [_shingles(text) for text in texts]
    parents = list(range(len(texts)))
    for bucket in _buckets(shingles):
        for other in bucket[1:]:
            first, second = _root(parents, bucket[0]), _root(parents, other)
            if first != second and _alike(shingles[bucket[0]], shingles[other]):
                parents[max(first, second)] = min(first, second)
    return [_root(parents, number) for number in range(len(texts))]


def _shingles(text: str) -> Numbers:
    """The hashed set of all runs of five characters, of the whole text when it is shorter."""
    data = text.encode()
    runs = {data[start : start + 5] for start in range(max(1, len(data) - 4))}
    return np.array(sorted(zlib.crc32(run) for run in runs), dtype=np.uint64)


def _buckets(shingles: list[Numbers]) -> list[list[int]]:
    """Numbers of the texts that agree in at least one band of their signatures."""
    source = np.random.default_rng(4)
    factors = source.integers(1, 2**31, (BANDS * ROWS, 1), dtype=np.uint64)
    addends = source.integers(0, 2**31, (BANDS * ROWS, 1), dtype=np.uint64)
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for number, values in enumerate(shingles):
        signature = ((factors * values + addends) % _PRIME).min(axis=1)
        for band in range(BANDS):
            key = signature[band * ROWS : (band + 1) * ROWS].tobytes()
            buckets[band, key].append(number)
    return [bucket for bucket in buckets.values() if len(bucket) > 1]


def _alike(first: Numbers, second: Numbers) -> bool:
    both = np.intersect1d(first, second, assume_unique=True).size
    return both >= ALIKE * (first.size + second.size - both)


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
