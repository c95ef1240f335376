"""From a picture to what a list keeps of it, and to what is asked about it."""

import hashlib
from typing import Final

from PIL import Image

from openmoderator.detect.image.hashes.dihedral import ORIENTATIONS, dihedral
from openmoderator.detect.image.hashes.pdq import NO_PDQ, Pdq, pdq, pdq_of, spectrum_of
from openmoderator.detect.image.hashes.values import MIN_QUALITY, Fingerprint, Query
from openmoderator.detect.image.hashes.windows import (
    PARTS,
    Box,
    base_of,
    box_of,
    frame,
    plane_of,
)
from openmoderator.detect.image.picture import Picture

WHOLE: Final[Box] = (0.0, 0.0, 1.0, 1.0)
# What is listed has to tell pictures apart (MIN_QUALITY). What is asked may have lost contrast
# since, and only what has nothing in it is not worth a search.
ASKED_QUALITY: Final = 20
# A hash in the picture's own size costs in proportion to its pixels, and is for exchange only.
MAX_REFERENCE_PIXELS: Final = 16_000_000
# How an asked picture was seen, by the index that Query.views holds.
VIEWS: Final = (
    *ORIENTATIONS,
    *(f"{name}, without its frame" for name in ORIENTATIONS),
    "in its own size",
)
OWN_SIZE: Final = len(VIEWS) - 1


def fingerprint(picture: Picture, data: bytes) -> Fingerprint:
    """What a list keeps: the hashes of the whole and of its parts, and of the file's bytes."""
    base, reference = base_of(picture.image), _reference(picture)
    hashes = [_part(base, box_of(part, base)) for part in PARTS]
    return Fingerprint(
        hashes=b"".join(one.hash for one in hashes),
        qualities=bytes(one.quality for one in hashes),
        md5=_md5(data),
        sha256=hashlib.sha256(data).digest(),
        reference=reference.hash if reference.quality >= MIN_QUALITY else None,
    )


def query_of(picture: Picture, data: bytes) -> Query:
    """What is asked: all orientations of the picture, also without its frame, and its bytes.

    Beside them the plain reference hash, by which lists from elsewhere know the picture.
    """
    base = base_of(picture.image)
    found = _views(base, WHOLE, 0)
    if found and (box := frame(base)) is not None:
        found += _views(base, box, len(ORIENTATIONS))
    reference = _reference(picture)
    if found and reference.quality >= ASKED_QUALITY:
        found.append((OWN_SIZE, reference.hash))
    return Query(
        hashes=b"".join(value for _, value in found),
        views=bytes(view for view, _ in found),
        md5=_md5(data),
        sha256=hashlib.sha256(data).digest(),
    )


def _part(base: Image.Image, box: Box | None) -> Pdq:
    """The hash of one part."""
    return NO_PDQ if box is None else pdq(plane_of(base, box))


def _views(base: Image.Image, box: Box, first: int) -> list[tuple[int, bytes]]:
    """The eight orientations of a part, none if it is too flat to be told from others."""
    spectrum, quality = spectrum_of(plane_of(base, box))
    if quality < ASKED_QUALITY:
        return []
    return list(enumerate(dihedral(spectrum), start=first))


def _reference(picture: Picture) -> Pdq:
    """PDQ as others compute it, in the picture's own size; none for enormous ones."""
    if picture.width * picture.height > MAX_REFERENCE_PIXELS:
        return NO_PDQ
    return pdq_of(picture.image)


def _md5(data: bytes) -> bytes:
    """Hash lists are exchanged by MD5; nothing here relies on it being hard to forge."""
    return hashlib.md5(data, usedforsecurity=False).digest()
