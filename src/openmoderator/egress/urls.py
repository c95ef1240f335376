"""Which texts are URLs that this product follows at all. Judges no address, opens nothing."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from openmoderator.egress.errors import EgressRefused, shown

MAX_LENGTH: Final = 8192


def check_url(text: str) -> str:
    """Give the URL without surrounding white space; raise `EgressRefused` if it cannot serve.

    It must be http or https, name a host, hold no credentials and no control characters,
    and be at most 8,192 characters long.
    """
    url = text.strip()
    reason = _complaint(url)
    if reason:
        message = f"{shown(url[:MAX_LENGTH])}: {reason}"
        raise EgressRefused(message)
    return url


def host_of(url: str) -> str:
    """Host and port in lower case: what counts as one receiver; empty when it is no URL."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _complaint(url: str) -> str | None:
    if len(url) > MAX_LENGTH:
        return f"the URL is longer than {MAX_LENGTH} characters"
    if any(c < " " or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in url):
        return "the URL holds a control character or broken text"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "this is not a URL; give one like https://host/path"
    if parts.scheme.lower() not in {"http", "https"}:
        return "only http and https URLs are followed; give one like https://host/path"
    if not host:
        return "the URL names no host; give one like https://host/path"
    if "@" in parts.netloc:
        return "the URL holds a user name or password; leave it out"
    if any(c in "\\ <>\"'" for c in parts.netloc):
        return "the host holds characters that no host name has"
    return None
