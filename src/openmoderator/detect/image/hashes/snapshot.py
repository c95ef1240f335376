"""A published snapshot of picture hashes, and the search in it: exact up to 31 differing bits.

Reads mapped memory only: many threads and processes share one file. Never changes it.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from openmoderator.detect.image.hashes import layout
from openmoderator.detect.image.hashes.bands import (
    REACH,
    Bands,
    Found,
    near,
    near_by_counting,
    words_of,
)
from openmoderator.detect.image.hashes.errors import DistanceTooFar
from openmoderator.detect.image.hashes.fingerprint import OWN_SIZE, VIEWS
from openmoderator.detect.image.hashes.values import MAX_DISTANCE, HashMatch, Query
from openmoderator.detect.image.hashes.windows import PARTS

# What a differing bit costs: at distance 31 the score is just above a half.
SCORE_STEPS: Final = 64


@dataclass(frozen=True, eq=False)
class HashSnapshot:
    """One list as of its last refresh. Open it with `open`; it needs no closing."""

    path: Path
    pictures: int
    rows: int
    _arrays: layout.Arrays = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map the file. Raises SnapshotDamaged for one that is not whole, OSError for none."""
        counts, arrays = layout.read(path)
        return cls(path, counts.contents, counts.rows, arrays)

    def match(self, query: Query, max_distance: int = MAX_DISTANCE) -> tuple[HashMatch, ...]:
        """The listed pictures like the asked one, best first, each once with its best likeness.

        `max_distance` is 0..31: farther is not searched, DistanceTooFar says so.
        """
        if not 0 <= max_distance <= REACH:
            raise DistanceTooFar(max_distance, REACH)
        matches = self._similar(query, max_distance)
        matches |= {match.content_id: match for match in self._same_bytes(query)}
        return tuple(sorted(matches.values(), key=lambda one: (-one.score, one.content_id)))

    def _similar(self, query: Query, max_distance: int) -> dict[int, HashMatch]:
        """By perceptual hash."""
        words, views = words_of(query.hashes), np.frombuffer(query.views, dtype=np.uint8)
        found = self._near(words, max_distance)
        if not len(found.rows):
            return {}
        owners = self._arrays["owners"][found.rows]
        parts, seen = self._arrays["parts"][found.rows], views[found.asked]
        costs = found.distances + changed(seen, parts)
        order = np.lexsort((seen, parts, costs, owners))
        best = order[np.unique(owners[order], return_index=True)[1]]
        contents = self._arrays["contents"][owners[best]]
        columns = (contents, found.distances[best], costs[best], seen[best], parts[best])
        return {
            content: HashMatch(content, distance, score(cost), False, VIEWS[view], PARTS[part].name)
            for content, distance, cost, view, part in zip(
                *(column.tolist() for column in columns), strict=True
            )
        }

    def _near(self, words: npt.NDArray[np.uint64], distance: int) -> Found:
        """Rows near any of the asked hashes."""
        listed = self._arrays["words"]
        if not len(self._arrays["starts"]):
            return near_by_counting(words, listed, distance)
        bands = Bands(self._arrays["starts"], self._arrays["postings"])
        return near(words, listed, bands, distance)

    def _same_bytes(self, query: Query) -> list[HashMatch]:
        """By the digest of the file."""
        owners = {
            *self._digest("md5", query.md5).tolist(),
            *self._digest("sha256", query.sha256).tolist(),
        }
        contents = self._arrays["contents"]
        return [HashMatch(int(contents[owner]), 0, 1.0, True) for owner in owners]

    def _digest(self, kind: str, value: bytes) -> npt.NDArray[np.uint32]:
        """Whose digest this is."""
        columns, owners = self._arrays[kind], self._arrays[f"{kind}_owners"]
        wanted = np.frombuffer(value, dtype="<u8")
        first, last = (
            np.searchsorted(columns[0], wanted[0]),
            np.searchsorted(columns[0], wanted[0], side="right"),
        )
        same = (columns[:, first:last] == wanted[:, None]).all(axis=0)
        whose: npt.NDArray[np.uint32] = owners[first:last][same]
        return whose


def changed(views: npt.NDArray[np.uint8], parts: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Whether a pair is anything but two whole pictures that stand the same way."""
    upright = (views == 0) | (views == OWN_SIZE)
    return np.asarray(~upright | (parts != 0), dtype=np.bool_)


def score(cost: int) -> float:
    """1.0 for no differing bit and nothing turned or cut, falling by 1/64 for each."""
    return 1 - cost / SCORE_STEPS
