"""The settings of a team: all of them or none, with what is wrong beside its field."""

from __future__ import annotations

import pytest
from django.test import Client

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.team_settings import LIMITS, NAMES, settings_of
from openmoderator.audit.models import AuditEntry
from openmoderator.lists.models import ImageList, TermList

PATH = "/admin/settings"


@pytest.fixture
def as_admin(team: Team) -> Client:
    """A browser of an administrator."""
    client = Client()
    client.force_login(create_user("eva@team.test", team, "admin").user)
    return client


def form(team: Team, **more: object) -> dict[str, str]:
    """What the form sends, with `more` typed into it; None and False are left out."""
    values = {name: getattr(team, name) for name in NAMES} | more
    return {
        name: "on" if value is True else str(value)
        for name, value in values.items()
        if value is not None and value is not False
    }


def test_reviewers_do_not_get_the_page(as_anna: Client, team: Team) -> None:
    assert as_anna.get(PATH).status_code == 403
    assert as_anna.post(PATH, form(team, name="Mine")).status_code == 403
    team.refresh_from_db()
    assert team.name == "Test Team"


def test_every_setting_is_on_the_page_with_its_help(as_admin: Client) -> None:
    page = as_admin.get(PATH).content.decode()
    for name in NAMES:
        assert f'name="{name}"' in page
        assert f'id="id_{name}_helptext"' in page
    assert "Empty: 0.7, as the installation says." in page


def test_everything_can_be_set_at_once(as_admin: Client, team: Team) -> None:
    terms = TermList.objects.create(team=team, name="own terms")
    images = ImageList.objects.create(team=team)
    wanted = {
        "name": "New name",
        "adult_threshold": 0.5,
        "racy_threshold": 0.25,
        "undo_seconds": 0,
        "lease_seconds": 60,
        "hold_minutes": 5,
        "queue_order": "score",
        "reopen_hours": 0,
        "all_detectors": True,
        "group_alike": False,
        "break_after": 3,
        "daily_severe_limit": 30,
        "second_opinion_percent": 10,
        "golden_percent": 2,
        "target_minutes": 90,
        "term_list": terms.pk,
        "image_list": images.pk,
    }
    response = as_admin.post(PATH, form(team, **wanted), follow=True)
    assert "The settings are saved." in response.content.decode()
    team.refresh_from_db()
    assert {name: getattr(team, name) for name in NAMES} == wanted
    assert team.public_id == "testteam"


def test_an_empty_field_goes_back_to_the_installation(as_admin: Client, team: Team) -> None:
    Team.objects.filter(pk=team.pk).update(undo_seconds=30, adult_threshold=0.1)
    as_admin.post(PATH, form(team, undo_seconds="", adult_threshold=""))
    team.refresh_from_db()
    assert (team.undo_seconds, team.adult_threshold) == (None, None)


def test_only_what_changed_is_recorded(as_admin: Client, team: Team) -> None:
    as_admin.post(PATH, form(team, break_after=7))
    as_admin.post(PATH, form(team, break_after=7))
    entry = AuditEntry.objects.get(team=team, action="team.changed")
    assert entry.detail == {"break_after": [25, 7]}
    assert entry.actor is not None


@pytest.mark.parametrize("name", sorted(LIMITS))
@pytest.mark.parametrize("side", [-1, 1])
def test_what_is_beyond_a_limit_is_told_and_nothing_is_stored(
    as_admin: Client, team: Team, name: str, side: int
) -> None:
    beyond = LIMITS[name][0] - 1 if side < 0 else LIMITS[name][1] + 1
    response = as_admin.post(PATH, form(team, name="typed", **{name: beyond}))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'id="id_{name}_error"' in page
    assert 'value="typed"' in page
    team.refresh_from_db()
    assert settings_of(team).name == "Test Team"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("name", "a\x00b"),
        ("undo_seconds", "soon"),
        ("undo_seconds", "1e3"),
        ("undo_seconds", "9" * 40),
        ("adult_threshold", "nan"),
        ("hold_minutes", ""),
        ("queue_order", "random"),
        ("term_list", "12345"),
        ("term_list", "x"),
    ],
)
def test_nonsense_is_told_beside_its_field(
    as_admin: Client, team: Team, name: str, typed: str
) -> None:
    response = as_admin.post(PATH, form(team, **{name: typed}))
    assert response.status_code == 200
    assert f'id="id_{name}_error"' in response.content.decode()


def test_a_list_of_another_team_cannot_be_chosen(
    as_admin: Client, team: Team, other_team: Team
) -> None:
    theirs = TermList.objects.create(team=other_team, name="secret")
    page = as_admin.post(PATH, form(team, term_list=theirs.pk)).content.decode()
    assert 'id="id_term_list_error"' in page
    assert "secret" not in page


def test_a_list_that_was_deleted_is_named_and_keeps_nothing_else_from_being_saved(
    as_admin: Client, team: Team
) -> None:
    team.term_list = 12345
    team.save()
    assert "12345, which was deleted" in as_admin.get(PATH).content.decode()
    as_admin.post(PATH, form(team, break_after=9))
    team.refresh_from_db()
    assert (team.break_after, team.term_list) == (9, 12345)


def test_settings_of_another_team_stay(as_admin: Client, team: Team, other_team: Team) -> None:
    as_admin.post(PATH, form(team, name="New name") | {"team": other_team.public_id})
    other_team.refresh_from_db()
    assert other_team.name == "Other Team"


def test_somebody_who_is_no_member_any_more_cannot_save(team: Team, anna: User) -> None:
    anna.memberships.all().delete()
    client = Client()
    client.force_login(anna)
    assert client.post(PATH, form(team, name="Mine")).status_code == 403
