"""One review with everything known of it, and its picture's place on a card."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openmoderator.reviews.alike import members
from openmoderator.reviews.buttons import team_tags
from openmoderator.reviews.drafts import drafts_of
from openmoderator.reviews.errors import BadNote
from openmoderator.reviews.history import Event, history
from openmoderator.reviews.models import Review
from openmoderator.reviews.notes import LONGEST, add_note, keep_typed, typed_by
from openmoderator.reviews.queue import Queue
from openmoderator.web.access import for_members
from openmoderator.web.review.cards import Card, card
from openmoderator.web.review.marks import marks_of
from openmoderator.web.review.options import remembered
from openmoderator.web.review.shown import address, people
from openmoderator.web.team import MemberRequest


@require_safe
@for_members
def details(request: MemberRequest, review_id: str) -> HttpResponse:
    """A page, or a dialog's inside for the script."""
    review = _review(request, review_id)
    return _shown(request, review, typed=typed_by(request.user, review))


@require_POST
@for_members
def typed(request: MemberRequest, review_id: str) -> HttpResponse:
    """Keep a note that is being typed, so that closing or reloading the page loses nothing."""
    review = get_object_or_404(Review, team=request.team, pk=review_id)
    keep_typed(request.user, review, request.POST.get("text", ""))
    return HttpResponse(status=204)


@require_POST
@for_members
def note(request: MemberRequest, review_id: str) -> HttpResponse:
    """Add a note. One that cannot be kept comes back as it was typed, with what is wrong."""
    review = _review(request, review_id)
    text = request.POST.get("text", "")
    try:
        add_note(request.team, request.user, review.pk, text)
    except BadNote as error:
        return _shown(request, review, typed=text, wrong=str(error), status=400)
    if request.headers.get("HX-Request"):
        return _shown(request, review)
    messages.success(request, _("Your note is kept."), extra_tags="good")
    query = f"?in_team={request.team.public_id}" if request.turned_away else ""
    return HttpResponseRedirect(reverse("review-details", args=[review.pk]) + query)


@require_safe
@for_members
def stage(request: MemberRequest, review_id: str) -> HttpResponse:
    """The picture's place on a card, asked for again while the picture is being fetched."""
    review = get_object_or_404(
        Review.objects.select_related("team", "stored"), team=request.team, pk=review_id
    )
    number = request.GET.get("number", "1")
    shown = card(int(number) if number.isdecimal() and len(number) < 4 else 1, review, (), None)
    return render(request, "review/stage.html", {"card": shown})


def _shown(
    request: MemberRequest, review: Review, typed: str = "", wrong: str = "", status: int = 200
) -> HttpResponse:
    inside = bool(request.headers.get("HX-Request"))
    return render(
        request,
        "review/details_inside.html" if inside else "review/details.html",
        {
            "card": _card(request, review),
            "events": _events(review),
            "typed": typed,
            "wrong": wrong,
            "longest": LONGEST,
            "place": review.type.lower(),
            "type": review.type,
            "inside": inside,
            "people": [] if inside else people(request),
            "subteams": [] if inside else list(request.team.subteams.order_by("name")),
            "back": address(request, Queue(request.team, review.type, review.subteam)),
            "options": remembered(request.user),
        },
        status=status,
    )


def _events(review: Review) -> list[Event]:
    """The history, which opens with the making also where no record tells of one: what is looked
    at for quality must read like any other item."""
    events, made = history(review), _("Created")
    if any(event.what == made for event in events):
        return events
    return [Event(review.created_at, "act", made, review.created_by), *events]


def _card(request: MemberRequest, review: Review) -> Card:
    draft = drafts_of(request.user, [review.pk]).get(review.pk)
    token = review.claim_token if review.claimed_by_id == request.user.pk else None
    alike = members(request.team, request.user, token, [review]) if token else {}
    marks = marks_of([review], alike)[review.pk]
    return card(1, review, team_tags(request.team), draft, marks)


def _review(request: MemberRequest, review_id: str) -> Review:
    rows = Review.objects.select_related(
        "team", "stored", "subteam", "claimed_by", "completed_by", "assigned_to", "held_by"
    )
    return get_object_or_404(rows, team=request.team, pk=review_id)
