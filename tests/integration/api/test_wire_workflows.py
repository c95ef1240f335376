"""Workflow PUT, Get and list over HTTP, stored for real."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from openmoderator.workflows.models import WorkflowVersion

Call = Callable[..., Any]
OCR = {
    "Description": "Images with text",
    "Type": "Image",
    "Expression": {
        "Type": "Logic",
        "If": {
            "ConnectorName": "moderator",
            "OutputName": "hasText",
            "Operator": "eq",
            "Value": "true",
        },
        "Then": {"Perform": [{"Name": "createreview"}]},
    },
}


def put(call: Call, name: str, body: object) -> Any:
    """The answer to a PUT."""
    return call("PUT", f"/workflows/{name}", json.dumps(body), "application/json")


def condition(output: str, **more: object) -> dict[str, object]:
    """A bare condition in the camel case of the old client."""
    return {
        "connectorName": "moderator",
        "outputName": output,
        "operator": "eq",
        "value": True,
        **more,
    }


def test_a_saved_workflow_is_answered_with_true_and_shown_with_every_key(call: Call) -> None:
    assert put(call, "OCR", OCR).content == b"true"
    assert call("GET", "/workflows/ocr").content.decode() == (
        '{"Name":"OCR","Description":"Images with text","Type":"Image","Expression":{'
        '"If":{"ConnectorName":"moderator","OutputName":"hasText","Operator":"eq","Value":"true",'
        '"AlternateInput":null,"Type":"Condition"},'
        '"Then":{"Perform":[{"Name":"createreview","Subteam":null,"CallbackEndpoint":null,'
        '"Tags":[]}],"Type":"Actions"},"Else":null,"Type":"Logic"}}'
    )


def test_a_second_save_under_another_case_replaces_it(call: Call) -> None:
    put(call, "OCR", OCR)
    put(call, "ocr", {**OCR, "Description": "New"})
    listed = call("GET", "/workflows").json()
    described = {one["Name"]: one["Description"] for one in listed}
    assert sorted(described, key=str.lower) == ["default", "default-text", "OCR"]
    assert described["OCR"] == "New"


def test_a_name_may_have_blanks(call: Call) -> None:
    put(call, "My%20Flow", OCR)
    assert call("GET", "/Workflows/my%20flow/").json()["Name"] == "My Flow"


def test_the_text_as_sent_is_kept(call: Call) -> None:
    sent = b"\xef\xbb\xbf" + json.dumps(OCR, indent=3).encode()
    assert call("PUT", "/workflows/ocr", sent).status_code == 200
    assert WorkflowVersion.objects.get(workflow__name="ocr").source == json.dumps(OCR, indent=3)


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (condition("isadult"), "Image"),
        (condition("text.HasProfanity"), "Text"),
        (condition("text.HasProfanity", alternateInput="moderator.ocrText"), "Image"),
        (
            {"left": condition("text.hasPII"), "right": condition("isRacy"), "combine": "or"},
            "Image",
        ),
    ],
)
def test_the_old_clients_bare_conditions_without_type_are_read(
    call: Call, expression: object, kind: str
) -> None:
    body = {"description": None, "expression": expression}
    assert put(call, "old", body).content == b"true"
    shown = call("GET", "/workflows/old").json()
    assert (shown["Type"], shown["Description"]) == (kind, "")


def test_a_pair_that_does_not_fit_is_saved_as_the_service_did(call: Call) -> None:
    body = {"Type": "text", "Expression": condition("isAdult")}
    assert put(call, "odd", body).content == b"true"


def test_every_problem_of_an_expression_is_named_by_its_place(call: Call) -> None:
    body = {**OCR, "Expression": {"If": condition("hasFoot"), "Then": {"Perform": [{"Name": "x"}]}}}
    response = put(call, "bad", body)
    assert response.status_code == 400
    assert "Expression.Then.Perform[0].Name" in response.json()["Message"]
    response = put(call, "bad", {**OCR, "Expression": condition("hasFoot")})
    assert response.json()["Message"].startswith("Expression.OutputName is unknown")
    assert call("GET", "/workflows/bad").status_code == 404


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"Type": "Image"}, "Expression is missing in the body"),
        ({**OCR, "Type": "Video"}, "Image or Text"),
        ({**OCR, "Type": ["Image"]}, "Type must be a string"),
        ({**OCR, "Expression": None}, "Expression is missing"),
        ({**OCR, "Expression": "x"}, "Expression is 'x'"),
        ([OCR], "The body must be an object"),
    ],
)
def test_a_body_that_is_no_workflow_is_refused_with_the_reason(
    call: Call, body: object, said: str
) -> None:
    response = put(call, "bad", body)
    assert response.status_code == 400
    assert said in response.json()["Message"]


def test_an_expression_of_endless_depth_is_refused(call: Call) -> None:
    depth = 10_000
    nested = b'{"Left":' * depth + b"1" + b"}" * depth
    response = call("PUT", "/workflows/deep", b'{"Type":"Image","Expression":' + nested + b"}")
    assert response.status_code == 400
    assert "nested deeper" in response.json()["Message"]


def test_the_error_of_an_unknown_workflow_lists_those_there_are(call: Call) -> None:
    response = call("GET", "/workflows/nothing")
    assert response.status_code == 404
    assert "default, default-text" in response.json()["Message"]
