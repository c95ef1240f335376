"""IP addresses of both versions, told from version numbers, times and code.

A dotted number inside a longer one, behind a "v" or behind a word such as "version" is no
address; nor is anything that the standard library's `ipaddress` refuses.
"""

import ipaddress
import re
from collections.abc import Iterator

from openmoderator.detect.text.pii.values import IpAddress

_V4 = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)(?<!\w/)[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?!\w|\.\w|-[A-Za-z])"
)
_V6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:]{2,45}(?:\.[0-9]{1,3}){0,3}(?![\w:]|\.\w)")
_VERSION_BEFORE = re.compile(
    r"\b(?:version|ver|release|build|firmware|section|chapter|clause|paragraph|para|article|oid|rev|revision|v)"
    r"[.:]?[ \t]{0,3}\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 16


def find_ip_addresses(text: str) -> tuple[IpAddress, ...]:
    """Return the addresses in the order of the text."""
    new = tuple(_find_v6(text))
    tails = {found.end for found in new}
    old = (found for found in _find_v4(text) if found.end not in tails)
    return tuple(sorted((*old, *new), key=lambda found: found.start))


def _find_v4(text: str) -> Iterator[IpAddress]:
    for found in _V4.finditer(text):
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
        if _is_address(found.group(), 4) and not _VERSION_BEFORE.search(before):
            yield IpAddress(found.group(), found.start(), "IPV4")


def _find_v6(text: str) -> Iterator[IpAddress]:
    for found in _V6.finditer(text):
        written = found.group()
        if not written.endswith("::") and "." not in written:
            written = written.removesuffix(":")
        if _is_plausible_v6(written) and _is_address(written, 6):
            yield IpAddress(written, found.start(), "IPV6")


def _is_plausible_v6(written: str) -> bool:
    """Tell `::1` and `fe80::1` from `a::b` of a program and from a lone `::`."""
    return written.count(":") >= 2 and any(map(str.isdigit, written))


def _is_address(written: str, version: int) -> bool:
    try:
        return ipaddress.ip_address(written).version == version
    except ValueError:
        return False
