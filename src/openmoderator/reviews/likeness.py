"""How a text or a picture looks, in the form that says whether two are alike. No database.

A text is its words: NFC, white space collapsed. A picture is its PDQ, a hash of what it shows
that survives scaling and compression. One too flat to have a trustworthy PDQ, and one that
moves, is its bytes: what a later frame shows must not hide behind a harmless first one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from openmoderator.content.models import Content
from openmoderator.content.store import read
from openmoderator.errors import BadInput

if TYPE_CHECKING:
    # Not at run time: processes that only enqueue need no numpy.
    from openmoderator.detect.image.picture import Picture


@dataclass(frozen=True)
class Likeness:
    """`digest` is equal for what is alike in any case; `pdq` (32 bytes) where a picture has one.

    Both empty: nothing is known, and nothing is like it.
    """

    digest: str = ""
    pdq: bytes | None = None


UNKNOWN = Likeness()


def of_text(text: str) -> Likeness:
    """SHA-256 of the text in NFC with every run of white space as one space, none at the ends."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return Likeness(hashlib.sha256(plain.encode(errors="surrogatepass")).hexdigest())


def of_picture(picture: Picture, data: bytes) -> Likeness:
    """PDQ of the whole picture shrunk to 64 x 64, so that its size does not matter.

    Where its quality is below `MIN_QUALITY` (one colour, a soft gradient) or it has further
    frames, only the SHA-256 of the file's bytes.
    """
    from openmoderator.detect.image.hashes import MIN_QUALITY
    from openmoderator.detect.image.hashes.fingerprint import WHOLE
    from openmoderator.detect.image.hashes.pdq import pdq
    from openmoderator.detect.image.hashes.windows import base_of, plane_of

    digest = hashlib.sha256(data).hexdigest()
    if picture.further:
        return Likeness(digest)
    found = pdq(plane_of(base_of(picture.image), WHOLE))
    return Likeness(digest, found.hash if found.quality >= MIN_QUALITY else None)


def of_stored(content: Content | None) -> Likeness:
    """Of what is stored already; a picture is read and decoded for it, unless its file has gone."""
    if content is None:
        return UNKNOWN
    if content.text is not None:
        return of_text(content.text)
    try:
        return UNKNOWN if content.object_name is None else of_bytes(read(content))
    except FileNotFoundError:
        return UNKNOWN


def of_bytes(data: bytes) -> Likeness:
    """Of a picture's file; of one that cannot be decoded only the digest."""
    from openmoderator.detect.image.decode import DecodeLimits, decode

    try:
        picture = decode(data, DecodeLimits(max_pixels=settings.OPENMODERATOR.max_pixels))
    except BadInput:
        return Likeness(hashlib.sha256(data).hexdigest())
    return of_picture(picture, data)
