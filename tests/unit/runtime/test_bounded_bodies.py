"""Bodies reach the application with a length, or are refused with the wire's error shape."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.runtime import chunked
from openmoderator.runtime.chunked import DRAIN, BoundedBodies

CAP = 1000


class Stream:
    """A body as granian hands it on: pieces of any size, and a count of what was read."""

    def __init__(self, body: bytes, error: OSError | None = None) -> None:
        self._body = io.BytesIO(body)
        self._error = error
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._body.read(size)
        self.taken += len(piece)
        if not piece and self._error:
            raise self._error
        return piece


class Endless(Stream):
    """A client that never stops sending."""

    def __init__(self) -> None:
        super().__init__(b"")

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return b"x" * size


def echo(environ: dict[str, Any], respond: Callable[..., Any]) -> Iterable[bytes]:
    """An application that reads as Django does: as much as the length says."""
    respond("200 OK", [])
    return [environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))]


def call(stream: Stream, **environ: str) -> tuple[str, bytes]:
    answers: list[str] = []

    def respond(status: str, _headers: list[tuple[str, str]], _error: Any = None) -> Any:
        answers.append(status)

    body = BoundedBodies(echo, CAP)({"wsgi.input": stream, **environ}, respond)
    return answers[0], b"".join(body)


@given(st.binary(max_size=CAP))
def test_a_chunked_body_arrives_whole_and_with_its_length(body: bytes) -> None:
    assert call(Stream(body), HTTP_TRANSFER_ENCODING="Chunked") == ("200 OK", body)


def test_a_chunked_body_over_the_cap_is_refused_and_drained() -> None:
    stream = Stream(b"x" * 300_000)
    status, _body = call(stream, HTTP_TRANSFER_ENCODING="chunked")
    assert status == "413 Content Too Large"
    assert stream.taken == 300_000


def test_a_refused_body_without_end_is_drained_up_to_a_limit() -> None:
    stream = Endless()
    status, _body = call(stream, HTTP_TRANSFER_ENCODING="chunked")
    assert status.startswith("413")
    assert stream.taken <= DRAIN + 2 * 64 * 1024


def test_a_body_that_says_it_is_too_large_is_refused_and_drained() -> None:
    stream = Stream(b"x" * 5000)
    status, _body = call(stream, CONTENT_LENGTH="5000")
    assert status.startswith("413")
    assert stream.taken == 5000


def test_a_body_with_a_length_under_the_cap_is_left_to_the_application() -> None:
    assert call(Stream(b"hello"), CONTENT_LENGTH="5") == ("200 OK", b"hello")


def test_a_request_without_a_body_passes() -> None:
    assert call(Stream(b"")) == ("200 OK", b"")


def test_a_body_that_breaks_off_is_the_callers_fault() -> None:
    status, body = call(Stream(b"half", OSError("reset")), HTTP_TRANSFER_ENCODING="chunked")
    assert status == "400 Bad Request"
    assert json.loads(body)["Error"]["Code"] == "BadRequest"


def test_a_full_disk_is_the_servers_fault_and_the_answer_can_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chunked, "IN_MEMORY", 100)
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    stream = Stream(b"x" * CAP)
    status, body = call(stream, HTTP_TRANSFER_ENCODING="chunked")
    assert status == "503 Service Unavailable"
    assert json.loads(body)["Error"]["Code"] == "ServiceUnavailable"
    assert stream.taken == CAP


@pytest.mark.parametrize(
    "headers", [{"CONTENT_LENGTH": "1"}, {"HTTP_TRANSFER_ENCODING": "chunked"}]
)
def test_an_error_of_the_application_is_not_taken_for_one_of_the_body(
    headers: dict[str, str],
) -> None:
    def broken(_environ: dict[str, Any], _respond: Callable[..., Any]) -> Iterable[bytes]:
        raise FileNotFoundError("a template")

    with pytest.raises(FileNotFoundError):
        BoundedBodies(broken, CAP)(
            {"wsgi.input": Stream(b"x"), **headers}, lambda *_: lambda _: None
        )


def test_a_refusal_has_the_shape_that_every_old_client_reads() -> None:
    _status, body = call(Stream(b"x" * 2000), CONTENT_LENGTH="2000")
    error = json.loads(body)
    message = "The request body is larger than 1000 bytes."
    assert error["Error"] == {"Code": "RequestTooLarge", "Message": message}
    assert error["Message"] == message
    assert error["Errors"] == [{"Title": "Content Too Large", "Message": message}]
    assert error["TrackingId"]


def test_a_browser_over_the_cap_is_left_to_the_application_without_its_body() -> None:
    seen: list[dict[str, Any]] = []
    answers: list[tuple[str, list[tuple[str, str]]]] = []

    def page(environ: dict[str, Any], respond: Callable[..., Any]) -> Iterable[bytes]:
        seen.append(environ)
        respond("413 Content Too Large", [("Content-Type", "text/html")])
        return [environ["wsgi.input"].read()]

    stream = Stream(b"x" * 5000)
    environ = {"wsgi.input": stream, "CONTENT_LENGTH": "5000", "HTTP_ACCEPT": "text/html,*/*"}
    body = BoundedBodies(page, CAP)(environ, lambda *said: answers.append(said[:2]))  # type: ignore[arg-type]
    assert b"".join(body) == b""
    assert stream.taken == 5000
    assert (seen[0]["CONTENT_LENGTH"], seen[0][chunked.REFUSED]) == ("0", CAP)
    assert ("Connection", "close") in answers[0][1]
