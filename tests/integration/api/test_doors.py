"""Who may call what has no team in its address: programs with a key, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from openmoderator.accounts.models import User

ADDRESSES = [
    ("POST", "/contentmoderator/moderate/v1.0/ProcessImage/Evaluate"),
    ("POST", "/contentmoderator/moderate/v1.0/ProcessImage/FindFaces"),
    ("POST", "/contentmoderator/moderate/v1.0/ProcessImage/OCR"),
    ("POST", "/contentmoderator/moderate/v1.0/ProcessImage/Match"),
    ("POST", "/contentmoderator/moderate/v1.0/ProcessText/Screen"),
    ("POST", "/contentmoderator/moderate/v1.0/ProcessText/DetectLanguage"),
    ("POST", "/api/v1/texts"),
    ("POST", "/api/v1/pictures"),
    ("GET", "/api/v1/team"),
]


def ask(client: Client, method: str, path: str, **headers: str) -> Any:
    """The answer to a call with an empty object."""
    return client.generic(method, path, "{}", content_type="application/json", headers=headers)


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), ADDRESSES)
@pytest.mark.parametrize("key", ["", "0" * 64, "\u00e9", " "])
def test_strangers_are_refused(method: str, path: str, key: str) -> None:
    client = Client(enforce_csrf_checks=True)
    response = ask(client, method, path, **{"Ocp-Apim-Subscription-Key": key})
    assert response.status_code == 401
    assert list(response.json()) == ["Error", "Message", "TrackingId", "Errors"]


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_a_session_of_the_review_tool_opens_no_call(anna: User, method: str, path: str) -> None:
    client = Client()
    client.force_login(anna)
    assert ask(client, method, path).status_code == 401


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_any_key_opens_the_calls_without_a_form_token(method: str, path: str, key: str) -> None:
    client = Client(enforce_csrf_checks=True)
    response = ask(client, method, path, **{"Ocp-Apim-Subscription-Key": key})
    assert response.status_code in (200, 400)


def test_a_revoked_key_opens_nothing(key: str, team: Any) -> None:
    team.keys.update(revoked_at="2026-01-01T00:00:00Z")
    response = ask(Client(), "GET", "/api/v1/team", **{"Ocp-Apim-Subscription-Key": key})
    assert response.status_code == 401
