"""Who may act on the team's people and subteams: its administrators, nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from openmoderator.accounts import invitations
from openmoderator.accounts.models import Invitation, Membership, Subteam, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam

pytestmark = pytest.mark.django_db

ACTS = (
    "invitations/{invitation}/send",
    "invitations/{invitation}/cancel",
    "members/{person}/role",
    "members/{person}/remove",
    "members/{person}/link",
    "subteams/{subteam}",
    "subteams/{subteam}/delete",
    "subteams/{subteam}/add",
    "subteams/{subteam}/remove/{person}",
)


@pytest.fixture
def paths(team: Team, anna: User) -> list[str]:
    """Every act on a thing of Anna's team."""
    boss = create_user("boss@team.test", team, "admin").user
    known = {
        "invitation": invitations.invite(team, boss, "new@team.test", "reviewer").pk,
        "person": anna.pk,
        "subteam": create_subteam(team, "Lisbon").pk,
    }
    return [f"/admin/team/{act.format_map(known)}" for act in ACTS]


def untouched(team: Team, anna: User) -> bool:
    """Whether everything is as it was."""
    row = Invitation.objects.get(team=team)
    return (
        row.cancelled_at is None
        and Membership.objects.filter(user=anna, team=team, role="reviewer").exists()
        and Subteam.objects.filter(team=team, name="Lisbon", members=None).exists()
    )


def test_administrators_of_another_team_find_nothing(
    paths: list[str], team: Team, anna: User, other_team: Team
) -> None:
    client = Client()
    client.force_login(create_user("far@team.test", other_team, "admin").user)
    given = {"role": "admin", "person": str(anna.pk), "name": "Mine"}
    assert {client.post(path, given).status_code for path in paths} == {404}
    assert untouched(team, anna)


def test_reviewers_may_not(paths: list[str], team: Team, anna: User, as_anna: Client) -> None:
    given = {"role": "admin", "person": str(anna.pk), "name": "Mine"}
    assert {as_anna.post(path, given).status_code for path in paths} == {403}
    assert untouched(team, anna)


def test_strangers_are_led_to_sign_in(paths: list[str], team: Team, anna: User) -> None:
    answers = [Client().post(path) for path in paths]
    assert {answer.status_code for answer in answers} == {302}
    assert all(answer["Location"].startswith("/sign-in") for answer in answers)
    assert untouched(team, anna)
