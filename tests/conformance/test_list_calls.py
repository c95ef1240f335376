"""The calls of image and term lists (contract 2, calls 7 to 26): codes, shapes and effects."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import pytest
from azure.cognitiveservices.vision.contentmoderator.models import APIErrorException
from tests.acceptance.recorded import STATUS, TRACKING, shape

from openmoderator.demo.pictures import quote_picture, sample_pictures

JSON = "application/json"
BODY = {"name": "Conformance", "description": "made by a test", "metadata": {"Key One": "Yes"}}
REFRESHED = {
    "ContentSourceId": "157299",
    "IsUpdateSuccess": True,
    "AdvancedInfo": [],
    "Status": STATUS,
    "TrackingId": TRACKING,
}
LIST = {"Id": 157299, "Name": "x", "Description": "x", "Metadata": {"Key One": "Acceptable"}}
ADDED = {
    "ContentId": "157332",
    "AdditionalInfo": [{"Key": "Source", "Value": "157299"}],
    "Status": STATUS,
    "TrackingId": TRACKING,
}
IDS = {"ContentSource": "157299", "ContentIds": [157332], "Status": STATUS, "TrackingId": TRACKING}
TERMS = {
    "Data": {
        "Language": "eng",
        "Terms": [{"Term": "term1"}],
        "Status": STATUS,
        "TrackingId": TRACKING,
    },
    "Paging": {"Total": 2, "Limit": 50, "Offset": 0, "Returned": 2},
}
SOON = 40
"""Seconds until a refreshed list has to be in force; the samples wait half a minute."""


@pytest.fixture(params=["list_management_term_lists", "list_management_image_lists"])
def lists(sdk: Any, request: pytest.FixtureRequest) -> Any:
    """The calls about lists as such, which both kinds have."""
    return getattr(sdk, request.param)


@pytest.fixture
def words(sdk: Any) -> Iterator[str]:
    """A term list, removed behind the test."""
    made = sdk.list_management_term_lists.create(JSON, body=BODY).id
    yield str(made)
    sdk.list_management_term_lists.delete(str(made))


@pytest.fixture
def seen(sdk: Any) -> Iterator[str]:
    """An image list, removed behind the test."""
    made = sdk.list_management_image_lists.create(JSON, body=BODY).id
    yield str(made)
    sdk.list_management_image_lists.delete(str(made))


def upload() -> io.BytesIO:
    """A picture as the SDK sends it: as a stream of unknown length."""
    return io.BytesIO(quote_picture())


def eventually(check: Any) -> Any:
    """What `check` gives as soon as it gives something."""
    until = time.monotonic() + SOON
    while not (found := check()) and time.monotonic() < until:
        time.sleep(1)
    return found


def test_a_list_is_created_read_merged_listed_and_deleted(lists: Any) -> None:
    raw = lists.create(JSON, body=BODY, raw=True)
    made = raw.output
    try:
        assert shape(raw.response.json()) == shape(LIST)
        assert raw.response.json()["Metadata"] == {"Key One": "Yes"}
        got = lists.get_details(str(made.id), raw=True).response.json()
        assert got == raw.response.json()
        merged = lists.update(str(made.id), JSON, body={"name": "Renamed"}, raw=True)
        assert merged.response.json() == got | {"Name": "Renamed"}
        everything = [
            one.id
            for one in (
                lists.get_all_term_lists
                if hasattr(lists, "get_all_term_lists")
                else lists.get_all_image_lists
            )()
        ]
        assert made.id in everything
    finally:
        deleted = lists.delete(str(made.id), raw=True)
    assert (deleted.response.status_code, deleted.response.json()) == (200, "")
    with pytest.raises(APIErrorException) as raised:
        lists.get_details(str(made.id))
    assert raised.value.response.status_code == 404


def test_terms_are_added_paged_and_deleted(sdk: Any, words: str) -> None:
    terms = sdk.list_management_term
    for term in ("plover", "gannet"):
        added = terms.add_term(words, term, "eng", raw=True)
        assert (added.response.status_code, added.response.content) == (201, b"")
    page = terms.get_all_terms(words, "eng", offset=0, limit=1, raw=True)
    assert shape(page.response.json()) == shape(TERMS)
    assert (page.output.paging.total, page.output.paging.returned) == (2, 1)
    gone = terms.delete_term(words, "plover", "eng", raw=True)
    assert (gone.response.status_code, gone.response.content) == (204, b"")
    assert [one.term for one in terms.get_all_terms(words, "eng").data.terms] == ["gannet"]
    assert terms.delete_all_terms(words, "eng", raw=True).response.status_code == 204
    assert terms.get_all_terms(words, "eng").data.terms == []


@pytest.mark.parametrize("term", ["a/b", "50% off?", "c#", "two  words", "\U0001f985 bird"])
def test_a_term_of_any_characters_comes_back_as_it_was_sent(
    sdk: Any, words: str, term: str
) -> None:
    sdk.list_management_term.add_term(words, term, "eng")
    terms = sdk.list_management_term.get_all_terms(words, "eng").data.terms
    assert [one.term for one in terms] == [term]


def test_a_term_is_found_after_the_list_was_refreshed(sdk: Any, words: str) -> None:
    sdk.list_management_term.add_term(words, "Whimbrel", "eng")
    raw = sdk.list_management_term_lists.refresh_index_method(words, "eng", raw=True)
    assert shape(raw.response.json()) == shape(REFRESHED)

    def found() -> Any:
        text = io.BytesIO(b"There flies a whimbrel.")
        return sdk.text_moderation.screen_text("text/plain", text, "eng", list_id=words).terms

    (term,) = eventually(found)
    assert (term.term, term.original_index, term.list_id) == ("Whimbrel", 14, int(words))


def test_pictures_are_added_once_listed_and_deleted(sdk: Any, seen: str) -> None:
    images = sdk.list_management_image
    added = images.add_image_file_input(seen, upload(), tag=101, label="Sports", raw=True)
    assert shape(added.response.json()) == shape(ADDED)
    with pytest.raises(APIErrorException) as raised:
        images.add_image_file_input(seen, upload(), tag=102, label="Again")
    assert raised.value.response.status_code == 409
    ids = images.get_all_image_ids(seen, raw=True)
    assert shape(ids.response.json()) == shape(IDS)
    assert ids.output.content_ids == [int(added.output.content_id)]
    gone = images.delete_image(seen, added.output.content_id, raw=True)
    assert (gone.response.status_code, gone.response.json()) == (200, "")
    images.add_image_file_input(seen, io.BytesIO(sample_pictures()[0][1]))
    reset = images.delete_all_images(seen, raw=True)
    assert (reset.response.status_code, reset.response.json()) == (200, "Reset Successful.")
    assert images.get_all_image_ids(seen).content_ids == []


def test_a_picture_by_its_address_says_how_large_it_was(sdk: Any, seen: str, picture: str) -> None:
    raw = sdk.list_management_image.add_image_url_input(seen, JSON, value=picture, raw=True)
    keys = [pair["Key"] for pair in raw.response.json()["AdditionalInfo"]]
    assert keys == ["Source", "ImageDownloadTimeInMs", "ImageSizeInBytes"]


def test_a_picture_is_found_after_the_list_was_refreshed(sdk: Any, seen: str) -> None:
    added = sdk.list_management_image.add_image_file_input(seen, upload(), tag=101, label="Quote")
    raw = sdk.list_management_image_lists.refresh_index_method(seen, raw=True)
    assert shape(raw.response.json()) == shape(REFRESHED)

    def found() -> Any:
        return sdk.image_moderation.match_file_input(upload(), list_id=seen).matches

    (match,) = eventually(found)
    assert (match.score, match.match_id, match.source) == (1.0, int(added.content_id), seen)
    assert (match.tags, match.label) == ([101], "Quote")
