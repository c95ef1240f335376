"""Posts a body to a URL through the gate. Follows no redirect: a 3xx is an answer."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Final

import requests
import urllib3

from openmoderator.egress.deadline import Deadline
from openmoderator.egress.exchange import mapped_errors, raise_if_late
from openmoderator.egress.policy import EgressPolicy
from openmoderator.egress.session import gated_session
from openmoderator.egress.urls import check_url

ANSWER_BYTES: Final = 1024


@dataclass(frozen=True)
class Answer:
    """What the receiver said: status, first KB of the body as text, whole milliseconds."""

    status: int
    text: str
    milliseconds: int


def post(url: str, body: bytes, headers: Mapping[str, str], policy: EgressPolicy) -> Answer:
    """Post `body`; every status is an answer, also 3xx, 4xx and 5xx.

    Raises `EgressRefused` (address not allowed, not a URL) and `EgressFailed` (no
    connection, no status line in time). `policy.url_map` plays no part.
    """
    target = check_url(url)
    with (
        Deadline(policy.total_seconds) as deadline,
        mapped_errors(target, deadline),
        gated_session(policy, deadline) as session,
    ):
        response = session.post(
            target, data=body, headers=dict(headers), stream=True, allow_redirects=False
        )
        with response:
            # Cut off in the middle, headers look complete; only what came in time counts.
            raise_if_late(target, deadline)
            text = _first_kilobyte(response)
            return Answer(response.status_code, text, deadline.milliseconds)


def _first_kilobyte(response: requests.Response) -> str:
    """The answer's beginning. The status has arrived, so a body that breaks off is no error."""
    body = bytearray()
    with contextlib.suppress(urllib3.exceptions.HTTPError, HTTPException, OSError):
        while len(body) < ANSWER_BYTES:
            chunk = response.raw.read1(ANSWER_BYTES - len(body), decode_content=True)
            if not chunk:
                break
            body += chunk
    return _text(bytes(body), response.encoding)


def _text(body: bytes, charset: str | None) -> str:
    """Decode leniently: no charset, however odd, makes an answer less of an answer."""
    # requests assumes Latin-1 for text without a charset; today that means UTF-8.
    if charset and charset.upper() != "ISO-8859-1":
        with contextlib.suppress(LookupError, ValueError):
            return body.decode(charset, "replace")
    return body.decode("utf-8", "replace")
