"""Which addresses may be connected to."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.egress.addresses import is_allowed
from openmoderator.egress.policy import policy_from

FORBIDDEN = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.1",
    "192.168.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_an_address_that_is_not_public_is_forbidden(text: str) -> None:
    assert not is_allowed(ip_address(text), ())


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is_allowed(text: str) -> None:
    assert is_allowed(ip_address(text), ())


def test_a_named_private_network_is_allowed_and_its_neighbour_is_not() -> None:
    named = policy_from(["10.0.0.0/8", "fd00::/8"]).private_networks
    assert is_allowed(ip_address("10.9.9.9"), named)
    assert is_allowed(ip_address("::ffff:10.9.9.9"), named)
    assert is_allowed(ip_address("fd00::5"), named)
    assert not is_allowed(ip_address("192.168.1.1"), named)
    assert not is_allowed(ip_address("127.0.0.1"), named)


@given(st.ip_addresses(v=6))
def test_ipv6_outside_global_unicast_is_forbidden_unless_it_maps_ipv4(address: object) -> None:
    parsed = ip_address(str(address))
    assert parsed.version == 6
    if parsed.ipv4_mapped is None and parsed not in ip_network("2000::/3"):
        assert not is_allowed(parsed, ())


def test_a_policy_is_built_from_the_texts_of_the_settings() -> None:
    policy = policy_from([" 127.0.0.0/8", "192.168.1.5", "10.1.2.3/8"])
    assert policy.private_networks == (
        ip_network("127.0.0.0/8"),
        ip_network("192.168.1.5/32"),
        ip_network("10.0.0.0/8"),
    )


def test_a_text_that_is_no_network_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="'loopback' is not a network"):
        policy_from(["loopback"])
