"""Every failure leaves in the one superset shape."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory

from openmoderator.api.azure.answers import answer, finish
from openmoderator.api.azure.errors import respond
from openmoderator.errors import BadInput, NotFound
from openmoderator.workflows.grammar.errors import Problem, WorkflowError


@pytest.fixture
def request_() -> HttpRequest:
    """A request of the wire."""
    return RequestFactory().get("/contentmoderator/x")


def body(response: HttpResponse) -> Any:
    """The decoded answer."""
    return json.loads(response.content)


def test_an_error_says_its_code_message_and_tracking_id(request_: HttpRequest) -> None:
    response = finish(request_, respond(request_, BadInput("This is wrong.")))
    tracking = response["apim-request-id"]
    assert response.status_code == 400
    assert body(response) == {
        "Error": {"Code": "BadRequest", "Message": "This is wrong."},
        "Message": "This is wrong.",
        "TrackingId": tracking,
        "Errors": [{"Title": "Bad Request", "Message": "This is wrong."}],
    }


def test_each_problem_of_a_workflow_has_an_entry(request_: HttpRequest) -> None:
    error = WorkflowError([Problem("Expression.If", "is 3"), Problem("Expression.Then", "is 4")])
    assert [item["Message"] for item in body(respond(request_, error))["Errors"]] == [
        "Expression.If is 3.",
        "Expression.Then is 4.",
    ]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("No."), 404),
        (RequestDataTooBig(), 413),
        (OperationalError("gone"), 503),
        (KeyError("x"), 500),
    ],
)
def test_each_kind_of_failure_has_its_status(
    request_: HttpRequest, error: Exception, status: int
) -> None:
    assert respond(request_, error).status_code == status


def test_an_unexpected_error_is_logged_without_its_text(
    request_: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = respond(request_, RuntimeError("somebody's secret text"))
    assert body(response)["TrackingId"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text + response.content.decode()


def test_an_error_that_django_made_becomes_ours_and_keeps_its_headers(
    request_: HttpRequest,
) -> None:
    response = finish(request_, HttpResponseNotAllowed(["GET"], content=b"no"))
    assert response["Allow"] == "GET"
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert body(response)["Error"]["Code"] == "MethodNotAllowed"


def test_an_answer_is_compact_and_spells_letters_out() -> None:
    assert answer({"a": ["é", None]}).content == '{"a":["é",null]}'.encode()


def test_every_answer_has_the_headers_of_the_wire(request_: HttpRequest) -> None:
    response = finish(request_, answer(value=True))
    assert response["Cache-Control"] == "no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(response["apim-request-id"]) == 36
