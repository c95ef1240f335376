"""The embedded PostgreSQL: a server of our own for whoever has set no database address.

`EmbeddedPostgres` runs it, `connect_or_start` is for commands that only need it for a moment.
"""

from openmoderator.runtime.postgres.borrowing import answering_server, connect_or_start
from openmoderator.runtime.postgres.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "answering_server", "connect_or_start"]
