"""The operations page cannot fall behind the settings and the commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from openmoderator.cli import COMMANDS
from openmoderator.config import Config
from openmoderator.config_values import READERS

PAGE = (Path(__file__).parents[3] / "docs" / "operations.md").read_text()
ROWS = dict(re.findall(r"^\| `OPENMODERATOR_([A-Z0-9_]+)` \| ([^|]*) \|", PAGE, re.MULTILINE))


def test_the_table_holds_exactly_the_settings() -> None:
    assert {name.lower() for name in ROWS} == set(READERS)


def test_the_defaults_in_the_table_are_the_defaults() -> None:
    config = Config.load({})
    written = {name: text for name, text in ROWS.items() if re.fullmatch(r"[0-9.]+", text)}
    assert written == {name: str(getattr(config, name.lower())) for name in written}
    assert len(written) >= 8


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_there(name: str) -> None:
    from openmoderator.cli import openmoderator

    command = openmoderator.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.help
