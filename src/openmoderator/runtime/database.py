"""Where this ``serve`` or ``work`` has its database from, and keeping that alive.

Named by OPENMODERATOR_DATABASE_URL, embedded and ours to run, or embedded and run by the
``serve`` of the same data folder.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from openmoderator.config import Config
from openmoderator.runtime.connections import server_limit
from openmoderator.runtime.errors import StartFailed, StartRefused
from openmoderator.runtime.external import PATIENCE, require_usable
from openmoderator.runtime.keeping import Kept
from openmoderator.runtime.postgres import EmbeddedPostgres, answering_server
from openmoderator.runtime.postgres.sharing import SERVE, Ownership


class Database:
    """The database of one supervisor; `owner` says whether it runs the embedded one."""

    def __init__(
        self, config: Config, data: Path, *, owner: bool, tell: Callable[[str], None]
    ) -> None:
        self._config = config
        self._url = config.database_url
        self._data = data
        self._owner = owner
        self._tell = tell
        self._ownership: Ownership | None = None
        self._server: EmbeddedPostgres | None = None

    def start(self, give_up: Callable[[], bool]) -> str | None:
        """The address of a database that answers; none when `give_up` said so meanwhile.

        Raises `StartRefused`.
        """
        if self._url:
            require_usable(self._url, self._tell, give_up)
            return self._url
        return self._run(give_up) if self._owner else self._find(give_up)

    def kept(self) -> list[Kept]:
        """The server as a child to keep running, if it is ours."""
        if self._server is None:
            return []
        return [Kept("database", self._launch, self._server.process)]

    def stop(self) -> None:
        """Stop the server if it is ours, and give its data folder back."""
        if self._ownership and self._server:
            self._ownership.release(self._server.stop, wait_for_guests=False)

    def _run(self, give_up: Callable[[], bool]) -> str | None:
        ownership = Ownership(self._data)
        if not ownership.take(SERVE, self._tell, give_up):
            return None
        self._ownership = ownership
        self._server = EmbeddedPostgres(
            self._data, tell=self._tell, connections=server_limit(self._config)
        )
        return self._server.start(give_up)

    def _launch(self) -> subprocess.Popen[bytes]:
        if self._server is None:
            raise StartRefused("There is no database server to start.")
        return self._server.launch()

    def _find(self, give_up: Callable[[], bool]) -> str | None:
        deadline, told = time.monotonic() + PATIENCE, False
        while not give_up():
            if (url := answering_server(self._data)) is not None:
                return url
            if time.monotonic() > deadline:
                message = (
                    f"No `openmoderator serve` runs its database on {self._data}: start it first, "
                    f"or set OPENMODERATOR_DATABASE_URL."
                )
                raise StartFailed(message)
            if not told:
                told = True
                self._tell(
                    f"Waiting for the database that `openmoderator serve` runs on {self._data}."
                )
            time.sleep(0.5)
        return None
