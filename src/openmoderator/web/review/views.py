"""The desk over HTTP: show a batch, Next, Prev, and the toolbar.

Every press is a POST of one form that works without script; htmx asks for the desk alone.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from openmoderator.reviews.decide import Answered, Outcome, decide, take_back
from openmoderator.reviews.models import Review
from openmoderator.reviews.queue import Queue, adopt, release
from openmoderator.web.access import for_members
from openmoderator.web.review.desk import standing
from openmoderator.web.review.form import (
    items_turned_to,
    keep_drafts,
    page_uuid,
    queue_of,
    whole_answers,
)
from openmoderator.web.review.keymap import key_names, keymap
from openmoderator.web.review.options import changed, remember, remembered
from openmoderator.web.review.shown import (
    address,
    leave_other_queue,
    show_again,
    show_ahead,
    show_what_waits,
)
from openmoderator.web.team import MemberRequest

__all__ = ["address"]


@require_safe
@for_members
def first_queue(_request: MemberRequest) -> HttpResponse:
    """Review alone means its first tab."""
    return redirect("review", kind="image")


@require_safe
@gzip_page
@for_members
def desk(request: MemberRequest, kind: str) -> HttpResponse:
    """A batch, claimed for this page."""
    return show_what_waits(request, queue_of(request, kind))


@require_POST
@gzip_page
@for_members
def next_batch(request: MemberRequest, kind: str) -> HttpResponse:
    """Decide every review on the page and show the next ones.

    A page that has turned to the batch it kept ready is only told how things stand.
    """
    queue = queue_of(request, kind)
    batch = page_uuid(request.POST, "batch")
    outcomes = decide(request.team, request.user, batch, whole_answers(request.POST))
    lost = [row for row in outcomes if row.outcome is not Outcome.STORED]
    if request.POST.get("turned") and request.headers.get("HX-Request"):
        return _settled(request, queue, lost)
    return show_again(request, queue, lost)


@require_POST
@gzip_page
@for_members
def ahead(request: MemberRequest, kind: str) -> HttpResponse:
    """The batch after the one on screen, to be kept ready; 204 where there is none.

    One that the page kept before is given back first.
    """
    if request.POST.get("ahead"):
        release(request.team, request.user, page_uuid(request.POST, "ahead"))
    return show_ahead(request, queue_of(request, kind)) or HttpResponse(status=204)


@require_POST
@gzip_page
@for_members
def take_back_batch(request: MemberRequest, kind: str) -> HttpResponse:
    """Bring the latest batch back with its choices, while its window lasts."""
    keep_drafts(request, request.user)
    ids = take_back(request.team, request.user, kind)
    notice = "" if ids else _("Too late to take that back: those decisions are final.")
    queue = _queue_of_review(request, ids[0]) if ids else queue_of(request, kind)
    leave_other_queue(request, queue)
    return show_again(request, queue, notice=notice, first=ids)


@require_POST
@gzip_page
@for_members
def change_view(request: MemberRequest, kind: str) -> HttpResponse:
    """One press of the toolbar; what was toggled on the cards stays."""
    keep_drafts(request, request.user)
    remember(request.user, changed(remembered(request.user), request.POST.dict()))
    if "quiet" in request.POST:
        return HttpResponse(status=204)
    queue = queue_of(request, kind)
    leave_other_queue(request, queue)
    return show_again(request, queue)


def _settled(request: MemberRequest, queue: Queue, lost: list[Answered]) -> HttpResponse:
    """How things stand after a Next whose next batch is on screen already.

    The script is told with ``Desk: whole`` to ask for a new desk where the day's limit is
    reached, or something of what it turned to is no longer held.
    """
    now = standing(queue, request.user)
    held = adopt(request.team, request.user, page_uuid(request.POST, "turned"))
    response = render(
        request,
        "review/settled.html",
        {
            "standing": now,
            "lost": lost,
            "team": request.team,
            "type": queue.type,
            "keys": key_names(keymap(request.user)),
            "query": f"?subteam={queue.subteam.pk}" if queue.subteam else "",
        },
    )
    if now.limits.reached or held < items_turned_to(request.POST):
        response["Desk"] = "whole"
    return response


def _queue_of_review(request: MemberRequest, pk: str) -> Queue:
    review = Review.objects.select_related("subteam").get(team=request.team, pk=pk)
    return Queue(request.team, review.type, review.subteam)
