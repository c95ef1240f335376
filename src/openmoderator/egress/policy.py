"""What may be reached and how much of it, as one frozen value.

Reads no settings; whoever calls `fetch` or `post` builds the policy once and hands it in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final

Network = IPv4Network | IPv6Network

MAX_BYTES: Final = 10 * 1024 * 1024


@dataclass(frozen=True)
class EgressPolicy:
    """Limits of one exchange with the outside.

    `private_networks` are reachable although they are not public. `url_map` pairs a URL
    prefix with the folder that serves it from disk. `max_bytes` bounds the decoded body.
    `total_seconds` bounds everything, name resolution and redirects included;
    `connect_seconds` each connection and its TLS handshake.
    """

    private_networks: tuple[Network, ...] = ()
    url_map: tuple[tuple[str, Path], ...] = ()
    max_bytes: int = MAX_BYTES
    total_seconds: float = 30.0
    connect_seconds: float = 5.0
    max_redirects: int = 5


def policy_from(
    private_networks: Iterable[str] = (),
    url_map: Iterable[tuple[str, Path]] = (),
    *,
    max_bytes: int = MAX_BYTES,
    total_seconds: float = 30.0,
) -> EgressPolicy:
    """Build a policy from the texts of the settings, such as ``10.0.0.0/8`` or ``fd00::1``.

    Raises ValueError that names the text when it is not a network.
    """
    return EgressPolicy(
        private_networks=tuple(_network(text) for text in private_networks),
        url_map=tuple(url_map),
        max_bytes=max_bytes,
        total_seconds=total_seconds,
    )


def _network(text: str) -> Network:
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        message = f"{text!r} is not a network; write it like 10.0.0.0/8 or 192.168.1.5"
        raise ValueError(message) from None
