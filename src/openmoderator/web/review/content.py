"""Serving the picture of a review: untrusted bytes under rules that let them do nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openmoderator.accounts.models import Membership
from openmoderator.content.models import Content
from openmoderator.content.store import read
from openmoderator.reviews.addresses import is_signed
from openmoderator.reviews.models import Review
from openmoderator.web.review.cards import SHOWN_INLINE


@require_safe
def picture(request: HttpRequest, team: str, review_id: str) -> HttpResponse:
    """The stored bytes for members of the team and holders of a signed address; else 404."""
    if not _may_see(request, team, review_id):
        raise Http404
    review = (
        Review.objects.select_related("stored")
        .filter(pk=review_id, team__public_id=team.lower(), stored__object_name__isnull=False)
        .first()
    )
    if review is None or review.stored is None:
        raise Http404
    try:
        return harmless(review.stored, review_id)
    except FileNotFoundError as error:
        raise Http404 from error


def _may_see(request: HttpRequest, team: str, review_id: str) -> bool:
    if is_signed(review_id, request.GET.get("sig", "")):
        return True
    user = request.user
    return (
        user.is_authenticated
        and Membership.objects.filter(user=user, team__public_id=team.lower()).exists()
    )


def harmless(content: Content, review_id: str) -> HttpResponse:
    """Only pictures every browser knows are shown in place; anything else is a file."""
    inline = content.media_type in SHOWN_INLINE
    response = HttpResponse(
        read(content), content_type=content.media_type if inline else "application/octet-stream"
    )
    kind = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="IMG_{review_id}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=600"
    return response
