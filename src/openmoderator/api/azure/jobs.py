"""Job Create and Job Get (contract 9)."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from ninja import Query, Router

from openmoderator.api.azure import examples, schema, shapes
from openmoderator.api.azure.answers import answer
from openmoderator.api.azure.job_item import new_job
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.operation import TeamName, operation
from openmoderator.api.azure.reading import body_of
from openmoderator.errors import NotFound
from openmoderator.jobs.accept import accept
from openmoderator.jobs.models import Job

router = Router(tags=["Jobs"])

_BYTES: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_BODY: Final[dict[str, Any]] = {
    "required": True,
    "description": "JSON whatever the Content-Type says, or the bytes of a picture.",
    "content": {
        "application/json": {
            "schema": schema.JobContent.model_json_schema(),
            "example": {"ContentValue": examples.PICTURE},
        },
        "image/jpeg": _BYTES,
        "image/png": _BYTES,
    },
}


@operation(router, "POST /jobs", "Create a job", schema.JobId, requestBody=_BODY)
def create_job(
    request: WireRequest, team_name: TeamName, query: Query[schema.JobQuery]
) -> HttpResponse:
    """Run an item through a workflow. The job runs after the answer; ask Get a job, or wait
    for the callback."""
    asked = new_job(query, body_of(request), request.content_type or "")
    return answer({"JobId": accept(request.auth, asked).pk})


@operation(router, "GET /jobs/{job_id}", "Get a job", schema.Job)
def get_job_details(request: WireRequest, team_name: TeamName, job_id: str) -> HttpResponse:
    """Status, report (newest line first) and results of a job."""
    row = Job.objects.select_related("team").filter(team=request.auth, pk=job_id).first()
    if row is None:
        message = f"The team has no job with the id '{job_id}'."
        raise NotFound(message)
    return answer(shapes.job(row, row.report.all()))
