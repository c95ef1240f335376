"""A person's own account: name, password, second factor, sessions, teams."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from django.core.cache import cache
from django.test import Client

from openmoderator.accounts.models import Membership, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.web.account.devices import name_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(person: User, password: str = PASSWORD, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/sign-in", {"login": person.email, "password": password})
    return client


def confirm(client: Client) -> None:
    client.post("/account/confirm", {"password": PASSWORD, "next": "/account"})


def code_for(secret: str, at: float) -> str:
    return f"{hotp_value(secret, int(at) // 30):06d}"


def switch_on(client: Client) -> str:
    """Switch the second factor on; returns its secret."""
    confirm(client)
    page = client.get("/account/second-factor/on")
    secret = str(page.context["form"].secret)
    answer = client.post("/account/second-factor/on", {"code": code_for(secret, time.time())})
    assert answer["Location"] == "/account/recovery-codes"
    return secret


def test_name_language_and_colours_are_saved(anna: User) -> None:
    client = sign_in(anna)
    given = {"display_name": " Anna B ", "language": "en", "theme": "dark"}
    assert client.post("/account", given)["Location"] == "/account"
    anna.refresh_from_db()
    assert (anna.display_name, anna.language, anna.theme) == ("Anna B", "en", "dark")


@pytest.mark.parametrize(
    ("field", "value"),
    [("display_name", "x" * 121), ("language", "xx"), ("theme", "pink"), ("display_name", "a\0")],
)
def test_bad_values_are_told_beside_their_field(anna: User, field: str, value: str) -> None:
    given = {"display_name": "", "language": "", "theme": "dark", field: value}
    page = sign_in(anna).post("/account", given)
    assert page.status_code == 422
    assert field in page.context["form"].errors


def test_a_changed_password_signs_out_every_other_browser(anna: User) -> None:
    here, there = sign_in(anna), sign_in(anna)
    given = {
        "oldpassword": PASSWORD,
        "password1": "staple battery horse",
        "password2": "staple battery horse",
    }
    assert here.post("/account/password", given)["Location"] == "/account"
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert sign_in(anna, "staple battery horse").get("/account").status_code == 200


def test_a_wrong_old_password_changes_nothing(anna: User) -> None:
    given = {"oldpassword": "wrong", "password1": "x" * 5, "password2": "y"}
    page = sign_in(anna).post("/account/password", given)
    assert page.status_code == 200
    assert b'role="alert"' in page.content
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


def test_the_second_factor_is_asked_for_at_sign_in(anna: User) -> None:
    secret = switch_on(sign_in(anna))
    client = Client()
    answer = client.post("/sign-in", {"login": anna.email, "password": PASSWORD})
    assert answer["Location"] == "/sign-in/second-factor"
    assert client.get("/account").status_code == 302
    page = client.post("/sign-in/second-factor", {"code": "000000"})
    assert b"Incorrect code." in page.content
    cache.clear()  # The code of this half minute was used to switch it on.
    client.post("/sign-in/second-factor", {"code": code_for(secret, time.time())})
    assert client.get("/account").status_code == 200


def test_a_recovery_code_signs_in_once(anna: User) -> None:
    first = sign_in(anna)
    switch_on(first)
    page = first.get("/account/recovery-codes")
    code = page.context["unused_codes"][0]
    assert code in page.content.decode()
    for expected in (200, 302):
        client = Client()
        client.post("/sign-in", {"login": anna.email, "password": PASSWORD})
        client.post("/sign-in/second-factor", {"code": code})
        assert client.get("/account").status_code == expected


def test_new_recovery_codes_void_the_old(anna: User) -> None:
    client = sign_in(anna)
    switch_on(client)
    old = client.get("/account/recovery-codes").context["unused_codes"]
    assert client.post("/account/recovery-codes/new")["Location"] == "/account/recovery-codes"
    new = client.get("/account/recovery-codes").context["unused_codes"]
    assert not set(old) & set(new)


def test_the_secret_of_the_second_factor_is_stored_sealed(anna: User) -> None:
    secret = switch_on(sign_in(anna))
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_switching_on_asks_for_the_password_first_and_shows_a_picture_without_style(
    anna: User,
) -> None:
    client = sign_in(anna)
    answer = client.get("/account/second-factor/on")
    assert answer["Location"].startswith("/account/confirm?")
    confirm(client)
    page = client.get("/account/second-factor/on").content.decode()
    assert "<svg" in page
    assert not re.search(r"<[^>]*\sstyle=|data:image", page)


def test_the_second_factor_is_switched_off_again(anna: User) -> None:
    client = sign_in(anna)
    switch_on(client)
    client.post("/account/second-factor/off")
    assert not Authenticator.objects.exists()


def test_other_sessions_are_listed_and_ended(anna: User) -> None:
    here, there = sign_in(anna), sign_in(anna)
    there.get("/account")
    page = here.get("/account")
    assert [each.is_this for each in page.context["sessions"]] == [True, False]
    assert "Firefox, Linux" in page.content.decode()
    other = page.context["sessions"][1].session.pk
    here.post("/account/sessions/end", {"session": str(other)})
    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_all_others_are_signed_out_at_once(anna: User) -> None:
    here, second, third = (sign_in(anna) for _ in range(3))
    here.post("/account/sessions/end", {"session": "others"})
    assert [client.get("/account").status_code for client in (here, second, third)] == [
        200,
        302,
        302,
    ]


@pytest.mark.parametrize("wanted", ["", "x", "9" * 30, "-1", "999999"])
def test_a_session_that_is_not_mine_is_not_found(anna: User, ben: User, wanted: str) -> None:
    sign_in(ben)
    assert sign_in(anna).post("/account/sessions/end", {"session": wanted}).status_code == 404


def test_somebody_elses_session_cannot_be_ended(anna: User, ben: User) -> None:
    his = sign_in(ben)
    number = his.get("/account").context["sessions"][0].session.pk
    assert sign_in(anna).post("/account/sessions/end", {"session": number}).status_code == 404
    assert his.get("/account").status_code == 200


def test_leaving_a_team_keeps_the_account(anna: User, team: Team) -> None:
    client = sign_in(anna)
    page = client.post("/account/leave", {"team": team.public_id}, follow=True)
    assert b"You have left Test Team." in page.content
    assert not Membership.objects.filter(user=anna).exists()
    assert client.get("/account").status_code == 200


def test_the_last_administrator_cannot_leave(team: Team) -> None:
    boss = create_user("boss@team.test", team, "admin", PASSWORD).user
    page = sign_in(boss).post("/account/leave", {"team": team.public_id}, follow=True)
    assert b"last administrator" in page.content
    assert Membership.objects.filter(user=boss).exists()


def test_a_team_that_is_not_mine_cannot_be_left(anna: User, other_team: Team) -> None:
    answer = sign_in(anna).post("/account/leave", {"team": other_team.public_id})
    assert answer.status_code == 404


def test_strangers_have_no_account_page() -> None:
    assert Client().get("/account")["Location"] == "/sign-in?next=/account"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604",
            "Safari, iPhone",
        ),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_a_browser_is_named_by_what_it_says(agent: str, name: str) -> None:
    assert name_of(agent) == name
