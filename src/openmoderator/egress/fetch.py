"""Fetches content by URL: from a mapped folder or through the gate, under every limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

import requests

from openmoderator.egress.deadline import Deadline
from openmoderator.egress.disk import mapped_file, read_file
from openmoderator.egress.errors import EgressFailed, EgressRefused, shown
from openmoderator.egress.exchange import mapped_errors, raise_if_late
from openmoderator.egress.policy import EgressPolicy
from openmoderator.egress.session import gated_session
from openmoderator.egress.urls import check_url

CHUNK: Final = 64 * 1024
TRY_AGAIN: Final = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Fetched:
    """A body as the server meant it (content coding undone)."""

    body: bytes


def fetch(url: str, policy: EgressPolicy) -> Fetched:
    """Get the body of an http(s) URL, following at most `policy.max_redirects` redirects.

    Raises `EgressRefused` (address not allowed, not a URL, 4xx, too large: permanent) and
    `EgressFailed` (time-out, no connection, 5xx, 408, 425, 429, no such name: may pass).
    """
    target = check_url(url)
    with Deadline(policy.total_seconds) as deadline:
        for _ in range(policy.max_redirects + 1):
            step = _step(target, policy, deadline)
            if isinstance(step, Fetched):
                return step
            target = step
    message = f"{shown(url)}: more than {policy.max_redirects} redirects"
    raise EgressRefused(message)


def _step(url: str, policy: EgressPolicy, deadline: Deadline) -> Fetched | str:
    """One request; what was fetched, or the next URL of a redirect."""
    path = mapped_file(url, policy.url_map)
    if path is not None:
        return Fetched(read_file(path, policy.max_bytes, url))
    with mapped_errors(url, deadline), gated_session(policy, deadline) as session:
        response = session.get(url, stream=True, allow_redirects=False)
        with response:
            if response.is_redirect:
                return _redirect_target(response, url)
            _judge_status(response.status_code)
            body = _bounded_body(response, policy.max_bytes)
            raise_if_late(url, deadline)
            return Fetched(body)


def _redirect_target(response: requests.Response, url: str) -> str:
    # requests reads header bytes as Latin-1; servers mean UTF-8.
    location = response.headers["location"].encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return check_url(urljoin(url, location))
    except ValueError:
        raise EgressRefused("it redirects to something that is not a URL") from None


def _judge_status(status: int) -> None:
    if 200 <= status < 300:
        return
    if status >= 500 or status in TRY_AGAIN:
        message = f"the server answered {status}"
        raise EgressFailed(message)
    message = f"the server answered {status}"
    raise EgressRefused(message)


def _bounded_body(response: requests.Response, max_bytes: int) -> bytes:
    """Read the body, undoing its content coding, and stop as soon as it is too large."""
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:19]) > max_bytes:
        message = f"the body is larger than {max_bytes} bytes"
        raise EgressRefused(message)
    body = bytearray()
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        body += chunk
        if len(body) > max_bytes:
            message = f"the body is larger than {max_bytes} bytes"
            raise EgressRefused(message)
    return bytes(body)
