"""What dies while ``serve`` is still starting is no reason not to start."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest
from tests.acceptance.calling import until
from tests.acceptance.killing import Targets
from tests.acceptance.running import Installation, installation


@pytest.fixture
def stopped() -> Iterator[Installation]:
    """An installation that has run before and does not run now."""
    with installation("--no-work") as made:
        made.stop()
        yield made


def test_a_database_killed_during_the_migrations_is_started_again(stopped: Installation) -> None:
    targets = Targets(stopped)
    stopped.start()
    until(lambda: is_migrating(stopped), "the migrations")
    database = targets.find("database")
    assert database is not None
    database.kill()
    until(lambda: stopped.is_alive(), stopped.last_words())
    assert stopped.rows("SELECT count(*) > 0 FROM django_migrations") == [(True,)]


def is_migrating(served: Installation) -> bool:
    """Whether the process with the migrations runs."""
    try:
        children = served.supervisor.children()
        return any("openmoderator.runtime.migrate" in child.cmdline() for child in children)
    except psutil.NoSuchProcess:
        return False
