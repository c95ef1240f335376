"""Standard Webhooks headers, so that a receiver can tell that a callback is ours. Pure."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from standardwebhooks import Webhook


def new_message_id() -> str:
    """An id for one message; every attempt to deliver it bears the same."""
    return "msg_" + secrets.token_hex(16)


def signed_headers(secret: str, message_id: str, body: str, at: datetime) -> dict[str, str]:
    """``webhook-id``, ``webhook-timestamp`` (Unix seconds) and ``webhook-signature``.

    `secret` is the team's ``whsec_...``; `at` must be aware and is the time of this attempt:
    receivers refuse one that is more than five minutes off.
    """
    moment = at.astimezone(UTC)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, moment, body),
    }
