"""A command's way to the database: the server that runs, or one for its own duration."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from openmoderator.runtime.folders import prepare_data
from openmoderator.runtime.postgres.layout import Layout, address, password
from openmoderator.runtime.postgres.pidfile import running_postmaster
from openmoderator.runtime.postgres.server import EmbeddedPostgres, silent
from openmoderator.runtime.postgres.sharing import COMMAND, Guest, Ownership


@contextmanager
def connect_or_start(data: Path, tell: Callable[[str], None] = silent) -> Iterator[str]:
    """Yield the address of a server of `data` that answers for as long as the block runs.

    A server that ``serve`` or another command runs is used; else one is started here and
    stopped at the end, after the commands that came to use it meanwhile.
    """
    data = prepare_data(data)
    ownership = Ownership(data)
    told = False
    since = time.monotonic()
    while True:
        if ownership.try_take(COMMAND):
            yield from _own(data, ownership, tell)
            return
        with Guest(data):
            if (url := answering_server(data)) is not None:
                yield url
                return
        if not told and time.monotonic() - since > 3:
            told = True
            tell("Waiting for the database, which another process is starting.")
        time.sleep(0.1)


def _own(data: Path, ownership: Ownership, tell: Callable[[str], None]) -> Iterator[str]:
    server = EmbeddedPostgres(data, tell=tell)
    try:
        server.start()
        yield server.url
    finally:
        ownership.release(server.stop, wait_for_guests=True)


def answering_server(data: Path) -> str | None:
    """Address of the server that runs on `data` and takes connections, if there is one."""
    layout = Layout(data)
    server = running_postmaster(layout)
    if server is None or not server.ready:
        return None
    url = address(password(layout), server.socket_folder)
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return None
    return url
