"""The desk over HTTP: show a batch, Next, Prev, and the toolbar.

Every press is a POST of one form that works without script; htmx asks for the desk alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from openmoderator.reviews.buttons import team_tags
from openmoderator.reviews.decide import Answered, Outcome, decide, take_back
from openmoderator.reviews.drafts import drafts_of
from openmoderator.reviews.models import Review
from openmoderator.reviews.queue import Queue, release
from openmoderator.web.access import for_members
from openmoderator.web.review.cards import card
from openmoderator.web.review.desk import set_up
from openmoderator.web.review.form import answers, keep_drafts, page_uuid, queue_of
from openmoderator.web.review.options import changed, remember, remembered
from openmoderator.web.team import PAGE_KEY, MemberRequest

FIRST_KEY = "first"
LOST_KEY = "lost"
NOTICE_KEY = "notice"


@require_safe
def first_queue(_request: HttpRequest) -> HttpResponse:
    """Review alone means its first tab."""
    return redirect("review", kind="image")


@require_safe
@gzip_page
@for_members
def desk(request: MemberRequest, kind: str) -> HttpResponse:
    """A batch, claimed for this page."""
    lost = [_lost_again(row) for row in request.session.pop(LOST_KEY, [])]
    notice, first = request.session.pop(NOTICE_KEY, ""), request.session.pop(FIRST_KEY, [])
    return _show(request, queue_of(request, kind), lost, notice, first)


@require_POST
@gzip_page
@for_members
def next_batch(request: MemberRequest, kind: str) -> HttpResponse:
    """Decide every review on the page and show the next ones."""
    queue = queue_of(request, kind)
    batch = page_uuid(request.POST, "batch")
    outcomes = decide(request.team, request.user, batch, answers(request.POST))
    lost = [row for row in outcomes if row.outcome is not Outcome.STORED]
    if request.headers.get("HX-Request"):
        response = _show(request, queue, lost)
        if request.turned_away:
            response["HX-Replace-Url"] = address(request, queue)
        return response
    request.session[LOST_KEY] = [asdict(row) | {"outcome": row.outcome.value} for row in lost]
    return HttpResponseRedirect(address(request, queue))


@require_POST
@gzip_page
@for_members
def take_back_batch(request: MemberRequest, kind: str) -> HttpResponse:
    """Bring the latest batch back with its choices, while its window lasts."""
    keep_drafts(request, request.user)
    ids = take_back(request.team, request.user, kind)
    notice = "" if ids else _("Too late to take that back: those decisions are final.")
    queue = _queue_of_review(request, ids[0]) if ids else queue_of(request, kind)
    _leave_other_queue(request, queue)
    if request.headers.get("HX-Request"):
        response = _show(request, queue, notice=notice, first=ids)
        response["HX-Replace-Url"] = address(request, queue)
        return response
    request.session[NOTICE_KEY] = notice
    request.session[FIRST_KEY] = ids
    return HttpResponseRedirect(address(request, queue))


@require_POST
@gzip_page
@for_members
def change_view(request: MemberRequest, kind: str) -> HttpResponse:
    """One press of the toolbar; what was toggled on the cards stays."""
    keep_drafts(request, request.user)
    remember(request.session, changed(remembered(request.session), request.POST.dict()))
    if "quiet" in request.POST:
        return HttpResponse(status=204)
    queue = queue_of(request, kind)
    _leave_other_queue(request, queue)
    if request.headers.get("HX-Request"):
        response = _show(request, queue)
        response["HX-Replace-Url"] = address(request, queue)
        return response
    return HttpResponseRedirect(address(request, queue))


@require_safe
@for_members
def details(request: MemberRequest, review_id: str) -> HttpResponse:
    """One review with everything known of it: a page, or a dialog's inside for the script."""
    review = get_object_or_404(
        Review.objects.select_related("team", "stored", "subteam", "claimed_by", "completed_by"),
        team=request.team,
        pk=review_id,
    )
    draft = drafts_of(request.user, [review.pk]).get(review.pk)
    shown = card(1, review, team_tags(request.team), draft)
    inside = bool(request.headers.get("HX-Request"))
    return render(
        request,
        "review/details_inside.html" if inside else "review/details.html",
        {
            "card": shown,
            "tab": "review",
            "type": review.type,
            "inside": inside,
            "back": address(request, Queue(request.team, review.type, review.subteam)),
            "options": remembered(request.session),
        },
    )


@require_safe
@for_members
def stage(request: MemberRequest, review_id: str) -> HttpResponse:
    """The picture's place on a card, asked for again while the picture is being fetched."""
    review = get_object_or_404(
        Review.objects.select_related("team", "stored"), team=request.team, pk=review_id
    )
    number = request.GET.get("number", "1")
    shown = card(int(number) if number.isdecimal() else 1, review, (), None)
    return render(request, "review/stage.html", {"card": shown})


def address(request: MemberRequest, queue: Queue) -> str:
    """Where the queue's desk is, also for a page whose team the session has turned from."""
    query: dict[str, int | str] = {"subteam": queue.subteam.pk} if queue.subteam else {}
    if request.turned_away:
        query[PAGE_KEY] = queue.team.public_id
    path = reverse("review", kwargs={"kind": queue.type})
    return f"{path}?{urlencode(query)}" if query else path


def _show(
    request: MemberRequest,
    queue: Queue,
    lost: list[Answered] | None = None,
    notice: str = "",
    first: Collection[str] = (),
) -> HttpResponse:
    options = remembered(request.session)
    made = set_up(queue, request.user, options, first=first, lost=lost or (), notice=notice)
    inside = bool(request.headers.get("HX-Request"))
    context = {
        "desk": made,
        "options": options,
        "tab": "review",
        "type": queue.type,
        "query": f"?subteam={queue.subteam.pk}" if queue.subteam else "",
        "elsewhere": f"?{PAGE_KEY}={queue.team.public_id}" if request.turned_away else "",
    }
    return render(request, "review/desk.html" if inside else "review/page.html", context)


def _leave_other_queue(request: MemberRequest, queue: Queue) -> None:
    """Give back the page's batch when the desk turns to another queue than the one posted."""
    here = str(queue.subteam.pk) if queue.subteam else ""
    if request.POST.get("subteam", "") != here:
        release(request.team, request.user, page_uuid(request.POST, "token"))


def _queue_of_review(request: MemberRequest, pk: str) -> Queue:
    review = Review.objects.select_related("subteam").get(team=request.team, pk=pk)
    return Queue(request.team, review.type, review.subteam)


def _lost_again(row: dict[str, str]) -> Answered:
    return Answered(row["review_id"], Outcome(row["outcome"]), row["holder"])
