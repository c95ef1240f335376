"""Manage Reviews and its Result view: lists with filters in the address, and the export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openmoderator.reviews import search
from openmoderator.reviews.export import csv_rows, header, json_lines
from openmoderator.reviews.models import Purpose, Review
from openmoderator.web.access import for_admins
from openmoderator.web.csv_cells import csv_response
from openmoderator.web.manage.listing import asked_for, asked_in_form, show
from openmoderator.web.team import MemberRequest

NAME = "reviews"


@require_safe
@for_admins
def manage(request: MemberRequest) -> HttpResponse:
    """Every review of the team, filtered."""
    return show(request, asked_for(request.GET.dict(), "manage"))


@require_safe
@for_admins
def result(request: MemberRequest) -> HttpResponse:
    """What was decided in a period, as the first Review tool showed it."""
    return show(request, asked_for(request.GET.dict(), "manage-result"))


@require_POST
@for_admins
def export(request: MemberRequest) -> HttpResponse:
    """The ticked reviews, or all that match when none is ticked, as CSV or JSON Lines."""
    asked = asked_in_form(request.POST)
    if asked.wrong:
        messages.error(request, _("That list cannot be exported."), extra_tags="bad")
        return HttpResponseRedirect(asked.address(request))
    ticked = request.POST.getlist("id")
    rows = search.matching(request.team, asked.filters)
    if ticked and "all" not in request.POST:
        rows = Review.objects.filter(team=request.team, purpose=Purpose.WORK, pk__in=ticked)
    if request.POST.get("format") == "jsonl":
        return cast("HttpResponse", _download(rows))
    # Both stream, which the guard need not know.
    return cast("HttpResponse", csv_response(NAME, header(), csv_rows(rows)))


def _download(rows: QuerySet[Review]) -> StreamingHttpResponse:
    lines: Iterator[str] = json_lines(rows)
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{NAME}.jsonl"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
