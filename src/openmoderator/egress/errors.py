"""What can go wrong on the way out, in two kinds: trying again helps, or it does not.

Messages name the address without its query string and never hold what was sent or received.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from openmoderator.errors import BadInput, Unavailable

SHOWN_LENGTH: Final = 200


class EgressRefused(BadInput):
    """The address may not be reached or gave something unusable; permanent."""

    code = "InvalidUrl"


class EgressFailed(Unavailable):
    """The other side could not be reached or was too slow or ill; trying again can help."""

    code = "UrlUnavailable"


def shown(url: str) -> str:
    """The URL as messages and logs may show it: no credentials, query or fragment."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "(not a URL)"
    text = f"{parts.scheme}://{host}{parts.path}" if host else "(not a URL)"
    printable = "".join(c if c.isprintable() else "?" for c in text)
    return printable if len(printable) <= SHOWN_LENGTH else printable[: SHOWN_LENGTH - 3] + "..."
