"""Starting a process that ends with us, and ending it within a bound.

Knows processes and signals; never what runs in them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from openmoderator.runtime.launch import tie_to_parent

LAUNCH = Path(__file__).with_name("launch.py")


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module, and takes none from the folder it is run in (-P)."""
    return [sys.executable, "-P", "-m", name, *arguments]


def spawn(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    on_parent_death: int = signal.SIGKILL,
    account: tuple[int, int] | None = None,
    output: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` as our child, as (uid, gid) `account` when given.

    Must be called from the main thread: the kernel watches the thread that forked. The child
    gets a process group of its own, so that Ctrl-C reaches the supervisor alone.
    """
    uid, gid = account or (-1, -1)
    launch = [sys.executable, "-I", "-S", str(LAUNCH), str(int(on_parent_death)), str(os.getpid())]
    return subprocess.Popen(
        [*launch, str(uid), str(gid), "--", *command],
        env=dict(os.environ if env is None else env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        process_group=0,
    )


def end(process: subprocess.Popen[bytes], *steps: tuple[int, float]) -> None:
    """Send each signal and wait its seconds for the end; SIGKILL follows the last step."""
    for number, seconds in steps:
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.wait()


def die_with_parent(parent: int | None = None) -> None:
    """Tie the calling Python process to its parent's life; for children that a library forks.

    Linux asks the kernel; elsewhere a thread looks once a second whether the parent changed.
    """
    parent = parent or os.getppid()
    tie_to_parent(parent, signal.SIGKILL)
    if sys.platform != "linux":
        threading.Thread(target=_watch, args=(parent,), daemon=True, name="parent-watch").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)
