"""One version of a workflow: what it says, what changed, and using it again."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openmoderator.web.access import for_admins
from openmoderator.web.jobs.asked import plain
from openmoderator.web.team import MemberRequest
from openmoderator.web.workflows.editor import pretty
from openmoderator.web.workflows.views import lead
from openmoderator.workflows import versions
from openmoderator.workflows.grammar.errors import WorkflowError
from openmoderator.workflows.models import WorkflowVersion
from openmoderator.workflows.store import WorkflowNotFound


@dataclass(frozen=True)
class Changed:
    """A line of a difference: its sign (``+``, ``-``, blank or ``@``) and its text."""

    sign: str
    text: str


@require_safe
@for_admins
def version(request: MemberRequest, name: str, number: int) -> HttpResponse:
    """The version and its difference from the one before."""
    shown = _found(request, name, number)
    context = {
        "place": "workflows",
        "version": shown,
        "newest": shown.workflow.current,
        "expression": pretty(shown.expression),
        "changes": changes(_before(request, shown), shown),
    }
    return render(request, "workflows/version.html", context)


@require_POST
@for_admins
def use(request: MemberRequest, name: str, number: int) -> HttpResponse:
    """Save the version as the newest."""
    _found(request, name, number)
    try:
        made = versions.restore(request.team, plain(name), number, request.user)
    except WorkflowError as error:
        messages.error(request, str(error), extra_tags="bad")
        return redirect("workflow-version", name=name, number=number)
    words = _("Version %(old)d is in use again, as version %(new)d.")
    messages.success(request, words % {"old": number, "new": made.number}, extra_tags="good")
    return lead(request, made.workflow.name)


def changes(before: WorkflowVersion | None, after: WorkflowVersion) -> list[Changed]:
    """The lines that differ, with some around them; empty without a version before."""
    if before is None:
        return []
    lines = list(unified_diff(_lines(before), _lines(after), lineterm=""))
    return [Changed(line[0], line[1:] if line[0] in "+- " else line) for line in lines[2:]]


def _lines(shown: WorkflowVersion) -> list[str]:
    head = [f"{shown.content_type}: {line}" for line in shown.description.splitlines() or [""]]
    return [*head, *pretty(shown.expression).splitlines()]


def _before(request: MemberRequest, shown: WorkflowVersion) -> WorkflowVersion | None:
    try:
        return versions.find_version(request.team, shown.workflow.name, shown.number - 1)
    except WorkflowNotFound:
        return None


def _found(request: MemberRequest, name: str, number: int) -> WorkflowVersion:
    try:
        return versions.find_version(request.team, plain(name), number)
    except WorkflowNotFound as error:
        raise Http404 from error
