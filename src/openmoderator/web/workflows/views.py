"""The workflows of a team: the list, and taking one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openmoderator.web.access import for_admins
from openmoderator.web.team import PAGE_KEY, MemberRequest
from openmoderator.workflows import store, versions
from openmoderator.workflows.models import WorkflowVersion
from openmoderator.workflows.store import WorkflowNotFound
from openmoderator.workflows.versions import StillNeeded


@require_safe
@for_admins
def workflows(request: MemberRequest) -> HttpResponse:
    """The newest version of each, by name."""
    context = {"place": "workflows", "versions": store.newest(request.team)}
    return render(request, "workflows/workflows.html", context)


@require_POST
@for_admins
def delete(request: MemberRequest, name: str) -> HttpResponse:
    """Take one out of the list, when its name was typed."""
    version = found(request, name)
    shown = version.workflow.name
    if request.POST.get("typed", "").strip() != shown:
        messages.error(request, _("Type the name of the workflow to delete it."), extra_tags="bad")
        return lead(request, shown)
    try:
        versions.delete(request.team, shown, request.user)
    except StillNeeded as error:
        messages.error(request, str(error), extra_tags="bad")
        return lead(request, shown)
    messages.success(request, _("“%(name)s” was deleted.") % {"name": shown}, extra_tags="good")
    return lead(request)


def lead(request: MemberRequest, name: str = "") -> HttpResponse:
    """To a workflow's editor, or to the list; in the team of the page, also where the session
    has turned to another one since."""
    path = reverse("workflow-edit", kwargs={"name": name}) if name else reverse("workflows")
    if request.turned_away:
        path += f"?{urlencode({PAGE_KEY: request.team.public_id})}"
    return redirect(path)


def found(request: MemberRequest, name: str) -> WorkflowVersion:
    """The newest version of a workflow of the team; 404 where there is none."""
    try:
        return store.find(request.team, name.replace("\0", ""))
    except WorkflowNotFound as error:
        raise Http404 from error
