"""What is kept of a listed picture, what is asked about another, and what a match says.

Values only: nothing here computes a hash or reads a file.
"""

import struct
from dataclasses import dataclass
from typing import Final, Self

from openmoderator.detect.image.hashes.errors import NotAFingerprint
from openmoderator.detect.image.hashes.pdq import HASH_BYTES

__all__ = ["MAX_DISTANCE", "MIN_QUALITY", "Fingerprint", "HashEntry", "HashMatch", "Query"]

MAX_DISTANCE: Final = 31
# Flat pictures have hashes of noise; the reference advises to trust 50 and more.
MIN_QUALITY: Final = 50
MD5_BYTES: Final = 16
SHA256_BYTES: Final = 32
_FORM: Final = struct.Struct("<4sBB")
_MAGIC: Final = b"OMfp"
_HAS_MD5, _HAS_SHA256, _HAS_REFERENCE = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Everything a list keeps of a picture; the picture itself is not kept (contract 5.3).

    `hashes` holds 32 bytes for the whole picture and for each part of it, in the order of
    `windows.PARTS` (shorter when later parts are not known); `qualities` one byte 0..100 for each
    of them, 0 for a part that this picture has not. `reference` is the PDQ of the picture in its
    own size, which is what others who use PDQ have: it is for exporting. Fingerprints that were
    imported have whatever the other side gave.
    """

    hashes: bytes = b""
    qualities: bytes = b""
    md5: bytes | None = None
    sha256: bytes | None = None
    reference: bytes | None = None

    def __post_init__(self) -> None:
        lengths = (
            (self.hashes, HASH_BYTES * len(self.qualities), "hashes"),
            (self.md5, MD5_BYTES, "md5"),
            (self.sha256, SHA256_BYTES, "sha256"),
            (self.reference, HASH_BYTES, "reference"),
        )
        for value, length, name in lengths:
            if value is not None and len(value) != length:
                message = f"A fingerprint's {name} has {len(value)} bytes instead of {length}."
                raise NotAFingerprint(message)

    @property
    def pdq(self) -> bytes | None:
        """The hash that others know this picture by; None if only its bytes tell it apart."""
        if self.reference is not None:
            return self.reference
        return self.hashes[:HASH_BYTES] if self.quality >= MIN_QUALITY else None

    @property
    def quality(self) -> int:
        """0..100 of the whole picture; below MIN_QUALITY only its bytes are compared."""
        return self.qualities[0] if self.qualities else 0

    def to_bytes(self) -> bytes:
        """One field for a database: the same fingerprint always gives the same bytes."""
        optional = (
            (_HAS_MD5, self.md5),
            (_HAS_SHA256, self.sha256),
            (_HAS_REFERENCE, self.reference),
        )
        flags = sum(flag for flag, value in optional if value is not None)
        head = _FORM.pack(_MAGIC, flags, len(self.qualities))
        return head + b"".join(value or b"" for _, value in optional) + self.qualities + self.hashes

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """What `to_bytes` wrote. Raises NotAFingerprint for anything else."""
        if len(stored) < _FORM.size or stored[:4] != _MAGIC:
            raise NotAFingerprint("The stored bytes are no fingerprint; add the picture again.")
        _, flags, count = _FORM.unpack_from(stored)
        place, found = _FORM.size, dict[int, bytes]()
        lengths = ((_HAS_MD5, MD5_BYTES), (_HAS_SHA256, SHA256_BYTES), (_HAS_REFERENCE, HASH_BYTES))
        for flag, length in lengths:
            if flags & flag:
                found[flag] = stored[place : place + length]
                place += length
        qualities, hashes = stored[place : place + count], stored[place + count :]
        if len(qualities) != count:
            raise NotAFingerprint("The stored fingerprint is cut off; add the picture again.")
        reference = found.get(_HAS_REFERENCE)
        return cls(hashes, qualities, found.get(_HAS_MD5), found.get(_HAS_SHA256), reference)

    @classmethod
    def of_pdq(cls, pdq: bytes, quality: int = 100) -> Self:
        """A hash from elsewhere, 32 bytes; lists that share hashes leave the quality out."""
        return cls(hashes=pdq, qualities=bytes([quality]))

    @classmethod
    def of_md5(cls, md5: bytes) -> Self:
        """An exact entry: 16 bytes."""
        return cls(md5=md5)

    @classmethod
    def of_sha256(cls, sha256: bytes) -> Self:
        """An exact entry: 32 bytes."""
        return cls(sha256=sha256)


@dataclass(frozen=True, slots=True)
class Query:
    """The hashes of an asked picture that are good enough to search with, and of its bytes.

    `hashes` are 32 bytes each; `views` has a byte for each: how the picture was turned for it,
    as an index into `fingerprint.VIEWS`. Both are empty for a flat picture, which only its
    bytes can match.
    """

    hashes: bytes
    views: bytes
    md5: bytes
    sha256: bytes


@dataclass(frozen=True, slots=True)
class HashEntry:
    """One line of a list: its content id, 0..2^63-1, and what is known of the picture."""

    content_id: int
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class HashMatch:
    """The best way in which one listed picture is like the asked one.

    `distance` is 0..31 differing bits of 256. `score` is 1.0 for the same picture and falls by
    1/64 with each bit; what was found turned, mirrored or as a part never gets 1.0 (docs/match.md).
    `exact` says that the bytes of the file are the same. `view` names how the asked picture had
    to be turned ("as it is" if not), `part` what it shows of the listed one.
    """

    content_id: int
    distance: int
    score: float
    exact: bool
    view: str = "as it is"
    part: str = "whole"
