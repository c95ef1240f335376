"""What Match sees of image lists: the state of the last refresh, negative lists, exact hashes."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image
from tests.integration.lists.looking import add, matched, matches

from openmoderator.accounts.models import Team
from openmoderator.demo.pictures import sample_pictures
from openmoderator.lists import building, catalogue, contents, copying, pictures, refresh
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.errors import ListNotFound
from openmoderator.lists.exchange.values import SharedHash
from openmoderator.lists.models import ImageList, ListedImage, Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
ONE, TWO, *_ = (data for _, data in sample_pictures())


def publish(team: Team, row: ImageList) -> None:
    assert refresh.refresh(ImageList, team, row.pk).in_force


def smaller(data: bytes) -> bytes:
    """The picture at three quarters of its size, as a JPEG."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    file = io.BytesIO()
    image.resize((image.width * 3 // 4, image.height * 3 // 4)).save(file, "JPEG", quality=85)
    return file.getvalue()


def test_an_added_picture_matches_from_the_next_refresh_on(
    team: Team, pictures_list: ImageList
) -> None:
    number = add(team, pictures_list.pk, ONE, 101, 105, label="Sports")
    assert matches(team, ONE) == ()
    publish(team, pictures_list)
    (match,) = matches(team, ONE)
    assert (match.match.content_id, match.match.score, match.match.exact) == (number, 1.0, True)
    assert (match.list_id, match.tags, match.label) == (pictures_list.pk, (101, 105), "Sports")
    assert match.added_at == ListedImage.objects.get(pk=number).added_at
    assert matched(team, smaller(ONE)) == [number]
    assert matched(team, TWO) == []


def test_a_deleted_picture_matches_with_tags_and_label_until_the_next_refresh(
    team: Team, pictures_list: ImageList
) -> None:
    number = add(team, pictures_list.pk, ONE, 7, label="old")
    publish(team, pictures_list)
    pictures.delete(team, pictures_list.pk, number)
    (match,) = matches(team, ONE)
    assert (match.tags, match.label) == ((7,), "old")
    publish(team, pictures_list)
    assert matches(team, ONE) == ()
    assert not ListedImage.objects.exists()


def test_a_picture_deleted_and_added_again_matches_once(
    team: Team, pictures_list: ImageList
) -> None:
    first = add(team, pictures_list.pk, ONE)
    publish(team, pictures_list)
    pictures.delete(team, pictures_list.pk, first)
    second = add(team, pictures_list.pk, ONE)
    assert matched(team, ONE) == [first]
    publish(team, pictures_list)
    assert matched(team, ONE) == [second]


def test_one_list_or_all_lists_are_asked(team: Team, pictures_list: ImageList) -> None:
    other = catalogue.create(ImageList, team, ListFields("other"))
    first, second = add(team, pictures_list.pk, ONE), add(team, other.pk, ONE)
    publish(team, pictures_list)
    publish(team, other)
    assert matched(team, ONE) == [first, second]
    assert matched(team, ONE, other.pk) == [second]


def test_a_negative_list_vetoes_what_it_knows_as_well_or_better(
    team: Team, pictures_list: ImageList
) -> None:
    harmless = catalogue.create(ImageList, team, ListFields("harmless", negative=True))
    bad = add(team, pictures_list.pk, ONE)
    good = add(team, harmless.pk, smaller(ONE))
    publish(team, pictures_list)
    publish(team, harmless)
    assert matched(team, smaller(ONE)) == []
    assert matched(team, smaller(ONE), pictures_list.pk) == []
    assert matched(team, ONE) == [bad]
    assert matched(team, smaller(ONE), harmless.pk) == [good]


def test_hashes_from_elsewhere_match_exactly_or_nearly(
    team: Team, pictures_list: ImageList
) -> None:
    add(team, pictures_list.pk, ONE)
    pdq = ListedImage.objects.get().pdq
    assert pdq is not None
    pictures.clear(team, pictures_list.pk)
    entries = [
        SharedHash("pdq", bytes(pdq).hex(), ("hate", "12")),
        SharedHash("md5", hashlib.md5(TWO).hexdigest()),
        SharedHash("sha256", hashlib.sha256(TWO).hexdigest()),
    ]
    copying.import_hashes(team, pictures_list.pk, entries, "shared")
    publish(team, pictures_list)
    (near,) = matches(team, smaller(ONE))
    assert (near.tags, near.label, near.match.exact) == ((12,), "shared", False)
    assert [one.match.exact for one in matches(team, TWO)] == [True, True]
    assert matches(team, smaller(TWO)) == ()


def test_another_teams_lists_are_neither_asked_nor_known(
    team: Team, other_team: Team, pictures_list: ImageList
) -> None:
    add(team, pictures_list.pk, ONE)
    publish(team, pictures_list)
    assert matches(other_team, ONE) == ()
    with pytest.raises(ListNotFound, match="has no image list"):
        matches(other_team, ONE, pictures_list.pk)


@pytest.mark.usefixtures("at_once")
def test_where_changes_count_at_once_no_refresh_is_needed(
    team: Team, pictures_list: ImageList
) -> None:
    number = add(team, pictures_list.pk, ONE)
    assert matched(team, ONE) == [number]
    pictures.delete(team, pictures_list.pk, number)
    assert matched(team, ONE) == []


def test_an_image_list_that_goes_while_it_is_built_is_no_error(
    team: Team, pictures_list: ImageList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_late(row: Snapshot) -> contents.Contents:
        catalogue.delete(ImageList, team, pictures_list.pk)
        return contents.contents_of(row)

    monkeypatch.setattr(building, "contents_of", read_late)
    refreshed = refresh.refresh(ImageList, team, pictures_list.pk)
    assert (refreshed.in_force, refreshed.problem) == (False, "the list was deleted")
