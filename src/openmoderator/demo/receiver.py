"""A receiver of callbacks on loopback, as the demonstration's application would have one."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook

MAX_BODY = 1024 * 1024
Body = dict[str, Any]


class Receiver:
    """Answers every signed POST with 204 and keeps its body."""

    def __init__(self, secret: str) -> None:
        self.bodies: list[Body] = []
        self._arrived = threading.Condition()
        self._webhook = Webhook(secret)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where callbacks go."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/callbacks"

    def __enter__(self) -> Receiver:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait_for(self, key: str, value: str, kind: str, seconds: float) -> Body | None:
        """The first callback of that kind about that id, or None when the time is over."""

        def found() -> Body | None:
            return next(
                (
                    body
                    for body in self.bodies
                    if body.get("CallBackType") == kind and body.get(key) == value
                ),
                None,
            )

        with self._arrived:
            self._arrived.wait_for(found, seconds)
            return found()

    def accept(self, data: bytes, headers: dict[str, str]) -> bool:
        """Keep a body whose signature is right; several deliveries of one are kept once."""
        try:
            self._webhook.verify(data, headers)
        except Exception:
            return False
        with self._arrived:
            body = json.loads(data)
            if body not in self.bodies:
                self.bodies.append(body)
            self._arrived.notify_all()
        return True


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = min(int(self.headers.get("Content-Length", 0)), MAX_BODY)
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(204 if receiver.accept(self.rfile.read(size), headers) else 401)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: the demonstration tells what arrives."""

    return Handler
