"""Whatever is killed, without warning, comes back by itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from openmoderator.runtime.postgres.layout import Layout

if TYPE_CHECKING:
    from tests.conftest import Serve, Served

Find = Callable[["Served"], int]


def worker(served: Served) -> int:
    return served.find("openmoderator.runtime.worker")


def web_main(served: Served) -> int:
    return served.find("openmoderator.runtime.web")


def web_worker(served: Served) -> int:
    """Granian's own child: the one that answers requests."""
    text = Path(f"/proc/{web_main(served)}/task/{web_main(served)}/children").read_text()
    return int(text.split()[-1])


def database(served: Served) -> int:
    return served.find("bin/postgres -D")


def wait_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 60
    while (left := [pid for pid in pids if alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_another(served: Served, find: Find, old: int) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            new = find(served)
        except (pytest.fail.Exception, OSError, IndexError):
            new = old
        if new != old:
            return new
        time.sleep(0.1)
    pytest.fail(f"nothing took the place of process {old}")


@pytest.mark.parametrize("find", [worker, web_worker, web_main, database])
def test_a_killed_process_is_replaced_and_the_installation_ready_again(
    serve: Serve, find: Find
) -> None:
    served = serve()
    served.wait("/readyz")
    for _ in range(2):
        victim = find(served)
        os.kill(victim, signal.SIGKILL)
        wait_for_another(served, find, victim)
        served.wait("/readyz")
        assert served.command("team", "create", "After the kill").returncode == 0
    assert served.stop() == 0


def test_when_the_supervisor_is_killed_nothing_outlives_it(serve: Serve) -> None:
    served = serve()
    served.wait("/readyz")
    everything = served.everything()
    served.process.kill()
    served.process.wait()
    wait_gone(everything)


def test_after_the_supervisor_was_killed_the_next_start_comes_up_at_once(serve: Serve) -> None:
    served = serve()
    served.wait()
    assert served.command("team", "create", "Survivor").returncode == 0
    for _ in range(3):
        served.process.kill()
        served.restart()
        served.wait()
    assert served.command("key", "create", "--team", "survivor").returncode == 0


def test_everything_killed_at_once_is_no_worse(serve: Serve) -> None:
    served = serve()
    served.wait()
    assert served.command("team", "create", "Survivor").returncode == 0
    everything = served.everything()
    for pid in everything:
        os.kill(pid, signal.SIGKILL)
    wait_gone(everything)
    served.restart()
    served.wait("/readyz")
    assert served.command("key", "create", "--team", "survivor").returncode == 0


def test_killed_while_it_makes_its_database_it_makes_it_again(serve: Serve) -> None:
    served = serve("--no-work")
    drafts = Layout(served.data).old_drafts
    while not drafts() and served.process.poll() is None:
        time.sleep(0.005)
    served.process.kill()
    served.restart()
    served.wait()
