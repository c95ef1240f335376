"""Disagreements over HTTP: the list, a pair side by side, settling it, reopening the first."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openmoderator.quality.models import SecondOpinion, Settlement
from openmoderator.quality.settling import (
    NoSuchPair,
    open_count,
    open_ones,
    pair,
    second_is_left,
    settle,
)
from openmoderator.reviews.models import State
from openmoderator.reviews.reversal import reopen
from openmoderator.web.access import for_admins
from openmoderator.web.quality.items import marks, of_review
from openmoderator.web.quality.paging import cursor, following
from openmoderator.web.team import MemberRequest

SIDES = ("left", "right")


@require_safe
@for_admins
def disagreements(request: MemberRequest) -> HttpResponse:
    """Pairs of answers that differ, longest waiting first, without names."""
    page = open_ones(request.team, cursor(request, int))
    context = {
        "place": "quality",
        "part": "pairs",
        "rows": [(row, _differing(row)) for row in page.rows],
        "more": following(page.after),
        "open_count": open_count(request.team),
    }
    return render(request, "quality/pairs.html", context)


@require_safe
@for_admins
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """One pair; who answered what is shown when asked for, and once it is settled."""
    row = _pair(request, pk)
    assert row.second is not None
    answers = (row.second, row.first) if second_is_left(row) else (row.first, row.second)
    left, right = answers
    context = {
        "place": "quality",
        "part": "pairs",
        "pair": row,
        "item": of_review(row.review),
        "sides": [
            ("left", _("Left"), left, marks(left.tags, right.tags)),
            ("right", _("Right"), right, marks(right.tags, left.tags)),
        ],
        "names": "names" in request.GET or bool(row.settled),
        "is_mine": request.user.pk in (row.first.user_id, row.second.user_id),
        "may_reopen": row.settled == Settlement.SECOND
        and row.first.review.state == State.COMPLETE
        and row.first.review.result_tags == row.first.tags,
    }
    return render(request, "quality/pair.html", context)


@require_POST
@for_admins
def settle_pair(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which side was right."""
    row = _pair(request, pk)
    side = request.POST.get("right", "")
    if side not in SIDES:
        messages.error(request, _("Choose one of the two answers."), extra_tags="bad")
        return redirect("quality-pair", pk=pk)
    is_second = (side == "left") == second_is_left(row)
    wanted = Settlement.SECOND if is_second else Settlement.FIRST
    if settle(request.team, request.user, pk, wanted).settled != wanted:
        messages.error(
            request, _("Somebody else has settled this pair otherwise."), extra_tags="bad"
        )
    elif wanted is Settlement.FIRST:
        messages.success(
            request, _("Settled: the answer that went out was right."), extra_tags="good"
        )
    else:
        messages.success(
            request, _("Settled: the answer that went out was wrong."), extra_tags="good"
        )
    return redirect("quality-pair", pk=pk)


@require_POST
@for_admins
def reopen_first(request: MemberRequest, pk: int) -> HttpResponse:
    """Reopen the review whose answer was wrong, for the lead to decide."""
    row = _pair(request, pk)
    review = row.first.review
    why = _("A second opinion was right.")
    if row.settled == Settlement.SECOND and reopen(
        request.team, request.user, [review.pk], why, to=request.user
    ):
        messages.success(
            request,
            _("The review is open again and waits for you. The caller hears of what you decide."),
            extra_tags="good",
        )
        queue = reverse("review", kwargs={"kind": review.type})
        sub = f"?subteam={review.subteam_id}" if review.subteam_id else ""
        return redirect(f"{queue}{sub}")
    messages.error(
        request,
        _("The review cannot be reopened: it is open already, or it was completed too long ago."),
        extra_tags="bad",
    )
    return redirect("quality-pair", pk=pk)


def _pair(request: MemberRequest, pk: int) -> SecondOpinion:
    try:
        return pair(request.team, pk)
    except NoSuchPair as error:
        raise Http404 from error


def _differing(row: SecondOpinion) -> list[str]:
    """The codes of the tags on which both differ."""
    assert row.second is not None
    return [mark.code for mark in marks(row.first.tags, row.second.tags) if mark.differs]
