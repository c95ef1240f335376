"""The dashboard: counts by type and subteam, each with the way into its queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openmoderator.accounts.models import Subteam
from openmoderator.clock import database_now
from openmoderator.reviews.counts import QueueCount, TypeCount, my_pace, queue_counts, totals
from openmoderator.reviews.queue import Queue
from openmoderator.web.access import for_members
from openmoderator.web.dashboard.steps import first_steps
from openmoderator.web.review.views import address
from openmoderator.web.team import MemberRequest

BAR = 120
"""Length of the longest bar, in units of the drawing."""


@dataclass(frozen=True)
class Cell:
    """One type in one queue: its figures, its address, and bars against the longest."""

    count: TypeCount
    address: str
    longest: int

    @property
    def pending_bar(self) -> int:
        """Length of the bar of what waits; a little as soon as there is any."""
        return _bar(self.count.pending, self.longest)

    @property
    def completed_bar(self) -> int:
        """Length of the bar of what is done."""
        return _bar(self.count.completed, self.longest)


@dataclass(frozen=True)
class Row:
    """One queue of the team."""

    subteam: Subteam | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sum:
    """One figure of the team with its parts by type."""

    pending: int
    completed: int

    @property
    def total(self) -> int:
        """Everything there is."""
        return self.pending + self.completed


@require_safe
@for_members
def dashboard(request: MemberRequest) -> HttpResponse:
    """Counts of the team in view; a new team sees how to send its first item."""
    queues = queue_counts(request.team)
    rows = _rows(request, queues)
    by_type = totals(queues)
    now = database_now()
    mine = [(part.type, my_pace(request.team, request.user, part.type, now)) for part in by_type]
    whole = Sum(sum(part.pending for part in by_type), sum(part.completed for part in by_type))
    context = {
        "tab": "dashboard",
        "rows": rows,
        "by_type": by_type,
        "whole": whole,
        "mine": mine,
        "my_today": sum(pace.today for _type, pace in mine),
        "most": _most(rows),
        "steps": first_steps(request.team, whole.total, whole.completed),
        "origin": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "dashboard/dashboard.html", context)


def _rows(request: MemberRequest, queues: Sequence[QueueCount]) -> list[Row]:
    figures = [max(part.pending, part.completed) for queue in queues for part in queue.types]
    longest = max(figures, default=0)
    return [
        Row(
            queue.subteam,
            tuple(
                Cell(part, address(request, Queue(request.team, part.type, queue.subteam)), longest)
                for part in queue.types
            ),
        )
        for queue in queues
    ]


def _most(rows: Sequence[Row]) -> Cell | None:
    """The queue in which most waits; None when nothing does."""
    cells = [cell for row in rows for cell in row.cells if cell.count.pending]
    return max(cells, key=lambda cell: cell.count.pending, default=None)


def _bar(figure: int, longest: int) -> int:
    return max(2, round(BAR * figure / longest)) if figure and longest else 0
