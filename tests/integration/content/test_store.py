"""Content is shared by hash, referred to by rows, and removed with its last reference."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from openmoderator.accounts.models import Team
from openmoderator.content.models import Content
from openmoderator.content.retention import expire
from openmoderator.content.store import drop, expire_after_days, put_picture, put_text, read

pytestmark = pytest.mark.django_db
PICTURE = b"the bytes of a picture"


def test_what_was_put_is_read_back(team: Team) -> None:
    assert read(put_picture(team, PICTURE, "image/png")) == PICTURE


def test_no_other_account_reads_a_stored_picture(team: Team) -> None:
    path = Path(default_storage.path(put_picture(team, PICTURE, "image/png").object_name or ""))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert path.parents[2].stat().st_mode & 0o077 == 0


def test_equal_pictures_of_a_team_share_one_object(team: Team) -> None:
    first = put_picture(team, PICTURE, "image/png")
    second = put_picture(team, PICTURE, "image/png")
    assert first.object_name == second.object_name
    assert first.pk != second.pk


def test_teams_share_nothing(team: Team, other_team: Team) -> None:
    first = put_picture(team, PICTURE, "image/png")
    assert put_picture(other_team, PICTURE, "image/png").object_name != first.object_name


def test_an_object_stays_until_its_last_reference_goes(team: Team) -> None:
    first = put_picture(team, PICTURE, "image/png")
    second = put_picture(team, PICTURE, "image/png")
    drop(first)
    assert expire() == 1
    assert read(second) == PICTURE
    drop(second)
    assert expire() == 1
    assert not default_storage.exists(second.object_name or "")


def test_a_kept_reference_is_not_removed(team: Team) -> None:
    expire_after_days(put_text(team, "words"))
    assert expire() == 0
    assert Content.objects.count() == 1


def test_nothing_is_removed_twice(team: Team, settings: LazySettings) -> None:
    drop(put_text(team, "words"))
    assert [expire(), expire()] == [1, 0]
