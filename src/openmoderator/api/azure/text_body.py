"""The text of Screen and DetectLanguage: bytes, character set and length (contract 4.1).

Looks at no content. Offsets and lengths of the wire count UTF-16 code units.
"""

from __future__ import annotations

import codecs
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from openmoderator.api.azure.errors import UnsupportedMedia
from openmoderator.api.azure.reading import body_of
from openmoderator.callbacks.storable import storable
from openmoderator.detect.text.offsets import utf16_offset
from openmoderator.errors import BadInput

PLAIN: Final = "text/plain"
_MARKUP: Final = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/xml": "text/xml",
    "application/xml": "text/xml",
    "text/markdown": "text/markdown",
}
_AS_PLAIN: Final = (
    "",
    "application/octet-stream",
    "application/x-www-form-urlencoded",  # what curl -d says of everything
    "application/json",
)
_CHARACTER_SETS: Final = frozenset(
    codecs.lookup(name).name
    for name in (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii"),
        *(f"iso8859-{part}" for part in (*range(1, 12), 13, 14, 15, 16)),
        *(f"cp125{part}" for part in range(9)),
        *("koi8-r", "koi8-u", "gb2312", "gbk", "gb18030", "big5", "euc_kr", "shift_jis", "euc_jp"),
    )
)
"""What a charset parameter may name; Python knows further codecs that are no character sets."""


class TextTooLong(BadInput):
    """More text than `max_screen_text` allows."""

    code = "TextTooLong"


def read_text(request: HttpRequest) -> str:
    """The text of the body, within the limit of the settings. NUL characters become U+FFFD.

    Raises `BadInput` (nothing there, not in its character set), `TextTooLong`, or
    `UnsupportedMedia` for an unknown character set.
    """
    body = body_of(request)
    if not body:
        raise BadInput("The body is missing: send the text itself.")
    text = storable(_decoded(body, str((request.content_params or {}).get("charset", ""))))
    judge_length(text)
    return text


def judge_length(text: str) -> None:
    """Raise `TextTooLong` for a text above `max_screen_text`."""
    most = settings.OPENMODERATOR.max_screen_text
    length = utf16_offset(text, len(text))
    if length > most:
        message = f"The text has {length} characters (UTF-16 code units); at most {most} are taken."
        raise TextTooLong(message)


def media_type_of(request: HttpRequest) -> str:
    """``text/plain`` or a markup that is known. Raises `UnsupportedMedia` for what is no text."""
    given = (request.content_type or "").lower()
    if given in _MARKUP:
        return _MARKUP[given]
    if given in _AS_PLAIN or given.startswith("text/"):
        return PLAIN
    message = (
        f"A body of type {given[:80]} is not screened: send text/plain, text/html, text/xml or"
        " text/markdown."
    )
    raise UnsupportedMedia(message)


def _decoded(body: bytes, charset: str) -> str:
    name = _codec(charset)
    try:
        return body.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"The body is not {charset.strip() or 'UTF-8'}: byte {error.start} does not fit."
        raise BadInput(message) from None


def _codec(charset: str) -> str:
    asked = charset.strip().strip("\"'") or "utf-8"
    try:
        name = codecs.lookup(asked).name
    except (LookupError, ValueError):
        name = ""
    if name not in _CHARACTER_SETS:
        message = f"The charset {asked[:40]!r} is not known: send UTF-8."
        raise UnsupportedMedia(message)
    return name
