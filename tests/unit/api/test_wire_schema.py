"""Every example of our OpenAPI fits its schema and has its names in order."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from openmoderator.accounts.models import Team
from openmoderator.api.azure import examples, schema, shapes
from openmoderator.jobs.models import Job
from openmoderator.reviews.models import Review
from openmoderator.workflows.models import Workflow, WorkflowVersion

TEAM = Team(public_id="myteam", name="My Team")
VERSION = WorkflowVersion(workflow=Workflow(name="OCR"), expression=examples.EXPRESSION)


@pytest.mark.parametrize(
    ("model", "example"),
    [
        (schema.NewReviewItem, examples.NEW_REVIEW),
        (schema.WorkflowBody, examples.NEW_WORKFLOW),
        (schema.Job, examples.JOB),
        (schema.Review, examples.REVIEW),
        (schema.Workflow, examples.WORKFLOW),
        (schema.WireError, examples.ERROR),
    ],
)
def test_an_example_fits_its_schema(model: type[BaseModel], example: dict[str, Any]) -> None:
    assert model.model_validate(example).model_dump() == example
    assert list(model.model_fields) == list(example)


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (schema.Job, shapes.job(Job(team=TEAM), [])),
        (schema.Review, shapes.review(Review(team=TEAM), "")),
        (schema.Workflow, shapes.workflow(VERSION)),
    ],
)
def test_an_answer_has_the_names_that_are_described(
    model: type[BaseModel], shape: dict[str, Any]
) -> None:
    assert list(shape) == list(model.model_fields)
