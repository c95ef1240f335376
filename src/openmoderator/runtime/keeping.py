"""One child that is kept running: started again with back-off, ended within a bound."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from openmoderator.runtime.errors import StartRefused

LONGEST_PAUSE = 30.0
STEADY = 30.0
"""Seconds after which a child counts as sound, and its next end as the first one."""


@dataclass
class Kept:
    """A child process by name, and how to start it."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    _since: float = 0.0
    _next_start: float = field(default=0.0)

    def tend(self, now: float) -> str | None:
        """Start it where it does not run and its pause is over; says what happened, if anything.

        `now` is monotonic time in seconds.
        """
        if self.process is not None and self.process.poll() is not None:
            return self._pause(_how(self.process.returncode), now)
        if self.process is None and now >= self._next_start:
            self._since = now
            try:
                self.process = self.start()
            except (OSError, StartRefused) as error:
                # No process or no disk to be had now: no reason to end what runs.
                return self._pause(f"could not be started ({error})", now)
        return None

    def _pause(self, what: str, now: float) -> str:
        self.failures = 1 if now - self._since > STEADY else self.failures + 1
        pause = min(0.1 * 3 ** (self.failures - 1), LONGEST_PAUSE)
        self.process = None
        self._next_start = now + pause
        return f"The {self.name} process {what}; starting it again in {pause:.1f} s."

    def ask(self, number: int) -> None:
        """Send a signal, if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def ended(self) -> bool:
        """Whether it does not run."""
        return self.process is None or self.process.poll() is not None


def end_all(children: list[Kept], seconds: float, hurry: Callable[[], bool]) -> None:
    """SIGTERM to all, `seconds` for all together, then SIGKILL; at once when `hurry` says so."""
    deadline = time.monotonic() + seconds
    for child in children:
        child.ask(signal.SIGTERM)
    while not all(child.ended() for child in children):
        if time.monotonic() > deadline or hurry():
            for child in children:
                child.ask(signal.SIGKILL)
            break
        time.sleep(0.02)
    for child in children:
        if child.process is not None:
            child.process.wait()


def _how(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    names = {item.value: item.name for item in signal.Signals}
    return f"was ended by {names.get(-code, f'signal {-code}')}"
