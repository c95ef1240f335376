"""Turns a PostgreSQL URL into Django's connection settings, with a pool per process."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

POOL = {"min_size": 0, "max_size": 12, "timeout": 20}
"""Eight web threads and the worker's threads share it; the sum stays under max_connections."""


def django_database(url: str | None) -> dict[str, Any]:
    """Settings for ``postgresql://user:password@host:port/name?host=/socket/folder&...``.

    Without a URL (commands that need no database) the entry has no host and fails on use.
    """
    parts = urlsplit(url or "postgresql:///openmoderator")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "openmoderator",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        # A pooled connection may have outlived a restart of the database.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "pool": POOL},
        "TEST": {"NAME": "test_openmoderator"},
    }
