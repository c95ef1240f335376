"""What an open page says to the server by itself: drafts, signs of life, giving back."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openmoderator.reviews.drafts import save_draft
from openmoderator.reviews.queue import extend, lease, release
from openmoderator.web.access import for_members
from openmoderator.web.frame.views import safe_next
from openmoderator.web.review.form import (
    answers,
    every_tag,
    keep_drafts,
    page_tokens,
    page_uuid,
    queue_of,
)
from openmoderator.web.review.shown import address
from openmoderator.web.team import MemberRequest


@require_POST
@for_members
def draft(request: MemberRequest, kind: str) -> HttpResponse:
    """Keep the tags of the cards sent; 409 when one has been decided meanwhile.

    The details page without script sends ``next`` and is led back there.
    """
    kept = [
        save_draft(request.team, request.user, pk, every_tag(request.POST, pk, on))
        for pk, on in answers(request.POST).items()
    ]
    if "next" in request.POST:
        return HttpResponseRedirect(safe_next(request, request.POST["next"]))
    if not all(kept):
        return HttpResponse(_("Somebody has decided this one already."), status=409)
    extend(request.team, request.user, page_uuid(request.POST, "token"))
    return HttpResponse(status=204)


@require_POST
@for_members
def extend_claims(request: MemberRequest, kind: str) -> HttpResponse:
    """The person is still there: ``{"held": n, "seconds": s}`` says how many reviews of those on
    the page are still held, and for how long; what it keeps ready is renewed with them. Without
    script: the desk again."""
    held, *_ready = [
        extend(request.team, request.user, token) for token in page_tokens(request.POST)
    ]
    if not request.headers.get("HX-Request") and "item" in request.POST:
        keep_drafts(request, request.user)
        return HttpResponseRedirect(address(request, queue_of(request, kind)))
    return JsonResponse({"held": held, "seconds": round(lease(request.team).total_seconds())})


@require_POST
@for_members
def release_claims(request: MemberRequest, kind: str) -> HttpResponse:
    """The page is gone: give back what it holds. Its tokens are no other page's."""
    for token in page_tokens(request.POST):
        release(request.team, request.user, token)
    return HttpResponse(status=204)
