"""The first step of every child process: drop to an account, tie to the parent, become it.

Run by path as ``python -I -S launch.py SIGNAL PARENT UID GID -- COMMAND...`` so that nothing
runs between fork and exec in the parent. Standard library only; imports nothing of ours.
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def tie_to_parent(parent: int, signal: int) -> None:
    """Have the kernel send `signal` when `parent` dies (Linux). Exits when it is gone already.

    Works for the calling thread's process only, must follow every change of user, and
    survives exec but not fork.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _drop_to(uid: int, gid: int) -> None:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    os.chdir("/")


def main(arguments: list[str]) -> None:
    """Become the command after ``--``; a UID of -1 keeps the account."""
    signal, parent, uid, gid = (int(text) for text in arguments[:4])
    if uid >= 0:
        _drop_to(uid, gid)
    tie_to_parent(parent, signal)
    command = arguments[5:]
    os.execvp(command[0], command)  # noqa: S606 - the command is ours


if __name__ == "__main__":
    main(sys.argv[1:])
