"""Our OpenAPI is complete, and the server keeps what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from openmoderator.accounts.models import Team

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
WIRE = "/contentmoderator/"
TEAM = "review/v1.0/teams/{teamName}"
IMAGE, TEXT = "moderate/v1.0/ProcessImage", "moderate/v1.0/ProcessText"


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The application called in this process must not close the test's own connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def description() -> Any:
    """The document as a program gets it."""
    return Client().get("/api/openapi.json").json()


def test_every_operation_is_described_with_the_error_shape_and_the_key() -> None:
    paths = description()["paths"]
    described = {
        (path.removeprefix(WIRE), method)
        for path in paths
        for method in paths[path]
        if not path.startswith(WIRE + "lists/")
    }
    assert described == {
        (TEAM + "/jobs", "post"),
        (TEAM + "/jobs/{JobId}", "get"),
        (TEAM + "/reviews", "post"),
        (TEAM + "/reviews/{reviewId}", "get"),
        (TEAM + "/workflows", "get"),
        (TEAM + "/workflows/{workflowName}", "get"),
        (TEAM + "/workflows/{workflowName}", "put"),
        (IMAGE + "/Evaluate", "post"),
        (IMAGE + "/FindFaces", "post"),
        (IMAGE + "/OCR", "post"),
        (IMAGE + "/Match", "post"),
        (TEXT + "/Screen", "post"),
        (TEXT + "/DetectLanguage", "post"),
        ("/api/v1/texts", "post"),
        ("/api/v1/pictures", "post"),
        ("/api/v1/team", "get"),
    }
    for methods in paths.values():
        for operation in methods.values():
            for status in ("400", "401", "404"):
                shape = operation["responses"][status]["content"]["application/json"]["schema"]
                assert shape["$ref"].endswith("/WireError")
            assert {"SubscriptionKey": []} in operation["security"]


def test_the_key_is_described_so_that_the_page_can_send_it() -> None:
    schemes = description()["components"]["securitySchemes"]
    assert schemes["SubscriptionKey"]["name"] == "Ocp-Apim-Subscription-Key"
    assert schemes["SubscriptionKey"]["in"] == "header"


def test_the_page_needs_nothing_from_elsewhere() -> None:
    response = Client().get("/api/docs")
    assert response.status_code == 200
    assert "://" not in response.content.decode().replace("http://www.w3.org", "")
    rules = [rule.strip() for rule in response["Content-Security-Policy"].split(";")]
    assert "script-src 'self'" in rules


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_sent_is_answered_as_described_and_never_fails(
    team: Team, key: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    found = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    operations = st.sampled_from(found)
    answered = set()

    @settings(
        max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(operations.flatmap(lambda one: one.as_strategy(generation_mode=mode)), st.booleans())
    def send(case: schemathesis.Case[Any], by_default: bool) -> None:
        case.path_parameters = {**(case.path_parameters or {}), "teamName": team.public_id}
        if by_default and isinstance(case.query, dict):
            case.query.pop("WorkflowName", None)
        response = case.call(headers={"Ocp-Apim-Subscription-Key": key})
        case.validate_response(response, checks=CHECKS)
        answered.add(response.status_code)

    send()
    assert answered >= ({200, 404} if mode.is_positive else {400, 404})
