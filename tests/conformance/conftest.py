"""An endpoint for the conformance suite: the one that the environment names, or one of our own.

    make conformance ENDPOINT=https://... KEY=... [TEAM=...] [PICTURE=https://...]

Works against any server that speaks the wire of Content Moderator v1.0, with nothing but the
unmodified Python SDK. What it makes there, it removes. Without TEAM the calls of reviews and
jobs are left out, without PICTURE those that fetch a picture; the last lines say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from azure.cognitiveservices.vision.contentmoderator import ContentModeratorClient
from msrest.authentication import CognitiveServicesCredentials
from tests.acceptance.asked import asked
from tests.acceptance.running import installation

from openmoderator.demo.pictures import quote_picture


@dataclass(frozen=True)
class Endpoint:
    """Where the SDK is pointed at; `team` and `picture` are empty where none is named."""

    base: str
    key: str
    team: str
    picture: str


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The one that the environment names, or an installation of these tests' own."""
    if base := asked("OPENMODERATOR_ENDPOINT"):
        key, team = asked("OPENMODERATOR_KEY"), asked("OPENMODERATOR_TEAM")
        yield Endpoint(base, key, team, asked("OPENMODERATOR_PICTURE"))
        return
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "quote.png").write_bytes(quote_picture())
    with installation(URL_MAP=f"https://pictures.example/={folder}") as served:
        made = served.make_team("Conformance")
        yield Endpoint(served.base, made.key, made.id, "https://pictures.example/quote.png")


@pytest.fixture(scope="session")
def sdk(endpoint: Endpoint) -> Any:
    """The SDK's client; nothing but endpoint and key."""
    return client_of(endpoint.base, endpoint.key)


@pytest.fixture
def picture(endpoint: Endpoint) -> str:
    """An address that the endpoint can fetch a picture from."""
    if not endpoint.picture:
        pytest.skip("no PICTURE was named: the calls that fetch one were left out")
    return endpoint.picture


@pytest.fixture
def team(endpoint: Endpoint) -> str:
    """The id of the team that reviews and jobs belong to."""
    if not endpoint.team:
        pytest.skip("no TEAM was named: the calls of reviews and jobs were left out")
    return endpoint.team


def client_of(base: str, key: str) -> Any:
    """The SDK, kept from using a proxy."""
    make: Any = ContentModeratorClient
    made = make(base, CognitiveServicesCredentials(key))
    made.config.proxies.use_env_settings = False
    return made
