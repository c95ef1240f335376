"""The dashboard: counts by type and queue, each with the way into its queue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openmoderator.clock import database_now
from openmoderator.reviews.counts import TypeCount, my_pace, queue_counts, totals
from openmoderator.reviews.models import ContentType
from openmoderator.web.access import for_members
from openmoderator.web.csv_cells import csv_response
from openmoderator.web.dashboard.queues import Row, most_waiting, read_filter, rows_of
from openmoderator.web.dashboard.steps import first_steps
from openmoderator.web.team import MemberRequest


@dataclass(frozen=True)
class Sum:
    """One figure of the team with its parts by type."""

    name: str
    kind: str
    whole: int
    parts: tuple[tuple[str, int], ...]


@require_safe
@for_members
def dashboard(request: MemberRequest) -> HttpResponse:
    """Counts of the team in view; a new team sees how to send its first item."""
    queues = queue_counts(request.team)
    by_type = totals(queues)
    now = database_now()
    asked = read_filter(request.GET)
    rows = rows_of(request, queues, asked, now)
    total = sum(part.total for part in by_type)
    decided = sum(part.limbo + part.completed for part in by_type)
    context = {
        "place": "dashboard",
        "asked": asked,
        "types": ContentType.values,
        "rows": rows,
        "queues": len(queues),
        "sums": _sums(by_type),
        "total": total,
        "my_today": sum(
            my_pace(request.team, request.user, type_, now).today for type_ in ContentType.values
        ),
        "most": most_waiting(rows),
        "steps": first_steps(request.team, total, decided),
        "origin": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "dashboard/dashboard.html", context)


@require_safe
@for_members
def csv(request: MemberRequest) -> HttpResponse:
    """The table of queues as it is filtered, a row for each queue and type."""
    queues = queue_counts(request.team)
    rows = rows_of(request, queues, read_filter(request.GET), database_now())
    head = (_("Queue"), _("Type"), _("Waiting"), _("Held"), _("In limbo"), _("Completed"))
    response = csv_response("queues", [*head, _("Oldest (UTC)")], _lines(rows))
    return cast("HttpResponse", response)  # It streams, which the guard need not know.


def _lines(rows: list[Row]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        for count in (cell.count for cell in row.cells):
            oldest = count.oldest.astimezone(UTC).isoformat() if count.oldest else ""
            figures = (count.pending, count.held, count.limbo, count.completed)
            yield (row.name, count.type, *figures, oldest)


def _sums(by_type: tuple[TypeCount, ...]) -> list[Sum]:
    names = {
        "total": _("Total"),
        "pending": _("Waiting"),
        "held": _("Held"),
        "limbo": _("In limbo"),
        "completed": _("Completed"),
    }
    return [
        Sum(
            name,
            kind,
            sum(getattr(part, kind) for part in by_type),
            tuple((part.type, getattr(part, kind)) for part in by_type),
        )
        for kind, name in names.items()
    ]
