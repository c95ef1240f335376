"""The calls of image lists over HTTP, as recorded (contract 5)."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import LazySettings
from PIL import Image

from openmoderator.accounts.models import Team
from openmoderator.audit.models import AuditEntry
from openmoderator.demo.pictures import sample_pictures
from openmoderator.lists.models import ImageList, ListedImage

Call = Callable[..., Any]
BASE = "/contentmoderator/lists/v1.0/imagelists"
OK = {"Code": 3000, "Description": "OK", "Exception": None}
PICTURES = [data for _, data in sample_pictures()]


@pytest.fixture
def lists(call: Call) -> Call:
    """Calls below the address of image lists; a dict goes as JSON, bytes as they are."""

    def send(method: str, path: str = "", body: object = None, **more: Any) -> Any:
        data = body if isinstance(body, bytes) else "" if body is None else json.dumps(body)
        kind = "image/gif" if isinstance(body, bytes) else "application/json"
        return call(method, path, data, kind, base=BASE, **more)

    return send


@pytest.fixture
def list_id(lists: Call) -> int:
    """An empty list."""
    made: int = lists("POST", "", {"Name": "Mine"}).json()["Id"]
    return made


def add(lists: Call, list_id: int, data: bytes, query: str = "") -> int:
    """The content id of an added picture."""
    answer = lists("POST", f"/{list_id}/images{query}", data)
    assert answer.status_code == 200, answer.content
    return int(answer.json()["ContentId"])


def ids(lists: Call, list_id: int) -> list[int]:
    """The content ids in the list."""
    found: list[int] = lists("GET", f"/{list_id}/images").json()["ContentIds"]
    return found


def flat(shade: int) -> bytes:
    """A picture of one colour, whose PDQ is noise."""
    file = io.BytesIO()
    Image.new("RGB", (200, 200), (shade, shade, shade)).save(file, "PNG")
    return file.getvalue()


def test_an_image_list_has_an_id_of_five_or_six_digits_and_four_fields(lists: Call) -> None:
    sent = {"Name": "Mine", "Description": "", "Metadata": {"Key One": "Acceptable"}}
    made = lists("POST", "", sent).json()
    assert 5 <= len(str(made["Id"])) <= 6
    assert list(made) == ["Id", "Name", "Description", "Metadata"]
    assert lists("GET").json() == [made]
    changed = lists("PUT", f"/{made['Id']}", {"Name": "New"}).json()
    assert changed == {**made, "Name": "New"}
    assert lists("DELETE", f"/{made['Id']}").content == b'""'
    assert lists("GET").content == b"[]"


def test_an_uploaded_picture_gets_a_content_id_that_is_a_string_here(
    lists: Call, list_id: int
) -> None:
    answer = lists("POST", f"/{list_id}/images?tag=101&label=Sports", PICTURES[0])
    body = answer.json()
    assert body.pop("TrackingId").count("_") == 3
    number = body.pop("ContentId")
    assert number.isdigit()
    assert 5 <= len(number) <= 6
    assert body == {
        "AdditionalInfo": [{"Key": "Source", "Value": str(list_id)}],
        "Status": OK,
    }
    stored = ListedImage.objects.get(pk=int(number))
    assert (stored.tags, stored.label) == ([101], "Sports")


def test_a_picture_by_address_tells_how_long_it_took_and_its_size(
    lists: Call, list_id: int, settings: LazySettings, tmp_path: Path
) -> None:
    (tmp_path / "one.png").write_bytes(PICTURES[0])
    url_map = (("https://pictures.example/", tmp_path),)
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, url_map=url_map)
    sent = {"DataRepresentation": "URL", "Value": "https://pictures.example/one.png"}
    info = lists("POST", f"/{list_id}/images", sent).json()["AdditionalInfo"]
    assert [pair["Key"] for pair in info] == [
        "Source",
        "ImageDownloadTimeInMs",
        "ImageSizeInBytes",
    ]
    assert info[2]["Value"] == str(len(PICTURES[0]))


def test_a_picture_may_come_as_base64(lists: Call, list_id: int) -> None:
    sent = {"DataRepresentation": "Inline", "Value": base64.b64encode(PICTURES[0]).decode()}
    assert lists("POST", f"/{list_id}/images", sent).status_code == 200


def test_tags_may_be_repeated_and_any_whole_number(lists: Call, list_id: int) -> None:
    number = add(lists, list_id, PICTURES[0], "?Tag=0&Tag=105&Tag=-7&Tag=")
    assert ListedImage.objects.get(pk=number).tags == [0, 105, -7]


@pytest.mark.parametrize("query", ["tag=x", "tag=1.5", f"tag={2**63}", "label=" + "x" * 1001])
def test_tags_and_labels_that_cannot_be_kept_are_refused(
    lists: Call, list_id: int, query: str
) -> None:
    assert lists("POST", f"/{list_id}/images?{query}", PICTURES[0]).status_code == 400
    assert ids(lists, list_id) == []


def test_the_same_picture_again_is_a_conflict_even_with_another_label(
    lists: Call, list_id: int
) -> None:
    first = add(lists, list_id, PICTURES[0], "?label=one")
    answer = lists("POST", f"/{list_id}/images?label=two", PICTURES[0])
    assert (answer.status_code, answer.json()["Error"]["Code"]) == (409, "Conflict")
    assert ids(lists, list_id) == [first]


def test_the_same_picture_in_another_file_is_a_conflict_too(lists: Call, list_id: int) -> None:
    first = add(lists, list_id, PICTURES[0])
    file = io.BytesIO()
    Image.open(io.BytesIO(PICTURES[0])).convert("RGB").save(file, "BMP")
    assert lists("POST", f"/{list_id}/images", file.getvalue()).status_code == 409
    assert ids(lists, list_id) == [first]


def test_flat_pictures_whose_hash_is_noise_are_told_apart_by_their_bytes(
    lists: Call, list_id: int
) -> None:
    assert len({add(lists, list_id, flat(shade)) for shade in (10, 200)}) == 2
    assert lists("POST", f"/{list_id}/images", flat(10)).status_code == 409


def test_the_same_picture_may_be_in_another_list(lists: Call, list_id: int) -> None:
    other = lists("POST", "", {"Name": "Other"}).json()["Id"]
    assert add(lists, list_id, PICTURES[0]) != add(lists, other, PICTURES[0])


def test_a_deleted_picture_may_be_added_again(lists: Call, list_id: int) -> None:
    first = add(lists, list_id, PICTURES[0])
    assert lists("DELETE", f"/{list_id}/images/{first}").content == b'""'
    assert ids(lists, list_id) == []
    second = add(lists, list_id, PICTURES[0])
    assert second > first


def test_ids_are_numbers_here_in_the_order_of_adding(lists: Call, list_id: int) -> None:
    body = lists("GET", f"/{list_id}/images").json()
    assert (body["ContentSource"], body["ContentIds"], body["Status"]) == (str(list_id), [], OK)
    added = [add(lists, list_id, data) for data in PICTURES[:3]]
    assert ids(lists, list_id) == added


def test_deleting_all_pictures_says_so_and_leaves_the_list(lists: Call, list_id: int) -> None:
    for data in PICTURES[:2]:
        add(lists, list_id, data)
    answer = lists("DELETE", f"/{list_id}/images")
    assert (answer.status_code, answer.content) == (200, b'"Reset Successful."')
    assert ids(lists, list_id) == []
    assert lists("GET", f"/{list_id}").status_code == 200


@pytest.mark.parametrize("image", ["1", "none", "9" * 30, "-1"])
def test_deleting_a_picture_that_is_not_there_is_not_found(
    lists: Call, list_id: int, image: str
) -> None:
    assert lists("DELETE", f"/{list_id}/images/{image}").status_code == 404


def test_a_picture_of_another_list_cannot_be_deleted_here(lists: Call, list_id: int) -> None:
    other = lists("POST", "", {"Name": "Other"}).json()["Id"]
    number = add(lists, other, PICTURES[0])
    assert lists("DELETE", f"/{list_id}/images/{number}").status_code == 404
    assert ids(lists, other) == [number]


def test_refresh_index_answers_the_recorded_shape(lists: Call, list_id: int) -> None:
    add(lists, list_id, PICTURES[0])
    body = lists("POST", f"/{list_id}/RefreshIndex").json()
    assert body.pop("TrackingId").count("_") == 3
    assert body == {
        "ContentSourceId": str(list_id),
        "IsUpdateSuccess": True,
        "AdvancedInfo": [],
        "Status": {
            "Code": 3000,
            "Description": "RefreshIndex successfully completed.",
            "Exception": None,
        },
    }


def test_limits_of_lists_and_pictures_are_told(
    lists: Call, list_id: int, settings: LazySettings
) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, image_lists=1, images_per_list=1)
    answer = lists("POST", "", {"Name": "second"})
    assert (answer.status_code, answer.json()["Error"]["Code"]) == (403, "LimitReached")
    assert "OPENMODERATOR_IMAGE_LISTS" in answer.json()["Message"]
    add(lists, list_id, PICTURES[0])
    answer = lists("POST", f"/{list_id}/images", PICTURES[1])
    assert (answer.status_code, answer.json()["Error"]["Code"]) == (403, "LimitReached")
    assert "OPENMODERATOR_IMAGES_PER_LIST" in answer.json()["Message"]


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"", "body"), (b"no picture", "Image Size Error"), (flat(1)[:90], "Image Size Error")],
)
def test_what_is_no_picture_is_refused(lists: Call, list_id: int, body: bytes, words: str) -> None:
    answer = lists("POST", f"/{list_id}/images", body)
    assert answer.status_code == 400
    assert words in answer.json()["Message"]


def test_a_picture_below_128_pixels_is_refused(lists: Call, list_id: int) -> None:
    file = io.BytesIO()
    noise = np.random.default_rng(4).integers(0, 255, (127, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).save(file, "PNG")
    answer = lists("POST", f"/{list_id}/images", file.getvalue())
    assert (answer.status_code, answer.json()["Message"]) == (400, "Image Size Error")


def test_every_call_about_another_teams_list_is_answered_as_if_there_were_none(
    lists: Call, other_team: Team
) -> None:
    theirs = ImageList.objects.create(team=other_team, name="Secret")
    for method, path, body in [
        ("GET", "", None),
        ("PUT", "", {"Name": "taken"}),
        ("DELETE", "", None),
        ("GET", "/images", None),
        ("POST", "/images", PICTURES[0]),
        ("DELETE", "/images/1", None),
        ("DELETE", "/images", None),
        ("POST", "/RefreshIndex", None),
    ]:
        asked = [lists(method, f"/{pk}{path}", body) for pk in (theirs.pk, 999999)]
        assert [answer.status_code for answer in asked] == [404, 404]
        messages = [answer.json()["Message"].replace(str(theirs.pk), "999999") for answer in asked]
        assert messages[0] == messages[1]
    assert lists("GET").json() == []
    assert ImageList.objects.get(pk=theirs.pk).name == "Secret"


def test_what_changes_a_list_is_in_the_record(lists: Call, team: Team, list_id: int) -> None:
    number = add(lists, list_id, PICTURES[0])
    lists("DELETE", f"/{list_id}/images/{number}")
    lists("DELETE", f"/{list_id}/images")
    entries = AuditEntry.objects.filter(team=team, subject_type="imagelist").order_by("id")
    assert [entry.action for entry in entries] == [
        "imagelist.created",
        "imagelist.image_added",
        "imagelist.image_deleted",
        "imagelist.cleared",
    ]
