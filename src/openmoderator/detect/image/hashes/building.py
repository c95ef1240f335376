"""From the entries of a list to the file of a snapshot. Reads no pictures, searches nothing."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openmoderator.detect.image.hashes import layout
from openmoderator.detect.image.hashes.bands import directory, words_of
from openmoderator.detect.image.hashes.values import MIN_QUALITY, HashEntry
from openmoderator.detect.image.hashes.windows import PARTS

# As many hashes as can be searched in 2 ms (docs/match.md); longer lists keep fewer parts.
MAX_ROWS: Final = 1_000_000
# Comparing with everything is as fast up to here, and the bands alone take 4 MB.
BANDS_FROM: Final = 8_192
_CHUNK: Final = 4_096

Numbers = npt.NDArray[Any]


@dataclass(slots=True)
class _Rows:
    """What was collected so far: one array for each chunk of entries."""

    limit: int
    level: int = len(PARTS)
    words: list[Numbers] = field(default_factory=list)
    owners: list[Numbers] = field(default_factory=list)
    parts: list[Numbers] = field(default_factory=list)

    def add(self, chunk: list[HashEntry], first: int) -> None:
        """The hashes of a chunk that are good enough to tell pictures apart."""
        qualities = [entry.fingerprint.qualities for entry in chunk]
        lengths = np.array([len(one) for one in qualities])
        words = words_of(b"".join(entry.fingerprint.hashes for entry in chunk))
        owners = np.repeat(np.arange(first, first + len(chunk), dtype=np.uint32), lengths)
        parts = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        quality = np.frombuffer(b"".join(qualities), dtype=np.uint8)
        kept = (quality >= MIN_QUALITY) & (parts < self.level)
        self.words.append(words[kept])
        self.owners.append(owners[kept])
        self.parts.append(parts[kept].astype(np.uint8))
        self._thin()

    def _thin(self) -> None:
        """Drop the least useful part of all pictures until the rest fits.

        The whole pictures always stay, however many they are.
        """
        while self.level > 1 and sum(map(len, self.parts)) > self.limit:
            self.level -= 1
            kept = [part < self.level for part in self.parts]
            for columns in (self.words, self.owners, self.parts):
                columns[:] = [column[mask] for column, mask in zip(columns, kept, strict=True)]


@dataclass(slots=True)
class _Digests:
    """Exact entries: digests and whose they are."""

    size: int
    values: list[bytes] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)

    def add(self, value: bytes | None, owner: int) -> None:
        """One more, if the entry has one."""
        if value is not None:
            self.values.append(value)
            self.owners.append(owner)

    def sorted(self, places: Numbers) -> tuple[Numbers, Numbers]:
        """Columns of 8 bytes sorted by the first, and the owners by their final places."""
        columns = np.frombuffer(b"".join(self.values), dtype="<u8").reshape(-1, self.size // 8)
        owners = places[np.array(self.owners, dtype=np.intp)]
        order = np.lexsort((owners, *columns.T[::-1]))
        return columns[order].T, owners[order]


def build(
    entries: Iterable[HashEntry],
    target: Path,
    progress: Callable[[int], None] | None = None,
    *,
    max_rows: int = MAX_ROWS,
    bands_from: int = BANDS_FROM,
) -> None:
    """Write a snapshot of the entries to `target`, replacing it in one step.

    The bytes depend on the entries alone, not on their order. `progress` is told now and then
    how many entries were read. Of each picture so many parts are kept that all hashes stay
    below `max_rows`; the whole picture always is. Content ids are 0..2^63-1, each once.
    """
    collected = _collect(entries, max_rows, progress)
    counts, arrays = _arrays(*collected, bands_from)
    number, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            layout.write(file, counts, arrays)
            file.flush()
            os.fsync(number)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _collect(
    entries: Iterable[HashEntry], max_rows: int, progress: Callable[[int], None] | None
) -> tuple[list[int], _Rows, _Digests, _Digests]:
    """Read all entries, a chunk at a time."""
    ids, rows, md5, sha256 = list[int](), _Rows(max_rows), _Digests(16), _Digests(32)
    for chunk in _chunks(entries):
        rows.add(chunk, len(ids))
        for owner, entry in enumerate(chunk, start=len(ids)):
            md5.add(entry.fingerprint.md5, owner)
            sha256.add(entry.fingerprint.sha256, owner)
        ids += [entry.content_id for entry in chunk]
        if progress is not None:
            progress(len(ids))
    return ids, rows, md5, sha256


def _arrays(
    ids: list[int], rows: _Rows, md5: _Digests, sha256: _Digests, bands_from: int
) -> tuple[layout.Counts, layout.Arrays]:
    """Everything in the order of the content ids."""
    contents = np.array(ids, dtype=np.int64)
    order = np.argsort(contents, kind="stable")
    places = np.empty(len(ids), dtype=np.uint32)
    places[order] = np.arange(len(ids), dtype=np.uint32)
    owners = places[np.concatenate([*rows.owners, np.empty(0, dtype=np.uint32)])]
    by_owner = np.argsort(owners, kind="stable")
    words = np.concatenate([*rows.words, words_of(b"")])[by_owner]
    parts = np.concatenate([*rows.parts, np.empty(0, dtype=np.uint8)])[by_owner]
    arrays = {"words": words, "owners": owners[by_owner], "parts": parts}
    arrays["contents"] = contents[order]
    arrays["md5"], arrays["md5_owners"] = md5.sorted(places)
    arrays["sha256"], arrays["sha256_owners"] = sha256.sorted(places)
    banded = len(words) >= bands_from
    bands = directory(words) if banded else None
    arrays["starts"] = bands.starts if bands else np.empty(0)
    arrays["postings"] = bands.postings if bands else np.empty(0)
    lengths = (len(words), len(ids), len(md5.values), len(sha256.values), int(banded))
    return layout.Counts(*lengths), arrays


def _chunks(entries: Iterable[HashEntry]) -> Iterator[list[HashEntry]]:
    """The entries in lists of a few thousand."""
    rest = iter(entries)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
