"""Who may call: every operation with no key, a wrong one, and the key of another team."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from openmoderator.accounts.keys import create_key
from openmoderator.accounts.models import ApiKey, Team
from openmoderator.accounts.people import create_user

Call = Callable[..., Any]
OPERATIONS = [
    ("POST", "/jobs?ContentType=Text&ContentId=1", b'{"ContentValue":"hi"}'),
    ("POST", "/jobs", b""),
    ("GET", "/jobs/{job}", b""),
    ("POST", "/reviews", b'[{"Type":"Text","Content":"hi","ContentId":"1"}]'),
    ("GET", "/reviews/{review}", b""),
    ("GET", "/workflows", b""),
    ("GET", "/workflows/default", b""),
    ("PUT", "/workflows/default", b"{}"),
]
HEADER = "Ocp-Apim-Subscription-Key"


@pytest.fixture
def ids(call: Call) -> dict[str, str]:
    """A job and a review of the team."""
    text = b'[{"Type":"Text","Content":"hi","ContentId":"1"}]'
    job = call("POST", "/jobs?ContentType=Text&ContentId=1", b'{"ContentValue":"hi"}')
    return {
        "job": job.json()["JobId"],
        "review": call("POST", "/reviews", text).json()[0],
    }


def send(client: Client, team: str, operation: tuple[str, str, bytes], key: str = "") -> Any:
    """Call an operation of a team with a key, or none."""
    method, path, body = operation
    headers = {HEADER: key} if key else {}
    address = f"/contentmoderator/review/v1.0/teams/{team}{path}"
    return client.generic(method, address, body, content_type="", headers=headers)


@pytest.mark.parametrize("role", [None, "admin", "reviewer"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_without_a_key_nobody_gets_in_whoever_is_signed_in(
    team: Team, role: str | None, operation: tuple[str, str, bytes]
) -> None:
    client = Client(enforce_csrf_checks=True)
    if role:
        client.force_login(create_user("eve@team.test", team, role, "correct horse battery").user)
    response = send(client, team.public_id, operation)
    assert response.status_code == 401
    assert response.json()["Error"]["Code"] == "Unauthorized"
    assert response["WWW-Authenticate"]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_key_of_another_team_finds_what_an_unknown_team_has(
    team: Team, other_key: str, ids: dict[str, str], operation: tuple[str, str, bytes]
) -> None:
    method, path, body = operation
    filled = (method, path.format(**ids), body)
    foreign = send(Client(), team.public_id, filled, other_key)
    unknown = send(Client(), "nobody", filled, other_key)
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.json()["Message"] == unknown.json()["Message"].replace("nobody", team.public_id)


@pytest.mark.parametrize("kind", ["job", "review"])
def test_what_another_team_has_is_as_unknown_as_what_nobody_has(
    other_team: Team, other_key: str, ids: dict[str, str], kind: str
) -> None:
    path = f"/{kind}s/"
    foreign = send(Client(), other_team.public_id, ("GET", path + ids[kind], b""), other_key)
    unknown = send(Client(), other_team.public_id, ("GET", path + "0" * 38, b""), other_key)
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.json()["Message"] == unknown.json()["Message"].replace("0" * 38, ids[kind])


@pytest.mark.parametrize("bad", ["wrong", "é", "0" * 64, " "])
def test_a_wrong_key_is_refused(team: Team, bad: str) -> None:
    assert send(Client(), team.public_id, OPERATIONS[5], bad).status_code == 401


def test_a_revoked_key_is_refused(team: Team, key: str) -> None:
    ApiKey.objects.filter(team=team).update(revoked_at=timezone.now())
    assert send(Client(), team.public_id, OPERATIONS[5], key).status_code == 401


@pytest.mark.parametrize("name", ["subscription-key", "Subscription-Key"])
def test_the_key_may_come_in_the_query(team: Team, key: str, name: str) -> None:
    operation = ("GET", f"/workflows?{name}={key}", b"")
    assert send(Client(), team.public_id, operation).status_code == 200


def test_each_key_of_a_team_opens_it(team: Team, key: str) -> None:
    second = create_key(team).key
    for one in (key, second):
        assert send(Client(), team.public_id, OPERATIONS[5], one).status_code == 200


def test_an_authorization_header_is_ignored(call: Call) -> None:
    assert call("GET", "/workflows", headers={"Authorization": "Bearer x"}).status_code == 200


@pytest.mark.parametrize("spelled", ["testteam", "TestTeam", "Test%20Team", "test%20team"])
def test_a_team_is_found_by_id_or_name_in_any_case(team: Team, key: str, spelled: str) -> None:
    assert send(Client(), spelled, OPERATIONS[5], key).status_code == 200


@pytest.mark.parametrize(
    "base",
    [
        "/ContentModerator/Review/V1.0/Teams/testteam",
        "//contentmoderator/review//v1.0/teams/testteam",
        "/CONTENTMODERATOR/REVIEW/V1.0/TEAMS/TESTTEAM/",
    ],
)
@pytest.mark.parametrize("path", ["/workflows", "/Workflows/", "/WORKFLOWS/Default/"])
def test_a_path_is_found_in_any_spelling(call: Call, base: str, path: str) -> None:
    assert call("GET", path, base=base).status_code == 200
