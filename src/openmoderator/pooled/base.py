"""The engine's module, where Django looks for it."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from psycopg import Error
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at each connection that the pool gives, as CONN_HEALTH_CHECKS would.

    psycopg_pool pauses for a second and more after every dead connection it finds, so that a
    pool of idle ones outlasts any request after the database was restarted. Here the first
    dead one empties the pool.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that answers. Raises what the pool raises where none can be had."""
        connection = super().get_new_connection(conn_params)
        pool = self.pool
        if pool is None or _answers(connection):
            return connection
        pool.putconn(connection)
        pool.drain()
        return super().get_new_connection(conn_params)


def _answers(connection: Any) -> bool:
    try:
        ConnectionPool.check_connection(connection)
    except Error:
        return False
    return True
