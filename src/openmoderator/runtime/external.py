"""A PostgreSQL that somebody else runs: does it answer, and is it new enough?"""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg

from openmoderator.runtime.errors import StartFailed, StartRefused
from openmoderator.runtime.postgres.binaries import OLDEST

PATIENCE = 30.0
"""Seconds to wait for a database that starts at the same time as we do."""


def require_usable(
    url: str,
    tell: Callable[[str], None],
    give_up: Callable[[], bool] = lambda: False,
    patience: float = PATIENCE,
) -> None:
    """Wait until the database of `url` answers.

    Raises `StartFailed` if it does not in time, and `StartRefused` if it is none we can use.
    """
    deadline, told = time.monotonic() + patience, False
    while not give_up():
        try:
            _require_version(url)
        except (psycopg.ProgrammingError, UnicodeError) as error:
            raise StartRefused(_refusal(_reason(error))) from error
        except psycopg.Error as error:
            reason = _reason(error)
            if time.monotonic() > deadline:
                raise StartFailed(_refusal(reason)) from error
            if not told:
                told = True
                tell(f"The database does not answer yet ({reason}); trying for {patience:.0f} s.")
            time.sleep(0.5)
        else:
            return


def _require_version(url: str) -> None:
    with psycopg.connect(url, connect_timeout=5) as connection:
        major = connection.info.server_version // 10_000
    if major < OLDEST:
        message = (
            f"The database of OPENMODERATOR_DATABASE_URL is PostgreSQL {major}, which is too old: "
            f"version {OLDEST} or newer is needed."
        )
        raise StartRefused(message)


def _refusal(reason: str) -> str:
    return f"The database of OPENMODERATOR_DATABASE_URL cannot be used: {reason}"


def _reason(error: Exception) -> str:
    said = [line.strip() for line in str(error).splitlines() if line.strip()]
    return said[0].removeprefix("connection failed: ") if said else type(error).__name__
