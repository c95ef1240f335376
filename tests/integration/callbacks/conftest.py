"""A team, a receiver on loopback, and a policy that lets callbacks reach it."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from openmoderator.accounts.models import Team
from openmoderator.accounts.teams import create_team
from openmoderator.callbacks.deliveries import enqueue
from openmoderator.callbacks.hosts import HostSlots
from openmoderator.callbacks.models import Delivery


@dataclass
class Receiver:
    """Keeps every post and answers with the next of `answers`, the last one for ever."""

    url: str = ""
    answers: list[tuple[int, bytes]] = field(default_factory=lambda: [(200, b"ok")])
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    during: Callable[[], Any] = lambda: None

    def take(self, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Note a post and give its answer."""
        self.posts.append((headers, body))
        self.during()
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def _handler(receiver: Receiver) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): text for name, text in self.headers.items()}
            status, answer = receiver.take(headers, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler


@pytest.fixture
def receivers() -> Iterator[Callable[[], Receiver]]:
    """Start as many receivers as a test needs."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start() -> Receiver:
        receiver = Receiver()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(receiver))
        server.daemon_threads = True
        servers.append(server)
        serve = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        serve.start()
        receiver.url = f"http://127.0.0.1:{server.server_port}/hook?id=1"
        return receiver

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def receiver(receivers: Callable[[], Receiver]) -> Receiver:
    """One receiver."""
    return receivers()


@pytest.fixture(autouse=True)
def reachable(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback may be reached, and no test knows of another's receivers."""
    settings.OPENMODERATOR = replace(
        settings.OPENMODERATOR, allow_private_networks=("127.0.0.0/8",)
    )
    monkeypatch.setattr("openmoderator.callbacks.turns.SLOTS", HostSlots())


@pytest.fixture
def team(request: pytest.FixtureRequest) -> Team:
    """A stored team and an empty queue; the test says itself which kind of database it needs."""
    ProcrastinateJob.objects.all().delete()  # its tables are not ours, so nothing else clears them
    return create_team("Callback Team").team


@pytest.fixture
def enqueued(team: Team, receiver: Receiver) -> Callable[..., Delivery]:
    """Enqueue a Job callback to the receiver, or to another URL."""

    def enqueue_one(subject_id: str = "job-1", url: str | None = None) -> Delivery:
        return enqueue(
            team=team,
            kind="Job",
            subject_id=subject_id,
            url=url or receiver.url,
            body={"JobId": subject_id, "Metadata": {"ocrtext": "IF WE DID \r\n", "nul": "\0"}},
        )

    return enqueue_one
