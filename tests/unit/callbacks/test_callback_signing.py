"""Signatures, checked with the reference library of Standard Webhooks."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from openmoderator.callbacks.signing import new_message_id, signed_headers

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OTHER = "whsec_" + base64.b64encode(bytes(32)).decode()


def _now() -> datetime:
    return datetime.now(tz=UTC)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_the_reference_library_verifies_every_body(body: str) -> None:
    headers = signed_headers(SECRET, "msg_1", body, _now())
    Webhook(SECRET).verify(body.encode(), headers, json_parse=False)


def test_the_time_zone_of_the_moment_does_not_matter() -> None:
    moment = _now().astimezone(timezone(timedelta(hours=5)))
    headers = signed_headers(SECRET, "msg_1", "{}", moment)
    assert headers == signed_headers(SECRET, "msg_1", "{}", moment.astimezone(UTC))
    Webhook(SECRET).verify(b"{}", headers)


@pytest.mark.parametrize(
    ("body", "headers", "secret"),
    [
        ('{"a":2}', {}, SECRET),
        ('{"a":1}', {"webhook-id": "msg_2"}, SECRET),
        ('{"a":1}', {}, OTHER),
    ],
)
def test_a_changed_body_id_or_secret_is_noticed(
    body: str, headers: dict[str, str], secret: str
) -> None:
    sent = signed_headers(SECRET, "msg_1", '{"a":1}', _now()) | headers
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body, sent)


def test_an_old_message_is_noticed() -> None:
    headers = signed_headers(SECRET, "msg_1", "{}", _now() - timedelta(minutes=6))
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(SECRET).verify("{}", headers)


def test_message_ids_differ_and_hold_no_dot() -> None:
    ids = {new_message_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(text.startswith("msg_") and "." not in text for text in ids)
