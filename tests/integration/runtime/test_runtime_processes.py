"""Children are kept and ended, clocks tick on, ports and folders are judged."""

from __future__ import annotations

import contextlib
import shutil
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from openmoderator.runtime import child
from openmoderator.runtime.chores import CLOCKS, Ticker, guarded, resolve
from openmoderator.runtime.errors import StartFailed, StartRefused
from openmoderator.runtime.external import require_usable
from openmoderator.runtime.folders import prepare_data
from openmoderator.runtime.keeping import LONGEST_PAUSE, STEADY, Kept, end_all
from openmoderator.runtime.ports import answers, hold
from openmoderator.runtime.postgres.account import database_account
from openmoderator.runtime.postgres.binaries import Binaries, find_binaries, within_reach

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('up', flush=True); time.sleep(600)"
)


def start(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code])


def test_a_child_that_ends_is_started_again_after_a_pause() -> None:
    kept = Kept("test", lambda: start("raise SystemExit(3)"))
    assert kept.tend(0.0) is None
    assert kept.process
    kept.process.wait()
    assert kept.tend(1.0) == (
        "The test process ended with exit code 3; starting it again in 0.1 s."
    )
    kept.tend(1.05)
    assert kept.ended()
    kept.tend(1.2)
    assert kept.process
    end_all([kept], 10, lambda: False)


def test_pauses_grow_to_a_limit_and_start_small_again_after_a_sound_run() -> None:
    kept = Kept("test", lambda: start("raise SystemExit(1)"))
    now, said = 0.0, ""
    for _ in range(10):
        now += LONGEST_PAUSE + 1 if kept.failures > 4 else 10.0
        kept.tend(now)
        assert kept.process
        kept.process.wait()
        said = kept.tend(now + 0.01) or ""
    assert f"in {LONGEST_PAUSE} s" in said
    now += LONGEST_PAUSE + 1
    kept.tend(now)
    assert kept.process
    kept.process.wait()
    assert "in 0.1 s" in (kept.tend(now + STEADY + 1) or "")


def test_a_child_that_ignores_sigterm_is_killed_when_its_time_is_over() -> None:
    kept = Kept("test", lambda: start(STUBBORN))
    kept.tend(0.0)
    end_all([kept], 0.5, lambda: False)
    assert kept.ended()


def test_a_hurry_kills_at_once() -> None:
    kept = Kept("test", lambda: start(STUBBORN))
    kept.tend(0.0)
    end_all([kept], 600, lambda: True)
    assert kept.ended()


def test_a_child_dies_with_the_process_that_spawned_it() -> None:
    code = (
        "import sys; from openmoderator.runtime import child;"
        "p = child.spawn([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print(p.pid, flush=True); import time; time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    gone = threading.Event()
    for _ in range(600):
        if not Path(f"/proc/{pid}").exists():
            gone.set()
            break
        gone.wait(0.05)
    assert gone.is_set()


def test_a_child_gets_our_environment_and_no_input() -> None:
    code = "import os, sys; sys.exit(0 if os.environ['X'] == 'y' and not sys.stdin.read() else 1)"
    process = child.spawn([sys.executable, "-c", code], env={"X": "y"})
    assert process.wait(60) == 0


def test_every_chore_of_the_table_is_a_function() -> None:
    names = [name for clock in CLOCKS for name in clock.chores]
    assert all(callable(resolve(name)) for name in names)


def test_a_chore_that_fails_does_not_keep_others_from_their_turn() -> None:
    turns: list[str] = []
    enough = threading.Event()

    def fails() -> None:
        raise RuntimeError("on purpose")

    def works() -> None:
        turns.append("x")
        if len(turns) == 3:
            enough.set()

    ticker = Ticker("test", 0.01, {"fails": fails, "works": works})
    ticker.start()
    assert enough.wait(30)
    ticker.stop()
    ticker.join(30)
    assert not ticker.is_alive()


def test_a_guarded_chore_says_whether_it_worked() -> None:
    assert guarded("fine", lambda: None)
    assert not guarded("broken", lambda: 1 / 0)


def test_a_child_that_cannot_be_started_is_tried_again_after_a_pause() -> None:
    tries: list[float] = []

    def refuse_once() -> subprocess.Popen[bytes]:
        tries.append(1)
        if len(tries) == 1:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return start("pass")

    kept = Kept("test", refuse_once)
    assert "could not be started" in (kept.tend(0.0) or "")
    assert kept.tend(0.05) is None
    assert kept.ended()
    kept.tend(0.2)
    assert kept.process
    end_all([kept], 10, lambda: False)


def busy_port() -> tuple[socket.socket, int]:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken, taken.getsockname()[1]


def test_a_free_port_passes_and_a_busy_one_is_refused() -> None:
    taken, port = busy_port()
    with taken, pytest.raises(StartRefused, match=f"Port {port} of 127.0.0.1 is in use"):
        hold("127.0.0.1", port)
    hold("127.0.0.1", port).close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the web server alone holds it")
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_held_port_is_for_the_holders_servers_only(host: str) -> None:
    taken, port = busy_port()
    taken.close()
    with hold("127.0.0.1", port), socket.socket() as ours:
        assert not answers("127.0.0.1", port)
        with pytest.raises(StartRefused, match="is in use"):
            hold(host, port)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        ours.bind(("127.0.0.1", port))
        ours.listen()
        assert answers("127.0.0.1", port)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the web server alone holds it")
def test_of_many_that_want_a_port_at_the_same_time_one_gets_it() -> None:
    taken, port = busy_port()
    taken.close()
    held: list[socket.socket] = []

    def want() -> None:
        with contextlib.suppress(StartRefused):
            held.append(hold("127.0.0.1", port))

    threads = [threading.Thread(target=want) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in held:
        one.close()
    assert len(held) == 1


def test_a_database_that_is_away_may_come_back_and_a_wrong_address_may_not() -> None:
    with pytest.raises(StartFailed, match="cannot be used"):
        require_usable("postgresql:///x?host=/nonexistent", lambda _said: None, patience=0)
    with pytest.raises(StartRefused) as refused:
        require_usable("postgresql:///x?nonsense=1", lambda _said: None)
    assert not refused.value.retryable


def test_a_new_data_folder_is_private_and_those_above_it_are_usual(data_folder: Path) -> None:
    made = prepare_data(data_folder / "above" / "data")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o755


def test_a_data_folder_that_exists_keeps_its_rights(data_folder: Path) -> None:
    data_folder.mkdir()
    data_folder.chmod(0o750)
    assert stat.S_IMODE(prepare_data(data_folder).stat().st_mode) == 0o750


def test_binaries_out_of_the_accounts_reach_are_copied_once(data_folder: Path) -> None:
    account = database_account(data_folder / "postgres")
    if account is None:
        pytest.skip("only root has an account to drop to")
    wheel = find_binaries()
    data_folder.mkdir(mode=0o711)
    hidden = data_folder.parent / "hidden"
    hidden.mkdir(mode=0o700)
    package = wheel.folder.parents[1]
    for part in (package, package.with_suffix(".libs")):
        shutil.copytree(part, hidden / part.name, symlinks=True)
    unreachable = Binaries(hidden / wheel.folder.relative_to(package.parent), wheel.version)
    home = data_folder / "postgres"
    home.mkdir(mode=0o711)
    assert not account.can_run(unreachable.program("postgres"))
    copied = within_reach(unreachable, account, home)
    assert account.can_run(copied.program("initdb"))
    assert within_reach(unreachable, account, home) == copied
    assert [path.name for path in home.iterdir()] == [f"binaries-{wheel.version}"]
