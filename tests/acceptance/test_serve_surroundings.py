"""`serve` in awkward surroundings: folders with foreign modules, nohup, outages, a killed child."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests
from tests.acceptance.running import free_port

if TYPE_CHECKING:
    from tests.conftest import Serve, Served

MODULES = (
    "django",
    "granian",
    "csp",
    "whitenoise",
    "procrastinate",
    "onnxruntime",
    "openmoderator",
)
SAFE = [sys.executable, "-P", "-m", "openmoderator"]
Launch = Callable[..., tuple["subprocess.Popen[bytes]", str]]


@pytest.fixture
def launch(data_folder: Path, clean_env: Mapping[str, str]) -> Iterator[Launch]:
    """Start ``serve`` behind the words of `before`, in `folder`; gives process and address."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*before: str, folder: Path | None = None) -> tuple[subprocess.Popen[bytes], str]:
        port = str(free_port())
        line = [*before, *SAFE, "serve", "--port", port, "--data", str(data_folder)]
        process = subprocess.Popen(line, env=dict(clean_env), cwd=folder, stderr=subprocess.DEVNULL)
        started.append(process)
        return process, f"http://127.0.0.1:{port}"

    yield start
    for process in started:
        process.terminate()
        assert process.wait(timeout=25) == 0


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(address, timeout=10).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")


def test_no_process_takes_modules_from_the_folder_it_is_started_in(
    launch: Launch, tmp_path: Path
) -> None:
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'taken')!r}, 'a').write('x')")
    process, url = launch(folder=tmp_path)
    wait_for(f"{url}/readyz", process)
    assert not (tmp_path / "taken").exists()


def test_under_nohup_it_ignores_the_end_of_the_terminal(launch: Launch) -> None:
    process, url = launch("nohup")
    wait_for(f"{url}/healthz", process)
    status = Path(f"/proc/{process.pid}/status").read_text()
    ignored = next(line for line in status.splitlines() if line.startswith("SigIgn"))
    assert int(ignored.split()[1], 16) >> (signal.SIGHUP - 1) & 1


def test_an_address_that_cannot_be_kept_is_no_reason_to_end(
    launch: Launch, data_folder: Path
) -> None:
    (data_folder / "address").mkdir(parents=True)
    process, url = launch()
    wait_for(f"{url}/readyz", process)
    assert process.poll() is None


def ask_with_key(url: str) -> int:
    """A request that needs the database to know who asks."""
    path = "/contentmoderator/review/v1.0/teams/none/jobs/none"
    return requests.get(
        url + path, headers={"Ocp-Apim-Subscription-Key": "k" * 43}, timeout=60
    ).status_code


def test_it_lives_on_while_the_database_is_away(serve: Serve) -> None:
    served = serve("--no-work")
    served.wait()
    os.kill(served.process.pid, signal.SIGSTOP)
    try:
        os.kill(served.find("bin/postgres -D"), signal.SIGKILL)
        with ThreadPoolExecutor(40) as callers:
            stuck = [callers.submit(ask_with_key, served.url) for _ in range(200)]
            assert served.get("/healthz") == 200
        assert {one.result() for one in stuck} <= {500, 503}
    finally:
        os.kill(served.process.pid, signal.SIGCONT)
    while served.command("check").stdout.count(" ok") < 2:
        assert served.process.poll() is None
    while ask_with_key(served.url) >= 500:
        assert served.process.poll() is None


def find_migration(served: Served) -> int:
    while True:
        try:
            return served.find("openmoderator.runtime.migrate")
        except pytest.fail.Exception:
            assert served.process.poll() is None


def test_killed_migrations_end_the_start_in_a_way_that_a_restart_mends(serve: Serve) -> None:
    served = serve("--no-work")
    os.kill(find_migration(served), signal.SIGKILL)
    assert served.process.wait(timeout=60) == 1
    served.restart()
    served.wait()
