"""Settings of the process, read once from ``OPENMODERATOR_*`` into one frozen object.

Knows environment variables and nothing else: no Django, no database, no files but the
``_FILE`` forms of secrets.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Config:
    """Typed settings. Field names are the variable names without prefix, lower case."""

    data: Path
    database_url: str | None = None
    secret_key: str | None = None
    public_url: str | None = None
    allow_private_networks: tuple[str, ...] = ()
    url_map: tuple[tuple[str, Path], ...] = ()
    content_days: int = 30
    adult_threshold: float = 0.5
    racy_threshold: float = 0.5
    max_body_bytes: int = 10 * 1024 * 1024
    max_pixels: int = 50_000_000
    lease_seconds: int = 600
    undo_seconds: int = 5


def load() -> Config:
    """Read the environment. Raises `ConfigError` on unknown or unusable variables."""
    return Config(data=Path(os.environ.get("OPENMODERATOR_DATA", ".data")))
