"""Golden items for the list of administrators, and one person's own answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from openmoderator.accounts.models import Team, User
from openmoderator.quality.agreement import Estimate, share
from openmoderator.quality.models import GoldenAnswer, GoldenItem


@dataclass(frozen=True)
class Listed:
    """A golden item with how many answered it and how many of them right."""

    item: GoldenItem
    right: Estimate


@dataclass(frozen=True)
class Page:
    """Items, the newest first; `after` asks for those that follow."""

    rows: tuple[Listed, ...]
    after: tuple[datetime, UUID] | None


@dataclass(frozen=True)
class Mistakes:
    """Wrong answers of one person, the newest first."""

    rows: tuple[GoldenAnswer, ...]
    after: tuple[datetime, int] | None


def golden_items(team: Team, after: tuple[datetime, UUID] | None = None, most: int = 50) -> Page:
    """The team's golden items, retired ones too."""
    rows = GoldenItem.objects.filter(team=team).select_related("stored", "created_by")
    rows = rows.order_by("-created_at", "-pk")
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    found = list(rows[: most + 1])
    counts = _counts(found[:most])
    listed = tuple(Listed(row, share(*counts.get(row.pk, (0, 0)))) for row in found[:most])
    last = found[most - 1] if len(found) > most else None
    return Page(listed, (last.created_at, last.pk) if last else None)


def mistakes(
    team: Team, user: User, after: tuple[datetime, int] | None = None, most: int = 50
) -> Mistakes:
    """What `user` answered otherwise than is right, with the item and its reason."""
    rows = GoldenAnswer.objects.filter(
        golden__team=team, user=user, right=False, decision__isnull=False
    )
    rows = rows.select_related("golden__stored", "decision").order_by("-answered_at", "-pk")
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(answered_at__lt=at) | Q(answered_at=at, pk__lt=pk))
    found = tuple(rows[: most + 1])
    last = found[most - 1] if len(found) > most else None
    return Mistakes(
        found[:most], (last.answered_at, last.pk) if last and last.answered_at else None
    )


def may_see(team: Team, user: User, item_id: UUID, is_admin: bool) -> GoldenItem | None:
    """The item for administrators, and for whoever has answered it; None for others."""
    items = GoldenItem.objects.select_related("stored").filter(team=team, pk=item_id)
    if not is_admin:
        answered = GoldenAnswer.objects.filter(user=user, decision__isnull=False)
        items = items.filter(pk__in=answered.values("golden"))
    return items.first()


def _counts(items: list[GoldenItem]) -> dict[UUID, tuple[int, int]]:
    """(right, answered) by item."""
    answered = GoldenAnswer.objects.filter(golden__in=items, right__isnull=False)
    rows = answered.values("golden").annotate(hits=Count("pk", filter=Q(right=True)), n=Count("pk"))
    return {row["golden"]: (row["hits"], row["n"]) for row in rows}
