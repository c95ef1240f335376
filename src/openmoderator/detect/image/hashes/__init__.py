"""Picture hashes: PDQ of a picture and of its parts, and the search for near ones.

A list keeps `fingerprint(...)` of each picture, `build` writes them to a file, and
`HashSnapshot` finds the listed pictures that `query_of(...)` another one resembles.
"""

from openmoderator.detect.image.hashes.building import build
from openmoderator.detect.image.hashes.errors import (
    DistanceTooFar,
    NotAFingerprint,
    SnapshotDamaged,
)
from openmoderator.detect.image.hashes.fingerprint import fingerprint, query_of
from openmoderator.detect.image.hashes.snapshot import HashSnapshot
from openmoderator.detect.image.hashes.values import (
    MAX_DISTANCE,
    MIN_QUALITY,
    Fingerprint,
    HashEntry,
    HashMatch,
    Query,
)

__all__ = [
    "MAX_DISTANCE",
    "MIN_QUALITY",
    "DistanceTooFar",
    "Fingerprint",
    "HashEntry",
    "HashMatch",
    "HashSnapshot",
    "NotAFingerprint",
    "Query",
    "SnapshotDamaged",
    "build",
    "fingerprint",
    "query_of",
]
