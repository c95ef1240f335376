"""Match over HTTP against real lists: what it answers, and for which lists."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from skimage import data as skimage_data

from openmoderator.accounts.models import Team
from openmoderator.api.azure.picture_body import judged
from openmoderator.lists import catalogue, pictures
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import ImageList
from openmoderator.lists.refresh import refresh

PHOTOGRAPHS: Any = skimage_data

Call = Callable[..., Any]
MATCH = "/ProcessImage/Match"


def encoded(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    """The file of a picture."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def person() -> Image.Image:
    """A photograph."""
    return Image.fromarray(PHOTOGRAPHS.astronaut())


@pytest.fixture(scope="module")
def cat() -> Image.Image:
    """Another one."""
    return Image.fromarray(PHOTOGRAPHS.chelsea())


def listed(team: Team, image: Image.Image, label: str | None, *tags: int) -> tuple[int, int]:
    """The ids of a new list and of the picture in it, after its refresh."""
    row = catalogue.create(ImageList, team, ListFields(name="Listed"))
    given = judged(encoded(image))
    content_id = pictures.add(team, row.pk, given.picture, given.data, tags, label)
    refresh(ImageList, team, row.pk)
    return row.pk, content_id


def test_without_lists_nothing_matches(moderate: Call, person: Image.Image) -> None:
    shown = moderate(MATCH, encoded(person)).json()
    assert list(shown) == ["IsMatch", "Matches", "Status", "TrackingId"]
    assert (shown["IsMatch"], shown["Matches"]) == (False, [])


def test_the_same_picture_matches_with_a_score_of_one(
    team: Team, moderate: Call, person: Image.Image
) -> None:
    list_id, content_id = listed(team, person, "Sports", 101, 102)
    shown = moderate(MATCH, encoded(person)).json()
    assert shown["IsMatch"] is True
    assert shown["Matches"] == [
        {
            "Score": 1.0,
            "MatchId": content_id,
            "Source": str(list_id),
            "Tags": [101, 102],
            "Label": "Sports",
        }
    ]


def test_a_recompressed_copy_matches_and_one_without_a_label_has_null(
    team: Team, moderate: Call, person: Image.Image
) -> None:
    listed(team, person, None)
    copy = encoded(person.resize((256, 256)), "JPEG", quality=60)
    (match,) = moderate(MATCH, copy).json()["Matches"]
    assert 0 < match["Score"] <= 1
    assert (match["Tags"], match["Label"]) == ([], None)


def test_another_picture_matches_nothing(
    team: Team, moderate: Call, person: Image.Image, cat: Image.Image
) -> None:
    listed(team, person, None)
    assert moderate(MATCH, encoded(cat)).json()["Matches"] == []


def test_one_list_is_asked_where_it_is_named(
    team: Team, moderate: Call, person: Image.Image, cat: Image.Image
) -> None:
    first, _ = listed(team, person, None)
    second, _ = listed(team, cat, None)
    asked = {name: moderate(f"{MATCH}?listId={name}", encoded(person)) for name in (first, second)}
    assert [answer.json()["IsMatch"] for answer in asked.values()] == [True, False]


@pytest.mark.parametrize("list_id", ["", "%20"])
def test_an_empty_list_id_means_all_lists(
    team: Team, moderate: Call, person: Image.Image, list_id: str
) -> None:
    listed(team, person, None)
    assert moderate(f"{MATCH}?listId={list_id}", encoded(person)).json()["IsMatch"] is True


def test_details_are_given_on_request_and_only_then(
    team: Team, moderate: Call, person: Image.Image
) -> None:
    listed(team, person, None)
    (match,) = moderate(MATCH + "?matchdetails=true", encoded(person)).json()["Matches"]
    assert list(match["Details"]) == ["Distance", "Exact", "AddedAt"]
    assert (match["Details"]["Distance"], match["Details"]["Exact"]) == (0, True)


def test_another_teams_list_is_not_found_and_not_searched(
    other_team: Team, moderate: Call, person: Image.Image
) -> None:
    foreign, _ = listed(other_team, person, None)
    assert moderate(MATCH, encoded(person)).json()["IsMatch"] is False
    response = moderate(f"{MATCH}?listId={foreign}", encoded(person))
    assert response.status_code == 404
    assert response.json()["Error"]["Code"] == "NotFound"


@pytest.mark.parametrize("list_id", ["x", "-1", "1.5", "9" * 40])
def test_what_is_no_list_id_is_refused(moderate: Call, person: Image.Image, list_id: str) -> None:
    assert moderate(f"{MATCH}?listId={list_id}", encoded(person)).status_code == 400


def test_a_kept_picture_can_be_matched(team: Team, moderate: Call, person: Image.Image) -> None:
    listed(team, person, None)
    kept = moderate(MATCH + "?CacheImage=true", encoded(person)).json()["CacheID"]
    assert moderate(f"{MATCH}?CacheID={kept}").json()["IsMatch"] is True
