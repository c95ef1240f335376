"""Receivers of callbacks, as customers have them: good, silent and shut.

Each listens on a loopback address of its own and keeps what it needs to be asked about.
"""

from __future__ import annotations

import json
import socket
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

Subject = tuple[str, str]
"""Kind (Job or Review) and the id of the job or review."""


@dataclass
class Heard:
    """What a receiver was told, by subject."""

    secret: str
    bodies: dict[Subject, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    message_ids: dict[Subject, set[str]] = field(default_factory=lambda: defaultdict(set))
    unverified: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, data: bytes, headers: dict[str, str]) -> bool:
        """Keep a callback; False when its signature is not the team's."""
        with self._lock:
            try:
                Webhook(self.secret).verify(data, headers)
            except WebhookVerificationError:
                self.unverified += 1
                return False
            body = json.loads(data)
            kind = body["CallBackType"]
            subject = (kind, body[f"{kind}Id"])
            self.bodies[subject].append(body)
            self.message_ids[subject].add(headers["webhook-id"])
        return True

    def subjects(self, kind: str) -> set[str]:
        """Ids that a callback of that kind was about."""
        with self._lock:
            return {subject for told, subject in self.bodies if told == kind}

    @property
    def count(self) -> int:
        """Callbacks in all, repeated ones counted each time."""
        with self._lock:
            return sum(map(len, self.bodies.values()))


@dataclass(frozen=True)
class Receiver:
    """A receiver that is up."""

    url: str
    heard: Heard


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], heard: Heard) -> None:
        self.heard = heard
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.send_response(204 if self.server.heard.take(data, headers) else 401)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def receiver(secret: str, host: str = "127.0.0.1", port: int = 0) -> Iterator[Receiver]:
    """A receiver that verifies each callback with the team's secret and accepts it."""
    heard = Heard(secret)
    with _Server((host, port), heard) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield Receiver(f"http://{host}:{server.server_address[1]}/callbacks", heard)
        server.shutdown()
        thread.join()


class SilentReceiver:
    """Accepts every connection and never says a word."""

    def __init__(self, host: str) -> None:
        self._listener = socket.create_server((host, 0), backlog=128)
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        self.url = f"http://{host}:{self._listener.getsockname()[1]}/callbacks"

    @property
    def connections(self) -> int:
        """How many were accepted so far."""
        return len(self._held)

    def _accept(self) -> None:
        while True:
            try:
                self._held.append(self._listener.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        """Hang up on everybody."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for connection in self._held:
            connection.close()


@contextmanager
def silent_receiver(host: str) -> Iterator[SilentReceiver]:
    """A `SilentReceiver` that is up for the block."""
    made = SilentReceiver(host)
    try:
        yield made
    finally:
        made.close()
