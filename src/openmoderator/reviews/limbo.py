"""Limbo: decisions that can still be taken back (review-tool 9), one by one or many.

Owns the window and taking back. A decision is locked before its review here, as the clock
does it; nothing here waits for a decision while it holds a review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import record
from openmoderator.clock import database_now
from openmoderator.reviews.acting import admins_only, is_admin, note_act
from openmoderator.reviews.errors import BadWindow
from openmoderator.reviews.models import Decision, DecisionState, Draft, Purpose, Review, State
from openmoderator.reviews.queue import lease
from openmoderator.reviews.signals import taken_back

LONGEST_SECONDS: Final = 3_600
PAGE: Final = 50


@dataclass(frozen=True)
class InLimbo:
    """A decision whose window runs, with its review and person, and the whole seconds left."""

    decision: Decision
    seconds_left: int

    @property
    def on(self) -> list[str]:
        """Codes of the tags that were left on."""
        return [code for code, on in self.decision.tags if on]


def undo_window(team: Team) -> timedelta:
    """How long a decision can be taken back: the team's setting, else the server's."""
    seconds = team.undo_seconds
    return timedelta(seconds=settings.OPENMODERATOR.undo_seconds if seconds is None else seconds)


def set_window(team: Team, user: User, seconds: int | None) -> None:
    """Let administrators set the window (0 to 3,600 s; None: the server's) for later decisions.

    Raises `BadWindow` and `AdministratorsOnly`.
    """
    admins_only(team, user)
    if seconds is not None and not 0 <= seconds <= LONGEST_SECONDS:
        message = f"Choose 0 to {LONGEST_SECONDS:,} seconds, not {seconds:,}."
        raise BadWindow(message)
    with transaction.atomic():
        team.undo_seconds = seconds
        team.save(update_fields=["undo_seconds"])
        detail = {"undo_seconds": seconds}
        record(team, user, "team.undo_window_set", ("team", team.public_id), detail)


def in_limbo(
    team: Team,
    user: User | None = None,
    after: tuple[datetime, UUID] | None = None,
    now: datetime | None = None,
) -> list[InLimbo]:
    """Decisions whose window runs, newest first, at most 51: one more than a page shows.

    Those of one person, or (None) everybody's about work. `after` is the time and id of the
    last decision of the page before.
    """
    now = now or database_now()
    rows = _open(team, now).select_related("review", "review__team", "review__subteam", "user")
    rows = rows.filter(review__purpose=Purpose.WORK) if user is None else rows.filter(user=user)
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(decided_at__lt=at) | Q(decided_at=at, pk__lt=pk), decided_at__lte=at)
    rows = rows.order_by("-decided_at", "-pk")[: PAGE + 1]
    return [InLimbo(row, int((row.final_at - now).total_seconds())) for row in rows]


def submit_now(
    team: Team, user: User, decision_ids: Iterable[UUID], now: datetime | None = None
) -> list[str]:
    """End the window of decisions at once; the clock makes them final within a second.

    A person acts on their own, an administrator on everybody's. Returns the reviews' ids.
    """
    with transaction.atomic():
        rows, now = _locked(team, user, decision_ids, now)
        Decision.objects.filter(pk__in=[row.pk for row in rows]).update(final_at=now)
        done = [row.review_id for row in rows]
        note_act(team, user, "review.submitted", done)
    return done


def take_back(
    team: Team, user: User, decision_ids: Iterable[UUID], now: datetime | None = None
) -> list[str]:
    """Withdraw decisions; their tags are drafts of who decided. Returns the reviews' ids.

    A person acts on their own and holds them again; what an administrator takes back of
    others waits for anybody.
    """
    with transaction.atomic():
        rows, now = _locked(team, user, decision_ids, now)
        withdraw(team, user, rows, now)
    return [row.review_id for row in rows]


def withdraw(team: Team, user: User, rows: list[Decision], now: datetime) -> None:
    """Take locked pending decisions back inside the caller's transaction."""
    ids = [row.review_id for row in rows]
    # Whoever decides holds reviews in the order of their ids; an update takes them in none.
    list(
        Review.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    Decision.objects.filter(pk__in=[row.pk for row in rows]).update(state=DecisionState.WITHDRAWN)
    decided = Review.objects.filter(pk__in=ids, state=State.DECIDED)
    decided.update(state=State.WAITING, modified_at=now)
    own = [row.review_id for row in rows if row.user_id == user.pk]
    Review.objects.filter(pk__in=own, state=State.WAITING).update(
        claimed_by=user, claimed_at=now, claimed_until=now + lease(team), claim_token=None
    )
    drafts = [
        Draft(review_id=row.review_id, user_id=row.user_id, tags=dict(row.tags)) for row in rows
    ]
    keep_all(drafts)
    note_act(team, user, "review.taken_back", ids)
    back = list(Review.objects.filter(pk__in=ids))
    taken_back.send(sender=Team, team=team, user=user, reviews=back)


def keep_all(drafts: list[Draft]) -> None:
    """Store or replace drafts in a few statements."""
    Draft.objects.bulk_create(
        drafts,
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["review", "user"],
        update_fields=["tags", "saved_at"],
    )


def _open(team: Team, now: datetime) -> QuerySet[Decision]:
    return Decision.objects.filter(team=team, state=DecisionState.PENDING, final_at__gt=now)


def _locked(
    team: Team, user: User, ids: Iterable[UUID], now: datetime | None
) -> tuple[list[Decision], datetime]:
    """Those whose window runs at `now`: by the clock once they are locked, so that of two who
    act at the same moment the later one finds what the first has done."""
    rows = Decision.objects.filter(team=team, state=DecisionState.PENDING, pk__in=list(ids))
    if not is_admin(team, user):
        rows = rows.filter(user=user)
    locked = list(rows.select_for_update(of=("self",)).order_by("review"))
    now = now or database_now()
    return [row for row in locked if row.final_at > now], now
