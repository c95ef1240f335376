"""Real servers on loopback: each answers one way, byte by byte if it must."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

Handler = Callable[[socket.socket], None]
Serve = Callable[[Handler], str]


def _read_request(connection: socket.socket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(4096)
        if not chunk:
            return
        received += chunk


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server whose handler gets each connection after the request's head was read."""
    stopping = threading.Event()
    listeners: list[socket.socket] = []

    def answer(connection: socket.socket, handler: Handler) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(10)
            _read_request(connection)
            handler(connection)

    def accept(listener: socket.socket, handler: Handler) -> None:
        while not stopping.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection, handler), daemon=True).start()

    def start(handler: Handler) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=accept, args=(listener, handler), daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    stopping.set()
    for listener in listeners:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.fixture
def answering(serve: Serve) -> Callable[..., str]:
    """Start a server that sends one and the same answer to every request."""

    def start(
        status: str = "200 OK",
        body: bytes = b"",
        headers: tuple[str, ...] = (),
        length: bool = True,
    ) -> str:
        lines = [f"HTTP/1.1 {status}", *headers, "Connection: close"]
        if length:
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        return serve(lambda connection: connection.sendall(head + body))

    return start
