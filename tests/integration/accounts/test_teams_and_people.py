"""Teams, people, keys and subteams."""

import base64
import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from openmoderator.accounts import links
from openmoderator.accounts.keys import authenticate, create_key
from openmoderator.accounts.models import ApiKey, Membership, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import UnknownSubteam, create_subteam, find_subteam
from openmoderator.accounts.teams import create_team
from openmoderator.audit.models import AuditEntry
from openmoderator.audit.record import erasing, record
from openmoderator.errors import BadInput
from openmoderator.tags.tags import create_tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "public_id"),
    [
        ("Contoso", "contoso"),
        ("My Team 7", "myteam7"),
        ("Équipe à Lyon", "equipealyon"),
        ("日本", "team"),
    ],
)
def test_a_team_id_is_lower_case_letters_and_digits_of_its_name(name: str, public_id: str) -> None:
    assert create_team(name).team.public_id == public_id


def test_team_ids_are_made_unique() -> None:
    assert [create_team("Same").team.public_id for _ in range(3)] == ["same", "same2", "same3"]


def test_a_new_team_has_its_tags_workflows_key_and_secret() -> None:
    created = create_team("Contoso")
    assert list(created.team.tags.values_list("code", flat=True)) == ["a", "r"]
    names = created.team.workflows.order_by("name").values_list("name", flat=True)
    assert list(names) == ["default", "default-text"]
    assert authenticate(created.key).team == created.team  # type: ignore[union-attr]
    assert created.webhook_secret.startswith("whsec_")
    assert len(base64.b64decode(created.webhook_secret[6:])) == 32
    assert created.team.webhook_secret() == created.webhook_secret


def test_a_webhook_secret_is_stored_sealed() -> None:
    created = create_team("Contoso")
    assert created.webhook_secret.encode() not in bytes(created.team.sealed_webhook_secret)


def test_a_key_is_256_bits_and_only_its_hash_is_stored(team: Team) -> None:
    created = create_key(team)
    assert re.fullmatch("[0-9a-f]{64}", created.key)
    assert created.key.encode() not in bytes(created.row.digest)


@pytest.mark.parametrize("wrong", ["", "nope", "\ud800", "x" * 10_000])
def test_a_wrong_key_opens_nothing(team: Team, wrong: str) -> None:
    assert authenticate(wrong) is None


def test_a_revoked_key_opens_nothing(team: Team) -> None:
    created = create_key(team)
    ApiKey.objects.filter(pk=created.row.pk).update(revoked_at=timezone.now())
    assert authenticate(created.key) is None


def test_the_use_of_a_key_is_noted(team: Team) -> None:
    created = create_key(team)
    authenticate(created.key)
    created.row.refresh_from_db()
    assert created.row.last_used_at is not None
    assert timezone.now() - created.row.last_used_at < timedelta(minutes=1)


def test_a_person_without_a_password_gets_a_link_to_set_one(team: Team) -> None:
    created = create_user("new@team.test", team, "reviewer")
    assert created.link is not None
    assert Client().get(created.link, follow=True).status_code == 200


def test_a_person_is_one_in_several_teams(team: Team, other_team: Team) -> None:
    first = create_user("both@team.test", team, "reviewer").user
    second = create_user("BOTH@team.test", other_team, "admin").user
    assert first == second
    assert Membership.objects.filter(user=first).count() == 2


@pytest.mark.parametrize(
    ("email", "role", "password"),
    [
        ("no address", "admin", None),
        ("a@b.test", "owner", None),
        ("a@b.test", "admin", "short"),
        ("a@b.test", "admin", "password1234"),
    ],
)
def test_bad_people_are_refused_with_a_sentence(
    team: Team, email: str, role: str, password: str | None
) -> None:
    with pytest.raises(BadInput, match=r"\w+ \w+"):
        create_user(email, team, role, password)
    assert not User.objects.exists()


def test_a_sign_in_link_works_once(team: Team, anna: User) -> None:
    token = links.sign_in_link(anna).rpartition("/")[2]
    assert links.redeem(token) == anna
    assert links.redeem(token) is None


def test_a_changed_sign_in_link_opens_nothing(anna: User) -> None:
    token = links.sign_in_link(anna).rpartition("/")[2]
    assert links.redeem(token[:-2] + "xx") is None


def test_a_subteam_is_found_in_any_case_and_the_whole_team_has_none(team: Team) -> None:
    made = create_subteam(team, "Escalation")
    assert find_subteam(team, "ESCALATION") == made
    assert [find_subteam(team, name) for name in (None, "", "public", "Default")] == [None] * 4


def test_an_unknown_subteam_is_answered_with_those_that_there_are(team: Team) -> None:
    create_subteam(team, "Escalation")
    with pytest.raises(UnknownSubteam, match="public, Escalation"):
        find_subteam(team, "nope")


@pytest.mark.parametrize("name", ["", " ", "public", "Default", "x" * 121])
def test_reserved_and_empty_subteams_are_refused(team: Team, name: str) -> None:
    with pytest.raises(BadInput, match="subteam needs a name"):
        create_subteam(team, name)


@pytest.mark.parametrize("code", ["", "abc", "1", "é", "a"])
def test_bad_and_taken_tag_codes_are_refused(team: Team, code: str) -> None:
    with pytest.raises(BadInput, match="tag"):
        create_tag(team, code, "name")


def test_the_audit_record_refuses_changes(team: Team) -> None:
    record(team, None, "something", ("review", "1"))
    with pytest.raises(Exception, match="cannot be changed"):
        AuditEntry.objects.update(action="nothing")


def test_a_team_is_erased_with_its_record(team: Team, other_team: Team) -> None:
    for owner in (team, other_team):
        record(owner, None, "something", ("review", "1"))
    with erasing():
        AuditEntry.objects.filter(team=team).delete()
    assert set(AuditEntry.objects.values_list("team", flat=True)) == {other_team.pk}


def test_a_probe_by_another_host_name_is_answered(settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["moderation.example"]
    assert Client().get("/healthz", headers={"host": "10.1.2.3"}).status_code == 200
    assert Client().get("/sign-in", headers={"host": "10.1.2.3"}).status_code == 400


def test_sign_in_limits_count_the_caller_behind_a_trusted_proxy(
    team: Team, settings: LazySettings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person = create_user("limits@team.test", team, "reviewer", "correct horse battery").user

    def sign_in(address: str, email: str, password: str) -> int:
        form = {"login": email, "password": password}
        page = Client().post("/sign-in", form, headers={"x-forwarded-for": address})
        return page.status_code

    for number in range(12):
        sign_in("203.0.113.7", f"nobody{number}@team.test", "wrong password")
    assert sign_in("203.0.113.7", person.email, "correct horse battery") != 302
    assert sign_in("203.0.113.8", person.email, "correct horse battery") == 302
