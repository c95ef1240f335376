"""What makes a start impossible is said in one sentence, with exit code 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.acceptance.running import free_port

if TYPE_CHECKING:
    from tests.conftest import Serve


def refusal(env: Mapping[str, str], *arguments: str) -> str:
    """The only line that a command which must not start says."""
    result = subprocess.run(
        [sys.executable, "-m", "openmoderator", *arguments],
        env=dict(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def test_an_unknown_variable(clean_env: Mapping[str, str], data_folder: Path) -> None:
    env = {**clean_env, "OPENMODERATOR_PUBLIC_URI": "https://x.example"}
    sentence = refusal(env, "serve", "--data", str(data_folder))
    assert "did you mean OPENMODERATOR_PUBLIC_URL?" in sentence


def test_a_data_folder_that_cannot_be_made(clean_env: Mapping[str, str], data_folder: Path) -> None:
    data_folder.write_text("a file stands in the way")
    sentence = refusal(clean_env, "serve", "--data", str(data_folder / "below"))
    assert sentence.startswith(f"The data folder {data_folder / 'below'} cannot be used")


def test_a_data_folder_that_cannot_be_written(clean_env: Mapping[str, str]) -> None:
    sentence = refusal(clean_env, "team", "create", "X", "--data", "/proc/sys")
    assert sentence.startswith("The data folder /proc/sys cannot be used")


def test_a_busy_port(clean_env: Mapping[str, str], data_folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        sentence = refusal(clean_env, "serve", "--port", port, "--data", str(data_folder))
    assert sentence.startswith(f"Port {port} of 127.0.0.1 is in use")


def test_a_host_that_is_not_ours(clean_env: Mapping[str, str], data_folder: Path) -> None:
    arguments = ("serve", "--host", "192.0.2.1", "--data", str(data_folder))
    assert "Listening at 192.0.2.1 port 8080 is not possible" in refusal(clean_env, *arguments)


def test_a_database_that_is_too_old(clean_env: Mapping[str, str], data_folder: Path) -> None:
    cluster = data_folder / "postgres" / "cluster"
    cluster.mkdir(parents=True)
    data_folder.chmod(0o711)
    (cluster / "PG_VERSION").write_text("9\n")
    (data_folder / "postgres" / "password").write_text("secret")
    sentence = refusal(clean_env, "team", "create", "X", "--data", str(data_folder))
    assert "was made by PostgreSQL 9" in sentence


def test_an_address_of_no_postgresql(clean_env: Mapping[str, str], data_folder: Path) -> None:
    env = {**clean_env, "OPENMODERATOR_DATABASE_URL": "mysql://127.0.0.1/x"}
    sentence = refusal(env, "check", "--data", str(data_folder))
    assert "must be the address of a PostgreSQL database" in sentence


def test_a_data_folder_that_another_serve_uses(serve: Serve, clean_env: Mapping[str, str]) -> None:
    served = serve("--no-work")
    served.wait()
    arguments = ("serve", "--port", str(free_port()), "--data", str(served.data))
    result = subprocess.run(
        [sys.executable, "-m", "openmoderator", *arguments],
        env=dict(clean_env),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert (
        f"in use by another `openmoderator serve` (process {served.process.pid})" in result.stderr
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="root passes everywhere, its account does not")
def test_a_folder_that_the_databases_account_cannot_reach(
    clean_env: Mapping[str, str], data_folder: Path
) -> None:
    data_folder.parent.chmod(0o700)
    sentence = refusal(clean_env, "team", "create", "X", "--data", str(data_folder))
    assert f"which may not enter {data_folder.parent}" in sentence
    assert "chmod o+x" in sentence


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serve", "--port", "x"], "'--port'"),
        (["serve", "--workers", "0"], "'--workers'"),
        (["user", "create", "a@b.example"], "--team"),
        (["user", "create", "a@b.example", "--team", "x", "--role", "king"], "king"),
        (["nothing"], "No such command 'nothing'."),
        (["team", "create"], "NAME"),
    ],
)
def test_a_bad_argument(clean_env: Mapping[str, str], arguments: list[str], said: str) -> None:
    assert said in refusal(clean_env, *arguments)


def test_another_secret_key_than_the_installation_began_with(
    clean_env: Mapping[str, str], data_folder: Path
) -> None:
    first = [sys.executable, "-m", "openmoderator", "team", "create", "X"]
    subprocess.run([*first, "--data", str(data_folder)], env=dict(clean_env), check=True)
    env = {**clean_env, "OPENMODERATOR_SECRET_KEY": "another-key-of-at-least-32-characters"}
    arguments = ("serve", "--port", str(free_port()), "--data", str(data_folder))
    sentence = refusal(env, *arguments)
    assert sentence.startswith("OPENMODERATOR_SECRET_KEY is not the key")
