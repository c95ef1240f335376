"""Signing up by token, by invitation, and where it is open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.test import Client

from openmoderator.accounts import invitations
from openmoderator.accounts.first_token import first_token
from openmoderator.accounts.keys import authenticate
from openmoderator.accounts.models import ApiKey, Invitation, Membership, Role, Team, User
from openmoderator.accounts.people import create_user

pytestmark = pytest.mark.django_db

PASSWORD = "staple battery horse"


@pytest.fixture
def boss(team: Team) -> User:
    return create_user("boss@team.test", team, "admin", PASSWORD, "Boss").user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(token: str = "", **others: str) -> dict[str, str]:
    return {
        "token": token,
        "name": "Zoe",
        "email": "zoe@team.test",
        "password": PASSWORD,
        "team_name": "Contoso",
        "team_id": "",
        "invite": "",
        **others,
    }


def join_path(row: Invitation) -> str:
    return invitations.link(row)


def test_the_first_person_signs_up_and_sees_the_first_key_once(settings: LazySettings) -> None:
    client = Client()
    assert b"Sign up as the first person" in client.get("/sign-in").content
    given = form(first_token(settings.SECRET_KEY), invite="ana@team.test, nonsense")
    page = client.post("/sign-up", given, follow=True)
    assert page.redirect_chain == [("/teams/made", 302)]
    key = page.context["key"]
    assert key in page.content.decode()
    assert authenticate(key) is not None
    assert "nonsense" in page.content.decode()
    assert invitations.link(Invitation.objects.get(email="ana@team.test")) in page.content.decode()
    again = client.get("/teams/made")
    assert (again.status_code, again["Location"]) == (302, "/")


def test_the_key_of_a_new_team_lies_sealed_in_the_session(settings: LazySettings) -> None:
    client = Client()
    client.post("/sign-up", form(first_token(settings.SECRET_KEY)))
    kept = client.session["made_team"]["key"]
    row = ApiKey.objects.get()
    assert len(kept) > 64
    assert not kept.endswith(row.hint)


def test_a_wrong_token_keeps_what_was_typed_and_says_so_beside_the_field() -> None:
    page = Client().post("/sign-up", form("wrong"))
    assert page.status_code == 422
    assert "prints it when it starts" in page.context["form"].errors["token"][0]
    assert b'value="zoe@team.test"' in page.content
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("password", "short"),
        ("team_name", ""),
        ("team_id", "Not An Id!"),
        ("name", "x" * 121),
        ("name", "a\0b"),
    ],
)
def test_each_bad_field_is_told_beside_it(settings: LazySettings, field: str, value: str) -> None:
    given = form(first_token(settings.SECRET_KEY), **{field: value})
    page = Client().post("/sign-up", given)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not User.objects.exists()


def test_once_there_is_somebody_others_come_by_invitation(boss: User) -> None:
    page = Client().get("/sign-up")
    assert b"by invitation" in page.content
    Client().post("/sign-up", form())
    assert list(User.objects.all()) == [boss]


def test_where_sign_up_is_open_strangers_make_a_team(settings: LazySettings, boss: User) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, open_signup=True)
    assert Client().post("/sign-up", form()).status_code == 302
    assert Membership.objects.get(user__email="zoe@team.test").role == Role.ADMIN


def test_signing_up_again_and_again_is_slowed_down(settings: LazySettings) -> None:
    answers = {Client().post("/sign-up", form("wrong")).status_code for _ in range(21)}
    assert answers == {422, 429}


def test_an_administrator_makes_a_second_team_and_works_in_it(boss: User) -> None:
    client = signed_in(boss)
    page = client.post("/teams/new", {"team_name": "Second", "team_id": "second"}, follow=True)
    assert page.context["made"].public_id == "second"
    assert client.get("/admin/team").context["frame"].team.public_id == "second"


def test_a_reviewer_makes_no_team(anna: User) -> None:
    assert signed_in(anna).get("/teams/new").status_code == 403


def test_a_taken_team_id_is_told_beside_the_field(boss: User, other_team: Team) -> None:
    given = {"team_name": "Second", "team_id": other_team.public_id}
    page = signed_in(boss).post("/teams/new", given)
    assert page.status_code == 422
    assert "already" in page.context["form"].errors["team_id"][0]


def test_an_invited_person_signs_up_on_the_page_of_the_link(team: Team, boss: User) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    client = Client()
    assert b'value="new@team.test"' in client.get(join_path(row)).content
    given = {"name": "New", "password": PASSWORD, "email": "evil@team.test"}
    page = client.post(join_path(row), given, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert page.context["user"].email == "new@team.test"
    assert Client().get(join_path(row)).status_code == 410


def test_somebody_with_an_account_signs_in_and_joins(
    team: Team, boss: User, other_team: Team
) -> None:
    person = create_user("both@team.test", other_team, "reviewer", PASSWORD).user
    row = invitations.invite(team, boss, person.email, "admin")
    client = Client()
    assert b"Sign in and join" in client.get(join_path(row)).content
    given = {"login": person.email, "password": PASSWORD, "next": join_path(row)}
    page = client.post("/sign-in", given, follow=True)
    assert page.redirect_chain[-1][0] == join_path(row)
    page = client.post(join_path(row), follow=True)
    assert page.context["frame"].team == team


def test_an_invitation_is_not_for_whoever_is_signed_in(team: Team, boss: User, anna: User) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    for page in (signed_in(anna).get(join_path(row)), signed_in(anna).post(join_path(row))):
        assert page.status_code == 403
        assert b"somebody else" in page.content
    assert Membership.objects.filter(user=anna).count() == 1


def test_signing_up_gives_the_session_a_new_key(team: Team, boss: User) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    client = Client()
    client.get(join_path(row))
    session = client.session
    session["something"] = "set by a stranger"
    session.save()
    before = session.session_key
    client.post(join_path(row), {"name": "New", "password": PASSWORD})
    assert client.session.session_key != before


def test_a_person_without_a_team_is_led_to_make_one_where_they_may(
    settings: LazySettings, boss: User
) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, open_signup=True)
    Membership.objects.filter(user=boss).delete()
    page = Client().post("/sign-in", {"login": boss.email, "password": PASSWORD})
    assert page["Location"] == "/teams/new"
