"""Which addresses may be connected to. Judges what a name resolves to, never the name.

The ranges are those of requests-hardened (private, loopback, link-local, multicast, shared,
translation and overlay ranges) and everything in IPv6 that is not global unicast.
"""

from __future__ import annotations

import queue
import socket
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from requests_hardened.ip_filter import (  # type: ignore[import-untyped]
    InvalidIPAddress,
    get_ip_address,
)

from openmoderator.egress.errors import EgressFailed, EgressRefused
from openmoderator.egress.policy import EgressPolicy, Network

Address = IPv4Address | IPv6Address

# RFC 4291 2.4: all global unicast lies here. Outside of it are ::/96 (which some systems
# route as the IPv4 address it holds), site-local and every other range with a trick in it.
GLOBAL_UNICAST: Final = ip_network("2000::/3")


def reachable_addresses(
    host: str, port: int, policy: EgressPolicy, seconds: float
) -> list[Address]:
    """The addresses of `host` that the policy allows, in the resolver's order, never empty.

    Raises `EgressFailed` when the name does not resolve within `seconds`, `EgressRefused`
    when it resolves to addresses that are all forbidden.
    """
    found = _resolve(host, port, seconds)
    allowed = [address for address in found if is_allowed(address, policy.private_networks)]
    if not allowed:
        message = (
            f"{host} resolves to {found[0]}, which is not a public address; if it is yours, "
            "name its network in OPENMODERATOR_ALLOW_PRIVATE_NETWORKS"
        )
        raise EgressRefused(message)
    return allowed


def is_allowed(address: Address, private_networks: tuple[Network, ...]) -> bool:
    """Whether the address is public or in a named network; mapped IPv4 counts as IPv4."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address in network for network in private_networks):
        return True
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    try:
        get_ip_address(str(address), 0, allow_loopback=False)
    except InvalidIPAddress:
        return False
    return True


def _resolve(host: str, port: int, seconds: float) -> list[Address]:
    """Resolve in a thread: the system's resolver knows no deadline of ours."""
    answers: queue.SimpleQueue[list[Address] | Exception] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        message = f"{host} did not resolve in time"
        raise EgressFailed(message) from None
    if isinstance(answer, UnicodeError):
        message = f"{host[:100]!r} is not a host name"
        raise EgressRefused(message)
    if isinstance(answer, Exception) or not answer:
        message = f"{host} does not resolve to an address"
        raise EgressFailed(message)
    return answer


def _look_up(host: str, port: int, answers: queue.SimpleQueue[list[Address] | Exception]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put([ip_address(entry[4][0]) for entry in found])
    except (OSError, ValueError) as error:
        answers.put(error)
