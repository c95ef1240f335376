"""Disagreements: pairs of answers that differ, and how a lead ends them.

Owns the list and the settling. Never changes a decision: a settled pair only says which answer
was right; reopening the review is an act of its own (`reviews.reversal`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import record
from openmoderator.clock import database_now
from openmoderator.errors import NotFound
from openmoderator.quality.models import SecondOpinion, Settlement

SALT: Final = "openmoderator.quality.sides"


class NoSuchPair(NotFound):
    """No pair of differing answers of that id in this team."""


@dataclass(frozen=True)
class Page:
    """Disagreements, longest waiting first; `after` asks for those that follow, None: none do."""

    rows: tuple[SecondOpinion, ...]
    after: tuple[datetime, int] | None


def open_ones(team: Team, after: tuple[datetime, int] | None = None, most: int = 50) -> Page:
    """Disagreements that nobody has settled."""
    rows = _pairs(team).filter(settled="").order_by("answered_at", "pk")
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(answered_at__gt=at) | Q(answered_at=at, pk__gt=pk))
    found = tuple(rows[: most + 1])
    last = found[most - 1] if len(found) > most else None
    return Page(found[:most], (last.answered_at, last.pk) if last and last.answered_at else None)


def open_count(team: Team, most: int = 10_000) -> int:
    """How many wait, counted up to `most`."""
    return SecondOpinion.objects.filter(team=team, agrees=False, settled="")[:most].count()


def pair(team: Team, pk: int) -> SecondOpinion:
    """One disagreement. Raises `NoSuchPair`."""
    row = _pairs(team).filter(pk=pk).first()
    if row is None:
        raise NoSuchPair("There is no such pair of answers in this team.")
    return row


def second_is_left(row: SecondOpinion) -> bool:
    """Which side of the page the second answer stands on: by chance, the same every time."""
    digest = salted_hmac(SALT, str(row.pk), algorithm="sha256").digest()
    return bool(digest[0] & 1)


def settle(team: Team, user: User, pk: int, right: Settlement) -> SecondOpinion:
    """Say which answer was right. Settled once, it stays so. Raises `NoSuchPair`."""
    with transaction.atomic():
        row = pair(team, pk)
        changed = SecondOpinion.objects.filter(pk=row.pk, settled="").update(
            settled=right, settled_by=user, settled_at=database_now()
        )
        if changed:
            # Not of the review: its history is read by people who must not know of the pair.
            detail = {"right": right.value, "review": row.first.review_id}
            record(team, user, "quality.settled", ("second_opinion", str(row.pk)), detail)
    return pair(team, pk)


def _pairs(team: Team) -> QuerySet[SecondOpinion]:
    related = ("first__user", "first__review__stored", "first__review__team", "second__user")
    return SecondOpinion.objects.filter(team=team, agrees=False).select_related(
        *related, "settled_by", "review__stored", "review__team"
    )
