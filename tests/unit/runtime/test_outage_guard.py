"""In an outage a few requests wait for the database, and the others are answered at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from openmoderator.runtime.outage import SCOUTS, OutageGuard, Waits


def application(_environ: dict[str, Any], respond: Callable[..., Any]) -> Iterable[bytes]:
    respond("200 OK", [])
    return [b"asked"]


def ask(guard: OutageGuard, path: str = "/x", body: bytes = b"") -> str:
    answers: list[str] = []

    def respond(status: str, _headers: list[tuple[str, str]], _error: Any = None) -> Any:
        answers.append(status)

    length = str(len(body))
    guard({"PATH_INFO": path, "CONTENT_LENGTH": length, "wsgi.input": io.BytesIO(body)}, respond)
    return answers[0]


def guarded(now: int, in_vain: int) -> OutageGuard:
    return OutageGuard(application, lambda: Waits(now, in_vain))


def test_many_that_wait_are_no_outage_before_one_waited_in_vain() -> None:
    assert ask(guarded(now=8, in_vain=0)) == "200 OK"


def test_in_an_outage_what_would_wait_in_vain_is_answered_at_once() -> None:
    assert ask(guarded(now=SCOUTS, in_vain=1), body=b"x" * 10) == "503 Service Unavailable"


def test_in_an_outage_somebody_still_tries() -> None:
    assert ask(guarded(now=SCOUTS - 1, in_vain=1)) == "200 OK"


@pytest.mark.parametrize("path", ["/healthz", "/static/v/abc/site.css"])
def test_what_needs_no_database_is_never_refused(path: str) -> None:
    assert ask(guarded(now=8, in_vain=1), path) == "200 OK"


def test_an_outage_long_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("openmoderator.runtime.outage.time.monotonic", lambda: clock[0])
    guard = guarded(now=8, in_vain=1)
    assert ask(guard).startswith("503")
    clock[0] += 60
    assert ask(guard) == "200 OK"
