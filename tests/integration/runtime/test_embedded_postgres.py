"""The embedded PostgreSQL: private, made once, and up again after whatever was done to it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from openmoderator.runtime.errors import StartRefused
from openmoderator.runtime.postgres import EmbeddedPostgres, answering_server
from openmoderator.runtime.postgres.layout import SOCKET_NAME, Layout, address
from openmoderator.runtime.postgres.pidfile import running_postmaster

NOBODY = 65534


@pytest.fixture
def server(data_folder: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(data_folder) as running:
        yield running


def value(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def remember(server: EmbeddedPostgres, text: str) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS notes (note text)")
        connection.execute("INSERT INTO notes VALUES (%s)", [text])


def remove(path: Path) -> None:
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink()


def postmaster(data: Path) -> int:
    found = running_postmaster(Layout(data))
    assert found
    return found.pid


def wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()


def test_a_fresh_folder_gets_a_database_that_keeps_what_is_stored(data_folder: Path) -> None:
    with EmbeddedPostgres(data_folder) as first:
        remember(first, "kept")
    with EmbeddedPostgres(data_folder) as second:
        assert value(second.url, "SELECT note FROM notes") == "kept"


def test_it_listens_on_no_network(server: EmbeddedPostgres) -> None:
    assert value(server.url, "SHOW listen_addresses") == ""


def test_its_log_keeps_no_content_of_statements_that_fail(
    server: EmbeddedPostgres, data_folder: Path
) -> None:
    failing = (
        "INSERT INTO notes VALUES ('very private words')",
        "SELECT 'very private words'::integer",
        "very private words",
    )
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE notes (note text PRIMARY KEY)")
        connection.execute(failing[0].encode())
        for statement in failing:
            with pytest.raises(psycopg.Error, match=r"words|duplicate"):
                connection.execute(statement.encode())
    said = Layout(data_folder).log.read_text()
    assert "ready to accept connections" in said
    assert "private" not in said


def test_it_takes_as_many_connections_as_it_was_told(data_folder: Path) -> None:
    with EmbeddedPostgres(data_folder, connections=150) as server:
        assert value(server.url, "SHOW max_connections") == "150"


def test_nobody_gets_in_without_the_password(server: EmbeddedPostgres) -> None:
    parameters = {**conninfo_to_dict(server.url), "password": "guessed"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(make_conninfo("", **parameters))


def test_every_way_in_needs_the_password(server: EmbeddedPostgres) -> None:
    query = "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"
    assert value(server.url, query) == "scram-sha-256"


def test_its_folders_and_its_password_are_for_its_own_account(
    server: EmbeddedPostgres, data_folder: Path
) -> None:
    layout = Layout(data_folder)
    for folder in (layout.cluster, layout.socket_folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in (layout.password_file, layout.log):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert server.url


@pytest.mark.skipif(os.geteuid() != 0, reason="for root there is an account to drop to")
def test_the_account_can_put_nothing_in_the_way_of_root(
    server: EmbeddedPostgres, data_folder: Path
) -> None:
    layout = Layout(data_folder)
    for folder in (layout.data, layout.home):
        assert (folder.stat().st_uid, stat.S_IMODE(folder.stat().st_mode)) == (0, 0o711)
    assert layout.log.stat().st_uid == 0
    assert layout.cluster.stat().st_uid == layout.socket_folder.stat().st_uid != 0
    assert server.url


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has something to lose to the account")
@pytest.mark.parametrize("name", ["password", "server.log", "socket"])
@pytest.mark.parametrize("kind", ["symlink", "hard link"])
def test_root_follows_no_link_that_the_account_left(
    data_folder: Path, name: str, kind: str
) -> None:
    with EmbeddedPostgres(data_folder):
        pass
    home = Layout(data_folder).home
    account = Layout(data_folder).cluster.stat()
    os.chown(home, account.st_uid, account.st_gid)
    victim = data_folder.parent / "victim"
    victim.mkdir() if name == "socket" else victim.write_text("root's own")
    before = (victim.stat().st_uid, victim.stat().st_mode)
    remove(home / name)
    if kind == "symlink" or name == "socket":
        (home / name).symlink_to(victim)
    else:
        (home / name).hardlink_to(victim)
    with pytest.raises(StartRefused, match=str(home / name)):
        EmbeddedPostgres(data_folder).start()
    assert (victim.stat().st_uid, victim.stat().st_mode) == before
    assert name == "socket" or victim.read_text() == "root's own"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another account")
def test_another_account_cannot_reach_the_socket(
    server: EmbeddedPostgres, data_folder: Path
) -> None:
    path = str(Layout(data_folder).socket_folder / SOCKET_NAME)
    script = f"import socket; socket.socket(socket.AF_UNIX).connect({path!r})"
    attempt = subprocess.run(
        ["/usr/bin/python3", "-c", script], user=NOBODY, group=NOBODY, cwd="/", capture_output=True
    )
    assert b"PermissionError" in attempt.stderr
    assert server.url


@pytest.mark.skipif(os.geteuid() != 0, reason="for root there is an account to drop to")
def test_as_root_the_server_runs_as_an_account_of_its_own(
    server: EmbeddedPostgres, data_folder: Path
) -> None:
    assert Path(f"/proc/{postmaster(data_folder)}").stat().st_uid != 0
    assert stat.S_IMODE(data_folder.stat().st_mode) == 0o711
    assert server.url


@pytest.mark.skipif(os.geteuid() != 0, reason="root passes everywhere, its account does not")
def test_a_folder_the_account_cannot_reach_is_refused_and_left_alone(data_folder: Path) -> None:
    data_folder.parent.chmod(0o700)
    with pytest.raises(StartRefused, match=f"may not enter {data_folder.parent}"):
        EmbeddedPostgres(data_folder).start()
    assert stat.S_IMODE(data_folder.parent.stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_gets_a_short_one_elsewhere(data_folder: Path) -> None:
    deep = data_folder / ("d" * 100)
    deep.parent.mkdir(mode=0o711)
    with EmbeddedPostgres(deep) as server:
        assert value(server.url, "SELECT 1") == 1
        assert answering_server(deep) == server.url
        folder = running_postmaster(Layout(deep))
        assert folder
        assert stat.S_IMODE(folder.socket_folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["with space", "comma,comma", "quote'quote", "ünï", "50%"])
def test_a_folder_of_any_name_will_do(data_folder: Path, name: str) -> None:
    data_folder.mkdir(mode=0o711)
    with EmbeddedPostgres(data_folder / name) as server:
        assert value(server.url, "SELECT 1") == 1


def test_a_killed_server_starts_again_with_what_was_committed(data_folder: Path) -> None:
    with EmbeddedPostgres(data_folder) as first:
        remember(first, "committed")
        os.kill(postmaster(data_folder), signal.SIGKILL)
        with EmbeddedPostgres(data_folder) as second:
            assert value(second.url, "SELECT note FROM notes") == "committed"


def test_a_pid_file_with_the_number_of_a_living_stranger_is_no_obstacle(data_folder: Path) -> None:
    with EmbeddedPostgres(data_folder):
        pid_file = Layout(data_folder).pid_file
        lines = pid_file.read_text().splitlines()
        os.kill(postmaster(data_folder), signal.SIGKILL)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert running_postmaster(Layout(data_folder)) is None
    with EmbeddedPostgres(data_folder) as second:
        assert value(second.url, "SELECT 1") == 1


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"12", b"-1\n", b"99999999999\nx\n"])
def test_a_half_written_pid_file_is_no_obstacle(data_folder: Path, content: bytes) -> None:
    with EmbeddedPostgres(data_folder):
        pass
    Layout(data_folder).pid_file.write_bytes(content)
    with EmbeddedPostgres(data_folder) as server:
        assert value(server.url, "SELECT 1") == 1


def test_a_half_made_cluster_is_made_anew(data_folder: Path) -> None:
    layout = Layout(data_folder)
    draft = layout.new_draft()
    draft.mkdir(parents=True)
    data_folder.chmod(0o711)
    (draft / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(data_folder) as server:
        assert value(server.url, "SELECT 1") == 1
    assert layout.old_drafts() == []


def test_an_orphaned_server_is_replaced(data_folder: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path;"
        "from openmoderator.runtime.postgres import EmbeddedPostgres;"
        "EmbeddedPostgres(Path(sys.argv[1])).start(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(data_folder)], check=True)
    with EmbeddedPostgres(data_folder) as server:
        assert value(server.url, "SELECT 1") == 1


def test_the_server_ends_with_the_process_that_started_it(data_folder: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path;"
        "from openmoderator.runtime.postgres import EmbeddedPostgres;"
        "EmbeddedPostgres(Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", script, str(data_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as owner:
        assert owner.stdout
        assert owner.stdout.readline() == b"up\n"
        pid = postmaster(data_folder)
        owner.kill()
    wait_for_end(pid)


def test_a_cluster_of_an_unknown_version_is_refused(data_folder: Path) -> None:
    with EmbeddedPostgres(data_folder):
        pass
    (Layout(data_folder).cluster / "PG_VERSION").write_text("9\n")
    with pytest.raises(StartRefused, match="was made by PostgreSQL 9"):
        EmbeddedPostgres(data_folder).start()


def test_a_lost_password_file_is_refused_and_not_replaced(data_folder: Path) -> None:
    with EmbeddedPostgres(data_folder):
        pass
    Layout(data_folder).password_file.unlink()
    with pytest.raises(StartRefused, match="restore that file"):
        EmbeddedPostgres(data_folder).start()


def test_a_stranger_on_the_short_socket_folder_does_not_get_our_connections(
    data_folder: Path,
) -> None:
    deep = data_folder / ("d" * 100)
    deep.mkdir(parents=True, mode=0o711)
    data_folder.chmod(0o711)
    short = Layout(deep).socket_folder
    short.mkdir(mode=0o777)
    os.chown(short, NOBODY, NOBODY)
    try:
        with EmbeddedPostgres(deep) as server:
            used = running_postmaster(Layout(deep))
            assert used
            assert used.socket_folder != short
            assert value(server.url, "SELECT 1") == 1
    finally:
        short.rmdir()


def test_the_address_survives_a_path_with_special_characters() -> None:
    url = address("se/cr+et", Path("/a b/50%/ü"))
    parts = conninfo_to_dict(url)
    assert (parts["host"], parts["password"]) == ("/a b/50%/ü", "se/cr+et")
