"""The Azure Python SDK, unmodified, against a served installation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from azure.cognitiveservices.vision.contentmoderator import ContentModeratorClient
from azure.cognitiveservices.vision.contentmoderator.models import (
    APIErrorException,
    CreateReviewBodyItem,
)
from msrest.authentication import CognitiveServicesCredentials
from tests.acceptance.calling import TeamOnIt, Wire, direct, until
from tests.acceptance.receiving import Receiver, receiver
from tests.acceptance.running import LOOPBACK, Installation, installation

from openmoderator.demo.pictures import quote_picture

PICTURES = "https://pictures.example/of/"
RUDE = "This crap phone broke. Write to name@site.test."
OCR = {
    "Description": "Pictures with text",
    "Type": "Image",
    "Expression": {
        "Type": "Logic",
        "If": {
            "ConnectorName": "moderator",
            "OutputName": "hasText",
            "Operator": "eq",
            "Value": "true",
            "Type": "Condition",
        },
        "Then": {"Perform": [{"Name": "createreview", "Tags": []}], "Type": "Actions"},
    },
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation for these tests; the quote's address is mapped to a folder."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "quote.png").write_bytes(quote_picture())
    with installation(URL_MAP=f"{PICTURES}={folder}", **LOOPBACK) as made:
        yield made


@pytest.fixture(scope="module")
def team(served: Installation) -> TeamOnIt:
    """The caller's team."""
    return served.make_team("SDK Callers")


@pytest.fixture(scope="module")
def wire(served: Installation, team: TeamOnIt) -> Wire:
    """The team's API, with the workflow of the documented walk-through."""
    made = Wire(served.base, team)
    assert made.call("PUT", "workflows/OCR", json=OCR).json() is True
    return made


@pytest.fixture
def told(team: TeamOnIt) -> Iterator[Receiver]:
    """A receiver of callbacks."""
    with receiver(team.secret) as made:
        yield made


def client(served: Installation, key: str) -> Any:
    """The SDK's client; nothing but endpoint and key."""
    make: Any = ContentModeratorClient
    made = make(served.base, CognitiveServicesCredentials(key))
    made.config.proxies.use_env_settings = False
    return made


def test_a_picture_job_of_the_sdk_runs_to_its_review_and_callback(
    served: Installation, team: TeamOnIt, wire: Wire, told: Receiver
) -> None:
    reviews = client(served, team.key).reviews
    created = reviews.create_job(
        team_name=team.id,
        content_type="Image",
        content_id="sample6",
        workflow_name="OCR",
        job_content_type="application/json",
        content_value=f"{PICTURES}quote.png",
        call_back_endpoint=told.url,
    )
    job = until(lambda: ended(reviews, team, created.job_id), "the end of the job")
    assert (job.id, job.team_name, job.status) == (created.job_id, team.id, "Complete")
    assert (job.workflow_id, job.type, job.call_back_endpoint) == ("OCR", "Image", told.url)
    found = {pair.key: pair.value for pair in job.result_meta_data}
    assert found["hasText"] == "True"
    assert found["ocrText"].startswith("IF WE DID \r\nALL \r\nTHE THINGS \r\n")
    assert [entry.msg for entry in job.job_execution_report][-3:] == [
        "Successfully got hasText response from Moderator",
        "Getting hasText from Moderator",
        "Starting Execution - Try 1",
    ]
    until(lambda: job.id in told.heard.subjects("Job"), "the Job callback")
    review = reviews.get_review(team.id, job.review_id)
    assert (review.review_id, review.content_id, review.status) == (
        job.review_id,
        "sample6",
        "Pending",
    )
    assert direct().get(review.content, timeout=30).content == quote_picture()


def test_a_text_job_with_a_header_of_pictures_finds_the_profanity(
    served: Installation, team: TeamOnIt
) -> None:
    reviews = client(served, team.key).reviews
    created = reviews.create_job(
        team_name=team.id,
        content_type="Text",
        content_id="comment-1",
        workflow_name="default-text",
        job_content_type="image/jpeg",
        content_value=RUDE,
    )
    job = until(lambda: ended(reviews, team, created.job_id), "the end of the job")
    found = {pair.key: pair.value for pair in job.result_meta_data}
    assert found["text.HasProfanity"] == "True"
    assert json.loads(found["matchTerms"])[0]["Term"] == "crap"
    assert reviews.get_review(team.id, job.review_id).content == RUDE


def test_reviews_made_by_the_sdk_come_back_as_they_were_sent(
    served: Installation, team: TeamOnIt
) -> None:
    items = [
        CreateReviewBodyItem(
            type="Text",
            content=RUDE,
            content_id="mine",
            callback_endpoint="https://app.example/hook?a=b",
            metadata=[{"key": "sc", "value": "true"}],
        ),
        CreateReviewBodyItem(type="Image", content=f"{PICTURES}quote.png", content_id="yours"),
    ]
    reviews = client(served, team.key).reviews
    text_id, image_id = reviews.create_reviews("application/json", team.id, items)
    review = reviews.get_review(team.id, text_id)
    assert (review.type, review.content, review.content_id) == ("Text", RUDE, "mine")
    assert (review.sub_team, review.created_by, review.status) == ("public", team.id, "Pending")
    assert [(pair.key, pair.value) for pair in review.metadata] == [("sc", "true")]
    assert review.callback_endpoint == "https://app.example/hook?a=b"
    assert review.reviewer_result_tags == []
    assert reviews.get_review(team.id, image_id).type == "Image"


def test_a_wrong_key_raises_the_sdks_error_with_our_message(
    served: Installation, team: TeamOnIt
) -> None:
    reviews = client(served, "0" * 32).reviews
    with pytest.raises(APIErrorException, match="invalid subscription key") as raised:
        reviews.get_review(team.id, "201712i5694cd6c84844e19b7aced64fbea37bb")
    assert raised.value.response.status_code == 401
    error: Any = raised.value.error
    assert error.error.code == "Unauthorized"


def test_an_unknown_team_raises_the_sdks_error_with_our_message(
    served: Installation, team: TeamOnIt
) -> None:
    with pytest.raises(APIErrorException, match="no team 'nobody'") as raised:
        client(served, team.key).reviews.get_job_details("nobody", "201712")
    assert raised.value.response.status_code == 404


def ended(reviews: Any, team: TeamOnIt, job_id: str) -> Any:
    """The SDK's job once it is complete, None before."""
    job = reviews.get_job_details(team.id, job_id)
    assert job.status in ("InProgress", "Complete")
    return job if job.status == "Complete" else None
