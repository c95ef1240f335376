"""Reading ``postmaster.pid``: which server runs on a cluster, if any.

A number in a file proves nothing (it may be stale, and numbers come back), so a process
counts as the server only when its command line says so and names this cluster.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openmoderator.runtime.errors import StartRefused
from openmoderator.runtime.folders import read_own
from openmoderator.runtime.postgres.layout import SOCKET_NAME, Layout

PATIENCE: tuple[tuple[int, float], ...] = ((signal.SIGINT, 30), (signal.SIGQUIT, 5))
"""Fast shutdown with its checkpoint, then immediate; SIGKILL after that."""


@dataclass(frozen=True)
class Postmaster:
    """A server that runs now."""

    pid: int
    socket_folder: Path
    ready: bool
    """Whether it takes connections (crash recovery is over)."""


def running_postmaster(layout: Layout) -> Postmaster | None:
    """The verified server of the cluster, or none."""
    try:
        lines = read_own(layout.pid_file).splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError, StartRefused):
        return None
    if not _is_server(pid, layout.cluster):
        return None
    filled = [*lines, *[""] * 8]
    return Postmaster(pid, Path(filled[4].split(", ")[0]), filled[7].strip() == "ready")


def clear_the_way(layout: Layout, socket_folder: Path, tell: Callable[[str], None]) -> None:
    """End a server that outlived whoever started it, and drop lock files that mislead.

    The caller holds the data folder's `Ownership`, so a server that runs belongs to nobody,
    and the folder of the socket is ours alone.
    """
    if (stray := running_postmaster(layout)) is not None:
        tell(f"Stopping a database server that was left over (process {stray.pid}).")
        _end(stray.pid, layout.cluster)
    if _misleads(layout):
        layout.pid_file.unlink(missing_ok=True)
    (socket_folder / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


def _misleads(layout: Layout) -> bool:
    """Whether PostgreSQL would stumble over the file: half-written, or a stranger's number.

    One that names a dead process is left to PostgreSQL, which then looks for survivors.
    """
    try:
        pid = int(read_own(layout.pid_file).splitlines()[0])
        return pid <= 0 or _exists(pid)
    except FileNotFoundError:
        return False
    except (OSError, ValueError, IndexError, OverflowError, StartRefused):
        return True


def _end(pid: int, cluster: Path) -> None:
    for number, seconds in (*PATIENCE, (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not _is_server(pid, cluster):
                return
            time.sleep(0.05)


def _is_server(pid: int, cluster: Path) -> bool:
    command = _command_line(pid)
    return "postgres" in Path(command[0]).name and str(cluster) in command if command else False


def _command_line(pid: int) -> list[str]:
    if sys.platform == "linux":
        try:
            raw = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return []
        return os.fsdecode(raw).split("\0") if raw else []
    answer = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    found = re.match(r"(\S*postgres) -D (.*?) -[ck] ", answer)
    return list(found.groups()) if found else []


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
