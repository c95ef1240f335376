"""What a body is, told by its bytes and not by its Content-Type (contract 1.3). Pure.

Decodes nothing and judges nothing: only which reading makes sense.
"""

from __future__ import annotations

from typing import Final

_BOM: Final = b"\xef\xbb\xbf"
_SIGNS: Final = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"RIFF",
)


def is_json_object(body: bytes) -> bool:
    """Whether the first character that counts opens a JSON object."""
    return body.removeprefix(_BOM).lstrip()[:1] == b"{"


def looks_like_picture(body: bytes) -> bool:
    """Whether the body begins like a picture of a common format."""
    return body.startswith(_SIGNS) or body[4:8] == b"ftyp"  # HEIF and AVIF
