"""Bringing the database up to this version, one process at a time.

Run as ``python -m openmoderator.runtime.migrate`` before anything else uses the database;
its exit code is 2, with one sentence, when the database cannot be used until somebody
changes something, and 1 when a later try may succeed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
import psycopg
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from openmoderator import logs
from openmoderator.config import ConfigError, load
from openmoderator.errors import OpenModeratorError
from openmoderator.runtime.external import PATIENCE, require_usable

LOCK = 0x4F504D4F44
"""Advisory lock number of migrations (the letters OPMOD)."""
OWN_STORAGE = "own-storage"
TRIES = 5
RECOVERY_SECONDS = 3600.0
"""So long may a server of ours that was killed meanwhile need to come back."""


def is_current() -> bool:
    """Whether every migration of this version is applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrate(database_url: str, *, own_storage: bool) -> None:
    """Apply what is missing; other processes that come meanwhile wait for it.

    Raises `StartRefused` when this process belongs to another installation.
    """
    from openmoderator.runtime.belonging import require_belonging

    with _alone(database_url):
        if not is_current():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        require_belonging(own_storage=own_storage)


@contextmanager
def _alone(database_url: str) -> Iterator[None]:
    """Hold the lock on a connection of its own: migrations may close Django's."""
    with psycopg.connect(database_url, autocommit=True) as holder:
        holder.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield


def _through_restarts(url: str, *, own_storage: bool) -> None:
    """Migrate; where the database goes away meanwhile, wait for it and begin again."""
    patience = RECOVERY_SECONDS if own_storage else PATIENCE
    for tries_left in reversed(range(TRIES)):
        require_usable(url, _tell, patience=patience)
        try:
            migrate(url, own_storage=own_storage)
        except (OperationalError, psycopg.OperationalError):
            if not tries_left:
                raise
            connection.close()
        else:
            return


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def main(*options: str) -> int:
    """Set Django up and migrate; ``own-storage`` says that the database is the embedded one."""
    try:
        url = load().database_url
        if url is None:
            message = "OPENMODERATOR_DATABASE_URL is not set."
            raise ConfigError(message)
        django.setup()
        logs.configure()
        _through_restarts(url, own_storage=OWN_STORAGE in options)
    except OpenModeratorError as error:
        _tell(str(error))
        return 1 if error.retryable else 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
