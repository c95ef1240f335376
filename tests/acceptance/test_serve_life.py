"""`serve` from a bare folder to its end, with real processes."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from tests.conftest import Serve


def gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_bare_folder_becomes_ready_and_sigterm_ends_every_process(serve: Serve) -> None:
    served = serve()
    served.wait("/readyz")
    everything = served.everything()
    assert len(everything) > 4
    assert served.stop() == 0
    assert gone(everything)


def test_ctrl_c_ends_it_too(serve: Serve) -> None:
    served = serve("--no-work")
    served.wait()
    everything = served.everything()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=20) == 0
    assert gone(everything)


def test_it_can_be_ended_while_it_starts(serve: Serve) -> None:
    served = serve()
    while not served.everything()[1:]:
        pass
    everything = served.everything()
    assert served.stop() == 0
    assert gone(everything)


def test_without_a_worker_it_is_alive_but_not_ready(serve: Serve) -> None:
    served = serve("--no-work")
    served.wait("/healthz")
    answer = requests.get(served.url + "/readyz", timeout=10)
    assert answer.status_code == 503
    assert answer.json()["database"] == "ok"
    assert "openmoderator work" in answer.json()["worker"]


def test_a_second_start_keeps_what_was_stored(serve: Serve) -> None:
    served = serve("--no-work")
    served.wait()
    assert served.command("team", "create", "Kept").returncode == 0
    served.stop()
    served.restart()
    served.wait()
    assert served.command("key", "create", "--team", "kept").returncode == 0
