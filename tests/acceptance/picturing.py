"""A server of pictures on 127.0.0.1 that a test can hold up, to know what runs at which moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Hold = Callable[[], object]


@dataclass
class PictureServer:
    """Answers every GET with `picture`; what `before` and `after` do happens around the answer."""

    picture: bytes
    before: Hold = bool
    after: Hold = bool
    url: str = ""
    asked: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self) -> None:
        """Count a request."""
        with self._lock:
            self.asked += 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, told: PictureServer) -> None:
        self.told = told
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        told = self.server.told
        told.note()
        told.before()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told.picture)))
        self.end_headers()
        self.wfile.write(told.picture)
        self.wfile.flush()
        told.after()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def pictures(picture: bytes, before: Hold = bool, after: Hold = bool) -> Iterator[PictureServer]:
    """A `PictureServer` that is up for the block."""
    told = PictureServer(picture, before, after)
    with _Server(told) as server:
        told.url = f"http://127.0.0.1:{server.server_address[1]}/picture.png"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield told
        server.shutdown()
        thread.join()
