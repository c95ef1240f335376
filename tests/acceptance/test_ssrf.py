"""Addresses that lead inside: refused end to end, with nothing connected to.

A canary listens on every loopback address at one port; whatever connects to it is seen. Only
127.0.0.2, where a redirecting server stands, may be fetched from.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from tests.acceptance.calling import TeamOnIt, Wire, until
from tests.acceptance.running import Installation, installation

OUTSIDE = "127.0.0.2"
INSIDE = (
    "http://127.0.0.1:{port}/picture.png",
    "http://localhost:{port}/picture.png",
    "http://2130706433:{port}/picture.png",
    "http://0x7f000001:{port}/picture.png",
    "http://127.1:{port}/picture.png",
    "http://0.0.0.0:{port}/picture.png",
    "http://[::1]:{port}/picture.png",
    "http://[::ffff:127.0.0.1]:{port}/picture.png",
    "http://[::127.0.0.1]:{port}/picture.png",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
    "http://10.0.0.1/picture.png",
)


class Canary:
    """Listens and counts who connects."""

    def __init__(self) -> None:
        self.connections = 0
        both = socket.has_dualstack_ipv6()
        family = socket.AF_INET6 if both else socket.AF_INET
        self._listener = socket.create_server(("", 0), family=family, dualstack_ipv6=both)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                self._listener.accept()[0].close()
            except OSError:
                return
            self.connections += 1

    def close(self) -> None:
        """Stop listening."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


class Redirects(BaseHTTPRequestHandler):
    """Sends every request on to the address in its query."""

    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", unquote(self.path.partition("?to=")[2]))
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def redirecting() -> Iterator[str]:
    """The address of a server that redirects to whatever is put behind it."""
    with ThreadingHTTPServer((OUTSIDE, 0), Redirects) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://{OUTSIDE}:{server.server_address[1]}/?to="
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    """Nobody may touch it."""
    made = Canary()
    yield made
    made.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Installation]:
    """An installation that may go to `OUTSIDE` and nowhere else on this machine."""
    with installation(ALLOW_PRIVATE_NETWORKS=f"{OUTSIDE}/32") as made:
        yield made


@pytest.fixture(scope="module")
def team(served: Installation) -> TeamOnIt:
    """Somebody curious."""
    return served.make_team("Curious")


@pytest.fixture(scope="module")
def wire(served: Installation, team: TeamOnIt) -> Wire:
    """Their API."""
    return Wire(served.base, team)


@pytest.mark.parametrize("url", INSIDE)
def test_a_picture_job_for_an_inside_address_ends_in_error_and_connects_to_nothing(
    wire: Wire, canary: Canary, url: str
) -> None:
    job = wire.ended(wire.create_job("Image", "c", url.format(port=canary.port)))
    assert job["Status"] == "Error"
    assert "not a public address" in job["JobExecutionReport"][1]["Msg"]
    assert "Try 2" not in str(job["JobExecutionReport"])
    assert canary.connections == 0


@pytest.mark.parametrize("url", INSIDE)
def test_a_redirect_to_an_inside_address_is_judged_again(
    wire: Wire, canary: Canary, url: str
) -> None:
    with redirecting() as outside:
        value = outside + url.format(port=canary.port)
        job = wire.ended(wire.create_job("Image", "c", value))
    assert job["Status"] == "Error"
    assert "not a public address" in job["JobExecutionReport"][1]["Msg"]
    assert canary.connections == 0


def test_a_callback_to_an_inside_address_is_shown_as_refused_and_never_posted(
    served: Installation, wire: Wire, canary: Canary
) -> None:
    url = f"http://127.0.0.1:{canary.port}/hook"
    job_id = wire.create_job("Text", "c", "hello", CallBackEndpoint=url)
    attempt = """
        SELECT attempt.error FROM callbacks_deliveryattempt attempt
          JOIN callbacks_delivery delivery ON delivery.id = attempt.delivery_id
         WHERE delivery.subject_id = %s AND attempt.milliseconds IS NOT NULL"""
    found = until(lambda: served.rows(attempt, job_id), "an attempt at the callback")
    assert "not a public address" in found[0][0]
    assert canary.connections == 0


def test_a_review_of_an_inside_address_waits_with_the_reason_shown(
    served: Installation, wire: Wire, canary: Canary
) -> None:
    url = f"http://127.0.0.1:{canary.port}/picture.png"
    item = {"Type": "Image", "Content": url, "ContentId": "c"}
    (review_id,) = wire.call("POST", "reviews", json=[item]).json()
    problem = "SELECT content_problem FROM reviews_review WHERE id = %s AND content_problem <> ''"
    found = until(lambda: served.rows(problem, review_id), "the reason")
    assert "not a public address" in found[0][0]
    assert wire.review(review_id)["Status"] == "Pending"
    assert canary.connections == 0
