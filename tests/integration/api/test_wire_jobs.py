"""Job Create and Job Get over HTTP, stored for real."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.content.store import read
from openmoderator.jobs.models import Job, ReportLine, Status

Call = Callable[..., Any]
PNG = b"\x89PNG\r\n\x1a\n and so on"
URL = "https://img.example/1.png"


def made(response: Any) -> Job:
    """The stored job of an answer."""
    assert response.status_code == 200, response.content
    assert list(response.json()) == ["JobId"]
    return Job.objects.get(pk=response.json()["JobId"])


def body(value: object) -> bytes:
    """The documented body."""
    return json.dumps({"ContentValue": value}).encode()


def test_a_job_and_its_task_are_stored_before_the_answer(call: Call) -> None:
    job = made(call("POST", "/jobs?ContentType=Image&ContentId=item-1", body(URL)))
    assert (job.type, job.source_url, job.content_id) == ("Image", URL, "item-1")
    assert ProcrastinateJob.objects.filter(args={"job_id": job.pk}).count() == 1


def test_without_a_workflow_the_default_of_the_type_is_taken(call: Call) -> None:
    image = made(call("POST", "/jobs?ContentType=image&ContentId=1&WorkflowName=", body(URL)))
    text = made(call("POST", "/jobs?ContentType=text&ContentId=1", body("hello")))
    assert (image.workflow_name, text.workflow_name) == ("default", "default-text")


def test_a_workflow_is_found_in_any_case(call: Call) -> None:
    path = "/jobs?contentType=TEXT&contentId=1&workflowName=DEFAULT-Text"
    assert made(call("POST", path, body("hello"))).workflow_name == "default-text"


def test_a_callback_keeps_its_own_query(call: Call) -> None:
    asked = "&CallBackEndpoint=https%3A%2F%2Fapp.example%2Fhook%3Fa%3D1%26b%3Dx%2520y"
    job = made(call("POST", "/jobs?ContentType=Image&ContentId=1" + asked, body(URL)))
    assert job.callback_endpoint == "https://app.example/hook?a=1&b=x%20y"


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "application/octet-stream", ""])
def test_the_bytes_of_a_picture_are_stored_as_they_are(call: Call, kind: str) -> None:
    job = made(call("POST", "/jobs?ContentType=Image&ContentId=1", PNG, kind))
    assert job.stored is not None
    assert read(job.stored) == PNG


def test_a_text_loses_only_what_cannot_be_stored(call: Call) -> None:
    sent = b'{"ContentValue":"a\\u0000b\\ud83d\\ude00\\ud83dc"}'
    job = made(call("POST", "/jobs?ContentType=Text&ContentId=1", sent))
    assert job.stored is not None
    assert job.stored.text == "a\ufffdb\U0001f600\ufffdc"


def test_a_text_of_100_000_characters_is_kept_whole(call: Call) -> None:
    job = made(call("POST", "/jobs?ContentType=Text&ContentId=1", body("é" * 100_000)))
    assert job.stored is not None
    assert job.stored.text == "é" * 100_000


def test_an_image_value_that_is_no_address_is_accepted_for_the_report_to_say(call: Call) -> None:
    job = made(call("POST", "/jobs?ContentType=Image&ContentId=1", body("no address")))
    assert job.source_url == "no address"


def test_a_job_is_shown_with_its_report_newest_first(call: Call) -> None:
    job = made(call("POST", "/jobs?ContentType=Image&ContentId=1", body(URL)))
    for message in ("Starting Execution - Try 1", "Getting isadult from Moderator"):
        ReportLine.objects.create(job=job, at=timezone.now(), message=message)
    shown = call("GET", f"/jobs/{job.pk}").json()
    assert [line["Msg"] for line in shown["JobExecutionReport"]] == [
        "Getting isadult from Moderator",
        "Starting Execution - Try 1",
    ]
    assert (shown["Status"], shown["CallBackEndpoint"], shown["ReviewId"]) == ("InProgress", "", "")


def test_a_finished_job_shows_review_and_results(call: Call) -> None:
    job = made(call("POST", "/jobs?ContentType=Image&ContentId=1", body(URL)))
    Job.objects.filter(pk=job.pk).update(
        status=Status.COMPLETE, review_id="202611iabc", result_metadata=[["isAdult", "True"]]
    )
    shown = call("GET", f"/jobs/{job.pk}").json()
    assert (shown["Id"], shown["Status"], shown["ReviewId"]) == (job.pk, "Complete", "202611iabc")
    assert shown["ResultMetaData"] == [{"Key": "isAdult", "Value": "True"}]
