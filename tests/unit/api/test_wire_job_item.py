"""What a job is about is told by the bytes of its body."""

from __future__ import annotations

import json

import pytest

from openmoderator.api.azure.errors import InvalidRequest, UnsupportedMedia
from openmoderator.api.azure.job_item import new_job
from openmoderator.api.azure.schema import JobQuery
from openmoderator.errors import BadInput

IMAGE = JobQuery.model_validate({"ContentType": "Image", "ContentId": "1"})
TEXT = JobQuery.model_validate({"ContentType": "Text", "ContentId": "1"})
PNG = b"\x89PNG\r\n\x1a\n...."


def body(value: object) -> bytes:
    """The JSON body with that value."""
    return json.dumps({"contentValue": value}).encode()


@pytest.mark.parametrize("media_type", ["application/json", "image/jpeg", "text/json", ""])
def test_json_of_an_image_job_is_an_address_whatever_the_header(media_type: str) -> None:
    job = new_job(IMAGE, body("https://x.example/1.png"), media_type)
    assert (job.source_url, job.text, job.picture) == ("https://x.example/1.png", None, None)


def test_json_of_a_text_job_is_the_text() -> None:
    job = new_job(TEXT, b"\xef\xbb\xbf\r\n" + body("hello"), "image/jpeg")
    assert (job.source_url, job.text, job.picture) == (None, "hello", None)


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/gif", "", "text/plain"])
def test_bytes_of_a_picture_are_the_picture_whatever_the_header(media_type: str) -> None:
    assert new_job(IMAGE, PNG, media_type).picture == PNG


@pytest.mark.parametrize(
    "start",
    [b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\0\x18ftypavif"],
)
def test_a_picture_of_each_format_is_known_by_its_first_bytes(start: bytes) -> None:
    assert new_job(IMAGE, start + b"...", "").picture == start + b"..."


def test_bytes_declared_as_a_picture_are_taken_for_the_worker_to_judge() -> None:
    assert new_job(IMAGE, b"<html>", "image/jpeg").picture == b"<html>"


def test_an_image_value_that_is_no_address_is_taken_for_the_worker_to_judge() -> None:
    assert new_job(IMAGE, body("not an address"), "").source_url == "not an address"


def test_the_longest_text_is_taken_whole() -> None:
    assert new_job(TEXT, body("x" * 100_000), "").text == "x" * 100_000


@pytest.mark.parametrize(
    ("query", "content", "media_type", "said"),
    [
        (IMAGE, b"", "", "The body is missing"),
        (TEXT, b"plain", "text/plain", "must be JSON"),
        (TEXT, PNG, "image/png", "must be JSON"),
        (IMAGE, b"<html>", "text/html", "neither JSON nor a picture"),
        (IMAGE, b'"https://x.example"', "application/json", "neither JSON nor a picture"),
        (IMAGE, b'{"ContentValue":', "image/jpeg", "not JSON"),
        (TEXT, body("x" * 100_001), "", "100001 characters"),
        (IMAGE, body("data:image/png;base64," + "A" * 9000), "", "Send the picture itself"),
    ],
)
def test_a_body_without_an_item_is_refused_with_the_reason(
    query: JobQuery, content: bytes, media_type: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        new_job(query, content, media_type)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{}", "ContentValue is missing in the body"),
        (body(None), "ContentValue is empty"),
        (body("  "), "ContentValue is empty"),
        (body([1]), "ContentValue must be a string"),
    ],
)
def test_a_missing_content_value_is_named(content: bytes, said: str) -> None:
    with pytest.raises(InvalidRequest, match=said):
        new_job(IMAGE, content, "")


def test_a_form_with_files_is_an_unsupported_medium() -> None:
    with pytest.raises(UnsupportedMedia):
        new_job(IMAGE, b"--x\r\n", "multipart/form-data")
