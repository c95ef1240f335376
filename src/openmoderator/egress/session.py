"""A requests session whose every connection passes the gate.

The address is judged where the socket opens and that very address is connected to, so a
name that resolves differently a moment later gains nothing. Host header and TLS keep the
name. Never reads the environment (proxies, netrc), never follows a redirect by itself.
"""

from __future__ import annotations

import logging
import socket
from dataclasses import dataclass
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession  # type: ignore[import-untyped]
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool

from openmoderator import __version__
from openmoderator.egress.addresses import Address, reachable_addresses
from openmoderator.egress.deadline import Deadline
from openmoderator.egress.errors import EgressFailed
from openmoderator.egress.policy import EgressPolicy

# Its messages carry whole URLs, and logs drop query strings.
logging.getLogger("urllib3").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Gate:
    """Opens the sockets of one exchange."""

    policy: EgressPolicy
    deadline: Deadline

    def connect(self, host: str, port: int) -> socket.socket:
        """Connect to the first allowed address that answers, watched by the deadline.

        Raises `EgressRefused` when none is allowed, `EgressFailed` when none answers.
        """
        seconds = self.deadline.remaining
        reason = ""
        for address in reachable_addresses(host, port, self.policy, seconds):
            try:
                return self._open(address, port)
            except TimeoutError:
                reason = "the connection timed out"
            except OSError as error:
                reason = (error.strerror or "the connection failed").lower()
        message = f"{host}:{port} cannot be reached: {reason}"
        raise EgressFailed(message)

    def _open(self, address: Address, port: int) -> socket.socket:
        seconds = min(self.policy.connect_seconds, self.deadline.remaining)
        connection = socket.create_connection((str(address), port), timeout=seconds)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.deadline.watch(connection)
        return connection


class _GatedHTTP(HTTPConnection):
    gate: Gate

    def _new_conn(self) -> socket.socket:
        return self.gate.connect(self._dns_host, self.port)


class _GatedHTTPS(HTTPSConnection):
    gate: Gate

    def _new_conn(self) -> socket.socket:
        return self.gate.connect(self._dns_host, self.port)


class _GatedAdapter(HTTPAdapter):
    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:
        found = super().get_connection_with_tls_context(*args, **kwargs)
        pool = cast(HTTPConnectionPool, found)
        base = _GatedHTTPS if pool.scheme == "https" else _GatedHTTP
        gated = type(base.__name__, (base,), {"gate": self._gate})
        pool.ConnectionCls = cast(type[HTTPConnection], gated)
        return pool


class _Session(HTTPSession):  # type: ignore[misc]
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Say there is none: requests would read the whole body of a redirect into memory."""
        return None


def gated_session(policy: EgressPolicy, deadline: Deadline) -> requests.Session:
    """A session for one exchange; close it afterwards."""
    # The library's own address filter knows loopback as its only exception and judges before
    # the pool opens a socket; the gate uses its ranges at the socket instead.
    config = Config(
        ip_filter_enable=False,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(policy.connect_seconds, policy.total_seconds),
        user_agent_override=f"OpenModerator/{__version__}",
    )
    session = cast(requests.Session, _Session(config))
    session.trust_env = False
    session.headers["Accept-Encoding"] = "identity"
    adapter = _GatedAdapter(Gate(policy, deadline))
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session
