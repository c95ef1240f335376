"""A command's time with the database: found or started, migrated, and let go of at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django

from openmoderator import logs
from openmoderator.commands.options import settings
from openmoderator.config import Config
from openmoderator.runtime import address
from openmoderator.runtime.environment import enter, settings_for
from openmoderator.runtime.external import require_usable
from openmoderator.runtime.folders import prepare_data
from openmoderator.runtime.postgres import connect_or_start
from openmoderator.runtime.supervisor import tell

PATIENCE = 10.0
"""Seconds a command waits for a database that somebody else runs."""


@contextmanager
def session(data: Path | None, *, migrated: bool = True) -> Iterator[Config]:
    """Django set up on a database that answers, with migrations applied if `migrated`.

    Uses the server of a running ``serve``, or one for the duration of the block. Raises
    `ConfigError` and `StartRefused`.
    """
    config = settings(data)
    folder = prepare_data(config.data)
    with ExitStack() as stack:
        if config.database_url:
            url = config.database_url
            require_usable(url, tell, patience=PATIENCE)
        else:
            url = stack.enter_context(connect_or_start(folder, tell))
        enter(settings_for(config, folder, url))
        django.setup()
        logs.configure()
        stack.callback(_close)
        if migrated:
            from openmoderator.runtime.migrate import migrate

            migrate(url, own_storage=config.database_url is None)
        yield config


def base_address(config: Config) -> str:
    """Where links lead: the public address, else where ``serve`` last listened."""
    return config.public_url or address.last(config.data)


def _close() -> None:
    """Let go of every connection before a server that we started is stopped."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
