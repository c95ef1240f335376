"""Whether the address we are to listen at is free, found before anything starts."""

from __future__ import annotations

import errno
import socket
import time

from openmoderator.runtime.errors import StartRefused

PATIENCE = 2.0
"""Seconds that a server which was just killed may take to let go of its port."""


def require_free(host: str, port: int) -> None:
    """Raise `StartRefused` when `host`:`port` cannot be listened at."""
    deadline = time.monotonic() + PATIENCE
    while (problem := _problem(host, port)) is not None:
        if problem.errno != errno.EADDRINUSE or time.monotonic() > deadline:
            raise StartRefused(_refusal(host, port, problem)) from problem
        time.sleep(0.1)


def _problem(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        return error
    return None


def _refusal(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use: stop what uses it, or choose another with --port."
    reason = (problem.strerror or str(problem)).lower()
    return f"Listening at {host} port {port} is not possible: {reason}; see --host and --port."


def answers(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
    try:
        socket.create_connection((target, port), timeout=0.5).close()
    except OSError:
        return False
    return True
