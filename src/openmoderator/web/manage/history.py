"""The history of one review, with a place to write a note."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openmoderator.accounts.models import Role
from openmoderator.reviews.errors import BadNote
from openmoderator.reviews.history import history as history_of
from openmoderator.reviews.models import Purpose, Review
from openmoderator.reviews.notes import LONGEST, add_note, typed_by
from openmoderator.web.access import for_members
from openmoderator.web.team import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def history(request: MemberRequest, review_id: str) -> HttpResponse:
    """What happened to the review, newest last; a POST adds a note.

    What is looked at for quality has this page, too: without it, it would be known.
    """
    rows = Review.objects.select_related("subteam", "assigned_to", "held_by", "completed_by")
    review = get_object_or_404(rows.defer("pdq", "pdq_bands"), team=request.team, pk=review_id)
    text, wrong = request.POST.get("text", typed_by(request.user, review)), ""
    if request.method == "POST":
        try:
            add_note(request.team, request.user, review.pk, text)
        except BadNote as error:
            wrong = str(error)
        else:
            messages.success(request, _("The note is there for everybody."), extra_tags="good")
            return redirect("review-history", review_id=review.pk)
    context = {
        "place": review.type.lower(),
        "review": review,
        "events": history_of(review),
        "assignee": None if review.purpose == Purpose.GOLDEN else review.assigned_to,
        "is_admin": request.membership.role == Role.ADMIN,
        "longest": LONGEST,
        "text": text,
        "wrong": wrong,
    }
    return render(request, "manage/history.html", context, status=422 if wrong else 200)
