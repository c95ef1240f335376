"""The versions of workflows: reading old ones, using one again, taking a workflow away.

Nothing here ever removes a version: jobs point to them.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from openmoderator.accounts.models import Team, User
from openmoderator.errors import BadInput
from openmoderator.workflows.models import Workflow, WorkflowVersion
from openmoderator.workflows.store import (
    DEFAULT,
    NewWorkflow,
    WorkflowNotFound,
    find,
    note,
    save,
)


class StillNeeded(BadInput):
    """The workflow is the one that jobs fall to which name none."""


@transaction.atomic
def delete(team: Team, name: str, actor: User) -> None:
    """Take the workflow out of the list. Its versions stay, for the jobs that ran or run them,
    and the next save under its name goes on counting.

    Raises `WorkflowNotFound`, or `StillNeeded` for what jobs fall to that name no workflow.
    """
    version = find(team, name)
    workflow = Workflow.objects.select_for_update(of=("self",)).get(pk=version.workflow_id)
    if workflow.name.lower() in DEFAULT.values():
        message = (
            f"Jobs that name no workflow run '{workflow.name}', so it cannot be deleted. Edit it."
        )
        raise StillNeeded(message)
    workflow.current = None
    workflow.save(update_fields=["current"])
    note(workflow, actor, "workflow.deleted", version.number)


def restore(team: Team, name: str, number: int, actor: User) -> WorkflowVersion:
    """Save an old version once more, as the newest. Raises `WorkflowNotFound` or, where an
    output that it asks is no longer there, `WorkflowError`."""
    old = find_version(team, name, number)
    new = NewWorkflow(
        name=old.workflow.name,
        description=old.description,
        content_type=old.content_type,
        expression=old.expression,
        source=old.source,
    )
    return save(team, new, actor)


def versions(team: Team, name: str) -> list[WorkflowVersion]:
    """All versions of a workflow of that name in any case, newest first; deleted ones too."""
    return list(_versions(team, name))


def find_version(team: Team, name: str, number: int) -> WorkflowVersion:
    """One version of a workflow, also of a deleted one. Raises `WorkflowNotFound`."""
    version = _versions(team, name).filter(number=number).first()
    if version is None:
        message = f"The team has no version {number} of a workflow called '{name}'."
        raise WorkflowNotFound(message)
    return version


def _versions(team: Team, name: str) -> QuerySet[WorkflowVersion]:
    rows = WorkflowVersion.objects.filter(workflow__team=team, workflow__name__iexact=name)
    return rows.select_related("workflow").order_by("-number")
