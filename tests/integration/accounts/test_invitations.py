"""Invitations: links that work once, for one person, for fourteen days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from openmoderator.accounts import invitations
from openmoderator.accounts.errors import BadField
from openmoderator.accounts.models import Invitation, Membership, Role, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.audit.models import AuditEntry
from openmoderator.errors import NotAllowed, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(team: Team) -> User:
    return create_user("boss@team.test", team, "admin", "correct horse battery", "Boss").user


def token_of(row: Invitation) -> str:
    return invitations.link(row).rpartition("/")[2]


def test_a_new_person_joins_with_the_invited_role(team: Team, boss: User) -> None:
    row = invitations.invite(team, boss, " New@Team.test ", "admin")
    made = invitations.accept_as_new(token_of(row), "New", "staple battery horse")
    assert (made.user.email, made.team, made.role) == ("new@team.test", team, Role.ADMIN)
    assert invitations.pending(team) == []


def test_somebody_with_an_account_joins_a_second_team(
    team: Team, boss: User, other_team: Team
) -> None:
    person = create_user("both@team.test", other_team, "admin").user
    row = invitations.invite(team, boss, "BOTH@team.test", "reviewer")
    invitations.accept(token_of(row), person)
    assert Membership.objects.get(user=person, team=team).role == Role.REVIEWER


def test_a_link_works_once(team: Team, boss: User) -> None:
    token = token_of(invitations.invite(team, boss, "new@team.test", "reviewer"))
    user = invitations.accept_as_new(token, "", "staple battery horse").user
    assert invitations.find(token) is None
    with pytest.raises(NotFound):
        invitations.accept(token, user)


def test_a_link_is_for_one_person(team: Team, boss: User, other_team: Team) -> None:
    token = token_of(invitations.invite(team, boss, "new@team.test", "reviewer"))
    somebody = create_user("else@team.test", other_team, "admin").user
    with pytest.raises(NotAllowed):
        invitations.accept(token, somebody)
    assert invitations.find(token) is not None


def test_sending_again_voids_the_first_link(team: Team, boss: User) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    first = token_of(row)
    second = token_of(invitations.again(team, boss, row.pk))
    assert invitations.find(first) is None
    assert invitations.find(second) == row


def test_a_cancelled_link_is_void(team: Team, boss: User) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    invitations.cancel(team, boss, row.pk)
    assert invitations.find(token_of(row)) is None
    with pytest.raises(NotFound):
        invitations.again(team, boss, row.pk)


def test_after_fourteen_days_a_link_is_void_and_the_person_can_be_invited_again(
    team: Team, boss: User
) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=14, seconds=1))
    assert invitations.find(token_of(row)) is None
    again = invitations.invite(team, boss, "new@team.test", "admin")
    assert again.pk == row.pk
    assert invitations.find(token_of(again)) is not None


@pytest.mark.parametrize("token", ["", "x", "a:b", "\ud800", "W10:x" * 50])
def test_no_other_link_opens_anything(team: Team, token: str) -> None:
    assert invitations.find(token) is None


@pytest.mark.parametrize("email", ["", "no address", "anna@team.test", "x" * 250 + "@a.test"])
def test_members_and_what_is_no_address_are_refused(
    team: Team, boss: User, anna: User, email: str
) -> None:
    with pytest.raises(BadField) as refused:
        invitations.invite(team, boss, email, "reviewer")
    assert refused.value.field == "email"


def test_a_list_of_addresses_is_taken_as_far_as_it_can_be(team: Team, boss: User) -> None:
    text = "a@team.test, b@team.test;\nnonsense, A@team.test"
    done = invitations.invite_all(team, boss, text, "reviewer")
    assert [row.email for row in done.invitations] == ["a@team.test", "b@team.test"]
    assert done.problems == ("'nonsense' is not an e-mail address.",)


def test_a_team_cannot_touch_the_invitations_of_another(
    team: Team, boss: User, other_team: Team
) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    for act in (invitations.cancel, invitations.again):
        with pytest.raises(NotFound):
            act(other_team, boss, row.pk)


def test_the_record_says_who_invited_and_who_joined(team: Team, boss: User) -> None:
    row = invitations.invite(team, boss, "new@team.test", "reviewer")
    invitations.accept_as_new(token_of(row), "", "staple battery horse")
    actions = AuditEntry.objects.filter(team=team).order_by("pk").values_list("action", flat=True)
    assert [act for act in actions if act.startswith("person.")][-2:] == [
        "person.invited",
        "person.joined",
    ]
