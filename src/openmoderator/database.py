"""Turns a PostgreSQL URL into Django's connection settings, with a pool per process."""

from __future__ import annotations

from typing import Any

from psycopg.conninfo import conninfo_to_dict

POOL = {"min_size": 0, "max_size": 12, "timeout": 3}
"""For the eight threads of a web process. The timeout in seconds is short, so that requests
which wait for a database that is away leave threads for the probes."""


def django_database(url: str | None) -> dict[str, Any]:
    """Settings for any address that libpq takes: several hosts, sockets, TLS options.

    Without a URL (commands that need no database) the entry has no host and fails on use.
    Raises `psycopg.ProgrammingError` for an address that is none.
    """
    options: dict[str, Any] = dict(conninfo_to_dict(url or "postgresql:///openmoderator"))
    user = options.pop("user", "")
    return {
        "ENGINE": "openmoderator.pooled",
        "NAME": options.pop("dbname", "") or _usual_name(user, options),
        "USER": user,
        "PASSWORD": options.pop("password", ""),
        "HOST": options.pop("host", ""),
        "PORT": str(options.pop("port", "")),
        "OPTIONS": {**options, "pool": POOL},
        "TEST": {"NAME": "test_openmoderator"},
    }


def _usual_name(user: str, options: dict[str, Any]) -> str:
    """Where the address names no database: a service's own, else libpq takes the user's name."""
    return "" if "service" in options else user or "openmoderator"
