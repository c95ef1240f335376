"""Calls of our own API inside the server, for pages without script.

A request is built as the web server would build it and given to Django's handler: every
middleware, the key, its rate and the limits are met as from outside. Only the socket is left
out, because a worker that calls its own address waits for a worker. Never calls anything but
the path it is given, and never lends the page's cookies.
"""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from contextvars import copy_context
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse

SURROUNDINGS: Final = (
    *("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "REMOTE_ADDR", "HTTP_HOST"),
    *("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR"),
)
"""What the inner request takes over from the one of the page."""


@dataclass(frozen=True)
class Answer:
    """What came back, and how many milliseconds it took."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    milliseconds: int


def send(
    around: Mapping[str, Any],
    method: str,
    address: str,
    headers: Mapping[str, str],
    body: bytes = b"",
) -> Answer:
    """Call `address` (path and query, percent-encoded) and wait for its answer.

    `around` is the WSGI environment of the page's own request.
    """
    environ = _environ(around, method, address, headers, body)
    started = time.monotonic()
    # A context of its own: the call must not change the language or the log of the page.
    status, reason, got, content = copy_context().run(_answer, environ)
    taken = round((time.monotonic() - started) * 1000)
    return Answer(status, reason, got, content, taken)


def _answer(environ: dict[str, Any]) -> tuple[int, str, tuple[tuple[str, str], ...], bytes]:
    request = WSGIRequest(environ)
    try:
        response = _handler().get_response(request)
        assert isinstance(response, HttpResponse), "no answer of the API is streamed"
    finally:
        # Not `response.close()`: its signal would close the database under the page.
        request.close()
    return response.status_code, response.reason_phrase, tuple(response.items()), response.content


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def _environ(
    around: Mapping[str, Any], method: str, address: str, headers: Mapping[str, str], body: bytes
) -> dict[str, Any]:
    path, _, query = address.partition("?")
    named = {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in headers.items()}
    kind = named.pop("HTTP_CONTENT_TYPE", "")
    return {
        **{name: around[name] for name in SURROUNDINGS if name in around},
        **named,
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        # WSGI hands paths on as the bytes of the address, one character each.
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
