"""Deliveries for reading: plain rows for the command line, filtered pages, one with its story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypedDict
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from openmoderator.accounts.models import Team
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, Kind, State
from openmoderator.egress.errors import shown
from openmoderator.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations

    class LastAttempt(TypedDict):
        """What the query adds to each delivery."""

        last_status: int | None
        last_error: str | None

    WithLastAttempt = WithAnnotations[Delivery, LastAttempt]


PAGE: Final = 50
MOST_RECEIVERS: Final = 20


class DeliveryNotFound(NotFound):
    """The team has no delivery of that id."""


@dataclass(frozen=True)
class DeliveryFilter:
    """What of a team's deliveries is wanted; what is empty counts for nothing.

    `subject` is the id of a job or a review, `receiver` a host with its port.
    """

    state: str = ""
    kind: str = ""
    subject: str = ""
    receiver: str = ""


@dataclass(frozen=True)
class DeliveryPage:
    """Some deliveries, newest first; `after` asks for the next ones, empty at the end."""

    deliveries: tuple[WithLastAttempt, ...]
    after: str


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
    rows = _with_last_attempt().select_related("team")
    if team is not None:
        rows = rows.filter(team=team)
    if failed:
        rows = rows.filter(state=State.FAILED)
    return [_row(row) for row in rows.order_by("-created_at")[:limit]]


def page(
    team: Team, wanted: DeliveryFilter, after: UUID | None = None, size: int = PAGE
) -> DeliveryPage:
    """The deliveries that fit, from behind the delivery `after` on; an unknown one begins anew."""
    rows = _with_last_attempt().filter(team=team)
    exact = {"state": wanted.state, "kind": wanted.kind, "receiver": wanted.receiver}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.subject:
        # Both kinds are named, so that the index that begins with them serves.
        rows = rows.filter(kind__in=Kind.values, subject_id=wanted.subject)
    last = Delivery.objects.filter(team=team, pk=after).first() if after else None
    if last is not None:
        older = Q(created_at=last.created_at, pk__lt=last.pk)
        rows = rows.filter(Q(created_at__lt=last.created_at) | older)
    found = tuple(rows.order_by("-created_at", "-pk")[: size + 1])
    return DeliveryPage(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def find(team: Team, delivery_id: UUID) -> Delivery:
    """Raises `DeliveryNotFound`."""
    delivery = Delivery.objects.filter(team=team, pk=delivery_id).first()
    if delivery is None:
        raise DeliveryNotFound(f"There is no delivery with the id '{delivery_id}'.")
    return delivery


def failed_receivers(team: Team) -> list[tuple[str, int]]:
    """Receivers with failed deliveries and how many each has, the worst first."""
    failed = Delivery.objects.filter(team=team, state=State.FAILED)
    counted = failed.values_list("receiver").annotate(count=Count("pk")).order_by("-count")
    return list(counted[:MOST_RECEIVERS])


def _with_last_attempt() -> QuerySet[WithLastAttempt]:
    newest = DeliveryAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-number")
    return Delivery.objects.annotate(
        last_status=Subquery(newest.values("status")[:1]),
        last_error=Subquery(newest.values("error")[:1]),
    )


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
