"""``openmoderator serve``: everything that one machine needs, under one supervisor."""

from __future__ import annotations

from pathlib import Path

import click

from openmoderator.commands.options import data_option, settings
from openmoderator.runtime.supervisor import Supervisor, Web


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes [default: 1].")
@click.option("--no-work", is_flag=True, help="Run no worker here; see `openmoderator work`.")
@data_option
def command(host: str, port: int, workers: int | None, no_work: bool, data: Path | None) -> None:
    """Run the web pages, the API and a worker until Ctrl-C.

    Brings the database up to this version first. Without OPENMODERATOR_DATABASE_URL it runs a
    PostgreSQL of its own in the data folder.
    """
    config = settings(data)
    web = Web(host, port, workers or config.workers)
    Supervisor(config, web, work=not no_work).run()
