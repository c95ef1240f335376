"""The file of a snapshot: a head that names its arrays, and the arrays behind it.

Magic, length and CRC-32 of the head, the head as JSON, then each array at a multiple of 64
bytes, little endian. The head holds the length and the BLAKE2b of all that follows it, so that
a file cut short is found at once and any other damage by `checksum_of`. Same terms, same bytes.
"""

import hashlib
import json
import mmap
import os
import struct
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.errors import SnapshotDamaged

_MAGIC: Final = b"OMTERMS\x01"
_START: Final = struct.Struct("<8sII")
_ALIGNED: Final = 64
_LONGEST_HEAD: Final = 1 << 24
_DTYPES: Final = {
    "hashes": "<u8",
    "owners": "<u4",
    "heads": "<u8",
    "filter": "|u1",
    "offsets": "<u8",
    "terms": "|u1",
}
_READ_AHEAD_NOT: Final[int | None] = getattr(mmap, "MADV_RANDOM", None)
"""Look-ups touch a few pages here and there; where the system can, it is told so."""
_LENGTHS: Final = ("words", "letters", "anywhere", "exact", "raw")
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Facts:
    """What the head tells of the terms: their number, alphabet and the lengths there are.

    `words` are numbers of words of phrases, `letters` lengths of single words, the others
    lengths of terms found anywhere, exactly, and of those without letters; each rising.
    """

    count: int
    alphabet: str
    words: tuple[int, ...]
    letters: tuple[int, ...]
    anywhere: tuple[int, ...]
    exact: tuple[int, ...]
    raw: tuple[int, ...]


def write(target: Path, facts: Facts, arrays: Arrays) -> None:
    """Write the file in one step: whoever opens `target` finds the old one or the new one."""
    digest = hashlib.blake2b(digest_size=16)
    sections, at = {}, 0
    for name, dtype in _DTYPES.items():
        array = arrays[name] = np.ascontiguousarray(arrays[name], dtype)
        sections[name] = (at, len(array))
        at += array.nbytes + _padding(array.nbytes)
        digest.update(array.tobytes())
    head = {"facts": asdict(facts), "sections": sections, "body": at, "digest": digest.hexdigest()}
    written = json.dumps(head, sort_keys=True).encode()
    beside = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(_START.pack(_MAGIC, len(written), zlib.crc32(written)))
            file.write(written + b" " * _padding(_START.size + len(written)))
            for name in _DTYPES:
                file.write(arrays[name].tobytes())
                file.write(bytes(_padding(arrays[name].nbytes)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def read(path: Path) -> tuple[Facts, Arrays]:
    """Map a file; its arrays cannot be written to and live as long as they are held.

    Raises SnapshotDamaged for what `write` has not written, or not to the end; OSError where
    there is no such file.
    """
    with path.open("rb") as file:
        try:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise SnapshotDamaged(path.name, "is empty") from error
    if _READ_AHEAD_NOT is not None:
        mapped.madvise(_READ_AHEAD_NOT)
    head, body = _head(path, mapped)
    try:
        facts = _facts(head["facts"])
        arrays = {
            name: np.frombuffer(mapped, dtype, head["sections"][name][1], body + at)
            for name, dtype in _DTYPES.items()
            for at in head["sections"][name][:1]
        }
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotDamaged(path.name, "has a head of another version") from error
    return facts, arrays


def verify(path: Path) -> None:
    """Read the whole file and compare its checksum. Raises SnapshotDamaged."""
    _, arrays = read(path)
    with path.open("rb") as file:
        _, length, _ = _START.unpack(file.read(_START.size))
        head = json.loads(file.read(length))
    digest = hashlib.blake2b(digest_size=16)
    for name in _DTYPES:
        digest.update(arrays[name].tobytes())
    if digest.hexdigest() != head["digest"]:
        raise SnapshotDamaged(path.name, "is not what was written")


def _head(path: Path, mapped: mmap.mmap) -> tuple[dict[str, Any], int]:
    """The head, and where the arrays begin."""
    if len(mapped) < _START.size or not mapped[: len(_MAGIC)] == _MAGIC:
        raise SnapshotDamaged(path.name, "is no snapshot of terms of this version")
    _, length, checksum = _START.unpack(mapped[: _START.size])
    written = mapped[_START.size : _START.size + min(length, _LONGEST_HEAD)]
    if len(written) != length or zlib.crc32(written) != checksum:
        raise SnapshotDamaged(path.name, "has a damaged head")
    head: dict[str, Any] = json.loads(written)
    body = _START.size + length + _padding(_START.size + length)
    if len(mapped) != body + head["body"]:
        raise SnapshotDamaged(path.name, f"is {len(mapped)} bytes long, not what its head says")
    return head, body


def _facts(read: dict[str, Any]) -> Facts:
    lengths = {name: tuple(map(int, read[name])) for name in _LENGTHS}
    return Facts(count=int(read["count"]), alphabet=str(read["alphabet"]), **lengths)


def _padding(length: int) -> int:
    return -length % _ALIGNED
