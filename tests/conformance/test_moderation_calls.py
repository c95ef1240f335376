"""The Azure Python SDK, unmodified, drives every moderation call (contract 2, calls 1 to 6)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from azure.cognitiveservices.vision.contentmoderator.models import APIErrorException
from PIL import Image
from skimage import data as skimage_data
from tests.acceptance import recorded
from tests.acceptance.recorded import shape
from tests.conformance.conftest import Endpoint, client_of

from openmoderator.demo.pictures import quote_picture

PHOTOGRAPHS: Any = skimage_data

FULL = (
    "Is this a crap email name@site.test, phone: 4255550111, IP: 255.255.255.255, "
    "1 Main Street, Redmond, WA 98052."
)
GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def upload(data: bytes | None = None) -> io.BytesIO:
    """A picture as the SDK sends it: as a stream of unknown length."""
    return io.BytesIO(data or quote_picture())


def person() -> bytes:
    """A photograph of a person, in the public domain."""
    buffer = io.BytesIO()
    Image.fromarray(PHOTOGRAPHS.astronaut()).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def uploaded(sample: dict[str, Any], info: str = "AdvancedInfo") -> dict[str, Any]:
    """The record of a picture that did not come by its address."""
    return sample | {info: []} if info in sample else sample


def test_evaluate_by_address_has_the_recorded_shape(sdk: Any, picture: str) -> None:
    raw = sdk.image_moderation.evaluate_url_input("application/json", value=picture, raw=True)
    assert shape(raw.response.json()) == shape(recorded.EVALUATED)
    assert [pair.key for pair in raw.output.advanced_info] == [
        "ImageDownloadTimeInMs",
        "ImageSizeInBytes",
    ]


def test_evaluate_of_an_upload_has_the_recorded_shape_and_a_harmless_result(sdk: Any) -> None:
    raw = sdk.image_moderation.evaluate_file_input(upload(person()), raw=True)
    assert shape(raw.response.json()) == shape(uploaded(recorded.EVALUATED))
    assert raw.output.result is False
    assert raw.output.status.code == 3000
    assert re.fullmatch(rf"\w+_\w+_ContentModerator\.\w+_{GUID}", raw.output.tracking_id)


def test_find_faces_has_the_recorded_shape_and_finds_the_person(sdk: Any) -> None:
    raw = sdk.image_moderation.find_faces_file_input(upload(person()), raw=True)
    assert shape(raw.response.json()) == shape(uploaded(recorded.FACES))
    assert (raw.output.count, raw.output.result) == (1, True)


def test_find_faces_by_address_has_the_recorded_shape(sdk: Any, picture: str) -> None:
    raw = sdk.image_moderation.find_faces_url_input("application/json", value=picture, raw=True)
    expected = recorded.FACES if raw.output.faces else recorded.FACES | {"Faces": []}
    assert shape(raw.response.json()) == shape(expected)


def test_ocr_by_address_has_the_recorded_shape(sdk: Any, picture: str) -> None:
    ask = sdk.image_moderation.ocr_url_input
    raw = ask("eng", "application/json", value=picture, raw=True)
    assert shape(raw.response.json()) == shape(recorded.READ)
    assert (raw.output.language, raw.output.candidates) == ("eng", [])


def test_ocr_reads_an_upload_and_gives_candidates_on_request(sdk: Any) -> None:
    raw = sdk.image_moderation.ocr_file_input("eng", upload(), enhanced=True, raw=True)
    found = raw.output
    assert found.text.startswith("IF WE DID \r\nALL \r\nTHE THINGS \r\n")
    lines = found.text.split(" \r\n")[:-1]
    assert len(found.candidates) >= len(lines)
    sample = uploaded(recorded.READ, "Metadata")
    assert shape(raw.response.json()) == shape(
        sample | {"Candidates": [{"Text": "FIRST", "Confidence": 0.5}]}
    )


def test_match_without_a_list_has_the_recorded_shape(sdk: Any) -> None:
    raw = sdk.image_moderation.match_file_input(upload(), raw=True)
    sample = recorded.MATCHED if raw.output.is_match else recorded.NOT_MATCHED
    assert shape(raw.response.json()) == shape(sample)


def test_match_finds_what_was_added_and_refreshed(sdk: Any) -> None:
    lists, images = sdk.list_management_image_lists, sdk.list_management_image
    made = lists.create("application/json", body={"name": "Match", "description": "Conformance"})
    try:
        added = images.add_image_file_input(str(made.id), upload(), tag=101, label="Sports")
        lists.refresh_index_method(str(made.id))
        raw = sdk.image_moderation.match_file_input(upload(), list_id=str(made.id), raw=True)
        assert shape(raw.response.json()) == shape(recorded.MATCHED)
        (match,) = raw.output.matches
        assert (match.match_id, match.source) == (int(added.content_id), str(made.id))
        assert (match.score, match.tags, match.label) == (1.0, [101], "Sports")
    finally:
        lists.delete(str(made.id))


def test_match_in_a_list_that_there_is_not_is_a_404(sdk: Any) -> None:
    with pytest.raises(APIErrorException) as raised:
        sdk.image_moderation.match_file_input(upload(), list_id="999999999")
    assert raised.value.response.status_code == 404


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        ("evaluate_file_input", "CacheID"),
        ("find_faces_file_input", "CacheId"),
        ("match_file_input", "CacheID"),
    ],
)
def test_a_kept_picture_has_its_id_in_the_recorded_case(sdk: Any, ask: str, name: str) -> None:
    raw = getattr(sdk.image_moderation, ask)(upload(), cache_image=True, raw=True)
    assert re.fullmatch(rf"{GUID}_\d{{18}}", raw.response.json()[name])


def test_ocr_gives_the_id_of_a_kept_picture_in_the_recorded_case(sdk: Any) -> None:
    raw = sdk.image_moderation.ocr_file_input("eng", upload(), cache_image=True, raw=True)
    assert re.fullmatch(rf"{GUID}_\d{{18}}", raw.response.json()["CacheId"])


@pytest.mark.parametrize("ask", ["evaluate_method", "find_faces", "match_method"])
def test_the_methods_that_send_no_picture_raise_the_sdks_error(sdk: Any, ask: str) -> None:
    with pytest.raises(APIErrorException) as raised:
        getattr(sdk.image_moderation, ask)()
    assert raised.value.response.status_code == 400


def test_ocr_without_a_picture_raises_the_sdks_error(sdk: Any) -> None:
    with pytest.raises(APIErrorException) as raised:
        sdk.image_moderation.ocr_method("eng")
    assert raised.value.response.status_code == 400


def test_a_picture_that_is_too_small_raises_the_recorded_message(sdk: Any) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (127, 300)).save(buffer, "PNG")
    with pytest.raises(APIErrorException, match="Image Size Error") as raised:
        sdk.image_moderation.evaluate_file_input(upload(buffer.getvalue()))
    assert raised.value.response.status_code == 400
    assert raised.value.response.json()["Errors"][0]["Title"] == "Image Size Error"


def test_a_text_in_which_nothing_is_found_has_the_recorded_shape(sdk: Any) -> None:
    raw = sdk.text_moderation.screen_text("text/plain", io.BytesIO(b"hello"), "eng", raw=True)
    assert shape(raw.response.json()) == shape(recorded.SCREENED_SHORT)
    assert re.fullmatch(GUID, raw.output.tracking_id)


def test_a_text_with_everything_asked_for_has_the_recorded_shape(sdk: Any) -> None:
    raw = sdk.text_moderation.screen_text(
        "text/plain",
        io.BytesIO(FULL.encode()),
        language="eng",
        autocorrect=True,
        pii=True,
        classify=True,
        raw=True,
    )
    found = raw.output
    shown = raw.response.json()
    # A number may be read in more than one way: nine digits of a phone as an SSN as well.
    shown["PII"]["SSN"] = []
    assert shape(shown) == shape(recorded.SCREENED_FULL)
    assert [(term.term, term.original_index, term.list_id) for term in found.terms] == [
        ("crap", 10, 0)
    ]
    assert (found.pii.email[0].text, found.pii.email[0].index) == ("name@site.test", 21)
    assert (found.pii.ipa[0].text, found.pii.ipa[0].sub_type) == ("255.255.255.255", "IPV4")
    assert "4255550111" in [phone.text for phone in found.pii.phone]
    assert found.pii.address[0].text.startswith("1 Main Street")


def test_a_disguised_word_in_a_page_is_cut_out_by_its_offset(sdk: Any) -> None:
    body = "<p>\U0001f600 What a <b>crap</b> phone</p>"
    found = sdk.text_moderation.screen_text("text/html", io.BytesIO(body.encode()), "eng")
    (term,) = found.terms
    units = body.encode("utf-16-le")
    assert units[2 * term.original_index :][: 2 * len("crap")].decode("utf-16-le") == "crap"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Questo è un testo in italiano, scritto per una prova.", "ita"),
        ("Das ist ein deutscher Satz, der nichts weiter sagt.", "deu"),
    ],
)
def test_the_language_is_detected_in_the_recorded_shape(sdk: Any, text: str, language: str) -> None:
    raw = sdk.text_moderation.detect_language("text/plain", io.BytesIO(text.encode()), raw=True)
    assert shape(raw.response.json()) == shape(recorded.DETECTED)
    assert raw.output.detected_language == language


def test_a_text_that_is_too_long_raises_the_sdks_error(sdk: Any) -> None:
    with pytest.raises(APIErrorException) as raised:
        sdk.text_moderation.screen_text("text/plain", io.BytesIO(b"x" * 1025))
    assert raised.value.response.status_code == 400


CALLS: list[Callable[[Any], Any]] = [
    lambda sdk: sdk.image_moderation.evaluate_file_input(upload()),
    lambda sdk: sdk.text_moderation.screen_text("text/plain", io.BytesIO(b"hello")),
    lambda sdk: sdk.text_moderation.detect_language("text/plain", io.BytesIO(b"hello")),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_key_raises_the_sdks_error(endpoint: Endpoint, call: Callable[[Any], Any]) -> None:
    with pytest.raises(APIErrorException) as raised:
        call(client_of(endpoint.base, "0" * 32))
    assert raised.value.response.status_code == 401
