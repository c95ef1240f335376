"""Signing in with a real OpenID Connect provider, a process of its own on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.test import Client
from tests.conftest import free_port

from openmoderator.accounts import invitations
from openmoderator.accounts.models import Membership, Team, User
from openmoderator.accounts.people import create_user

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
PEOPLE = (
    {"sub": "anna", "email": "Anna@team.test", "email_verified": True, "name": "Anna Far"},
    {"sub": "liar", "email": "anna@team.test", "email_verified": False},
    {"sub": "words", "email": "anna@team.test", "email_verified": "false"},
    {"sub": "silent", "email": "anna@team.test"},
    {"sub": "new", "email": "new@team.test", "email_verified": True, "name": "New Person"},
    {"sub": "nameless"},
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The issuer's address."""
    port = free_port()
    claims = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    line = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{issuer}/.well-known/openid-configuration")
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    pytest.fail(f"{url} does not answer")


@pytest.fixture(autouse=True)
def installed(settings: LazySettings, provider: str) -> None:
    """An installation that knows the provider."""
    chosen = replace(
        settings.OPENMODERATOR,
        openid_issuer=provider,
        openid_client_id="openmoderator",
        openid_client_secret="a secret of the tests",
        openid_name="Company",
    )
    settings.OPENMODERATOR = chosen
    settings.SOCIALACCOUNT_PROVIDERS = chosen.openid_providers()


def come_back(client: Client, sub: str, **form: str) -> str:
    """Go to the provider, sign in there as `sub` (empty: refuse); the path back to us."""
    page = client.post("/sign-in/openid", form)
    assert page.status_code == 200
    given = {"sub": sub} if sub else {"action": "deny"}
    answer = requests.post(page.context["target"], data=given, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client: Client, sub: str, **form: str) -> int:
    """The whole way; the status of the page at its end."""
    return client.get(come_back(client, sub, **form), follow=True).status_code


def who(client: Client) -> str:
    page = client.get("/account")
    return str(page.context["user"].email) if page.status_code == 200 else ""


def test_the_button_is_there_and_goes_on_without_leaving_the_policy(team: Team) -> None:
    client = Client()
    assert b"Sign in with Company" in client.get("/sign-in").content
    page = client.post("/sign-in/openid")
    assert b'http-equiv="refresh"' in page.content
    assert "form-action 'self'" in page["Content-Security-Policy"]


def test_without_a_provider_there_is_no_button(team: Team, settings: LazySettings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert b"Sign in with" not in Client().get("/sign-in").content
    assert Client().post("/sign-in/openid").status_code == 404


def test_a_verified_address_leads_to_its_account_and_stays_connected(anna: User) -> None:
    client = Client()
    assert sign_in(client, "anna") == 200
    assert who(client) == "anna@team.test"
    assert SocialAccount.objects.get().user == anna
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)
    User.objects.filter(pk=anna.pk).update(email="renamed@team.test")
    again = Client()
    sign_in(again, "anna")
    assert who(again) == "renamed@team.test"


def test_who_took_the_address_of_somebody_else_is_locked_out_when_the_owner_comes(
    team: Team,
) -> None:
    boss = create_user("boss@team.test", team, "admin", PASSWORD).user
    row = invitations.invite(team, boss, "anna@team.test", "reviewer")
    taker = Client()
    join = invitations.link(row)
    taker.post(join, {"name": "Not Anna", "password": PASSWORD})
    assert who(taker) == "anna@team.test"
    user = User.objects.get(email="anna@team.test")
    SocialAccount.objects.create(user=user, provider="openid", uid="taker")
    owner = Client()
    assert sign_in(owner, "anna") == 200
    assert who(owner) == "anna@team.test"
    assert who(taker) == ""
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert [row.uid for row in SocialAccount.objects.all()] == ["anna"]


@pytest.mark.parametrize("sub", ["liar", "words", "silent", "nameless"])
def test_an_address_that_is_not_verified_opens_nothing(anna: User, sub: str) -> None:
    client = Client()
    assert sign_in(client, sub) == 403
    assert who(client) == ""
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_a_stranger_without_an_invitation_stays_outside(team: Team) -> None:
    client = Client()
    page = client.get(come_back(client, "new"), follow=True)
    assert page.status_code == 403
    assert b"nobody has invited you" in page.content
    assert not User.objects.exists()


def test_an_invited_stranger_comes_in_with_the_invited_role(team: Team) -> None:
    boss = create_user("boss@team.test", team, "admin").user
    invitations.invite(team, boss, "new@team.test", "admin")
    client = Client()
    assert sign_in(client, "new") == 200
    made = Membership.objects.get(user__email="new@team.test")
    assert (made.team, made.role, made.user.display_name) == (team, "admin", "New Person")
    assert not made.user.has_usable_password()
    assert who(client) == "new@team.test"
    assert invitations.pending(team) == []


def test_where_sign_up_is_open_a_stranger_is_led_to_make_a_team(
    team: Team, settings: LazySettings
) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, open_signup=True)
    client = Client()
    page = client.get(come_back(client, "new"), follow=True)
    assert page.redirect_chain[-1][0] == "/teams/new"


def test_somebody_who_is_switched_off_stays_outside(anna: User) -> None:
    User.objects.update(is_active=False)
    client = Client()
    assert sign_in(client, "anna") == 403
    assert who(client) == ""


def test_refusing_at_the_provider_signs_nobody_in(anna: User) -> None:
    client = Client()
    assert sign_in(client, "") == 403
    assert who(client) == ""


def test_an_answer_that_nobody_asked_for_is_refused(anna: User) -> None:
    back = come_back(Client(), "anna")
    other = Client()
    assert other.get(back, follow=True).status_code == 403
    assert who(other) == ""


def test_a_provider_that_is_away_is_told(anna: User, settings: LazySettings) -> None:
    chosen = replace(settings.OPENMODERATOR, openid_issuer=f"http://127.0.0.1:{free_port()}")
    settings.SOCIALACCOUNT_PROVIDERS = chosen.openid_providers()
    page = Client().post("/sign-in/openid")
    assert page.status_code == 403
    assert b"Signing in with the provider failed" in page.content


def test_a_provider_is_connected_and_disconnected_on_the_account_page(anna: User) -> None:
    client = Client()
    client.post("/sign-in", {"login": anna.email, "password": PASSWORD})
    sign_in(client, "liar", process="connect", next="/account")
    connected = SocialAccount.objects.get()
    assert connected.user == anna
    page = client.get("/account")
    assert b"Disconnect" in page.content
    client.post("/account/connections", {"account": str(connected.pk)})
    assert not SocialAccount.objects.exists()


def test_the_second_factor_is_asked_for_there_too(anna: User) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(anna, generate_totp_secret())
    client = Client()
    page = client.get(come_back(client, "anna"))
    assert page["Location"] == "/sign-in/second-factor"
    assert who(client) == ""
