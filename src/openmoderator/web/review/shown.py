"""Showing the desk: as a page, as the form alone for the script, or after a redirect.

What one request has to say to the next page (lost answers, a notice, the batch that was taken
back) waits in the session in between.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from openmoderator.accounts.models import Membership, User
from openmoderator.reviews.decide import Answered, Outcome
from openmoderator.reviews.queue import Queue, release
from openmoderator.web.review.desk import Desk, set_up, set_up_ahead
from openmoderator.web.review.form import page_tokens
from openmoderator.web.review.keymap import key_names, keymap
from openmoderator.web.review.options import remembered
from openmoderator.web.review.tour import has_toured
from openmoderator.web.team import PAGE_KEY, MemberRequest

FIRST_KEY = "first"
LOST_KEY = "lost"
NOTICE_KEY = "notice"


def address(request: MemberRequest, queue: Queue) -> str:
    """Where the queue's desk is, also for a page whose team the session has turned from."""
    query: dict[str, int | str] = {"subteam": queue.subteam.pk} if queue.subteam else {}
    if request.turned_away:
        query[PAGE_KEY] = queue.team.public_id
    path = reverse("review", kwargs={"kind": queue.type})
    return f"{path}?{urlencode(query)}" if query else path


def show(
    request: MemberRequest,
    queue: Queue,
    lost: Sequence[Answered] = (),
    notice: str = "",
    first: Collection[str] = (),
) -> HttpResponse:
    """Claim a batch and show it."""
    options = remembered(request.user)
    made = set_up(queue, request.membership, options, first=first, lost=lost, notice=notice)
    inside = bool(request.headers.get("HX-Request"))
    template = "review/desk.html" if inside else "review/page.html"
    return render(request, template, context(request, made))


def show_ahead(request: MemberRequest, queue: Queue) -> HttpResponse | None:
    """The desk of the batch after the one on screen; None without one."""
    made = set_up_ahead(queue, request.membership, remembered(request.user))
    return render(request, "review/desk.html", context(request, made)) if made else None


def show_again(
    request: MemberRequest,
    queue: Queue,
    lost: Sequence[Answered] = (),
    notice: str = "",
    first: Sequence[str] = (),
) -> HttpResponse:
    """The desk after a press: for the script at once, else by leading to its address."""
    if request.headers.get("HX-Request"):
        response = show(request, queue, lost, notice, first)
        response["HX-Replace-Url"] = address(request, queue)
        return response
    rows = [asdict(row) | {"outcome": row.outcome.value} for row in lost]
    for key, said in ((LOST_KEY, rows), (NOTICE_KEY, notice), (FIRST_KEY, list(first))):
        if said:
            request.session[key] = said
    return HttpResponseRedirect(address(request, queue))


def show_what_waits(request: MemberRequest, queue: Queue) -> HttpResponse:
    """The desk with what the request before had to say."""
    lost = [_lost_again(row) for row in request.session.pop(LOST_KEY, [])]
    notice, first = request.session.pop(NOTICE_KEY, ""), request.session.pop(FIRST_KEY, [])
    return show(request, queue, lost, notice, first)


def context(request: MemberRequest, desk: Desk) -> dict[str, object]:
    """What the templates of the desk need."""
    queue = desk.queue
    bound = keymap(request.user)
    return {
        "desk": desk,
        "standing": desk.standing,
        "options": desk.options,
        "tab": "review",
        "type": queue.type,
        "keys": key_names(bound),
        "keymap": bound,
        "people": people(request),
        "targets": list(request.team.subteams.order_by("name")),
        "toured": has_toured(request.user),
        "query": f"?subteam={queue.subteam.pk}" if queue.subteam else "",
        "elsewhere": f"?{PAGE_KEY}={queue.team.public_id}" if request.turned_away else "",
    }


def leave_other_queue(request: MemberRequest, queue: Queue) -> None:
    """Give back the page's batch when the desk turns to another queue than the one posted."""
    here = str(queue.subteam.pk) if queue.subteam else ""
    if request.POST.get("subteam", "") != here:
        for token in page_tokens(request.POST):
            release(request.team, request.user, token)


def people(request: MemberRequest) -> list[User]:
    """Who something can be assigned to: the members of the team."""
    members = Membership.objects.filter(team=request.team, user__is_active=True)
    return sorted(
        (row.user for row in members.select_related("user")), key=lambda user: str(user).lower()
    )


def _lost_again(row: dict[str, str]) -> Answered:
    return Answered(row["review_id"], Outcome(row["outcome"]), row["holder"])
