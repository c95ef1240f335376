"""Held reviews: released, or held for another time (review-tool 9)."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openmoderator.accounts.models import Role
from openmoderator.accounts.subteams import subteams_of
from openmoderator.reviews import holding
from openmoderator.reviews.errors import BadHoldTime
from openmoderator.reviews.models import Review
from openmoderator.reviews.search import for_list
from openmoderator.web.access import for_members
from openmoderator.web.team import MemberRequest

PAGE = 50


@require_safe
@for_members
def held(request: MemberRequest) -> HttpResponse:
    """What is held in the queues that the person may open, what comes back first at the top."""
    return _show(request)


@require_POST
@for_members
def act(request: MemberRequest) -> HttpResponse:
    """Release what is ticked, or hold it for another time from now on."""
    asked = request.POST.getlist("id")[:PAGE]
    ids = list(_mine(request).filter(pk__in=asked).values_list("pk", flat=True))
    if not asked:
        messages.error(request, _("Select the reviews you mean first."), extra_tags="bad")
    elif request.POST.get("act") == "release":
        done = len(holding.release(request.team, request.user, ids))
        words = ngettext("%(n)d review waits again.", "%(n)d reviews wait again.", done)
        messages.success(request, words % {"n": done}, extra_tags="good")
    elif request.POST.get("act") == "hold":
        minutes = request.POST.get("minutes", "").strip()
        try:
            done = len(holding.hold(request.team, request.user, ids, _whole(minutes)))
        except BadHoldTime as error:
            return _show(request, minutes, str(error), frozenset(ids))
        words = ngettext("%(n)d review: time set.", "%(n)d reviews: time set.", done)
        messages.success(request, words % {"n": done}, extra_tags="good")
    return redirect("held")


def _show(
    request: MemberRequest,
    minutes: str = "",
    wrong: str = "",
    ticked: frozenset[str] = frozenset(),
) -> HttpResponse:
    number = request.GET.get("after", "")
    rows = for_list(_mine(request).select_related("held_by"))
    last = Review.objects.filter(team=request.team, pk=number).first() if number else None
    if last is not None and last.held_until is not None:
        until = last.held_until
        rows = rows.filter(Q(held_until__gt=until) | Q(held_until=until, pk__gt=last.pk))
    found = list(rows[: PAGE + 1])
    context = {
        "place": "held",
        "rows": found[:PAGE],
        "more": found[PAGE - 1].pk if len(found) > PAGE else "",
        "minutes": minutes or request.team.hold_minutes,
        "wrong": wrong,
        "ticked": ticked,
    }
    return render(request, "held/held.html", context, status=422 if wrong else 200)


def _mine(request: MemberRequest) -> QuerySet[Review]:
    rows = holding.held(request.team, request.user)
    if request.membership.role == Role.ADMIN:
        return rows
    mine = Q(subteam=None) | Q(subteam__in=subteams_of(request.membership))
    return rows.filter(mine | Q(held_by=request.user))


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise BadHoldTime(_("Write the minutes as a whole number."))
    return int(text[:9])
