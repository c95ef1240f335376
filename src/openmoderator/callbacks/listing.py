"""Deliveries as plain rows, for the command line and the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, Subquery

from openmoderator.accounts.models import Team
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.egress.errors import shown

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class LastAttempt(TypedDict):
        """What the query adds to each delivery."""

        last_status: int | None
        last_error: str | None

    WithLastAttempt = WithAnnotations[Delivery, LastAttempt]


@dataclass(frozen=True)
class DeliveryRow:
    """One delivery and how its newest attempt went. `url` is without its query string."""

    id: str
    team_id: str
    kind: str
    subject_id: str
    url: str
    state: str
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    delivered_at: datetime | None
    last_status: int | None
    last_error: str | None


def recent(team: Team | None = None, failed: bool = False, limit: int = 50) -> list[DeliveryRow]:
    """The newest deliveries first, of one team or of all, only the failed ones if asked."""
    newest = DeliveryAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-number")
    rows = Delivery.objects.select_related("team").annotate(
        last_status=Subquery(newest.values("status")[:1]),
        last_error=Subquery(newest.values("error")[:1]),
    )
    if team is not None:
        rows = rows.filter(team=team)
    if failed:
        rows = rows.filter(state=State.FAILED)
    return [_row(row) for row in rows.order_by("-created_at")[:limit]]


def _row(delivery: WithLastAttempt) -> DeliveryRow:
    return DeliveryRow(
        id=str(delivery.pk),
        team_id=delivery.team.public_id,
        kind=delivery.kind,
        subject_id=delivery.subject_id,
        url=shown(delivery.url),
        state=delivery.state,
        attempts=delivery.attempts_made,
        created_at=delivery.created_at,
        next_attempt_at=delivery.next_attempt_at,
        delivered_at=delivery.delivered_at,
        last_status=delivery.last_status,
        last_error=delivery.last_error or None,
    )
