"""The embedded PostgreSQL of one data folder, as our child process.

Makes the cluster where it is missing, clears what a killed process left behind, starts the
server and waits until it answers. Never listens on a network, never trusts without password.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Self

import psycopg
from psycopg import sql

from openmoderator.runtime import child
from openmoderator.runtime.connections import LEAST
from openmoderator.runtime.errors import StartFailed, StartRefused
from openmoderator.runtime.folders import open_own, prepare_data, private_folder, read_own
from openmoderator.runtime.postgres import layout as places
from openmoderator.runtime.postgres.account import (
    Account,
    database_account,
    open_to,
    require_entry,
)
from openmoderator.runtime.postgres.binaries import Binaries, find_binaries, within_reach
from openmoderator.runtime.postgres.cluster import cluster_major, make_cluster, server_command
from openmoderator.runtime.postgres.layout import Layout
from openmoderator.runtime.postgres.pidfile import clear_the_way, running_postmaster

LOG_LIMIT = 10 * 1024 * 1024
STARTS = 20
"""Starts that may fail before we give up: backends of a killed server take moments to end."""


def silent(_message: str) -> None:
    """For callers that do not want to hear what is being waited for."""


class EmbeddedPostgres:
    """One server process. The caller holds the folder's `Ownership`."""

    def __init__(
        self,
        data: Path,
        *,
        tell: Callable[[str], None] = silent,
        connections: int = LEAST,
        durable: bool = True,
    ) -> None:
        self._tell = tell
        self._connections = connections
        self._durable = durable
        self._layout = Layout(data.absolute())
        self._account: Account | None = None
        self._binaries: Binaries | None = None
        self._socket_folder: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address with password. Fixed before the start, except where a stranger sits on it."""
        return self._address(places.DATABASE)

    def start(self, give_up: Callable[[], bool] = lambda: False) -> str | None:
        """Prepare, launch and wait until it answers; returns `url`. Raises `StartRefused`
        for what a person must change and `StartFailed` where it does not come up.

        None when `give_up` said so while waiting.
        """
        self.prepare()
        for _ in range(STARTS):
            self.launch()
            if self.wait(give_up) and self._has_database():
                return self.url
            if give_up():
                return None
            time.sleep(0.25)
        msg = f"The database does not start: {self._last_words()}"
        raise StartFailed(msg)

    def prepare(self) -> None:
        """Everything that must be there before the server can be launched."""
        self._layout = Layout(prepare_data(self._layout.data))
        home = self._layout.home
        self._account = account = database_account(self._layout.cluster)
        if account:
            require_entry(account, self._layout.data)
            open_to(account, self._layout.data)
            private_folder(home, (0, 0), 0o711)
        else:
            private_folder(home)
        self._make_password(account)
        binaries = find_binaries(cluster_major(self._layout))
        self._binaries = within_reach(binaries, account, home) if account else binaries
        if cluster_major(self._layout) is None:
            whose = f", as the system account {account.name}" if account else ""
            self._tell(f"Making the database (once){whose}.")
            make_cluster(self._layout, self._binaries, account)
        self._socket_folder = self._own_socket_folder()

    def launch(self) -> subprocess.Popen[bytes]:
        """Start the server process without waiting for it. Needs `prepare` once before."""
        if self._binaries is None or self._socket_folder is None:
            raise StartRefused("The database must be prepared before it can start.")
        clear_the_way(self._layout, self._socket_folder, self._tell)
        command = server_command(
            self._layout,
            self._binaries,
            self._socket_folder,
            connections=self._connections,
            durable=self._durable,
        )
        with self._open_log() as log:
            self.process = child.spawn(
                command,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                on_parent_death=signal.SIGINT,
                account=self._account.ids if self._account else None,
                output=log,
            )
        return self.process

    def wait(self, give_up: Callable[[], bool]) -> bool:
        """Wait, without limit, until it answers; False when it ended or `give_up` says so."""
        since, told = time.monotonic(), 0
        while self.process and self.process.poll() is None and not give_up():
            server = running_postmaster(self._layout)
            if server and server.pid == self.process.pid and server.ready:
                return True
            waited = int(time.monotonic() - since)
            if waited >= 5 * (told + 1):
                told += 1
                self._tell(f"The database recovers after a crash; waiting ({waited} s so far).")
            time.sleep(0.02)
        return False

    def stop(self) -> None:
        """Fast shutdown; immediate when it takes more than four seconds."""
        if self.process:
            child.end(self.process, (signal.SIGINT, 4), (signal.SIGQUIT, 1))
            self.process = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _address(self, database: str) -> str:
        self._layout = layout = Layout(prepare_data(self._layout.data))
        layout.home.mkdir(mode=0o700, exist_ok=True)
        folder = self._socket_folder or layout.socket_folder
        return places.address(places.password(layout), folder, database)

    def _make_password(self, account: Account | None) -> None:
        if cluster_major(self._layout) is not None and not self._layout.password_file.exists():
            message = (
                f"The password of the database, {self._layout.password_file}, is missing: "
                f"restore that file from a backup."
            )
            raise StartRefused(message)
        places.password(self._layout)
        if account:
            password = open_own(self._layout.password_file, os.O_RDONLY)
            os.fchown(password, *account.ids)
            os.fchmod(password, 0o600)
            os.close(password)

    def _open_log(self) -> IO[bytes]:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        log = os.fdopen(open_own(self._layout.log, flags), "ab")
        if os.fstat(log.fileno()).st_size > LOG_LIMIT:
            log.truncate(0)
        return log

    def _own_socket_folder(self) -> Path:
        folder = self._layout.socket_folder
        owner = self._account.uid if self._account else os.geteuid()
        ids = self._account.ids if self._account else None
        taken = folder.is_symlink() or (folder.exists() and folder.stat().st_uid != owner)
        if taken and folder.parent != self._layout.home:
            folder = Path(tempfile.mkdtemp(prefix="openmoderator-"))
        return private_folder(folder, ids)

    def _has_database(self) -> bool:
        """Make our database where it is missing; False when the server died meanwhile."""
        try:
            self._ensure_database()
        except psycopg.OperationalError:
            if self.process and self.process.poll() is None:
                raise
            return False
        return True

    def _ensure_database(self) -> None:
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(query, [places.DATABASE]).fetchone():
                name = sql.Identifier(places.DATABASE)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))

    def _last_words(self) -> str:
        lines = read_own(self._layout.log, LOG_LIMIT).strip().splitlines()
        fatal = [line for line in lines[-20:] if "FATAL" in line or "PANIC" in line]
        return (fatal or lines or ["it says nothing"])[-1]
