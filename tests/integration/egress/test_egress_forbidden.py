"""The gate judges what a name resolves to, however the address is written."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from openmoderator.egress.errors import EgressRefused
from openmoderator.egress.fetch import fetch
from openmoderator.egress.policy import policy_from
from openmoderator.egress.post import post

CLOSED = policy_from()
LOOPBACK = policy_from(["127.0.0.0/8"])


class _Counting(http.server.BaseHTTPRequestHandler):
    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"in")

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def inner() -> Iterator[http.server.ThreadingHTTPServer]:
    """A server inside the walls that writes down who came."""
    _Counting.seen = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Counting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "0.0.0.0",
        "0",
        "localhost",
        "LOCALHOST",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
    ],
)
def test_no_way_of_writing_loopback_gets_in(
    inner: http.server.ThreadingHTTPServer, host: str
) -> None:
    url = f"http://{host}:{inner.server_port}/"
    with pytest.raises(EgressRefused):
        fetch(url, CLOSED)
    with pytest.raises(EgressRefused):
        post(url, b"{}", {}, CLOSED)
    assert _Counting.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://100.100.100.200/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
    ],
)
def test_inner_networks_are_refused_also_when_loopback_is_named(url: str) -> None:
    with pytest.raises(EgressRefused, match="OPENMODERATOR_ALLOW_PRIVATE_NETWORKS"):
        fetch(url, LOOPBACK)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_named_network_is_reached(inner: http.server.ThreadingHTTPServer, host: str) -> None:
    assert fetch(f"http://{host}:{inner.server_port}/", LOOPBACK).body == b"in"


def test_a_name_with_an_allowed_address_among_forbidden_ones_uses_the_allowed_one(
    inner: http.server.ThreadingHTTPServer,
) -> None:
    assert fetch(f"http://localhost:{inner.server_port}/", LOOPBACK).body == b"in"
