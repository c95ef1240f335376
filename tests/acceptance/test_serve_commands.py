"""Commands beside a running serve, without one, and against each other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Serve


def run(env: Mapping[str, str], data: Path, *arguments: str, text: str = "") -> str:
    line = [sys.executable, "-m", "openmoderator", *arguments, "--data", str(data)]
    result = subprocess.run(
        line, env=dict(env), input=text, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_team_and_its_people_are_made_while_serve_runs(serve: Serve) -> None:
    served = serve("--no-work")
    served.wait()
    made = json.loads(served.command("team", "create", "Blue Team", "--json").stdout)
    assert made.keys() == {"team_id", "name", "key", "webhook_secret"}
    assert (made["team_id"], made["name"]) == ("blueteam", "Blue Team")
    person = ("user", "create", "ada@example.com", "--team", "blueteam", "--role", "admin")
    link = json.loads(served.command(*person, "--json").stdout)["link"]
    assert link.startswith(served.url)
    key = json.loads(served.command("key", "create", "--team", "blueteam", "--json").stdout)
    assert key.keys() == {"key", "expires"}
    assert key["expires"] is None


def test_a_password_may_come_from_standard_input(
    clean_env: Mapping[str, str], data_folder: Path
) -> None:
    run(clean_env, data_folder, "team", "create", "Solo")
    person = ("user", "create", "ada@example.com", "--team", "solo", "--role", "reviewer")
    said = run(
        clean_env, data_folder, *person, "--password-stdin", "--json", text="green house 7\n"
    )
    assert json.loads(said)["link"] is None


def test_commands_start_a_database_for_themselves_and_stop_it(
    clean_env: Mapping[str, str], data_folder: Path
) -> None:
    run(clean_env, data_folder, "team", "create", "Alone")
    assert not (data_folder / "postgres" / "cluster" / "postmaster.pid").exists()
    run(clean_env, data_folder, "subteam", "create", "Night", "--team", "alone")
    run(clean_env, data_folder, "tag", "create", "--team", "alone", "--code", "zz", "--name", "Zed")


def test_a_key_may_have_a_last_day(clean_env: Mapping[str, str], data_folder: Path) -> None:
    run(clean_env, data_folder, "team", "create", "Timed")
    line = ("key", "create", "--team", "timed", "--expires")
    made = json.loads(run(clean_env, data_folder, *line, "2999-01-31", "--json"))
    assert made["expires"] == "2999-01-31T23:59:59+00:00"
    assert "good until 2999-01-31 (UTC)" in run(clean_env, data_folder, *line, "2999-01-31")
    past = [sys.executable, "-m", "openmoderator", *line, "2001-01-01", "--data", str(data_folder)]
    result = subprocess.run(past, env=dict(clean_env), capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "expired already" in result.stderr


def test_many_commands_at_once_on_a_bare_folder_all_succeed(
    clean_env: Mapping[str, str], data_folder: Path
) -> None:
    line = [sys.executable, "-m", "openmoderator", "team", "create", "Rush", "--json"]
    racing = [
        subprocess.Popen([*line, "--data", str(data_folder)], env=dict(clean_env), stdout=-1)
        for _ in range(5)
    ]
    ids = {json.loads(process.communicate()[0])["team_id"] for process in racing}
    assert ids == {"rush", "rush2", "rush3", "rush4", "rush5"}


def test_a_serve_that_starts_during_a_command_waits_for_it(
    serve: Serve, clean_env: Mapping[str, str], data_folder: Path
) -> None:
    line = [sys.executable, "-m", "openmoderator", "team", "create", "Before", "--json"]
    with subprocess.Popen(
        [*line, "--data", str(data_folder)], env=dict(clean_env), stdout=subprocess.PIPE
    ) as command:
        served = serve("--no-work")
        served.wait()
        assert json.loads(command.communicate()[0])["team_id"] == "before"
    assert served.command("key", "create", "--team", "before").returncode == 0


def test_check_says_that_all_is_well(serve: Serve) -> None:
    served = serve()
    served.wait("/readyz")
    result = served.command("check", "--json")
    parts = json.loads(result.stdout)
    assert parts.pop("data") == str(served.data)
    assert parts.pop("tesseract")  # optional: says where it is or what it would add
    assert set(parts) == {"database", "migrations", "worker", "models", "storage", "disk"}
    assert set(parts.values()) == {"ok"}, parts
    assert result.returncode == 0


def test_check_says_what_to_do_when_no_worker_runs(serve: Serve) -> None:
    served = serve("--no-work")
    served.wait()
    result = served.command("check")
    assert "openmoderator work" in result.stdout
    assert result.returncode == 1


def test_work_makes_an_installation_without_worker_ready(
    serve: Serve, clean_env: Mapping[str, str]
) -> None:
    served = serve("--no-work")
    served.wait()
    line = [sys.executable, "-m", "openmoderator", "work", "--data", str(served.data)]
    with subprocess.Popen(line, env=dict(clean_env)) as work:
        served.wait("/readyz")
        work.terminate()
        assert work.wait(timeout=20) == 0
