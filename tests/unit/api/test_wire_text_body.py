"""The text of a body whatever its type and character set say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from openmoderator.api.azure.errors import UnsupportedMedia
from openmoderator.api.azure.text_body import TextTooLong, media_type_of, read_text
from openmoderator.errors import BadInput


def posted(body: bytes, kind: str = "text/plain") -> HttpRequest:
    """A request with that body."""
    request: HttpRequest = RequestFactory().generic("POST", "/x", body, content_type=kind)
    return request


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("Grüße 😀".encode(), "", "Grüße 😀"),
        ("Grüße".encode(), "text/plain; charset=UTF-8", "Grüße"),
        ("Grüße".encode("latin-1"), "text/plain; charset=iso-8859-1", "Grüße"),
        ("Grüße".encode("utf-16"), "text/plain;charset=utf-16", "Grüße"),
        ("こんにちは".encode("shift_jis"), 'text/plain; charset="Shift_JIS"', "こんにちは"),
        (b"\xef\xbb\xbfhello", "text/html", "hello"),
        (b"a\0b", "text/plain", "a\ufffdb"),
        (b"a=b&c=d", "application/x-www-form-urlencoded", "a=b&c=d"),
    ],
)
def test_a_text_is_read_in_its_character_set(body: bytes, kind: str, text: str) -> None:
    assert read_text(posted(body, kind)) == text


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"", "text/plain", "body is missing"),
        (b"abc\xff", "text/plain", "not UTF-8: byte 3"),
        (b"\xed\xa0\x80", "text/plain", "not UTF-8: byte 0"),
        (b"abc", "text/plain; charset=utf-16", "not utf-16"),
    ],
)
def test_bytes_that_are_no_text_are_refused(body: bytes, kind: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_text(posted(body, kind))


@pytest.mark.parametrize("charset", ["klingon", "rot13", "base64", "idna", "unicode_escape", "\t"])
def test_what_is_no_character_set_is_refused(charset: str) -> None:
    request = posted(b"abc")
    request.content_params = {"charset": charset} if charset.strip() else {"charset": "x\0y"}
    with pytest.raises(UnsupportedMedia):
        read_text(request)


def test_the_limit_counts_utf_16_code_units(settings: Any) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, max_screen_text=10)
    assert read_text(posted(b"0123456789")) == "0123456789"
    assert read_text(posted("😀😀😀😀😀".encode())) == "😀" * 5
    with pytest.raises(TextTooLong, match="has 11 characters"):
        read_text(posted("0😀😀😀😀😀".encode()))


@pytest.mark.parametrize(
    ("kind", "read_as"),
    [
        ("", "text/plain"),
        ("TEXT/HTML; charset=utf-8", "text/html"),
        ("application/xhtml+xml", "text/html"),
        ("text/xml", "text/xml"),
        ("application/xml", "text/xml"),
        ("text/markdown", "text/markdown"),
        ("text/csv", "text/plain"),
        ("application/json", "text/plain"),
        ("application/octet-stream", "text/plain"),
    ],
)
def test_a_type_is_read_as_what_it_comes_nearest_to(kind: str, read_as: str) -> None:
    assert media_type_of(posted(b"x", kind)) == read_as


@pytest.mark.parametrize("kind", ["image/png", "multipart/form-data; boundary=x", "audio/wav"])
def test_a_type_that_is_no_text_is_refused(kind: str) -> None:
    with pytest.raises(UnsupportedMedia, match=kind.partition(";")[0]):
        media_type_of(posted(b"x", kind))
