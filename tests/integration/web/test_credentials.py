"""Credentials: addresses, keys that are shown once, and revoking them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from openmoderator.accounts.keys import authenticate, create_key
from openmoderator.accounts.models import ApiKey, Team, User
from openmoderator.audit.models import AuditEntry

PAGE = "/admin/credentials"


def once(client: Client) -> str:
    """The press that the form of the page names."""
    found = re.search(r'name="once" value="([^"]+)"', client.get(PAGE).content.decode())
    assert found is not None
    return found[1]


def made_key(page: str) -> str:
    found = re.search(r'id="made-key">([0-9a-f]{64})<', page)
    assert found is not None, page
    return found[1]


def make(client: Client, **fields: str) -> Any:
    return client.post(PAGE, {"once": once(client), "name": "shop", "expires": "", **fields})


def test_the_page_names_every_endpoint_and_the_teams_id(as_lead: Client, team: Team) -> None:
    page = as_lead.get(PAGE).content.decode()
    for path in ("review", "moderate", "lists"):
        assert f"http://testserver/contentmoderator/{path}/v1.0" in page
    assert f'id="team-id">{team.public_id}<' in page


def test_a_new_key_opens_the_team_and_is_shown_in_this_one_answer(
    as_lead: Client, team: Team, lead: User
) -> None:
    answer = make(as_lead)
    key = made_key(answer.content.decode())
    row = authenticate(key)
    assert row is not None
    assert (row.team, row.created_by, row.name) == (team, lead, "shop")
    assert answer["Cache-Control"] == "no-store"
    assert key not in as_lead.get(PAGE).content.decode()
    assert key not in str(dict(as_lead.session.items()))


def test_the_same_press_sent_again_makes_no_second_key(as_lead: Client, team: Team) -> None:
    press = once(as_lead)
    form = {"once": press, "name": "shop", "expires": ""}
    as_lead.post(PAGE, form)
    again = as_lead.post(PAGE, form)
    assert again.status_code == 302
    assert ApiKey.objects.filter(team=team, name="shop").count() == 1


def test_a_key_expires_at_the_end_of_its_last_day(as_lead: Client) -> None:
    day = timezone.now().date() + timedelta(days=30)
    row = authenticate(made_key(make(as_lead, expires=day.isoformat()).content.decode()))
    assert row is not None
    assert row.expires_at is not None
    assert row.expires_at.isoformat() == f"{day}T23:59:59+00:00"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "n" * 121}, "at most 120"),
        ({"expires": "2020-01-01"}, "This day is over."),
        ({"expires": "soon"}, "Enter a valid date."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    as_lead: Client, fields: dict[str, str], said: str
) -> None:
    answer = make(as_lead, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{fields.get("name") or fields.get("expires", "")}"' in page
    assert not ApiKey.objects.exclude(created_by=None).exists()


def test_revoking_asks_first_and_then_shuts_the_key(
    as_lead: Client, team: Team, lead: User
) -> None:
    made = create_key(team, "old shop")
    address = f"{PAGE}/{made.row.pk}/revoke"
    assert "old shop" in as_lead.get(address).content.decode()
    assert authenticate(made.key) is not None
    as_lead.post(address)
    assert authenticate(made.key) is None
    assert AuditEntry.objects.get(action="key.revoked").actor == lead


def test_keys_of_another_team_and_of_the_console_cannot_be_revoked_here(
    as_lead: Client, team: Team, other_team: Team
) -> None:
    theirs, own = create_key(other_team), create_key(team, for_console=True)
    for made in (theirs, own):
        assert as_lead.post(f"{PAGE}/{made.row.pk}/revoke").status_code == 404
        assert authenticate(made.key) is not None


def test_the_page_asks_no_more_for_many_keys_than_for_one(
    as_lead: Client, team: Team, lead: User, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    create_key(team, "one", created_by=lead)
    as_lead.get(PAGE)
    with CaptureQueriesContext(connection) as first:
        as_lead.get(PAGE)
    for number in range(12):
        create_key(team, f"key {number}", created_by=lead)
    with django_assert_num_queries(len(first)):
        as_lead.get(PAGE)


def test_reviewers_are_told_that_the_page_is_not_theirs(as_anna: Client) -> None:
    assert as_anna.get(PAGE).status_code == 403
    assert as_anna.post(PAGE, {"name": "mine"}).status_code == 403
    assert not ApiKey.objects.exclude(created_by=None).exists()


def test_the_api_reference_opens_the_console_as_the_old_tool_did(as_lead: Client) -> None:
    page = as_lead.get(PAGE).content.decode()
    assert '<a href="/admin/console">API reference</a>' in page
    assert "Job - Create" in as_lead.get("/admin/console").content.decode()
