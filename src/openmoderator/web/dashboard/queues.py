"""The table of queues: figures, ways in and targets, as the person may see and open them.

Everybody sees every queue of the team; only those that the person may open lead anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from openmoderator.accounts.models import Subteam
from openmoderator.accounts.subteams import subteams_of
from openmoderator.reviews.counts import QueueCount, TypeCount
from openmoderator.reviews.models import ContentType
from openmoderator.reviews.queue import Queue
from openmoderator.web.dashboard.targets import Target, target_of
from openmoderator.web.review.views import address
from openmoderator.web.team import MemberRequest

BAR = 120
"""Length of the longest bar, in units of the drawing."""


@dataclass(frozen=True)
class Cell:
    """One type in one queue: its figures, its address (empty: not for this person), its bars."""

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
    oldest: datetime | None
    target: Target | None

    @property
    def name(self) -> str:
        """As people call it."""
        return self.subteam.name if self.subteam else _("Default")


@dataclass(frozen=True)
class Filter:
    """What of the table is asked for: a part of the name, and one type or all."""

    name: str = ""
    type: str = ""

    @property
    def types(self) -> tuple[str, ...]:
        """The types in view."""
        return (self.type,) if self.type else tuple(ContentType.values)

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.name or self.type)

    def holds(self, row: Row) -> bool:
        """Whether the queue is asked for."""
        return self.name.casefold() in row.name.casefold()


def read_filter(query: QueryDict) -> Filter:
    """The filter of an address; a type that there is not means all."""
    type_ = query.get("type", "")
    return Filter(query.get("q", "").strip()[:120], type_ if type_ in ContentType.values else "")


def rows_of(
    request: MemberRequest, queues: Sequence[QueueCount], asked: Filter, now: datetime
) -> list[Row]:
    """The queues asked for, all drawn on one scale."""
    opened = {None, *(subteam.pk for subteam in subteams_of(request.membership))}
    figures = [max(part.pending, part.completed) for queue in queues for part in queue.types]
    longest = max(figures, default=0)
    rows = [_row(request, queue, asked, longest, opened, now) for queue in queues]
    return [row for row in rows if asked.holds(row)]


def most_waiting(rows: Iterable[Row]) -> Cell | None:
    """The queue that the person may open in which most waits; None when nothing does."""
    cells = [cell for row in rows for cell in row.cells if cell.count.pending and cell.address]
    return max(cells, key=lambda cell: cell.count.pending, default=None)


def _row(
    request: MemberRequest,
    queue: QueueCount,
    asked: Filter,
    longest: int,
    opened: set[int | None],
    now: datetime,
) -> Row:
    parts = [part for part in queue.types if part.type in asked.types]
    may_open = (queue.subteam.pk if queue.subteam else None) in opened
    cells = tuple(
        Cell(
            part,
            address(request, Queue(request.team, part.type, queue.subteam)) if may_open else "",
            longest,
        )
        for part in parts
    )
    oldest = min((part.oldest for part in parts if part.oldest), default=None)
    return Row(queue.subteam, cells, oldest, target_of(request.team, queue.subteam, oldest, now))


def _bar(figure: int, longest: int) -> int:
    return max(2, round(BAR * figure / longest)) if figure and longest else 0
