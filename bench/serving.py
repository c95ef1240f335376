"""A served installation of a bench's own: a new folder, a free port, one team; gone at the end.

Serves as the demonstration does, so that what is measured is what people run. This process
joins the same database through Django, to fill it and to read its clock.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import django

from openmoderator.config import PREFIX, load
from openmoderator.demo.client import Caller
from openmoderator.demo.folder import SAMPLES
from openmoderator.demo.server import Server
from openmoderator.runtime.environment import enter, settings_for
from openmoderator.runtime.postgres.borrowing import answering_server


@dataclass(frozen=True)
class Served:
    """What runs: its data folder, the address of its database, and one team with its key."""

    server: Server
    data: Path
    database_url: str
    team: str
    key: str

    @property
    def caller(self) -> Caller:
        """The API of the team."""
        return Caller(self.server.base, self.team, self.key, lambda _text: None)

    def put_picture(self, name: str, data: bytes) -> str:
        """Have the server fetch `data` from its own disk for an address; returns the address."""
        folder = self.data / "samples"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
        return f"{SAMPLES}{name}"


@contextmanager
def data_folder() -> Iterator[Path]:
    """A new folder that the database's account may pass through; settings of others dropped."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    root = Path(tempfile.mkdtemp(prefix="om-bench-"))
    root.chmod(0o711)
    data = root / "data"
    data.mkdir()
    try:
        yield data
    finally:
        shutil.rmtree(root, ignore_errors=True)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def served() -> Iterator[Served]:
    """Serve in a new folder until the block ends; Django of this process is set up on it."""
    with data_folder() as data, Server(data, free_port()) as server:
        team = server.command("team", "create", "Bench")
        url = join_database(data)
        try:
            yield Served(server, data, url, team["team_id"], team["key"])
        finally:
            leave_database()


def join_database(data: Path) -> str:
    """Set Django of this process up on the database that runs in `data`; once a process."""
    url = answering_server(data)
    if url is None:
        raise RuntimeError(f"No database answers in {data}.")
    enter(settings_for(replace(load(), data=data), data, url))
    django.setup()
    return url


def leave_database() -> None:
    """Close the connections before the server that holds the database is stopped."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
