"""The command line: ``openmoderator COMMAND``.

Owns the entry and how errors look: one sentence, no traceback, exit code 2 (or 1 for what may
pass by itself). The commands are
in `openmoderator.commands`, one file each, and are loaded when they are asked for.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from openmoderator.errors import OpenModeratorError

COMMANDS = {
    "serve": "Run the web pages, the API and a worker.",
    "work": "Run more workers, here or on another machine.",
    "check": "Say for each part whether it is well, and what to do.",
    "team": "Make teams.",
    "user": "Make people's accounts.",
    "key": "Make API keys.",
    "subteam": "Make subteams.",
    "tag": "Make tags.",
    "lists": "Make, fill and publish term lists and image lists.",
    "evaluate": "Measure detectors on your own labelled material.",
    "screen": "Screen the texts of a file, on all cores.",
    "deliveries": "Show callbacks and post them again.",
    "demo": "See a picture go through moderation, with people and callbacks.",
}
"""Each is a module of `openmoderator.commands` with a click command called ``command``."""


class Commands(click.Group):
    """Loads a command's module when it is needed: ``--help`` stays instant."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, or None for a name that is none."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"openmoderator.commands.{name}").command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without loading what is in it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="openmoderator", prog_name="openmoderator")
def openmoderator() -> None:
    """Self-hosted content moderation with human review.

    Settings are environment variables OPENMODERATOR_*; docs/operations.md lists them.
    """


def main() -> None:
    """Run the command line and end the process. What it and its children store is private."""
    os.umask(0o077)
    try:
        openmoderator(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        refuse(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except OpenModeratorError as error:
        refuse(str(error), code=1 if error.retryable else 2)
    except BrokenPipeError:
        sys.exit(0)


def refuse(sentence: str, code: int = 2) -> None:
    """Say why in one sentence and end with `code`: 1 where trying again can help."""
    click.echo(sentence, err=True)
    sys.exit(code)
