"""The tour of one page for who is at the desk for the first time."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from openmoderator.accounts.models import User
from openmoderator.web.access import for_members
from openmoderator.web.frame.views import safe_next
from openmoderator.web.review.keymap import key_names, keymap
from openmoderator.web.review.remembering import keep_value, remembered_value
from openmoderator.web.team import MemberRequest

KEY = "toured"


def has_toured(user: User) -> bool:
    """Whether the person was shown the tour, or put it aside."""
    return bool(remembered_value(user, KEY))


@require_safe
@for_members
def tour(request: MemberRequest) -> HttpResponse:
    """The desk in six steps, with the person's own keys."""
    return render(
        request, "review/tour.html", {"place": "image", "keys": key_names(keymap(request.user))}
    )


@require_POST
@for_members
def toured(request: MemberRequest) -> HttpResponse:
    """The tour was seen or put aside: it is not offered again."""
    keep_value(request.user, KEY, timezone.now().date().isoformat())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    default = reverse("review-image")
    return HttpResponseRedirect(safe_next(request, request.POST.get("next") or default))
