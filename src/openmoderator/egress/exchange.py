"""Turns whatever the HTTP libraries raise into the two errors of this room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

import requests
import urllib3
from requests import exceptions

from openmoderator.egress.deadline import Deadline
from openmoderator.egress.errors import EgressFailed, EgressRefused, shown

_NOT_A_REQUEST = (
    exceptions.InvalidURL,
    exceptions.MissingSchema,
    exceptions.InvalidSchema,
    exceptions.InvalidHeader,
    UnicodeError,
)
_TIMED_OUT = (exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
_BROKE = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError)


@contextmanager
def mapped_errors(url: str, deadline: Deadline) -> Iterator[None]:
    """Raise `EgressRefused` or `EgressFailed` for everything that can go wrong inside.

    The originals are not chained: their texts hold query strings.
    """
    try:
        yield
    except (EgressRefused, EgressFailed) as error:
        raise_if_late(url, deadline)
        message = f"{shown(url)}: {error}"
        raise type(error)(message) from None
    except _NOT_A_REQUEST:
        message = f"{shown(url)}: this cannot be requested; check the URL"
        raise EgressRefused(message) from None
    except _TIMED_OUT:
        raise_if_late(url, deadline)
        message = f"{shown(url)}: the answer did not come in time"
        raise EgressFailed(message) from None
    except _BROKE as error:
        raise_if_late(url, deadline)
        message = f"{shown(url)}: {_what_broke(error)}"
        raise EgressFailed(message) from None


def raise_if_late(url: str, deadline: Deadline) -> None:
    """Raise `EgressFailed` when the deadline cut the exchange off (which reads like an end)."""
    if deadline.passed:
        message = f"{shown(url)}: not finished after {deadline.seconds:g} seconds"
        raise EgressFailed(message) from None


def _what_broke(error: Exception) -> str:
    if isinstance(error, exceptions.SSLError):
        return "the TLS connection failed; check the certificate"
    return "the connection broke before the answer was complete"
