"""The file of a snapshot: one header, then plain little-endian arrays, mapped and never copied.

The header says how many rows there are; where each array stands follows from that. Header and
arrays carry checksums, so that a file that was cut off or changed is known before it is used.
"""

import math
import mmap
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt

from openmoderator.detect.image.hashes.bands import BANDS, BUCKETS, WORDS
from openmoderator.detect.image.hashes.errors import SnapshotDamaged

Arrays = dict[str, npt.NDArray[Any]]

MAGIC: Final = b"OMhashes"
VERSION: Final = 1
ALIGNED: Final = 64
_HEADER: Final = struct.Struct("<8sII6QI")
_CHECK: Final = struct.Struct("<I")
HEADER_BYTES: Final = 128


@dataclass(frozen=True, slots=True)
class Counts:
    """How long the arrays are. `banded` is 1 if the multi-index is there, else 0."""

    rows: int
    contents: int
    md5: int
    sha256: int
    banded: int

    def shapes(self) -> dict[str, tuple[str, tuple[int, ...]]]:
        """Type and shape of every array, in the order of the file."""
        return {
            "words": ("<u8", (self.rows, WORDS)),
            "owners": ("<u4", (self.rows,)),
            "parts": ("<u1", (self.rows,)),
            "contents": ("<i8", (self.contents,)),
            "md5": ("<u8", (2, self.md5)),
            "md5_owners": ("<u4", (self.md5,)),
            "sha256": ("<u8", (4, self.sha256)),
            "sha256_owners": ("<u4", (self.sha256,)),
            "starts": ("<u4", (BANDS * self.banded, BUCKETS + 1)),
            "postings": ("<u4", (BANDS * self.banded, self.rows)),
        }

    def places(self) -> tuple[dict[str, int], int]:
        """Where each array begins, and how long the file is."""
        places, end = dict[str, int](), HEADER_BYTES
        for name, (kind, shape) in self.shapes().items():
            places[name] = end
            size = np.dtype(kind).itemsize * math.prod(shape)
            end += -(-size // ALIGNED) * ALIGNED
        return places, end


def write(file: BinaryIO, counts: Counts, arrays: Arrays) -> None:
    """The whole file. The same arrays always give the same bytes."""
    check = 0
    file.write(bytes(HEADER_BYTES))
    for name, (kind, shape) in counts.shapes().items():
        array = np.ascontiguousarray(arrays[name], dtype=kind).reshape(shape)
        body = array.reshape(-1).view(np.uint8).data
        padding = bytes(-len(body) % ALIGNED)
        check = zlib.crc32(padding, zlib.crc32(body, check))
        file.write(body)
        file.write(padding)
    _, length = counts.places()
    numbers = (counts.rows, counts.contents, counts.md5, counts.sha256, counts.banded, length)
    header = _HEADER.pack(MAGIC, VERSION, HEADER_BYTES, *numbers, check)
    file.seek(0)
    file.write(header + _CHECK.pack(zlib.crc32(header)))


def read(path: Path) -> tuple[Counts, Arrays]:
    """The arrays, mapped read-only. Raises SnapshotDamaged, or OSError if there is no file."""
    with path.open("rb") as file:
        counts, check = _header(path, file.read(HEADER_BYTES), file.seek(0, 2))
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if zlib.crc32(memoryview(mapped)[HEADER_BYTES:]) != check:
        raise SnapshotDamaged(path, "its contents do not have the checksum of its header")
    places, _ = counts.places()
    return counts, {
        name: np.frombuffer(mapped, kind, math.prod(shape), places[name]).reshape(shape)
        for name, (kind, shape) in counts.shapes().items()
    }


def _header(path: Path, header: bytes, length: int) -> tuple[Counts, int]:
    """Judge the header against itself and the length of the file."""
    if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
        raise SnapshotDamaged(path, "it is no snapshot of hashes or is cut off")
    _, version, _, *numbers, stated, check = _HEADER.unpack_from(header)
    if _CHECK.unpack_from(header, _HEADER.size)[0] != zlib.crc32(header[: _HEADER.size]):
        raise SnapshotDamaged(path, "its header is damaged")
    if version != VERSION:
        raise SnapshotDamaged(path, f"it has version {version} instead of {VERSION}")
    counts = Counts(*numbers)
    if counts.banded > 1 or not stated == length == counts.places()[1]:
        raise SnapshotDamaged(path, f"it is cut off or longer: {length} bytes, not {stated}")
    return counts, check
