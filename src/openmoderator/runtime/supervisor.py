"""``serve`` and ``work``: starts the processes, keeps them running, ends them in time.

Single-threaded on purpose: the kernel ties a child to the thread that forked it. Never
imports Django; what needs it runs in a child.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from types import FrameType

from openmoderator.config import PREFIX, Config
from openmoderator.runtime import child
from openmoderator.runtime.address import keep as keep_address
from openmoderator.runtime.database import Database
from openmoderator.runtime.environment import child_environment, settings_for
from openmoderator.runtime.errors import StartFailed
from openmoderator.runtime.first_person import how_to_begin
from openmoderator.runtime.folders import prepare_data
from openmoderator.runtime.keeping import Kept, end_all
from openmoderator.runtime.ports import answers, hold

DRAIN_SECONDS = 14.0
"""Web and workers get so long to finish; the database's own shutdown comes after."""
LOOK_SECONDS = 0.1
REFUSED = 2
"""Exit code of a child that cannot work until somebody changes something."""


@dataclass(frozen=True)
class Web:
    """Where and with how many processes to listen."""

    host: str
    port: int
    workers: int


class Supervisor:
    """One ``serve`` (with `web`) or ``work`` (without)."""

    def __init__(self, config: Config, web: Web | None, *, work: bool) -> None:
        self._config = replace(config, workers=web.workers) if web else config
        self._web = web
        self._work = work
        self._data = config.data
        self._signals = 0
        self._children: list[Kept] = []
        self._announced = web is None

    def run(self) -> None:
        """Run until SIGTERM or SIGINT. Raises `StartRefused` when it cannot start."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as it is under nohup
            signal.signal(signal.SIGHUP, self._note)
        self._data = prepare_data(self._config.data)
        with hold(self._web.host, self._web.port) if self._web else nullcontext():
            self._serve(Database(self._config, self._data, owner=bool(self._web), tell=tell))

    def _serve(self, database: Database) -> None:
        try:
            url = database.start(self._told_to_end)
            if url and not self._told_to_end():
                settings = settings_for(self._config, self._data, url)
                self._run_children(database, child_environment(settings))
        except OSError as error:
            message = f"A process or a file could not be made: {error}"
            raise StartFailed(message) from error
        finally:
            end_all(self._children, DRAIN_SECONDS, self._hurry)
            database.stop()

    def _run_children(self, database: Database, env: dict[str, str]) -> None:
        tended = database.kept()
        self._migrate(env, tended)
        self._children = [Kept(name, start) for name, start in self._plan(env).items()]
        tended += self._children
        while not self._told_to_end():
            _tend(tended)
            self._announce(env)
            time.sleep(LOOK_SECONDS)

    def _migrate(self, env: dict[str, str], database: list[Kept]) -> None:
        """Run the migrations in a process of their own, so that this one stays small.

        They wait for a database that dies meanwhile; ours is started again here.
        """
        own = [] if self._config.database_url else ["own-storage"]
        process = child.spawn(_module("migrate", *own), env=env)
        while process.poll() is None:
            _tend(database)
            if self._told_to_end():
                process.kill()
            time.sleep(0.02)
        if process.returncode == REFUSED:
            raise SystemExit(REFUSED)
        if process.returncode != 0 and not self._told_to_end():
            message = "The database could not be brought up to this version; see the error above."
            raise StartFailed(message)

    def _plan(self, env: dict[str, str]) -> dict[str, Callable[[], subprocess.Popen[bytes]]]:
        """The children and how to start each."""
        plan: dict[str, Callable[[], subprocess.Popen[bytes]]] = {}
        if self._work:
            plan["worker"] = partial(child.spawn, _module("worker"), env=env)
        if self._web:
            where = (self._web.host, str(self._web.port), str(self._web.workers))
            plan["web"] = partial(child.spawn, _module("web", *where), env=env)
        return plan

    def _announce(self, env: dict[str, str]) -> None:
        if self._web and not self._announced and answers(self._web.host, self._web.port):
            self._announced = True
            address = self._config.public_url or _address(self._web)
            try:
                keep_address(self._data, _address(self._web).rstrip("/"))
            except OSError as error:
                tell(f"The address could not be kept for commands that print links: {error}")
            tell(f"OpenModerator is at {address} (Ctrl-C ends it).")
            secrets = env[PREFIX + "DATABASE_URL"], env[PREFIX + "SECRET_KEY"]
            if begin := how_to_begin(*secrets, address):
                tell(begin)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1

    def _told_to_end(self) -> bool:
        return self._signals > 0

    def _hurry(self) -> bool:
        """A second Ctrl-C means now."""
        return self._signals > 1


def tell(message: str) -> None:
    """One line for the person at the terminal."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def _tend(children: list[Kept]) -> None:
    """Start what does not run, and say what happened."""
    for kept in children:
        if news := kept.tend(time.monotonic()):
            tell(news)


def _module(name: str, *arguments: str) -> list[str]:
    return child.module(f"openmoderator.runtime.{name}", *arguments)


def _address(web: Web) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(web.host, web.host)  # noqa: S104 - compared
    return f"http://{f'[{host}]' if ':' in host else host}:{web.port}/"
