"""From what the database keeps of a listed picture to what is searched, and back."""

from __future__ import annotations

from typing import TypeAlias

from openmoderator.detect.image.hashes import MIN_QUALITY, Fingerprint
from openmoderator.detect.image.hashes.pdq import HASH_BYTES
from openmoderator.lists.models import Kind

Blob: TypeAlias = "bytes | memoryview[int] | None"
"""A binary field as the database gives it."""


def distinct_pdq(made: Fingerprint) -> bytes | None:
    """The PDQ of the whole picture where its quality lets it tell pictures apart, else None.

    The hash of a flat picture is noise: pictures that have it in common are not the same.
    """
    good = made.qualities[:1] and made.qualities[0] >= MIN_QUALITY
    return made.hashes[:HASH_BYTES] if good else None


def unpack(
    kind: str,
    fingerprint: Blob,
    pdq: Blob,
    md5: Blob,
    sha256: Blob,
) -> Fingerprint:
    """What an entry is found by. Raises `NotAFingerprint` where the row is damaged."""
    if kind == Kind.PICTURE:
        return Fingerprint.from_bytes(bytes(fingerprint or b""))
    if kind == Kind.PDQ:
        return Fingerprint.of_pdq(bytes(pdq or b""))
    if kind == Kind.MD5:
        return Fingerprint.of_md5(bytes(md5 or b""))
    return Fingerprint.of_sha256(bytes(sha256 or b""))
