"""Posting to real receivers."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from openmoderator.egress.errors import EgressFailed, EgressRefused
from openmoderator.egress.policy import policy_from
from openmoderator.egress.post import post

LOOPBACK = policy_from(["127.0.0.0/8"], total_seconds=10)
HASTY = replace(LOOPBACK, total_seconds=0.5)

Answering = Callable[..., str]
Serve = Callable[[Callable[[socket.socket], None]], str]


def test_method_path_query_headers_and_body_arrive_as_given() -> None:
    arrived: list[tuple[str, str, str | None, bytes]] = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            arrived.append((self.command, self.path, self.headers["X-Mine"], body))
            self.send_response(201)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"thanks")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/hook?id=1&Name=A%20b"
        answer = post(url, b'{"a":1}', {"X-Mine": "yes"}, LOOPBACK)
        server.shutdown()
    assert (answer.status, answer.text) == (201, "thanks")
    assert arrived == [("POST", "/hook?id=1&Name=A%20b", "yes", b'{"a":1}')]


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Again", "308 Moved"])
def test_a_redirect_is_an_answer_and_is_not_followed(answering: Answering, status: str) -> None:
    elsewhere = answering("500 Trap")
    url = answering(status, body=b"elsewhere", headers=(f"Location: {elsewhere}",))
    answer = post(url, b"{}", {}, LOOPBACK)
    assert (answer.status, answer.text) == (int(status[:3]), "elsewhere")


@pytest.mark.parametrize("status", ["204 None", "404 Not Found", "410 Gone", "500 Oops"])
def test_every_status_is_an_answer(answering: Answering, status: str) -> None:
    assert post(answering(status), b"{}", {}, LOOPBACK).status == int(status[:3])


def test_only_the_first_kilobyte_of_the_answer_is_kept(serve: Serve) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    answer = post(serve(endless), b"{}", {}, LOOPBACK)
    assert (answer.status, answer.text) == (200, "x" * 1024)


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("grüße".encode(), "text/plain", "grüße"),
        ("grüße".encode("latin-1"), "text/plain; charset=iso-8859-15", "grüße"),
        (b"a\xffb", "text/plain; charset=utf-8", "a\ufffdb"),
        (b"abc", "text/plain; charset=no-such-thing", "abc"),
        (b"abc", "text/plain; charset=hex", "abc"),
        (b"abc\xff", "text/plain; charset=idna", "abc\ufffd"),
        (b"ok\xff-\xff", "text/plain; charset=punycode", "ok\ufffd-\ufffd"),
        (b"abc", "text/plain; charset=undefined", "abc"),
        (b"\x00\x01", "application/octet-stream", "\x00\x01"),
    ],
)
def test_an_answer_is_decoded_leniently(
    answering: Answering, body: bytes, kind: str, text: str
) -> None:
    url = answering(body=body, headers=(f"Content-Type: {kind}",))
    assert post(url, b"{}", {}, LOOPBACK).text == text


def test_an_answer_that_breaks_off_after_its_status_counts(answering: Answering) -> None:
    url = answering(body=b"half", headers=("Content-Length: 80",), length=False)
    answer = post(url, b"{}", {}, LOOPBACK)
    assert (answer.status, answer.text) == (200, "half")


def test_an_answer_that_drips_after_its_status_counts(serve: Serve) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x")
            threading.Event().wait(0.02)

    assert post(serve(drip), b"{}", {}, HASTY).status == 200


def test_a_receiver_without_a_status_in_time_fails(serve: Serve) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while True:
            connection.sendall(b"x")
            threading.Event().wait(0.02)

    with pytest.raises(EgressFailed, match="not finished after"):
        post(serve(drip), b"{}", {}, HASTY)


def test_a_name_that_never_resolves_ends_with_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = threading.Event()

    def hang(*_name: object, **_options: object) -> list[object]:
        release.wait(30)
        return []

    monkeypatch.setattr("openmoderator.egress.addresses.socket.getaddrinfo", hang)
    try:
        with pytest.raises(EgressFailed, match=r"not finished after|did not resolve in time"):
            post("http://slow-to-resolve.example/", b"{}", {}, HASTY)
    finally:
        release.set()


def test_a_receiver_that_hangs_in_the_tls_handshake_ends_with_the_deadline(serve: Serve) -> None:
    url = serve(lambda _connection: None).replace("http:", "https:")
    with pytest.raises(EgressFailed, match="not finished after"):
        post(url, b"{}", {}, HASTY)


def test_a_header_that_would_split_the_request_is_refused(answering: Answering) -> None:
    with pytest.raises(EgressRefused):
        post(answering(), b"{}", {"X-Mine": "a\r\nX-Other: b"}, LOOPBACK)


def test_a_text_that_is_no_url_is_refused() -> None:
    with pytest.raises(EgressRefused):
        post("item-1", b"{}", {}, LOOPBACK)
