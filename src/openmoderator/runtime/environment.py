"""What our processes need to know, put into their environment.

Owns how a setting that was found or made by one process reaches the next; reads no file but
the kept secret key.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from openmoderator.config import PREFIX, Config, kept_secret_key

SETTINGS = "openmoderator.settings"


def settings_for(config: Config, data: Path, database_url: str) -> dict[str, str]:
    """The variables a child needs beside those it inherits. `data` must exist."""
    return {
        PREFIX + "DATA": str(data),
        PREFIX + "DATABASE_URL": database_url,
        PREFIX + "SECRET_KEY": config.secret_key or kept_secret_key(data),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        # One computation has one core; the queues decide how many run side by side.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONUNBUFFERED": "1",
        # What a child starts in turn takes no modules from the working directory either.
        "PYTHONSAFEPATH": "1",
    }


def child_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This environment with `settings`; the ``_FILE`` forms of what they hold are dropped."""
    inherited = {name: text for name, text in os.environ.items() if _kept(name, settings)}
    return {**inherited, **settings}


def _kept(name: str, settings: Mapping[str, str]) -> bool:
    return name.removesuffix("_FILE") not in settings


def enter(settings: Mapping[str, str]) -> None:
    """Make them this process's own, before Django is set up."""
    environment = child_environment(settings)
    os.environ.clear()
    os.environ.update(environment)


def forget_secrets() -> None:
    """Drop secrets from the environment once settings hold them (WSGI copies it to requests)."""
    for name in ("DATABASE_URL", "SECRET_KEY"):
        os.environ.pop(PREFIX + name, None)
