"""Keeping workflows: save, find, list; what every team starts with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Lower

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import WHOLE_TEAM
from openmoderator.audit.record import record
from openmoderator.errors import BadInput, NotFound
from openmoderator.tags.models import Tag
from openmoderator.workflows.connected import registry
from openmoderator.workflows.grammar.canonical import canonical
from openmoderator.workflows.grammar.checks import check
from openmoderator.workflows.grammar.errors import Problem
from openmoderator.workflows.grammar.nodes import Expression
from openmoderator.workflows.grammar.parsing import parse_expression
from openmoderator.workflows.models import Workflow, WorkflowVersion

CONTENT_TYPES: Final = ("Image", "Text")
DEFAULT: Final = {"Image": "default", "Text": "default-text"}
"""The workflow of a job that names none, by content type (contract 10.4)."""


class WorkflowNotFound(NotFound):
    """The team has no workflow of that name."""


class BadName(BadInput):
    """A workflow cannot be called that."""


class BadType(BadInput):
    """There are no workflows for that type of content."""


@dataclass(frozen=True)
class NewWorkflow:
    """A workflow as sent: `expression` is decoded JSON, `source` the text it came as."""

    name: str
    description: str
    content_type: str
    expression: object
    source: str


def examine(
    team: Team, content_type: str, expression: object
) -> tuple[Expression, tuple[Problem, ...]]:
    """The expression that the JSON value spells, and what to warn of. Stores nothing.

    Raises `WorkflowError` with every problem's place, or `BadType`.
    """
    read = parse_expression(expression)
    warnings = check(
        read,
        _checked_type(content_type),
        subteams=[WHOLE_TEAM, *team.subteams.values_list("name", flat=True)],
        tags=list(Tag.objects.filter(team=team).values_list("code", flat=True)),
        connectors=registry(),
    )
    return read, warnings


def save(team: Team, new: NewWorkflow, actor: User | None = None) -> WorkflowVersion:
    """Store a new version under `new.name`, making the workflow if need be.

    Raises `WorkflowError` with every problem's place, `BadName` or `BadType`.
    """
    name = _checked_name(new.name)
    content_type = _checked_type(new.content_type)
    expression, warnings = examine(team, content_type, new.expression)
    with transaction.atomic():
        workflow = _locked(team, name)
        version = WorkflowVersion.objects.create(
            workflow=workflow,
            number=1 + (workflow.versions.aggregate(last=Max("number"))["last"] or 0),
            description=new.description,
            content_type=content_type,
            expression=canonical(expression),
            source=new.source,
            warnings=[{"path": item.path, "message": item.message} for item in warnings],
        )
        workflow.current = version
        workflow.save(update_fields=["current"])
        note(workflow, actor, "workflow.saved", version.number)
    return version


def find(team: Team, name: str) -> WorkflowVersion:
    """The newest version of a workflow called by name in any case."""
    version = _newest(team).filter(workflow__name__iexact=name).first()
    if version is None:
        known = ", ".join(_newest(team).values_list("workflow__name", flat=True)[:20])
        raise WorkflowNotFound(f"The team has no workflow called '{name}'. It has: {known}.")
    return version


def newest(team: Team) -> list[WorkflowVersion]:
    """The newest version of every workflow of the team, by name."""
    return list(_newest(team))


def add_defaults(team: Team, **_signal: object) -> None:
    """Give a new team ``default`` (adult pictures) and ``default-text`` (profane texts)."""
    for content_type, output in (("Image", "isadult"), ("Text", "text.HasProfanity")):
        expression = create_review_if(output)
        save(
            team,
            NewWorkflow(
                name=DEFAULT[content_type],
                description="Default" if content_type == "Image" else "Default for text",
                content_type=content_type,
                expression=expression,
                source=json.dumps(expression),
            ),
        )


def create_review_if(output: str) -> dict[str, object]:
    """The simplest expression of use: a review where the output of the moderator is true."""
    condition = {
        "Type": "Condition",
        "ConnectorName": "moderator",
        "OutputName": output,
        "Operator": "eq",
        "Value": "true",
    }
    create = {"Type": "Actions", "Perform": [{"Name": "createreview", "Tags": []}]}
    return {"Type": "Logic", "If": condition, "Then": create}


def _newest(team: Team) -> QuerySet[WorkflowVersion]:
    return (
        WorkflowVersion.objects.filter(current_of__team=team)
        .select_related("workflow")
        .order_by(Lower("workflow__name"))
    )


def _locked(team: Team, name: str) -> Workflow:
    # The team's row serialises two first saves of one name.
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    found = Workflow.objects.filter(team=team, name__iexact=name).first()
    return found or Workflow.objects.create(team=team, name=name)


def note(workflow: Workflow, actor: User | None, action: str, number: int) -> None:
    """Write the audit row of an act, inside the caller's transaction."""
    detail = {"name": workflow.name, "version": number}
    record(workflow.team, actor, action, ("workflow", str(workflow.pk)), detail)


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 120 or "/" in name:
        raise BadName("A workflow needs a name of 1 to 120 characters without a slash.")
    return name


def _checked_type(content_type: str) -> str:
    for allowed in CONTENT_TYPES:
        if content_type.strip().lower() == allowed.lower():
            return allowed
    message = f"A workflow's Type is {' or '.join(CONTENT_TYPES)}, not '{content_type}'."
    raise BadType(message)
