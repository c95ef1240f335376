"""The address we are to listen at: found free before anything starts, and held to the end.

The web server shares its address among its processes (SO_REUSEPORT), so the kernel would let
another server of the same account in as well; what is held here keeps it out.
"""

from __future__ import annotations

import errno
import socket
import sys
import time

from openmoderator.runtime.errors import StartRefused

PATIENCE = 2.0
"""Seconds that a server which was just killed may take to let go of its port."""


def hold(host: str, port: int) -> socket.socket:
    """Take `host`:`port` for our children; closing what is returned gives it back.

    Raises `StartRefused` when it cannot be listened at.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return _hold(host, port)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise StartRefused(_refusal(host, port, problem)) from problem
        time.sleep(0.1)


def _hold(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    held = socket.socket(family, kind, protocol)
    try:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(address)
        # Of several that try at once the kernel lets one listen.
        held.listen(1)
        _keep_bound(held)
    except OSError:
        held.close()
        raise
    return held


def _keep_bound(held: socket.socket) -> None:
    """Listen no more and stay bound, open to servers that share but to no second `hold`.

    Linux decides by the options as they are now, and keeps a socket bound whose listening was
    shut down. Elsewhere the address is let go: granian binds it once and its server stays.
    """
    if sys.platform != "linux":
        held.close()
        return
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.shutdown(socket.SHUT_RDWR)


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
