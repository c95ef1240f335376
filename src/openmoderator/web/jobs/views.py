"""The jobs of a team: the list, one job with its report as it grows, and running it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openmoderator.errors import BadInput, NotFound
from openmoderator.jobs import again as running_again
from openmoderator.jobs import listing
from openmoderator.jobs.listing import JobNotFound, JobStory
from openmoderator.jobs.models import Status
from openmoderator.web.access import for_admins
from openmoderator.web.jobs import asked
from openmoderator.web.team import MemberRequest


@require_safe
@for_admins
def jobs(request: MemberRequest) -> HttpResponse:
    """The jobs that fit the filters, newest first."""
    wanted = asked.job_filter(request.GET)
    page = listing.page(request.team, wanted, asked.plain(request.GET.get("after", ""))[:40])
    context = {
        "place": "jobs",
        "jobs": page.jobs,
        "more": asked.next_page(request.GET, page.after),
        "wanted": wanted,
        "asked": request.GET,
        "states": Status.values,
        "types": asked.TYPES,
        "workflows": listing.workflow_names(request.team),
    }
    return render(request, "jobs/jobs.html", context)


@require_safe
@for_admins
def job(request: MemberRequest, job_id: str) -> HttpResponse:
    """One job with all that is known of it; while it runs, the report grows."""
    story = _story(request, job_id)
    content = running_again.kept_content(story.job)
    context = {"place": "jobs", "is_kept": content is not None, **_context(story)}
    return render(request, "jobs/job.html", context)


@require_safe
@for_admins
def live(request: MemberRequest, job_id: str) -> HttpResponse:
    """State and report alone, for the page that waits; 304 as long as nothing changed."""
    story = _story(request, job_id)
    etag = quote_etag(_version(story))
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    response = render(request, "jobs/live.html", _context(story))
    response["ETag"] = etag
    return response


@require_POST
@for_admins
def again(request: MemberRequest, job_id: str) -> HttpResponse:
    """A new job with the same item; where that is gone, the page says so."""
    try:
        made = running_again.run_again(
            request.team, request.user, job_id, call_back="callback" in request.POST
        )
    except JobNotFound as error:
        raise Http404 from error
    except (BadInput, NotFound) as error:
        messages.error(request, str(error), extra_tags="bad")
        return redirect("job", job_id=job_id)
    messages.success(request, _("This is the new job."), extra_tags="good")
    return redirect("job", job_id=made.pk)


def _story(request: MemberRequest, job_id: str) -> JobStory:
    try:
        return listing.story(request.team, asked.plain(job_id))
    except JobNotFound as error:
        raise Http404 from error


def _context(story: JobStory) -> dict[str, object]:
    return {"story": story, "job": story.job, "is_running": story.job.status == Status.IN_PROGRESS}


def _version(story: JobStory) -> str:
    """Differs as soon as anything that the page shows does."""
    states = ",".join(delivery.state for delivery in story.deliveries)
    review = story.review.state if story.review else ""
    return f"{story.job.status}:{len(story.lines)}:{states}:{review}"
