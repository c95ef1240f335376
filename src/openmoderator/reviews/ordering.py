"""The order of a queue: the team's choice, and within one page what is assigned to the person.

Each order is that of a partial index of waiting reviews (see `Review.Meta`), so that the first
of a long queue are found without sorting it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from openmoderator.accounts.models import QueueOrder, User
from openmoderator.reviews.models import Purpose, Review

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    QueueOrder.OLDEST: ("created_at", "id"),
    QueueOrder.NEWEST: ("-created_at", "-id"),
    QueueOrder.SCORE: ("-score", "created_at", "id"),
}
"""By what each order sorts; of equal scores the oldest is first."""


def columns(order: str) -> tuple[str, ...]:
    """Arguments for `order_by`."""
    return COLUMNS[QueueOrder(order)]


def in_order(rows: Iterable[Review], order: str, user: User | None = None) -> list[Review]:
    """Rows in hand, in the same order; what is assigned to `user` comes before the rest."""
    newest = order == QueueOrder.NEWEST
    ordered = sorted(rows, key=_by_score if order == QueueOrder.SCORE else _by_age, reverse=newest)
    if user is None:
        return ordered
    # A golden item is assigned only to keep it from others: first in line it would be told.
    return sorted(
        ordered,
        key=lambda row: row.assigned_to_id != user.pk or row.purpose == Purpose.GOLDEN,
    )


def _by_age(row: Review) -> tuple[float, datetime, str]:
    return (0.0, row.created_at, row.pk)


def _by_score(row: Review) -> tuple[float, datetime, str]:
    return (-row.score, row.created_at, row.pk)
