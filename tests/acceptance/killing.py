"""One who kills the processes of an installation, and knows which is which."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field

import psutil
from tests.acceptance.calling import NeverHappened
from tests.acceptance.chaos import Actor
from tests.acceptance.running import Installation

DUE_SECONDS = 60
"""A process that was killed is there again within this time, else the test fails."""


@dataclass
class Kill:
    """One ``kill -9``: seconds since the start, and of what."""

    at: float
    target: str
    pid: int


@dataclass
class Targets:
    """The processes of an installation by what they do."""

    installation: Installation
    names: tuple[str, ...] = ("worker", "web", "web worker", "database", "supervisor")
    wanted: dict[str, int] = field(
        default_factory=lambda: {
            "worker": 6,
            "web": 3,
            "web worker": 3,
            "database": 4,
            "supervisor": 2,
        }
    )

    def find(self, target: str) -> psutil.Process | None:
        """The process, or None while it is not there."""
        try:
            supervisor = self.installation.supervisor
            if target == "supervisor":
                return supervisor
            return next((it for it in self._of(supervisor) if _does(it) == target), None)
        except psutil.NoSuchProcess:
            return None

    def _of(self, supervisor: psutil.Process) -> list[psutil.Process]:
        found: list[psutil.Process] = supervisor.children()
        webs = [child for child in found if _does(child) == "web"]
        return [*found, *(child for web in webs for child in web.children())]


def _does(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    if "resource_tracker" in words:
        return "nothing"
    if "openmoderator.runtime.worker" in words:
        return "worker"
    if process.name() == "postgres":
        return "database"
    parent = process.parent()
    if parent is not None and "openmoderator.runtime.web" in " ".join(parent.cmdline()):
        return "web worker"
    return "web" if "openmoderator.runtime.web" in words else "nothing"


class Killer(Actor):
    """Kills everything as often as wanted, in random order at random moments."""

    def __init__(self, installation: Installation, chance: random.Random) -> None:
        super().__init__("killer")
        self.kills: list[Kill] = []
        self._installation = installation
        self._targets = Targets(installation)
        self._chance = chance
        self._since = time.monotonic()

    def act(self) -> None:
        plan = list(Counter(self._targets.wanted).elements())
        self._chance.shuffle(plan)
        for target in plan:
            time.sleep(self._chance.uniform(0.5, 5))
            self._kill(target)

    def _kill(self, target: str) -> None:
        process = self._wait_for(target)
        self.kills.append(Kill(time.monotonic() - self._since, target, process.pid))
        if target == "supervisor":
            self._installation.kill_supervisor()
            self._installation.start()
        else:
            process.kill()

    def _wait_for(self, target: str) -> psutil.Process:
        end = time.monotonic() + DUE_SECONDS
        while (process := self._targets.find(target)) is None:
            if time.monotonic() > end:
                raise NeverHappened(
                    f"{target} did not come back: {self._installation.last_words()}"
                )
            time.sleep(0.05)
        return process
