"""An installation of a test's own, run by the product's command line as an operator would.

Starts, kills and ends real processes; asks the database directly for what no caller can see.
Everything listens on 127.0.0.1, and `Installation` leaves no process and no file behind.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg
import requests
from tests.acceptance.calling import Json, NeverHappened, TeamOnIt, direct, until

from openmoderator.config import PREFIX
from openmoderator.runtime.postgres import answering_server

COMMAND = (sys.executable, "-m", "openmoderator")
READY_SECONDS = 120
STOP_SECONDS = 25
LOOPBACK = {"ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8"}
PASSWORD = "correct horse battery"


class Installation:
    """A data folder of a test's own and the ``serve`` on it; `settings` without their prefix."""

    def __init__(self, root: Path, *arguments: str, **settings: str) -> None:
        self.root = root
        self.data = root / "data"
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = root / "serve.log"
        self._arguments = arguments
        self._settings = settings
        self._serve: subprocess.Popen[bytes] | None = None
        self._others: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start ``serve`` and return at once."""
        where = ("serve", "--port", str(self.port), *self._arguments)
        self._serve = self.run_beside(*where, keep=False)

    def run_beside(self, *arguments: str, keep: bool = True) -> subprocess.Popen[bytes]:
        """Start a further long-running command, such as ``work``; ended with the rest."""
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                [*COMMAND, *arguments, "--data", str(self.data)],
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if keep:
            self._others.append(started)
        return started

    def command(self, *arguments: str, secret: str | None = None) -> Json:
        """Run a command to its end; what it prints with ``--json``."""
        done = subprocess.run(
            [*COMMAND, *arguments, "--data", str(self.data), "--json"],
            env=self.environment(),
            input=secret,
            capture_output=True,
            text=True,
            check=False,
            timeout=READY_SECONDS,
        )
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return json.loads(done.stdout)

    def make_team(self, name: str) -> TeamOnIt:
        """A team with a key."""
        made = self.command("team", "create", name)
        return TeamOnIt(made["team_id"], made["key"], made["webhook_secret"])

    def make_person(self, email: str, team: TeamOnIt, role: str = "reviewer") -> None:
        """Somebody who signs in with `PASSWORD`."""
        who = (email, "--team", team.id, "--role", role, "--password-stdin")
        self.command("user", "create", *who, secret=PASSWORD)

    def environment(self) -> dict[str, str]:
        """This process's environment with the installation's settings and no other."""
        inherited = {name: text for name, text in os.environ.items() if not _is_ours(name)}
        return inherited | {PREFIX + name: text for name, text in self._settings.items()}

    def is_alive(self) -> bool:
        """Whether the web process answers."""
        return self.says("/healthz") == "ok\n"

    def is_ready(self) -> bool:
        """Whether everything it needs to work is there."""
        return '"ready": true' in self.says("/readyz")

    def says(self, path: str) -> str:
        """The body of its answer, or why there is none."""
        try:
            return direct().get(f"{self.base}{path}", timeout=5).text
        except requests.RequestException as error:
            return str(error)

    def wait_until_ready(self) -> None:
        """Until ``/readyz`` says so."""
        try:
            until(self.is_ready, "ready", READY_SECONDS)
        except NeverHappened:
            raise NeverHappened(f"{self.says('/readyz')}\n{self.last_words()}") from None

    def last_words(self) -> str:
        """The end of the log."""
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    @property
    def supervisor(self) -> psutil.Process:
        """The process of ``serve`` itself."""
        assert self._serve is not None
        return psutil.Process(self._serve.pid)

    def kill_supervisor(self) -> None:
        """``kill -9`` and take its exit code."""
        assert self._serve is not None
        self._serve.kill()
        self._serve.wait()

    def rows(self, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """What the embedded database answers. It must be running."""
        url = answering_server(self.data)
        assert url is not None, "the database does not answer"
        with psycopg.connect(url) as connection:
            return connection.execute(query, values).fetchall()

    def stop(self) -> None:
        """End every process that was started here, at first politely."""
        started = [process for process in (self._serve, *self._others) if process is not None]
        family = [child for process in started for child in children_of(process.pid)]
        for process in started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in started:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        _, alive = psutil.wait_procs(family, timeout=10)
        for child in alive:
            child.kill()


def _is_ours(name: str) -> bool:
    return name.startswith(PREFIX) or name == "DJANGO_SETTINGS_MODULE"


@contextmanager
def installation(*arguments: str, **settings: str) -> Iterator[Installation]:
    """An `Installation` that is ready, and gone afterwards whatever happened."""
    root = Path(tempfile.mkdtemp(prefix="om-acceptance-"))
    root.chmod(0o711)
    made = Installation(root, *arguments, **settings)
    try:
        made.start()
        if "--no-work" not in arguments:
            made.wait_until_ready()
        else:
            until(made.is_alive, f"alive; the log ends with {made.last_words()}", READY_SECONDS)
        yield made
    finally:
        made.stop()
        shutil.rmtree(root, ignore_errors=True)


def children_of(pid: int) -> list[psutil.Process]:
    """Every descendant of a process that runs; nothing once it is gone."""
    try:
        found: list[psutil.Process] = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return found


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number
