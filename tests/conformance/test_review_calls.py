"""The calls of reviews and jobs that SDKs make (contract 2): codes, shapes and effects."""

from __future__ import annotations

import time
from typing import Any

from azure.cognitiveservices.vision.contentmoderator.models import CreateReviewBodyItem
from tests.acceptance.recorded import shape

REVIEW = {
    "ReviewId": "x",
    "SubTeam": "public",
    "CreatedBy": "x",
    "Metadata": [{"Key": "sc", "Value": "true"}],
    "ReviewerResultTags": [],
    "Type": "Text",
    "Content": "x",
    "ContentId": "x",
    "CallbackEndpoint": "x",
    "Status": "Pending",
}
JOB = {
    "Id": "x",
    "TeamName": "x",
    "Status": "Complete",
    "WorkflowId": "x",
    "Type": "Text",
    "CallBackEndpoint": "",
    "ReviewId": "",
    "ResultMetaData": [{"Key": "x", "Value": "x"}],
    "JobExecutionReport": [{"Ts": "x", "Msg": "x"}],
}


def test_a_review_comes_back_in_the_recorded_shape(sdk: Any, team: str) -> None:
    item = CreateReviewBodyItem(
        type="Text",
        content="a harmless text",
        content_id="conformance-1",
        callback_endpoint="https://app.example/hook",
        metadata=[{"key": "sc", "value": "true"}],
    )
    (review_id,) = sdk.reviews.create_reviews("application/json", team, [item])
    raw = sdk.reviews.get_review(team, review_id, raw=True)
    assert shape(raw.response.json()) == shape(REVIEW)
    assert (raw.output.content_id, raw.output.status) == ("conformance-1", "Pending")


def test_a_job_runs_to_its_end_in_the_recorded_shape(sdk: Any, team: str) -> None:
    made = sdk.reviews.create_job(
        team_name=team,
        content_type="Text",
        content_id="conformance-2",
        workflow_name="default-text",
        job_content_type="application/json",
        content_value="a harmless text",
    )
    until = time.monotonic() + 60
    raw = sdk.reviews.get_job_details(team, made.job_id, raw=True)
    while raw.output.status == "InProgress" and time.monotonic() < until:
        time.sleep(1)
        raw = sdk.reviews.get_job_details(team, made.job_id, raw=True)
    shown = raw.response.json()
    expected = JOB if shown["ReviewId"] else JOB | {"ReviewId": shown["ReviewId"]}
    expected |= {"CallBackEndpoint": shown["CallBackEndpoint"]}
    assert shape(shown) == shape(expected)
    assert (shown["Status"], shown["WorkflowId"]) == ("Complete", "default-text")


def test_the_text_of_a_review_is_kept_character_for_character(sdk: Any, team: str) -> None:
    text = "caf\u00e9 \U0001f600 e\u0301 \u202e <b>"
    item = CreateReviewBodyItem(type="Text", content=text, content_id="conformance-3")
    (review_id,) = sdk.reviews.create_reviews("application/json", team, [item])
    assert sdk.reviews.get_review(team, review_id).content == text
