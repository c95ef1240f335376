"""Weighted counts of words and character runs: the second opinion beside the encoder.

Owns the features and the stored weights (a plain npz). It never learns; scripts/training does.
A feature is a run of 2 to 5 characters or of 1 to 2 words, named by its hash.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Indexes = npt.NDArray[np.int64]

BITS: Final = 18
HALF: Final = 2 ** (BITS - 1)
RUNS: Final = (2, 3, 4, 5)
_WORD: Final = re.compile(r"\w+")
_STEP: Final = np.uint64(0x100000001B3)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_DOWN: Final = np.uint64(65 - BITS)


def features(text: str) -> tuple[Indexes, Floats]:
    """The numbers of the features of a tidied text, ascending, and 1 + log of how often each is.

    Character runs have numbers below HALF, words from there on.
    """
    lower = f" {text.lower()} "
    characters = np.frombuffer(lower.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    runs = [_slots(found) for found in _character_runs(characters.astype(np.uint64))]
    words = _WORD.findall(lower)
    named = [*words, *map(" ".join, pairwise(words))]
    hashes = np.array([zlib.crc32(name.encode("utf-8", "replace")) for name in named], np.uint64)
    numbers, counts = np.unique(np.concatenate([*runs, _slots(hashes) + HALF]), return_counts=True)
    return numbers, (1 + np.log(counts)).astype(np.float32)


def normed(numbers: Indexes, values: Floats) -> Floats:
    """`values` with the part of the runs and the part of the words each of length 1."""
    cut = int(np.searchsorted(numbers, HALF))
    parts = [values[:cut], values[cut:]]
    norms = [float(np.sqrt(np.square(part).sum())) or 1.0 for part in parts]
    return np.concatenate([part / norm for part, norm in zip(parts, norms, strict=True)])


def _character_runs(characters: npt.NDArray[np.uint64]) -> Iterator[npt.NDArray[np.uint64]]:
    """A hash of every run of each length."""
    for length in RUNS:
        count = len(characters) - length + 1
        if count < 1:
            return
        hashes = np.full(count, length, np.uint64)
        for place in range(length):
            hashes = hashes * _STEP + characters[place : place + count]
        yield hashes


def _slots(hashes: npt.NDArray[np.uint64]) -> Indexes:
    """The upper bits of the mixed hashes."""
    return ((hashes * _MIX) >> _DOWN).astype(np.int64)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A margin for each head: `weights` (features, heads) int8 times `steps`, plus `biases`.

    `rarity` is the inverse document frequency of each feature, zero for one never seen.
    """

    heads: tuple[str, ...]
    rarity: npt.NDArray[np.float16]
    weights: npt.NDArray[np.int8]
    steps: Floats
    biases: Floats

    def margins(self, text: str) -> Floats:
        """One logit a head for a tidied text; the biases alone where nothing is known."""
        numbers, values = features(text)
        weighted = normed(numbers, values * self.rarity[numbers].astype(np.float32))
        sums = weighted @ self.weights[numbers].astype(np.float32)
        return np.asarray(sums * self.steps + self.biases, dtype=np.float32)


def read_linear(path: Path) -> LinearModel:
    """The model stored at `path`. Raises OSError, KeyError or ValueError for another file."""
    with np.load(path, allow_pickle=False) as stored:
        return LinearModel(
            tuple(str(stored["heads"]).split(",")),
            stored["rarity"],
            stored["weights"],
            stored["steps"],
            stored["biases"],
        )
