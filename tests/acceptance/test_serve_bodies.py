"""Bodies through the real server: chunked ones arrive, large ones get an answer to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from tests.conftest import Serve, Served

PATH = "/contentmoderator/review/v1.0/teams/none/jobs"


@pytest.fixture
def served(serve: Serve) -> Served:
    running = serve("--no-work", MAX_BODY_BYTES="100000")
    running.wait()
    return running


def pieces(size: int) -> Iterator[bytes]:
    """A generator makes requests send chunked."""
    for _ in range(size // 10_000):
        yield b"x" * 10_000


def test_a_chunked_body_over_the_cap_gets_the_error_and_no_reset(served: Served) -> None:
    answer = requests.post(served.url + PATH, data=pieces(5_000_000), timeout=30)
    assert answer.status_code == 413
    assert answer.json()["Error"]["Code"] == "RequestTooLarge"


def test_a_body_with_a_length_over_the_cap_gets_the_error_and_no_reset(served: Served) -> None:
    answer = requests.post(served.url + PATH, data=b"x" * 5_000_000, timeout=30)
    assert answer.status_code == 413
    assert answer.json()["Errors"][0]["Message"] == answer.json()["Message"]


def test_a_chunked_body_under_the_cap_is_read(served: Served) -> None:
    answer = requests.post(served.url + PATH, data=pieces(50_000), timeout=30)
    assert answer.status_code in {401, 404}
    assert answer.json()["Error"]["Code"]


def test_the_server_goes_on_after_refusals(served: Served) -> None:
    for _ in range(20):
        requests.post(served.url + PATH, data=pieces(300_000), timeout=30)
    assert served.get("/healthz") == 200
