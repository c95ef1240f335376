"""A matrix of bad input: always the one error shape, never a 5xx, never half a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from openmoderator.jobs.models import Job
from openmoderator.reviews.models import Review

Call = Callable[..., Any]
JOB = "/jobs?ContentType=Text&ContentId=1"
GOOD = b'{"ContentValue":"hi"}'


def assert_error(response: Any, status: int, said: str = "") -> None:
    """The superset of contract 14.1, with that status and those words."""
    shown = response.json()
    assert response.status_code == status, shown
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert list(shown) == ["Error", "Message", "TrackingId", "Errors"]
    assert shown["Error"]["Message"] == shown["Message"]
    assert shown["TrackingId"] == response["apim-request-id"]
    assert said in shown["Message"], shown["Message"]


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status", "said"),
    [
        ("POST", "/jobs?ContentId=1", GOOD, "", 400, "ContentType is missing"),
        ("POST", "/jobs?ContentType=&ContentId=1", GOOD, "", 400, "ContentType is missing"),
        ("POST", "/jobs?ContentType=Sound&ContentId=1", GOOD, "", 400, "is 'Sound'"),
        ("POST", "/jobs?ContentType=video&ContentId=1", GOOD, "", 400, "does not moderate yet"),
        ("POST", "/jobs?ContentType=Text", GOOD, "", 400, "ContentId is missing"),
        ("POST", JOB + "&WorkflowName=nothing", GOOD, "", 404, "no workflow called 'nothing'"),
        ("POST", JOB + "&WorkflowName=a%00b", GOOD, "", 404, "no workflow called"),
        ("POST", JOB + "&CallBackEndpoint=nothing", GOOD, "", 400, "CallBackEndpoint cannot"),
        ("POST", JOB + "&CallBackEndpoint=ftp%3A%2F%2Fa", GOOD, "", 400, "http and https"),
        ("POST", JOB, b"", "", 400, "The body is missing"),
        ("POST", JOB, b"", "image/jpeg", 400, "The body is missing"),
        ("POST", JOB, b'{"ContentValue":""}', "", 400, "ContentValue is empty"),
        ("POST", JOB, b'{"ContentValue":"\xff"}', "", 400, "is not UTF-8"),
        ("POST", JOB, b"{" + b'"a":{' * 9000, "", 400, "nested deeper"),
        ("POST", JOB, b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415, "multipart"),
        ("POST", "/reviews", b"", "", 400, "The body is missing"),
        ("POST", "/reviews", b"null", "", 400, "must be an array"),
        ("POST", "/reviews", b"[null]", "", 400, "[0] must be an object"),
        ("POST", "/reviews", b"[" * 5000, "", 400, "nested deeper"),
        ("POST", "/reviews", b"--x\r\n", "multipart/form-data; boundary=x", 415, "multipart"),
        ("POST", "/reviews", b'[{"Type":"Video"}]', "", 400, "[0].Type is Video"),
        ("GET", "/jobs/nothing", b"", "", 404, "no job with the id 'nothing'"),
        ("GET", "/jobs/a%00b", b"", "", 404, "no job"),
        ("GET", "/reviews/nothing", b"", "", 404, "no review with the id 'nothing'"),
        ("GET", "/reviews/%FF", b"", "", 404, "no review"),
        ("GET", "/workflows/nothing", b"", "", 404, "no workflow called 'nothing'"),
        ("PUT", "/workflows/x", b"", "", 400, "The body is missing"),
        ("PUT", "/workflows/%20", b'{"Expression":{}}', "", 400, "Expression is an object"),
        ("GET", "/nothing", b"", "", 404, "Resource not found"),
        ("GET", "/jobs/1/2/3", b"", "", 404, "Resource not found"),
    ],
)
def test_bad_input_is_refused_with_the_reason(
    call: Call, method: str, path: str, body: bytes, kind: str, status: int, said: str
) -> None:
    assert_error(call(method, path, body, kind), status, said)
    assert not Job.objects.exists()
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/jobs", {"POST"}),
        ("DELETE", "/jobs/1", {"GET"}),
        ("POST", "/workflows/x", {"GET", "PUT"}),
        ("GET", "/reviews", {"POST"}),
    ],
)
def test_a_method_that_a_path_does_not_take_is_told_those_that_it_does(
    call: Call, method: str, path: str, allowed: set[str]
) -> None:
    response = call(method, path)
    assert_error(response, 405)
    assert set(response["Allow"].split(", ")) == allowed


@pytest.mark.parametrize("path", [JOB, "/reviews", "/workflows/x"])
def test_a_body_above_the_cap_is_refused(call: Call, path: str) -> None:
    body = b"{" + b" " * settings.OPENMODERATOR.max_body_bytes
    method = "PUT" if "workflows" in path else "POST"
    assert_error(call(method, path, body), 413, "larger than")
    assert_error(call(method, path, body + b" " * 4096), 413, "larger than")


@pytest.mark.parametrize(
    "path", ["/contentmoderator", "//ContentModerator/", "/contentmoderator/x"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_path_is_answered_in_the_wires_shape(path: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    more: dict[str, Any] = {"PATH_INFO": path} if path.startswith("//") else {}
    assert_error(client.generic(method, path, **more), 404, "Resource not found")


@pytest.mark.parametrize(
    "kind", ["", "text/json", "image/jpeg", "application/x-www-form-urlencoded"]
)
def test_json_works_under_any_content_type(call: Call, kind: str) -> None:
    assert call("POST", JOB, b"\xef\xbb\xbf" + GOOD, kind).status_code == 200


def test_unknown_parameters_and_a_bare_ampersand_are_passed_over(call: Call) -> None:
    assert call("POST", JOB + "&overload=stream&", GOOD).status_code == 200
