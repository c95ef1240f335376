"""The team's page: members, invitations, subteams, and the end of the team."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmoderator.accounts import invitations
from openmoderator.accounts.models import Invitation, Membership, Subteam, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import add_member, create_subteam

pytestmark = pytest.mark.django_db

PASSWORD = "staple battery horse"
TEAM = "/admin/team"


@pytest.fixture
def boss(team: Team) -> User:
    return create_user("boss@team.test", team, "admin", PASSWORD, "Boss").user


@pytest.fixture
def as_boss(boss: User) -> Client:
    client = Client()
    client.force_login(boss)
    return client


def test_the_page_shows_members_invitations_and_subteams(
    as_boss: Client, team: Team, boss: User, anna: User
) -> None:
    create_subteam(team, "Lisbon")
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    page = as_boss.get(TEAM).content.decode()
    for words in ("anna@team.test", "Lisbon", "the last one", invitations.link(row)):
        assert words in page


def test_a_page_of_many_costs_as_many_queries_as_one_of_few(
    as_boss: Client, team: Team, boss: User
) -> None:
    def queries(numbers: range) -> int:
        for number in numbers:
            person = create_user(f"p{number}@team.test", team, "reviewer").user
            made = create_subteam(team, f"S{number}")
            add_member(team, boss, made.pk, person.pk)
            invitations.invite(team, boss, f"i{number}@team.test", "reviewer")
        with CaptureQueriesContext(connection) as caught:
            as_boss.get(TEAM)
        return len(caught)

    as_boss.get(TEAM)
    assert queries(range(2)) == queries(range(2, 9))


def test_people_are_invited_without_a_mail_server_by_a_link_to_copy(
    as_boss: Client, team: Team
) -> None:
    given = {"addresses": "a@team.test, b@team.test", "role": "admin"}
    page = as_boss.post(f"{TEAM}/invite", given, follow=True)
    assert b"2 people are invited." in page.content
    assert {row.role for row in Invitation.objects.all()} == {"admin"}
    assert b"http://testserver/join/" in page.content


def test_addresses_that_cannot_be_invited_stay_in_the_form(as_boss: Client, anna: User) -> None:
    page = as_boss.post(
        f"{TEAM}/invite", {"addresses": "anna@team.test, x@team.test", "role": "reviewer"}
    )
    assert page.status_code == 422
    assert b"anna@team.test is a member already." in page.content
    assert Invitation.objects.get().email == "x@team.test"


def test_sending_again_makes_a_new_link_and_cancelling_voids_it(
    as_boss: Client, team: Team, boss: User
) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    first = invitations.link(row)
    as_boss.post(f"{TEAM}/invitations/{row.pk}/send")
    row.refresh_from_db()
    second = invitations.link(row)
    assert first != second
    as_boss.post(f"{TEAM}/invitations/{row.pk}/cancel")
    assert Client().get(second).status_code == 410


def test_roles_change_and_the_last_administrator_stays(
    as_boss: Client, boss: User, anna: User
) -> None:
    page = as_boss.post(f"{TEAM}/members/{boss.pk}/role", {"role": "reviewer"}, follow=True)
    assert b"last administrator" in page.content
    as_boss.post(f"{TEAM}/members/{anna.pk}/role", {"role": "admin"})
    assert Membership.objects.get(user=anna).role == "admin"
    page = as_boss.post(f"{TEAM}/members/{anna.pk}/role", {"role": "owner"}, follow=True)
    assert b"Choose Administrator or Reviewer." in page.content


def test_somebody_removed_is_out_at_once(as_boss: Client, anna: User, as_anna: Client) -> None:
    assert as_anna.get("/review/text").status_code == 200
    as_boss.post(f"{TEAM}/members/{anna.pk}/remove")
    assert as_anna.get("/review/text").status_code == 403


def test_a_link_to_set_a_password_is_shown_and_works(as_boss: Client, anna: User) -> None:
    page = as_boss.post(f"{TEAM}/members/{anna.pk}/link")
    link = page.context["link"].removeprefix("http://testserver")
    assert page["Cache-Control"] == "no-store"
    client = Client()
    form = client.get(link, follow=True)
    given = {"password1": "another long password", "password2": "another long password"}
    client.post(form.redirect_chain[-1][0], given)
    anna.refresh_from_db()
    assert anna.check_password("another long password")


def test_no_link_is_made_for_somebody_of_a_team_that_is_not_mine(
    as_boss: Client, anna: User, other_team: Team
) -> None:
    create_user(anna.email, other_team, "reviewer")
    assert b"Password link" not in as_boss.get(TEAM).content.split(b"anna@team.test")[1][:900]
    page = as_boss.post(f"{TEAM}/members/{anna.pk}/link", follow=True)
    assert b"do not administer" in page.content


def test_subteams_are_made_filled_changed_and_deleted(
    as_boss: Client, team: Team, anna: User
) -> None:
    as_boss.post(f"{TEAM}/subteams", {"new-name": "Lisbon"})
    row = Subteam.objects.get()
    own = f"{TEAM}/subteams/{row.pk}"
    as_boss.post(f"{own}/add", {"person": str(anna.pk)})
    assert [member.user for member in row.members.all()] == [anna]
    as_boss.post(own, {"name": "Lisboa", "target_minutes": "30", "notify_at": ""})
    row.refresh_from_db()
    assert (row.name, row.target_minutes, row.notify_at) == ("Lisboa", 30, None)
    as_boss.post(f"{own}/remove/{anna.pk}")
    assert not row.members.exists()
    assert b"0 items" in as_boss.get(f"{own}/delete").content
    as_boss.post(f"{own}/delete")
    assert not Subteam.objects.exists()


@pytest.mark.parametrize("name", ["", "Default", "lisbon", "x" * 121])
def test_a_bad_name_of_a_subteam_is_told_beside_the_field(
    as_boss: Client, team: Team, name: str
) -> None:
    create_subteam(team, "Lisbon")
    page = as_boss.post(f"{TEAM}/subteams", {"new-name": name})
    assert page.status_code == 422
    assert page.context["new_subteam"].errors["name"]


@pytest.mark.parametrize("minutes", ["0", "-1", "many", "1000001", "9" * 400])
def test_a_bad_target_is_told_beside_the_field(as_boss: Client, team: Team, minutes: str) -> None:
    row = create_subteam(team, "Lisbon")
    page = as_boss.post(f"{TEAM}/subteams/{row.pk}", {"name": "Lisbon", "target_minutes": minutes})
    assert page.status_code == 422
    assert page.context["subteam"].errors["target_minutes"]


def test_the_team_is_deleted_only_with_its_name_typed(
    as_boss: Client, team: Team, boss: User
) -> None:
    page = as_boss.post(f"{TEAM}/delete", {"name": "test team"})
    assert page.status_code == 422
    assert Team.objects.filter(pk=team.pk).exists()
    page = as_boss.post(f"{TEAM}/delete", {"name": team.name}, follow=True)
    assert page.status_code == 200
    assert b"Test Team is deleted." in page.content
    assert not Team.objects.filter(pk=team.pk).exists()
    assert User.objects.filter(pk=boss.pk).exists()


def test_the_people_can_be_downloaded(as_boss: Client, team: Team, boss: User, anna: User) -> None:
    add_member(team, boss, create_subteam(team, "Lisbon").pk, anna.pk)
    anna.display_name = "=Anna"
    anna.save()
    assert 'href="/admin/team.csv"' in as_boss.get(TEAM).content.decode()
    lines = b"".join(as_boss.get("/admin/team.csv")).decode("utf-8-sig").splitlines()
    assert lines == [
        "name,email,role,subteams",
        "Boss,boss@team.test,admin,",
        "'=Anna,anna@team.test,reviewer,Lisbon",
    ]
