"""Bringing the database up to this version, one process at a time.

Run as ``python -m openmoderator.runtime.migrate`` before anything else uses the database;
its exit code is 2, with one sentence, when the database cannot be used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from openmoderator import logs
from openmoderator.config import ConfigError, load
from openmoderator.errors import OpenModeratorError

LOCK = 0x4F504D4F44
"""Advisory lock number of migrations (the letters OPMOD)."""
OWN_STORAGE = "own-storage"


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


def main(*options: str) -> int:
    """Set Django up and migrate; ``own-storage`` says that the database is the embedded one."""
    try:
        url = load().database_url
        if url is None:
            message = "OPENMODERATOR_DATABASE_URL is not set."
            raise ConfigError(message)
        django.setup()
        logs.configure()
        migrate(url, own_storage=OWN_STORAGE in options)
    except OpenModeratorError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
