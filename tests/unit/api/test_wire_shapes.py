"""Answers have the recorded names, in the recorded order, with the recorded empties."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from openmoderator.accounts.models import Subteam, Team
from openmoderator.api.azure import shapes
from openmoderator.content.models import Content
from openmoderator.jobs.models import Job, ReportLine
from openmoderator.reviews.models import Review
from openmoderator.workflows.models import Workflow, WorkflowVersion

TEAM = Team(public_id="myteam", name="My Team")
NOW = datetime(2018, 1, 6, 5, 4, 40, 552586, tzinfo=UTC)


def address(_row: Review) -> str:
    """Stands for the address of a stored picture."""
    return "https://here.example/stored"


def compact(value: object) -> str:
    """As it goes over the wire."""
    return json.dumps(value, separators=(",", ":"))


def test_a_running_job_has_the_recorded_shape() -> None:
    job = Job(
        id="2017121", team=TEAM, type="Image", workflow_name="ocr", status="InProgress",
        result_metadata=[],
    )  # fmt: skip
    line = ReportLine(at=NOW, message="Starting Execution - Try 1")
    assert compact(shapes.job(job, [line])) == (
        '{"Id":"2017121","TeamName":"myteam","Status":"InProgress","WorkflowId":"ocr",'
        '"Type":"Image","CallBackEndpoint":"","ReviewId":"","ResultMetaData":[],'
        '"JobExecutionReport":[{"Ts":"2018-01-06T05:04:40.552586",'
        '"Msg":"Starting Execution - Try 1"}]}'
    )


def test_results_of_a_job_are_keys_and_values_in_order() -> None:
    metadata = [["hasText", "True"], ["ocrText", "SOME TEXT \r\n"]]
    job = Job(id="1", team=TEAM, result_metadata=metadata)
    assert shapes.job(job, [])["ResultMetaData"] == [
        {"Key": "hasText", "Value": "True"},
        {"Key": "ocrText", "Value": "SOME TEXT \r\n"},
    ]


def test_a_waiting_review_has_the_recorded_shape() -> None:
    review = Review(
        id="201712i5", team=TEAM, type="Image", content_id="item-1", created_by="myteam",
        metadata=[["sc", "true"]], result_tags=[],
    )  # fmt: skip
    assert compact(shapes.review(review, "https://store.example/1")) == (
        '{"ReviewId":"201712i5","SubTeam":"public","CreatedBy":"myteam",'
        '"Metadata":[{"Key":"sc","Value":"true"}],"ReviewerResultTags":[],"Type":"Image",'
        '"Content":"https://store.example/1","ContentId":"item-1","CallbackEndpoint":"",'
        '"Status":"Pending"}'
    )


def test_a_decision_in_its_undo_window_is_still_pending() -> None:
    assert shapes.review(Review(state="decided", team=TEAM), "")["Status"] == "Pending"


def test_a_complete_review_lists_its_tags_in_order() -> None:
    subteam = Subteam(team=TEAM, name="escalation")
    row = Review(state="complete", result_tags=[["a", False], ["r", True]], subteam=subteam)
    shape = shapes.review(row, "")
    assert (shape["Status"], shape["SubTeam"]) == ("Complete", "escalation")
    assert shape["ReviewerResultTags"] == [
        {"Key": "a", "Value": "False"},
        {"Key": "r", "Value": "True"},
    ]


@pytest.mark.parametrize(
    ("content", "state", "shown"),
    [
        (Content(text="hello"), "waiting", "hello"),
        (Content(text=""), "waiting", ""),
        (Content(object_name="x"), "complete", "https://here.example/stored"),
        (Content(object_name="x", expires_at=NOW), "complete", ""),
        (
            Content(text="hi", expires_at=NOW + timedelta(seconds=1)),
            "complete",
            "hi",
        ),
        (None, "waiting", "https://source.example/1.png"),
        (None, "decided", "https://source.example/1.png"),
        (None, "complete", ""),
    ],
)
def test_the_content_of_a_review_is_what_is_left_of_it(
    content: Content | None, state: str, shown: str
) -> None:
    row = Review(stored=content, state=state, source_url="https://source.example/1.png")
    assert shapes.review_content(row, NOW, address) == shown


def test_a_workflow_has_the_recorded_shape_whatever_order_the_database_kept() -> None:
    stored = {
        "If": {
            "Value": "true",
            "Operator": "eq",
            "OutputName": "isadult",
            "ConnectorName": "moderator",
        },
        "Else": None,
        "Then": {"Perform": [{"Tags": [], "Name": "createreview"}]},
    }
    version = WorkflowVersion(
        workflow=Workflow(name="default"), description="Default", content_type="Image",
        expression=stored,
    )  # fmt: skip
    assert compact(shapes.workflow(version)) == (
        '{"Name":"default","Description":"Default","Type":"Image","Expression":{'
        '"If":{"ConnectorName":"moderator","OutputName":"isadult","Operator":"eq","Value":"true",'
        '"AlternateInput":null,"Type":"Condition"},'
        '"Then":{"Perform":[{"Name":"createreview","Subteam":null,"CallbackEndpoint":null,'
        '"Tags":[]}],"Type":"Actions"},"Else":null,"Type":"Logic"}}'
    )
