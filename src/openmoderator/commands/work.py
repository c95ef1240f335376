"""``openmoderator work``: workers without web pages."""

from __future__ import annotations

from pathlib import Path

import click

from openmoderator.commands.options import data_option, settings
from openmoderator.runtime.supervisor import Supervisor


@click.command("work")
@data_option
def command(data: Path | None) -> None:
    """Run one more worker until Ctrl-C.

    Uses the database of the `serve` on the same data folder, or OPENMODERATOR_DATABASE_URL;
    another machine also needs the same OPENMODERATOR_SECRET_KEY and the same stored files.
    """
    Supervisor(settings(data), None, work=True).run()
