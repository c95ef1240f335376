"""Request bodies before Django sees them: chunked ones get a length, large ones an answer.

Django reads nothing where Content-Length is missing, and the old SDKs send every file and
text chunked. Knows HTTP and the wire's error shape (contract 14.1); nothing of what is asked.
"""

from __future__ import annotations

import io
import json
import tempfile
import uuid
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger(__name__)

PIECE = 64 * 1024
IN_MEMORY = 1024 * 1024
DRAIN = 64 * 1024 * 1024
"""So much of a refused body is read and thrown away: a client that still sends would see a
reset connection instead of the answer."""


REFUSED = "openmoderator.refused_over"
"""In the environment of a request whose body was too large for this number of bytes."""


class TooLarge(Exception):
    """The body passed the cap."""


class BrokeOff(Exception):
    """The client sent less than it promised."""


class NoRoom(Exception):
    """The body could not be set aside: the disk of temporary files is full, most likely."""


class BoundedBodies:
    """WSGI middleware; `cap` is in bytes."""

    def __init__(self, application: WSGIApplication, cap: int) -> None:
        self._application = application
        self._cap = cap

    def __call__(self, environ: WSGIEnvironment, respond: StartResponse) -> Iterable[bytes]:
        """Answer 413 above the cap, 400 for a body that breaks off, 503 without room for it.

        A person's browser is left to the application, which is told by `REFUSED` and finds no
        body.

        Everything else is passed on, and so are the application's own errors.
        """
        length = environ.get("CONTENT_LENGTH") or ""
        try:
            if length.isdigit():
                return self._with_length(int(length), environ, respond)
            if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
                return self._chunked(environ, respond)
        except TooLarge:
            if "text/html" in environ.get("HTTP_ACCEPT", ""):
                return self._application(without_body(environ, self._cap), closing(respond))
            return refuse(respond, 413, "RequestTooLarge", self._too_large())
        except BrokeOff:
            return refuse(respond, 400, "BadRequest", "The request body broke off.")
        except NoRoom:
            log.exception("body.no_room", folder=tempfile.gettempdir())
            return refuse(respond, 503, "ServiceUnavailable", "The server has no room; try again.")
        return self._application(environ, respond)

    def _with_length(
        self, length: int, environ: WSGIEnvironment, respond: StartResponse
    ) -> Iterable[bytes]:
        if length > self._cap:
            drain(environ["wsgi.input"], min(length, DRAIN))
            raise TooLarge
        return self._application(environ, respond)

    def _chunked(self, environ: WSGIEnvironment, respond: StartResponse) -> Iterable[bytes]:
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
            size = self._spool(environ["wsgi.input"], spool)
            del environ["HTTP_TRANSFER_ENCODING"]
            environ["CONTENT_LENGTH"] = str(size)
            environ["wsgi.input"] = spool
            return self._application(environ, respond)

    def _spool(self, body: Any, spool: IO[bytes]) -> int:
        size = 0
        try:
            while piece := read(body, PIECE):
                size += len(piece)
                if size > self._cap:
                    drain(body, DRAIN)
                    raise TooLarge
                spool.write(piece)
            spool.seek(0)
        except OSError as error:
            drain(body, DRAIN)
            raise NoRoom from error
        return size

    def _too_large(self) -> str:
        return f"The request body is larger than {self._cap} bytes."


def without_body(environ: WSGIEnvironment, cap: int) -> WSGIEnvironment:
    """The request as if nothing had been sent, with the number of bytes that was too few."""
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return {**environ, "CONTENT_LENGTH": "0", "wsgi.input": io.BytesIO(), REFUSED: cap}


def closing(respond: StartResponse) -> StartResponse:
    """`respond`, on a connection that ends with the answer."""

    def begin(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Any:
        return respond(status, [*headers, ("Connection", "close")], error)

    return begin


def read(body: Any, size: int) -> bytes:
    """The next piece of the body. Raises `BrokeOff`."""
    try:
        piece: bytes = body.read(size)
    except OSError as error:
        raise BrokeOff from error
    return piece


def drain(body: Any, limit: int) -> None:
    """Read up to `limit` bytes and keep none. Raises `BrokeOff`."""
    while limit > 0 and (piece := read(body, min(PIECE, limit))):
        limit -= len(piece)


def refuse(respond: StartResponse, status: int, code: str, message: str) -> list[bytes]:
    """The error superset of contract 14.1, on a connection that ends with it."""
    title = {400: "Bad Request", 413: "Content Too Large", 503: "Service Unavailable"}[status]
    tracking_id = str(uuid.uuid4())
    body = {
        "Error": {"Code": code, "Message": message},
        "Message": message,
        "TrackingId": tracking_id,
        "Errors": [{"Title": title, "Message": message}],
    }
    content = json.dumps(body, separators=(",", ":")).encode()
    headers = [
        ("Content-Type", "application/json; charset=utf-8"),
        ("Content-Length", str(len(content))),
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
        ("apim-request-id", tracking_id),
        ("Connection", "close"),
    ]
    respond(f"{status} {title}", headers)
    return [content]
