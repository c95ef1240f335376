"""One PostgreSQL for a whole test run, made by the product's own code in a temporary folder.

The settings are fixed and Django is set up here, before other conftests import models; the
server starts only when tests that need it were collected. Under xdist the controller starts
it and the workers share it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import django
import pytest

from openmoderator.config import PREFIX
from openmoderator.runtime.postgres import EmbeddedPostgres

SETTINGS = "openmoderator.settings"
WITHOUT_DATABASE = Path(__file__).parent / "unit"
WORKER = "PYTEST_XDIST_WORKER" in os.environ


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
django.setup()


def _needs_database(path: Path) -> bool:
    return not path.absolute().is_relative_to(WITHOUT_DATABASE)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Under xdist only the workers collect, so the controller judges by what was asked for."""
    distributed = session.config.getoption("numprocesses", None)
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
