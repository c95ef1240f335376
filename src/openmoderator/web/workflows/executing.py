"""Executing a workflow on files or a text of one's own: real jobs, whose reports come in live."""

from __future__ import annotations

from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from openmoderator.audit.record import record
from openmoderator.jobs import listing
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.listing import JobNotFound, JobStory
from openmoderator.jobs.models import Status
from openmoderator.web.access import for_admins
from openmoderator.web.jobs.asked import plain
from openmoderator.web.team import MemberRequest
from openmoderator.web.tryout import texts
from openmoderator.web.tryout.limits import (
    MAX_CHARACTERS,
    max_file_bytes,
    max_files,
    size_in_words,
)
from openmoderator.web.tryout.uploads import Refused, read_uploads
from openmoderator.web.workflows.views import found
from openmoderator.workflows.models import WorkflowVersion


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def execute(request: MemberRequest, name: str) -> HttpResponse:
    """The form; with an item, its job; with jobs in the address, their reports."""
    version = found(request, name)
    if request.method != "POST":
        return _show(request, version)
    if version.content_type == "Text":
        return _with_text(request, version)
    return _with_files(request, version)


def _with_text(request: MemberRequest, version: WorkflowVersion) -> HttpResponse:
    text = request.POST.get("text", "").replace("\r\n", "\n")
    wrong = texts.problem(text)
    if wrong:
        return _show(request, version, wrong=wrong, text=text)
    new = NewJob("Text", f"execute-{timezone.now():%Y%m%d-%H%M%S}", version.workflow.name, text)
    return _executed(request, version, [new])


def _with_files(request: MemberRequest, version: WorkflowVersion) -> HttpResponse:
    files = cast("list[UploadedFile[Any]]", request.FILES.getlist("pictures"))
    chosen = read_uploads(files)
    if chosen.refused or not chosen.taken:
        return _show(request, version, refused=chosen.refused, missing=not chosen.refused)
    jobs = [
        NewJob("Image", f"execute-{one.name}", version.workflow.name, picture=one.data)
        for one in chosen.taken
    ]
    return _executed(request, version, jobs)


@transaction.atomic
def _executed(request: MemberRequest, version: WorkflowVersion, jobs: list[NewJob]) -> HttpResponse:
    made = [accept(request.team, new) for new in jobs]
    for job in made:
        detail = {"job": job.pk}
        subject = ("workflow", str(version.workflow_id))
        record(request.team, request.user, "workflow.executed", subject, detail)
    path = reverse("workflow-execute", kwargs={"name": version.workflow.name})
    return redirect(f"{path}?{urlencode([('job', job.pk) for job in made])}")


def _stories(request: MemberRequest) -> list[dict[str, object]]:
    """The jobs of the address, as many as one form can make; those that are not the team's are
    passed over."""
    stories: list[JobStory] = []
    for job_id in request.GET.getlist("job")[: max_files()]:
        try:
            stories.append(listing.story(request.team, plain(job_id)))
        except JobNotFound:
            continue
    return [
        {"story": one, "job": one.job, "is_running": one.job.status == Status.IN_PROGRESS}
        for one in stories
    ]


def _show(
    request: MemberRequest,
    version: WorkflowVersion,
    *,
    wrong: str = "",
    text: str = "",
    refused: tuple[Refused, ...] = (),
    missing: bool = False,
) -> HttpResponse:
    context = {
        "place": "workflows",
        "version": version,
        "wrong": wrong,
        "text": text,
        "refused": refused,
        "missing": missing,
        "stories": _stories(request),
        "max_files": max_files(),
        "max_bytes": max_file_bytes(),
        "max_size": size_in_words(max_file_bytes()),
        "max_characters": MAX_CHARACTERS,
    }
    status = 400 if wrong or refused or missing else 200
    return render(request, "workflows/execute.html", context, status=status)
