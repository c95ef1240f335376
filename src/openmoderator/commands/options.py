"""Options that several commands share, and the settings with them applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from openmoderator.config import Config, load

Decorated = Callable[..., Any]


def data_option(function: Decorated) -> Decorated:
    """``--data FOLDER``, before OPENMODERATOR_DATA."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        help="Data folder; else OPENMODERATOR_DATA, else a default that `check` shows.",
    )(function)


def json_option(function: Decorated) -> Decorated:
    """``--json``: one JSON object on standard output instead of sentences."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


def settings(data: Path | None) -> Config:
    """The settings with ``--data`` applied. Raises `ConfigError`."""
    config = load()
    return replace(config, data=data.expanduser().absolute()) if data else config
