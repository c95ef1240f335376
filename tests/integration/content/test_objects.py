"""A stored picture is whole or not there, whatever happened while it was written."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from openmoderator.accounts.models import Team
from openmoderator.content.models import Content
from openmoderator.content.objects import objects, remove_forsaken
from openmoderator.content.store import object_name, put_picture, read

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = b"the bytes of a picture" * 100
NOW = timedelta(seconds=-1)


def test_what_is_half_there_is_written_again(team: Team) -> None:
    name = object_name(team, PICTURE)
    objects().put(name, PICTURE[:50])
    assert read(put_picture(team, PICTURE, "image/png")) == PICTURE


def test_no_draft_of_a_file_stays_behind(team: Team) -> None:
    stored = put_picture(team, PICTURE, "image/png")
    folder = Path(objects().path(stored.object_name or "")).parent
    assert [path.name for path in folder.iterdir()] == [Path(stored.object_name or "").name]


def test_a_picture_whose_row_never_committed_is_removed(team: Team) -> None:
    with transaction.atomic():
        put_picture(team, PICTURE, "image/png")
        transaction.set_rollback(True)
    name = object_name(team, PICTURE)
    assert objects().exists(name)
    assert remove_forsaken() == 0
    assert remove_forsaken(NOW) >= 1
    assert not objects().exists(name)


def test_a_picture_with_a_row_is_never_removed(team: Team) -> None:
    stored = put_picture(team, PICTURE, "image/png")
    remove_forsaken(NOW)
    assert read(Content.objects.get(pk=stored.pk)) == PICTURE
