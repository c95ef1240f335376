"""Workflow PUT, Get and list (contract 10.1)."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Router

from openmoderator.api.azure import schema, shapes
from openmoderator.api.azure.answers import answer
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.operation import TeamName, operation
from openmoderator.api.azure.reading import body_of
from openmoderator.api.azure.workflow_type import inferred_type
from openmoderator.workflows import store
from openmoderator.workflows.connected import registry

router = Router(tags=["Workflows"])


@operation(router, "PUT /workflows/{workflow_name}", "Save a workflow", bool)
def put_workflow(
    request: WireRequest, team_name: TeamName, workflow_name: str, workflow: schema.WorkflowBody
) -> HttpResponse:
    """Make the workflow, or a new version of it. Jobs keep the version they began with."""
    new = store.NewWorkflow(
        name=workflow_name,
        description=workflow.Description,
        content_type=workflow.Type or inferred_type(workflow.Expression, registry()),
        expression=workflow.Expression,
        source=body_of(request).decode("utf-8-sig"),
    )
    store.save(request.auth, new)
    return answer(value=True)


@operation(router, "GET /workflows/{workflow_name}", "Get a workflow", schema.Workflow)
def get_workflow(request: WireRequest, team_name: TeamName, workflow_name: str) -> HttpResponse:
    """The newest version, with every key of its expression."""
    return answer(shapes.workflow(store.find(request.auth, workflow_name.strip())))


@operation(router, "GET /workflows", "List the workflows", list[schema.Workflow])
def get_workflows(request: WireRequest, team_name: TeamName) -> HttpResponse:
    """The newest version of each workflow of the team, by name."""
    return answer([shapes.workflow(version) for version in store.newest(request.auth)])
