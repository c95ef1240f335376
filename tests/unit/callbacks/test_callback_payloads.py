"""Bodies of callbacks, byte for byte as contract 11 records them."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.callbacks.payloads import (
    JobResult,
    ReviewResult,
    job_body,
    json_text,
    review_body,
)

OCR_JOB = JobResult(
    job_id="2018015694cd6c84844e19b7aced64fbea37bb",
    review_id="201801i0123456789abcdef0123456789abcdef",
    workflow_id="OCR",
    status="Complete",
    content_type="Image",
    content_id="item-1",
    metadata=(("hasText", "True"), ("ocrText", "FIRST LINE \r\nSECOND LINE \r\n")),
)

REVIEW = ReviewResult(
    review_id="201801i1",
    modified_on="2018-01-06T05:04:40.5525865Z",
    modified_by="reviewername",
    content_id="item-1",
    content_type="Image",
    metadata=(("adultScore", "0.465"), ("a", "False"), ("racyScore", "0.854"), ("r", "True")),
    result_tags=(("a", False), ("r", True)),
)


def test_a_job_body_is_the_recorded_one() -> None:
    assert json_text(job_body(OCR_JOB)) == (
        '{"JobId":"2018015694cd6c84844e19b7aced64fbea37bb",'
        '"ReviewId":"201801i0123456789abcdef0123456789abcdef",'
        '"WorkFlowId":"OCR","Status":"Complete","ContentType":"Image","CallBackType":"Job",'
        '"ContentId":"item-1","Metadata":{"hastext":"True",'
        '"ocrtext":"FIRST LINE \\r\\nSECOND LINE \\r\\n","imagename":"item-1"}}'
    )


def test_a_review_body_is_the_recorded_one() -> None:
    assert json_text(review_body(REVIEW)) == (
        '{"ReviewId":"201801i1","ModifiedOn":"2018-01-06T05:04:40.5525865Z",'
        '"ModifiedBy":"reviewername","CallBackType":"Review","ContentId":"item-1",'
        '"ContentType":"Image","Metadata":{"adultscore":"0.465","a":"False",'
        '"racyscore":"0.854","r":"True"},"ReviewerResultTags":{"a":"False","r":"True"}}'
    )


def test_tags_of_the_action_follow_the_results_and_imagename_comes_last() -> None:
    job = JobResult("j", "", "default", "Complete", "Image", "c", (("isAdult", "True"),))
    metadata = job_body(replace(job, tags=(("A", True), ("r", False))))["Metadata"]
    assert isinstance(metadata, dict)
    assert list(metadata.items()) == [
        ("isadult", "True"),
        ("a", "True"),
        ("r", "False"),
        ("imagename", "c"),
    ]


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("isAdult", "isadult"),
        ("adultScore", "adultscore"),
        ("isRacy", "isracy"),
        ("racyScore", "racyscore"),
        ("hasText", "hastext"),
        ("ocrText", "ocrtext"),
        ("hasFaces", "hasfaces"),
        ("faceCount", "facecount"),
        ("text.HasProfanity", "text.hasprofanity"),
        ("text.HasPII", "text.haspii"),
        ("text.Language", "text.language"),
        ("text.ReviewRecommended", "text.reviewrecommended"),
        ("matchTerms", "text.matchterms"),
        ("text.detectedPhoneNumber", "text.detectedphonenumber"),
        ("text.detectedEmail", "text.detectedemail"),
        ("text.detectedIPAddress", "text.detectedipaddress"),
        ("sentiment.score", "sentiment.score"),
        ("imagename", "imagename"),
        ("MyOwnKey", "MyOwnKey"),
    ],
)
def test_keys_of_the_service_are_lower_cased_and_others_stay(key: str, sent: str) -> None:
    body = review_body(ReviewResult("r", "", "", "c", "Text", ((key, "v"),)))
    assert body["Metadata"] == {sent: "v"}


def test_keys_that_a_caller_gave_stay_even_when_they_look_like_the_services() -> None:
    pairs = (("adultScore", "0.1"), ("matchTerms", "[]"))
    body = review_body(ReviewResult("r", "", "", "c", "Image", pairs, from_job=False))
    assert body["Metadata"] == {"adultScore": "0.1", "matchTerms": "[]"}


def test_a_job_without_review_sends_an_empty_review_id() -> None:
    job = JobResult("j", "", "default", "Error", "Text", "c")
    assert job_body(job)["ReviewId"] == ""
    assert job_body(job)["Status"] == "Error"
    assert job_body(job)["Metadata"] == {"imagename": "c"}


@given(st.text(st.characters(), max_size=40))
def test_any_text_survives_the_way_through_utf8(content_id: str) -> None:
    body = job_body(JobResult("j", "", "w", "Complete", "Text", content_id))
    sent = json_text(body).encode()
    assert b"\0" not in sent
    assert json.loads(sent)["ContentId"] == content_id.encode("utf-16", "surrogatepass").decode(
        "utf-16", "surrogatepass"
    )


def test_lone_surrogates_go_out_as_escapes() -> None:
    body = job_body(JobResult("j", "", "w", "Complete", "Text", "a\ud800b\udc00"))
    assert '"ContentId":"a\\ud800b\\udc00"' in json_text(body)


def test_letters_beyond_ascii_go_out_as_they_are() -> None:
    body = job_body(JobResult("j", "", "w", "Complete", "Text", "grün 🚲"))
    assert "grün 🚲" in json_text(body)
