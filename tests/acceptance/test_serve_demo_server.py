"""The demonstration's server keeps to itself: its own database, its own process group."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.acceptance.running import free_port

from openmoderator.demo.server import Server
from openmoderator.runtime.folders import prepare_data
from openmoderator.runtime.postgres.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def demo(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("OPENMODERATOR_DATABASE_URL", "postgresql:///real?host=/nonexistent")
    monkeypatch.delenv("OPENMODERATOR_SECRET_KEY", raising=False)
    monkeypatch.setenv("OPENMODERATOR_SECRET_KEY_FILE", "/nonexistent")
    with Server(prepare_data(data_folder), free_port()) as server:
        yield server


def children() -> list[int]:
    me = os.getpid()
    return [int(pid) for pid in Path(f"/proc/{me}/task/{me}/children").read_text().split()]


def test_it_uses_a_database_of_its_own_and_hears_no_ctrl_c_of_ours(
    demo: Server, data_folder: Path
) -> None:
    assert Layout(data_folder).cluster.is_dir()
    assert demo.command("team", "create", "Demo")["team_id"] == "demo"
    own = [pid for pid in children() if os.getpgid(pid) == pid]
    assert any(b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in own)
