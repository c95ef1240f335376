"""Fetching from real servers: what comes back, and every limit."""

from __future__ import annotations

import gzip
import socket
import threading
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import pytest

from openmoderator.egress.errors import EgressFailed, EgressRefused
from openmoderator.egress.fetch import fetch
from openmoderator.egress.policy import policy_from

LOOPBACK = policy_from(["127.0.0.0/8"], max_bytes=100_000, total_seconds=10)
HASTY = replace(LOOPBACK, total_seconds=0.5)

Answering = Callable[..., str]
Serve = Callable[[Callable[[socket.socket], None]], str]


def test_a_body_comes_as_the_server_sent_it(answering: Answering) -> None:
    url = answering(body=b"pic\0ture", headers=("Content-Type: Image/PNG; q=1",)) + "/a.png?b=c"
    assert fetch(url, LOOPBACK).body == b"pic\0ture"


def test_a_chunked_and_a_gzipped_body_come_whole(answering: Answering) -> None:
    chunked = answering(
        body=b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        headers=("Transfer-Encoding: chunked",),
        length=False,
    )
    gzipped = answering(body=gzip.compress(b"text" * 1000), headers=("Content-Encoding: gzip",))
    assert fetch(chunked, LOOPBACK).body == b"abcde"
    assert fetch(gzipped, LOOPBACK).body == b"text" * 1000


def test_a_redirect_is_followed_to_its_end(answering: Answering) -> None:
    end = answering(body=b"here") + "/end"
    start = answering("302 Found", headers=(f"Location: {end}",))
    assert fetch(start, LOOPBACK).body == b"here"


@pytest.mark.parametrize(
    "location",
    [
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "file:///etc/hostname",
        "ftp://127.0.0.1/",
        "http://user:secret@127.0.0.1/",
        "http://[broken/",
    ],
)
def test_a_redirect_to_a_forbidden_place_is_refused(answering: Answering, location: str) -> None:
    with pytest.raises(EgressRefused):
        fetch(answering("302 Found", headers=(f"Location: {location}",)), LOOPBACK)


def test_a_redirect_loop_ends(answering: Answering) -> None:
    with pytest.raises(EgressRefused, match="more than 5 redirects"):
        fetch(answering("302 Found", headers=("Location: /again",)), LOOPBACK)


def test_the_body_of_a_redirect_is_never_read(answering: Answering, serve: Serve) -> None:
    end = answering(body=b"here")

    def endless(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {end}\r\n\r\n".encode())
        while True:
            connection.sendall(b"x" * 65536)

    assert fetch(serve(endless), LOOPBACK).body == b"here"


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "403 Forbidden", "404 Not Found", "410 Gone"]
)
def test_a_client_error_is_permanent(answering: Answering, status: str) -> None:
    with pytest.raises(EgressRefused, match=f"answered {status[:3]}"):
        fetch(answering(status), LOOPBACK)


@pytest.mark.parametrize(
    "status", ["500 Oops", "502 Bad Gateway", "503 Later", "408 Slow", "429 Too Many"]
)
def test_a_server_error_may_pass(answering: Answering, status: str) -> None:
    with pytest.raises(EgressFailed, match=f"answered {status[:3]}"):
        fetch(answering(status), LOOPBACK)


def test_a_declared_size_over_the_limit_is_refused(answering: Answering) -> None:
    with pytest.raises(EgressRefused, match="larger than 100000 bytes"):
        fetch(answering(body=b"x" * 100_001), LOOPBACK)


def test_a_body_of_exactly_the_limit_is_taken(answering: Answering) -> None:
    assert len(fetch(answering(body=b"x" * 100_000), LOOPBACK).body) == 100_000


def test_an_endless_body_is_refused(serve: Serve) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with pytest.raises(EgressRefused, match="larger than"):
        fetch(serve(endless), LOOPBACK)


def test_a_gzip_bomb_is_refused_without_unpacking_it(answering: Answering) -> None:
    bomb = gzip.compress(b"\0" * 80_000_000, compresslevel=9)
    url = answering(body=bomb, headers=("Content-Encoding: gzip",))
    tracemalloc.start()
    try:
        with pytest.raises(EgressRefused, match="larger than"):
            fetch(url, LOOPBACK)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_a_truncated_body_may_pass(answering: Answering) -> None:
    url = answering(body=b"half", headers=("Content-Length: 8",), length=False)
    with pytest.raises(EgressFailed, match="broke before"):
        fetch(url, LOOPBACK)


def test_a_truncated_chunked_body_may_pass(answering: Answering) -> None:
    url = answering(body=b"8\r\nhalf", headers=("Transfer-Encoding: chunked",), length=False)
    with pytest.raises(EgressFailed, match="broke before"):
        fetch(url, LOOPBACK)


def test_a_server_that_hangs_up_may_pass(serve: Serve) -> None:
    with pytest.raises(EgressFailed):
        fetch(serve(lambda connection: None), LOOPBACK)


def test_a_server_that_speaks_no_http_may_pass(serve: Serve) -> None:
    with pytest.raises(EgressFailed):
        fetch(serve(lambda connection: connection.sendall(b"220 mail\r\n")), LOOPBACK)


def _dripping(*parts: bytes) -> Callable[[socket.socket], None]:
    """Send the first part, then the second a byte at a time for as long as anybody listens."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(parts[0])
        pause = threading.Event()
        while True:
            for byte in parts[1]:
                connection.sendall(bytes([byte]))
                pause.wait(0.02)

    return drip


@pytest.mark.parametrize(
    "parts",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["length", "until-close", "chunks", "header", "continues"],
)
def test_a_slow_drip_is_cut_off(serve: Serve, parts: tuple[bytes, bytes]) -> None:
    with pytest.raises(EgressFailed, match="not finished after"):
        fetch(serve(_dripping(*parts)), HASTY)


def test_a_silent_server_is_cut_off(serve: Serve) -> None:
    done = threading.Event()

    def say_nothing(connection: socket.socket) -> None:
        done.wait(10)

    with pytest.raises(EgressFailed):
        fetch(serve(say_nothing), HASTY)
    done.set()


def test_slow_redirects_share_one_deadline(serve: Serve) -> None:
    def slow(connection: socket.socket) -> None:
        threading.Event().wait(0.15)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /on\r\nContent-Length: 0\r\n\r\n")

    with pytest.raises(EgressFailed, match=r"not finished|in time"):
        fetch(serve(slow), HASTY)


def test_a_refused_connection_may_pass() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(EgressFailed, match="connection refused"):
        fetch(f"http://127.0.0.1:{port}/", LOOPBACK)


def test_a_name_that_does_not_resolve_may_pass() -> None:
    with pytest.raises(EgressFailed, match="does not resolve"):
        fetch("http://nowhere.invalid/", LOOPBACK)


def test_a_host_that_cannot_be_a_name_is_refused() -> None:
    with pytest.raises(EgressRefused):
        fetch(f"http://{'a' * 70}.example/", LOOPBACK)


def test_plain_http_on_a_tls_port_may_pass(answering: Answering) -> None:
    url = answering(body=b"x").replace("http://", "https://")
    with pytest.raises(EgressFailed):
        fetch(url, HASTY)


def test_errors_never_show_the_query_string(answering: Answering) -> None:
    for status in ("404 Not Found", "503 Later"):
        with pytest.raises((EgressRefused, EgressFailed)) as caught:
            fetch(answering(status) + "/path?token=secret", LOOPBACK)
        assert "/path" in str(caught.value)
        assert "secret" not in str(caught.value)


def test_proxies_of_the_environment_are_not_asked(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = answering("502 Proxy", body=b"proxy")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.setenv("no_proxy", "")
    assert fetch(answering(body=b"direct"), LOOPBACK).body == b"direct"
