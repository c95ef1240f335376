"""One PostgreSQL for a whole test run, made by the product's own code in a temporary folder.

The settings are fixed and Django is set up here, before other conftests import models; the
server starts only when tests that need it were collected. Under xdist the controller starts
it and the workers share it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import django
import pytest
import requests

from openmoderator.config import PREFIX
from openmoderator.runtime.postgres import EmbeddedPostgres

SETTINGS = "openmoderator.settings"
WITHOUT_DATABASE = Path(__file__).parent / "unit"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def temporary_root() -> Path:
    """A new folder that the database's account may pass through; pytest's own are 0700."""
    folder = Path(tempfile.mkdtemp(prefix="om-test-"))
    folder.chmod(0o711)
    return folder


class TestCluster:
    """The folder and the server of this run; workers of xdist hold neither."""

    __test__ = False

    def __init__(self) -> None:
        self.root = temporary_root()
        self.server = EmbeddedPostgres(self.root / "data", durable=False)
        self.running = False

    def environment(self) -> dict[str, str]:
        """Settings of the run; the address is known before the server starts."""
        return {
            PREFIX + "DATA": str(self.root / "data"),
            PREFIX + "DATABASE_URL": self.server.url,
            PREFIX + "SECRET_KEY": "a-key-that-only-the-tests-use-0123456789",
        }

    def start(self) -> None:
        """Start once; at the first need."""
        if not self.running:
            self.server.start()
            self.running = True

    def close(self) -> None:
        """Stop and leave nothing behind."""
        self.server.stop()
        shutil.rmtree(self.root, ignore_errors=True)


def _fix_settings(cluster: TestCluster) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update(cluster.environment())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS


CLUSTER = None if WORKER else TestCluster()
if CLUSTER is not None:
    _fix_settings(CLUSTER)
else:
    # Workers share the server, but each has stored files of its own, as it has a database.
    os.environ[PREFIX + "DATA"] += f"-{WORKER}"
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
django.setup()


def _needs_database(path: Path) -> bool:
    return not path.absolute().is_relative_to(WITHOUT_DATABASE)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Under xdist only the workers collect, so the controller judges by what was asked for."""
    distributed = session.config.getoption("numprocesses", None)
    if distributed and not WORKER:
        # Else Django would read a worker's settings before its conftest has a say.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    asked = (Path(argument.partition("::")[0]) for argument in session.config.args)
    if CLUSTER and distributed and any(_needs_database(path) for path in asked):
        CLUSTER.start()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Without xdist what was collected decides."""
    if CLUSTER and any(_needs_database(item.path) for item in session.items):
        CLUSTER.start()


def pytest_unconfigure() -> None:
    """Also after failures and Ctrl-C."""
    if CLUSTER:
        CLUSTER.close()


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """A path for a data folder of a test's own; nothing is there yet."""
    root = temporary_root()
    yield root / "data"
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def clean_env() -> Mapping[str, str]:
    """The environment of this run without any setting: for processes of a test's own."""
    return {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def descendants(pid: int) -> list[int]:
    """Processes below `pid`, at any depth."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    below = [int(number) for number in text.split()]
    return below + [far for near in below for far in descendants(near)]


class Served:
    """A real ``openmoderator serve`` with everything below it."""

    def __init__(self, data: Path, env: Mapping[str, str], *options: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._env = dict(env)
        self._options = options
        self.log = data.parent / "serve.log"
        self.process = self._launch()

    def command(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run another command of ours on the same data folder."""
        line = [sys.executable, "-m", "openmoderator", *arguments, "--data", str(self.data)]
        return subprocess.run(
            line, env=self._env, input=text, capture_output=True, text=True, check=False
        )

    def get(self, path: str) -> int:
        """Status of a GET; 0 where nothing answers."""
        try:
            return requests.get(self.url + path, timeout=10).status_code
        except requests.RequestException:
            return 0

    def wait(self, path: str = "/healthz", seconds: float = 90) -> None:
        """Wait until `path` answers 200; fails with the log when it does not."""
        deadline = time.monotonic() + seconds
        while self.get(path) != 200:
            if time.monotonic() > deadline or self.process.poll() is not None:
                pytest.fail(f"{path} does not answer:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.1)

    def find(self, words: str) -> int:
        """Process below us whose command line holds `words`."""
        for pid in descendants(self.process.pid):
            with contextlib.suppress(OSError):
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                if words in line:
                    return pid
        pytest.fail(f"no process has {words!r} in its command line")

    def everything(self) -> list[int]:
        """Every process of this serve."""
        return [self.process.pid, *descendants(self.process.pid)]

    def stop(self) -> int:
        """SIGTERM, and the exit code; a serve that outlives its bound is killed and fails."""
        self.process.terminate()
        return self.process.wait(timeout=20)

    def restart(self) -> None:
        """Start again on the same folder and port, after it ended or was killed."""
        self.process.wait()
        self.process = self._launch()

    def close(self) -> None:
        """End it whatever state it is in."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=25)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()

    def _launch(self) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-m", "openmoderator", "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*line, "--data", str(self.data), *self._options],
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


Serve = Callable[..., Served]


@pytest.fixture
def serve(data_folder: Path, clean_env: Mapping[str, str]) -> Iterator[Serve]:
    """Start ``serve`` on a folder of the test's own: ``serve(*options, **settings)``."""
    started: list[Served] = []

    def start(*options: str, **settings: str) -> Served:
        env = {**clean_env, **{PREFIX + name: text for name, text in settings.items()}}
        started.append(Served(data_folder, env, *options))
        return started[-1]

    yield start
    for served in started:
        served.close()
