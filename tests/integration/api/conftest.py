"""Callers of the wire, with keys of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from openmoderator.accounts.keys import create_key
from openmoderator.accounts.models import Team

Call = Callable[..., Any]


def generic(client: Client, method: str, address: str, *args: Any, **more: Any) -> Any:
    """Django's client takes what follows a leading `//` for a host; servers do not."""
    path = address.partition("?")[0]
    if path.startswith("//"):
        more["PATH_INFO"] = path
    return client.generic(method, address, *args, **more)


@pytest.fixture
def key(team: Team) -> str:
    """A key of the team."""
    return create_key(team).key


@pytest.fixture
def other_key(other_team: Team) -> str:
    """A key of another tenant."""
    return create_key(other_team).key


@pytest.fixture
def call(team: Team, key: str) -> Call:
    """Calls below the team's address with its key."""

    def send(method: str, path: str, data: bytes | str = b"", kind: str = "", **more: Any) -> Any:
        headers = {"Ocp-Apim-Subscription-Key": key, **more.pop("headers", {})}
        base = more.pop("base", f"/contentmoderator/review/v1.0/teams/{team.public_id}")
        return generic(Client(), method, base + path, data, content_type=kind, headers=headers)

    return send


@pytest.fixture
def moderate(call: Call) -> Call:
    """Calls of the moderation API, which has no team in its address."""

    def send(path: str, data: bytes | str = b"", kind: str = "", **more: Any) -> Any:
        return call("POST", path, data, kind, base="/contentmoderator/moderate/v1.0", **more)

    return send


@pytest.fixture
def set_up(settings: Any) -> Callable[..., None]:
    """Changes settings of the product for one test: ``set_up(min_picture_side=8)``."""

    def change(**values: object) -> None:
        settings.OPENMODERATOR = replace(settings.OPENMODERATOR, **values)

    return change
