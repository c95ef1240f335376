"""API keys that expire, that are revoked, and who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from openmoderator.accounts.keys import authenticate, create_key, keys_of, revoke_key
from openmoderator.accounts.models import ApiKey, Membership, SubteamMember, Team, User
from openmoderator.accounts.subteams import create_subteam, subteams_of
from openmoderator.audit.models import AuditEntry
from openmoderator.errors import BadInput

pytestmark = pytest.mark.django_db


def test_an_expired_key_opens_nothing(team: Team) -> None:
    made = create_key(team, "short", expires_at=timezone.now() + timedelta(hours=1))
    assert authenticate(made.key) == made.row
    ApiKey.objects.filter(pk=made.row.pk).update(expires_at=timezone.now())
    assert authenticate(made.key) is None


def test_a_key_cannot_end_before_it_begins(team: Team) -> None:
    with pytest.raises(BadInput, match="expired already"):
        create_key(team, "late", expires_at=timezone.now() - timedelta(seconds=1))


def test_a_revoked_key_stays_listed_and_is_revoked_once(team: Team, anna: User) -> None:
    made = create_key(team, "old", created_by=anna)
    assert revoke_key(team, anna, made.row.pk)
    assert not revoke_key(team, anna, made.row.pk)
    assert authenticate(made.key) is None
    assert made.row in keys_of(team)


def test_a_key_of_another_team_cannot_be_revoked(team: Team, other_team: Team, anna: User) -> None:
    made = create_key(other_team, "theirs")
    assert not revoke_key(team, anna, made.row.pk)
    assert authenticate(made.key) is not None


def test_keys_of_the_console_are_not_listed(team: Team) -> None:
    create_key(team, "console", for_console=True)
    assert [row.name for row in keys_of(team)] == ["first key"]


def test_making_and_revoking_a_key_is_recorded_without_the_key(team: Team, anna: User) -> None:
    made = create_key(team, "mine", created_by=anna)
    revoke_key(team, anna, made.row.pk)
    entries = AuditEntry.objects.filter(team=team, subject_id=str(made.row.pk), actor=anna)
    assert list(entries.order_by("pk").values_list("action", flat=True)) == [
        "key.created",
        "key.revoked",
    ]
    assert made.key not in str(list(entries.values_list("detail", flat=True)))


def test_a_subteam_without_members_is_open_to_all_and_others_to_their_members(
    team: Team, anna: User, ben: User
) -> None:
    open_one, closed = create_subteam(team, "Open"), create_subteam(team, "Closed")
    SubteamMember.objects.create(subteam=closed, user=ben)
    member = Membership.objects.get(user=anna)
    assert subteams_of(member) == [open_one]
    assert subteams_of(Membership.objects.get(user=ben)) == [closed, open_one]
    member.role = "admin"
    assert subteams_of(member) == [closed, open_one]
